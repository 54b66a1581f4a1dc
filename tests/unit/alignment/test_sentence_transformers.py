from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mt_toolkit.alignment.sentence_transformers import SentenceTransformerEmbedder
from mt_toolkit.errors import ModelError
from tests.sentence_model import sentence_model

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = ["oil prices rose", "وصل الوزير", ""]


def test_vectors_are_those_of_the_library() -> None:
    from sentence_transformers import SentenceTransformer

    folder = sentence_model(dense=True)
    ours = SentenceTransformerEmbedder(folder, device="cpu").embed(TEXTS)
    theirs = SentenceTransformer(str(folder), device="cpu").encode(TEXTS)
    assert np.abs(ours - theirs).max() < 1e-5


def test_other_layers_have_another_fingerprint() -> None:
    one, other = (
        SentenceTransformerEmbedder(sentence_model(dense=dense), device="cpu")
        for dense in (False, True)
    )
    assert one.fingerprint != other.fingerprint


def test_nothing_to_embed() -> None:
    embedder = SentenceTransformerEmbedder(sentence_model(), device="cpu")
    assert embedder.embed([]).shape == embedder.embed(["one"])[:0].shape


def test_a_folder_without_a_model_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        SentenceTransformerEmbedder(tmp_path)


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelError, match=r"mt-toolkit\[embeddings\]"):
        SentenceTransformerEmbedder("sentence-transformers/LaBSE")

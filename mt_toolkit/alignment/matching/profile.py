"""Documents as they are compared: vectors and tokens; small enough to keep thousands."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol

from mt_toolkit.alignment.matching.tokens import Tokens, tokens_of
from mt_toolkit.alignment.overlap import language_of
from mt_toolkit.segmentation import segment

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from mt_toolkit.numbers import Language

    Floats = npt.NDArray[np.float32]

__all__ = ["Profile", "Profiler", "TextVectors"]

# A longer document is kept as so many runs of neighbouring sentences.
_MOST_RUNS: Final = 48
_REMEMBERED: Final = 65536


class TextVectors(Protocol):
    """What is needed to know of texts: an ``Embedder`` that also knows how rare words are."""

    def sums(self, texts: Sequence[str]) -> Floats:
        """Features of each text that may be added up over neighbouring texts."""

    def vectors(self, sums: Floats) -> Floats:
        """A vector of length 1 for each row of features."""

    def information(self, word: str) -> float:
        """How rare a word is, in nats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is kept of a document.

    Attributes:
        name: Its name in the output.
        language: Its language, by its letters.
        digest: Hash of its words; equal for documents that say the same, letter by letter.
        vector: Unit vector of the document.
        sentences: Unit vectors of its sentences, or of runs of them where they are many; rows.
        weights: Length of each row's text as a share of the document.
        tokens: What must come again in a translation.
    """

    name: str
    language: Language
    digest: bytes
    vector: Floats
    sentences: npt.NDArray[np.float16]
    weights: Floats
    tokens: Tokens


class Profiler:
    """Makes profiles of texts.

    Args:
        vectors: Gives the vectors of sentences.
    """

    def __init__(self, vectors: TextVectors) -> None:
        self._vectors = vectors
        self._information = lru_cache(maxsize=_REMEMBERED)(vectors.information)

    def profile(self, name: str, text: str) -> Profile:
        """Make the profile of a document.

        Raises:
            ModelError: The model cannot be run.
            ValueError: There is nothing in the text.
        """
        import numpy as np

        language = language_of([text])
        sentences = [found.text for found in segment(text, language)]
        if not sentences:
            raise ValueError("a document without text has no profile")
        sums, lengths = self._runs(sentences)
        vectors = self._vectors.vectors(sums)
        weights = lengths / lengths.sum()
        return Profile(
            name=name,
            language=language,
            digest=hashlib.sha256(" ".join(text.split()).encode()).digest(),
            vector=_unit(weights @ vectors),
            sentences=vectors.astype(np.float16),
            weights=weights,
            tokens=tokens_of(text, language, self._information),
        )

    def _runs(self, sentences: Sequence[str]) -> tuple[Floats, Floats]:
        """Features and lengths of the sentences, neighbours added up where there are too many."""
        import numpy as np

        sums = self._vectors.sums(sentences)
        lengths = np.array([len("".join(text.split())) for text in sentences], dtype=np.float32)
        if len(sentences) > _MOST_RUNS:
            starts = np.linspace(0, len(sentences), _MOST_RUNS, endpoint=False).astype(np.int64)
            sums = np.add.reduceat(sums, starts, axis=0)
            lengths = np.add.reduceat(lengths, starts)
        return sums, lengths


def _unit(vector: Floats) -> Floats:
    import numpy as np

    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), dtype=np.float32)

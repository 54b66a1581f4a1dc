"""The seams: what a part must offer so that another one can stand in its place.

Each protocol has one suite in ``tests/contracts/`` that every implementation passes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    from mt_toolkit.bitext import Alignment, WordLink
    from mt_toolkit.glossary.match import TermMatch
    from mt_toolkit.terms.keeper import TermOutcome, TermSource
    from mt_toolkit.text import Inline, Passage

__all__ = [
    "Aligner",
    "BlockTranslation",
    "Decoding",
    "Embedder",
    "Format",
    "Hypothesis",
    "TermKeeper",
    "TranslationRequest",
    "Translator",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoding:
    """How a translator searches for its output.

    Attributes:
        beam: Number of hypotheses kept at each step; 1 is greedy search.
        length_penalty: Exponent of the length that scores are divided by; above 1 favours longer
            output.
        no_repeat_ngram: Size of n-grams that may not occur twice in one output; 0 allows all.
        repetition_penalty: Factor that makes tokens already said less likely; 1 changes nothing.
        n_best: Number of hypotheses returned, at most ``beam``.
        batch_tokens: Largest number of source tokens (padding included) decoded at once.
        min_length: Fewest target tokens.
        max_length: Most target tokens, or ``None`` for a bound that follows the source's length.
    """

    beam: int = 4
    length_penalty: float = 1.0
    no_repeat_ngram: int = 0
    repetition_penalty: float = 1.0
    n_best: int = 1
    batch_tokens: int = 1024
    min_length: int = 0
    max_length: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationRequest:
    """One segment to translate.

    Attributes:
        text: Source text, already cleaned for the model.
        links: Whether word links are wanted; they cost some time.
        terms: Terms of a glossary that stand in ``text``, in order. A model knows nothing of them;
            they are for what comes before and after it.
    """

    text: str
    links: bool = False
    terms: tuple[TermMatch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """One translation of a segment.

    Attributes:
        text: Target text.
        score: Length-normalised log-probability, in nats per token.
        links: Word links from the model's cross-attention, or ``None`` where none were asked for.
        finished: Whether the model ended the sentence itself, as opposed to running into the
            longest length allowed.
    """

    text: str
    score: float
    links: tuple[WordLink, ...] | None = None
    finished: bool = True


class Translator(Protocol):
    """A model that turns source segments into target segments."""

    @property
    def name(self) -> str:
        """Short name of the model, for people."""

    @property
    def fingerprint(self) -> str:
        """A hash that changes whenever the same request could give another text."""

    @property
    def max_source_tokens(self) -> int:
        """Longest source segment the model takes, in its own tokens."""

    def count_tokens(self, text: str) -> int:
        """Length of ``text`` in the model's tokens, end marker included."""

    def translate(
        self,
        requests: Sequence[TranslationRequest],
        decoding: Decoding,
        *,
        progress: Callable[[int], None] | None = None,
    ) -> list[tuple[Hypothesis, ...]]:
        """Translate all requests; for each, ``decoding.n_best`` hypotheses, the best first.

        The result is in the order of the requests. Batches are made inside, by length.

        Args:
            requests: The segments.
            decoding: How to search.
            progress: Is told, as batches come out, how many more requests are done.

        Raises:
            ModelError: The model cannot be run.
        """


class TermKeeper(Protocol):
    """Gives terms their form in the translation, before the model and after it."""

    @property
    def attempts(self) -> int:
        """How many ways there are to mask a term that the model loses."""

    @property
    def fingerprint(self) -> str:
        """A hash that changes whenever the same translation could be mended differently."""

    def find(self, texts: Sequence[str]) -> list[tuple[TermMatch, ...]]:
        """The terms in each text of a document."""

    def prepare(self, text: str, terms: Sequence[TermMatch]) -> TermSource:
        """Make a text ready for the model."""

    def mask(
        self, text: str, terms: Sequence[TermMatch], wanted: Sequence[int], attempt: int
    ) -> TermSource | None:
        """Make a text ready with other words for the terms ``wanted``, by their numbers.

        Returns:
            The text, or ``None`` where no mask fits.
        """

    def mend(self, source: TermSource, hypothesis: Hypothesis) -> TermOutcome:
        """Put the terms of a translation of ``source`` right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockTranslation:
    """The English of one block.

    Attributes:
        text: Translated text, markup taken out.
        inlines: The block's inlines at their places in ``text``.
    """

    text: str
    inlines: tuple[Inline, ...] = ()


class Format(Protocol):
    """Reads one file format as passages and writes translated passages."""

    @property
    def name(self) -> str:
        """Name on the command line, for example ``markdown``."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Lower-case file suffixes, dot included."""

    def read(self, lines: Iterable[str], path: Path | None) -> Iterator[Passage]:
        """Read a file lazily.

        Args:
            lines: The file's lines, line endings included and unchanged.
            path: The file's name for messages, or ``None`` for standard input.

        Raises:
            InputError: The text is not in this format.
        """

    def render(self, passage: Passage, translations: Sequence[BlockTranslation]) -> str:
        """The passage with each block replaced by its translation, escaped as the format needs."""


class Embedder(Protocol):
    """Turns texts of several languages into vectors of one space.

    The work is cut in two, so that aligners get the vectors of all runs of neighbouring sentences
    for little more than those of the sentences: ``vectors(sums(texts)[2:5].sum(axis=0))`` stands
    for the texts 2, 3 and 4 read one after the other, exactly or nearly so.
    """

    @property
    def name(self) -> str:
        """Short name of the model, for people."""

    @property
    def fingerprint(self) -> str:
        """A hash that changes whenever the same text could give another vector."""

    def sums(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Features of each text, a row each, that may be added up over neighbouring texts."""

    def vectors(self, sums: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """A vector of length 1 for each row of (added) features."""

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """A vector of length 1 for each text: ``vectors(sums(texts))``."""


class Aligner(Protocol):
    """Finds which sentences of a text and of its translation belong together."""

    def align(
        self,
        source: Sequence[str],
        target: Sequence[str],
        *,
        translation: Sequence[str] | None = None,
    ) -> Alignment:
        """Align the segments of a source with those of a target.

        The result is monotone and covers both sides exactly once, whatever the texts are.

        Args:
            source: The source's segments.
            target: The target's segments.
            translation: Each source segment in the target's language, where that is at hand; an
                aligner may do without.

        Raises:
            ModelError: The model cannot be run.
            ValueError: There are more or fewer translations than source segments.
        """

"""A source, its translation, and the word links between them: what tells where a term has gone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.terms.words import words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from mt_toolkit.bitext import WordLink
    from mt_toolkit.glossary.match import TermMatch
    from mt_toolkit.sightings import Evidence
    from mt_toolkit.terms.words import Word
    from mt_toolkit.text import Span

__all__ = ["LEAST_WEIGHT", "Offer", "Place", "Scene"]

LEAST_WEIGHT: Final = 0.1
"""A word link weaker than this tells nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a term stands in a translation.

    Attributes:
        span: The range.
        evidence: What told it.
        certainty: How sure that is, between 0 and 1.
        match: What the glossary knows of the spelling, or ``None``.
    """

    span: Span
    evidence: Evidence
    certainty: float
    match: TermMatch | None = None


Offer = tuple[float, int, Place]
"""How good a place is for a term, the number of the term, and the place."""


class Scene:
    """A source and its translation, with all that tells where a term has gone.

    Args:
        source: Source text.
        target: Its translation.
        terms: The source's terms.
        matches: What the glossary knows in the translation.
        links: Word links, or ``None`` where there are none.
        masked: Numbers of the terms that stand-ins were translated for: only the stand-in itself
            tells their place.
    """

    def __init__(
        self,
        source: str,
        target: str,
        terms: Sequence[TermMatch],
        matches: Sequence[TermMatch],
        links: Sequence[WordLink] | None,
        masked: Collection[int] = (),
    ) -> None:
        self.source = source
        self.target = target
        self.terms = terms
        self.matches = matches
        self.links = links
        self.masked = masked
        self.words = words_of(target)
        self._weights = [[self._weight(word, term) for word in self.words] for term in terms]
        self._elsewhere = [self._other_weight(word) for word in self.words]

    def _weight(self, word: Word, term: TermMatch) -> float:
        return max(
            (
                link.weight
                for link in self.links or ()
                if link.target.overlaps(word.span) and link.source.overlaps(term.whole)
            ),
            default=0.0,
        )

    def _other_weight(self, word: Word) -> float:
        """How much a word is linked to what is no term."""
        return max(
            (
                link.weight
                for link in self.links or ()
                if link.target.overlaps(word.span)
                and not any(link.source.overlaps(term.whole) for term in self.terms)
            ),
            default=0.0,
        )

    def weight(self, term: int, word: int) -> float:
        """The weight of the link between a term and a word, both by number."""
        return self._weights[term][word]

    def weight_elsewhere(self, word: int) -> float:
        """The weight of a word's links to source words outside all terms."""
        return self._elsewhere[word]

    def support(self, term: int, span: Span) -> float:
        """The best weight between a term and the words of a range."""
        return max((self._weights[term][at] for at in self.inside(span)), default=0.0)

    def inside(self, span: Span) -> list[int]:
        """Numbers of the words in a range."""
        return [at for at, word in enumerate(self.words) if word.span.overlaps(span)]

    def distance(self, term: int, span: Span) -> float:
        """How far apart two places are, as shares of their sentences."""
        here = self.terms[term].span.start / max(1, len(self.source))
        return abs(here - span.start / max(1, len(self.target)))

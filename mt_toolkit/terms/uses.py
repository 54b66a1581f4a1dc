"""Terms of a glossary in a source and what a hypothesis makes of them, for scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mt_toolkit.glossary.match import Matcher, Side
from mt_toolkit.glossary.model import Kind
from mt_toolkit.scoring.terms import TermUse
from mt_toolkit.sightings import Evidence, TermStatus
from mt_toolkit.terms.repair import repair_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mt_toolkit.glossary import Glossary
    from mt_toolkit.glossary.match import TermMatch
    from mt_toolkit.sightings import Sighting

__all__ = ["GlossaryNames", "GlossaryTerms"]

_HEARD = frozenset({Evidence.SPELLING, Evidence.SIMILARITY})


class GlossaryTerms:
    """Scores terms: right is what the glossary wants, and nothing else.

    What stands for a term is found as the translator finds it; what it would leave alone is right.

    Args:
        glossary: The glossary.
    """

    def __init__(self, glossary: Glossary) -> None:
        self._sources = Matcher(glossary, Side.SOURCE)
        self._targets = Matcher(glossary, Side.TARGET)

    def uses(self, source: str, hypothesis: str) -> Sequence[TermUse]:
        """One item for each term in ``source``."""
        return [
            TermUse(
                entry=one.entry,
                rendering=None if one.target is None else one.before,
                right=self.is_right(one),
            )
            for one in self._sightings(source, hypothesis)
        ]

    def is_right(self, sighting: Sighting) -> bool:
        """Whether the term needs no repair; that it is said once too often is no matter here."""
        kept = sighting.status in {TermStatus.RIGHT, TermStatus.DOUBLED}
        return kept and sighting.before == sighting.after

    def counts(self, term: TermMatch) -> bool:  # noqa: ARG002 - some scorers leave terms out
        """Whether a term is scored."""
        return True

    def _sightings(self, source: str, hypothesis: str) -> Iterator[Sighting]:
        terms = self._sources.find(source)
        if terms:
            repair = repair_terms(source, hypothesis, terms, self._targets.find(hypothesis), None)
            for term, sighting in zip(terms, repair.sightings, strict=True):
                if self.counts(term):
                    yield sighting


class GlossaryNames(GlossaryTerms):
    """Scores names: right is what a reader would recognise, in whatever spelling.

    A person, place or organisation of the source is kept if the hypothesis has a spelling that the
    glossary knows, a wrong one too, or one that sounds like the name.
    """

    def is_right(self, sighting: Sighting) -> bool:
        """Whether the name was told by its spelling or its sound."""
        return sighting.target is not None and sighting.evidence in _HEARD

    def counts(self, term: TermMatch) -> bool:
        """Whether it is a name."""
        return term.entry.kind is not Kind.TERM

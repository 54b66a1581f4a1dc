"""Keeps the terms of a glossary through translation: before the model, and after it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from mt_toolkit.glossary import Glossary
from mt_toolkit.glossary.match import Matcher, Side
from mt_toolkit.sightings import Evidence, Sighting, TermStatus
from mt_toolkit.terms.direction import is_turned
from mt_toolkit.terms.glosses import with_gloss, without_gloss
from mt_toolkit.terms.latin import arabic_of, with_latin_names
from mt_toolkit.terms.prepare import Prepared, prepared
from mt_toolkit.terms.repair import repair_terms
from mt_toolkit.terms.standin import ROUNDS, leaves_residue, stand_ins, standing_for
from mt_toolkit.text import Span
from mt_toolkit.translation.mending.number_changes import apply_changes, relink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mt_toolkit.glossary.match import TermMatch
    from mt_toolkit.protocols import Hypothesis
    from mt_toolkit.terms.edits import Edit

__all__ = ["GlossaryKeeper", "TermOutcome", "TermSource"]

_METHOD: Final = "4"
"""Changes whenever the same glossary could give another text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermSource:
    """A source text made ready for the model.

    Attributes:
        text: What the model gets.
        terms: Its terms, in order, with their places in ``text``.
        way: Leads from ``text`` back to the text it was made from.
        masked: Numbers of the terms that a stand-in is translated for.
    """

    text: str
    terms: tuple[TermMatch, ...]
    way: Prepared
    masked: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class TermOutcome:
    """A translation with its terms mended.

    Attributes:
        hypothesis: The translation, word links moved along.
        sightings: What was seen of each term, and done.
        unmasked: Whether nothing is left of what was translated in the place of terms.
        turned: How many terms the translation comes from where the source goes to them.
    """

    hypothesis: Hypothesis
    sightings: tuple[Sighting, ...]
    unmasked: bool = True
    turned: int = 0

    @property
    def wrong(self) -> tuple[int, ...]:
        """Numbers of the terms that are not as the glossary wants them."""
        return tuple(number for number, one in enumerate(self.sightings) if not one.status.kept)


class GlossaryKeeper:
    """Gives every term of a glossary its canonical form in the translation.

    Args:
        glossary: The glossary.
    """

    def __init__(self, glossary: Glossary) -> None:
        self.glossary = glossary

    @cached_property
    def _sources(self) -> Matcher:
        return Matcher(self.glossary, Side.SOURCE)

    @cached_property
    def _targets(self) -> Matcher:
        return Matcher(self.glossary, Side.TARGET)

    @property
    def attempts(self) -> int:
        """How many masks there are to try."""
        return ROUNDS

    @property
    def fingerprint(self) -> str:
        """A hash that changes whenever the same translation could be mended differently."""
        return hashlib.sha256(f"{_METHOD}\0{self.glossary.fingerprint}".encode()).hexdigest()

    def find(self, texts: Sequence[str]) -> list[tuple[TermMatch, ...]]:
        """The terms in each text of a document, names in Latin letters too."""
        evidence = self._sources.evidence(texts)
        found = []
        for text in texts:
            terms = with_gloss(text, self._sources.find(text, evidence), self._targets)
            found.append(with_latin_names(text, terms, self._targets))
        return found

    def prepare(self, text: str, terms: Sequence[TermMatch]) -> TermSource:
        """The text with each name in its preferred spelling."""
        way = prepared(text, terms, [_to_translate(text, term) for term in terms])
        return TermSource(text=way.text, terms=_moved(terms, way.spans), way=way)

    def mask(
        self, text: str, terms: Sequence[TermMatch], wanted: Sequence[int], attempt: int
    ) -> TermSource | None:
        """The text with something else for the terms ``wanted``, or ``None`` where nothing fits."""
        names = stand_ins(text, terms, wanted, attempt)
        if not names:
            return None
        words = [
            names[number].source if number in names else _to_translate(text, term)
            for number, term in enumerate(terms)
        ]
        way = prepared(text, terms, words)
        moved = [
            standing_for(term, names[number]) if number in names else term
            for number, term in enumerate(_moved(terms, way.spans))
        ]
        return TermSource(text=way.text, terms=tuple(moved), way=way, masked=frozenset(names))

    def mend(self, source: TermSource, hypothesis: Hypothesis) -> TermOutcome:
        """Put the terms of a translation right."""
        if not source.terms:
            return TermOutcome(hypothesis=hypothesis, sightings=())
        targets = self._targets.find(hypothesis.text)
        if source.masked:
            names = {source.terms[at].entry.id: source.terms[at].entry for at in source.masked}
            masks = Matcher(Glossary(entries=tuple(names.values())), Side.TARGET)
            own = masks.find(hypothesis.text)
            targets = own + [
                match for match in targets if not any(match.span.overlaps(one.span) for one in own)
            ]
        repair = repair_terms(
            source.text,
            hypothesis.text,
            source.terms,
            targets,
            hypothesis.links,
            source.masked,
        )
        sightings = [
            _told(source, number, one, repair.edits) for number, one in enumerate(repair.sightings)
        ]
        if repair.edits:
            mended = apply_changes(hypothesis.text, repair.edits)
            sightings = self._looked_at_again(source, mended, sightings)
            links = hypothesis.links
            hypothesis = replace(
                hypothesis,
                text=mended,
                links=None if links is None else relink(links, repair.edits),
            )
        return TermOutcome(
            hypothesis=hypothesis,
            sightings=tuple(sightings),
            unmasked=not any(
                leaves_residue(source.terms[number], hypothesis.text, source.way.original)
                for number in source.masked
            ),
            turned=sum(
                one.target is not None and is_turned(source.text, term, hypothesis.text, one.target)
                for term, one in zip(source.terms, sightings, strict=True)
            ),
        )

    def _looked_at_again(
        self, source: TermSource, mended: str, sightings: Sequence[Sighting]
    ) -> list[Sighting]:
        """The sightings, terms that cannot be read in the mended text being left.

        So it is where a model has glued something to the words that were replaced.
        """
        places: dict[str, list[Span]] = {}
        for match in self._targets.find(mended):
            for entry, _ in match.readings:
                places.setdefault(entry.id, []).append(match.span)
        return [
            one
            if one.target is None
            or any(
                one.target.overlaps(span)
                for entry, _ in term.readings
                for span in places.get(entry.id, ())
            )
            else replace(one, status=TermStatus.LEFT)
            for term, one in zip(source.terms, sightings, strict=True)
        ]


def _told(source: TermSource, number: int, one: Sighting, edits: Sequence[Edit]) -> Sighting:
    """A sighting in terms of the text that was to be translated, and of the mended text."""
    span = source.way.to_original(one.source)
    restored = number in source.masked and one.target is not None
    return replace(
        one,
        source=span,
        spelling=span.of(source.way.original),
        evidence=Evidence.STAND_IN if restored else one.evidence,
        target=None if one.target is None else _after(one.target, edits),
    )


def _after(span: Span, edits: Sequence[Edit]) -> Span:
    """Where a range that is whole edits, or untouched by them, is after all edits."""
    start = span.start + sum(one.growth for one in edits if one.span_before.end <= span.start)
    inside = sum(
        one.growth
        for one in edits
        if span.start <= one.span_before.start and one.span_before.end <= span.end
    )
    return Span(start, start + len(span) + inside)


def _to_translate(text: str, term: TermMatch) -> str:
    """What the model gets for a term that is not masked."""
    written = without_gloss(term.span.of(text))
    return term.preferred or arabic_of(term, written) or written


def _moved(terms: Sequence[TermMatch], spans: Sequence[Span]) -> tuple[TermMatch, ...]:
    return tuple(
        replace(term, span=span, proclitic=_before(term, span))
        for term, span in zip(terms, spans, strict=True)
    )


def _before(term: TermMatch, span: Span) -> Span:
    """The range of the proclitics before a term that has moved."""
    return Span(span.start - len(term.proclitic), span.start)

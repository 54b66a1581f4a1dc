"""Finds the terms of a glossary in text: every spelling, in one pass, the longest one first.

The text is written as codes (:mod:`~mt_toolkit.glossary.codes`), searched by an automaton after Aho
and Corasick ("Efficient string matching", 1975), whose time does not grow with the number of
names, and each find is then judged by its letters, its borders and its context.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mt_toolkit.glossary.automaton import Automaton
from mt_toolkit.glossary.evidence import Evidence
from mt_toolkit.glossary.model import Kind
from mt_toolkit.glossary.spellings import MatchKind, Side
from mt_toolkit.glossary.wordings import preferred_spelling
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mt_toolkit.glossary.automaton import Candidate, Suspects
    from mt_toolkit.glossary.model import Entry, Form, Glossary

__all__ = ["MatchKind", "Matcher", "Scan", "Side", "TermMatch"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermMatch:
    """A term of the glossary that stands in a text.

    Attributes:
        entry: The entry.
        form: Its full or short form.
        kind: Whether the spelling is the canonical or preferred one, another right one, a variant
            or a wrong one.
        spelling: The spelling as the glossary lists it.
        span: Where it stands, without what is written together with it.
        proclitic: The Arabic words of one letter, and the article, written before it; an empty
            range at the start of ``span`` where there are none.
        contracted: Whether the article of the form is swallowed by the ل before it.
        others: Other entries and forms that have the same spelling and could be meant.
    """

    entry: Entry
    form: Form
    kind: MatchKind
    spelling: str
    span: Span
    proclitic: Span
    contracted: bool = False
    others: tuple[tuple[Entry, Form], ...] = ()

    @property
    def whole(self) -> Span:
        """The range of the word or words, with what is written before the form."""
        return Span(self.proclitic.start, self.span.end)

    @property
    def readings(self) -> tuple[tuple[Entry, Form], ...]:
        """All entries and forms that could be meant, the likeliest first."""
        return ((self.entry, self.form), *self.others)

    @property
    def preferred(self) -> str | None:
        """The source form to use here, where this is another spelling of it."""
        if self.kind is not MatchKind.VARIANT:
            return None
        noun = self.entry.kind is Kind.TERM
        return preferred_spelling(self.form.sources, self.spelling, noun=noun)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What was found in a text.

    Attributes:
        text: The text.
        candidates: Every spelling at every place, context words too.
    """

    text: str
    candidates: tuple[Candidate, ...]

    def is_settled(self, evidence: Evidence) -> bool:
        """Whether more evidence could not change the matches."""
        return all(evidence.allows(candidate.spelling) for candidate in self.candidates)

    def matches(self, evidence: Evidence) -> list[TermMatch]:
        """The terms that the spellings are, in order, none overlapping another."""
        meant = [
            candidate
            for candidate in self.candidates
            if candidate.spelling.kind is not MatchKind.CONTEXT
            and evidence.allows(candidate.spelling)
        ]
        return [_match(self.text, readings) for readings in _longest(meant)]


class Matcher:
    """Finds the terms of a glossary.

    Args:
        glossary: The glossary.
        side: The language of the texts, or ``None`` where either may come.
    """

    def __init__(self, glossary: Glossary, side: Side | None = None) -> None:
        self.glossary = glossary
        self._automaton = Automaton(glossary, tuple(Side) if side is None else (side,))

    def find(self, text: str, evidence: Evidence | None = None) -> list[TermMatch]:
        """The terms in ``text``, in order, none overlapping another.

        Args:
            text: A sentence, paragraph or document.
            evidence: What the document is about, for forms that need context; ``None`` where
                ``text`` is all there is of it.
        """
        scan = self.scan(text)
        if evidence is None:
            evidence = Evidence()
            evidence.add(scan.candidates)
        return scan.matches(evidence)

    def scan(self, text: str) -> Scan:
        """Search ``text`` once, before it is known what the document is about."""
        return Scan(text=text, candidates=tuple(self._automaton.candidates(text)))

    def evidence(self, texts: Iterable[str]) -> Evidence:
        """What a document that consists of ``texts`` is about."""
        evidence = Evidence()
        for text in texts:
            evidence.add(self._automaton.candidates(text))
        return evidence

    def suspects(self, text: str, evidence: Evidence) -> Suspects:
        """Where something may stand that is not as it should be; quick on long texts.

        Args:
            text: Any length of text.
            evidence: Takes up what is found in passing.
        """
        return self._automaton.suspects(text, evidence)

    def scan_near(self, text: str, span: Span, suspects: Suspects, places: Sequence[Span]) -> Scan:
        """Scan some places in a range of whole lines of a text whose suspects are known.

        The scan is that of the range alone, spans counted from the range's start, without the
        spellings that have nothing to do with the places.

        Args:
            text: The text.
            span: The range.
            suspects: What is known of the text.
            places: The places in the text, in order, none overlapping another.
        """
        candidates = self._automaton.near(text, span, suspects, places)
        return Scan(text=span.of(text), candidates=tuple(candidates))


def _longest(candidates: list[Candidate]) -> Iterator[list[Candidate]]:
    """The readings of each place, of overlapping places the longest one's, in order."""
    candidates.sort(key=lambda one: (one.span.start, -one.span.end))
    cluster: list[Candidate] = []
    end = 0
    for candidate in candidates:
        if cluster and candidate.span.start >= end:
            yield from _settle(cluster)
            cluster = []
        cluster.append(candidate)
        end = max(end, candidate.span.end)
    yield from _settle(cluster)


def _settle(cluster: list[Candidate]) -> Iterator[list[Candidate]]:
    if len(cluster) <= 1:
        if cluster:
            yield cluster
        return
    places: dict[Span, list[Candidate]] = {}
    for candidate in cluster:
        places.setdefault(candidate.span, []).append(candidate)
    if len(places) > 1:
        taken: list[Span] = []
        for span in sorted(places, key=lambda span: (-len(span), span.start)):
            if not any(span.overlaps(other) for other in taken):
                taken.append(span)
        places = {span: places[span] for span in sorted(taken)}
    yield from places.values()


def _match(text: str, readings: list[Candidate]) -> TermMatch:
    if len(readings) > 1:
        readings = sorted(readings, key=lambda candidate: _rank(text, candidate))
    best = readings[0]
    spelling = best.spelling
    others: dict[str, tuple[Entry, Form]] = {}
    for other in readings[1:]:
        if other.spelling.entry is not spelling.entry:
            others.setdefault(other.spelling.entry.id, (other.spelling.entry, other.spelling.form))
    return TermMatch(
        entry=spelling.entry,
        form=spelling.form,
        kind=spelling.kind,
        spelling=spelling.text,
        span=best.span,
        proclitic=best.proclitic,
        contracted=best.contracted,
        others=tuple(others.values()),
    )


def _rank(text: str, candidate: Candidate) -> tuple[bool, MatchKind, bool, bool]:
    """The likeliest reading first: as it is written, right, asked for by context, in full."""
    spelling = candidate.spelling
    return (
        candidate.span.of(text) != spelling.text,
        spelling.kind,
        not spelling.needs_context,
        spelling.form.short,
    )

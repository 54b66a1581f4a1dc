"""All spellings of a glossary as one automaton, and a closer look at what it finds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from mt_toolkit.glossary.codes import GAP, code_of, coded_parts, script_borders
from mt_toolkit.glossary.looks import look_at
from mt_toolkit.glossary.model import Kind
from mt_toolkit.glossary.patterns import patterns_with_owners
from mt_toolkit.glossary.proclitics import (
    after_letter,
    end_of_word,
    in_own_word,
    may_precede,
    proclitics,
)
from mt_toolkit.glossary.spellings import (
    MatchKind,
    Side,
    Spelling,
    is_name,
    key_of,
    lacks_capital,
)
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mt_toolkit.glossary.codes import Coded
    from mt_toolkit.glossary.evidence import Evidence
    from mt_toolkit.glossary.looks import Look
    from mt_toolkit.glossary.model import Glossary

__all__ = ["Automaton", "Candidate", "Suspects"]

# A pattern's number, and where its codes start and end.
_Hit: TypeAlias = tuple[int, int, int]
_START: Final = itemgetter(1)
_END: Final = itemgetter(2)
_FIRST: Final = attrgetter("start")


class Candidate(NamedTuple):
    """A spelling that stands at a place of a text, whatever it means there.

    Attributes:
        spelling: The spelling.
        span: Its place.
        proclitic: What is written together with it, before it.
        contracted: Whether its article is swallowed by ل.
    """

    spelling: Spelling
    span: Span
    proclitic: Span
    contracted: bool


class Suspects(NamedTuple):
    """Places of a long text that deserve a closer look.

    Attributes:
        spans: Spellings that may be at fault.
        borders: Where an Arabic and a Latin word stand side by side.
        found: What the automaton found in each part of the text.
    """

    spans: list[Span]
    borders: list[Span]
    found: list[tuple[Coded, list[_Hit]]]


class Automaton:
    """Finds every spelling of a glossary at every place, overlapping ones too.

    Args:
        glossary: The glossary.
        sides: The languages whose forms are looked for.
    """

    def __init__(self, glossary: Glossary, sides: Iterable[Side]) -> None:
        from ahocorasick_rs import BytesAhoCorasick, Implementation

        self._entries = glossary.entries
        self._sides = frozenset(sides)
        patterns, self._owners = patterns_with_owners(glossary, self._sides)
        self._automaton = BytesAhoCorasick(patterns, implementation=Implementation.ContiguousNFA)
        self._looks: dict[int, Look] = {}

    def candidates(self, text: str) -> Iterator[Candidate]:
        """Every spelling at every place, in no particular order."""
        for part in coded_parts(text):
            for hit in self._hits(part):
                yield from self._judged(text, part, hit)

    def near(
        self, text: str, span: Span, suspects: Suspects, places: Sequence[Span]
    ) -> Iterator[Candidate]:
        """The spellings within a range of a text that decide what stands at some places.

        These are all that overlap one of the places, or another spelling that does. They are
        counted from the start of the range.

        Args:
            text: A text whose suspects are known.
            span: A range of whole lines.
            suspects: What is known of the text.
            places: The places, in order, none overlapping another.
        """
        found = suspects.found
        at = bisect_right(found, span.start, key=_offset) - 1
        while at < len(found) and (part := found[at][0]).offset < span.end:
            hits = found[at][1]
            first, stop = part.between(span)
            # Hits come in the order of their ends.
            start = bisect_left(hits, first + 2, key=_END)
            end = bisect_left(hits, stop + 2, start, key=_END)
            for cluster in _clusters(hits[start:end]):
                if _touches(cluster, part, places):
                    for hit in cluster:
                        yield from self._judged(text, part, hit, span.start)
            at += 1

    def suspects(self, text: str, evidence: Evidence) -> Suspects:
        """Places of spellings that are not, letter by letter, a right one.

        What decides the meaning of others is taken up in ``evidence`` on the way.
        """
        suspects = Suspects([], [], [])
        settled = evidence.settled
        looks = self._looks
        for part in coded_parts(text):
            codes = part.codes
            hits = self._hits(part)
            suspects.borders.extend(script_borders(part))
            suspects.found.append((part, hits))
            for hit in hits:
                index, start, end = hit
                look = looks.get(index) or self._look(codes, hit)
                if look.right is None and index in settled:
                    continue
                written = text[part.start(start + (codes[start] == GAP)) : part.end(end - 2)]
                if look.exact is not None and " ".join(written.split()) not in look.exact:
                    continue
                if look.right is not None and index in settled and written in look.right:
                    continue
                for candidate in self._judged(text, part, hit):
                    evidence.see(candidate.spelling)
                    if _at_fault(candidate, text):
                        suspects.spans.append(candidate.span)
                if all(map(evidence.knows, look.spellings)):
                    settled.add(index)
        return suspects

    def _hits(self, part: Coded) -> list[_Hit]:
        return self._automaton.find_matches_as_indexes(part.codes, overlapping=True)

    def _look(self, codes: bytes, hit: _Hit) -> Look:
        index, start, end = hit
        owners = (self._entries[number] for number in self._owners.of(index))
        look = self._looks[index] = look_at(codes[start:end], owners, self._sides)
        return look

    def _judged(self, text: str, part: Coded, hit: _Hit, base: int = 0) -> Iterator[Candidate]:
        """The spellings that a hit stands for; places are counted from ``base`` on."""
        index, start, end = hit
        codes = part.codes
        look = self._looks.get(index) or self._look(codes, hit)
        stop = part.end(end - 2)
        if codes[start] == GAP:
            span = Span(part.start(start + 1), stop)
            for _, spellings in look.ways:
                for spelling in spellings:
                    first = span.start - spelling.lead
                    if first >= base and _is_latin_form(text, span, spelling):
                        place = Span(first - base, stop + spelling.tail - base)
                        yield Candidate(spelling, place, Span(place.start, place.start), False)
            return
        word = codes.rfind(GAP, 0, start) + 1
        before = _before().get(codes[word:start])
        if before is None:
            return
        first = part.start(word)
        ending = end_of_word(text, stop)
        # Letters that are none of ours have no code of their own.
        if ending is None or first < base or (first and text[first - 1].isalnum()):
            return
        for swallowed, spellings in look.ways:
            # The ل that swallowed the article, with the marks on it, is no part of the name.
            at = part.start(start)
            at = at if swallowed is None else after_letter(text, at)
            for spelling in spellings:
                verb = spelling.entry.kind is Kind.TERM
                if (
                    at < ending
                    and spelling.lead <= at
                    and may_precede(before, spelling.article, verb, swallowed is not None)
                ):
                    left, right = at - spelling.lead, ending + spelling.tail
                    if _is_arabic_form(text[left:right], spelling, swallowed):
                        place = Span(left - base, right - base)
                        before_it = Span(first - base, at - base)
                        yield Candidate(spelling, place, before_it, swallowed is not None)


def _clusters(hits: list[_Hit]) -> Iterator[list[_Hit]]:
    """Hits that overlap or touch one another, directly or by way of others, together."""
    hits.sort(key=_START)
    cluster: list[_Hit] = []
    end = 0
    for hit in hits:
        if cluster and hit[1] > end:
            yield cluster
            cluster = []
        cluster.append(hit)
        end = max(end, hit[2])
    if cluster:
        yield cluster


def _touches(cluster: list[_Hit], part: Coded, places: Sequence[Span]) -> bool:
    """Whether one of the places is where the hits are."""
    first = part.start(max(1, cluster[0][1]))
    last = part.end(max(map(_END, cluster)) - 2)
    at = bisect_left(places, last, key=_FIRST)
    return at > 0 and places[at - 1].end > first


def _offset(found: tuple[Coded, list[_Hit]]) -> int:
    return found[0].offset


@cache
def _before() -> dict[bytes, str]:
    """All that may be written together with an Arabic form, before it, by its codes."""
    return {code_of(letters): letters for letters in proclitics()}


def _at_fault(candidate: Candidate, text: str) -> bool:
    spelling = candidate.spelling
    if spelling.kind is MatchKind.CONTEXT:
        return False
    if not spelling.kind.right:
        return True
    return is_name(spelling.entry, spelling.kind, spelling.text) and lacks_capital(
        candidate.span.of(text), spelling.text
    )


def _is_arabic_form(written: str, spelling: Spelling, swallowed: str | None) -> bool:
    """Whether ``written`` is the spelling, or what is left of it after ``ل``."""
    same = (swallowed or "") + key_of(written) == spelling.key
    return same and not _goes_over_blank_line(written)


def _is_latin_form(text: str, span: Span, spelling: Spelling) -> bool:
    """Whether a form stands at ``span``, what is before its first letter left out."""
    if spelling.lead > span.start:
        return False
    written = text[span.start - spelling.lead : span.end + spelling.tail]
    if spelling.entry.case_sensitive and spelling.kind is not MatchKind.CONTEXT:
        same = " ".join(written.split()) == spelling.text
    else:
        same = key_of(written) == spelling.key
    return same and in_own_word(text, span) and not _goes_over_blank_line(written)


def _goes_over_blank_line(written: str) -> bool:
    return written.count("\n") > 1

"""All spellings of a glossary as one automaton, and a closer look at what it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mt_toolkit.glossary.codes import GAP, coded_parts
from mt_toolkit.glossary.model import Kind
from mt_toolkit.glossary.proclitics import (
    after_letter,
    end_of_word,
    in_own_word,
    proclitic_before,
)
from mt_toolkit.glossary.spellings import (
    MatchKind,
    Side,
    Spelling,
    key_of,
    patterns_of,
    spellings_of,
)
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mt_toolkit.glossary.codes import Coded
    from mt_toolkit.glossary.evidence import Evidence
    from mt_toolkit.glossary.model import Glossary

__all__ = ["Automaton", "Candidate"]


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


class _Sought(NamedTuple):
    """What a sequence of codes may stand for, for one manner of writing it."""

    swallowed: str | None
    spellings: tuple[Spelling, ...]


class Automaton:
    """Finds every spelling of a glossary at every place, overlapping ones too.

    Args:
        glossary: The glossary.
        sides: The languages whose forms are looked for.
    """

    def __init__(self, glossary: Glossary, sides: Iterable[Side]) -> None:
        from ahocorasick_rs import BytesAhoCorasick, Implementation

        sought: dict[bytes, dict[str | None, list[Spelling]]] = {}
        for spelling in spellings_of(glossary, sides):
            for pattern in patterns_of(spelling):
                ways = sought.setdefault(pattern.codes, {})
                ways.setdefault(pattern.swallowed, []).append(spelling)
        self._sought = [
            tuple(_Sought(swallowed, tuple(spellings)) for swallowed, spellings in ways.items())
            for ways in sought.values()
        ]
        # Patterns none of whose spellings can be at fault, by their exact letters.
        self._automaton = BytesAhoCorasick(
            list(sought), implementation=Implementation.ContiguousNFA
        )
        self._right = [_right_texts(ways) for ways in self._sought]

    def candidates(self, text: str) -> Iterator[Candidate]:
        """Every spelling at every place, in no particular order."""
        for part in coded_parts(text):
            for index, start, end in self._automaton.find_matches_as_indexes(
                part.codes, overlapping=True
            ):
                yield from self._judged(text, part, index, start, end)

    def suspects(self, text: str, evidence: Evidence) -> list[Span]:
        """Places of spellings that are not, letter by letter, a right one.

        What decides the meaning of others is taken up in ``evidence`` on the way.
        """
        found: list[Span] = []
        for part in coded_parts(text):
            starts, ends = part.starts, part.ends
            for index, start, end in self._automaton.find_matches_as_indexes(
                part.codes, overlapping=True
            ):
                right = self._right[index]
                if right is not None:
                    first = start if part.codes[start] != GAP else start + 1
                    if text[starts[first] : ends[end - 2]] in right and self._known(
                        index, evidence
                    ):
                        continue
                elif self._known(index, evidence):
                    continue
                for candidate in self._judged(text, part, index, start, end):
                    evidence.see(candidate.spelling)
                    if candidate.spelling.kind is not MatchKind.CONTEXT:
                        found.append(candidate.span)
        return found

    def _known(self, index: int, evidence: Evidence) -> bool:
        return all(
            evidence.knows(spelling) for way in self._sought[index] for spelling in way.spellings
        )

    def _judged(
        self, text: str, part: Coded, index: int, start: int, end: int
    ) -> Iterator[Candidate]:
        first = start if part.codes[start] != GAP else start + 1
        span = Span(int(part.starts[first]), int(part.ends[end - 2]))
        for swallowed, spellings in self._sought[index]:
            for spelling in spellings:
                candidate = (
                    _arabic(text, span, spelling, swallowed)
                    if spelling.arabic
                    else _latin(text, span, spelling)
                )
                if candidate is not None:
                    yield candidate


def _right_texts(ways: tuple[_Sought, ...]) -> frozenset[str] | None:
    """The spellings that are right as they stand; ``None`` for mere context words."""
    spellings = [spelling for way in ways for spelling in way.spellings]
    if all(spelling.kind is MatchKind.CONTEXT for spelling in spellings):
        return None
    wrong = {spelling.text for spelling in spellings if not spelling.kind.right}
    return frozenset(spelling.text for spelling in spellings if spelling.kind.right) - wrong


def _arabic(text: str, span: Span, spelling: Spelling, swallowed: str | None) -> Candidate | None:
    end = end_of_word(text, span.end)
    if end is None:
        return None
    proclitic = proclitic_before(
        text,
        span.start,
        article=spelling.article,
        verb=spelling.entry.kind is Kind.TERM,
        contracted=swallowed is not None,
    )
    if proclitic is None:
        return None
    start = span.start
    if swallowed is not None:
        # The ل that swallowed the article, with the marks on it, is no part of the name.
        start = after_letter(text, start)
        if start >= end:
            return None
        proclitic = Span(proclitic.start, start)
    place = Span(start - spelling.lead, end + spelling.tail) if spelling.lead <= start else span
    written = place.of(text)
    if (swallowed or "") + key_of(written) != spelling.key or _goes_over_blank_line(written):
        return None
    return Candidate(spelling, place, proclitic, swallowed is not None)


def _latin(text: str, span: Span, spelling: Spelling) -> Candidate | None:
    if spelling.lead > span.start:
        return None
    place = Span(span.start - spelling.lead, span.end + spelling.tail)
    written = place.of(text)
    if spelling.entry.case_sensitive and spelling.kind is not MatchKind.CONTEXT:
        same = " ".join(written.split()) == spelling.text
    else:
        same = key_of(written) == spelling.key
    if not same or not in_own_word(text, span) or _goes_over_blank_line(written):
        return None
    return Candidate(spelling, place, Span(place.start, place.start), False)


def _goes_over_blank_line(written: str) -> bool:
    return written.count("\n") > 1

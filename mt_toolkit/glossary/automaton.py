"""All spellings of a glossary as one automaton, and a closer look at what it finds."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from mt_toolkit.glossary.codes import GAP, code_of, coded_parts, script_borders
from mt_toolkit.glossary.model import Kind
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
    patterns_of,
    spellings_of,
)
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mt_toolkit.glossary.codes import Coded
    from mt_toolkit.glossary.evidence import Evidence
    from mt_toolkit.glossary.model import Glossary

__all__ = ["Automaton", "Candidate", "Suspects"]


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
    """

    spans: list[Span]
    borders: list[Span]


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
        self._automaton = BytesAhoCorasick(
            list(sought), implementation=Implementation.ContiguousNFA
        )
        self._right = [_right_texts(ways) for ways in self._sought]
        self._exact = [_exact_texts(ways) for ways in self._sought]

    def candidates(self, text: str) -> Iterator[Candidate]:
        """Every spelling at every place, in no particular order."""
        for part in coded_parts(text):
            for index, start, end in self._automaton.find_matches_as_indexes(
                part.codes, overlapping=True
            ):
                yield from self._judged(text, part, index, start, end)

    def suspects(self, text: str, evidence: Evidence) -> Suspects:
        """Places of spellings that are not, letter by letter, a right one.

        What decides the meaning of others is taken up in ``evidence`` on the way.
        """
        found: list[Span] = []
        borders: list[Span] = []
        settled = evidence.settled
        for part in coded_parts(text):
            codes = part.codes
            borders += script_borders(part)
            for index, start, end in self._automaton.find_matches_as_indexes(
                part.codes, overlapping=True
            ):
                right, exact = self._right[index], self._exact[index]
                if right is None and index in settled:
                    continue
                written = text[part.start(start + (codes[start] == GAP)) : part.end(end - 2)]
                if exact is not None and " ".join(written.split()) not in exact:
                    continue
                if right is not None and index in settled and written in right:
                    continue
                for candidate in self._judged(text, part, index, start, end):
                    evidence.see(candidate.spelling)
                    if _at_fault(candidate, text):
                        found.append(candidate.span)
                if self._known(index, evidence):
                    settled.add(index)
        return Suspects(found, borders)

    def _known(self, index: int, evidence: Evidence) -> bool:
        return all(
            evidence.knows(spelling) for way in self._sought[index] for spelling in way.spellings
        )

    def _judged(
        self, text: str, part: Coded, index: int, start: int, end: int
    ) -> Iterator[Candidate]:
        codes = part.codes
        span = Span(part.start(start + (codes[start] == GAP)), part.end(end - 2))
        if codes[start] == GAP:
            for _, spellings in self._sought[index]:
                for spelling in spellings:
                    if _is_latin_form(text, span, spelling):
                        place = Span(span.start - spelling.lead, span.end + spelling.tail)
                        yield Candidate(spelling, place, Span(place.start, place.start), False)
            return
        word = codes.rfind(GAP, 0, start) + 1
        before = _before().get(codes[word:start])
        if before is None:
            return
        first = part.start(word)
        stop = end_of_word(text, span.end)
        # Letters that are none of ours have no code of their own.
        if stop is None or (first and text[first - 1].isalnum()):
            return
        whole = Span(first, stop)
        for swallowed, spellings in self._sought[index]:
            for spelling in spellings:
                if may_precede(
                    before,
                    article=spelling.article,
                    verb=spelling.entry.kind is Kind.TERM,
                    contracted=swallowed is not None,
                ):
                    found = _arabic(text, whole, span.start, spelling, swallowed)
                    if found is not None:
                        yield found


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


def _right_texts(ways: tuple[_Sought, ...]) -> frozenset[str] | None:
    """The spellings that are right as they stand; ``None`` where all are right, however written."""
    spellings = [spelling for way in ways for spelling in way.spellings]
    right = frozenset(spelling.text for spelling in spellings if spelling.kind.right)
    wrong = frozenset(spelling.text for spelling in spellings if not spelling.kind.right)
    return right - wrong if any(map(_may_be_at_fault, spellings)) else None


def _exact_texts(ways: tuple[_Sought, ...]) -> frozenset[str] | None:
    """All that a pattern can stand for, if it is to be written just so: not "is" for "IS"."""
    spellings = [spelling for way in ways for spelling in way.spellings]
    if not all(_is_exact(spelling) for spelling in spellings):
        return None
    return frozenset(
        spelling.text[spelling.lead : len(spelling.text) - spelling.tail] for spelling in spellings
    )


def _is_exact(spelling: Spelling) -> bool:
    return (
        not spelling.arabic
        and spelling.entry.case_sensitive
        and spelling.kind is not MatchKind.CONTEXT
    )


def _may_be_at_fault(spelling: Spelling) -> bool:
    if spelling.kind is MatchKind.CONTEXT:
        return False
    # A name in other case is wrong, or it is another word.
    other_case = (
        is_name(spelling.entry, spelling.kind, spelling.text) and not spelling.entry.case_sensitive
    )
    return other_case or not spelling.kind.right


def _arabic(
    text: str, word: Span, start: int, spelling: Spelling, swallowed: str | None
) -> Candidate | None:
    """The Arabic form that starts at ``start`` within or at the beginning of ``word``."""
    if swallowed is not None:
        # The ل that swallowed the article, with the marks on it, is no part of the name.
        start = after_letter(text, start)
    if start >= word.end or spelling.lead > start:
        return None
    place = Span(start - spelling.lead, word.end + spelling.tail)
    written = place.of(text)
    if (swallowed or "") + key_of(written) != spelling.key or _goes_over_blank_line(written):
        return None
    return Candidate(spelling, place, Span(word.start, start), swallowed is not None)


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

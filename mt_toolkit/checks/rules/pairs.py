# ruff: noqa: RUF001 - Arabic letters by purpose
"""Rules that compare a segment with its translation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final

from mt_toolkit.checks.rules.base import finding_at
from mt_toolkit.findings import Severity
from mt_toolkit.glossary.fold import fold
from mt_toolkit.glossary.model import Kind
from mt_toolkit.glossary.spellings import MatchKind
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mt_toolkit.checks.rules.base import Matched, UnitContext
    from mt_toolkit.findings import Finding
    from mt_toolkit.glossary.match import TermMatch
    from mt_toolkit.glossary.model import Entry

__all__ = ["MissingTerm", "NotKept", "UnfoundedTerm"]

_SOURCE: Final = (MatchKind.PREFERRED, MatchKind.VARIANT)
# Shorter forms are part of too many other words.
_SHORTEST_STEM: Final = 3
_ENDINGS: Final = ("ستان", "يا", "ا", "ه")
# How like a source word a name must be to be taken for its translation.
_ALIKE: Final = 0.5
# What makes an adjective or a people of a name.
_ADJECTIVE: Final = re.compile("(?:يه|ي|يين|يون)$")


class MissingTerm:
    """A term of the source whose canonical form is not in the translation."""

    code: ClassVar[str] = "MT201"
    name: ClassVar[str] = "term-missing"
    severity: ClassVar[Severity] = Severity.ERROR

    def check(self, context: UnitContext) -> Iterator[Finding]:
        """Every entry found in the source of which the translation has no form at all.

        A form that is wrong or in the wrong case is for other rules.
        """
        if context.source is None:
            return
        there = {entry.id for term in _in_target(context) for entry, _ in term.readings}
        reported: set[str] = set()
        for term in context.source.terms:
            if term.kind not in _SOURCE or term.entry.id in reported:
                continue
            if any(entry.id in there for entry, _ in term.readings):
                continue
            reported.add(term.entry.id)
            yield finding_at(
                self,
                context.text,
                _whole(context.text),
                message=f"the translation lacks {term.form.target!r} for "
                f"{term.span.of(context.source.piece.text)}",
                mend=f"Write {term.form.target!r} where the source has the name",
                entry=term.entry,
            )


class UnfoundedTerm:
    """A name in the translation that the source does not have."""

    code: ClassVar[str] = "MT202"
    name: ClassVar[str] = "term-unfounded"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, context: UnitContext) -> Iterator[Finding]:
        """Every name of the glossary in the translation that nothing in the source stands for.

        The source has it if it has any form of it, a word made from one (Iran, "Iranian"), or a
        word that sounds like it.
        """
        if context.source is None:
            return
        source = context.source
        there = {entry.id for term in source.terms for entry, _ in term.readings}
        reported: set[str] = set()
        for term in _in_target(context):
            name = term.span.of(context.text.piece.text)
            if term.entry.kind is Kind.TERM or term.entry.id in reported:
                continue
            if not (_is_name(name) and _is_name(term.spelling)):
                continue
            entries = [entry for entry, _ in term.readings]
            if any(entry.id in there for entry in entries) or any(
                _is_hinted(source.piece.text, entry) for entry in entries
            ):
                continue
            reported.add(term.entry.id)
            yield finding_at(
                self,
                context.text,
                term.span,
                message=f"{name!r} is not in the source",
                mend="Take the name out, or see what the source says",
                entry=term.entry,
            )


class NotKept:
    """A term that is not to be translated, and was."""

    code: ClassVar[str] = "MT203"
    name: ClassVar[str] = "term-not-kept"
    severity: ClassVar[Severity] = Severity.ERROR

    def check(self, context: UnitContext) -> Iterator[Finding]:
        """Every do-not-translate term of the source that the translation does not have as it is."""
        if context.source is None:
            return
        translation = context.text.piece.text
        reported: set[str] = set()
        for term in context.source.terms:
            if not term.entry.do_not_translate or term.kind in _SOURCE:
                continue
            kept = term.span.of(context.source.piece.text)
            if term.entry.id in reported or kept in translation:
                continue
            reported.add(term.entry.id)
            yield finding_at(
                self,
                context.text,
                _whole(context.text),
                message=f"{kept!r} of the source is not kept as it is",
                mend=f"Write {kept!r}",
                entry=term.entry,
            )


def _in_target(context: UnitContext) -> list[TermMatch]:
    return [term for term in context.text.terms if term.kind not in _SOURCE]


def _whole(matched: Matched) -> Span:
    """The segment without the white space around it."""
    text = matched.piece.text
    start = len(text) - len(text.lstrip())
    return Span(start, max(start, len(text.rstrip())))


def _is_name(written: str) -> bool:
    """Whether every word of it that could has a capital: "the agency" may be any agency."""
    return any(word[:1].isupper() for word in written.split()[-1:])


def _is_hinted(source: str, entry: Entry) -> bool:
    folded = fold(source)
    if any(stem in folded for stem in _stems(entry)):
        return True
    names = [form.target for form in entry.forms] + list(entry.admitted)
    words = [_ADJECTIVE.sub("", word) for word in folded.split()]
    return any(_sounds_alike(words, name) for name in names)


def _stems(entry: Entry) -> Iterator[str]:
    """What words made from a name have in common with it: إيران, الإيرانية; ألمانيا, الألمان."""
    for form in entry.forms:
        for source in form.sources:
            # A first name is no sign of a person, but any word may be one of a body or a place.
            words = [source] if entry.kind is Kind.PERSON else source.split()
            for word in words:
                if len(stem := _stem(fold(word))) >= _SHORTEST_STEM:
                    yield stem


def _stem(folded: str) -> str:
    stem = folded.removeprefix("ال")
    for ending in _ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) >= _SHORTEST_STEM:
            return stem.removesuffix(ending)
    return stem


def _sounds_alike(words: Sequence[str], target: str) -> bool:
    from mt_toolkit.names import similarity

    length = len(target.split())
    return any(
        similarity(" ".join(words[at : at + length]), target) >= _ALIKE
        for at in range(len(words) - length + 1)
    )

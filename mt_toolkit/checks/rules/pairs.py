# ruff: noqa: RUF001 - Arabic letters by purpose
"""Rules that compare a segment with its translation."""

from __future__ import annotations

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
    from mt_toolkit.glossary.model import Entry, Form

__all__ = ["MissingTerm", "NotKept", "UnfoundedTerm"]

_SOURCE: Final = (MatchKind.PREFERRED, MatchKind.VARIANT)
# Shorter forms are part of too many other words.
_SHORTEST_STEM: Final = 3
# How like a source word a name must be to be taken for its translation.
_ALIKE: Final = 0.8


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
            if term.entry.kind is Kind.TERM or term.entry.id in reported:
                continue
            readings = term.readings
            if any(entry.id in there for entry, _ in readings) or any(
                _is_hinted(source.piece.text, entry, form) for entry, form in readings
            ):
                continue
            reported.add(term.entry.id)
            name = term.span.of(context.text.piece.text)
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


def _is_hinted(source: str, entry: Entry, form: Form) -> bool:
    folded = fold(source)
    forms = (*form.sources, *entry.sources)
    if any(len(stem := _stem(one)) >= _SHORTEST_STEM and stem in folded for one in forms):
        return True
    return _sounds_alike(source.split(), form.target)


def _stem(form: str) -> str:
    """What words made from a name have in common with it: إيران, الإيرانية; فرنسا, الفرنسي."""
    folded = fold(form).removeprefix("ال")
    return folded[:-1] if folded[-1:] in ("ا", "ه") else folded


def _sounds_alike(words: Sequence[str], target: str) -> bool:
    from mt_toolkit.names import similarity

    length = len(target.split())
    return any(
        similarity(" ".join(words[at : at + length]), target) >= _ALIKE
        for at in range(len(words) - length + 1)
    )

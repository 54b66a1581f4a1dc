"""Rules for the spellings that the glossary knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from mt_toolkit.checks.rules.base import finding_at
from mt_toolkit.checks.rules.surroundings import in_address, in_arabic, starts_sentence
from mt_toolkit.findings import Severity
from mt_toolkit.glossary.model import Kind
from mt_toolkit.glossary.proclitics import after_lam, has_article
from mt_toolkit.glossary.spellings import MatchKind, is_name, lacks_capital

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mt_toolkit.checks.rules.base import UnitContext
    from mt_toolkit.findings import Finding
    from mt_toolkit.glossary.match import TermMatch

__all__ = ["SourceSpelling", "TargetCase", "TargetSpelling"]


class TargetSpelling:
    """A known wrong spelling in English."""

    code: ClassVar[str] = "MT101"
    name: ClassVar[str] = "wrong-target-spelling"
    severity: ClassVar[Severity] = Severity.ERROR

    def check(self, context: UnitContext) -> Iterator[Finding]:
        """Every term that is written as the glossary says it must not be."""
        for matched in context.texts:
            text = matched.piece.text
            for term in matched.terms:
                if term.kind is not MatchKind.WRONG or in_address(text, term.span):
                    continue
                if in_arabic(text, term.span):
                    continue
                right = _in_case_of(text, term)
                yield finding_at(
                    self,
                    matched,
                    term.span,
                    message=f"{_one_line(term.span.of(text))!r} is spelled {right!r}",
                    mend=f"Write {right!r}",
                    entry=term.entry,
                    replacement=right,
                    safe=not term.others,
                )


class SourceSpelling:
    """An Arabic spelling that is not the preferred one."""

    code: ClassVar[str] = "MT102"
    name: ClassVar[str] = "source-spelling-not-preferred"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, context: UnitContext) -> Iterator[Finding]:
        """Every term in a spelling that is known, but not the first one of its wording."""
        for matched in context.texts:
            text = matched.piece.text
            for term in matched.terms:
                preferred = term.preferred
                if preferred is None or in_address(text, term.span):
                    continue
                yield finding_at(
                    self,
                    matched,
                    term.span,
                    message=f"{_one_line(term.span.of(text))} is spelled {preferred}",
                    mend=f"Write {preferred}",
                    entry=term.entry,
                    replacement=_after_proclitics(text, term, preferred),
                    safe=not term.others and not term.form.context,
                )


class TargetCase:
    """A name without its capitals."""

    code: ClassVar[str] = "MT103"
    name: ClassVar[str] = "wrong-case"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, context: UnitContext) -> Iterator[Finding]:
        """Every right spelling that lacks a capital letter of the glossary's."""
        for matched in context.texts:
            text = matched.piece.text
            for term in matched.terms:
                written = " ".join(term.span.of(text).split())
                if not is_name(term.entry, term.kind, term.spelling) or not lacks_capital(
                    written, term.spelling
                ):
                    continue
                if in_address(text, term.span):
                    continue
                # A single word may be another one: turkey, polish, rice.
                several = " " in term.spelling and term.entry.kind is not Kind.TERM
                yield finding_at(
                    self,
                    matched,
                    term.span,
                    message=f"{written!r} is written {term.spelling!r}",
                    mend=f"Write {term.spelling!r}",
                    entry=term.entry,
                    replacement=term.spelling,
                    safe=several,
                )


def _in_case_of(text: str, term: TermMatch) -> str:
    """The canonical form as it is written at this place."""
    written, right = term.span.of(text), term.form.target
    letters = [letter for letter in written if letter.isalpha()]
    if len(letters) > len("US") and written.isupper() and not term.spelling.isupper():
        return right.upper()
    if written[0].isupper() and starts_sentence(text, term.span.start):
        return right[0].upper() + right[1:]
    return right


def _after_proclitics(text: str, term: TermMatch, preferred: str) -> str | None:
    """The preferred form as it is written after the proclitics that stand there."""
    before = term.proclitic.of(text)
    if not has_article(preferred):
        return preferred
    if before.endswith("ل") and not before.endswith("ال") and not before.endswith("لل"):
        return after_lam(preferred)
    # An article before the article: whoever wrote that must say what is meant.
    return None if before.endswith("ل") else preferred


def _one_line(text: str) -> str:
    return " ".join(text.split())

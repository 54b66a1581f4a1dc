"""What all rules have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from mt_toolkit.findings import Edit, Finding, Fix

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mt_toolkit.checks.names_seen import NamesSeen
    from mt_toolkit.checks.pieces import Piece
    from mt_toolkit.findings import Severity
    from mt_toolkit.glossary.match import TermMatch
    from mt_toolkit.glossary.model import Entry
    from mt_toolkit.text import Span

__all__ = [
    "DocumentContext",
    "DocumentRule",
    "Matched",
    "Rule",
    "UnitContext",
    "UnitRule",
    "finding_at",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """A piece and the terms in it.

    Attributes:
        path: Its file.
        piece: The piece.
        terms: The terms, in order.
    """

    path: Path | None
    piece: Piece
    terms: tuple[TermMatch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitContext:
    """What a rule for pieces and pairs sees.

    Attributes:
        text: The piece; of a pair the translation.
        source: What it translates, or ``None`` where it stands alone.
    """

    text: Matched
    source: Matched | None = None

    @property
    def texts(self) -> tuple[Matched, ...]:
        """All texts, the source first."""
        return (self.text,) if self.source is None else (self.source, self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentContext:
    """What a rule for whole documents, or a corpus of them, sees.

    Attributes:
        names: The words in it that may be names.
        known: The words of the glossary's right forms, folded.
        judged: The words of its other forms, which other rules speak of.
    """

    names: NamesSeen
    known: frozenset[str]
    judged: frozenset[str]


class Rule(Protocol):
    """What every rule says of itself."""

    @property
    def code(self) -> str:
        """Its code, which stays what it is."""

    @property
    def name(self) -> str:
        """Its name in words with hyphens."""

    @property
    def severity(self) -> Severity:
        """How sure it is of what it finds."""


class UnitRule(Rule, Protocol):
    """Looks at one piece or pair at a time."""

    def check(self, context: UnitContext) -> Iterator[Finding]:
        """Everything that the rule objects to."""


class DocumentRule(Rule, Protocol):
    """Looks at a document as a whole."""

    def check(self, context: DocumentContext) -> Iterator[Finding]:
        """Everything that the rule objects to."""


def finding_at(
    rule: Rule,
    matched: Matched,
    span: Span,
    *,
    message: str,
    mend: str,
    entry: Entry | None = None,
    replacement: str | None = None,
    safe: bool = False,
) -> Finding:
    """A finding at a range of a piece.

    Args:
        rule: The rule that objects.
        matched: The piece.
        span: The range in it.
        message: What is wrong.
        mend: What to do.
        entry: The entry it is about.
        replacement: What is to stand there, if that is known; it becomes a fix where the file's
            syntax allows it.
        safe: Whether the replacement cannot make anything wrong.
    """
    piece = matched.piece
    place = piece.place(span)
    fix = None
    if replacement is not None and piece.can_take(span, replacement):
        fix = Fix(edit=Edit(span=place.span, text=replacement), safe=safe)
    return Finding(
        path=matched.path,
        location=place.location,
        code=rule.code,
        rule=rule.name,
        severity=rule.severity,
        message=message,
        mend=mend,
        source_line=place.source_line,
        source_column=place.source_column,
        entry=entry.id if entry is not None else None,
        fix=fix,
    )

"""What a check finds, where, and how it can be mended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from mt_toolkit.text import Span

__all__ = ["Edit", "Finding", "Fix", "Location", "Severity"]


class Severity(StrEnum):
    """How sure it is that a finding is a fault."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Location:
    """A range of a file.

    Attributes:
        line: Line of its first character, from 1.
        column: Column of its first character in code points, from 1.
        end_line: Line of the character after it.
        end_column: Column of the character after it.
    """

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A replacement in a file.

    Attributes:
        span: Range of the file's text in code points, line endings as they are in the file.
        text: What is to stand there.
    """

    span: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """How a finding can be mended without a person.

    Attributes:
        edit: The replacement.
        safe: Whether it cannot make anything wrong.
    """

    edit: Edit
    safe: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something in a file that a rule objects to.

    Attributes:
        path: The file, or ``None`` for standard input.
        location: Where in the file.
        code: The rule's code.
        rule: The rule's name, in words with hyphens.
        severity: How sure the rule is.
        message: What is wrong, in one sentence without a final stop.
        mend: What to do, likewise.
        source_line: The line of the file that the finding starts on, without its line ending; of
            a very long line what is near.
        source_column: Column that ``source_line`` starts at, from 1.
        entry: Id of the glossary entry, where there is one.
        fix: How to mend it, where that can be done without a person.
    """

    path: Path | None
    location: Location
    code: str
    rule: str
    severity: Severity
    message: str
    mend: str
    source_line: str
    source_column: int = 1
    entry: str | None = None
    fix: Fix | None = None

    @property
    def name(self) -> str:
        """The file's name for people."""
        return self.path.as_posix() if self.path is not None else "<stdin>"

    @property
    def sort_key(self) -> tuple[str, Location, str, str]:
        """Files by name, then the order of the text."""
        return self.name, self.location, self.code, self.message

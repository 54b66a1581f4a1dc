"""Every error a user can meet, in one tree.

::

    MtToolkitError          exit code 3
    ├── UsageError          exit code 2   the command line contradicts itself
    ├── InputError          exit code 3   a file of the user's cannot be used
    ├── OutputError         exit code 3   a result cannot be written
    └── ModelError          exit code 3   a model cannot be found, loaded or run

The library raises them; ``mt_toolkit.commands`` is the one place that catches them and prints
``path:line:column: what is wrong`` and, after it, the mend.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["InputError", "ModelError", "MtToolkitError", "OutputError", "UsageError"]


class MtToolkitError(Exception):
    """Base of all errors that carry a message for the user.

    Args:
        problem: What is wrong, in one sentence without a final stop.
        mend: What the user can do about it, in one sentence without a final stop, or ``None``.
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, problem: str, *, mend: str | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.mend = mend

    def __str__(self) -> str:
        return f"{self.problem}. {self.mend}." if self.mend else self.problem


class UsageError(MtToolkitError):
    """The options of a command contradict one another."""

    exit_code = 2


class InputError(MtToolkitError):
    """A file given by the user cannot be read or makes no sense.

    Args:
        problem: What is wrong.
        path: The file, or ``None`` for standard input.
        line: Line number, from 1.
        column: Column in code points, from 1.
        mend: What the user can do about it.
    """

    def __init__(
        self,
        problem: str,
        *,
        path: Path | None = None,
        line: int | None = None,
        column: int | None = None,
        mend: str | None = None,
    ) -> None:
        super().__init__(problem, mend=mend)
        self.path = path
        self.line = line
        self.column = column

    @property
    def place(self) -> str:
        """``path:line:column`` as far as known; standard input is ``<stdin>``."""
        parts = [str(self.path) if self.path is not None else "<stdin>"]
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        return ":".join(parts)

    def __str__(self) -> str:
        return f"{self.place}: {super().__str__()}"


class OutputError(MtToolkitError):
    """A result cannot be written."""


class ModelError(MtToolkitError):
    """A model cannot be found, loaded or run."""

"""All that is wrong with a glossary file, reported together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["InvalidGlossary", "Problems"]

# A file that is no glossary at all should not fill the screen, or the memory.
_MOST: Final = 200


class InvalidGlossary(InputError):  # noqa: N818 - like its base it names what the user gave
    """A glossary file has errors; one line of the message for each.

    Attributes:
        errors: The errors, in the order of the file.
    """

    def __init__(self, errors: Sequence[InputError]) -> None:
        first = errors[0]
        super().__init__(
            first.problem,
            path=first.path,
            line=first.line,
            column=first.column,
            mend=first.mend,
        )
        self.errors = tuple(errors)

    def __str__(self) -> str:
        return "\n".join(map(str, self.errors))


class Problems:
    """Collects the errors of one file.

    Args:
        path: The file, or ``None`` for standard input.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._errors: list[InputError] = []

    def __len__(self) -> int:
        return len(self._errors)

    def add(
        self, problem: str, *, line: int | None, column: int | None = None, mend: str | None = None
    ) -> None:
        """Note an error and go on.

        Raises:
            InvalidGlossary: There have been so many that going on makes no sense.
        """
        self._errors.append(
            InputError(problem, path=self.path, line=line, column=column, mend=mend)
        )
        if len(self._errors) >= _MOST:
            self._errors.append(InputError(f"reading stopped after {_MOST} errors", path=self.path))
            self.stop()

    def stop(self) -> NoReturn:
        """Report what was found so far; there must be something."""
        raise InvalidGlossary(sorted(self._errors, key=_order))

    def raise_if_any(self) -> None:
        """Report what was found, if anything was.

        Raises:
            InvalidGlossary: There are errors.
        """
        if self._errors:
            self.stop()


def _order(error: InputError) -> tuple[float, int]:
    return error.line if error.line is not None else float("inf"), error.column or 0

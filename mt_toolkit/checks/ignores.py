"""Comments that silence rules: ``mt-toolkit: ignore[MT101]`` in a line.

Alone on its line, whatever marks the comment, it is for the next line, otherwise for its own.
``mt-toolkit: ignore`` silences all rules, ``mt-toolkit: ignore-file[MT102]`` a rule in the whole
file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mt_toolkit.findings import Finding

__all__ = ["Ignores"]

_MARK: Final = "mt-toolkit:"
_COMMENT: Final = re.compile(
    r"mt-toolkit:\s*ignore(?P<file>-file)?(?:\[(?P<codes>[A-Za-z0-9,\s]*)\])?"
)
# What is left of a line when the comment is taken out, where it is nothing but a comment.
_NOTHING: Final = re.compile(r"[\s#/;%*<>!-]*")
_ALL: Final = ""


class Ignores:
    """The rules that are silenced, by line."""

    def __init__(self) -> None:
        self._lines: dict[int, set[str]] = {}
        self._file: set[str] = set()

    def watch(self, lines: Iterable[str]) -> Iterator[str]:
        """The lines as they are; the comments in them are taken note of."""
        for number, line in enumerate(lines, 1):
            if _MARK in line:
                self._note(number, line)
            yield line

    def covers(self, finding: Finding) -> bool:
        """Whether a comment silences a finding."""
        silenced = self._file | self._lines.get(finding.location.line, set())
        return any(finding.code.startswith(code) for code in silenced)

    def _note(self, number: int, line: str) -> None:
        for comment in _COMMENT.finditer(line):
            listed = comment["codes"]
            codes = {_ALL}
            if listed is not None:
                codes = {code.strip().upper() for code in listed.split(",")} - {""}
            if comment["file"]:
                self._file |= codes
                continue
            alone = _NOTHING.fullmatch(line[: comment.start()] + line[comment.end() :])
            self._lines.setdefault(number + 1 if alone else number, set()).update(codes)

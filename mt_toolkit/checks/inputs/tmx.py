"""TMX as pairs of pieces that know where they stand in the file, in constant memory."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final

from mt_toolkit.bitext_files.tmx_units import TmxReader
from mt_toolkit.checks.pieces import Piece, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mt_toolkit.bitext_files.tmx_units import Run, TmxUnit, Variant

__all__ = ["tmx_units"]

_SYNTAX: Final = "<>&"


def tmx_units(
    lines: Iterable[str], path: Path | None, source_language: str, target_language: str
) -> Iterator[Unit]:
    """The translation units that have both languages.

    Args:
        lines: The file's lines.
        path: The file's name for messages.
        source_language: BCP-47 tag; it stands for its regional variants too.
        target_language: Likewise.

    Raises:
        InputError: The file is not well-formed, declares entities, or is no TMX.
    """
    reader = TmxReader(path)
    window = _Window()
    for line in lines:
        window.lines.append(line)
        for unit in reader.feed(line):
            yield from _pair(unit, window, source_language, target_language)
        if not reader.in_unit:
            window.drop_before(reader.line)
    for unit in reader.finish():
        yield from _pair(unit, window, source_language, target_language)


def _pair(unit: TmxUnit, window: _Window, source: str, target: str) -> Iterator[Unit]:
    left, right = unit.variant(source), unit.variant(target)
    if left is not None and right is not None:
        yield Unit(piece=window.piece(right), source=window.piece(left))


class _Window:
    """The lines of the file that the unit at hand stands on."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._first = 1
        self._offset = 0

    def drop_before(self, line: int) -> None:
        """Forget the lines before this one; the parser may be behind what it was given."""
        read = min(line - self._first, len(self.lines))
        self._offset += sum(map(len, self.lines[:read]))
        self._first += read
        del self.lines[:read]

    def piece(self, variant: Variant) -> Piece:
        """A variant's text with the place of each of its characters."""
        starts, ends = array("q"), array("q")
        for run in variant.runs:
            start, length = self._place(run)
            if length is None:
                starts.extend(range(start, start + len(run.text)))
                ends.extend(range(start + 1, start + len(run.text) + 1))
            else:
                # One text for a longer stretch of the file.
                starts.extend([start] * len(run.text))
                ends.extend([start + length] * len(run.text))
        return Piece(
            text=variant.text,
            raw="".join(self.lines),
            line=self._first,
            offset=self._offset,
            starts=starts,
            ends=ends,
            syntax=_SYNTAX,
        )

    def _place(self, run: Run) -> tuple[int, int | None]:
        """Where a run starts in the lines; its length there, where it is not written as it is."""
        row = run.line - self._first
        line = self.lines[row]
        start = sum(map(len, self.lines[:row])) + run.column
        if run.written:
            return start, len(run.written)
        if line.startswith(run.text, run.column) or run.text == "\n":
            return start, None
        # A character reference or a named entity.
        return start, line.index(";", run.column) + 1 - run.column

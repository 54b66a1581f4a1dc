"""CSV and TSV as rows that know where they stand."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mt_toolkit.glossary.problems import Problems

__all__ = ["Row", "read_rows"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row.

    Attributes:
        cells: The values.
        line: Line on which the row starts, from 1.
        text: That line.
        delimiter: What stands between cells.
    """

    cells: tuple[str, ...]
    line: int
    text: str
    delimiter: str

    @property
    def columns(self) -> tuple[int, ...]:
        """For each cell the column at which it starts, from 1.

        It is 1 for all where the row holds quotes or line feeds, so that the place is not told by
        counting.
        """
        if self.delimiter.join(self.cells) != self.text.rstrip("\r"):
            return (1,) * len(self.cells)
        starts = accumulate((len(cell) + 1 for cell in self.cells[:-1]), initial=1)
        return tuple(starts)


def read_rows(text: str, delimiter: str, problems: Problems) -> Iterator[Row]:
    """The rows of a table that are not empty.

    Raises:
        InvalidGlossary: The quotes of the table are not paired.
    """
    lines = text.split("\n")
    reader = csv.reader(
        (line + "\n" for line in lines), delimiter=delimiter, strict=True, doublequote=True
    )
    start = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.add(
                f"not a table: {error}",
                line=start,
                column=1,
                mend='Put quotes around a cell with quotes in it, and double those: "a ""b"" c"',
            )
            problems.stop()
        if any(cell.strip() for cell in cells):
            yield Row(cells=tuple(cells), line=start, text=lines[start - 1], delimiter=delimiter)
        start = reader.line_num + 1

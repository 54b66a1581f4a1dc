"""Bitext as a table: columns with tabs between them; everything is kept.

The texts are the sixth and seventh column, for any program; `table` says what stands beside them.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from mt_toolkit.bitext_files.columns import named_columns
from mt_toolkit.bitext_files.lines import text_lines
from mt_toolkit.bitext_files.model import BitextForm, Row
from mt_toolkit.bitext_files.output import text_output
from mt_toolkit.bitext_files.records import FieldError
from mt_toolkit.bitext_files.table import COLUMNS, Table, cells_of
from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from mt_toolkit.bitext import SegmentPair
    from mt_toolkit.bitext_files.model import Languages, RowOrError, WritePair

__all__ = ["TSV"]


def _rows(path: Path, languages: Languages) -> Iterator[RowOrError]:
    """Rows of a table.

    Where the first line names a source and a target, it is a heading, and what other columns of
    ours it names is read too; otherwise the first two columns are source and target.
    """
    columns: Mapping[str, int] = {"source": 0, "target": 1}
    table = Table(columns)
    for number, line in enumerate(text_lines(path), 1):
        cells = line.split("\t")
        if number == 1 and (named := _heading(cells, languages)) is not None:
            columns, table = named, Table(named)
        elif line:
            try:
                _check_width(cells, columns)
                pair = table.pair(cells, (table.text(cells, "source"), table.text(cells, "target")))
                yield Row(pair=pair, line=number, id=table.text(cells, "id") or None)
            except FieldError as error:
                at = columns[error.field.partition(".")[0]] if error.field else 0
                column = 1 + sum(len(cell) + 1 for cell in cells[:at])
                yield InputError(
                    error.problem, path=path, line=number, column=column, mend=error.mend
                )


def _heading(cells: Sequence[str], languages: Languages) -> dict[str, int] | None:
    names = [cell.strip().lower() for cell in cells]
    sides = named_columns(names, languages)
    if sides is None:
        return None
    others: dict[str, int] = {name: names.index(name) for name in (*COLUMNS, "id") if name in names}
    return {**others, "source": sides[0], "target": sides[1]}


def _check_width(cells: Sequence[str], columns: Mapping[str, int]) -> None:
    if (needed := max(columns["source"], columns["target"]) + 1) > len(cells):
        raise FieldError(
            f"has {len(cells)} column{'' if len(cells) == 1 else 's'}, not {needed}",
            "Check for a line break or a missing tab",
        )


@contextlib.contextmanager
def _writer(path: Path, _languages: Languages) -> Iterator[WritePair]:
    with text_output(path) as write:
        write("\t".join(COLUMNS) + "\n")

        def write_pair(pair: SegmentPair) -> None:
            cells = cells_of(pair)
            write("\t".join(cells[name] for name in COLUMNS) + "\n")

        yield write_pair


TSV: Final = BitextForm(
    name="tsv",
    suffixes=(".tsv",),
    packed=True,
    rows=_rows,
    writer=_writer,
)

"""Bitext as a table: columns with tabs between them, nothing quoted and nothing escaped.

Tabs and line breaks inside a text become spaces. Escapes with a backslash would keep them, but
every other program that reads the table would take the escapes for words; JSON Lines keep all.
"""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Final

from mt_toolkit.bitext import SegmentPair
from mt_toolkit.bitext_files.columns import named_columns
from mt_toolkit.bitext_files.lines import flat, text_lines
from mt_toolkit.bitext_files.model import BitextForm, Row
from mt_toolkit.bitext_files.output import text_output
from mt_toolkit.bitext_files.records import FieldError, checked_probability
from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from mt_toolkit.bitext_files.model import Languages, RowOrError, WritePair

__all__ = ["TSV"]

_COLUMNS: Final = (
    "source_document",
    "target_document",
    "source_segments",
    "target_segments",
    "confidence",
    "source",
    "target",
)
_NUMBER: Final = re.compile("[0-9]{1,18}")


def _rows(path: Path, languages: Languages) -> Iterator[RowOrError]:
    """Rows of a table.

    Where the first line names a source and a target, it is a heading, and what other columns of
    ours it names is read too; otherwise the first two columns are source and target.
    """
    columns: Mapping[str, int] = {"source": 0, "target": 1}
    for number, line in enumerate(text_lines(path), 1):
        cells = line.split("\t")
        if number == 1 and (named := _heading(cells, languages)) is not None:
            columns = named
        elif line:
            try:
                yield _row(cells, columns, number)
            except _CellError as error:
                column = 1 + sum(len(cell) + 1 for cell in cells[: error.at])
                yield InputError(
                    error.problem, path=path, line=number, column=column, mend=error.mend
                )


def _heading(cells: Sequence[str], languages: Languages) -> dict[str, int] | None:
    names = [cell.strip().lower() for cell in cells]
    sides = named_columns(names, languages)
    if sides is None:
        return None
    others: dict[str, int] = {
        name: names.index(name) for name in (*_COLUMNS, "id") if name in names
    }
    return {**others, "source": sides[0], "target": sides[1]}


class _CellError(FieldError):
    """A cell with a value that it cannot have; ``at`` is its number from 0."""

    def __init__(self, problem: str, mend: str, at: int = 0) -> None:
        super().__init__(problem, mend)
        self.at = at


def _row(cells: Sequence[str], columns: Mapping[str, int], number: int) -> Row:
    if (needed := max(columns["source"], columns["target"]) + 1) > len(cells):
        raise _CellError(
            f"has {len(cells)} column{'' if len(cells) == 1 else 's'}, not {needed}",
            "Check for a line break or a missing tab",
        )

    def cell(name: str) -> str:
        at = columns.get(name, len(cells))
        return cells[at] if at < len(cells) else ""

    def segments(name: str) -> tuple[int, ...]:
        listed = cell(name)
        if not listed:
            return ()
        numbers = listed.split(",")
        if not all(_NUMBER.fullmatch(text) for text in numbers):
            raise _CellError(
                f"{name} are {listed!r}", "Write numbers from 0 with commas", columns[name]
            )
        return tuple(map(int, numbers))

    def confidence() -> float | None:
        value = cell("confidence")
        try:
            return checked_probability(float(value), "confidence") if value else None
        except ValueError:
            raise _CellError(
                f"the confidence is {value!r}",
                "Write a number from 0 to 1, or nothing",
                columns["confidence"],
            ) from None

    return Row(
        pair=SegmentPair(
            source=cell("source"),
            target=cell("target"),
            source_document=cell("source_document"),
            target_document=cell("target_document"),
            source_segments=segments("source_segments"),
            target_segments=segments("target_segments"),
            confidence=confidence(),
        ),
        line=number,
        id=cell("id") or None,
    )


@contextlib.contextmanager
def _writer(path: Path, _languages: Languages) -> Iterator[WritePair]:
    with text_output(path) as write:
        write("\t".join(_COLUMNS) + "\n")

        def write_pair(pair: SegmentPair) -> None:
            write("\t".join(_cells(pair)) + "\n")

        yield write_pair


def _cells(pair: SegmentPair) -> tuple[str, ...]:
    return (
        flat(pair.source_document),
        flat(pair.target_document),
        ",".join(map(str, pair.source_segments)),
        ",".join(map(str, pair.target_segments)),
        "" if pair.confidence is None else str(pair.confidence),
        flat(pair.source),
        flat(pair.target),
    )


TSV: Final = BitextForm(
    name="tsv",
    suffixes=(".tsv",),
    packed=True,
    one_sided=True,
    rows=_rows,
    writer=_writer,
)

"""Reads bitext: tables, JSON Lines with two fields, and two files side by side."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from mt_toolkit.arabic import arabic_share
from mt_toolkit.bitext_files.columns import named_columns, named_fields
from mt_toolkit.checks.inputs.texts import SYNTAX
from mt_toolkit.checks.pieces import Piece, Unit, joined
from mt_toolkit.errors import InputError
from mt_toolkit.formats.jsonl import JsonLines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from mt_toolkit.text import Block

__all__ = ["has_two_fields", "jsonl_units", "side_by_side", "tsv_units"]


def tsv_units(lines: Iterable[str], path: Path | None) -> Iterator[Unit]:
    """Rows of a table; a heading may name the columns ``source`` and ``target``.

    Without a heading they are the first two, in whatever order: the source is the Arabic one.
    Nothing is quoted.

    Raises:
        InputError: A row has too few columns.
    """
    columns: tuple[int, int] | None = None
    offset = 0
    for number, line in enumerate(lines, 1):
        row = line.rstrip("\r\n")
        if columns is None:
            columns = named_columns(
                [name.strip().lower().removeprefix("\ufeff") for name in row.split("\t")]
            )
            if columns is not None:
                offset += len(line)
                continue
            columns = (0, 1)
        if row:
            source, target = _cells(row, columns, number, path)
            pieces = [
                _cell(cell, text, line, number, offset)
                for cell, text in ((source, row[slice(*source)]), (target, row[slice(*target)]))
            ]
            yield _ordered(*pieces)
        offset += len(line)


def _cells(
    row: str, columns: tuple[int, int], number: int, path: Path | None
) -> tuple[tuple[int, int], tuple[int, int]]:
    edges = [-1, *(at for at, sign in enumerate(row) if sign == "\t"), len(row)]
    cells = [(before + 1, after) for before, after in itertools.pairwise(edges)]
    if max(columns) >= len(cells):
        raise InputError(
            f"has {len(cells)} column{'' if len(cells) == 1 else 's'}, not {max(columns) + 1}",
            path=path,
            line=number,
            mend="Write source and translation with a tab between them, or pass --format",
        )
    return cells[columns[0]], cells[columns[1]]


def _cell(cell: tuple[int, int], text: str, line: str, number: int, offset: int) -> Piece:
    return Piece(
        text=text,
        raw=line,
        line=number,
        offset=offset,
        starts=range(*cell),
        ends=range(cell[0] + 1, cell[1] + 1),
        syntax="\t",
    )


def _ordered(source: Piece, target: Piece) -> Unit:
    """A pair whose columns may be the other way round."""
    if arabic_share(target.text) > max(0.5, arabic_share(source.text)):
        source, target = target, source
    return Unit(piece=target, source=source)


def has_two_fields(line: str) -> bool:
    """Whether a record of JSON Lines has a source and a target."""
    return _fields(line) is not None


def _fields(line: str) -> tuple[str, str] | None:
    import json

    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return named_fields(record) if isinstance(record, dict) else None


def jsonl_units(
    lines: Iterable[str], path: Path | None, complain: Callable[[InputError], None]
) -> Iterator[Unit]:
    """Records with two fields, ``source`` and ``target`` or the languages' tags."""
    offset = 0
    for number, line in enumerate(lines, 1):
        fields = _fields(line)
        if fields is None and line.strip():
            complain(
                InputError(
                    "is no record with the fields source and target",
                    path=path,
                    line=number,
                    mend='Write {"source": "...", "target": "..."} on each line',
                )
            )
        if fields is not None:
            sides = [_record(JsonLines(field=field), line, number, offset) for field in fields]
            if all(sides):
                yield Unit(piece=joined(sides[1]), source=joined(sides[0]))
        offset += len(line)


def _record(form: JsonLines, line: str, number: int, offset: int) -> list[Piece]:
    def piece(block: Block) -> Piece:
        origin = getattr(block, "origin")  # noqa: B009 - known to blocks of JsonLines alone
        return Piece(
            text=block.text,
            raw=line,
            line=number,
            offset=offset,
            starts=origin.starts,
            ends=origin.ends,
            syntax=SYNTAX["jsonl"],
        )

    return [piece(block) for passage in form.read([line], None) for block in passage.blocks]


def side_by_side(
    source: Iterable[Piece], target: Iterable[Piece], source_path: Path, target_path: Path | None
) -> Iterator[Unit]:
    """The pieces of two files, one for one.

    Raises:
        InputError: One of the files ends before the other.
    """
    for left, right in itertools.zip_longest(source, target):
        if left is None or right is None:
            longer, shorter = (
                (target_path, source_path)
                if left is None
                else (
                    source_path,
                    target_path,
                )
            )
            piece = right if left is None else left
            raise InputError(
                f"has more segments than {shorter if shorter is not None else '<stdin>'}",
                path=longer,
                line=piece.line,
                mend="Align the two files first, so that each segment has its translation",
            )
        yield Unit(piece=right, source=left)

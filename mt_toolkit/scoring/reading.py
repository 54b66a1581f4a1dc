"""Reads one column of segments from plain text, TSV, JSON Lines or TMX.

Plain text is read as sacreBLEU reads it: lines end with a line feed and nothing else, white space
at their ends is dropped, ``.gz`` is unpacked.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from mt_toolkit.bitext_files.lines import open_bytes
from mt_toolkit.errors import InputError
from mt_toolkit.scoring.tmx import read_tmx

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["SUFFIXES", "Column", "Layout", "read_column"]


class Layout(StrEnum):
    """How segments stand in a file."""

    PLAIN = "plain"
    TSV = "tsv"
    JSONL = "jsonl"
    TMX = "tmx"


SUFFIXES: Final = {
    ".txt": Layout.PLAIN,
    ".tsv": Layout.TSV,
    ".jsonl": Layout.JSONL,
    ".ndjson": Layout.JSONL,
    ".tmx": Layout.TMX,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Where in a file the segments are.

    Attributes:
        role: What they are, for messages.
        names: Names of TSV columns or JSON fields; the first that the file has is taken. In TSV
            the name may be the column's number, from 1.
        language: Language of the TMX variant, as a BCP-47 tag; ``en`` finds ``en-GB`` too.
        heading: Whether the first line of TSV names the columns; ``None``: if ``names`` holds a
            name.
        option: The option that chooses another column, for messages.
    """

    role: str
    names: tuple[str, ...]
    language: str
    heading: bool | None = None
    option: str


def read_column(path: Path | None, column: Column, layout: Layout | None = None) -> list[str]:
    """Read the segments of one column.

    Args:
        path: The file, or ``None`` for standard input.
        column: Which segments are wanted.
        layout: The file's layout, or ``None`` to go by its suffix; plain text if that is unknown.

    Raises:
        InputError: The file cannot be read, is empty, or has no such column.
    """
    layout = layout or _layout_of(path)
    data = _bytes(path)
    if not data:
        raise InputError("the file is empty", path=path, mend="Check how it was made")
    if layout is Layout.TMX:
        segments = read_tmx(data, column.language, path, option=column.option)
    else:
        lines = _lines(data, path)
        if layout is Layout.PLAIN:
            return [line.rstrip() for line in lines]
        read = _from_tsv if layout is Layout.TSV else _from_jsonl
        segments = read(lines, column, path)
    if not segments:
        raise InputError("the file holds no segments", path=path, mend="Check how it was made")
    return [segment.rstrip() for segment in segments]


def _layout_of(path: Path | None) -> Layout:
    if path is None:
        return Layout.PLAIN
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return SUFFIXES.get(suffixes[-1], Layout.PLAIN) if suffixes else Layout.PLAIN


def _bytes(path: Path | None) -> bytes:
    if path is None:
        return sys.stdin.buffer.read()
    with open_bytes(path) as stream:
        return stream.read()


def _lines(data: bytes, path: Path | None) -> list[str]:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise InputError(
            "the text is not UTF-8",
            path=path,
            line=data.count(b"\n", 0, error.start) + 1,
            mend="Convert it, for example with `iconv -t UTF-8`",
        ) from None
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return lines


def _from_tsv(lines: Sequence[str], column: Column, path: Path | None) -> list[str]:
    rows = [line.rstrip("\r").split("\t") for line in lines]
    rows[0][0] = rows[0][0].removeprefix("\ufeff")
    heading = column.heading
    if heading is None:
        heading = not any(name.isdecimal() for name in column.names)
    place = _place(rows[0], column, path, heading=heading)
    segments = []
    for number, row in enumerate(rows, start=1):
        if heading and number == 1:
            continue
        if place >= len(row):
            raise InputError(
                f"the line has {len(row)} columns, and the {column.role} is in column {place + 1}",
                path=path,
                line=number,
                mend="Check for a line break or a missing tab",
            )
        segments.append(row[place])
    return segments


def _place(first: Sequence[str], column: Column, path: Path | None, *, heading: bool) -> int:
    """Where the column is, from 0."""
    for name in column.names:
        if heading and name in first:
            return first.index(name)
        if name.isdecimal() and 1 <= int(name) <= len(first):
            return int(name) - 1
    wanted = " or ".join(column.names)
    named = f"columns are {', '.join(first)}" if heading else f"there are {len(first)} columns"
    raise InputError(
        f"there is no column {wanted} for the {column.role}; {named}",
        path=path,
        line=1,
        mend=f"Give its name or number with {column.option}",
    )


def _from_jsonl(lines: Sequence[str], column: Column, path: Path | None) -> list[str]:
    segments = []
    for number, line in enumerate(lines, start=1):
        text = line.removeprefix("\ufeff") if number == 1 else line
        if text.strip():
            segments.append(_field(text, column, path, number))
    return segments


def _field(line: str, column: Column, path: Path | None, number: int) -> str:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"the line is not JSON ({error})",
            path=path,
            line=number,
            mend="JSON Lines hold one object a line",
        ) from None
    if not isinstance(record, dict):
        record = {}
    for name in column.names:
        if name in record:
            if isinstance(record[name], str):
                return str(record[name])
            raise InputError(
                f"the field {name} does not hold text",
                path=path,
                line=number,
                mend=f"Name another field with {column.option}",
            )
    raise InputError(
        f"there is no field {' or '.join(column.names)} for the {column.role}",
        path=path,
        line=number,
        mend=f"Name the field with {column.option}",
    )

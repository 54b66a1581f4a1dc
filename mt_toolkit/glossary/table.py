r"""Glossaries as CSV or TSV with a heading: one row an entry, everything an entry holds.

The columns are named like the keys of the YAML file; those of the short form are ``short_target``,
``short_sources`` and so on. Their order is free, and all but ``id``, ``target`` and ``kind`` may be
left out. A cell with several forms has ``|`` between them; a ``|`` or ``\`` of a form itself is
written ``\|`` or ``\\``. Flags are ``true`` or empty.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from mt_toolkit.glossary.build import entries_from
from mt_toolkit.glossary.model import Entry, EntryPlace, Glossary, Short, as_plain
from mt_toolkit.glossary.nodes import ListNode, MappingNode, TextNode
from mt_toolkit.glossary.problems import Problems
from mt_toolkit.glossary.quick import FLAGS, LISTS, quick_entry, unique
from mt_toolkit.glossary.rows import read_rows
from mt_toolkit.glossary.two_columns import parse_two_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mt_toolkit.glossary.nodes import Node
    from mt_toolkit.glossary.rows import Row

__all__ = ["glossary_as_table", "parse_table"]

_SHORT: Final = "short_"
_COLUMNS: Final = tuple(
    column
    for name in Entry.__dataclass_fields__
    if name != "place"
    for column in (
        [_SHORT + inner for inner in Short.__dataclass_fields__] if name == "short" else [name]
    )
)
# A heading with one of these is ours, and not that of a file with two columns.
_TELLING: Final = frozenset({"id", "kind", "sources"})
_ESCAPED: Final = re.compile(r"\\(.)")
_PIECE: Final = re.compile(r"(?:[^|\\]|\\.)+", re.DOTALL)


def parse_table(text: str, delimiter: str, problems: Problems) -> Glossary:
    """Read a table with a heading; without one, two columns of source and target.

    Raises:
        InvalidGlossary: With everything that is wrong.
    """
    rows = read_rows(text, delimiter, problems)
    heading = next(rows, None)
    if heading is None or not _TELLING & {cell.strip() for cell in heading.cells}:
        return parse_two_columns(text, delimiter, problems)
    columns = _columns(heading, problems)
    read = list(rows)
    entries = _quick_entries(columns, read, problems)
    if entries is None:
        nodes = [_node(columns, row, problems) for row in read]
        entries = entries_from(ListNode(tuple(nodes), heading.line, 1), problems)
        problems.raise_if_any()
    return Glossary(entries=entries, paths=(problems.path,) if problems.path else ())


@dataclass(frozen=True, slots=True)
class _Item:
    """A row; its node is made when its place is asked for."""

    columns: list[str]
    row: Row

    def read(self) -> Node:
        """The row's node."""
        return _node(self.columns, self.row, Problems(None))


def _quick_entries(
    columns: list[str], rows: list[Row], problems: Problems
) -> tuple[Entry, ...] | None:
    """The entries, or ``None`` where something is wrong with one of them."""
    if len(problems):
        return None
    return unique(
        quick_entry(values, EntryPlace(path=problems.path, node=_Item(columns, row)))
        if (values := _values(columns, row.cells)) is not None
        else None
        for row in rows
    )


def _values(columns: list[str], cells: tuple[str, ...]) -> dict[str, Any] | None:
    """The values of a row, or ``None`` where it has too many cells, too few, or an odd flag."""
    if len(cells) != len(columns):
        return None
    values: dict[str, Any] = {}
    short: dict[str, Any] = {}
    for name, cell in zip(columns, cells, strict=True):
        if not cell:
            continue
        key = name.removeprefix(_SHORT)
        value: Any = cell
        if key in LISTS:
            value = tuple(_forms(cell))
        elif key in FLAGS:
            if cell == "false":
                continue
            if cell != "true":
                return None
            value = True
        (values if key == name else short)[key] = value
    if short:
        values["short"] = short
    return values


def _forms(cell: str) -> Iterator[str]:
    """The forms of a cell that holds several."""
    for piece in _PIECE.findall(cell) if "\\" in cell else filter(None, cell.split("|")):
        yield (_ESCAPED.sub(r"\1", piece) if "\\" in piece else piece).strip(" ")


def _columns(heading: Row, problems: Problems) -> list[str]:
    names = [cell.strip() for cell in heading.cells]
    for at, name in enumerate(names):
        if name in _COLUMNS and name not in names[:at]:
            continue
        near = get_close_matches(name, _COLUMNS, n=1)
        twice = name in _COLUMNS
        problems.add(
            f"the column {name!r} is there twice" if twice else f"there is no column {name!r}",
            line=heading.line,
            column=heading.columns[at],
            mend="Take one of them out"
            if twice
            else f"You may mean {near[0]!r}"
            if near
            else f"Use {', '.join(_COLUMNS)}",
        )
    return names


def _node(columns: list[str], row: Row, problems: Problems) -> MappingNode:
    if len(row.cells) != len(columns):
        problems.add(
            f"the row has {len(row.cells)} cells, the heading {len(columns)}",
            line=row.line,
            column=1,
            mend="Put quotes around a cell that holds the delimiter",
        )
    entry: list[tuple[TextNode, Node]] = []
    short: list[tuple[TextNode, Node]] = []
    for name, cell, column in zip(columns, row.cells, row.columns, strict=False):
        if not cell or name not in _COLUMNS:
            continue
        inner = name.removeprefix(_SHORT)
        key = TextNode(inner, row.line, column)
        value = _value(inner, cell, row.line, column)
        (entry if inner == name else short).append((key, value))
    if short:
        key = TextNode("short", row.line, short[0][0].column)
        entry.append((key, MappingNode(tuple(short), key.line, key.column)))
    return MappingNode(tuple(entry), row.line, 1)


def _value(name: str, cell: str, line: int, column: int) -> Node:
    if name in LISTS:
        items = tuple(TextNode(form, line, column) for form in _forms(cell))
        return ListNode(items, line, column)
    if name in FLAGS and cell in ("true", "false"):
        return TextNode(cell, line, column, "boolean")
    return TextNode(cell, line, column)


def glossary_as_table(glossary: Glossary, delimiter: str) -> str:
    """The glossary with a heading and every column, one row an entry."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for entry in glossary:
        plain = as_plain(entry)
        plain |= {_SHORT + name: value for name, value in plain.pop("short", {}).items()}
        writer.writerow([_cell(plain.get(column, "")) for column in _COLUMNS])
    return out.getvalue()


def _cell(value: str | bool | list[str]) -> str:
    if isinstance(value, list):
        return " | ".join(re.sub(r"([|\\])", r"\\\1", form) for form in value)
    return "true" if value is True else str(value)

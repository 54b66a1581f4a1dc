"""YAML as this package writes it, read without nodes.

Each entry is matched by one regular expression, which follows :mod:`~mt_toolkit.glossary.yaml_text`
key by key. An entry that is written in another way is read by the parser of YAML, alone; where that
finds anything wrong, or the file is not a list of entries under ``entries:``, nothing is read here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from mt_toolkit.glossary.build import entry_from
from mt_toolkit.glossary.model import Entry, EntryPlace, Glossary
from mt_toolkit.glossary.problems import InvalidGlossary, Problems
from mt_toolkit.glossary.quick import FLAGS, LISTS, quick_entry, unique
from mt_toolkit.glossary.yaml_nodes import parse_item, unreadable
from mt_toolkit.glossary.yaml_text import FIELD_ORDER, PLAIN, RESERVED, SHORT_ORDER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mt_toolkit.glossary.nodes import Node

__all__ = ["read_quickly"]

# What stands before an entry.
_DASH: Final = "\n  - "
# The start of a line that belongs to no entry, such as the end of a document.
_OUTSIDE: Final = re.compile(b"^[^ #\n]", re.MULTILINE)
# What ends a line too for a reader of YAML, and seldom for an editor.
_ODD_BREAK: Final = re.compile("[\r\x85\u2028\u2029]")
_COMMENT: Final = r"#[^\n\r\x85\u2028\u2029]*"
_NOTHING: Final = f"(?: *(?:{_COMMENT})?\n)*"
# Signs that cannot be seen, and all that ends a line.
_UNSEEN: Final = r"\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
_SCALAR: Final = rf'(?:{PLAIN}|"[^"\\{_UNSEEN}]*")'
_SCALARS: Final = re.compile(_SCALAR)


def _list(indent: int) -> str:
    return rf"(?: \[{_SCALAR}(?:, {_SCALAR})*\]|(?:\n {{{indent}}}  - {_SCALAR})+)"


def _keys(keys: tuple[str, ...], indent: int, prefix: str = "") -> str:
    """A pattern for the keys of a mapping in their order, each with the line feed before it."""
    parts = []
    for key in keys:
        if key == "short":
            # Nothing under it is a fault, and so is what this pattern does not know.
            value = rf"(?=\n {{{indent + 2}}}\w){_keys(SHORT_ORDER, indent + 2, 'short_')}"
        elif key in FLAGS:
            value = f" (?P<{key}>true)"
        elif key in LISTS:
            value = f"(?P<{prefix}{key}>{_list(indent)})"
        else:
            value = f" (?P<{prefix}{key}>{_SCALAR})"
        parts.append(rf"(?:\n {{{indent}}}{key}:{value})?")
    return "".join(parts)


_ENTRY: Final = re.compile(rf"{_keys(FIELD_ORDER, 4)}(?:\n *(?:{_COMMENT})?)*")
_HEAD: Final = re.compile(
    rf"{_NOTHING}version: 1\n{_NOTHING}"
    rf"(?:source_language: (?P<source>[a-z]{{2,3}})\n)?{_NOTHING}"
    rf"(?:target_language: (?P<target>[a-z]{{2,3}})\n)?{_NOTHING}entries:\n{_NOTHING}"
)


@dataclass(frozen=True, slots=True)
class _Item:
    """The text of an entry; its nodes are made when its place is asked for.

    Attributes:
        data: The text from its dash on, as UTF-8.
        line: The line that it starts on, from 1.
    """

    data: bytes
    line: int

    def read(self) -> Node:
        """The entry's node."""
        return self.noting(Problems(None))

    def noting(self, problems: Problems) -> Node:
        """The entry's node; what is refused in it is noted."""
        return parse_item(self.data.decode(), self.line, problems)


def read_quickly(text: str, path: Path | None) -> Glossary | None:
    """Read a glossary, or give ``None`` where that takes a closer look."""
    text = text.replace("\r\n", "\n")
    head, *items = text.split(_DASH)
    found = _HEAD.fullmatch(f"{head}\n")
    if found is None or not items or _ODD_BREAK.search(text) or unreadable(text) is not None:
        return None
    source, target = found["source"] or "ar", found["target"] or "en"
    if not RESERVED.isdisjoint((source, target)):
        return None
    entries = unique(_entries(items, head.count("\n") + 2, path))
    if entries is None:
        return None
    return Glossary(
        entries=entries,
        paths=(path,) if path is not None else (),
        source_language=source,
        target_language=target,
    )


def _entries(items: list[str], line: int, path: Path | None) -> Iterator[Entry | None]:
    for text in items:
        item = _Item(f"  - {text}".encode(), line)
        place = EntryPlace(path=path, node=item)
        found = _ENTRY.fullmatch(f"\n    {text}")
        values = _values(found) if found is not None else None
        yield _parsed(item, place) if values is None else quick_entry(values, place)
        line += text.count("\n") + 1


def _parsed(item: _Item, place: EntryPlace) -> Entry | None:
    """An entry by way of its nodes."""
    if _OUTSIDE.search(item.data):
        return None
    problems = Problems(None)
    try:
        entry = entry_from(item.noting(problems), problems)
    except InvalidGlossary:
        return None
    return None if entry is None or problems else replace(entry, place=place)


def _values(found: re.Match[str]) -> dict[str, Any] | None:
    """The values of an entry, or ``None`` where YAML takes one for something other than text."""
    values: dict[str, Any] = {}
    short: dict[str, Any] = {}
    for name, written in found.groupdict().items():
        if written is None:
            continue
        key = name.removeprefix("short_")
        value: Any = True
        if key in LISTS:
            scalars = _SCALARS.findall(written)
            value = tuple(map(_text, scalars)) if '"' in written else tuple(scalars)
            if not RESERVED.isdisjoint(map(str.lower, value)):
                return None
        elif key not in FLAGS:
            value = _text(written)
            if value.lower() in RESERVED:
                return None
        (values if key == name else short)[key] = value
    if short:
        values["short"] = short
    return values


def _text(scalar: str) -> str:
    return scalar[1:-1] if scalar[0] == '"' else scalar

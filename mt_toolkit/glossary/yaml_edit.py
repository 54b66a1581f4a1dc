"""Changes a glossary's YAML where it changes, and leaves its comments and layout as they are.

Entries that are new are put in by the order of their ids. Of an entry that has changed, the fields
that have are written anew, and with them go comments inside these fields. A file in another layout
than one key a line, as in ``{id: a, target: b}``, is written anew as a whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from mt_toolkit.glossary.load import parse_glossary
from mt_toolkit.glossary.model import Glossary, as_plain
from mt_toolkit.glossary.nodes import MappingNode
from mt_toolkit.glossary.yaml_text import (
    FIELD_ORDER,
    entry_as_yaml,
    fields_as_yaml,
    glossary_as_yaml,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mt_toolkit.glossary.model import Entry

__all__ = ["edited_yaml"]

_ITEM: Final = re.compile("( *)- +")
_BLANK: Final = re.compile(r"\s*(?:#.*)?\s*\Z")
_COMMENT: Final = re.compile(r"\s*#")

#: The lines from one index up to another, and what takes their place.
_Edit = tuple[int, int, list[str]]


def edited_yaml(
    text: str, glossary: Glossary, *, new: Iterable[Entry], changed: Iterable[Entry]
) -> str:
    """The text of a glossary with entries added and changed.

    Args:
        text: A YAML glossary.
        glossary: What ``text`` is read as.
        new: Entries whose ids it does not have.
        changed: Entries that take the place of those with their ids.
    """
    added = sorted(new, key=lambda entry: entry.id)
    replaced = {entry.id: entry for entry in changed}
    if not added and not replaced:
        return text
    wanted = _merged(glossary, added, replaced)
    edited = _edited(text, glossary, added, replaced)
    if edited is not None and _same(edited, wanted):
        return edited
    return glossary_as_yaml(wanted)


def _merged(glossary: Glossary, added: list[Entry], replaced: dict[str, Entry]) -> Glossary:
    entries = [replaced.get(entry.id, entry) for entry in glossary]
    for entry in added:
        entries.insert(_position(entries, entry), entry)
    return Glossary(
        entries=tuple(entries),
        paths=glossary.paths,
        source_language=glossary.source_language,
        target_language=glossary.target_language,
    )


def _position(entries: Sequence[Entry], entry: Entry) -> int:
    """Where an entry goes: before the first one with a greater id."""
    return next((at for at, other in enumerate(entries) if other.id > entry.id), len(entries))


def _same(text: str, wanted: Glossary) -> bool:
    """Whether a text holds the entries wanted, in whatever order."""
    entries = {entry.id: entry for entry in parse_glossary(text, "yaml")}
    return entries == {entry.id: entry for entry in wanted}


def _edited(
    text: str, glossary: Glossary, added: list[Entry], replaced: dict[str, Entry]
) -> str | None:
    """The text after all edits, or ``None`` where its layout is not of one key a line."""
    layout = _Layout.of(text, glossary)
    if layout is None:
        return None
    edits: list[_Edit] = []
    for at, entry in enumerate(glossary):
        if entry.id in replaced:
            edits += layout.changes(at, entry, replaced[entry.id])
    edits += [layout.insertion(_position(glossary.entries, entry), entry) for entry in added]
    lines = layout.lines
    # From the end, so that the places of the others stay; of one place the last one first.
    for _, (start, end, put) in sorted(
        enumerate(edits), key=lambda numbered: (*numbered[1][:2], numbered[0]), reverse=True
    ):
        lines[start:end] = put
    return "".join(lines)


class _Layout:
    """The lines of a file and those that its entries begin on."""

    def __init__(self, lines: list[str], starts: list[int], indent: str) -> None:
        self.lines = lines
        self._starts = starts
        self._indent = indent
        self._end_of_line = "\r\n" if lines[0].endswith("\r\n") else "\n"
        if not lines[-1].endswith("\n"):
            lines[-1] += self._end_of_line
        gaps = [lines[start - 1].isspace() for start in starts[1:]]
        self._spaced = not gaps or sum(gaps) * 2 >= len(gaps)

    @classmethod
    def of(cls, text: str, glossary: Glossary) -> _Layout | None:
        lines = text.removeprefix("\ufeff").splitlines(keepends=True)
        starts: list[int] = []
        indent = None
        for entry in glossary:
            if entry.place is None:
                return None
            line, column = entry.place.of()
            found = _ITEM.match(lines[line - 1])
            if found is None or found.end() != column - 1 or indent not in (None, found[1]):
                return None
            indent = found[1]
            starts.append(line - 1)
        return cls(lines, starts, indent) if indent is not None else None

    def insertion(self, at: int, entry: Entry) -> _Edit:
        """Puts an entry before the one with index ``at``, and before the comment on that."""
        written = [
            self._indent + line.removeprefix("  ") for line in entry_as_yaml(entry).splitlines()
        ]
        if at == len(self._starts):
            place = self._end_of_entry(at - 1)
            return place, place, self._ended([""] * self._spaced + written)
        place = self._starts[at]
        while place and _COMMENT.match(self.lines[place - 1]):
            place -= 1
        return place, place, self._ended(written + [""] * self._spaced)

    def changes(self, at: int, old: Entry, new: Entry) -> list[_Edit]:
        """What makes ``new`` of the entry with index ``at``."""
        if old.place is None or not isinstance(root := old.place.root, MappingNode):
            return []
        before, after = as_plain(old), as_plain(new)
        return self._fields(root, before, after, self._end_of_entry(at))

    def _fields(
        self, node: MappingNode, old: dict[str, Any], new: dict[str, Any], end: int
    ) -> list[_Edit]:
        edits: list[_Edit] = []
        keys = [key for key, _ in node.items]
        stops = [*(key.line - 1 for key in keys[1:]), end]
        indent = " " * (keys[0].column - 1)
        ends: dict[str, int] = {}
        for (key, value), stop in zip(node.items, stops, strict=True):
            stop = self._end_of_content(key.line - 1, stop)
            ends[key.text] = stop
            mine, theirs = old.get(key.text), new.get(key.text)
            if mine == theirs:
                continue
            if isinstance(value, MappingNode) and isinstance(mine, dict) and theirs is not None:
                edits += self._fields(value, mine, theirs, stop)
                continue
            start = key.line - 1
            written = list(fields_as_yaml({key.text: theirs}, indent))
            written[0] = self.lines[start][: key.column - 1] + written[0].removeprefix(indent)
            edits.append((start, stop, self._ended(written)))
        for name in (name for name in FIELD_ORDER if name in new and name not in ends):
            earlier = FIELD_ORDER[: FIELD_ORDER.index(name)]
            place = max((ends[key] for key in earlier if key in ends), default=end)
            written = list(fields_as_yaml({name: new[name]}, indent))
            edits.append((place, place, self._ended(written)))
        return edits

    def _end_of_entry(self, at: int) -> int:
        stop = self._starts[at + 1] if at + 1 < len(self._starts) else len(self.lines)
        return self._end_of_content(self._starts[at], stop)

    def _end_of_content(self, start: int, stop: int) -> int:
        """``stop``, without the blank lines and comments before it."""
        while stop > start + 1 and _BLANK.match(self.lines[stop - 1]):
            stop -= 1
        return stop

    def _ended(self, lines: list[str]) -> list[str]:
        return [line + self._end_of_line for line in lines]

"""Writing a glossary as YAML, always in the same way: sorted fields, one form a line where long."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from mt_toolkit.glossary.model import Short, as_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mt_toolkit.glossary.model import Entry, Glossary

__all__ = [
    "FIELD_ORDER",
    "PLAIN",
    "RESERVED",
    "SHORT_ORDER",
    "entry_as_yaml",
    "fields_as_yaml",
    "glossary_as_yaml",
]

_WIDTH: Final = 100
FIELD_ORDER: Final = (
    "id",
    "kind",
    "target",
    "sources",
    "admitted",
    "wrong",
    "short",
    "adjective",
    "plural",
    "case_sensitive",
    "do_not_translate",
    "gender",
    "context",
    "wikidata",
    "origin",
    "note",
)
"""The keys of an entry, in the order in which a person reads them."""
SHORT_ORDER: Final = tuple(key for key in FIELD_ORDER if key in Short.__dataclass_fields__)
"""Those of a short form."""
PLAIN: Final = r"[^\W\d_](?:[\w.'/() -]*[\w.)])?"
"""Letters at both ends and nothing in between that means something to YAML."""
RESERVED: Final = frozenset(
    "y n yes no on off true false null nan inf infinity".split()  # noqa: SIM905 - reads as a list
)
"""What some reader of YAML takes for something other than text, in whatever case."""

_IS_PLAIN: Final = re.compile(PLAIN)


def glossary_as_yaml(glossary: Glossary) -> str:
    """The glossary as a YAML file. Reading it gives the same entries in the same order."""
    lines = ["version: 1"]
    if (glossary.source_language, glossary.target_language) != ("ar", "en"):
        lines.append(f"source_language: {glossary.source_language}")
        lines.append(f"target_language: {glossary.target_language}")
    if not glossary.entries:
        return "\n".join([*lines, "entries: []", ""])
    lines.append("entries:")
    return "\n".join(lines) + "\n" + "\n".join(map(entry_as_yaml, glossary))


def entry_as_yaml(entry: Entry) -> str:
    """One item of the list of entries, with a line feed at its end."""
    lines = list(fields_as_yaml(as_plain(entry), "    "))
    lines[0] = "  - " + lines[0].lstrip()
    return "\n".join(lines) + "\n"


def fields_as_yaml(values: dict[str, Any], indent: str) -> Iterator[str]:
    """Keys of an entry and their values, in the order for people, line by line without ends.

    Args:
        values: As :func:`mt_toolkit.glossary.model.as_plain` gives them.
        indent: What stands before each key.
    """
    for key in sorted(values, key=FIELD_ORDER.index):
        value = values[key]
        if isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from fields_as_yaml(value, indent + "  ")
        elif isinstance(value, list):
            yield from _list(f"{indent}{key}:", list(map(_scalar, value)), indent)
        elif value is True:
            yield f"{indent}{key}: true"
        else:
            yield f"{indent}{key}: {_scalar(value)}"


def _list(head: str, items: list[str], indent: str) -> Iterator[str]:
    line = f"{head} [{', '.join(items)}]"
    if len(line) <= _WIDTH:
        yield line
        return
    yield head
    for item in items:
        yield f"{indent}  - {item}"


def _scalar(text: str) -> str:
    if _IS_PLAIN.fullmatch(text) and text.lower() not in RESERVED:
        return text
    return json.dumps(text, ensure_ascii=False)

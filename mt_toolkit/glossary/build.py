"""From nodes to a glossary: keys, types and characters are checked here, whatever the format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from mt_toolkit.glossary import validity
from mt_toolkit.glossary.fields import Fields, fault_unless, type_of
from mt_toolkit.glossary.model import Entry, EntryPlace, Gender, Glossary, Kind, Short
from mt_toolkit.glossary.nodes import ListNode

if TYPE_CHECKING:
    from mt_toolkit.glossary.nodes import Node
    from mt_toolkit.glossary.problems import Problems
    from mt_toolkit.glossary.validity import Fault

__all__ = ["build_glossary", "entries_from", "entry_from"]

VERSION: Final = "1"


def build_glossary(document: Node | None, problems: Problems) -> Glossary:
    """Check a document and make a glossary of it.

    Raises:
        InvalidGlossary: With everything that is wrong.
    """
    fields = Fields(problems, document, "the glossary", _TOP_KEYS)
    version = fields.text("version", _version_fault)
    source = fields.text("source_language", _language_fault)
    target = fields.text("target_language", _language_fault)
    if version is None:
        fields.missing("version", "Start the file with: version: 1")
    node = fields.get("entries")
    if node is None:
        fields.missing("entries", "Write entries: and a list of entries")
    entries = entries_from(node, problems) if node is not None else ()
    problems.raise_if_any()
    return Glossary(
        entries=entries,
        paths=(problems.path,) if problems.path is not None else (),
        source_language=source or "ar",
        target_language=target or "en",
    )


def entries_from(node: Node, problems: Problems) -> tuple[Entry, ...]:
    """Check and make a list of entries; errors are noted, and the entries they are in left out."""
    if not isinstance(node, ListNode):
        problems.add(
            f"entries is {type_of(node)}, not a list",
            line=node.line,
            column=node.column,
            mend='Start each entry with "- id:"',
        )
        return ()
    entries: dict[str, Entry] = {}
    for item in node.items:
        entry = entry_from(item, problems)
        if entry is None:
            continue
        earlier = entries.setdefault(entry.id, entry)
        if earlier is not entry and earlier.place is not None and entry.place is not None:
            line, column = entry.place.of("id")
            problems.add(
                f"the id {entry.id!r} is taken by the entry on line {earlier.place.of()[0]}",
                line=line,
                column=column,
                mend="Join the two entries, or give one of them another id",
            )
    return tuple(entries.values())


def entry_from(node: Node, problems: Problems) -> Entry | None:
    """Check and make one entry, or note what is wrong with it."""
    before = len(problems)
    fields = Fields(problems, node, "an entry", _ENTRY_KEYS)
    values: dict[str, Any] = {
        "id": fields.text("id", _id_fault),
        "target": fields.text("target", validity.fault_in_target),
        "kind": fields.choice("kind", Kind),
        "sources": fields.texts("sources", validity.fault_in_source),
        "admitted": fields.texts("admitted", validity.fault_in_target),
        "wrong": fields.texts("wrong", validity.fault_in_target),
        "short": _short(fields, problems),
        "adjective": fields.text("adjective", validity.fault_in_target),
        "plural": fields.text("plural", validity.fault_in_target),
        "case_sensitive": fields.flag("case_sensitive"),
        "do_not_translate": fields.flag("do_not_translate"),
        "gender": fields.choice("gender", Gender),
        "context": fields.texts("context", _context_fault),
        "note": fields.text("note", validity.fault_in_remark),
        "wikidata": fields.text("wikidata", _wikidata_fault),
        "origin": fields.text("origin", validity.fault_in_remark),
    }
    if len(problems) == before:
        for name in ("id", "target", "kind"):
            if values[name] is None:
                fields.missing(name, f"Write {name}: and its value")
        if not values["sources"] and not values["do_not_translate"]:
            fields.missing("sources", "List the Arabic forms, the preferred one first")
    if len(problems) != before:
        return None
    return Entry(place=EntryPlace(path=problems.path, node=node), **values)


def _short(fields: Fields, problems: Problems) -> Short | None:
    node = fields.get("short")
    if node is None:
        return None
    before = len(problems)
    inner = Fields(problems, node, "a short form", _SHORT_KEYS)
    target = inner.text("target", validity.fault_in_target)
    sources = inner.texts("sources", validity.fault_in_source)
    admitted = inner.texts("admitted", validity.fault_in_target)
    wrong = inner.texts("wrong", validity.fault_in_target)
    context = inner.texts("context", _context_fault)
    if len(problems) == before:
        if target is None:
            inner.missing("target", "Write target: and the short form")
        if not sources:
            inner.missing("sources", "List the short Arabic forms, the preferred one first")
    if target is None or not sources:
        return None
    return Short(target=target, sources=sources, admitted=admitted, wrong=wrong, context=context)


def _version_fault(text: str) -> Fault | None:
    return fault_unless(text == VERSION, f"is {text[:40]!r}, not 1", "Write 1")


def _id_fault(text: str) -> Fault | None:
    return fault_unless(
        len(text) <= validity.LONGEST_ID and re.search(validity.ID, text) is not None,
        f"{text[:40]!r} is not an identifier",
        "Use up to 80 lower-case letters a-z, digits, and single hyphens between them",
    )


def _wikidata_fault(text: str) -> Fault | None:
    return fault_unless(
        re.search(validity.WIKIDATA, text) is not None,
        f"{text[:40]!r} is not a Wikidata identifier",
        "Write Q and a number, such as Q90",
    )


def _language_fault(text: str) -> Fault | None:
    return fault_unless(
        re.search(validity.LANGUAGE, text) is not None,
        f"{text[:40]!r} is not a language tag",
        "Write a BCP-47 tag, such as ar",
    )


def _context_fault(text: str) -> Fault | None:
    """Context may be in either language."""
    if validity.fault_in_target(text) is None:
        return None
    return validity.fault_in_source(text)


_TOP_KEYS: Final = ("version", "source_language", "target_language", "entries")
_ENTRY_KEYS: Final = tuple(name for name in Entry.__dataclass_fields__ if name != "place")
_SHORT_KEYS: Final = tuple(Short.__dataclass_fields__)

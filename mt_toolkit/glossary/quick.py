"""Entries from plain values: the short way to a glossary in which nothing is wrong.

A glossary of 100,000 entries has two million nodes, and all that is asked of most of them is
whether they are right. So readers first take the values alone. Whatever is odd or wrong ends that,
and the file is read once more with the place of everything. What is read in this way is what
:mod:`~mt_toolkit.glossary.build` makes of the same file; tests hold the two together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from mt_toolkit.glossary import validity
from mt_toolkit.glossary.model import Entry, Gender, Kind, Short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mt_toolkit.glossary.model import EntryPlace

__all__ = ["FLAGS", "LISTS", "quick_entry", "unique"]

LISTS: Final = frozenset({"sources", "admitted", "wrong", "context"})
"""Keys of an entry or a short form that hold several forms."""
FLAGS: Final = frozenset({"case_sensitive", "do_not_translate"})
"""Keys of an entry that are true or false."""

# Forms of plain letters, which most are; others are looked at more closely.
_ARABIC: Final = re.compile("[ء-غف-ي]+(?: [ء-غف-ي]+)*")
_LATIN: Final = re.compile("[A-Za-z]['A-Za-z-]*(?: ['A-Za-z-]+)*")
_ID: Final = re.compile(validity.ID)
_WIKIDATA: Final = re.compile(validity.WIKIDATA)
_KINDS: Final = {kind.value: kind for kind in Kind}
_GENDERS: Final = {gender.value: gender for gender in Gender}


def quick_entry(values: dict[str, Any], place: EntryPlace) -> Entry | None:
    """The entry with these values, or ``None`` where something is wrong with them.

    Args:
        values: Strings, tuples of strings, ``True`` and, for ``short``, a dictionary of such; only
            keys that an entry and a short form have.
        place: Where they stand.
    """
    short = values.get("short")
    if short is not None:
        if not (_are_sound(short) and "target" in short and "sources" in short):
            return None
        values["short"] = Short(**short)
    if not _are_sound(values) or not {"id", "kind", "target"} <= values.keys():
        return None
    if "sources" not in values and "do_not_translate" not in values:
        return None
    values["kind"] = _KINDS[values["kind"]]
    if "gender" in values:
        values["gender"] = _GENDERS[values["gender"]]
    return Entry(place=place, **values)


def unique(entries: Iterable[Entry | None]) -> tuple[Entry, ...] | None:
    """All entries, or ``None`` where one is missing or an id comes twice."""
    by_id: dict[str, Entry] = {}
    for entry in entries:
        if entry is None or by_id.setdefault(entry.id, entry) is not entry:
            return None
    return tuple(by_id.values())


def _are_sound(values: dict[str, Any]) -> bool:
    return all(_CHECKS[key](value) for key, value in values.items())


def _is_source(text: str) -> bool:
    if len(text) <= validity.LONGEST_FORM and _ARABIC.fullmatch(text):
        return True
    return validity.fault_in_source(text) is None


def _is_target(text: str) -> bool:
    if len(text) <= validity.LONGEST_FORM and _LATIN.fullmatch(text):
        return True
    return validity.fault_in_target(text) is None


def _is_context(text: str) -> bool:
    return _is_target(text) or _is_source(text)


def _is_remark(text: str) -> bool:
    return validity.fault_in_remark(text) is None


def _is_id(text: str) -> bool:
    return len(text) <= validity.LONGEST_ID and _ID.search(text) is not None


def _each(plain: re.Pattern[str], check: Callable[[str], bool]) -> Callable[[Any], bool]:
    """Whether texts are there, are all sound, and none comes twice."""
    many = re.compile(f"(?:{plain.pattern}\n)+")

    def are_sound(texts: tuple[str, ...]) -> bool:
        if len(set(texts)) != len(texts):
            return False
        joined = "\n".join((*texts, ""))
        if len(joined) <= validity.LONGEST_FORM and many.fullmatch(joined):
            return True
        return bool(texts) and all(map(check, texts))

    return are_sound


_CHECKS: Final[dict[str, Callable[[Any], bool]]] = {
    "id": _is_id,
    "target": _is_target,
    "kind": _KINDS.__contains__,
    "sources": _each(_ARABIC, _is_source),
    "admitted": _each(_LATIN, _is_target),
    "wrong": _each(_LATIN, _is_target),
    "short": lambda _: True,
    "adjective": _is_target,
    "plural": _is_target,
    "case_sensitive": lambda flag: flag is True,
    "do_not_translate": lambda flag: flag is True,
    "gender": _GENDERS.__contains__,
    "context": _each(_ARABIC, _is_context),
    "note": _is_remark,
    "wikidata": lambda text: _WIKIDATA.search(text) is not None,
    "origin": _is_remark,
}

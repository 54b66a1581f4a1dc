"""What is well formed in a glossary and yet cannot be meant.

Each finding has a code that stays what it is:

=======  ===================================================================
GLOSS01  two entries have the same source form, and no context tells them apart
GLOSS02  a canonical or admitted target is listed as wrong, in this entry or another
GLOSS03  a form is found without being listed: it is equal to another one of its list after
         folding, or, being a wrong target, in other case
GLOSS04  the entries are not sorted by id
GLOSS05  a source form is a common word as well, and needs context
GLOSS06  a target form stands for two entries
GLOSS07  the short form is spelled like the full one
=======  ===================================================================

Ids that come twice are an error already when a file is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from mt_toolkit.glossary.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mt_toolkit.glossary.model import Entry, Form, Glossary

__all__ = ["LintFinding", "common_words", "lint_glossary"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LintFinding:
    """Something that cannot be meant.

    Attributes:
        code: ``GLOSS01`` and so on.
        entry: Id of the entry.
        path: The file, or ``None`` where the entry was not read from one.
        line: Line, from 1, or ``None`` likewise.
        column: Column in code points, from 1, or ``None`` likewise.
        message: What is wrong.
        mend: What to do.
    """

    code: str
    entry: str
    path: Path | None
    line: int | None
    column: int | None
    message: str
    mend: str


def lint_glossary(glossary: Glossary) -> list[LintFinding]:
    """All findings, in the order of the files' lines."""
    spellings = [_Spelling(entry, form) for entry in glossary for form in entry.forms]
    found = [
        *_unsorted(glossary),
        *_shared_sources(spellings),
        *_shared_targets(spellings),
        *_wrong_targets(spellings),
        *(finding for entry in glossary for finding in _within(entry)),
    ]
    return sorted(found, key=lambda one: (str(one.path), one.line or 0, one.column or 0, one.code))


@cache
def common_words() -> frozenset[str]:
    """Arabic words that are names too, folded: ظريف is a minister, and "witty"."""
    data = resources.files("mt_toolkit.glossary").joinpath("common_words.txt")
    lines = data.read_text(encoding="utf-8").splitlines()
    return frozenset(fold(line) for line in lines if line and not line.startswith("#"))


@dataclass(frozen=True, slots=True)
class _Spelling:
    """One form of one entry."""

    entry: Entry
    form: Form

    def listed(self, field: str) -> tuple[str, ...]:
        """The forms as an editor wrote them, without those that follow from others."""
        owner = self.entry.short if self.form.short else self.entry
        value = getattr(owner, field)
        return (value,) if isinstance(value, str) else tuple(value)

    def finding(self, code: str, field: str, text: str, message: str, mend: str) -> LintFinding:
        """A finding at the place of one of the listed forms."""
        listed = self.listed(field)
        way: tuple[str | int, ...] = ("short",) if self.form.short else ()
        way = (*way, field, listed.index(text)) if text in listed else (*way, field)
        return _finding(self.entry, code, way, message, mend)


def _finding(
    entry: Entry, code: str, way: tuple[str | int, ...], message: str, mend: str
) -> LintFinding:
    line, column = entry.place.of(*way) if entry.place is not None else (None, None)
    return LintFinding(
        code=code,
        entry=entry.id,
        path=entry.place.path if entry.place is not None else None,
        line=line,
        column=column,
        message=message,
        mend=mend,
    )


def _unsorted(glossary: Glossary) -> Iterator[LintFinding]:
    """The entries that come too late, of each file for itself."""
    largest: dict[Path | None, str] = {}
    for entry in glossary:
        path = entry.place.path if entry.place is not None else None
        before = largest.get(path, "")
        if entry.id < before:
            yield _finding(
                entry,
                "GLOSS04",
                ("id",),
                f"{entry.id!r} stands after {before!r}",
                "Sort the entries by id",
            )
        largest[path] = max(before, entry.id)


def _shared_sources(spellings: list[_Spelling]) -> Iterator[LintFinding]:
    """Source forms of several entries that context does not tell apart."""
    owners: dict[str, list[_Spelling]] = {}
    for spelling in spellings:
        for source in spelling.form.sources:
            earlier = owners.setdefault(fold(source), [])
            rival = next((owner for owner in earlier if _rivals(owner, spelling)), None)
            earlier.append(spelling)
            if rival is not None:
                yield spelling.finding(
                    "GLOSS01",
                    "sources",
                    source,
                    f"{source!r} is a source form of {rival.entry.id!r} too"
                    + _elsewhere(spelling, rival),
                    "Give context to one of the two, or take the form out of it",
                )


def _rivals(one: _Spelling, other: _Spelling) -> bool:
    """Whether a source form that both have could stand for either in the same document."""
    if one.entry is other.entry:
        return False
    contexts = [set(map(fold, spelling.form.context)) for spelling in (one, other)]
    return not any(contexts) or bool(contexts[0] & contexts[1])


def _shared_targets(spellings: list[_Spelling]) -> Iterator[LintFinding]:
    """Canonical targets of several entries."""
    owners: dict[str, _Spelling] = {}
    for spelling in spellings:
        target = spelling.form.target
        owner = owners.setdefault(target, spelling)
        if owner.entry is spelling.entry or spelling.form.short or owner.form.short:
            # Two people may share a last name.
            continue
        yield spelling.finding(
            "GLOSS06",
            "target",
            target,
            f"{target!r} is the target of {owner.entry.id!r} too" + _elsewhere(spelling, owner),
            "Join the two entries, or tell their targets apart",
        )


def _wrong_targets(spellings: list[_Spelling]) -> Iterator[LintFinding]:
    """Wrong targets that are right somewhere."""
    right: dict[str, _Spelling] = {}
    for spelling in spellings:
        for target in (spelling.form.target, *spelling.form.admitted):
            right.setdefault(target, spelling)
    for spelling in spellings:
        for wrong in spelling.form.wrong:
            owner = right.get(wrong)
            if owner is None:
                continue
            whose = "this entry" if owner.entry is spelling.entry else repr(owner.entry.id)
            yield spelling.finding(
                "GLOSS02",
                "wrong",
                wrong,
                f"{wrong!r} is listed as wrong, but it is right for {whose}"
                + _elsewhere(spelling, owner),
                "Take it out of the wrong ones",
            )


def _within(entry: Entry) -> Iterator[LintFinding]:
    """What an entry says twice, and what it should not say without context."""
    shorts: set[str] = set()
    for spelling in (_Spelling(entry, form) for form in reversed(entry.forms)):
        seen: dict[str, str] = {}
        for source in spelling.listed("sources"):
            folded = fold(source)
            if folded in seen:
                yield spelling.finding(
                    "GLOSS03",
                    "sources",
                    source,
                    f"{source!r} is {seen[folded]!r} after folding",
                    "Take it out: it is found without being listed",
                )
            elif folded in shorts:
                yield spelling.finding(
                    "GLOSS07",
                    "sources",
                    source,
                    f"{source!r} is a short form and a full one",
                    "List it once",
                )
            seen.setdefault(folded, source)
            if folded in common_words() and not spelling.form.context:
                yield spelling.finding(
                    "GLOSS05",
                    "sources",
                    source,
                    f"{source!r} is a common word too",
                    "Give context: words one of which stands in the same document",
                )
        shorts |= seen.keys()
        if not entry.case_sensitive:
            yield from _wrong_in_other_case(spelling)


def _wrong_in_other_case(spelling: _Spelling) -> Iterator[LintFinding]:
    seen: dict[str, str] = {}
    for wrong in spelling.listed("wrong"):
        first = seen.setdefault(wrong.casefold(), wrong)
        if first != wrong:
            yield spelling.finding(
                "GLOSS03",
                "wrong",
                wrong,
                f"{wrong!r} is {first!r} in other case",
                "Take it out, or make the entry case_sensitive",
            )


def _elsewhere(one: _Spelling, other: _Spelling) -> str:
    """Where the other entry stands, if that helps."""
    place = other.entry.place
    if place is None or one.entry.place is None or other.entry is one.entry:
        return ""
    where = f"{place.path}:" if place.path != one.entry.place.path else "line "
    return f", {where}{place.of()[0]}"

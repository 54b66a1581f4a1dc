"""The values of a glossary: entries, their forms, and glossaries as a whole."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from mt_toolkit.glossary.nodes import ListNode, MappingNode, TextNode, part_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mt_toolkit.glossary.nodes import Node, Unread

__all__ = [
    "Entry",
    "EntryPlace",
    "Form",
    "Gender",
    "Glossary",
    "Kind",
    "Short",
    "as_plain",
]


class Kind(StrEnum):
    """What an entry names."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    TERM = "term"


class Gender(StrEnum):
    """Grammatical gender of the person or thing named."""

    FEMININE = "feminine"
    MASCULINE = "masculine"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPlace:
    """Where an entry and its parts stand in the file they were read from.

    Attributes:
        path: The file, or ``None`` for standard input.
        node: What the entry was made from, or what can be read as that.
    """

    path: Path | None
    node: Node | Unread

    @property
    def root(self) -> Node:
        """What the entry was made from."""
        node = self.node
        return node if isinstance(node, TextNode | ListNode | MappingNode) else node.read()

    def of(self, *way: str | int) -> tuple[int, int]:
        """Line and column, both from 1, of the part that ``way`` leads to.

        ``place.of()`` is the entry itself, ``place.of("short", "sources", 0)`` the first source
        form of its short form. Where the way goes on beyond what the file has, it is the place of
        the last part there is.
        """
        node = self.root
        for step in way:
            inner = part_of(node, step)
            if inner is None:
                break
            node = inner
        return node.line, node.column


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """The short form of a name, used after the full one: a last name, an acronym.

    Attributes:
        target: Canonical short form in the target language.
        sources: Short source forms, the preferred one first.
        admitted: Other target forms that are right.
        wrong: Target forms that are wrong.
        context: Words one of which must stand in the same document before a short source form is
            taken for this entry. The entry's full form counts as one of them.
    """

    target: str
    sources: tuple[str, ...]
    admitted: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Source forms and the target form that answers to them.

    Attributes:
        target: Canonical target form.
        sources: Source forms, the preferred one first.
        admitted: Other target forms that are right here.
        wrong: Target forms that are wrong here.
        context: Words one of which must stand in the same document, or nothing.
        short: Whether this is the entry's short form.
    """

    target: str
    sources: tuple[str, ...]
    admitted: tuple[str, ...]
    wrong: tuple[str, ...]
    context: tuple[str, ...]
    short: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One person, place, organisation or term and its spellings.

    Attributes:
        id: Stable name of the entry: lower-case ASCII letters, digits and single hyphens.
        target: Canonical target form.
        sources: Source forms, the preferred one first. Only an entry that is not to be translated
            may do without.
        admitted: Other target forms that are right.
        wrong: Target forms that are wrong wherever they stand.
        kind: What is named.
        short: The short form, where the entry has one of its own.
        adjective: Adjective of a place: "Iranian". It answers to the source forms as well as the
            canonical form does.
        plural: Plural, or the people of a place: "Iranians".
        case_sensitive: Whether a target form in other case is another word.
        do_not_translate: Whether the target form, standing in the source, stays as it is.
        gender: Grammatical gender, where known.
        context: Words one of which must stand in the same document before a source form is taken
            for this entry.
        note: Anything for people.
        wikidata: Identifier in Wikidata, such as ``Q90``.
        origin: Where the canonical spelling is from: a URL or the name of a source.
        place: Where the entry stands in its file; not part of its value.
    """

    id: str
    target: str
    sources: tuple[str, ...] = ()
    admitted: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    kind: Kind = Kind.TERM
    short: Short | None = None
    adjective: str | None = None
    plural: str | None = None
    case_sensitive: bool = False
    do_not_translate: bool = False
    gender: Gender | None = None
    context: tuple[str, ...] = ()
    note: str | None = None
    wikidata: str | None = None
    origin: str | None = None
    place: EntryPlace | None = field(default=None, compare=False, repr=False)

    @property
    def forms(self) -> tuple[Form, ...]:
        """The full form, then the short form where there is one.

        Spellings of the short form are spellings of the full form's last part too: an entry that
        lists عباس عراقجي and, as short forms, عراقجي and عرقجي has the full form عباس عرقجي.
        """
        inflected = tuple(form for form in (self.adjective, self.plural) if form is not None)
        if self.short is None:
            full = Form(
                target=self.target,
                sources=self.sources,
                admitted=self.admitted + inflected,
                wrong=self.wrong,
                context=self.context,
                short=False,
            )
            return (full,)
        short = self.short
        full = Form(
            target=self.target,
            sources=_with_endings(self.sources, short.sources[0], short.sources[1:]),
            admitted=_with_endings((self.target,), short.target, short.admitted, self.admitted)[1:]
            + inflected,
            wrong=_with_endings((self.target,), short.target, short.wrong, self.wrong)[1:],
            context=self.context,
            short=False,
        )
        return full, Form(
            target=short.target,
            sources=short.sources,
            admitted=short.admitted,
            wrong=short.wrong,
            context=short.context,
            short=True,
        )


def _with_endings(
    forms: tuple[str, ...], ending: str, others: tuple[str, ...], more: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """``forms``, ``more``, and what comes of the forms when their ending is another; each once."""
    if not (others or more):
        return forms
    last = " " + ending
    made = [
        form.removesuffix(ending) + other
        for form in forms
        if form.endswith(last)
        for other in others
    ]
    return tuple(dict.fromkeys((*forms, *more, *made)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """Entries in the order of their file.

    Attributes:
        entries: The entries; no two have the same id.
        paths: The files they were read from; empty where they were made by a program.
        source_language: BCP-47 tag of the source forms.
        target_language: BCP-47 tag of the target forms.

    Raises:
        ValueError: Two entries have the same id.
    """

    entries: tuple[Entry, ...]
    paths: tuple[Path, ...] = ()
    source_language: str = "ar"
    target_language: str = "en"
    _by_id: dict[str, Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_id = {entry.id: entry for entry in self.entries}
        if len(by_id) != len(self.entries):
            raise ValueError("two entries of a glossary have the same id")
        object.__setattr__(self, "_by_id", by_id)

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __contains__(self, entry_id: object) -> bool:
        return entry_id in self._by_id

    def __getitem__(self, entry_id: str) -> Entry:
        """The entry with this id.

        Raises:
            KeyError: There is none.
        """
        return self._by_id[entry_id]

    @property
    def fingerprint(self) -> str:
        """A hash of the entries and languages, whatever file or format they were read from."""
        value = [self.source_language, self.target_language, *map(as_plain, self.entries)]
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def as_plain(part: Entry | Short) -> dict[str, Any]:
    """An entry as strings, lists, dictionaries and ``True``; what is not given is left out."""
    plain: dict[str, Any] = {}
    for name in part.__dataclass_fields__:
        value = getattr(part, name)
        if name == "place" or value in (None, False, ()):
            continue
        if isinstance(value, Short):
            value = as_plain(value)
        elif isinstance(value, tuple):
            value = list(value)
        elif isinstance(value, StrEnum):
            value = value.value
        plain[name] = value
    return plain

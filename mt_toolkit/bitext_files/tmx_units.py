"""Reads the translation units of TMX with the place of every text, in constant memory.

TMX 1.4b (https://www.gala-global.org/tmx-14b), and what older versions have in common with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from mt_toolkit.bitext_files.xml_reading import UnitReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["CHARACTER", "Run", "TmxReader", "TmxUnit", "Variant", "same_language", "tmx_units"]

CHARACTER: Final = "x-character"
"""Type of the ``ph`` elements that stand for a character that XML cannot hold, as ``U+0001``."""

# Elements of a segment that hold markup of the original document, not its words.
_CODES: Final = frozenset({"bpt", "ept", "it", "ph", "ut"})
_CODE_POINT: Final = re.compile("U[+]([0-9A-F]{4,6})")


class Run(NamedTuple):
    """A stretch of a segment that stands in the file without a break.

    Attributes:
        text: The text.
        line: Line of the file that it starts on, from 1.
        column: Column in code points, from 0.
        written: How it is written, where it is neither the text itself nor a reference of XML.
    """

    text: str
    line: int
    column: int
    written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A segment in one language.

    Attributes:
        tag: The language's tag as it is written.
        line: Line that the variant starts on, from 1.
        runs: The text in order, inline codes left out.
    """

    tag: str
    line: int
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The whole text, white space as it is."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class TmxUnit:
    """A translation unit.

    Attributes:
        line: Line it starts on, from 1.
        id: Its ``tuid``, if it has one.
        properties: Type and text of its ``prop`` elements, in order.
        variants: Its segments, in order.
    """

    line: int
    id: str | None
    properties: tuple[tuple[str, str], ...]
    variants: tuple[Variant, ...]

    def variant(self, language: str) -> Variant | None:
        """The first segment in a language or a regional variant of it."""
        return next((found for found in self.variants if same_language(found.tag, language)), None)


def same_language(tag: str, language: str) -> bool:
    """Whether a tag means a language or a regional variant of it: ``en-GB`` is ``en``."""
    tag, language = tag.lower().replace("_", "-"), language.lower()
    return tag == language or tag.startswith(f"{language}-")


def tmx_units(texts: Iterable[str], path: Path | None) -> Iterator[TmxUnit]:
    """The translation units of a file.

    Args:
        texts: The file's text, in pieces of any size.
        path: Its name for messages.

    Raises:
        InputError: The file is not well-formed, declares entities, or is no TMX.
    """
    return TmxReader(path).units(texts)


@dataclass(slots=True, kw_only=True)
class _Open:
    """A unit that has begun and not ended."""

    line: int
    id: str | None
    properties: list[tuple[str, str]] = field(default_factory=list)
    variants: list[Variant] = field(default_factory=list)


class TmxReader(UnitReader[TmxUnit]):
    """Gives the units that end in each piece of a file.

    Args:
        path: The file's name for messages.
    """

    def __init__(self, path: Path | None) -> None:
        super().__init__(path)
        self._rooted = False
        self._unit: _Open | None = None
        self._variant: tuple[str, int] | None = None
        self._runs: list[Run] | None = None
        self._property: tuple[str, list[str]] | None = None
        self._codes = 0
        self._character: list[Run] | None = None

    @property
    def in_unit(self) -> bool:
        """Whether a unit has begun and not ended."""
        return self._unit is not None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._rooted:
            self._check_root(name)
        if name == "seg":
            if self._variant is not None:
                self._runs = []
        elif name == "tuv":
            tag = attributes.get("xml:lang") or attributes.get("lang") or ""
            self._variant = tag, self._xml.line
        elif name == "tu":
            self._unit = _Open(line=self._xml.line, id=attributes.get("tuid"))
        elif name == "prop" and self._unit is not None and self._variant is None:
            self._property = attributes.get("type", ""), []
        elif name in _CODES:
            self._codes += 1
            if name == "ph" and attributes.get("type") == CHARACTER:
                self._character = []

    def _check_root(self, name: str) -> None:
        self._rooted = True
        if name != "tmx":
            self._xml.fail(
                f"the file is no TMX: it begins with <{name}>", mend="Check the file and its suffix"
            )

    def _end(self, name: str) -> None:
        if name == "seg":
            self._end_segment()
        elif name == "tuv":
            self._variant = None
        elif name == "tu":
            self._end_unit()
        elif name == "prop":
            self._end_property()
        elif name in _CODES:
            self._end_code()

    def _end_segment(self) -> None:
        if self._unit is None or self._variant is None or self._runs is None:
            return
        tag, line = self._variant
        self._unit.variants.append(Variant(tag=tag, line=line, runs=tuple(self._runs)))
        self._runs = None

    def _end_unit(self) -> None:
        unit, self._unit = self._unit, None
        if unit is None:
            return
        self._done.append(
            TmxUnit(
                line=unit.line,
                id=unit.id,
                properties=tuple(unit.properties),
                variants=tuple(unit.variants),
            )
        )

    def _end_property(self) -> None:
        if self._unit is not None and self._property is not None:
            kind, parts = self._property
            self._unit.properties.append((kind, "".join(parts)))
        self._property = None

    def _end_code(self) -> None:
        self._codes -= 1
        written, self._character = self._character, None
        if not written or self._runs is None:
            return
        text = "".join(run.text for run in written)
        if (point := _CODE_POINT.fullmatch(text)) is not None and int(point[1], 16) <= 0x10FFFF:
            first = written[0]
            self._runs.append(Run(chr(int(point[1], 16)), first.line, first.column, text))

    def _characters(self, text: str) -> None:
        if self._property is not None:
            self._property[1].append(text)
        elif self._runs is not None:
            into = self._character if self._codes else self._runs
            if into is not None:
                into.append(Run(text, self._xml.line, self._xml.column))

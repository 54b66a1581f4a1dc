"""Reads the segments of XLIFF 2 in constant memory.

XLIFF 2.0 to 2.2 (https://docs.oasis-open.org/xliff/xliff-core/v2.1/xliff-core-v2.1.html).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mt_toolkit.bitext_files.xml_reading import UnitReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["CATEGORY", "CORE", "METADATA", "XliffUnit", "xliff_units"]

CORE: Final = "urn:oasis:names:tc:xliff:document:2.0"
METADATA: Final = "urn:oasis:names:tc:xliff:metadata:2.0"
CATEGORY: Final = "mt-toolkit"
"""Category of the group of metadata that this program writes."""

_CORES: Final = (CORE, "urn:oasis:names:tc:xliff:document:2.2")
_SIDES: Final = ("source", "target")


@dataclass(frozen=True, slots=True, kw_only=True)
class XliffUnit:
    """A unit.

    Attributes:
        line: Line it starts on, from 1.
        id: Its id after that of its file, which it is unique in.
        languages: Tags of the file's source and target language, the last empty where there is
            none, and the line that they stand on.
        properties: Type and text of our metadata, in order.
        segments: Source and target of each of its segments, inline codes left out; a target that
            is missing is empty.
    """

    line: int
    id: str
    languages: tuple[str, str, int]
    properties: tuple[tuple[str, str], ...]
    segments: tuple[tuple[str, str], ...]


def xliff_units(texts: Iterable[str], path: Path | None) -> Iterator[XliffUnit]:
    """The units of a file.

    Args:
        texts: The file's text, in pieces of any size.
        path: Its name for messages.

    Raises:
        InputError: The file is not well-formed, declares entities, or is no XLIFF 2.
    """
    return _Reader(path).units(texts)


@dataclass(slots=True, kw_only=True)
class _Open:
    """A unit that has begun and not ended."""

    line: int
    id: str
    properties: list[tuple[str, str]] = field(default_factory=list)
    segments: list[tuple[str, str]] = field(default_factory=list)


class _Reader(UnitReader[XliffUnit]):
    def __init__(self, path: Path | None) -> None:
        super().__init__(path, namespaces=True)
        self._core = ""
        self._languages = ("", "", 1)
        self._file = ""
        self._unit: _Open | None = None
        self._ours = False
        self._property: str | None = None
        self._segment: dict[str, str] | None = None
        self._side: str | None = None
        self._text: list[str] = []

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if not self._core:
            self._check_root(space, local, attributes)
        if space == METADATA:
            self._start_metadata(local, attributes)
        elif space != self._core:
            return
        elif local == "file":
            self._file = attributes.get("id", "")
        elif local == "unit":
            self._unit = _Open(line=self._xml.line, id=f"{self._file}/{attributes.get('id', '')}")
        elif local == "segment":
            self._segment = {}
        elif local in _SIDES and self._segment is not None:
            self._side = local
            self._text = []
        elif local == "cp" and self._side is not None:
            self._text.append(self._character(attributes.get("hex", "")))

    def _check_root(self, space: str, local: str, attributes: dict[str, str]) -> None:
        if local != "xliff":
            self._xml.fail(
                f"the file is no XLIFF: it begins with <{local}>",
                mend="Check the file and its suffix",
            )
        if space not in _CORES:
            self._xml.fail(
                f"the file is XLIFF {attributes.get('version', 'of an unknown version')}, not 2",
                mend="Export it as XLIFF 2, or as TMX",
            )
        self._core = space
        tags = attributes.get("srcLang", ""), attributes.get("trgLang", "")
        self._languages = (*tags, self._xml.line)

    def _start_metadata(self, local: str, attributes: dict[str, str]) -> None:
        if local == "metaGroup":
            self._ours = attributes.get("category") == CATEGORY
        elif local == "meta" and self._ours and self._unit is not None:
            self._property = attributes.get("type", "")
            self._text = []

    def _character(self, digits: str) -> str:
        try:
            return chr(int(digits, 16))
        except (ValueError, OverflowError):
            self._xml.fail(
                f"{digits!r} is no code point", mend='Write it in hexadecimal, like hex="001A"'
            )

    def _end(self, name: str) -> None:
        space, _, local = name.rpartition(" ")
        if space == METADATA:
            self._end_metadata(local)
        elif space != self._core:
            return
        elif local == self._side and self._segment is not None:
            self._segment[local] = "".join(self._text)
            self._side = None
        elif local == "segment":
            self._end_segment()
        elif local == "unit":
            self._end_unit()

    def _end_metadata(self, local: str) -> None:
        if local == "meta" and self._property is not None and self._unit is not None:
            self._unit.properties.append((self._property, "".join(self._text)))
            self._property = None
        elif local == "metaGroup":
            self._ours = False

    def _end_segment(self) -> None:
        segment, self._segment = self._segment, None
        if self._unit is not None and segment is not None:
            self._unit.segments.append((segment.get("source", ""), segment.get("target", "")))

    def _end_unit(self) -> None:
        unit, self._unit = self._unit, None
        if unit is not None:
            self._done.append(
                XliffUnit(
                    line=unit.line,
                    id=unit.id,
                    languages=self._languages,
                    properties=tuple(unit.properties),
                    segments=tuple(unit.segments),
                )
            )

    def _characters(self, text: str) -> None:
        if self._side is not None or self._property is not None:
            self._text.append(text)

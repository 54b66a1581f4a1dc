"""Reads TMX as pairs of pieces, in constant memory, entities refused.

TMX 1.4b (https://www.gala-global.org/tmx-14b).
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NoReturn
from xml.parsers import expat

from mt_toolkit.checks.pieces import Piece, Unit
from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["tmx_units"]

# Elements of a segment that hold markup of the original document, not its words.
_CODES: Final = frozenset({"bpt", "ept", "it", "ph", "ut"})
_SYNTAX: Final = "<>&"


def tmx_units(
    lines: Iterable[str], path: Path | None, source_language: str, target_language: str
) -> Iterator[Unit]:
    """The translation units that have both languages.

    Args:
        lines: The file's lines.
        path: The file's name for messages.
        source_language: BCP-47 tag; it stands for its regional variants too.
        target_language: Likewise.

    Raises:
        InputError: The file is not well-formed or declares entities.
    """
    reader = _Reader(path, source_language.lower(), target_language.lower())
    for line in lines:
        yield from reader.feed(line)
    yield from reader.finish()


@dataclass(slots=True, kw_only=True)
class _Segment:
    """The text of a segment as it comes in."""

    texts: list[str] = field(default_factory=list)
    starts: array[int] = field(default_factory=lambda: array("q"))
    ends: array[int] = field(default_factory=lambda: array("q"))


class _Reader:
    def __init__(self, path: Path | None, source: str, target: str) -> None:
        self._path = path
        self._languages = (source, target)
        self._lines: list[str] = []
        self._first = 1
        self._offset = 0
        self._segments: dict[int, _Segment] = {}
        self._wanted: int | None = None
        self._segment: _Segment | None = None
        self._codes = 0
        self._in_unit = False
        self._done: list[Unit] = []
        # The lines are text already, so what the file says of its encoding does not count.
        self._parser = parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = self._entity_declared
        parser.SkippedEntityHandler = self._entity_skipped

    def feed(self, line: str) -> list[Unit]:
        """Read on; the units that end on this line."""
        self._lines.append(line)
        self._parse(line.encode("utf-8", "surrogatepass"), final=False)
        done, self._done = self._done, []
        if not self._in_unit:
            # The parser may hold back the end of what it was given.
            read = min(self._parser.CurrentLineNumber - self._first, len(self._lines))
            self._offset += sum(map(len, self._lines[:read]))
            self._first += read
            del self._lines[:read]
        return done

    def finish(self) -> list[Unit]:
        """The end of the file."""
        self._parse(b"", final=True)
        return self._done

    def _parse(self, data: bytes, *, final: bool) -> None:
        try:
            self._parser.Parse(data, final)
        except expat.ExpatError as error:
            raise InputError(
                f"the file is not well-formed XML ({expat.ErrorString(error.code)})",
                path=self._path,
                line=error.lineno,
                column=error.offset + 1,
                mend="Export it anew",
            ) from None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "tu":
            self._in_unit = True
            self._segments = {}
        elif name == "tuv":
            tag = (attributes.get("xml:lang") or attributes.get("lang") or "").lower()
            self._wanted = next(
                (
                    side
                    for side, language in enumerate(self._languages)
                    if (tag == language or tag.startswith(f"{language}-"))
                    and side not in self._segments
                ),
                None,
            )
        elif name == "seg" and self._wanted is not None:
            self._segment = _Segment()
        elif name in _CODES:
            self._codes += 1

    def _end(self, name: str) -> None:
        if name == "seg" and self._segment is not None and self._wanted is not None:
            self._segments[self._wanted] = self._segment
            self._segment = None
        elif name == "tu":
            self._in_unit = False
            if len(self._segments) == len(self._languages):
                raw = "".join(self._lines)
                self._done.append(
                    Unit(
                        piece=self._piece(self._segments[1], raw),
                        source=self._piece(self._segments[0], raw),
                    )
                )
        elif name in _CODES:
            self._codes -= 1

    def _piece(self, segment: _Segment, raw: str) -> Piece:
        return Piece(
            text="".join(segment.texts),
            raw=raw,
            line=self._first,
            offset=self._offset,
            starts=segment.starts,
            ends=segment.ends,
            syntax=_SYNTAX,
        )

    def _characters(self, text: str) -> None:
        segment = self._segment
        if segment is None or self._codes:
            return
        row = self._parser.CurrentLineNumber - self._first
        line = self._lines[row]
        column = self._parser.CurrentColumnNumber
        start = sum(map(len, self._lines[:row])) + column
        segment.texts.append(text)
        if line.startswith(text, column) or text == "\n":
            segment.starts.extend(range(start, start + len(text)))
            segment.ends.extend(range(start + 1, start + len(text) + 1))
        else:
            # A character reference or a named entity: one text for a longer stretch of the file.
            end = start + line.index(";", column) + 1 - column
            segment.starts.extend([start] * len(text))
            segment.ends.extend([end] * len(text))

    def _entity_declared(self, name: str, *_: object) -> None:
        self._fail(
            f"the file declares the entity {name}, which is not safe to read",
            mend="Save it without entity declarations",
        )

    def _entity_skipped(self, name: str, _parameter: bool) -> None:
        self._fail(f"the entity {name} is not known", mend="Write the character itself")

    def _fail(self, problem: str, *, mend: str) -> NoReturn:
        raise InputError(problem, path=self._path, line=self._parser.CurrentLineNumber, mend=mend)

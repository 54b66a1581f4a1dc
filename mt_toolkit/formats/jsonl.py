"""JSON Lines: one field of each record is translated, all other bytes stay as they are."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from mt_toolkit.errors import InputError
from mt_toolkit.formats.pieces import PlacedBlock, Text
from mt_toolkit.formats.plain import Plain, one_line
from mt_toolkit.formats.rendering import splice
from mt_toolkit.markup import weave
from mt_toolkit.text import Passage, Patch, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from mt_toolkit.protocols import BlockTranslation

__all__ = ["JsonLines"]

_PART = re.compile(r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\.|[^\\]", re.DOTALL)
_SPACE = re.compile(r"[ \t\n\r\ufeff]*")

_MEND = "Mend the line; it is carried over untranslated"

# Numbers are never needed, and Python limits how long ones it reads.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str)


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonLines:
    """JSON Lines, one passage a record.

    A line that is no record with the field is a passage with a problem: it is carried over
    untouched, and the other lines go on.

    Attributes:
        field: Name of the field to translate; ``a.b`` is field ``b`` of the object ``a``.
    """

    field: str = "text"

    name: ClassVar[str] = "jsonl"
    suffixes: ClassVar[tuple[str, ...]] = (".jsonl", ".ndjson")

    def read(self, lines: Iterable[str], path: Path | None) -> Iterator[Passage]:
        """Read records; the field's value is plain text, its own line breaks kept.

        Args:
            lines: The file's lines.
            path: The file's name for messages.
        """
        for number, line in enumerate(lines, 1):
            if not line.strip(" \t\r\n\ufeff"):
                yield Passage(text=line)
                continue
            try:
                value = _locate(line, self.field.split("."))
            except _RecordError as error:
                problem = InputError(
                    error.problem, path=path, line=number, column=error.column, mend=error.mend
                )
                yield Passage(text=line, problems=(problem,))
            else:
                yield _passage(line, value, number)

    def render(self, passage: Passage, translations: Sequence[BlockTranslation]) -> str:
        """The record with its field in English; everything else is unchanged."""

        def escape(text: str) -> str:
            return _escape(one_line(text), passage.text)

        def written(_block: PlacedBlock, translation: BlockTranslation) -> str:
            return weave(translation.text, translation.inlines, escape)

        return splice(passage, translations, written)


class _RecordError(Exception):
    def __init__(self, problem: str, offset: int, mend: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.column = offset + 1
        self.mend = mend


def _locate(line: str, names: list[str]) -> Span:
    """Where the field's string stands in the line, without its quotation marks."""
    start = _skip(line, 0)
    try:
        _, end = _DECODER.raw_decode(line, start)
    except json.JSONDecodeError as error:
        message = error.msg[:1].lower() + error.msg[1:]
        place = min(error.pos, len(line.rstrip()))
        raise _RecordError(f"is not JSON: {message}", place, _MEND) from error
    except RecursionError as error:
        raise _RecordError("is nested too deeply", start, _MEND) from error
    if (rest := _skip(line, end)) < len(line):
        raise _RecordError("is not JSON: more text after the record", rest, _MEND)
    for depth, name in enumerate(names):
        label = ".".join(names[: depth + 1])
        if line[start] != "{":
            outer = ".".join(names[:depth])
            raise _RecordError(
                f"field {outer!r} is not an object" if outer else "the record is not an object",
                start,
                'Each line must be an object such as {"text": "..."}',
            )
        members = _members(line, start)
        if name not in members:
            known = ", ".join(sorted(members)[:8]) or "none"
            raise _RecordError(
                f"has no field {label!r}", start, f"Pass --field with one of its fields: {known}"
            )
        start = members[name]
    if line[start] != '"':
        raise _RecordError(
            f"field {'.'.join(names)!r} is not a string", start, "Pass --field with one that is"
        )
    _, end = _DECODER.raw_decode(line, start)
    return Span(start + 1, end - 1)


def _members(line: str, start: int) -> dict[str, int]:
    """Where the values of a valid object start; of equal names the last one counts."""
    members: dict[str, int] = {}
    position = _skip(line, start + 1)
    while line[position] != "}":
        name, position = _DECODER.raw_decode(line, position)
        value = _skip(line, _skip(line, position) + 1)
        members[name] = value
        _, position = _DECODER.raw_decode(line, value)
        position = _skip(line, position)
        if line[position] == ",":
            position = _skip(line, position + 1)
    return members


def _skip(line: str, position: int) -> int:
    space = _SPACE.match(line, position)
    return space.end() if space else position


def _passage(line: str, span: Span, number: int) -> Passage:
    """The record as a passage: blocks of the decoded value, at their places in the raw line."""
    raw = span.of(line)
    if "\\" in raw:
        ends = [span.start]
        ends += [span.start + part.end() for part in _PART.finditer(raw)]
        value = "".join(
            json.loads(f'"{part}"') if part[0] == "\\" else part for part in _PART.findall(raw)
        )
    else:
        ends = range(span.start, span.end + 1)  # type: ignore[assignment]
        value = raw
    blocks: list[PlacedBlock] = []
    patches: list[Patch] = []
    offset = 0
    for part in Plain().read(value.splitlines(keepends=True), None):
        for block in part.blocks:
            assert isinstance(block, PlacedBlock)  # noqa: S101 - so says the plain reader
            place = _mapped(block.span.shift(offset), ends)
            blocks.append(
                replace(
                    block,
                    span=place,
                    line=number,
                    origin=_origin(block, offset, ends),
                    inlines=tuple(
                        replace(inline, before=_escape(inline.before, line))
                        for inline in block.inlines
                    ),
                )
            )
        patches += [
            replace(patch, span=_mapped(patch.span.shift(offset), ends)) for patch in part.patches
        ]
        offset += len(part.text)
    return Passage(text=line, blocks=tuple(blocks), patches=tuple(patches))


def _origin(block: PlacedBlock, offset: int, ends: Sequence[int]) -> Text | None:
    text = block.origin
    if text is None:
        return None
    return Text(
        text=text.text,
        starts=[ends[start + offset] for start in text.starts],
        ends=[ends[end + offset] for end in text.ends],
    )


def _escape(text: str, line: str) -> str:
    # A record that escapes all letters but ASCII goes on doing so.
    return json.dumps(text, ensure_ascii=line.isascii())[1:-1]


def _mapped(span: Span, ends: Sequence[int]) -> Span:
    return Span(ends[span.start], ends[span.end])

"""Plain text: a line is a block, a hard-wrapped paragraph is one too."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, ClassVar

from mt_toolkit.formats.building import BlockBuilder
from mt_toolkit.formats.pieces import PlacedBlock, Text
from mt_toolkit.formats.rendering import splice
from mt_toolkit.markup import weave
from mt_toolkit.text import Passage, Patch, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from mt_toolkit.protocols import BlockTranslation

__all__ = ["Plain", "one_line"]

# Lines of a passage: enough for batches, few enough to keep in memory.
_LINES = 200
# Columns that text is wrapped at by hand, by mail programs and by editors.
_NARROWEST, _WIDEST = 50, 100
_FEWEST = 3

_LEAD = re.compile(
    "[\\s\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]*"
    "(?:(?:[-*+\u2022\u2023\u25aa\u25cf\u25e6\u2043\u2013\u2014\u00b7]|\\d{1,3}[.)\u066b-])\\s+)?"
)
_RIGHT_TO_LEFT = re.compile("[\u200f\u202b\u202e\u2067]")
_INVISIBLE = re.compile("[\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_DIGIT = re.compile("\\d")
_SENTENCE_END = re.compile("[.!?\u061f\u2026:][\\s\"')\\]\u00bb\u201d\u2019]*$")
_BREAKS = re.compile("[\r\n\v\f\u0085\u2028\u2029]+")


def one_line(text: str) -> str:
    """``text`` with its line breaks, if any, as spaces."""
    return _BREAKS.sub(" ", text)


class Plain:
    """Plain text, read in constant memory.

    White space at the edges of a line and a list bullet or number are kept outside the block.
    Three or more lines that a fixed width breaks in the middle of sentences are one block. Lines
    without a letter are kept; Arabic digits in them and in list numbers become ASCII ones.
    """

    name: ClassVar[str] = "plain"
    suffixes: ClassVar[tuple[str, ...]] = (".txt", ".text")

    def read(self, lines: Iterable[str], path: Path | None) -> Iterator[Passage]:  # noqa: ARG002
        """Read lines as passages of a paragraph or at most about 200 lines.

        Args:
            lines: The file's lines, line endings included.
            path: Not needed: plain text has no errors.
        """
        waiting: list[str] = []
        number = 1
        for line in lines:
            waiting.append(line)
            if len(waiting) >= _LINES or (len(waiting) >= _FEWEST and not line.strip()):
                paragraphs = _paragraphs(waiting)
                # The last paragraph may go on in the lines to come.
                keep = paragraphs[-1] if line.strip() and len(paragraphs) > 1 else []
                done = waiting[: len(waiting) - len(keep)]
                yield _passage(done, number)
                number += len(done)
                waiting = keep
        if waiting:
            yield _passage(waiting, number)

    def render(self, passage: Passage, translations: Sequence[BlockTranslation]) -> str:
        """The passage in English; a hard-wrapped paragraph comes out as one line."""
        return splice(passage, translations, _written)


def _written(_block: PlacedBlock, translation: BlockTranslation) -> str:
    return weave(translation.text, translation.inlines, one_line)


def _passage(lines: list[str], number: int) -> Passage:
    text = "".join(lines)
    builder = BlockBuilder(text, line=number)
    offset = 0
    for paragraph in _paragraphs(lines):
        offset = _read_paragraph(builder, paragraph, offset)
        builder.flush("plain")
    return Passage(text=text, blocks=tuple(builder.blocks), patches=tuple(builder.patches))


def _read_paragraph(builder: BlockBuilder, lines: list[str], offset: int) -> int:
    """Read one block's lines, which start at ``offset``; returns where they end."""
    lead = _LEAD.match(lines[0])
    start = offset + (lead.end() if lead else 0)
    builder.edit(_lead_patches(builder.raw, offset, start))
    for index, line in enumerate(lines):
        if index:
            gap, start = start, offset + len(line) - len(line.lstrip())
            builder.add(Text.decoded(" ", gap, start))
        end = offset + len(line.rstrip())
        if start < end:
            builder.add(Text.verbatim(builder.raw, start, end))
        start = max(start, end)
        offset += len(line)
    return offset


def _lead_patches(raw: str, start: int, end: int) -> Iterator[Patch]:
    """An English line does not start with a right-to-left mark or an Arabic number."""
    for offset, character in enumerate(raw[start:end], start):
        span = Span(offset, offset + 1)
        if _RIGHT_TO_LEFT.match(character):
            yield Patch(span=span, text="")
        elif _DIGIT.match(character) and not character.isascii():
            yield Patch(span=span, text=str(int(character)))


def _paragraphs(lines: list[str]) -> list[list[str]]:
    """Group hard-wrapped lines; every other line is alone."""
    groups: list[list[str]] = []
    start = 0
    while start < len(lines):
        chain = _chain(lines, start)
        groups += _wrapped(lines[start:chain])
        start = chain
    return groups


def _chain(lines: list[str], start: int) -> int:
    """The end of the lines from ``start`` whose lengths let them be one wrapped paragraph."""
    end = start + 1
    while (
        end < len(lines)
        and _NARROWEST <= _width(lines[end - 1]) <= _WIDEST
        and 0 < _width(lines[end]) <= _WIDEST
        and not _has_bullet(lines[end])
    ):
        end += 1
    return end


def _width(line: str) -> int:
    """Columns of a line without the white space and invisible marks around it."""
    return len(_INVISIBLE.sub("", line).strip())


def _has_bullet(line: str) -> bool:
    lead = _LEAD.match(line)
    return lead is not None and bool(_width(lead.group()))


def _wrapped(lines: list[str]) -> list[list[str]]:
    """Part a chain where the next word would have fitted: there, a paragraph ends."""
    alone = [[line] for line in lines]
    if len(lines) < _FEWEST:
        return alone
    width = max(map(_width, lines))
    parts: list[list[str]] = [[lines[0]]]
    for line, following in itertools.pairwise(lines):
        fits = _width(line) + 1 + _width(following.split(maxsplit=1)[0]) <= width
        if fits:
            parts.append([following])
        else:
            parts[-1].append(following)
    groups: list[list[str]] = []
    for part in parts:
        groups += [part] if _is_wrapped(part) else [[line] for line in part]
    return groups


def _is_wrapped(lines: list[str]) -> bool:
    """Whether most lines stop in the middle of a sentence."""
    stops = sum(1 for line in lines[:-1] if _SENTENCE_END.search(line))
    return len(lines) >= _FEWEST and 2 * stops < len(lines) - 1

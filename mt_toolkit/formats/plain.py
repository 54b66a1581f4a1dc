"""Plain text: a line is a block, a hard-wrapped paragraph is one too."""

from __future__ import annotations

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
                chains = _chains(waiting)
                # The last paragraph may go on in the lines to come.
                waiting = chains.pop() if line.strip() and len(chains) > 1 else []
                yield _passage(chains, number)
                number += sum(map(len, chains))
        if waiting:
            yield _passage(_chains(waiting), number)

    def render(self, passage: Passage, translations: Sequence[BlockTranslation]) -> str:
        """The passage in English; a hard-wrapped paragraph comes out as one line."""
        return splice(passage, translations, _written)


def _written(_block: PlacedBlock, translation: BlockTranslation) -> str:
    return weave(translation.text, translation.inlines, one_line)


def _passage(chains: list[list[str]], number: int) -> Passage:
    text = "".join(line for chain in chains for line in chain)
    builder = BlockBuilder(text, line=number)
    offset = 0
    for chain in chains:
        for paragraph in _paragraphs(chain):
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


def _chains(lines: list[str]) -> list[list[str]]:
    """Part lines where their widths or bullets show that no wrapped paragraph goes on."""
    chains: list[list[str]] = []
    before = 0
    for line in lines:
        width = _width(line)
        goes_on = _NARROWEST <= before <= _WIDEST and 0 < width <= _WIDEST
        if goes_on and not _has_bullet(line):
            chains[-1].append(line)
        else:
            chains.append([line])
        before = width
    return chains


def _width(line: str) -> int:
    """Columns of a line without the white space and invisible marks around it."""
    return len(_INVISIBLE.sub("", line).strip())


def _has_bullet(line: str) -> bool:
    lead = _LEAD.match(line)
    return lead is not None and bool(_width(lead.group()))


def _paragraphs(chain: list[str]) -> list[list[str]]:
    """Hard-wrapped lines together, every other line alone.

    Where the next line's first word would have fitted, the line was not wrapped: a paragraph ends.
    """
    if len(chain) < _FEWEST:
        return [[line] for line in chain]
    widths = [_width(line) for line in chain]
    parts = [[chain[0]]]
    for width, following in zip(widths, chain[1:], strict=False):
        if width + 1 + _width(following.split(maxsplit=1)[0]) <= max(widths):
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

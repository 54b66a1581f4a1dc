"""The values that text travels in: spans, inlines, blocks, passages, segments.

A file is read as a stream of passages. A passage is a stretch of the file that can be written
alone: writing all passages of a file in order writes the file. Its blocks are the places where
text to be translated stands; everything between them is kept as it is.

All offsets are half-open spans of code points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mt_toolkit.errors import InputError

__all__ = ["Block", "Inline", "Passage", "Patch", "Segment", "Span", "disjoint"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, ``start`` included, ``end`` not."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The part of ``text`` that this span covers."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """The same range ``by`` code points further on."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share at least one code point."""
        return self.start < other.end and other.start < self.end


def disjoint(spans: Iterable[Span]) -> list[Span]:
    """Ranges in order, those that share a code point joined."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline:
    """Markup inside a block: a pair around some words, or something that stands between words.

    Attributes:
        span: The words inside the markup, as a range of the block's text. An empty span is a thing
            of its own that is carried over untouched: an image, a code span, a URL.
        before: Raw markup that stands before the words, for example ``<a href="…">`` or ``**``.
        after: Raw markup that stands after them.
    """

    span: Span
    before: str
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, list item or cell: text that is translated as a whole.

    Attributes:
        span: Where the block stands in its passage's raw text (markup and entities included).
        text: The text to translate, markup taken out and entities decoded.
        inlines: The markup taken out, outer before inner, in order of their start.
        line: Line of the file that the block starts on, from 1.
    """

    span: Span
    text: str
    inlines: tuple[Inline, ...] = ()
    line: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """A fixed replacement in a passage's raw text, whatever the translation is."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of one file that can be written alone.

    Attributes:
        text: Raw text, exactly as in the file, line endings included.
        blocks: The places of text to translate, in order, never overlapping.
        patches: Replacements that make the passage an English one (``lang``, ``dir``), in order,
            overlapping neither one another nor a block.
        problems: What is wrong with this stretch of the file; it is then carried over untouched,
            without blocks, and the rest of the file goes on.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    patches: tuple[Patch, ...] = ()
    problems: tuple[InputError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A sentence, or what stands for one: the unit of translation and alignment.

    Attributes:
        span: Where the segment stands in the text that was segmented, without the white space
            around it.
        text: That part of the text.
    """

    span: Span
    text: str

"""From a format's tokens to blocks: what all readers have in common.

A reader adds stretches of text and marks of markup to a `BlockBuilder` in the order of the file
and flushes it where a block ends. The builder

- makes things of their own (empty-span inlines) of URLs and e-mail addresses;
- pairs opening and closing marks; one without a partner parts the text into two blocks;
- leaves what stands at the edges of a block outside it: white space, URLs, images, and markup
  around the whole block;
- makes no block of text without letters, and patches its Arabic digits.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mt_toolkit.formats.nesting import (
    fused,
    leaves,
    node_end,
    node_start,
    peeled,
    sections,
    tightened,
)
from mt_toolkit.formats.pieces import (
    Mark,
    PlacedBlock,
    Text,
    bracketed,
    digit_patches,
    has_letters,
    merged,
    with_urls,
)
from mt_toolkit.text import Inline, Patch, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mt_toolkit.formats.nesting import Node

__all__ = ["BlockBuilder"]

# Noncharacters: no text interchanged between programs may hold them (Unicode 3.4, D14).
_SPARE = [chr(code) for code in range(0xFDD0, 0xFDF0)]


@dataclass(slots=True)
class _Content:
    """Text and inlines of a block in the making."""

    texts: list[Text | Mark] = field(default_factory=list)
    inlines: list[Inline] = field(default_factory=list)
    length: int = 0


@dataclass(slots=True)
class BlockBuilder:
    """Collects the blocks and patches of one raw text.

    Attributes:
        raw: The raw text that all offsets refer to.
        line: Line of the file that it starts on.
        blocks: The blocks made so far, in order.
        patches: The patches made so far, in order.
    """

    raw: str
    line: int = 1
    blocks: list[PlacedBlock] = field(default_factory=list)
    patches: list[Patch] = field(default_factory=list)
    _items: list[Text | Mark] = field(default_factory=list)
    _counted: int = 0
    _holes: int = 0
    _spare: str | None = None

    def add(self, item: Text | Mark) -> None:
        """Add what comes next in the current block."""
        self._items.append(item)

    def flush(self, context: str) -> None:
        """End the current block."""
        items, self._items = self._items, []
        if items:
            for section in sections(bracketed(with_urls(merged(items)))):
                self._emit(section, context)

    def edit(self, edits: Iterable[Patch | PlacedBlock]) -> None:
        """Take over edits of markup that stands outside all blocks."""
        for edit in edits:
            if isinstance(edit, PlacedBlock):
                self.blocks.append(replace(edit, line=self._line_of(edit.span.start)))
            else:
                self.patches.append(edit)

    def _emit(self, nodes: list[Node], context: str) -> None:
        before, nodes, after = peeled(nodes)
        for mark in before:
            self.edit(mark.edits)
        parts = list(leaves(nodes))
        if any(isinstance(part, Text) and has_letters(part.text) for part in parts):
            self._block(nodes, context)
        else:
            for part in parts:
                self.edit(part.edits if isinstance(part, Mark) else digit_patches(part))
        for mark in after:
            self.edit(mark.edits)

    def _block(self, nodes: list[Node], context: str) -> None:
        start, end = node_start(nodes[0]), node_end(nodes[-1])
        line = self._line_of(start)
        content = _Content()
        self._fill(content, nodes, start, line)
        (origin,) = merged(content.texts)
        assert isinstance(origin, Text)  # noqa: S101 - texts alone become one text
        self.blocks.append(
            PlacedBlock(
                span=Span(start, end),
                text=origin.text,
                inlines=tuple(content.inlines),
                line=line,
                context=context,
                origin=origin,
            )
        )

    def _fill(self, content: _Content, nodes: list[Node], start: int, line: int) -> None:
        """Add nodes to the content of the block that starts at ``start``."""
        for node in tightened(nodes):
            at = content.length
            if isinstance(node, Text):
                content.texts.append(node)
                content.length += len(node.text)
            elif isinstance(node, Mark):
                before = self._markup(node, start, line)
                content.inlines.append(Inline(span=Span(at, at), before=before))
            else:
                pair, place = fused(node), len(content.inlines)
                before = self._markup(pair.open, start, line)
                self._fill(content, pair.children, start, line)
                after = self._markup(pair.close, start, line)
                span = Span(at, content.length)
                content.inlines.insert(place, Inline(span=span, before=before, after=after))

    def _markup(self, mark: Mark, block_start: int, line: int) -> str:
        """The mark's raw text, edited; texts in it become holes."""
        parts = [mark.lead]
        position = mark.start
        for edit in mark.edits:
            parts.append(self.raw[position : edit.span.start])
            if isinstance(edit, Patch):
                parts.append(edit.text)
            else:
                parts.append(self._hole(edit, block_start, line))
            position = edit.span.end
        parts.append(self.raw[position : mark.end])
        return "".join(parts)

    def _hole(self, block: PlacedBlock, block_start: int, line: int) -> str:
        if self._spare is None:
            self._spare = next((mark for mark in _SPARE if mark not in self.raw), "")
        if not self._spare:
            # A text that holds all noncharacters is no text; it keeps its attributes.
            return block.span.of(self.raw)
        hole = f"{self._spare}{self._holes}{self._spare}"
        self._holes += 1
        at = Span(block_start, block_start)
        self.blocks.append(replace(block, span=at, hole=hole, line=line))
        return hole

    def _line_of(self, offset: int) -> int:
        if offset >= self._counted:
            self.line += self.raw.count("\n", self._counted, offset)
            self._counted = offset
        return self.line

"""Writing translated passages: what all formats have in common."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mt_toolkit.formats.pieces import PlacedBlock
from mt_toolkit.text import Passage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mt_toolkit.protocols import BlockTranslation
    from mt_toolkit.text import Patch

__all__ = ["passages", "splice"]


def splice(
    passage: Passage,
    translations: Sequence[BlockTranslation],
    write: Callable[[PlacedBlock, BlockTranslation], str],
) -> str:
    """The passage's raw text with blocks and patches replaced.

    Args:
        passage: A passage of the format's own reader.
        translations: One for each block, in the same order.
        write: The raw form of a block's translation.
    """
    replacements = [(patch.span, patch.text) for patch in passage.patches]
    holes: dict[str, str] = {}
    for block, translation in zip(passage.blocks, translations, strict=True):
        if not isinstance(block, PlacedBlock):
            raise TypeError("a passage is rendered by the format that read it")
        written = write(block, translation)
        if block.hole:
            holes[block.hole] = written
            continue
        for hole, filling in holes.items():
            written = written.replace(hole, filling)
        holes.clear()
        replacements.append((block.span, written))
    replacements.sort(key=lambda entry: entry[0])
    out: list[str] = []
    position = 0
    for span, text in replacements:
        out += (passage.text[position : span.start], text)
        position = span.end
    out.append(passage.text[position:])
    return "".join(out)


def passages(
    raw: str, blocks: Sequence[PlacedBlock], patches: Sequence[Patch], *, size: int = 50
) -> Iterator[Passage]:
    """Cut a whole file into passages of about ``size`` blocks each."""
    start = first = patch = 0
    for index, block in enumerate(blocks, 1):
        # What stands in the markup of the next block stays with it.
        if index == len(blocks) or (index - first >= size and not block.hole):
            end = len(raw) if index == len(blocks) else _cut(raw, block, blocks[index])
            last_patch = patch
            while last_patch < len(patches) and patches[last_patch].span.end <= end:
                last_patch += 1
            yield Passage(
                text=raw[start:end],
                blocks=tuple(_shifted(b, -start) for b in blocks[first:index]),
                patches=tuple(
                    replace(p, span=p.span.shift(-start)) for p in patches[patch:last_patch]
                ),
            )
            start, first, patch = end, index, last_patch
    if not blocks and raw:
        yield Passage(text=raw, patches=tuple(patches))


def _cut(raw: str, block: PlacedBlock, following: PlacedBlock) -> int:
    """Before the next block's line, so that a block and the lines under it stay together."""
    line = raw.rfind("\n", block.span.end, following.span.start) + 1
    return line or block.span.end


def _shifted(block: PlacedBlock, by: int) -> PlacedBlock:
    if not by:
        return block
    origin = block.origin.shifted(by) if block.origin is not None else None
    return replace(block, span=block.span.shift(by), origin=origin)

"""Puts the markup of a source text at its place in the translation, by their word links."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mt_toolkit.markup.runs import Region, choose_runs
from mt_toolkit.markup.words import WORD, LinkedWords
from mt_toolkit.text import Inline, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mt_toolkit.bitext import WordLink

__all__ = ["project"]

_OPENERS = "([{«‹“‘\"'"  # noqa: RUF001 - typographic quotes are meant
_CLOSERS = ")]}»›”’\"'.,;:!?…،؛؟"  # noqa: RUF001 - typographic quotes are meant


def project(
    inlines: Sequence[Inline],
    source_text: str,
    target_text: str,
    links: Sequence[WordLink],
) -> tuple[Inline, ...]:
    """Place the inlines of ``source_text`` in ``target_text``.

    A pair stands around whole words, the best run for its words' links; without links, around the
    words at the same proportion of the text. A pair around the whole source is around the whole
    target. A thing of its own (empty span) follows the word that it followed. Each inline comes
    out exactly once, and pairs stay nested as they were.

    Args:
        inlines: Properly nested, outer before inner, in order of their start.
        source_text: The text that the inlines' spans and the links' sources refer to.
        target_text: Its translation.
        links: Word links between the two, in any order; may be empty.

    Returns:
        The inlines with spans in ``target_text``, outer before inner, in order of their start.
    """
    if not inlines:
        return ()
    projection = _Projection(source_text, target_text, links)
    whole = Region(
        words=range(len(projection.words)),
        span=Span(0, len(target_text)),
        source=Span(0, len(source_text)),
    )
    return tuple(projection.place(_nest(inlines), whole, inside=False))


@dataclass(slots=True, kw_only=True)
class _Node:
    """An inline and those inside it."""

    inline: Inline
    children: list[_Node] = field(default_factory=list)


def _nest(inlines: Sequence[Inline]) -> list[_Node]:
    roots: list[_Node] = []
    stack: list[_Node] = []
    for inline in inlines:
        while stack and stack[-1].inline.span.end <= inline.span.start:
            stack.pop()
        node = _Node(inline=inline)
        (stack[-1].children if stack else roots).append(node)
        if inline.span:
            stack.append(node)
    return roots


class _Projection:
    """One source text, its translation, and the links between their words."""

    def __init__(self, source: str, target: str, links: Sequence[WordLink]) -> None:
        self.source = source
        self.target = target
        self.linked = LinkedWords(source, target, links)
        self.words = self.linked.words

    def place(self, nodes: list[_Node], region: Region, *, inside: bool) -> list[Inline]:
        """Place sibling inlines in a region; ``inside`` says whether a pair is around it."""
        pairs = [node for node in nodes if node.inline.span]
        runs = choose_runs([node.inline.span for node in pairs], region, self.linked)
        placed: list[tuple[int, int, list[Inline]]] = []
        taken: list[Span] = []
        ordered = sorted(range(len(pairs)), key=lambda i: runs[i].start if runs[i] else -1)
        filled = [i for i in ordered if runs[i]]
        for position, i in enumerate(filled):
            low = taken[-1].end if taken else region.span.start
            following = filled[position + 1] if position + 1 < len(filled) else None
            high = region.span.end if following is None else self.words[runs[following].start].start
            span = self._span(pairs[i].inline.span, runs[i], region, Span(low, high))
            taken.append(span)
            inner = Region(words=runs[i], span=span, source=pairs[i].inline.span)
            members = self.place(pairs[i].children, inner, inside=True)
            placed.append((span.start, 1, [replace(pairs[i].inline, span=span), *members]))
        for node in nodes:
            if not any(node is pairs[i] for i in filled):
                at = self._position(node.inline, region, taken, inside=inside)
                placed.append((at, 0, [*self._standing(node, at)]))
        placed.sort(key=lambda entry: entry[:2])
        return [inline for _, _, group in placed for inline in group]

    def _span(self, source: Span, run: range, region: Region, room: Span) -> Span:
        """The run's characters, with the punctuation that the source has inside as well."""
        if source == region.source and len(run) == len(region.words):
            return region.span
        start, end = self.words[run[0]].start, self.words[run[-1]].end
        inner = source.of(self.source).strip()
        while inner[:1] in _OPENERS and start > room.start and self.target[start - 1] in _OPENERS:
            start -= 1
        while inner[-1:] in _CLOSERS and end < room.end and self.target[end] in _CLOSERS:
            end += 1
        return Span(start, end)

    def _position(self, inline: Inline, region: Region, taken: list[Span], *, inside: bool) -> int:
        """Where a thing of its own stands: a word boundary outside the pairs beside it."""
        at = self._neighbour(inline.span.start, region)
        for span in taken:
            if span.start < at < span.end:
                at = span.start if at - span.start < span.end - at else span.end
        if inside and at >= region.span.end:
            # At its end the pair is closed already: the last place inside is before its last word.
            starts = [self.words[index].start for index in region.words]
            last = max(starts, default=region.span.start)
            at = next((s.start for s in taken if s.start < last < s.end), last)
        return at

    def _neighbour(self, position: int, region: Region) -> int:
        made = self.linked.made_from
        before = [m for m in WORD.finditer(self.source) if m.end() <= position]
        after = WORD.search(self.source, position)
        if before and (index := made(Span(*before[-1].span()), region.words)) is not None:
            end = self.words[index].end
            if self.source[:position].rstrip()[-1:] in _CLOSERS:
                while end < region.span.end and self.target[end] in _CLOSERS:
                    end += 1
            return end
        if after and (index := made(Span(*after.span()), region.words)) is not None:
            start = self.words[index].start
            while start > region.span.start and self.target[start - 1] in _OPENERS:
                start -= 1
            return start
        share = (position - region.source.start) / max(1, len(region.source))
        index = round(share * len(region.words))
        if index <= 0 or not region.words:
            return region.span.start
        return self.words[region.words[min(index, len(region.words)) - 1]].end

    def _standing(self, node: _Node, at: int) -> Iterator[Inline]:
        """The inline as a thing of its own at a place, with the spaces that it needs there."""
        inline, here = node.inline, Span(at, at)
        if inline.span or inline.after:
            yield replace(inline, span=here)
        else:
            left = at > 0 and not self.target[at - 1].isspace()
            left = left and self.target[at - 1] not in _OPENERS[:-2]
            right = at < len(self.target) and not self.target[at].isspace()
            right = right and self.target[at] not in _CLOSERS
            core = inline.before.strip()
            yield replace(inline, span=here, before=" " * left + core + " " * right)
        for child in node.children:
            yield from self._standing(child, at)

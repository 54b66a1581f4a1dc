"""Puts the markup of a source block at its place in the translation, and weaves it in.

`project` works on words. Each word of the translation votes, by the weights of its word links, for
or against standing inside a pair of markup; the pair takes the run of words with the best vote
(the maximum-sum run, Kadane's algorithm). With clean links that is the smallest run that holds
every linked word, and one stray link cannot stretch a bold word over half a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mt_toolkit.text import Inline, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mt_toolkit.bitext import WordLink

__all__ = ["project", "weave"]

# A word with what is glued inside it: U.S, 5+1, don't, Rouhani-led.
_WORD = re.compile(r"\w+(?:[^\w\s]+\w+)*")
_OPENERS = "([{«‹“‘\"'"  # noqa: RUF001 - typographic quotes are meant
_CLOSERS = ")]}»›”’\"'.,;:!?…،؛؟"  # noqa: RUF001 - typographic quotes are meant

# What a linked word outside the markup takes from a run, against 1 for a linked word inside.
_OUTSIDE = 0.5
# What a word without links takes: enough to prefer the shorter of two equal runs.
_UNLINKED = 0.01


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
    whole = _Region(
        words=range(len(projection.words)),
        span=Span(0, len(target_text)),
        source=Span(0, len(source_text)),
    )
    return tuple(projection.place(_nest(inlines), whole, inside=False))


def weave(text: str, inlines: Iterable[Inline], escape: Callable[[str], str]) -> str:
    """The text with its inlines' raw markup put in and everything else escaped.

    Where a pair ends and a thing of its own stands at the same place, the pair ends first.

    Args:
        text: Plain text.
        inlines: Properly nested, outer before inner, in order of their start.
        escape: Makes a stretch of plain text safe in the file format.
    """
    out: list[str] = []
    open_pairs: list[Inline] = []
    position = 0

    def advance(to: int) -> None:
        nonlocal position
        if to > position:
            out.append(escape(text[position:to]))
            position = to

    for inline in inlines:
        while open_pairs and open_pairs[-1].span.end <= inline.span.start:
            pair = open_pairs.pop()
            advance(pair.span.end)
            out.append(pair.after)
        advance(inline.span.start)
        out.append(inline.before)
        if inline.span:
            open_pairs.append(inline)
        else:
            out.append(inline.after)
    while open_pairs:
        pair = open_pairs.pop()
        advance(pair.span.end)
        out.append(pair.after)
    advance(len(text))
    return "".join(out)


@dataclass(slots=True, kw_only=True)
class _Node:
    """An inline and those inside it."""

    inline: Inline
    children: list[_Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Region:
    """Where inlines may be placed: words of the target, the text around them, their source."""

    words: range
    span: Span
    source: Span


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
        self.words = [Span(*match.span()) for match in _WORD.finditer(target)]
        self.links: list[list[WordLink]] = [[] for _ in self.words]
        for link in links:
            kept = link.source.of(source) == link.target.of(target)
            for index, word in enumerate(self.words):
                if not word.overlaps(link.target):
                    continue
                # Text carried over as it is links as a whole: each of its words is its own source.
                by = link.source.start - link.target.start
                exact = kept and word.start >= link.target.start and word.end <= link.target.end
                self.links[index].append(
                    replace(link, source=Span(word.start + by, word.end + by)) if exact else link
                )

    def place(self, nodes: list[_Node], region: _Region, *, inside: bool) -> list[Inline]:
        """Place sibling inlines in a region; ``inside`` says whether a pair is around it."""
        pairs = [node for node in nodes if node.inline.span]
        runs = self._runs(pairs, region)
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
            inner = _Region(words=runs[i], span=span, source=pairs[i].inline.span)
            members = self.place(pairs[i].children, inner, inside=True)
            placed.append((span.start, 1, [replace(pairs[i].inline, span=span), *members]))
        for node in nodes:
            if not any(node is pairs[i] for i in filled):
                at = self._position(node.inline, region, taken, inside=inside)
                placed.append((at, 0, [*self._standing(node, at)]))
        placed.sort(key=lambda entry: entry[:2])
        return [inline for _, _, group in placed for inline in group]

    def _runs(self, pairs: list[_Node], region: _Region) -> list[range]:
        """The run of words of each pair; empty where no word is left for it."""
        votes = [[self._vote(index, node.inline.span) for index in region.words] for node in pairs]
        free = [True] * len(region.words)
        runs = [range(0)] * len(pairs)
        # The surest pair chooses first, and leaves a word for each of the others.
        surest = sorted(range(len(pairs)), key=lambda i: -sum(v for v in votes[i] if v > 0))
        for others, i in zip(reversed(range(len(pairs))), surest, strict=True):
            span = pairs[i].inline.span
            if span == region.source:
                run = _longest(free)
            else:
                run = _best_run(votes[i], free) or self._proportional(span, region, free)
            most = max(1, free.count(True) - others)
            while len(run) > most:
                is_first_weaker = votes[i][run[0]] < votes[i][run[-1]]
                run = run[1:] if is_first_weaker else run[:-1]
            for index in run:
                free[index] = False
            first = region.words.start
            runs[i] = range(first + run.start, first + run.stop) if run else range(0)
        return runs

    def _vote(self, index: int, source: Span) -> float:
        vote = -_UNLINKED
        for link in self.links[index]:
            overlap = min(link.source.end, source.end) - max(link.source.start, source.start)
            share = max(0, overlap) / max(1, len(link.source))
            vote += link.weight * (share - _OUTSIDE * (1 - share))
        return vote

    def _proportional(self, span: Span, region: _Region, free: list[bool]) -> range:
        count, length = len(free), max(1, len(region.source))
        width = max(1, round(len(span) * count / length))
        middle = (span.start + span.end) / 2 - region.source.start
        start = min(max(0, round(middle * count / length - width / 2)), count - width)
        gaps = [index for index in range(count) if free[index]]
        if not gaps:
            return range(0)
        start = min(gaps, key=lambda index: abs(index - start))
        end = start + 1
        while end < count and free[end] and end - start < width:
            end += 1
        return range(start, end)

    def _span(self, source: Span, run: range, region: _Region, room: Span) -> Span:
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

    def _position(self, inline: Inline, region: _Region, taken: list[Span], *, inside: bool) -> int:
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

    def _neighbour(self, position: int, region: _Region) -> int:
        before = [m for m in _WORD.finditer(self.source) if m.end() <= position]
        after = _WORD.search(self.source, position)
        if before and (index := self._linked(Span(*before[-1].span()), region)) is not None:
            end = self.words[index].end
            if self.source[:position].rstrip()[-1:] in _CLOSERS:
                while end < region.span.end and self.target[end] in _CLOSERS:
                    end += 1
            return end
        if after and (index := self._linked(Span(*after.span()), region)) is not None:
            start = self.words[index].start
            while start > region.span.start and self.target[start - 1] in _OPENERS:
                start -= 1
            return start
        share = (position - region.source.start) / max(1, len(region.source))
        index = round(share * len(region.words))
        if index <= 0 or not region.words:
            return region.span.start
        return self.words[region.words[min(index, len(region.words)) - 1]].end

    def _linked(self, source: Span, region: _Region) -> int | None:
        """The target word most surely made from a source word."""
        weights = {
            index: sum(link.weight for link in self.links[index] if link.source.overlaps(source))
            for index in region.words
        }
        best = max(weights, key=lambda index: weights[index], default=None)
        return best if best is not None and weights[best] > 0 else None

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


def _best_run(votes: list[float], free: list[bool]) -> range | None:
    """The run of free words with the largest sum of votes, the first of the shortest ones."""
    best: tuple[float, range] = (0.0, range(0))
    start, total = 0, 0.0
    for index, vote in enumerate(votes):
        if not free[index]:
            start, total = index + 1, 0.0
            continue
        if total <= 0:
            start, total = index, 0.0
        total += vote
        if total > best[0]:
            best = (total, range(start, index + 1))
    return best[1] or None


def _longest(free: list[bool]) -> range:
    """The longest run of free words."""
    best, start = range(0), 0
    for index, is_free in enumerate(free):
        if not is_free:
            start = index + 1
        elif index + 1 - start > len(best):
            best = range(start, index + 1)
    return best

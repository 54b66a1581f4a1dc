"""The words of a translation, each with the links to what it was made from."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mt_toolkit.bitext import WordLink

__all__ = ["WORD", "LinkedWords"]

WORD = re.compile(r"\w+(?:[^\w\s]+\w+)*")
"""A word with what is glued inside it: U.S, 5+1, don't, Rouhani-led."""

# What a linked word outside the markup takes from a run, against 1 for a linked word inside.
_OUTSIDE = 0.5
# What a word without links takes: enough to prefer the shorter of two equal runs.
_UNLINKED = 0.01


class LinkedWords:
    """The words of a translation and their links.

    Args:
        source: The source text.
        target: Its translation.
        links: Word links between the two, in any order.

    Attributes:
        words: The words of ``target``, in order.
        links: For each word the links that touch it.
    """

    def __init__(self, source: str, target: str, links: Sequence[WordLink]) -> None:
        self.words = [Span(*match.span()) for match in WORD.finditer(target)]
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

    def vote(self, index: int, source: Span) -> float:
        """How much speaks for the word ``index`` to stand inside what is around ``source``."""
        vote = -_UNLINKED
        for link in self.links[index]:
            overlap = min(link.source.end, source.end) - max(link.source.start, source.start)
            share = max(0, overlap) / max(1, len(link.source))
            vote += link.weight * (share - _OUTSIDE * (1 - share))
        return vote

    def made_from(self, source: Span, among: range) -> int | None:
        """The word of ``among`` most surely made from a source word."""
        weights = {
            index: sum(link.weight for link in self.links[index] if link.source.overlaps(source))
            for index in among
        }
        best = max(weights, key=lambda index: weights[index], default=None)
        return best if best is not None and weights[best] > 0 else None

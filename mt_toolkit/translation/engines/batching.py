"""How requests are put into groups that are decoded together.

What a request gives must not depend on its neighbours, or a resumed run would differ from an
undisturbed one. So the longest output allowed is a function of the request alone, and requests
share a group only where it is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mt_toolkit.errors import ModelError, UsageError
from mt_toolkit.protocols import Hypothesis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mt_toolkit.protocols import Decoding, TranslationRequest
    from mt_toolkit.translation.engines.tokenization import Pieces

__all__ = [
    "Group",
    "Item",
    "empty_hypothesis",
    "group_items",
    "length_bound",
    "make_items",
    "split_by_tokens",
]

# Lengths are rounded up to these, so that there are few groups and each is large.
_LENGTH_CLASSES = (8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One request, tokenised.

    Attributes:
        index: Its place among all requests.
        source: Its text and tokens.
        links: Whether word links are wanted.
    """

    index: int
    source: Pieces
    links: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Requests that are decoded with the same options, the longest first.

    Attributes:
        items: The requests.
        max_length: Most target tokens, the end marker included.
        links: Whether word links are wanted.
    """

    items: tuple[Item, ...]
    max_length: int
    links: bool


def length_bound(source_tokens: int, decoding: Decoding, positions: int) -> int:
    """Most target tokens for a source of ``source_tokens``, at most the model's ``positions``.

    Where ``decoding`` names no bound it is three times the source's length, rounded up to a length
    class, and 20 more: English rarely needs twice the tokens of its Arabic, and short sources may
    be abbreviations that are written out.
    """
    if decoding.max_length is not None:
        return min(decoding.max_length, positions)
    rounded = next((size for size in _LENGTH_CLASSES if size >= source_tokens), source_tokens)
    return min(max(3 * rounded + 20, decoding.min_length), positions)


def group_items(items: Sequence[Item], decoding: Decoding, positions: int) -> list[Group]:
    """Sort requests into groups; the groups of long sources come first.

    Raises:
        ModelError: A source is longer than the model's ``positions``.
        UsageError: The options contradict one another.
    """
    if decoding.n_best > decoding.beam:
        raise UsageError(
            f"{decoding.n_best} hypotheses cannot come from a beam of {decoding.beam}",
            mend="Make the beam at least as large as the number of hypotheses",
        )
    groups: dict[tuple[int, bool], list[Item]] = {}
    for item in sorted(items, key=lambda item: (-len(item.source.tokens), item.index)):
        length = len(item.source.tokens)
        if length > positions:
            raise ModelError(
                f"A segment of {length} tokens is longer than the model takes ({positions})",
                mend="Split the segment first",
            )
        key = (length_bound(length, decoding, positions), item.links)
        groups.setdefault(key, []).append(item)
    return [
        Group(items=tuple(members), max_length=bound, links=links)
        for (bound, links), members in groups.items()
    ]


def split_by_tokens(items: Sequence[Item], batch_tokens: int) -> list[list[Item]]:
    """Cut items, the longest first, into batches of at most ``batch_tokens`` padded tokens.

    An item that is longer than ``batch_tokens`` makes a batch alone.
    """
    batches: list[list[Item]] = []
    for item in items:
        last = batches[-1] if batches else []
        if last and len(last[0].source.tokens) * (len(last) + 1) <= batch_tokens:
            last.append(item)
        else:
            batches.append([item])
    return batches


def make_items(requests: Sequence[TranslationRequest], sources: Sequence[Pieces]) -> list[Item]:
    """Pair requests with their tokens; requests without any text are left out."""
    return [
        Item(index=index, source=source, links=request.links)
        for index, (request, source) in enumerate(zip(requests, sources, strict=True))
        if any(span is not None for span in source.spans)
    ]


def empty_hypothesis(request: TranslationRequest) -> Hypothesis:
    """What a request without any text is translated into."""
    return Hypothesis(text="", score=0.0, links=() if request.links else None)

"""Divides bitext into train, dev and test so that nothing of dev or test is in train.

Whole documents go to one set. Which one is told by a hash of the seed and the document's name, so
that a document stays in its set when the corpus grows. Documents that share a partner (an English
article beside two Arabic ones) count as one. Pairs without a document are one of their own each.

By chance alone a small corpus would have sets without a document. Where there are as many documents
as sets, the ones whose hashes are nearest to a set that lacks one go there.

What documents of different sets have in common leaks: agency reports, quotations, boilerplate.
Such pairs are taken out of train (and out of dev where they are in test), so that dev and test stay
whole.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from mt_toolkit.corpus.folding import folded_words, hash64
from mt_toolkit.corpus.hashset import HashSet
from mt_toolkit.corpus.minhash import MinHash, band_keys, resemblance

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from mt_toolkit.bitext import SegmentPair
    from mt_toolkit.corpus.minhash import Signature

__all__ = ["Shares", "SplitSet", "Splitter"]

_BANDS: Final = 16
# Share of words and pairs of words in common from which on two pairs are nearly the same.
_ALIKE: Final = 0.7
# A side of fewer words may be the same by chance: a title, "he said".
_TELLING_WORDS: Final = 5
# Of more documents some are in each set, unless a share is tiny.
_FEW: Final = 10_000


class SplitSet(StrEnum):
    """The sets of a divided corpus."""

    TRAIN = "train"
    DEV = "dev"
    TEST = "test"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """How a corpus is divided.

    Attributes:
        dev: Share of documents for dev, from 0 to 1.
        test: Share of documents for test.
        seed: Another seed gives another division.
    """

    dev: float = 0.01
    test: float = 0.01
    seed: int = 1

    def __post_init__(self) -> None:
        if min(self.dev, self.test) < 0 or self.dev + self.test >= 1:
            raise ValueError("shares are at least 0, and less than 1 together")


class _Division:
    """Which set a group of documents is in.

    A group has a place from 0 to 1, told by the seed and its number. Test is what lies below a
    first border, dev what lies below a second one, train the rest.

    Args:
        shares: What is asked for.
        groups: The groups of a small corpus: the borders are moved so that each set which is to
            have a share has one of them. Empty for a large corpus.
    """

    def __init__(self, shares: Shares, groups: Collection[int] = ()) -> None:
        self._seed = shares.seed
        self._test, self._dev = shares.test, shares.test + shares.dev
        test, dev = int(shares.test > 0), int(shares.dev > 0)
        if len(groups) < test + dev + 1:
            return
        places = sorted(map(self._place, groups))
        # How many groups are below each border: no set may be without one.
        below_dev = max(bisect_left(places, self._dev), test + dev)
        below_dev = min(below_dev, len(places) - 1)
        below_test = min(max(bisect_left(places, self._test), test), below_dev - dev)
        self._test = _border(places, below_test, self._test)
        self._dev = _border(places, below_dev, self._dev)

    def set_of(self, group: int) -> SplitSet:
        """The set of a group, told by its number."""
        place = self._place(group)
        if place < self._test:
            return SplitSet.TEST
        return SplitSet.DEV if place < self._dev else SplitSet.TRAIN

    def _place(self, group: int) -> float:
        return hash64(f"{self._seed} {group}") / 2**64


def _border(places: Sequence[float], below: int, asked: float) -> float:
    """The border nearest to the one asked for that has so many places below it."""
    low = math.nextafter(places[below - 1], 1.0) if below else 0.0
    return min(max(asked, low), places[below] if below < len(places) else 1.0)


class Splitter:
    """Divides a corpus that can be read several times.

    Args:
        read: Opens the corpus from its beginning; always the same pairs.
        shares: How to divide.
    """

    def __init__(self, read: Callable[[], Iterable[SegmentPair]], shares: Shares) -> None:
        self._read = read
        self._shares = shares
        self._division = _Division(shares)
        self._groups = _Groups()
        self._test = _Known()
        self._dev = _Known()

    def run(self) -> Iterator[tuple[SplitSet, SegmentPair, bool]]:
        """Every pair with its set, and whether it leaks and has to be left out."""
        for pair in self._read():
            self._groups.see(pair)
        self._division = _Division(self._shares, self._groups.few())
        known = {SplitSet.TEST: self._test, SplitSet.DEV: self._dev}
        for pair in self._read():
            name = self._set_of(pair)
            if name in known:
                known[name].add(pair)
        for pair in self._read():
            name = self._set_of(pair)
            yield name, pair, self._leaks(pair, name)

    def _set_of(self, pair: SegmentPair) -> SplitSet:
        return self._division.set_of(self._groups.group_of(pair))

    def _leaks(self, pair: SegmentPair, name: SplitSet) -> bool:
        match name:
            case SplitSet.TEST:
                return False
            case SplitSet.DEV:
                return self._test.has(pair)
            case SplitSet.TRAIN:
                return self._test.has(pair) or self._dev.has(pair)


class _Groups:
    """Documents that belong together: a union-find over the hashes of their names."""

    def __init__(self) -> None:
        self._above: dict[int, int] = {}
        self._first: set[int] = set()

    def see(self, pair: SegmentPair) -> None:
        """Join the two documents of a pair."""
        source, target = _names(pair)
        if len(self._first) <= _FEW:
            self._first.add(source)
        one, other = self._top(source), self._top(target)
        if one != other:
            # The smallest hash stands for the group, in whatever order its documents come.
            self._above[max(one, other)] = min(one, other)

    def group_of(self, pair: SegmentPair) -> int:
        """The number of the group that a pair is of."""
        return self._top(_names(pair)[0])

    def few(self) -> set[int]:
        """The numbers of all groups, none where they are of more than a few documents."""
        return set(map(self._top, self._first)) if len(self._first) <= _FEW else set()

    def _top(self, name: int) -> int:
        above = self._above
        while (up := above.get(name, name)) != name:
            above[name] = above.get(up, up)
            name = up
        return name


def _names(pair: SegmentPair) -> tuple[int, int]:
    sides = [
        hash64(f"{side}\t{name}")
        for side, name in (("source", pair.source_document), ("target", pair.target_document))
        if name
    ]
    if not sides:
        sides = [hash64(f"text\t{' '.join(folded_words(pair.source))}")]
    return sides[0], sides[-1]


class _Known:
    """The pairs of dev or test, as far as is needed to know them again."""

    def __init__(self) -> None:
        self._minhash = MinHash()
        self._sides = HashSet()
        self._signatures: list[Signature] = []
        self._by_band: dict[int, list[int]] = {}

    def add(self, pair: SegmentPair) -> None:
        """Remember a pair."""
        for side in _telling_sides(pair):
            self._sides.add(side)
        signature = self._minhash.signature(pair)
        for key in band_keys(signature, _BANDS):
            self._by_band.setdefault(key, []).append(len(self._signatures))
        self._signatures.append(signature)

    def has(self, pair: SegmentPair) -> bool:
        """Whether a pair is nearly one of these, or has the same words on one side."""
        if any(side in self._sides for side in _telling_sides(pair)):
            return True
        if not self._signatures:
            return False
        signature = self._minhash.signature(pair)
        candidates = {
            number for key in band_keys(signature, _BANDS) for number in self._by_band.get(key, ())
        }
        return any(
            resemblance(signature, self._signatures[number]) >= _ALIKE for number in candidates
        )


def _telling_sides(pair: SegmentPair) -> Iterator[int]:
    for side, text in (("source", pair.source), ("target", pair.target)):
        words = folded_words(text)
        if len(words) >= _TELLING_WORDS:
            yield hash64(f"{side}\t{' '.join(words)}")

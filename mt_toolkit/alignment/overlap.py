"""Tokens that two sides have in common: numbers, places in lists and punctuation marks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.alignment.items import item_places
from mt_toolkit.arabic import arabic_share
from mt_toolkit.numbers import Language, Number, find_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]

__all__ = ["Overlap", "item_overlap", "language_of", "mark_overlap", "number_overlap"]

_MARKS: Final = {
    **dict.fromkeys('"\u201c\u201d\u201e\u00ab\u00bb', '"'),
    **dict.fromkeys("?\u061f", "?"),
    **dict.fromkeys(";\u061b", ";"),
    **dict.fromkeys("%\u066a", "%"),
    **dict.fromkeys("()[]", "("),
    "!": "!",
    ":": ":",
}
_MARK_WEIGHT: Final = 0.5
_MOSTLY: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Weighted tokens of the segments of both sides.

    Attributes:
        source: Tokens of each source segment that ask for a partner, with their numbers.
        target: Tokens of each target segment that ask for a partner.
        source_offers: Tokens of each source segment that a target's may be paired with: those that
            ask, and others.
        target_offers: Tokens of each target segment that a source's may be paired with.
        weights: What a token counts.
    """

    source: Sequence[Mapping[str, int]]
    target: Sequence[Mapping[str, int]]
    source_offers: Sequence[Mapping[str, int]]
    target_offers: Sequence[Mapping[str, int]]
    weights: Mapping[str, float]

    def totals(self) -> tuple[Array, Array]:
        """Weight of the asking tokens before each border of the source and of the target."""
        import numpy as np

        def cumulative(side: Sequence[Mapping[str, int]]) -> Array:
            each = [sum(n * self.weights[token] for token, n in bag.items()) for bag in side]
            return np.concatenate([[0.0], np.cumsum(each)])

        return cumulative(self.source), cumulative(self.target)

    def matched(self, rows: range, columns: range) -> Array:
        """Weight in common before each pair of borders of a block, as a two-dimensional prefix sum.

        Differences of four cells give what any run of source segments and any run of target
        segments share.
        """
        import numpy as np

        asked = self._shared(self.source, self.target_offers, rows, columns)
        answered = self._shared(self.source_offers, self.target, rows, columns)
        table = np.zeros((len(rows) + 1, len(columns) + 1))
        table[1:, 1:] = np.maximum(asked, answered).cumsum(axis=0).cumsum(axis=1)
        return table

    def _shared(
        self,
        source: Sequence[Mapping[str, int]],
        target: Sequence[Mapping[str, int]],
        rows: range,
        columns: range,
    ) -> Array:
        import numpy as np

        places: dict[str, list[tuple[int, int]]] = {}
        for column in columns:
            for token, times in target[column].items():
                places.setdefault(token, []).append((column - columns.start, times))
        table = np.zeros((len(rows), len(columns)))
        for row in rows:
            for token, times in source[row].items():
                for column, others in places.get(token, ()):
                    table[row - rows.start, column] += min(times, others) * self.weights[token]
        return table


def number_overlap(source: Sequence[str], target: Sequence[str]) -> Overlap:
    """The numbers of both sides; those in digits ask for a partner, those in words only offer."""
    found = [_numbers(side) for side in (source, target)]
    offers = [[Counter(_value(number) for number in each) for each in side] for side in found]
    asking = [
        [Counter(_value(number) for number in each if number.digits is not None) for each in side]
        for side in found
    ]
    spread = Counter(token for side in offers for bag in side for token in bag)
    return Overlap(
        source=asking[0],
        target=asking[1],
        source_offers=offers[0],
        target_offers=offers[1],
        # A number found everywhere says little.
        weights={token: (2.0 / count) ** 0.5 for token, count in spread.items()},
    )


def language_of(texts: Sequence[str]) -> Language:
    """Arabic or English, by the letters of the texts."""
    return "ar" if arabic_share("".join(texts)) > _MOSTLY else "en"


def _numbers(texts: Sequence[str]) -> list[tuple[Number, ...]]:
    language = language_of(texts)
    return [find_numbers(text, language) for text in texts]


def _value(number: Number) -> str:
    return str(number.value.normalize())


def mark_overlap(source: Sequence[str], target: Sequence[str]) -> Overlap:
    """Quotation marks, brackets, question marks and the like."""
    bags = [
        [Counter(_MARKS[c] for c in text if c in _MARKS) for text in texts]
        for texts in (source, target)
    ]
    return Overlap(
        source=bags[0],
        target=bags[1],
        source_offers=bags[0],
        target_offers=bags[1],
        weights=dict.fromkeys(_MARKS.values(), _MARK_WEIGHT),
    )


def item_overlap(source: Sequence[str], target: Sequence[str]) -> Overlap:
    """What items of lists are numbered or lettered with, where both sides do so."""
    bags = [[Counter(map(str, item_places(text))) for text in texts] for texts in (source, target)]
    if not all(map(any, bags)):
        bags = [[Counter() for _ in side] for side in bags]
    return Overlap(
        source=bags[0],
        target=bags[1],
        source_offers=bags[0],
        target_offers=bags[1],
        weights={token: _MARK_WEIGHT for side in bags for bag in side for token in bag},
    )

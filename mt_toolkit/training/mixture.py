"""The mixture: which files a model learns from, and how often each is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.arabic import clean, has_arabic
from mt_toolkit.errors import UsageError
from mt_toolkit.training.pairs import read_pairs, tidy_english

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mt_toolkit.training.ramps import Ramp

__all__ = ["NAMES_EACH", "NAMES_SHARE", "Filters", "Mixture", "NamesPart", "Source"]

NAMES_SHARE: Final = 0.15
"""Part of the English tokens that teach names, unless another is asked for."""
NAMES_EACH: Final = 300
"""Pairs made for each entry of a glossary, likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a pair must be like.

    Attributes:
        source_chars: Most code points of the Arabic.
        target_chars: Most code points of the English.
        ratio: Neither side has more than ``ratio`` times the tokens of the other, and eight more.
        tokens: Most tokens of either side, end marker included.
        latin_target: Whether English with Arabic letters in it is left out.
    """

    source_chars: int = 520
    target_chars: int = 620
    ratio: float = 3.0
    tokens: int = 120
    latin_target: bool = True

    def takes(self, source: str, target: str) -> bool:
        """Whether this pair of cleaned texts is fit to learn from."""
        return (
            0 < len(source) <= self.source_chars
            and 0 < len(target) <= self.target_chars
            and not (self.latin_target and has_arabic(target))
        )

    def takes_lengths(self, source: int, target: int) -> bool:
        """Whether a pair of these numbers of tokens is fit to learn from."""
        return (
            1 < source <= self.tokens
            and 1 < target <= self.tokens
            and source < self.ratio * target + 8
            and target < self.ratio * source + 8
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file of the mixture.

    Attributes:
        path: The file.
        weight: How often one of its pairs is drawn, relative to others.
        filters: What its pairs must be like.
        variants: How many further times each pair is taken, its Arabic cut into pieces at random.
    """

    path: Path
    weight: Ramp
    filters: Filters
    variants: int = 0

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Cleaned pairs that pass the filters.

        Raises:
            InputError: The file cannot be read.
        """
        return self.fitting(read_pairs(self.path))

    def fitting(self, pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Of any pairs those that pass the filters, cleaned."""
        for source, target in pairs:
            pair = clean(source), tidy_english(target)
            if self.filters.takes(*pair):
                yield pair


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesPart:
    """The names of glossaries, taught by pairs that are made for them.

    Attributes:
        glossaries: Glossary files; in later ones stands what counts.
        share: Part of all English tokens drawn that these pairs have.
        each: Number of pairs made for each entry, as far as there are different ones.
    """

    glossaries: tuple[Path, ...]
    share: Ramp
    each: int = NAMES_EACH

    def __post_init__(self) -> None:
        if not all(0 <= share < 1 for share in (self.share.start, self.share.end)):
            raise UsageError(
                "the share of names is from 0 to less than 1", mend="Give, for example, 0.15"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixture:
    """What a model learns from.

    Attributes:
        sources: All files, in the order of the mixture.
        names: What else is made to teach names, or ``None``.
    """

    sources: tuple[Source, ...]
    names: NamesPart | None = None

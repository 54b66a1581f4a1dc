"""Reading lists of name pairs, and splitting them so that no name is on both sides."""

from __future__ import annotations

import lzma
import zlib
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal, TextIO

from mt_toolkit.errors import InputError
from mt_toolkit.names.letters import ARABIC, LATIN, Token, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["NamePair", "Part", "SplitPairs", "read_pairs", "split_pairs", "variants"]

Part = Literal["train", "tune", "test"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class NamePair:
    """One word of a name in both scripts, folded (the text of a :class:`Token`)."""

    arabic: str
    latin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitPairs:
    """Three lists of pairs, sorted and without repetition, no Latin or Arabic form in two."""

    train: list[NamePair]
    tune: list[NamePair]
    test: list[NamePair]


def read_pairs(path: Path) -> Iterator[NamePair]:
    """Pairs of a TSV (``.xz`` or plain): Arabic, tab, Latin. Names of several words are left out.

    Raises:
        InputError: A line has not exactly two columns, or the file is no UTF-8 text.
    """
    with _open(path) as lines:
        try:
            for number, line in enumerate(lines, 1):
                columns = line.rstrip("\n").split("\t")
                if len(columns) != 2:
                    raise InputError("not two columns", path=path, line=number)
                arabic, latin = tokenise(columns[0]), tokenise(columns[1])
                if _is_word(arabic, ARABIC) and _is_word(latin, LATIN):
                    yield NamePair(arabic=arabic[0].text, latin=latin[0].text)
        except (UnicodeDecodeError, lzma.LZMAError) as error:
            raise InputError(f"cannot be read: {error}", path=path) from error


def _open(path: Path) -> TextIO:
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def _is_word(tokens: tuple[Token, ...], script: str) -> bool:
    return len(tokens) == 1 and tokens[0].script == script and not tokens[0].is_initial


def part_of(arabic: str) -> Part:
    """Where an Arabic form belongs: one in ten to ``test``, one in ten to ``tune``.

    The hash leaves out the article, so that العراقي and عراقي stay together.
    """
    bucket = zlib.crc32(arabic[1:].encode()) % 10
    return "test" if bucket == 0 else "tune" if bucket == 1 else "train"


def split_pairs(pairs: Iterable[NamePair]) -> SplitPairs:
    """Split by name: a Latin form met with ``test`` names is in no other part.

    Pairs that would tie two parts together are left out of the one nearer to training.
    """
    parts: dict[Part, list[NamePair]] = {"train": [], "tune": [], "test": []}
    for pair in sorted(set(pairs)):
        parts[part_of(pair.arabic)].append(pair)
    taken = {pair.latin[1:] for pair in parts["test"]}
    tune = [pair for pair in parts["tune"] if pair.latin[1:] not in taken]
    taken |= {pair.latin[1:] for pair in parts["tune"]}
    train = [pair for pair in parts["train"] if pair.latin[1:] not in taken]
    return SplitPairs(train=train, tune=tune, test=parts["test"])


def variants(
    pairs: Iterable[NamePair], side: Literal["arabic", "latin"], most: int = 6
) -> list[tuple[str, str]]:
    """Two spellings in one script that share a spelling in the other, each couple once, sorted.

    Args:
        pairs: Pairs across scripts.
        side: The script of the variants.
        most: Of each name only so many spellings, lest one common name outweigh the others.
    """
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for pair in sorted(set(pairs)):
        if side == "latin":
            groups[pair.arabic].append(pair.latin)
        else:
            groups[pair.latin].append(pair.arabic)
    return sorted({couple for group in groups.values() for couple in combinations(group[:most], 2)})

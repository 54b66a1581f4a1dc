"""Keeping test sets out of the training data: pairs that share eight words in a row go.

Eight words in a row hardly ever recur by chance; a sentence copied from a test set, or one that
quotes it, shares them. Shorter test sentences have no eight words and are found whole.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.arabic import clean
from mt_toolkit.bitext_files import form_of
from mt_toolkit.bitext_files.lines import text_lines
from mt_toolkit.errors import UsageError
from mt_toolkit.training.pairs import read_pairs, tidy_english

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["HeldOut", "Overlap"]

_WORD: Final = re.compile(r"\w+")
_LEAST: Final = 4
# Forms of bitext that are not read line by line.
_RECORDS: Final = frozenset({"jsonl", "parquet", "tmx", "xliff"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Words that a pair shares with a test set.

    Attributes:
        words: The shared words, lower-case, with single spaces.
        origin: Name of the file that holds them.
    """

    words: str
    origin: str


class HeldOut:
    """All runs of ``size`` words in the texts that must never be trained on.

    Args:
        size: Number of words in a row that count as overlap. Lines with fewer words, but at least
            four, count where a whole training text equals them.
    """

    def __init__(self, size: int = 8) -> None:
        self._size = size
        self._origins: dict[tuple[str, ...], str] = {}
        self._whole: dict[tuple[str, ...], str] = {}

    @classmethod
    def load(cls, paths: Iterable[Path], *, size: int = 8) -> HeldOut:
        """Read files, and all files below folders.

        Records and tables of bitext are read side by side, other files line by line.

        Raises:
            InputError: A file cannot be read.
        """
        held_out = cls(size)
        for path in paths:
            files = sorted(path.rglob("*")) if path.is_dir() else [path]
            for file in files:
                if path == file or file.is_file():
                    for text in _texts(file):
                        held_out.add(text, file.name)
        return held_out

    def add(self, text: str, origin: str) -> None:
        """Hold out one line of text."""
        for words in {self._words(clean(text)), self._words(tidy_english(text))}:
            if _LEAST <= len(words) < self._size:
                self._whole.setdefault(words, origin)
            for run in self._runs(words):
                self._origins.setdefault(run, origin)

    def find(self, *texts: str) -> Overlap | None:
        """The first overlap of cleaned texts with what is held out, or ``None``."""
        for text in texts:
            words = self._words(text)
            if words in self._whole:
                return Overlap(words=" ".join(words), origin=self._whole[words])
            for run in self._runs(words):
                if run in self._origins:
                    return Overlap(words=" ".join(run), origin=self._origins[run])
        return None

    def fingerprint(self) -> str:
        """A hash of all that is held out."""
        whole = hashlib.sha256()
        for run in sorted(itertools.chain(self._origins, self._whole)):
            whole.update(" ".join(run).encode() + b"\n")
        return whole.hexdigest()

    def __bool__(self) -> bool:
        return bool(self._origins or self._whole)

    @staticmethod
    def _words(text: str) -> tuple[str, ...]:
        return tuple(_WORD.findall(text.lower()))

    def _runs(self, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        for start in range(len(words) - self._size + 1):
            yield words[start : start + self._size]


def _texts(path: Path) -> Iterator[str]:
    """All texts of a file: of bitext both sides, of a table every cell, of others every line."""
    form = _form_name(path)
    if form in _RECORDS:
        for pair in read_pairs(path):
            yield from pair
    else:
        for line in text_lines(path):
            yield from line.split("\t") if form == "tsv" else (line,)


def _form_name(path: Path) -> str | None:
    try:
        return form_of(path).name
    except UsageError:
        return None

"""What the forms of aligned bitext have in common: rows with their places, and the form itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from mt_toolkit.bitext import SegmentPair

__all__ = ["BitextForm", "Languages", "Row", "RowOrError", "WritePair"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Languages:
    """The two languages of bitext, as BCP-47 tags; each stands for its regional variants too."""

    source: str = "ar"
    target: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A pair, and what its file says around it.

    Attributes:
        pair: The pair.
        line: Line of the file that it starts on, from 1; of Parquet the number of its row.
        id: The name that the file gives to the pair, ``None`` where it gives none.
        tags: Language tags as the file writes them, each with the line it stands on.
    """

    pair: SegmentPair
    line: int
    id: str | None = None
    tags: tuple[tuple[str, int], ...] = ()


RowOrError: TypeAlias = Row | InputError
WritePair: TypeAlias = "Callable[[SegmentPair], None]"


@dataclass(frozen=True, slots=True, kw_only=True)
class BitextForm:
    """One way of writing bitext to a file.

    Attributes:
        name: Its name at the command line.
        suffixes: Suffixes that its files have, the usual one first; for Moses none.
        packed: Whether files with ``.gz`` after the suffix are read and written packed.
        one_sided: Whether it holds pairs of which one side is empty.
        rows: Reads a file: rows, and errors for rows that make no sense. Raises ``InputError``
            where nothing after the place can be read.
        writer: Opens a file for pairs; it appears under its name when all are written.
    """

    name: str
    suffixes: tuple[str, ...]
    packed: bool
    one_sided: bool
    rows: Callable[[Path, Languages], Iterator[RowOrError]]
    writer: Callable[[Path, Languages], AbstractContextManager[WritePair]]

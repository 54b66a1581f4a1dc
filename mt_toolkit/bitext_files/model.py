"""What the forms of aligned bitext have in common: rows with their places, and the form itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from mt_toolkit.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from mt_toolkit.bitext import SegmentPair

__all__ = ["BitextForm", "Languages", "Row", "RowOrError", "WritePair", "is_language_tag"]


# RFC 5646 without the tags that it keeps for old times' sake.
_TAG: Final = re.compile(
    r"[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?"
    r"(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(-[a-wyz0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?"
    r"|x(-[a-z0-9]{1,8})+",
    re.IGNORECASE,
)


def is_language_tag(text: str) -> bool:
    """Whether a text is built like a language tag of BCP 47."""
    return _TAG.fullmatch(text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Languages:
    """The two languages of bitext, as BCP-47 tags; each stands for its regional variants too.

    Raises:
        UsageError: One of them is no language tag, or they are the same.
    """

    source: str = "ar"
    target: str = "en"

    def __post_init__(self) -> None:
        for tag in (self.source, self.target):
            if not is_language_tag(tag):
                raise UsageError(f"{tag!r} is no language tag", mend="Write it like ar or en-GB")
        if self.source.lower() == self.target.lower():
            raise UsageError(
                f"source and target are both {self.source}",
                mend="Choose --source-language and --target-language",
            )


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
        packed: Whether files with ``.gz`` or ``.xz`` after the suffix are read and written packed.
        rows: Reads a file: rows, and errors for rows that make no sense. Raises ``InputError``
            where nothing after the place can be read.
        writer: Opens a file for pairs; it appears under its name when all are written.
    """

    name: str
    suffixes: tuple[str, ...]
    packed: bool
    rows: Callable[[Path, Languages], Iterator[RowOrError]]
    writer: Callable[[Path, Languages], AbstractContextManager[WritePair]]

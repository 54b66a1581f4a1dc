"""A translation of the source that is at hand: read so that its segments match the source's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mt_toolkit.alignment.documents import AlignableText, read_text, text_of_lines
from mt_toolkit.alignment.overlap import language_of
from mt_toolkit.bitext import Alignment, Bead
from mt_toolkit.errors import InputError
from mt_toolkit.scoring.reading import Column, read_column

if TYPE_CHECKING:
    from pathlib import Path

    from mt_toolkit.alignment.documents import Segmentation

__all__ = ["one_to_one", "read_translation"]

# The tables that `mt-toolkit translate --to` writes.
_TABLES: Final = {
    ".tsv": Column(
        role="translation", names=("3",), language="en", heading=False, option="--translation"
    ),
    ".jsonl": Column(
        role="translation", names=("hypothesis",), language="en", option="--translation"
    ),
}


def read_translation(
    path: Path,
    source: AlignableText,
    segmentation: Segmentation,
    *,
    name: str = "",
    encoding: str | None = None,
) -> AlignableText:
    """Read the English of a source, segment by segment.

    The file has one line for each segment of the source (blank lines do not count), or it is a
    translated article with as many segments as the source, or a table that ``mt-toolkit translate
    --to`` wrote.

    Args:
        path: The file.
        source: What it is the translation of.
        segmentation: What the source's segments are.
        name: Its name in the output; the file's if left out.
        encoding: Its encoding, if that is not UTF-8.

    Raises:
        InputError: It cannot be read, is not in English, or its segments do not match.
    """
    name = name or path.name
    column = _TABLES.get(path.suffix.lower())
    if column is not None:
        found = [text_of_lines(name, path, read_column(path, column))]
    else:
        kinds: tuple[Segmentation, ...] = ("lines", segmentation)
        found = [read_text(path, name, kind, encoding=encoding) for kind in dict.fromkeys(kinds)]
    for text in found:
        if len(text.segments) == len(source.segments):
            _check_language(text)
            return text
    counts = " or ".join(dict.fromkeys(str(len(text.segments)) for text in found))
    raise InputError(
        f"the number of segments is {counts}, and that of {source.path} is {len(source.segments)}",
        path=path,
        mend="Give one line for each segment, or let --translate-with make it",
    )


def _check_language(text: AlignableText) -> None:
    if language_of([text.text]) == "ar":
        raise InputError(
            "is Arabic, and should be the English of the source",
            path=text.path,
            mend="Give the translation of the source",
        )


def one_to_one(source: AlignableText, translation: AlignableText) -> Alignment:
    """The alignment of a source with its own translation, which is known."""
    numbers = range(len(source.segments))
    if len(translation.segments) != len(numbers):
        raise ValueError(f"{len(translation.segments)} translations of {len(numbers)} segments")
    return Alignment(
        beads=tuple(
            Bead(source=range(at, at + 1), target=range(at, at + 1), confidence=1.0)
            for at in numbers
        )
    )

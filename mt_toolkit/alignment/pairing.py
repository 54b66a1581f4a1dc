"""Which source file goes with which target file: by name, or by a list."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mt_toolkit.errors import InputError, UsageError
from mt_toolkit.files import Choice, SourceFile, discover
from mt_toolkit.formats.encoding import open_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["TEXT_SUFFIXES", "FilePair", "file_pairs"]

TEXT_SUFFIXES: Final = frozenset({".txt", ".ar", ".en", ".md"})
"""Files of a folder that are taken for articles."""

_COLUMN_NAMES: Final = ["source", "target"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePair:
    """A source file and its target file."""

    source: Path
    target: Path
    source_name: str
    target_name: str


def file_pairs(source: Path, target: Path | None) -> Iterator[FilePair | InputError]:
    """The pairs that the command line names.

    Args:
        source: A file, a folder, or (without a target) a list: one pair a line, source and target
            with a tab between them, relative to the list. More columns and a first line of column
            names, as ``mt-toolkit match`` writes them, are no matter.
        target: A file or folder.

    Yields:
        Pairs in a fixed order, and an error for each file that has no partner.

    Raises:
        InputError: The list cannot be read.
        UsageError: A folder is given with a file.
    """
    if target is None:
        yield from _listed(source)
    elif source.is_dir() != target.is_dir():
        raise UsageError(
            "a folder cannot be aligned with a file", mend="Give two files or two folders"
        )
    elif source.is_dir():
        yield from _in_folders(source, target)
    else:
        yield FilePair(
            source=source, target=target, source_name=source.name, target_name=target.name
        )


def _listed(listing: Path) -> Iterator[FilePair | InputError]:
    if listing.is_dir():
        raise UsageError("the target folder is missing", mend="Give two folders")
    with open_lines(listing) as lines:
        for number, line in enumerate(lines, 1):
            fields = line.rstrip("\r\n").split("\t")
            if not line.strip() or (number == 1 and fields[:2] == _COLUMN_NAMES):
                continue
            if len(fields) < 2 or not all(fields[:2]):
                yield InputError(
                    "is not a source and a target with a tab between them",
                    path=listing,
                    line=number,
                    mend="Write one pair a line",
                )
                continue
            source, target = fields[:2]
            yield FilePair(
                source=listing.parent / source,
                target=listing.parent / target,
                source_name=source,
                target_name=target,
            )


def _in_folders(source: Path, target: Path) -> Iterator[FilePair | InputError]:
    left, right = (dict(_by_stem(folder)) for folder in (source, target))
    for stem in sorted(left.keys() | right.keys()):
        one, other = left.get(stem), right.get(stem)
        if one is None or other is None:
            alone, folder = (one, target) if other is None else (other, source)
            yield InputError(
                f"has no partner named {stem} in {folder}",
                path=alone.path if alone is not None else folder,
                mend="Give partners the same name, or list the pairs in a file",
            )
        elif one.path is not None and other.path is not None:
            yield FilePair(
                source=one.path, target=other.path, source_name=one.name, target_name=other.name
            )


def _by_stem(folder: Path) -> Iterator[tuple[str, SourceFile]]:
    for found in discover([folder], Choice(suffixes=TEXT_SUFFIXES)):
        if isinstance(found, InputError):
            raise found
        stem = found.name
        while Path(stem).suffix.lower() in TEXT_SUFFIXES:
            stem = str(Path(stem).with_suffix(""))
        yield stem, found

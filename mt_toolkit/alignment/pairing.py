"""Which source file goes with which target file: by name, or by a list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mt_toolkit.alignment.article import ARTICLE_SUFFIXES
from mt_toolkit.errors import InputError, UsageError
from mt_toolkit.files import Choice, discover
from mt_toolkit.formats.encoding import open_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["TEXT_SUFFIXES", "FilePair", "file_pairs", "lone_files"]

TEXT_SUFFIXES: Final = ARTICLE_SUFFIXES | {".ar", ".en"}
"""Files of a folder that are taken for articles."""

# A translation may also be a table.
_TABLES: Final = frozenset({".tsv", ".jsonl"})
_COLUMN_NAMES: Final = ["source", "target"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePair:
    """A source file and its target file.

    Attributes:
        source: The source.
        target: The target; ``None`` where the source is linked with its own translation.
        source_name: Name of the source in the output.
        target_name: Name of the target in the output.
        translation: The English of the source, segment by segment, if it is at hand.
    """

    source: Path
    target: Path | None
    source_name: str
    target_name: str
    translation: Path | None = None


def file_pairs(
    source: Path, target: Path | None, translation: Path | None = None
) -> Iterator[FilePair | InputError]:
    """The pairs that the command line names.

    Args:
        source: A file, a folder, or (without a target) a list: one pair a line, source and target
            with a tab between them, relative to the list. More columns and a first line of column
            names, as ``mt-toolkit match`` writes them, are no matter.
        target: A file or folder.
        translation: The English of the source: a file or folder as the source is.

    Yields:
        Pairs in a fixed order, and an error for each file that has no partner.

    Raises:
        InputError: The list cannot be read.
        UsageError: A folder is given with a file, or a list with a translation.
    """
    if target is None:
        if translation is not None:
            raise UsageError(
                "--translation does not go with a list of pairs",
                mend="Give folders, or --translate-with",
            )
        yield from _listed(source)
        return
    _check_alike(source, target, translation)
    if source.is_dir():
        yield from _in_folders(source, target, translation)
    else:
        yield FilePair(
            source=source,
            target=target,
            source_name=source.name,
            target_name=target.name,
            translation=translation,
        )


def lone_files(source: Path, translation: Path | None) -> Iterator[FilePair | InputError]:
    """Sources that are linked with their own translation.

    Args:
        source: A file or a folder.
        translation: Its translation alike, or ``None`` where a model makes it.

    Yields:
        Pairs without a target in a fixed order, and an error for each file without a partner.

    Raises:
        UsageError: A folder is given with a file.
    """
    for pair in file_pairs(source, source, translation):
        if isinstance(pair, FilePair):
            name = pair.source_name
            if pair.translation is not None and translation is not None:
                inside = pair.translation.relative_to(translation).as_posix()
                name = inside if translation.is_dir() else translation.name
            yield replace(pair, target=None, target_name=name)
        else:
            yield pair


def _check_alike(source: Path, *others: Path | None) -> None:
    given = [path for path in (source, *others) if path is not None]
    for path in given:
        if not path.exists():
            raise InputError("does not exist", path=path)
    if any(source.is_dir() != path.is_dir() for path in given):
        raise UsageError(
            "a folder cannot be aligned with a file", mend="Give files only, or folders only"
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


def _in_folders(
    source: Path, target: Path, translation: Path | None
) -> Iterator[FilePair | InputError]:
    folders = [source, target]
    sides = [dict(_by_stem(folder, TEXT_SUFFIXES)) for folder in folders]
    if translation is not None:
        folders.append(translation)
        sides.append(dict(_by_stem(translation, TEXT_SUFFIXES | _TABLES)))
    for stem in sorted(set().union(*sides)):
        missing = next(
            (folder for folder, side in zip(folders, sides, strict=True) if stem not in side), None
        )
        if missing is not None:
            yield InputError(
                f"has no partner named {stem} in {missing}",
                path=next(side[stem][1] for side in sides if stem in side),
                mend="Give partners the same name, or list the pairs in a file",
            )
            continue
        (source_name, source_path), (target_name, target_path), *others = (
            side[stem] for side in sides
        )
        yield FilePair(
            source=source_path,
            target=target_path,
            source_name=source_name,
            target_name=target_name,
            translation=others[0][1] if others else None,
        )


def _by_stem(folder: Path, suffixes: frozenset[str]) -> Iterator[tuple[str, tuple[str, Path]]]:
    """Name and path of each file of a folder, by the name without suffixes."""
    for found in discover([folder], Choice(suffixes=suffixes)):
        if isinstance(found, InputError):
            raise found
        stem = found.name
        while Path(stem).suffix.lower() in suffixes:
            stem = str(Path(stem).with_suffix(""))
        yield stem, (found.name, folder / found.name)

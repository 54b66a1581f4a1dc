"""From paths on the command line to test data and systems, with equal numbers of segments."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mt_toolkit.errors import InputError, UsageError
from mt_toolkit.files import Choice, discover
from mt_toolkit.scoring.model import System, TestData
from mt_toolkit.scoring.reading import SUFFIXES, Column, Layout, read_column

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Inputs", "gather", "system_names"]

_STDIN = Path("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What is to be read.

    Attributes:
        hypotheses: One file or folder a system; ``-`` is standard input.
        references: One file or folder a reference.
        source: The source, or ``None``.
        documents: A file with the name of each segment's document, or ``None``.
        document_column: Where the reference file has such names, or ``None``.
        hypothesis_column: Where hypotheses stand in tables.
        reference_column: Where references stand in tables.
        source_column: Where the source stands in tables.
        layout: Layout of all files, or ``None`` to go by their suffixes.
        names: A name for each system, or none.
    """

    hypotheses: tuple[Path, ...]
    references: tuple[Path, ...]
    source: Path | None = None
    documents: Path | None = None
    document_column: Column | None = None
    hypothesis_column: Column
    reference_column: Column
    source_column: Column
    layout: Layout | None = None
    names: tuple[str, ...] = ()


def gather(inputs: Inputs) -> tuple[TestData, list[System]]:
    """Read everything that ``inputs`` names.

    Where folders are given, each file of the reference's folder is a document, and the others
    must hold files of the same names.

    Raises:
        UsageError: Files and folders are mixed, or the names of systems are not one each.
        InputError: Something cannot be read, or the numbers of segments differ.
    """
    paths = [*inputs.hypotheses, *inputs.references]
    if inputs.source is not None:
        paths.append(inputs.source)
    if paths.count(_STDIN) > 1:
        raise UsageError("standard input can be read only once", mend="Give - once")
    names = system_names(inputs.hypotheses, inputs.names)
    folders = [path.is_dir() for path in paths]
    if any(folders):
        if not all(folders):
            single, folder = paths[folders.index(False)], paths[folders.index(True)]
            raise UsageError(
                f"{folder} is a folder, and {single} is not",
                mend="Give files only, or folders only",
            )
        if inputs.documents or inputs.document_column:
            raise UsageError(
                "in folders, each file is a document", mend="Leave out the document names"
            )
        return _gather_folders(inputs, names)
    return _gather_files(inputs, names)


def system_names(paths: Sequence[Path], chosen: Sequence[str]) -> list[str]:
    """A different name for each system: the one chosen, its file name, or else its whole path.

    Raises:
        UsageError: There are too many or too few names, or one is there twice.
    """
    if chosen and len(chosen) != len(paths):
        raise UsageError(
            f"there are {len(chosen)} names for {len(paths)} systems",
            mend="Give --name once for each, in their order",
        )
    names = list(chosen) or ["<stdin>" if path == _STDIN else path.name for path in paths]
    if not chosen and len(set(names)) < len(names):
        names = [str(path) for path in paths]
    name, times = Counter(names).most_common(1)[0]
    if times > 1:
        raise UsageError(
            f"there are {times} systems named {name}", mend="Give different ones, or use --name"
        )
    return names


def _gather_files(inputs: Inputs, names: Sequence[str]) -> tuple[TestData, list[System]]:
    def read(path: Path, column: Column, layout: Layout | None = inputs.layout) -> list[str]:
        return read_column(None if path == _STDIN else path, column, layout)

    first = inputs.references[0]
    references = [read(path, inputs.reference_column) for path in inputs.references]
    size = len(references[0])
    for path, segments in zip(inputs.references, references, strict=True):
        _check(path, segments, first, size)
    source = None
    if inputs.source is not None:
        source = read(inputs.source, inputs.source_column)
        _check(inputs.source, source, first, size)
    documents = None
    if inputs.documents is not None:
        documents = read(inputs.documents, inputs.reference_column, Layout.PLAIN)
        _check(inputs.documents, documents, first, size)
    elif inputs.document_column is not None:
        documents = read(first, inputs.document_column)
    systems = []
    for name, path in zip(names, inputs.hypotheses, strict=True):
        segments = read(path, inputs.hypothesis_column)
        _check(path, segments, first, size)
        systems.append(System(name=name, segments=segments))
    return (
        TestData(
            references=tuple(references),
            source=source,
            documents=documents and [" ".join(name.split()) for name in documents],
        ),
        systems,
    )


def _gather_folders(inputs: Inputs, names: Sequence[str]) -> tuple[TestData, list[System]]:
    first = inputs.references[0]
    files = _files(first)
    sizes = {
        name: len(read_column(first / name, inputs.reference_column, inputs.layout))
        for name in files
    }

    def read(folder: Path, column: Column) -> list[str]:
        _check_names(folder, _files(folder), first, files)
        found: list[str] = []
        for name in files:
            segments = read_column(folder / name, column, inputs.layout)
            _check(folder / name, segments, first / name, sizes[name])
            found += segments
        return found

    data = TestData(
        references=tuple(read(path, inputs.reference_column) for path in inputs.references),
        source=None if inputs.source is None else read(inputs.source, inputs.source_column),
        documents=[name for name in files for _ in range(sizes[name])],
    )
    systems = [
        System(name=name, segments=read(path, inputs.hypothesis_column))
        for name, path in zip(names, inputs.hypotheses, strict=True)
    ]
    return data, systems


def _files(folder: Path) -> list[str]:
    """Names of the folder's files that can be read, relative to it."""
    names = []
    for found in discover([folder], Choice(suffixes=frozenset(SUFFIXES))):
        if isinstance(found, InputError):
            raise found
        names.append(found.name)
    if not names:
        raise InputError(
            f"the folder holds no file with one of the suffixes {', '.join(SUFFIXES)}",
            path=folder,
            mend="Check the path",
        )
    return names


def _check_names(folder: Path, names: Iterable[str], other: Path, others: Iterable[str]) -> None:
    own, theirs = set(names), set(others)
    for name in sorted(theirs ^ own):
        has, lacks = (other, folder) if name in theirs else (folder, other)
        raise InputError(
            f"there is no file {name}, which {has} has",
            path=lacks,
            mend="Both folders must hold files of the same names",
        )


def _check(path: Path, segments: Sequence[str], first: Path, size: int) -> None:
    if len(segments) != size:
        raise InputError(
            f"there are {len(segments):,} segments, but {size:,} in {first}",
            path=None if path == _STDIN else path,
            mend="Each segment must stand for the same one of the other file",
        )

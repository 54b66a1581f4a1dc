"""Bitext as a Moses pair: two text files, line for line, named by their languages."""

from __future__ import annotations

import contextlib
import itertools
from typing import TYPE_CHECKING, Final

from mt_toolkit.bitext import SegmentPair
from mt_toolkit.bitext_files.lines import PACKED, flat, is_packed, text_lines, unpacked_name
from mt_toolkit.bitext_files.model import BitextForm, Row
from mt_toolkit.bitext_files.output import text_output
from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mt_toolkit.bitext_files.model import Languages, RowOrError, WritePair

__all__ = ["MOSES", "moses_paths"]


def moses_paths(path: Path, languages: Languages) -> tuple[Path, Path]:
    """The two files that a path stands for: their common beginning, or one of them.

    Packed files have ``.gz`` or ``.xz`` after the language.
    """
    name = unpacked_name(path)
    suffix = path.suffix if is_packed(path) else ""
    for language in (languages.source, languages.target):
        name = name.removesuffix(f".{language}") if name == unpacked_name(path) else name
    source, target = (
        path.with_name(f"{name}.{language}{suffix}")
        for language in (languages.source, languages.target)
    )
    return source, target


def _rows(path: Path, languages: Languages) -> Iterator[RowOrError]:
    source_path, target_path = _present(moses_paths(path, languages))
    lines = itertools.zip_longest(text_lines(source_path), text_lines(target_path))
    for number, (source, target) in enumerate(lines, 1):
        if source is None or target is None:
            longer, shorter = source_path, target_path
            if source is None:
                longer, shorter = shorter, longer
            raise InputError(
                f"has more lines than {shorter}, which ends after line {number - 1}",
                path=longer,
                line=number,
                mend="Find the line that is missing, or align the two files anew",
            )
        yield Row(pair=SegmentPair(source=source, target=target), line=number)


def _present(paths: tuple[Path, Path]) -> tuple[Path, Path]:
    """The files, packed where only that is there."""
    source, target = map(_found, paths)
    return source, target


def _found(path: Path) -> Path:
    packed = [path.with_name(f"{path.name}{suffix}") for suffix in PACKED]
    return next((found for found in (path, *packed) if found.exists()), path)


@contextlib.contextmanager
def _writer(path: Path, languages: Languages) -> Iterator[WritePair]:
    source_path, target_path = moses_paths(path, languages)
    with text_output(source_path) as write_source, text_output(target_path) as write_target:

        def write_pair(pair: SegmentPair) -> None:
            # Programs that read such files take an empty line for a fault.
            if pair.source and pair.target:
                write_source(f"{flat(pair.source)}\n")
                write_target(f"{flat(pair.target)}\n")

        yield write_pair


MOSES: Final = BitextForm(
    name="moses",
    suffixes=(),
    packed=True,
    one_sided=False,
    rows=_rows,
    writer=_writer,
)

"""Bitext as a Moses pair: two text files, line for line, named by their languages.

What such files cannot hold (names, numbers, line breaks, segments without a partner) is in a table
beside them, ``NAME.pairs``, where there is any of it: a row for each pair, with the number of its
line. Other programs do not look at it; without it, the two files are read for themselves.
"""

from __future__ import annotations

import contextlib
import itertools
from typing import TYPE_CHECKING, Final

from mt_toolkit.bitext import SegmentPair
from mt_toolkit.bitext_files.lines import (
    BOM,
    PACKED,
    flat,
    is_packed,
    open_bytes,
    text_lines,
    unpacked_name,
)
from mt_toolkit.bitext_files.model import BitextForm, Row
from mt_toolkit.bitext_files.output import text_output
from mt_toolkit.bitext_files.records import FieldError
from mt_toolkit.bitext_files.table import COLUMNS, EXACT, TEXTS, Table, cells_of, in_json
from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mt_toolkit.bitext_files.model import Languages, RowOrError, WritePair

__all__ = ["MOSES", "moses_files", "moses_paths"]

_COLUMNS: Final = ("line", *(name for name in COLUMNS if name not in TEXTS))
_HEADING: Final = "\t".join(_COLUMNS)


def moses_paths(path: Path, languages: Languages) -> tuple[Path, Path]:
    """The two files that a path stands for: their common beginning, or one of them.

    Packed files have ``.gz`` or ``.xz`` after the language.
    """
    source, target, _ = moses_files(path, languages)
    return source, target


def moses_files(path: Path, languages: Languages) -> tuple[Path, Path, Path]:
    """The files that a path stands for: the two texts, and the table that may be beside them."""
    name = unpacked_name(path)
    suffix = path.suffix if is_packed(path) else ""
    for language in (languages.source, languages.target):
        name = name.removesuffix(f".{language}") if name == unpacked_name(path) else name
    source, target, table = (
        path.with_name(f"{name}.{end}{suffix}")
        for end in (languages.source, languages.target, "pairs")
    )
    return source, target, table


def _rows(path: Path, languages: Languages) -> Iterator[RowOrError]:
    source_path, target_path, table_path = map(_found, moses_files(path, languages))
    texts = _texts(source_path, target_path)
    if _is_ours(table_path):
        yield from _Described(texts, source_path, table_path).rows()
        return
    for number, (source, target) in texts:
        yield Row(pair=SegmentPair(source=source, target=target), line=number)


def _texts(source_path: Path, target_path: Path) -> Iterator[tuple[int, tuple[str, str]]]:
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
        yield number, (source, target)


class _Described:
    """The texts of two files, with what a table says of them."""

    def __init__(
        self, texts: Iterator[tuple[int, tuple[str, str]]], source: Path, table: Path
    ) -> None:
        self._texts = texts
        self._source = source
        self._path = table
        self._table = Table({name: at for at, name in enumerate(_COLUMNS)})
        self._line = 0

    def rows(self) -> Iterator[RowOrError]:
        """A row for each of the table."""
        number = 1
        for number, row in enumerate(itertools.islice(text_lines(self._path), 1, None), 2):
            cells = row.split("\t")
            texts = self._next(cells[0], number) if cells[0] else None
            try:
                yield Row(pair=self._table.pair(cells, texts), line=max(1, self._line))
            except FieldError as error:
                yield InputError(error.problem, path=self._path, line=number, mend=error.mend)
        if next(self._texts, None) is not None:
            raise self._mismatch(f"ends before line {self._line + 1}", number)

    def _next(self, line: str, number: int) -> tuple[str, str]:
        self._line, texts = next(self._texts, (self._line, None))
        if texts is None or line != str(self._line):
            raise self._mismatch(f"tells of line {line} after {self._line}", number)
        return texts

    def _mismatch(self, problem: str, number: int) -> InputError:
        return InputError(
            f"does not belong to {self._source}: it {problem}",
            path=self._path,
            line=number,
            mend="Remove it: the texts are read without it, too",
        )


def _is_ours(path: Path) -> bool:
    """Whether a file is such a table, and not one of another program with the same suffix."""
    if not path.is_file():
        return False
    heading = f"{_HEADING}\n".encode()
    with open_bytes(path) as stream:
        return stream.read(len(heading)) == heading


def _found(path: Path) -> Path:
    """The file, packed where only that is there."""
    packed = [path.with_name(f"{path.name}{suffix}") for suffix in PACKED]
    return next((found for found in (path, *packed) if found.exists()), path)


@contextlib.contextmanager
def _writer(path: Path, languages: Languages) -> Iterator[WritePair]:
    source_path, target_path, table_path = moses_files(path, languages)
    with (
        text_output(source_path) as write_source,
        text_output(target_path) as write_target,
        contextlib.ExitStack() as stack,
    ):
        table = _TableWriter(lambda: stack.enter_context(text_output(table_path)))

        def write_pair(pair: SegmentPair) -> None:
            # Programs that read such files take an empty line for a fault.
            if not (pair.source and pair.target):
                table.write_alone(pair)
                return
            first = table.lines == 0
            table.write_line(pair)
            write_source(_line(pair.source, first=first))
            write_target(_line(pair.target, first=first))

        yield write_pair
    if not table.opened and _is_ours(table_path):
        table_path.unlink()


def _line(text: str, *, first: bool) -> str:
    # Who reads the file takes a mark at its beginning for none of the text.
    return f"{BOM if first and text.startswith(BOM) else ''}{flat(text)}\n"


class _TableWriter:
    """Writes the table from the first pair on that has something for it.

    Args:
        open_file: Opens it.
    """

    def __init__(self, open_file: Callable[[], Callable[[str], object]]) -> None:
        self._open_file = open_file
        self._write: Callable[[str], object] | None = None
        self.lines = 0
        """Lines of the two files so far."""

    @property
    def opened(self) -> bool:
        """Whether there is a table."""
        return self._write is not None

    def write_line(self, pair: SegmentPair) -> None:
        """A pair with both sides, which has the next line."""
        cells = cells_of(pair)
        if self.opened or any(cells[name] for name in _COLUMNS[1:]):
            self._row(str(self.lines + 1), cells)
        self.lines += 1

    def write_alone(self, pair: SegmentPair) -> None:
        """A pair that has no line."""
        cells = cells_of(pair)
        self._row(
            "", cells | {exact: in_json(getattr(pair, text)) for text, exact in EXACT.items()}
        )

    def _row(self, line: str, cells: dict[str, str]) -> None:
        if self._write is None:
            self._write = self._open_file()
            self._write(f"{_HEADING}\n")
            for number in range(1, self.lines + 1):
                self._write("\t".join((str(number), *[""] * (len(_COLUMNS) - 1))) + "\n")
        self._write("\t".join((line, *(cells[name] for name in _COLUMNS[1:]))) + "\n")


MOSES: Final = BitextForm(
    name="moses",
    suffixes=(),
    packed=True,
    rows=_rows,
    writer=_writer,
)

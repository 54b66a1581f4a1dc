"""Opens a file as a document: units to check, and comments that silence rules."""

from __future__ import annotations

import contextlib
import io
import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

from mt_toolkit.checks.ignores import Ignores
from mt_toolkit.checks.inputs.layout import Layout
from mt_toolkit.checks.inputs.pairs import has_two_fields, jsonl_units, side_by_side, tsv_units
from mt_toolkit.checks.inputs.texts import block_pieces, block_units, line_pieces, plain_units
from mt_toolkit.errors import UsageError
from mt_toolkit.formats import format_for
from mt_toolkit.formats.encoding import open_lines, open_stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path
    from typing import BinaryIO

    from mt_toolkit.checks.pieces import Piece, Unit
    from mt_toolkit.errors import InputError
    from mt_toolkit.findings import Finding

__all__ = ["SUFFIXES", "Document", "Reading", "open_document"]


_LAYOUTS: Final = {".tsv": Layout.TSV, ".tmx": Layout.TMX}

SUFFIXES: Final = frozenset(
    {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", *_LAYOUTS}
)
"""Suffixes of the files that are taken from a folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How files are read.

    Attributes:
        layout: What they hold; ``None`` goes by the suffix.
        encoding: Their encoding; ``None`` is UTF-8.
        field: For JSON Lines without pairs, the field that holds the text.
        source_language: BCP-47 tag of the source in TMX.
        target_language: BCP-47 tag of the target in TMX.
    """

    layout: Layout | None = None
    encoding: str | None = None
    field: str = "text"
    source_language: str = "ar"
    target_language: str = "en"


@dataclass(slots=True, kw_only=True)
class Document:
    """One file, read while it is checked.

    Attributes:
        path: The file, or ``None`` for standard input.
        source: The file that it is a translation of, where that is another one.
        units: What to check, in order; to be read once.
        ignores: The comments met so far.
        problems: What could not be read, so far.
    """

    path: Path | None
    source: Path | None = None
    units: Iterator[Unit]
    ignores: Ignores = field(default_factory=Ignores)
    problems: list[InputError] = field(default_factory=list)

    def paths(self, unit: Unit) -> tuple[Path | None, ...]:
        """The file of each of a unit's pieces."""
        return (self.path,) if unit.source is None else (self.source or self.path, self.path)

    def silences(self, finding: Finding) -> bool:
        """Whether a comment in the file covers a finding."""
        return finding.path == self.path and self.ignores.covers(finding)


@contextlib.contextmanager
def open_document(
    path: Path | None, reading: Reading, *, source: Path | None = None, stdin: BinaryIO
) -> Iterator[Document]:
    """Open a file.

    Args:
        path: The file, or ``None`` for standard input.
        reading: How to read it.
        source: The file that it is a translation of.
        stdin: Standard input.

    Raises:
        InputError: It cannot be opened, or, while units are read, makes no sense.
        UsageError: Its suffix tells nothing, and no format is named.
    """
    if path is None:
        stdin = _peekable(stdin)
    if source is None and (_has_ended(stdin) if path is None else _is_empty(path)):
        # Nothing to check is nothing wrong.
        yield Document(path=path, units=iter(()))
        return
    with contextlib.ExitStack() as stack:
        lines = stack.enter_context(_opened(path, reading, stdin))
        document = Document(path=path, source=source, units=iter(()))
        watched = document.ignores.watch(lines)
        if source is None:
            document.units = _units(watched, document, reading)
        else:
            original = stack.enter_context(open_lines(source, reading.encoding))
            document.units = side_by_side(
                _pieces(original, source, document, reading),
                _pieces(watched, path, document, reading),
                source,
                path,
            )
        yield document


def _is_empty(path: Path) -> bool:
    return path.is_file() and path.stat().st_size == 0


def _peekable(stream: BinaryIO) -> io.BufferedReader:
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(cast("io.RawIOBase", stream))


def _has_ended(stream: BinaryIO) -> bool:
    return isinstance(stream, io.BufferedReader) and not stream.peek(1)


def _opened(
    path: Path | None, reading: Reading, stdin: BinaryIO
) -> AbstractContextManager[Iterable[str]]:
    if path is None:
        return open_stream(stdin, reading.encoding)
    return open_lines(path, reading.encoding)


def _units(lines: Iterator[str], document: Document, reading: Reading) -> Iterator[Unit]:
    path = document.path
    layout = reading.layout or (_LAYOUTS.get(path.suffix.lower()) if path is not None else None)
    if layout is Layout.TSV:
        return tsv_units(lines, path)
    if layout is Layout.TMX:
        from mt_toolkit.checks.inputs.tmx import tmx_units

        return tmx_units(lines, path, reading.source_language, reading.target_language)
    form = format_for(path, layout, field=reading.field)
    if form.name == Layout.PLAIN:
        return plain_units(lines)
    if form.name == Layout.JSONL:
        first = next(lines, "")
        lines = itertools.chain((first,), lines)
        if has_two_fields(first):
            return jsonl_units(lines, path, document.problems.append)
    return block_units(form, lines, path, document.problems.append)


def _pieces(
    lines: Iterable[str], path: Path | None, document: Document, reading: Reading
) -> Iterator[Piece]:
    if reading.layout in _LAYOUTS.values():
        raise UsageError(
            f"{reading.layout} holds source and translation in one file",
            mend="Leave --source out, or name another --format",
        )
    form = format_for(path, reading.layout, field=reading.field)
    if form.name == Layout.PLAIN:
        return line_pieces(lines)
    return block_pieces(form, lines, path, document.problems.append)

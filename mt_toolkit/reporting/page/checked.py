"""Findings in the documents they are about."""

from __future__ import annotations

import io
import itertools
from collections import defaultdict
from typing import TYPE_CHECKING

from mt_toolkit.reporting.page.model import ReportDocument, ReportRow, Side
from mt_toolkit.reporting.page.rows import note_of
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from mt_toolkit.checks.inputs.documents import Reading
    from mt_toolkit.checks.pieces import Piece, Unit
    from mt_toolkit.findings import Finding
    from mt_toolkit.reporting.page.model import Note

__all__ = ["checked_documents", "span_in"]


def checked_documents(
    findings: Iterable[Finding], reading: Reading, *, source: Path | None = None
) -> Iterator[ReportDocument]:
    """Each file that something was found in, as a document.

    Bitext is shown side by side, every other file line by line as it is. Of standard input, which
    cannot be read again, there are only the lines that something was found in.

    Args:
        findings: The findings.
        reading: How the files were read.
        source: The file that the one file checked is a translation of.

    Raises:
        InputError: A file has gone since it was checked, or makes no sense any more.
    """
    by_file: defaultdict[Path | None, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_file[finding.path].append(finding)
    of_source = by_file.pop(source, []) if source is not None else []
    for path, found in by_file.items():
        if path is None:
            rows = _lines_found(found)
        else:
            rows = _rows(path, source, reading, found + of_source)
        yield ReportDocument(name=found[0].name, rows=rows)
    if of_source and not by_file and source is not None:
        yield ReportDocument(name=source.as_posix(), rows=_lines(source, reading, of_source))


def _lines_found(findings: Sequence[Finding]) -> Iterator[ReportRow]:
    lines = {finding.location.line: finding.source_line for finding in findings}
    by_line = _by_line(findings)
    for number in sorted(lines):
        yield _line(lines[number], number, by_line[number])


def _rows(
    path: Path, source: Path | None, reading: Reading, findings: Sequence[Finding]
) -> Iterator[ReportRow]:
    from mt_toolkit.checks.inputs.documents import open_document

    with open_document(path, reading, source=source, stdin=io.BytesIO()) as document:
        units = iter(document.units)
        first = next(units, None)
        if first is not None and first.source is not None:
            by_line = _by_line(findings)
            for unit in itertools.chain((first,), units):
                yield _pair(unit, document.paths(unit), by_line)
            return
    yield from _lines(path, reading, findings)


def _lines(path: Path, reading: Reading, findings: Sequence[Finding]) -> Iterator[ReportRow]:
    from mt_toolkit.formats.encoding import open_lines

    by_line = _by_line(findings)
    with open_lines(path, reading.encoding) as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _line(line.rstrip("\r\n"), number, by_line.get(number, ()))


def _line(text: str, number: int, findings: Sequence[Finding]) -> ReportRow:
    notes = []
    for finding in findings:
        where = finding.location
        end = where.end_column - 1 if where.end_line == number else len(text)
        start = where.column - 1
        notes.append(note_of(finding, Side.TARGET, Span(start, max(start, end))))
    return ReportRow(source="", target=text, notes=tuple(notes))


def _pair(unit: Unit, paths: Sequence[Path | None], by_line: dict[int, list[Finding]]) -> ReportRow:
    notes: list[Note] = []
    texts: dict[Side, str] = {}
    told: set[int] = set()
    for side, piece, path in zip(Side, unit.pieces, paths, strict=True):
        text = texts[side] = piece.text.rstrip("\r\n")
        for number in range(piece.line, piece.line + piece.raw.count("\n") + 1):
            for finding in by_line.get(number, ()):
                span = span_in(piece, finding) if finding.path == path else None
                if span is None or id(finding) in told:
                    continue
                told.add(id(finding))
                whole = span.of(text).strip() == text.strip()
                notes.append(note_of(finding, side, None if whole else span))
    return ReportRow(source=texts[Side.SOURCE], target=texts[Side.TARGET], notes=tuple(notes))


def _by_line(findings: Iterable[Finding]) -> dict[int, list[Finding]]:
    lines: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        lines[finding.location.line].append(finding)
    return lines


def span_in(piece: Piece, finding: Finding) -> Span | None:
    """Where a finding is in the text of a piece, ``None`` where it is not in it."""
    where = finding.location
    start = _offset(piece, where.line, where.column)
    end = _offset(piece, where.end_line, where.end_column)
    if start is None or end is None:
        return None
    if piece.starts is None or piece.ends is None:
        return Span(start, end)
    inside = [
        at
        for at, (first, last) in enumerate(zip(piece.starts, piece.ends, strict=True))
        if start <= first and last <= end
    ]
    return Span(inside[0], inside[-1] + 1) if inside else None


def _offset(piece: Piece, line: int, column: int) -> int | None:
    """Offset in the raw text of a piece, ``None`` where the place is not in it."""
    if line < piece.line:
        return None
    start = 0
    for _ in range(line - piece.line):
        start = piece.raw.find("\n", start) + 1
        if not start:
            return None
    offset = start + column - 1 - (0 if start else len(piece.lead))
    return offset if 0 <= offset <= len(piece.raw) else None

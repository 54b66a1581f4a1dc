"""What is checked: stretches of text that know where they stand in their file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mt_toolkit.findings import Location
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Piece", "Place", "Unit", "joined"]

_BREAKS = "\r\n"
# A line may be a whole file: what is kept of a longer one, before and after a place.
_LONGEST = 2000
_AROUND = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A range of a piece's text in its file.

    Attributes:
        location: In lines and columns.
        span: In code points of the file.
        source_line: The line it starts on; of a long line what is near.
        source_column: Column that ``source_line`` starts at, from 1.
        written: How it is written in the file.
    """

    location: Location
    span: Span
    source_line: str
    source_column: int
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text, and where it stands.

    Attributes:
        text: The text, markup taken out.
        raw: The stretch of the file that it stands in.
        line: Line that ``raw`` starts on, from 1.
        offset: Where ``raw`` starts in the file, in code points.
        starts: For each character of ``text``, where its raw form starts in ``raw``; ``None``
            where ``text`` is ``raw``.
        ends: For each character of ``text``, where its raw form ends; ``None`` likewise.
        lead: What stands before ``raw`` on its first line.
        syntax: Characters that mean something in this file and cannot be put into it as they are.
    """

    text: str
    raw: str
    line: int
    offset: int
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None
    lead: str = ""
    syntax: str = ""

    def place(self, span: Span) -> Place:
        """Where a range of the text stands in the file."""
        start, end = self._raw_span(span)
        first = self.raw.rfind("\n", 0, start) + 1
        last = self.raw.rfind("\n", 0, end) + 1
        line = self.line + self.raw.count("\n", 0, start)
        source_line, source_column = self._around(first, start, end)
        return Place(
            location=Location(
                line=line,
                column=start - first + 1 + (0 if first else len(self.lead)),
                end_line=line + self.raw.count("\n", start, end),
                end_column=end - last + 1 + (0 if last else len(self.lead)),
            ),
            span=Span(start + self.offset, end + self.offset),
            source_line=source_line,
            source_column=source_column,
            written=self.raw[start:end],
        )

    def _around(self, first: int, start: int, end: int) -> tuple[str, int]:
        """The line that starts at ``first``, or what of it is near a range, and its column."""
        lead = "" if first else self.lead
        stop = self.raw.find("\n", start)
        stop = stop if stop >= 0 else len(self.raw)
        if len(lead) + stop - first <= _LONGEST:
            return (lead + self.raw[first:stop]).rstrip(_BREAKS), 1
        near = max(first, start - _AROUND)
        shown = self.raw[near : min(stop, end + _AROUND)].rstrip(_BREAKS)
        return shown, len(lead) + near - first + 1

    def can_take(self, span: Span, text: str) -> bool:
        """Whether ``text`` can be written in the place of ``span`` and nothing else changes."""
        start, end = self._raw_span(span)
        written = self.raw[start:end]
        if written != span.of(self.text) or any(sign in written for sign in _BREAKS):
            return False
        return not any(sign in self.syntax or sign in _BREAKS for sign in text)

    def lines_around(self, spans: Iterable[Span]) -> Iterator[Piece]:
        """The lines that ranges stand on, together where the ranges are; in order.

        A piece with markup is given whole.

        Args:
            spans: The ranges, in order.
        """
        if self.starts is not None:
            if any(True for _ in spans):
                yield self
            return
        line, counted = self.line, 0
        for start, end in self._groups(spans):
            line += self.raw.count("\n", counted, start)
            counted = start
            yield Piece(
                text=self.text[start:end],
                raw=self.raw[start:end],
                line=line,
                offset=self.offset + start,
                syntax=self.syntax,
            )

    def _groups(self, spans: Iterable[Span]) -> Iterator[tuple[int, int]]:
        group: tuple[int, int] | None = None
        for span in spans:
            if group is not None and span.end <= group[1]:
                continue
            start = self.text.rfind("\n", 0, span.start) + 1
            end = self.text.find("\n", span.end) + 1 or len(self.text)
            if group is not None and start < group[1]:
                group = (group[0], max(group[1], end))
                continue
            if group is not None:
                yield group
            group = (start, end)
        if group is not None:
            yield group

    def _raw_span(self, span: Span) -> tuple[int, int]:
        if self.starts is None or self.ends is None:
            return span.start, span.end
        if not len(span):
            at = self.starts[span.start] if span.start < len(self.starts) else len(self.raw)
            return at, at
        return self.starts[span.start], self.ends[span.end - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What is checked at once: a piece of a text, or a segment and its translation.

    Attributes:
        piece: The piece; of a pair the translation.
        source: What ``piece`` translates, or ``None`` where it stands alone.
    """

    piece: Piece
    source: Piece | None = None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All pieces, the source first."""
        return (self.piece,) if self.source is None else (self.source, self.piece)


def joined(pieces: Sequence[Piece]) -> Piece:
    """Pieces with one ``raw`` as one, with line breaks between them."""
    if len(pieces) == 1:
        return pieces[0]
    first = pieces[0]
    starts: list[int] = []
    ends: list[int] = []
    for piece in pieces:
        if starts:
            starts.append(ends[-1])
            ends.append(ends[-1])
        whole = range(len(piece.text))
        starts += piece.starts if piece.starts is not None else whole
        ends += piece.ends if piece.ends is not None else (at + 1 for at in whole)
    return Piece(
        text="\n".join(piece.text for piece in pieces),
        raw=first.raw,
        line=first.line,
        offset=first.offset,
        starts=starts,
        ends=ends,
        lead=first.lead,
        syntax=first.syntax,
    )

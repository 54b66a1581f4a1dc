"""What a glossary says of rows: their terms and the state of each, and findings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mt_toolkit.reporting.page.model import Side
from mt_toolkit.reporting.page.rows import note_of, term_of
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mt_toolkit.findings import Finding
    from mt_toolkit.glossary import Glossary
    from mt_toolkit.glossary.match import TermMatch
    from mt_toolkit.reporting.page.model import Note, ReportRow, Term

__all__ = ["GlossaryView"]

# The rules see a document of one row a line: line breaks in a row become spaces.
_ONE_LINE: Final = dict.fromkeys(map(ord, "\r\n"), " ")
_PATHS: Final = {side: Path(side.value) for side in Side}


class GlossaryView:
    """Adds to rows what a glossary says of them.

    Nothing is changed: a spelling that the translator would repair is a wrong one here.

    Args:
        glossary: The glossary.
    """

    def __init__(self, glossary: Glossary) -> None:
        from mt_toolkit.checks.engine import Engine
        from mt_toolkit.checks.registry import Selection
        from mt_toolkit.glossary.match import Matcher
        from mt_toolkit.glossary.match import Side as Language

        self._engine = Engine(glossary, Selection())
        self._sources = Matcher(glossary, Language.SOURCE)
        self._targets = Matcher(glossary, Language.TARGET)

    def rows(self, document: Sequence[ReportRow]) -> Iterator[ReportRow]:
        """The rows of one document, with terms and findings."""
        evidence = self._sources.evidence(row.source for row in document)
        for row, notes in zip(document, self._notes(document), strict=True):
            terms: tuple[Term, ...] = ()
            if row.source and row.target:
                terms = self._terms(row, self._sources.find(row.source, evidence))
            yield replace(row, terms=terms, notes=(*row.notes, *notes))

    def _terms(self, row: ReportRow, matches: Sequence[TermMatch]) -> tuple[Term, ...]:
        from mt_toolkit.terms.repair import repair_terms

        repair = repair_terms(
            row.source, row.target, matches, self._targets.find(row.target), row.links or None
        )
        return tuple(term_of(one, mended=False) for one in repair.sightings)

    def _notes(self, rows: Sequence[ReportRow]) -> list[list[Note]]:
        from mt_toolkit.checks.inputs.documents import Document
        from mt_toolkit.checks.pieces import Piece, Unit

        def piece(text: str, number: int) -> Piece:
            line = text.translate(_ONE_LINE)
            return Piece(text=line, raw=line, line=number, offset=0)

        units = (
            Unit(
                piece=piece(row.target, number),
                source=piece(row.source, number) if row.source and row.target else None,
            )
            if row.target
            else Unit(piece=piece(row.source, number))
            for number, row in enumerate(rows, 1)
        )
        document = Document(path=_PATHS[Side.TARGET], source=_PATHS[Side.SOURCE], units=units)
        notes: list[list[Note]] = [[] for _ in rows]
        for finding in self._engine.check(document):
            at = finding.location.line - 1
            notes[at].append(_placed(finding, rows[at]))
        return notes


def _placed(finding: Finding, row: ReportRow) -> Note:
    """A finding with its place in a row; a finding on the whole text needs none."""
    alone = not row.target or finding.path == _PATHS[Side.SOURCE]
    side = Side.SOURCE if alone else Side.TARGET
    text = row.source if alone else row.target
    span = Span(finding.location.column - 1, finding.location.end_column - 1)
    whole = span.of(text).strip() == text.strip()
    return note_of(finding, side, None if whole else span)

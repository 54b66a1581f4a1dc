"""Rows of bitext as documents of a page."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from mt_toolkit.findings import Severity
from mt_toolkit.reporting.page.model import Note, ReportDocument, ReportRow, ScoreScale

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mt_toolkit.bitext import SegmentPair
    from mt_toolkit.reporting.page.glossary_view import GlossaryView

__all__ = ["SIMILARITY", "pair_documents", "row_of_pair"]

SIMILARITY: Final = ScoreScale(label="Similarity", low=0.3)
"""The scale of bitext's similarity: a cosine; below 0.3 two texts have little in common."""


def pair_documents(
    pairs: Iterable[SegmentPair], *, name: str, view: GlossaryView | None = None
) -> Iterator[ReportDocument]:
    """The documents that rows of bitext come from, one after the other.

    Rows that follow one another and name the same source document are a document. With a glossary
    one document at a time is in memory, otherwise one row.

    Args:
        pairs: The rows.
        name: What rows that name no document are called.
        view: Adds what a glossary says; the rows' own findings are then left out.
    """
    for document, group in groupby(pairs, key=lambda pair: pair.source_document or name):
        rows = (row_of_pair(pair, found=view is None) for pair in group)
        yield ReportDocument(name=document, rows=rows if view is None else view.rows(list(rows)))


def row_of_pair(pair: SegmentPair, *, found: bool = True) -> ReportRow:
    """A row of bitext as a row of a page; its score is the similarity.

    Args:
        pair: The row.
        found: Whether the findings that the row itself names are shown.
    """
    return ReportRow(
        source=pair.source,
        target=pair.target,
        source_segments=pair.source_segments,
        target_segments=pair.target_segments,
        confidence=pair.confidence,
        score=pair.similarity,
        notes=tuple(map(_note, pair.findings)) if found else (),
    )


def _note(code: str) -> Note:
    """A finding of which only the code is known, in the words of its rule."""
    from mt_toolkit.checks.registry import RULES

    for rule in RULES:
        if rule.code == code:
            said = rule.name.replace("-", " ")
            return Note(code=code, rule=rule.name, message=said, severity=rule.severity)
    return Note(code=code, message="", severity=Severity.WARNING)

"""Scored systems as documents of a page: each segment with its score beside the reference."""

from __future__ import annotations

from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from mt_toolkit.findings import Severity
from mt_toolkit.reporting.page.model import CHANCE, Note, ReportDocument, ReportRow, ScoreScale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mt_toolkit.reporting.page.glossary_view import GlossaryView
    from mt_toolkit.scoring.model import Figure, Part, System, SystemScores, TestData

__all__ = ["scale_of", "scored_documents"]

_SCALES: Final[Mapping[str, ScoreScale]] = MappingProxyType(
    {
        "chrf++": ScoreScale(label="chrF++", best=100.0, low=35.0, digits=1),
        "chrf": ScoreScale(label="chrF", best=100.0, low=35.0, digits=1),
        "comet": ScoreScale(label="COMET", best=1.0, low=0.6),
        "bleu": ScoreScale(label="BLEU", best=100.0, low=10.0, digits=1),
        "ter": ScoreScale(label="TER", worst=100.0, best=0.0, low=80.0, digits=1),
    }
)
"""Figures that tell something of a single segment, the best one first."""

_FAULTS: Final[tuple[tuple[str, str, Callable[[float], bool]], ...]] = (
    ("numbers", "numbers of the source are lost or changed", lambda value: value < 100),
    ("untranslated", "Arabic letters are left over", lambda value: value > 0),
    ("repetition", "words are said in a loop", lambda value: value > 0),
)


def scale_of(figures: Sequence[Figure]) -> tuple[str | None, ScoreScale]:
    """The figure whose values are the scores of the rows, and its scale."""
    computed = {figure.key for figure in figures}
    for key, scale in _SCALES.items():
        if key in computed:
            return key, scale
    return None, CHANCE


def scored_documents(
    data: TestData,
    systems: Sequence[System],
    scores: Sequence[SystemScores],
    *,
    key: str | None,
    view: GlossaryView | None = None,
) -> Iterator[ReportDocument]:
    """The documents of each system; of several systems the names begin with the system's.

    Args:
        data: References and source.
        systems: The systems.
        scores: Their figures, those of the segments among them.
        key: The figure that is the score of a row.
        view: Adds what a glossary says.
    """
    for system, scored in zip(systems, scores, strict=True):
        numbered = zip(range(len(data)), scored.segments, strict=True)
        for name, group in groupby(
            numbered, key=lambda one: data.documents[one[0]] if data.documents else ""
        ):
            title = f"{system.name}: {name}" if name and len(systems) > 1 else name or system.name
            rows = [_row(data, system, at, part, key) for at, part in group]
            yield ReportDocument(name=title, rows=rows if view is None else view.rows(rows))


def _row(data: TestData, system: System, at: int, part: Part, key: str | None) -> ReportRow:
    values = part.values
    return ReportRow(
        source="" if data.source is None else data.source[at],
        target=system.segments[at],
        reference=data.references[0][at],
        score=values.get(key) if key is not None else None,
        notes=tuple(
            Note(code=code, message=message, severity=Severity.WARNING)
            for code, message, is_fault in _FAULTS
            if (value := values.get(code)) is not None and is_fault(value)
        ),
    )

"""From the values of other parts to those of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mt_toolkit.reporting.page.model import Note, Term, TermState
from mt_toolkit.sightings import TermStatus

if TYPE_CHECKING:
    from mt_toolkit.findings import Finding
    from mt_toolkit.reporting.page.model import Side
    from mt_toolkit.sightings import Sighting
    from mt_toolkit.text import Span

__all__ = ["note_of", "term_of"]


def note_of(finding: Finding, side: Side | None = None, span: Span | None = None) -> Note:
    """A finding as a note, with its place in the row's text."""
    return Note(
        code=finding.code,
        rule=finding.rule,
        message=finding.message,
        mend=finding.mend,
        severity=finding.severity,
        side=side,
        span=span,
        entry=finding.entry,
    )


def term_of(sighting: Sighting, *, mended: bool, shift: int = 0) -> Term:
    """What was seen of a term, as a term of a page.

    Args:
        sighting: What was seen.
        mended: Whether what was to be done has been done: otherwise a term that would be repaired
            is a wrong one.
        shift: How far the source of the sighting is behind the source of the row.
    """
    repaired = sighting.status is TermStatus.REPAIRED
    if sighting.status is TermStatus.RIGHT:
        state = TermState.CANONICAL
    elif repaired and mended:
        state = TermState.REPAIRED
    else:
        state = TermState.MISSING if sighting.target is None else TermState.WRONG
    return Term(
        entry=sighting.entry,
        canonical=sighting.after if repaired else sighting.wanted,
        state=state,
        source=sighting.source.shift(-shift),
        target=sighting.target,
        before=sighting.before if repaired and mended else "",
    )

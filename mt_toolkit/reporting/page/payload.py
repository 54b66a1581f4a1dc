"""Rows as the JSON that the page's script reads.

Short keys, nothing that is empty, and word links as a string that is read when they are asked for:
a page may hold ten thousand rows, and has to open at once. Places are counted in
UTF-16 units, as JavaScript counts. What could end a script element is written as escapes, so the
data is inert whatever it says.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from mt_toolkit.reporting.page.model import Side

if TYPE_CHECKING:
    from collections.abc import Callable

    from mt_toolkit.reporting.page.model import Note, ReportRow, ScoreScale, Term
    from mt_toolkit.text import Span

__all__ = ["row_as_json", "scale_as_json", "script_safe_json"]

# "<" begins every tag and comment; the separators were no part of strings in older JavaScript.
_ESCAPES: Final = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}
_DIGITS: Final = 4


def script_safe_json(value: object) -> str:
    """``value`` as JSON that can stand in a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(_ESCAPES)


def scale_as_json(scale: ScoreScale) -> dict[str, Any]:
    """A scale as the script knows it."""
    return {
        "label": scale.label,
        "worst": scale.worst,
        "best": scale.best,
        "low": scale.low,
        "digits": scale.digits,
    }


def row_as_json(row: ReportRow) -> dict[str, Any]:
    """A row as the script knows it; the keys are explained in ``assets/data.js``."""
    source, target = _units(row.source), _units(row.target)

    def place(span: Span | None, side: Callable[[int], int]) -> list[int] | None:
        return None if span is None else [side(span.start), side(span.end)]

    value: dict[str, Any] = {
        "s": row.source,
        "t": row.target,
        "r": row.reference,
        "sn": [number + 1 for number in row.source_segments],
        "tn": [number + 1 for number in row.target_segments],
        "c": _rounded(row.confidence),
        "v": _rounded(row.score),
        "l": ";".join(
            f"{source(link.source.start)} {source(link.source.end)} "
            f"{target(link.target.start)} {target(link.target.end)} {round(link.weight * 100)}"
            for link in row.links
        ),
        "m": [
            _term(term, place(term.source, source), place(term.target, target))
            for term in row.terms
        ],
        "f": [
            _note(note, place(note.span, source if note.side is Side.SOURCE else target))
            for note in row.notes
        ],
    }
    return {key: kept for key, kept in value.items() if kept not in (None, [], "")}


def _term(term: Term, source: list[int] | None, target: list[int] | None) -> list[Any]:
    return [term.state.value, term.entry, term.canonical, source, target, term.before]


def _note(note: Note, place: list[int] | None) -> list[Any]:
    told = [note.code, note.rule, note.severity.value, note.message, note.mend]
    return [*told, note.side.value[0] if note.side is not None else "", place, note.entry]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)


def _units(text: str) -> Callable[[int], int]:
    """From offsets in code points to offsets in UTF-16 units."""
    if not text or max(text) <= "\uffff":
        return lambda at: at
    starts = [0]
    for sign in text:
        starts.append(starts[-1] + (2 if sign > "\uffff" else 1))
    return starts.__getitem__

"""Pairs as records of plain values, for JSON Lines and Parquet, and the way back.

Every record has the texts, document names, segment numbers, spans and the confidence; what only
some bitext has (similarity, origin, scores, findings) is there where it is known.
"""

from __future__ import annotations

import contextlib
import math
from typing import TYPE_CHECKING, Final, Literal

from mt_toolkit.bitext import Origin, SegmentPair
from mt_toolkit.bitext_files.columns import named_fields
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mt_toolkit.bitext_files.model import Languages

__all__ = ["FieldError", "pair_of", "record_of"]

_KINDS: Final[dict[str, Literal["human", "machine"]]] = {"human": "human", "machine": "machine"}
_TOO_LARGE: Final = 1 << 63
"""What Parquet and other programs cannot hold."""


class FieldError(ValueError):
    """A field of a record has a value that it cannot have.

    Args:
        problem: What is wrong, in one sentence without a final stop.
        mend: What to do, likewise.
        field: Name of the field, where one is to blame.
    """

    def __init__(self, problem: str, mend: str, *, field: str | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.mend = mend
        self.field = field


def record_of(pair: SegmentPair) -> dict[str, object]:
    """A pair as values that JSON has; `pair_of` gives the same pair back."""
    record: dict[str, object] = {
        "source_document": pair.source_document,
        "target_document": pair.target_document,
        "source_segments": list(pair.source_segments),
        "target_segments": list(pair.target_segments),
        "source": pair.source,
        "target": pair.target,
        "source_span": _offsets(pair.source_span),
        "target_span": _offsets(pair.target_span),
        "confidence": pair.confidence,
    }
    if pair.similarity is not None:
        record["similarity"] = pair.similarity
    if pair.origin is not None:
        origin = {"kind": pair.origin.kind, "model": pair.origin.model}
        record["origin"] = {**origin, "glossary": pair.origin.glossary}
    if pair.scores:
        record["scores"] = dict(pair.scores)
    if pair.findings:
        record["findings"] = list(pair.findings)
    return record


def _offsets(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def pair_of(record: Mapping[str, object], languages: Languages) -> SegmentPair:
    """The pair that a record holds.

    The texts are in ``source`` and ``target``, ``src`` and ``tgt``, or under the languages' tags;
    these may stand in an object ``translation``. All other fields may be missing.

    Raises:
        FieldError: There are no texts, or a field has a value that it cannot have.
    """
    inner = record.get("translation")
    texts: Mapping[str, object] = inner if isinstance(inner, dict) else record
    names = named_fields(texts, languages)
    if names is None:
        raise FieldError(
            "has no fields source and target that hold text",
            'Write {"source": "...", "target": "..."} on each line',
        )
    return SegmentPair(
        source=str(texts[names[0]]),
        target=str(texts[names[1]]),
        source_document=_text(record, "source_document") or "",
        target_document=_text(record, "target_document") or "",
        source_segments=_numbers(record, "source_segments"),
        target_segments=_numbers(record, "target_segments"),
        source_span=_span(record, "source_span"),
        target_span=_span(record, "target_span"),
        confidence=_probability(record, "confidence"),
        similarity=_figure(record.get("similarity"), "similarity"),
        origin=_origin(record.get("origin")),
        scores=_scores(record.get("scores")),
        findings=_findings(record.get("findings")),
    )


def _text(record: Mapping[str, object], name: str) -> str | None:
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise FieldError(
            f"the field {name} does not hold text", "Put it in quotation marks", field=name
        )
    return value


def _numbers(record: Mapping[str, object], name: str) -> tuple[int, ...]:
    value = record.get(name)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(_is_count(number) for number in value):
        raise FieldError(
            f"the field {name} holds no list of segment numbers",
            "Write it like [0, 1]",
            field=name,
        )
    return tuple(value)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _TOO_LARGE


def _span(record: Mapping[str, object], name: str) -> Span | None:
    value = record.get(name)
    if value is None:
        return None
    if isinstance(value, list) and len(value) == 2 and all(map(_is_count, value)):
        start, end = value
        if start <= end:
            return Span(start, end)
    raise FieldError(
        f"the field {name} holds no span", "Write start and end, like [0, 17]", field=name
    )


def _probability(record: Mapping[str, object], name: str) -> float | None:
    value = _figure(record.get(name), name)
    if value is not None and not 0.0 <= value <= 1.0:
        raise FieldError(
            f"the {name} {value:g} is not between 0 and 1", "Divide per cent by 100", field=name
        )
    return value


def _figure(value: object, name: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        with contextlib.suppress(OverflowError):  # A whole number may be too large for a float.
            if math.isfinite(figure := float(value)):
                return figure
    raise FieldError(
        f"the field {name} holds no number", "Write a number, or leave it out", field=name
    )


def _origin(value: object) -> Origin | None:
    if value is None:
        return None
    kind = value.get("kind") if isinstance(value, dict) else None
    if not isinstance(kind, str) or kind not in _KINDS or not isinstance(value, dict):
        raise FieldError(
            "the field origin is not what it should be",
            'Write it like {"kind": "human"} or {"kind": "machine", "model": "..."}',
            field="origin",
        )
    return Origin(kind=_KINDS[kind], model=_text(value, "model"), glossary=_text(value, "glossary"))


def _scores(value: object) -> tuple[tuple[str, float], ...]:
    if value is None:
        return ()
    if not isinstance(value, dict):
        raise FieldError(
            "the field scores is no object", 'Write it like {"chrf": 55.1}', field="scores"
        )
    figures = ((str(name), _figure(score, f"scores.{name}")) for name, score in value.items())
    return tuple(sorted((name, score) for name, score in figures if score is not None))


def _findings(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise FieldError(
            "the field findings is no list of codes", 'Write it like ["MT201"]', field="findings"
        )
    return tuple(value)

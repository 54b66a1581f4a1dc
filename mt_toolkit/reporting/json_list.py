"""Findings as a JSON array."""

from __future__ import annotations

from json import JSONEncoder
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mt_toolkit.findings import Finding

__all__ = ["as_record", "json_list"]

# One for all: `json.dumps` would make one for each finding.
_ENCODER: Final = JSONEncoder(ensure_ascii=False)


def json_list(findings: Iterable[Finding]) -> Iterator[str]:
    """An array with one object a finding, each on a line of its own."""
    before = "[\n"
    for finding in findings:
        yield before + _ENCODER.encode(as_record(finding))
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def as_record(finding: Finding) -> dict[str, Any]:
    """A finding as JSON holds it."""
    fix = finding.fix
    place = finding.location
    return {
        "path": finding.name,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "code": finding.code,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "mend": finding.mend,
        "entry": finding.entry,
        "fix": None
        if fix is None
        else {
            "start": fix.edit.span.start,
            "end": fix.edit.span.end,
            "text": fix.edit.text,
            "safe": fix.safe,
        },
    }

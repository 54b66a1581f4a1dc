"""Findings as SARIF 2.1.0, which code scanners and editors read.

Format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import mt_toolkit
from mt_toolkit.reporting.fingerprints import with_fingerprints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mt_toolkit.findings import Edit, Finding, Location

__all__ = ["sarif_log"]

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def sarif_log(findings: Iterable[Finding]) -> Iterator[str]:
    """A log with one run."""
    results: list[dict[str, Any]] = []
    rules: dict[str, dict[str, Any]] = {}
    for finding, known_by in with_fingerprints(findings):
        rule = rules.setdefault(finding.code, _rule(finding, len(rules)))
        results.append(_result(finding, known_by, rule["index"]))
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "mt-toolkit",
                        "version": mt_toolkit.__version__,
                        "rules": [rule["descriptor"] for rule in rules.values()],
                    }
                },
                # Columns are counted in code points here; SARIF's other choice is UTF-16.
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    yield json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(finding: Finding, index: int) -> dict[str, Any]:
    words = finding.rule.split("-")
    descriptor = {
        "id": finding.code,
        "name": "".join(word.title() for word in words),
        "shortDescription": {"text": " ".join(words)},
        "defaultConfiguration": {"level": finding.severity.value},
    }
    return {"index": index, "descriptor": descriptor}


def _result(finding: Finding, known_by: str, index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": finding.severity.value,
        "message": {"text": f"{finding.message}. {finding.mend}."},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _artifact(finding),
                    "region": _region(finding.location),
                }
            }
        ],
        "partialFingerprints": {"mtToolkit/v1": known_by},
    }
    if finding.entry is not None:
        result["properties"] = {"entry": finding.entry}
    if finding.fix is not None:
        result["fixes"] = [_fix(finding, finding.fix.edit)]
    return result


def _fix(finding: Finding, edit: Edit) -> dict[str, Any]:
    return {
        "description": {"text": finding.mend},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(finding),
                "replacements": [
                    {
                        "deletedRegion": _region(finding.location),
                        "insertedContent": {"text": edit.text},
                    }
                ],
            }
        ],
    }


def _artifact(finding: Finding) -> dict[str, str]:
    # A path from the root is no relative reference (SARIF 2.1.0, 3.4.4), so it is given as a URI.
    if finding.path is not None and finding.path.is_absolute():
        return {"uri": finding.path.as_uri()}
    return {"uri": quote(finding.name)}


def _region(place: Location) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }

"""Findings as a code quality report of GitLab.

Format: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from mt_toolkit.findings import Severity
from mt_toolkit.reporting.fingerprints import with_fingerprints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mt_toolkit.findings import Finding

__all__ = ["gitlab_report"]

_SEVERITIES: Final = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def gitlab_report(findings: Iterable[Finding]) -> Iterator[str]:
    """A JSON array with one issue a finding."""
    issues = [
        {
            "description": f"{finding.code} {finding.message}. {finding.mend}.",
            "check_name": finding.code,
            "fingerprint": known_by,
            "severity": _SEVERITIES[finding.severity],
            "location": {
                "path": finding.name,
                "lines": {"begin": finding.location.line, "end": finding.location.end_line},
            },
        }
        for finding, known_by in with_fingerprints(findings)
    ]
    yield json.dumps(issues, ensure_ascii=False, indent=2) + "\n"

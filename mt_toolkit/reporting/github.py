"""Findings as annotations of GitHub Actions, shown at the lines of a pull request.

Format: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mt_toolkit.findings import Finding

__all__ = ["github_annotations"]


def github_annotations(findings: Iterable[Finding]) -> Iterator[str]:
    """A workflow command for each finding."""
    for finding in findings:
        place = finding.location
        fields = {
            "title": f"mt-toolkit ({finding.code})",
            "file": finding.name,
            "line": str(place.line),
            "col": str(place.column),
            "endLine": str(place.end_line),
            "endColumn": str(place.end_column),
        }
        written = ",".join(f"{name}={_property(value)}" for name, value in fields.items())
        message = _data(f"{finding.code} {finding.message}. {finding.mend}.")
        yield f"::{finding.severity.value} {written}::{message}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

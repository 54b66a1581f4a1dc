"""Findings as text for people and as files for programs."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from mt_toolkit.reporting.github import github_annotations
from mt_toolkit.reporting.gitlab import gitlab_report
from mt_toolkit.reporting.json_list import json_list
from mt_toolkit.reporting.junit import junit_report
from mt_toolkit.reporting.sarif import sarif_log
from mt_toolkit.reporting.statistics import statistics_table
from mt_toolkit.reporting.text import text_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from mt_toolkit.findings import Finding

__all__ = ["REPORTS", "statistics_table"]

REPORTS: Final[Mapping[str, Callable[[Iterable[Finding]], Iterator[str]]]] = MappingProxyType(
    {
        "text": text_report,
        "json": json_list,
        "sarif": sarif_log,
        "github": github_annotations,
        "gitlab": gitlab_report,
        "junit": junit_report,
    }
)
"""What findings can be written as. Each gives parts of a text, as soon as it can."""

"""Findings as a JUnit report: a suite a file, a failed test a finding."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mt_toolkit.findings import Finding

__all__ = ["junit_report"]

# What XML 1.0 does not allow at all.
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_report(findings: Iterable[Finding]) -> Iterator[str]:
    """An XML document; where nothing was found, one test that passed."""
    all_findings = list(findings)
    count = len(all_findings)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield (
        f'<testsuites name="mt-toolkit" tests="{max(1, count)}" failures="{count}" errors="0">\n'
    )
    for name, group in groupby(all_findings, key=lambda finding: finding.name):
        yield from _suite(name, list(group))
    if not all_findings:
        yield '  <testsuite name="mt-toolkit" tests="1" failures="0" errors="0">\n'
        yield '    <testcase name="no findings" classname="mt-toolkit"/>\n  </testsuite>\n'
    yield "</testsuites>\n"


def _suite(name: str, findings: list[Finding]) -> Iterator[str]:
    count = len(findings)
    yield f'  <testsuite name={_quoted(name)} tests="{count}" failures="{count}" errors="0">\n'
    for finding in findings:
        place = f"{name}:{finding.location.line}:{finding.location.column}"
        case = _quoted(f"{finding.code} {place}")
        yield (
            f"    <testcase name={case} classname={_quoted(name)} file={_quoted(name)} "
            f'line="{finding.location.line}">\n'
            f"      <failure type={_quoted(finding.code)} message={_quoted(finding.message)}>"
            f"{escape(_clean(f'{place}: {finding.message}. {finding.mend}.'))}</failure>\n"
            "    </testcase>\n"
        )
    yield "  </testsuite>\n"


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)


def _quoted(text: str) -> str:
    return quoteattr(_clean(text))

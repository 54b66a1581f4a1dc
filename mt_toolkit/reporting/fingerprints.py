"""What a finding is known by, when the lines around it move."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mt_toolkit.findings import Finding

__all__ = ["fingerprint", "with_fingerprints"]


def fingerprint(finding: Finding, path: str) -> str:
    """A hash of a finding's file, rule, message and line, but not of the line's number.

    Args:
        finding: The finding.
        path: The name that its file is known by.
    """
    parts = (path, finding.code, finding.message, " ".join(finding.source_line.split()))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def with_fingerprints(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Findings with fingerprints that no two of them share."""
    seen: Counter[str] = Counter()
    for finding in findings:
        plain = fingerprint(finding, finding.name)
        seen[plain] += 1
        times = seen[plain]
        yield finding, plain if times == 1 else f"{plain[:-4]}{times:04x}"

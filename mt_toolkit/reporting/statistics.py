"""How often each rule objected."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mt_toolkit.findings import Finding

__all__ = ["statistics_table"]


def statistics_table(findings: Iterable[Finding]) -> str:
    """A line for each rule, the most frequent first; ``[*]`` where some can be fixed safely."""
    counts: Counter[tuple[str, str]] = Counter()
    fixable: set[str] = set()
    for finding in findings:
        counts[finding.code, finding.rule] += 1
        if finding.fix is not None and finding.fix.safe:
            fixable.add(finding.code)
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    width = len(str(ordered[0][1])) if ordered else 0
    return "".join(
        f"{count:>{width}}  {code:<7}  {'[*]' if code in fixable else '   '} {rule}\n"
        for (code, rule), count in ordered
    )

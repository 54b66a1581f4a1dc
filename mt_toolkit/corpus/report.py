"""What filters have removed, with examples."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from mt_toolkit.corpus.folding import hash64

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mt_toolkit.corpus.filters.chain import Judged

__all__ = ["FilterReport", "report_as_markdown"]

_EXAMPLES: Final = 10
_LONGEST: Final = 300


@dataclass(slots=True, kw_only=True)
class _Tally:
    """Pairs removed by one filter; the examples are those whose hashes are the smallest."""

    count: int = 0
    examples: list[tuple[int, str, str, str]] = field(default_factory=list)

    def add(self, judged: Judged) -> None:
        pair, reason = judged.pair, judged.reason or ""
        self.count += 1
        example = (hash64(f"{pair.source}\t{pair.target}"), pair.source, pair.target, reason)
        if example not in self.examples:
            self.examples = heapq.nsmallest(_EXAMPLES, [*self.examples, example])


class FilterReport:
    """Counts what a chain has judged, and keeps ten examples of what each filter removed.

    The examples are drawn by the hash of their texts: the same ones on every run, from all parts of
    the corpus.

    Args:
        filters: Names of the filters, in order.
    """

    def __init__(self, filters: Iterable[str]) -> None:
        self.read = 0
        self.kept = 0
        self._tallies = {name: _Tally() for name in filters}

    def add(self, judged: Judged) -> None:
        """Take note of a pair."""
        self.read += 1
        if judged.removed_by is None:
            self.kept += 1
        else:
            self._tallies.setdefault(judged.removed_by, _Tally()).add(judged)

    @property
    def removed(self) -> dict[str, int]:
        """Number of pairs that each filter removed."""
        return {name: tally.count for name, tally in self._tallies.items()}

    def as_dict(self) -> dict[str, Any]:
        """All of it, for machines."""
        return {
            "read": self.read,
            "kept": self.kept,
            "filters": [
                {
                    "name": name,
                    "removed": tally.count,
                    "examples": [
                        {"source": source, "target": target, "reason": reason}
                        for _, source, target, reason in tally.examples
                    ],
                }
                for name, tally in self._tallies.items()
            ],
        }


def report_as_markdown(report: dict[str, Any]) -> str:
    """A report as a page: a table, then the examples.

    Args:
        report: What `FilterReport.as_dict` gives.
    """
    read = max(1, report["read"])
    lines = [
        "# What the filters removed",
        "",
        f"{report['kept']:,} of {report['read']:,} pairs are kept.",
        "",
        "| filter | removed | share |",
        "| --- | ---: | ---: |",
        *(
            f"| {one['name']} | {one['removed']:,} | {one['removed'] / read:.2%} |"
            for one in report["filters"]
        ),
    ]
    for one in report["filters"]:
        if one["examples"]:
            lines += ["", f"## {one['name']}", "", *_examples(one["examples"])]
    return "\n".join(lines) + "\n"


def _examples(examples: Sequence[dict[str, str]]) -> list[str]:
    lines = ["| reason | source | target |", "| --- | --- | --- |"]
    for example in examples:
        cells = (_cell(example[key]) for key in ("reason", "source", "target"))
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _cell(text: str) -> str:
    text = " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"

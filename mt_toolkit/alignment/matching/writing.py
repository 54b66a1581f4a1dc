"""Pairs of documents as TSV (what ``mt-toolkit align`` takes) or JSON Lines."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mt_toolkit.alignment.matching.matcher import DocumentMatch

__all__ = ["MatchForm", "match_rows"]

MatchForm = Literal["tsv", "jsonl"]


def match_rows(matches: Iterable[DocumentMatch], form: MatchForm, folder: Path) -> Iterator[str]:
    """The lines of a list of pairs.

    Args:
        matches: Pairs whose documents are named by their paths.
        form: ``tsv`` for a line of column names and one row a pair, ``jsonl`` for an object a pair.
        folder: What relative paths are made relative to: where the list will be.
    """
    if form == "tsv":
        yield "source\ttarget\tscore\n"
    for pair in matches:
        source, target = _relative(pair.source, folder), _relative(pair.target, folder)
        if form == "tsv":
            yield f"{source}\t{target}\t{pair.score:.4f}\n"
        else:
            record = {"source": source, "target": target, "score": round(pair.score, 4)}
            yield json.dumps(record, ensure_ascii=False) + "\n"


def _relative(path: str, folder: Path) -> str:
    return path if Path(path).is_absolute() else os.path.relpath(path, folder)

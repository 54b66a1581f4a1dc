"""Aligned bitext as TSV, JSON Lines or a pair of Moses files."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Final, Literal

from mt_toolkit.files import AtomicWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mt_toolkit.bitext import SegmentPair
    from mt_toolkit.text import Span

__all__ = ["BitextForm", "bitext_writer"]

BitextForm = Literal["tsv", "jsonl", "moses"]

_COLUMNS: Final = (
    "source_document",
    "target_document",
    "source_segments",
    "target_segments",
    "confidence",
    "source",
    "target",
)
# White space that would be taken for the end of a row, a field or a segment.
_BREAKS: Final = dict.fromkeys(map(ord, "\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), " ")


@contextlib.contextmanager
def bitext_writer(path: Path, form: BitextForm) -> Iterator[Callable[[SegmentPair], None]]:
    """Open a file for rows of bitext; it appears under its name when all are written.

    - ``tsv``: a line of column names, then one row a bead. Segment numbers are joined by commas.
    - ``jsonl``: one object a bead, with the offsets in the documents (code points).
    - ``moses``: ``path`` with ``.ar`` and ``.en`` behind it, the linked beads line by line.

    Raises:
        OutputError: The file cannot be written.
    """
    if form == "moses":
        with (
            AtomicWriter(path.with_name(f"{path.name}.ar")) as source,
            AtomicWriter(path.with_name(f"{path.name}.en")) as target,
        ):

            def write(pair: SegmentPair) -> None:
                if pair.source and pair.target:
                    source.write(f"{_flat(pair.source)}\n")
                    target.write(f"{_flat(pair.target)}\n")

            yield write
        return
    with AtomicWriter(path) as stream:
        if form == "tsv":
            stream.write("\t".join(_COLUMNS) + "\n")
        row = _tsv_row if form == "tsv" else _json_row
        yield lambda pair: stream.write(row(pair) + "\n")


def _tsv_row(pair: SegmentPair) -> str:
    fields = (
        _flat(pair.source_document),
        _flat(pair.target_document),
        ",".join(map(str, pair.source_segments)),
        ",".join(map(str, pair.target_segments)),
        "" if pair.confidence is None else f"{pair.confidence:.4f}",
        _flat(pair.source),
        _flat(pair.target),
    )
    return "\t".join(fields)


def _json_row(pair: SegmentPair) -> str:
    return json.dumps(
        {
            "source_document": pair.source_document,
            "target_document": pair.target_document,
            "source_segments": pair.source_segments,
            "target_segments": pair.target_segments,
            "source": pair.source,
            "target": pair.target,
            "source_span": _offsets(pair.source_span),
            "target_span": _offsets(pair.target_span),
            "confidence": None if pair.confidence is None else round(pair.confidence, 4),
        },
        ensure_ascii=False,
    )


def _offsets(span: Span | None) -> tuple[int, int] | None:
    return None if span is None else (span.start, span.end)


def _flat(text: str) -> str:
    return text.translate(_BREAKS)

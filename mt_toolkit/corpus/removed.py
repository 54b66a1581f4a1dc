"""The pairs that filters removed, each with its reason, as JSON Lines."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

from mt_toolkit.bitext_files.output import text_output
from mt_toolkit.bitext_files.records import record_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mt_toolkit.corpus.filters.chain import Judged

__all__ = ["removed_writer"]


@contextlib.contextmanager
def removed_writer(path: Path | None) -> Iterator[Callable[[Judged], None]]:
    """Open a file for removed pairs; it appears under its name when all are written.

    A record has the fields of bitext, ``removed_by`` and ``reason``: what was removed wrongly can
    be read back as bitext.

    Args:
        path: The file, or ``None`` to write nothing.

    Raises:
        OutputError: The file cannot be written.
    """
    if path is None:
        yield lambda _judged: None
        return
    with text_output(path) as write:

        def write_removed(judged: Judged) -> None:
            record = record_of(judged.pair)
            record |= {"removed_by": judged.removed_by, "reason": judged.reason}
            write(json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n")

        yield write_removed

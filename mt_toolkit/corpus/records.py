"""Articles in JSON Lines or Parquet: one a record."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any, Final

from mt_toolkit.bitext_files.lines import decoded_lines, reading
from mt_toolkit.bitext_files.parquet import parquet_records
from mt_toolkit.corpus.stored import StoredText
from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

__all__ = ["has_records", "record_articles"]

_PARQUET: Final = ".parquet"
_SUFFIXES: Final = (".jsonl", ".ndjson", ".jsonl.gz", _PARQUET)


def has_records(name: str) -> bool:
    """Whether a file's suffix says that it holds records."""
    return name.lower().endswith(_SUFFIXES)


def record_articles(
    stream: BinaryIO, path: Path
) -> Iterator[tuple[StoredText, StoredText | None] | InputError]:
    """Sources and targets of a file, in constant memory.

    Args:
        stream: The file, open for reading.
        path: Its name.

    Yields:
        A source and its target or ``None`` for each record, and an error for each record without a
        text.

    Raises:
        InputError: The file cannot be read from some place on.
    """
    for number, record in enumerate(_records(stream, path), 1):
        if record is None:
            continue
        text, target = (record.get("text"), record.get("target"))
        if not isinstance(text, str) or not (target is None or isinstance(target, str)):
            yield InputError(
                "the record has no text", path=path, line=number, mend='Give it a field "text"'
            )
            continue
        name = str(record.get("id") or f"{path.name}:{number}")
        source = StoredText(name=name, path=path, text=text)
        yield source, StoredText(name=name, path=path, text=target) if target else None


def _records(stream: BinaryIO, path: Path) -> Iterable[dict[str, Any] | None]:
    """Records by their lines; a blank line is ``None``, what is no record has no fields."""
    if path.name.lower().endswith(_PARQUET):
        return parquet_records(stream, path)
    return _json_records(stream, path)


def _json_records(stream: BinaryIO, path: Path) -> Iterator[dict[str, Any] | None]:
    packed = path.name.lower().endswith(".gz")
    with reading(path):
        lines: Iterable[bytes] = gzip.GzipFile(fileobj=stream) if packed else stream
        yield from map(_record, decoded_lines(lines, path))


def _record(line: str) -> dict[str, Any] | None:
    if not line.strip():
        return None
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) else {}

"""Bitext as Parquet, for data frames and data lakes; everything is kept. Needs pyarrow."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from mt_toolkit.bitext_files.model import BitextForm, Row
from mt_toolkit.bitext_files.output import AtomicStream
from mt_toolkit.bitext_files.records import FieldError, pair_of, record_of
from mt_toolkit.errors import InputError, MtToolkitError
from mt_toolkit.files import AtomicWriter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mt_toolkit.bitext import SegmentPair
    from mt_toolkit.bitext_files.model import Languages, RowOrError, WritePair

__all__ = ["PARQUET", "parquet_records"]

_GROUP: Final = 10_000
"""Rows of a row group: what is held in memory while writing."""

_BATCH: Final = 1_000
"""Rows read at once."""


def _rows(path: Path, languages: Languages) -> Iterator[RowOrError]:
    with _reporting(path), path.open("rb") as stream:
        for number, record in enumerate(parquet_records(stream, path), 1):
            yield _row(record, languages, path, number)


def parquet_records(stream: BinaryIO, path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file as plain values, in constant memory.

    Args:
        stream: The file, open for reading at any place.
        path: Its name for messages.

    Raises:
        InputError: It cannot be read.
    """
    parquet, _ = _pyarrow()
    with _reporting(path), parquet.ParquetFile(stream) as file:
        for batch in file.iter_batches(batch_size=_BATCH):
            yield from batch.to_pylist()


def _row(record: dict[str, Any], languages: Languages, path: Path, number: int) -> RowOrError:
    scores = record.get("scores")
    if isinstance(scores, list) and all(isinstance(score, dict) for score in scores):
        record["scores"] = {str(score.get("name")): score.get("value") for score in scores}
    name = record.get("id")
    try:
        pair = pair_of(record, languages)
    except FieldError as error:
        return InputError(error.problem, path=path, line=number, mend=error.mend)
    return Row(pair=pair, line=number, id=None if name is None else str(name))


@contextlib.contextmanager
def _reporting(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise InputError("there is no such file", path=path, mend="Check the path") from None
    except (OSError, ValueError, NotImplementedError) as error:
        # pyarrow's errors derive from these.
        raise InputError(
            f"cannot be read as Parquet ({error})", path=path, mend="Check how it was made"
        ) from error


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet as parquet
    except ImportError as error:
        raise MtToolkitError(
            "Parquet needs pyarrow", mend="Run pip install 'mt-toolkit[parquet]'"
        ) from error
    return parquet, pyarrow


@contextlib.contextmanager
def _writer(path: Path, _languages: Languages) -> Iterator[WritePair]:
    parquet, arrow = _pyarrow()
    schema = _schema(arrow)
    waiting: list[dict[str, object]] = []
    with AtomicWriter(path) as writer:
        stream = arrow.PythonFile(AtomicStream(writer), mode="w")
        with parquet.ParquetWriter(stream, schema, compression="zstd") as table:

            def flush() -> None:
                table.write_table(arrow.Table.from_pylist(waiting, schema=schema))
                waiting.clear()

            def write_pair(pair: SegmentPair) -> None:
                waiting.append(_record(pair))
                if len(waiting) >= _GROUP:
                    flush()

            yield write_pair
            if waiting:
                flush()


def _record(pair: SegmentPair) -> dict[str, object]:
    record = record_of(pair)
    record["scores"] = [{"name": name, "value": value} for name, value in pair.scores]
    return {name: _holdable(value) for name, value in record.items()}


def _holdable(value: object) -> object:
    """The value with ``?`` for half surrogates, as in all our files."""
    if isinstance(value, str):
        return value.encode(errors="replace").decode()
    if isinstance(value, list):
        return [_holdable(item) for item in value]
    if isinstance(value, dict):
        return {name: _holdable(item) for name, item in value.items()}
    return value


def _schema(arrow: Any) -> Any:
    numbers = arrow.list_(arrow.int64())
    text = arrow.string()
    origin = arrow.struct([("kind", text), ("model", text), ("glossary", text)])
    score = arrow.struct([("name", text), ("value", arrow.float64())])
    return arrow.schema(
        [
            ("source_document", text),
            ("target_document", text),
            ("source_segments", numbers),
            ("target_segments", numbers),
            ("source", text),
            ("target", text),
            ("source_span", numbers),
            ("target_span", numbers),
            ("confidence", arrow.float64()),
            ("similarity", arrow.float64()),
            ("origin", origin),
            ("scores", arrow.list_(score)),
            ("findings", arrow.list_(text)),
        ]
    )


PARQUET: Final = BitextForm(
    name="parquet",
    suffixes=(".parquet",),
    packed=False,
    rows=_rows,
    writer=_writer,
)

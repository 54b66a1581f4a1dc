"""Reading bitext: pairs of an Arabic and an English segment from any of the usual files."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from mt_toolkit.errors import InputError, ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

__all__ = ["Columns", "kind_of", "read_lines", "read_pairs", "tidy_english"]

_STRAIGHT: Final = str.maketrans(
    {
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
        "\u2018": "'", "\u2019": "'", "\u2013": "-", "\u2014": "-", "\u2026": "...",
    }
)  # fmt: skip
_KNOWN: Final = ".tsv, .jsonl, .parquet (.tsv and .jsonl also with .gz or .xz), or .ar beside .en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where records of JSON Lines and Parquet files hold the two sides.

    Attributes:
        source: Name of the field with the Arabic.
        target: Name of the field with the English.
    """

    source: str = "source"
    target: str = "target"


def tidy_english(text: str) -> str:
    """English as the model learns to write it: NFKC, straight quotes, plain dashes, one space."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).translate(_STRAIGHT)).strip()


def read_pairs(path: Path, columns: Columns) -> Iterator[tuple[str, str]]:
    """Read pairs of source and target text, as they stand in the file.

    - ``.tsv``: the first two columns; lines with fewer are passed over.
    - ``.jsonl``: one record a line, ``columns`` names its fields.
    - ``.parquet``: ``columns`` names its columns; needs pyarrow.
    - ``.ar``: a line a segment, and the same number of lines in the file of the same name in
      ``.en``.

    Raises:
        InputError: The file is missing, damaged, or of a kind not listed here.
    """
    kind = kind_of(path)
    if kind == ".parquet":
        yield from _read_parquet(path, columns)
    elif kind == ".ar":
        yield from _read_moses(path)
    elif kind == ".jsonl":
        for number, line in enumerate(read_lines(path), 1):
            yield _from_record(line, columns, path, number)
    elif kind == ".tsv":
        for line in read_lines(path):
            cells = line.split("\t")
            if len(cells) >= 2:
                yield cells[0], cells[1]
    else:
        raise InputError("is no bitext that can be read", path=path, mend=f"Known are {_KNOWN}")


def read_lines(path: Path) -> Iterator[str]:
    """Read the lines of a UTF-8 file, packed by gzip or xz or not, without their ends.

    Raises:
        InputError: The file is missing, damaged or not UTF-8.
    """
    try:
        with io.TextIOWrapper(_open(path), encoding="utf-8", newline="\n") as stream:
            for line in stream:
                yield line.rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", path=path, mend="Convert it to UTF-8") from error
    except (OSError, EOFError, lzma.LZMAError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(
            f"cannot be read ({reason})", path=path, mend="Check the path in the mixture"
        ) from error


def _open(path: Path) -> BinaryIO:
    match path.suffix:
        case ".xz":
            return cast("BinaryIO", lzma.open(path))
        case ".gz":
            return cast("BinaryIO", gzip.open(path))
    return path.open("rb")


def kind_of(path: Path) -> str:
    """The suffix that tells a file's format, lower-case, a packer's suffix left aside."""
    suffixes = [suffix for suffix in path.suffixes if suffix not in {".xz", ".gz"}]
    return suffixes[-1].lower() if suffixes else ""


def _from_record(line: str, columns: Columns, path: Path, number: int) -> tuple[str, str]:
    try:
        record = json.loads(line)
        return str(record[columns.source]), str(record[columns.target])
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"is no record with the fields {columns.source!r} and {columns.target!r}",
            path=path,
            line=number,
            mend="Name the fields with source_field and target_field in the mixture",
        ) from error


def _read_moses(path: Path) -> Iterator[tuple[str, str]]:
    other = path.with_suffix(".en")
    try:
        yield from zip(read_lines(path), read_lines(other), strict=True)
    except ValueError as error:
        raise InputError(
            f"and {other.name} have different numbers of lines", path=path, mend="Mend the files"
        ) from error


def _read_parquet(path: Path, columns: Columns) -> Iterator[tuple[str, str]]:
    parquet = _import_parquet()
    if not path.is_file():
        raise InputError("there is no such file", path=path, mend="Check the path in the mixture")
    try:
        file = parquet.ParquetFile(path)
        for batch in file.iter_batches(columns=[columns.source, columns.target]):
            sides = batch.to_pydict()
            pairs = zip(sides[columns.source], sides[columns.target], strict=True)
            yield from ((str(source), str(target)) for source, target in pairs)
    except (OSError, ValueError, KeyError) as error:  # pyarrow's errors derive from ValueError
        raise InputError(
            f"is no Parquet file with the columns {columns.source!r} and {columns.target!r}",
            path=path,
            mend="Name the columns with source_field and target_field in the mixture",
        ) from error


def _import_parquet() -> Any:
    import importlib

    try:
        return importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise ModelError(
            "Parquet files need pyarrow", mend="Run pip install pyarrow, or convert them to TSV"
        ) from error

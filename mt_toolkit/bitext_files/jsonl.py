"""Bitext as JSON Lines: one object a pair, everything kept."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any, Final, NoReturn

from mt_toolkit.bitext_files.lines import text_lines
from mt_toolkit.bitext_files.model import BitextForm, Row
from mt_toolkit.bitext_files.output import text_output
from mt_toolkit.bitext_files.records import FieldError, pair_of, record_of
from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mt_toolkit.bitext import SegmentPair
    from mt_toolkit.bitext_files.model import Languages, RowOrError, WritePair

__all__ = ["JSONL"]


def _rows(path: Path, languages: Languages) -> Iterator[RowOrError]:
    for number, line in enumerate(text_lines(path), 1):
        if not line.strip():
            continue
        try:
            record = _record(line)
            yield Row(pair=pair_of(record, languages), line=number, id=_id(record))
        except FieldError as error:
            yield InputError(error.problem, path=path, line=number, mend=error.mend)
        except json.JSONDecodeError as error:
            yield InputError(
                f"the line is not JSON ({error.msg[:1].lower()}{error.msg[1:]})",
                path=path,
                line=number,
                column=error.pos + 1,
                mend="JSON Lines hold one object a line",
            )


def _record(line: str) -> dict[str, Any]:
    try:
        record = json.loads(line, parse_constant=_no_number)
    except RecursionError:
        raise FieldError("the record is nested too deeply", "Write one pair a line") from None
    except (FieldError, json.JSONDecodeError):
        raise
    except ValueError:  # Python refuses whole numbers of thousands of digits.
        raise FieldError("a number of the record is too long", "Write it shorter") from None
    if not isinstance(record, dict):
        raise FieldError("the record is not an object", "JSON Lines hold one object a line")
    return record


def _no_number(name: str) -> NoReturn:
    raise FieldError(f"{name} is no JSON number", "Leave the field out where it is not known")


def _id(record: dict[str, Any]) -> str | None:
    value = record.get("id")
    return None if value is None else str(value)


@contextlib.contextmanager
def _writer(path: Path, _languages: Languages) -> Iterator[WritePair]:
    with text_output(path) as write:

        def write_pair(pair: SegmentPair) -> None:
            write(json.dumps(record_of(pair), ensure_ascii=False, allow_nan=False) + "\n")

        yield write_pair


JSONL: Final = BitextForm(
    name="jsonl",
    suffixes=(".jsonl", ".ndjson"),
    packed=True,
    rows=_rows,
    writer=_writer,
)

"""Pairs as rows of a table: texts that any program can read, and beside them everything else.

Nothing is quoted and nothing is escaped in the texts, so tabs and line breaks in them are spaces.
What such a text is exactly stands once more in a column of its own, in JSON, where no program takes
it for words.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from mt_toolkit.bitext_files.lines import flat
from mt_toolkit.bitext_files.model import Languages
from mt_toolkit.bitext_files.records import FieldError, pair_of, record_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mt_toolkit.bitext import SegmentPair

__all__ = ["COLUMNS", "EXACT", "TEXTS", "Table", "cells_of", "in_json"]

TEXTS: Final = ("source", "target")
EXACT: Final[Mapping[str, str]] = {text: f"{text}_exact" for text in TEXTS}
"""The columns that hold a text in JSON where it has tabs or line breaks."""

_DOCUMENTS: Final = ("source_document", "target_document")
_SEGMENTS: Final = ("source_segments", "target_segments")
_VALUES: Final = ("source_span", "target_span", "similarity", "origin", "scores", "findings")
_FURTHER: Final = (*_VALUES, *EXACT.values())
COLUMNS: Final = (*_DOCUMENTS, *_SEGMENTS, "confidence", *TEXTS, *_FURTHER)
"""All columns, in the order in which they are written."""

_NUMBER: Final = re.compile("[0-9]{1,18}")


def cells_of(pair: SegmentPair) -> dict[str, str]:
    """The cells of a pair by their columns; none holds a tab or a line break."""
    record = record_of(pair)
    cells = {name: _name(str(record[name])) for name in _DOCUMENTS}
    cells |= {name: ",".join(map(str, getattr(pair, name))) for name in _SEGMENTS}
    cells["confidence"] = "" if pair.confidence is None else str(pair.confidence)
    for name in _VALUES:
        value = record.get(name)
        cells[name] = "" if value is None else in_json(value)
    for name, exact in EXACT.items():
        text = str(record[name])
        cells[name] = flat(text)
        cells[exact] = in_json(text) if cells[name] != text else ""
    return cells


def _name(text: str) -> str:
    return in_json(text) if text.startswith('"') or flat(text) != text else text


def in_json(value: object) -> str:
    """A value as the text of one cell."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    # JSON in ASCII writes every other separator as an escape.
    return text if flat(text) == text else json.dumps(value)


class Table:
    """Where the columns of a table are, and what its rows hold.

    Columns other than texts, documents, segments and confidence are read where all of ours are
    there: in tables of others they may mean something else.

    Args:
        columns: Numbers of the columns by our names, from 0.
    """

    def __init__(self, columns: Mapping[str, int]) -> None:
        self._columns = columns
        self._ours = all(name in columns for name in COLUMNS if name not in TEXTS)

    def text(self, cells: Sequence[str], name: str) -> str:
        """The cell of a column; empty where the row ends before it."""
        at = self._columns.get(name, len(cells))
        return cells[at] if at < len(cells) else ""

    def pair(self, cells: Sequence[str], texts: tuple[str, str] | None) -> SegmentPair:
        """The pair of a row.

        Args:
            cells: The row.
            texts: Source and target in one line each, or ``None`` where the row has them exactly.

        Raises:
            FieldError: A cell has a value that it cannot have.
        """
        record: dict[str, object] = dict(zip(TEXTS, texts or ("", ""), strict=True))
        record |= {name: self.text(cells, name) for name in _DOCUMENTS}
        record |= {name: self._segments(cells, name) for name in _SEGMENTS}
        record["confidence"] = self._confidence(cells)
        if self._ours:
            self._add_further(record, cells, edited=texts is not None)
        return pair_of(record, Languages())

    def _segments(self, cells: Sequence[str], name: str) -> list[int]:
        listed = self.text(cells, name)
        numbers = listed.split(",") if listed else []
        if not all(map(_NUMBER.fullmatch, numbers)):
            raise FieldError(
                f"{name} are {listed!r}", "Write numbers from 0 with commas", field=name
            )
        return list(map(int, numbers))

    def _confidence(self, cells: Sequence[str]) -> float | None:
        value = self.text(cells, "confidence")
        try:
            confidence = float(value) if value else None
        except ValueError:
            confidence = -1.0
        if confidence is None or 0.0 <= confidence <= 1.0:
            return confidence
        raise FieldError(
            f"the confidence is {value!r}",
            "Write a number from 0 to 1, or nothing",
            field="confidence",
        )

    def _add_further(
        self, record: dict[str, object], cells: Sequence[str], *, edited: bool
    ) -> None:
        for name in _DOCUMENTS:
            if (text := self.text(cells, name)).startswith('"'):
                record[name] = _value(name, text)
        for name in _VALUES:
            if text := self.text(cells, name):
                record[name] = _value(name, text)
        for name, exact in EXACT.items():
            text = self.text(cells, exact)
            value = _value(exact, text) if text else None
            # Who has edited the text in its one line meant that.
            if isinstance(value, str) and (not edited or flat(value) == record[name]):
                record[name] = value


def _value(name: str, text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise FieldError(
            f"{name} cannot be read: {text!r}", "Write it in JSON, or nothing", field=name
        ) from None

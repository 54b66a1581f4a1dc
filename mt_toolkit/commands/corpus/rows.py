"""Bitext as the commands read it: what makes no sense is reported, and the rest goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mt_toolkit.commands.console import report
from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mt_toolkit.bitext import SegmentPair
    from mt_toolkit.bitext_files.model import BitextForm, Languages

__all__ = ["Rows"]


class Rows:
    """The pairs of a file; can be read several times, and reports what is wrong once.

    Args:
        path: The file.
        form: Its form.
        languages: Its languages.
    """

    def __init__(self, path: Path, form: BitextForm, languages: Languages) -> None:
        self._path = path
        self._form = form
        self._languages = languages
        self._told = False
        self.failed = 0

    def __iter__(self) -> Iterator[SegmentPair]:
        from mt_toolkit.bitext_files import read_rows

        for row in read_rows(self._path, self._form, self._languages):
            if not isinstance(row, InputError):
                yield row.pair
            elif not self._told:
                report(row)
                self.failed += 1
        self._told = True

"""Texts where they are stored: in a file, or in a record that has been read."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mt_toolkit.alignment.article import ArticleText, article_text
from mt_toolkit.alignment.documents import alignable
from mt_toolkit.corpus.remote import fetch
from mt_toolkit.errors import InputError
from mt_toolkit.formats.encoding import open_stream

if TYPE_CHECKING:
    from mt_toolkit.alignment.documents import AlignableText, Segmentation

__all__ = ["StoredText"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredText:
    """A text that can be sent to another process and read there.

    Attributes:
        name: The document's name in the corpus.
        path: Its file; of a text from a record the file of the record.
        url: Its address for fsspec, where it is not in a file of this machine.
        text: The text itself, where it comes from a record.
    """

    name: str
    path: Path | None = None
    url: str | None = None
    text: str | None = None

    @property
    def place(self) -> Path:
        """What messages call it."""
        return self.path if self.path is not None else Path(self.url or self.name)

    def read(self, segmentation: Segmentation, encoding: str | None = None) -> AlignableText:
        """Read and segment it.

        Raises:
            InputError: It cannot be read, or there is nothing in it.
        """
        return alignable(self._article(encoding), self.name, self.place, segmentation)

    def digest(self) -> str:
        """SHA-256 of its bytes, in hexadecimal.

        Raises:
            InputError: It cannot be read.
        """
        return hashlib.sha256(self._data()).hexdigest()

    def _article(self, encoding: str | None) -> ArticleText:
        if self.text is not None:
            return ArticleText(text=self.text)
        stream = io.BytesIO(self._data())
        with open_stream(stream, encoding, path=self.place) as lines:
            return article_text(lines, self.place)

    def _data(self) -> bytes:
        if self.text is not None:
            return self.text.encode(errors="replace")
        if self.url is not None:
            return fetch(self.url)
        try:
            return self.place.read_bytes()
        except OSError as error:
            raise InputError(
                f"cannot be read ({error.strerror or error})",
                path=self.place,
                mend="Check that it is a readable file",
            ) from error

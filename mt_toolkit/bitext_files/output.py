"""Text files of bitext that appear when they are whole, packed where their name says so."""

from __future__ import annotations

import contextlib
import gzip
import io
import lzma
from typing import IO, TYPE_CHECKING, cast

from mt_toolkit.bitext_files.lines import is_packed
from mt_toolkit.files import AtomicWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["AtomicStream", "text_output"]


class AtomicStream(io.RawIOBase):
    """An `AtomicWriter` for libraries that write to a binary stream."""

    def __init__(self, writer: AtomicWriter) -> None:
        super().__init__()
        self._writer = writer

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: object, /) -> int:
        """Append bytes."""
        view = memoryview(data)  # type: ignore[arg-type]
        self._writer.write_bytes(view)
        return view.nbytes


@contextlib.contextmanager
def text_output(path: Path) -> Iterator[Callable[[str], object]]:
    """Open a file for text; ``.gz`` and ``.xz`` pack it, the same text always to the same bytes.

    Yields:
        A function that appends text. Half surrogates, which are no text, become ``?``.

    Raises:
        OutputError: The file cannot be written.
    """
    with AtomicWriter(path) as writer:
        if not is_packed(path):
            yield writer.write
            return
        stream = cast("IO[bytes]", AtomicStream(writer))
        with (
            lzma.LZMAFile(stream, "wb")
            if path.suffix.lower() == ".xz"
            # No name and no time in it.
            else gzip.GzipFile("", "wb", fileobj=stream, mtime=0)
        ) as packed:
            yield lambda text: packed.write(text.encode(errors="replace"))

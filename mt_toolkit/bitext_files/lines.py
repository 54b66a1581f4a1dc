"""Opens files of bitext, packed or not: bytes, or lines that end with a line feed alone."""

from __future__ import annotations

import contextlib
import gzip
import lzma
import zlib
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from mt_toolkit.errors import InputError
from mt_toolkit.formats.sniffing import looks_like

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = [
    "BOM",
    "PACKED",
    "decoded_lines",
    "flat",
    "is_packed",
    "open_bytes",
    "reading",
    "text_lines",
    "unpacked_name",
]

PACKED: Final = (".gz", ".xz")
"""Suffixes of packed files: gzip and xz."""

BOM: Final = "\ufeff"
"""What stands at the beginning of some files and is none of the text."""

# White space that a program may take for the end of a row, a field or a segment.
_BREAKS: Final = dict.fromkeys(map(ord, "\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), " ")


def is_packed(path: Path) -> bool:
    """Whether a file is packed, by its name."""
    return path.suffix.lower() in PACKED


def unpacked_name(path: Path) -> str:
    """A file's name without ``.gz`` or ``.xz``."""
    return path.stem if is_packed(path) else path.name


def flat(text: str) -> str:
    """Text as one field of one line: tabs, line breaks and the like are spaces."""
    return text.translate(_BREAKS)


@contextlib.contextmanager
def open_bytes(path: Path) -> Iterator[BinaryIO]:
    """Open a file, unpacked where its name ends with ``.gz`` or ``.xz``.

    Raises:
        InputError: It cannot be opened; or, while it is read in the context, it is damaged.
    """
    with reading(path), _opened(path) as stream:
        yield stream


@contextlib.contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn what goes wrong while a file is read, packed or not, into an error that names it.

    Raises:
        InputError: It is not there, cannot be read, or is damaged.
    """
    try:
        yield
    except FileNotFoundError:
        raise InputError("there is no such file", path=path, mend="Check the path") from None
    except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise InputError(
            f"cannot be read ({reason})", path=path, mend="Check that it is a readable file"
        ) from error


def _opened(path: Path) -> BinaryIO:
    match path.suffix.lower():
        case ".gz":
            return cast("BinaryIO", gzip.open(path))
        case ".xz":
            return cast("BinaryIO", lzma.open(path))
        case _:
            return path.open("rb")


def text_lines(path: Path) -> Iterator[str]:
    """The lines of a UTF-8 file without their ends, in constant memory.

    Raises:
        InputError: It cannot be read, or is not UTF-8.
    """
    with open_bytes(path) as stream:
        yield from decoded_lines(stream, path)


def decoded_lines(lines: Iterable[bytes], path: Path | None) -> Iterator[str]:
    """Lines as text without their ends: a line feed, and a carriage return before it.

    A byte order mark is left out.

    Raises:
        InputError: A line is not UTF-8.
    """
    for number, data in enumerate(lines, 1):
        try:
            line = data.decode()
        except UnicodeDecodeError as error:
            raise _not_utf8(data, error, path, number) from None
        line = line.removesuffix("\n").removesuffix("\r")
        yield line.removeprefix(BOM) if number == 1 else line


def _not_utf8(data: bytes, error: UnicodeDecodeError, path: Path | None, line: int) -> InputError:
    guess = looks_like(data)
    return InputError(
        "the text is not UTF-8" + (f"; it looks like {guess}" if guess is not None else ""),
        path=path,
        line=line,
        column=len(data[: error.start].decode()) + 1,
        mend=f"Convert it, for example with `iconv -f {guess or 'windows-1256'} -t UTF-8`",
    )

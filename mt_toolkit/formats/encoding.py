"""Opens files as lines of text, and says what is wrong where that does not work."""

from __future__ import annotations

import codecs
import contextlib
import io
from typing import TYPE_CHECKING, BinaryIO

from mt_toolkit.errors import InputError, UsageError
from mt_toolkit.formats.sniffing import BINARY_HEAD, binary_kind, looks_like

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

__all__ = ["open_lines", "open_stream"]

_CHUNK = 1 << 16


@contextlib.contextmanager
def open_lines(path: Path, encoding: str | None = None) -> Iterator[Iterable[str]]:
    """Open a file as lines, line endings unchanged, in constant memory.

    A byte order mark of UTF-8 stays in the first line, so that it is written again.

    Args:
        path: The file.
        encoding: Name of its encoding, or ``None`` for UTF-8.

    Raises:
        InputError: It cannot be opened or is empty; while the lines are read: it is not text, or
            not in this encoding.
        UsageError: There is no such encoding.
    """
    try:
        stream = path.open("rb")
    except OSError as error:
        raise InputError(_reason(error), path=path) from error
    with stream, open_stream(stream, encoding, path=path) as lines:
        yield lines


def open_stream(
    stream: BinaryIO, encoding: str | None = None, *, path: Path | None = None
) -> AbstractContextManager[Iterable[str]]:
    """`open_lines` for a stream that is open already, such as standard input.

    The stream is left open.

    Args:
        stream: Bytes to read.
        encoding: Name of their encoding, or ``None`` for UTF-8.
        path: The stream's name for messages, or ``None`` for standard input.
    """
    codec = _codec(encoding or "utf-8")
    return contextlib.nullcontext(_lines(stream, codec, path, given=encoding is not None))


def _codec(name: str) -> str:
    """Python's name of a text encoding."""
    try:
        # Encodings of bytes in bytes, such as base64, do not decode to text.
        "".encode(name)
        return codecs.lookup(name).name
    except (LookupError, ValueError) as error:
        raise UsageError(
            f"unknown encoding: {name}",
            mend="Pass --encoding with a name such as utf-8, windows-1256 or utf-16",
        ) from error


def _lines(stream: BinaryIO, codec: str, path: Path | None, *, given: bool) -> Iterator[str]:
    head = _read(stream, path, BINARY_HEAD)
    if not head.removeprefix(codecs.BOM_UTF8):
        raise InputError("is empty", path=path)
    wide = codec.startswith(("utf-16", "utf-32"))
    if (kind := binary_kind(head)) is not None:
        raise InputError(f"is {kind}, not text", path=path, mend="Convert it to text first")
    if not wide and (b"\0" in head or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))):
        if (guess := looks_like(head)) is None or not guess.startswith("utf-16"):
            raise InputError("is a binary file, not text", path=path)
        raise _undecodable(guess, codec, path, 1, 1, given=given)
    decoder = codecs.getincrementaldecoder(codec)("strict")
    partial = _Partial()
    number = 1
    chunk = head
    while True:
        state = decoder.getstate()
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            decoder.setstate((b"", state[1]))
            good = decoder.decode(error.object[: error.start])
            lines = partial.take(good, final=False)
            yield from lines
            number += len(lines)
            guess = looks_like(bytes(error.object))
            column = len(partial) + 1
            raise _undecodable(guess, codec, path, number, column, given=given) from error
        lines = partial.take(text, final=not chunk)
        yield from lines
        number += len(lines)
        if not chunk:
            return
        chunk = _read(stream, path, _CHUNK)


class _Partial:
    """The start of a line whose end has not been read yet."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def __len__(self) -> int:
        return sum(map(len, self._parts))

    def take(self, text: str, *, final: bool) -> list[str]:
        """The lines that ``text`` completes; at the end also one without a line ending."""
        # A carriage return may be half of a line ending.
        if self._parts and self._parts[-1].endswith("\r"):
            text = self._parts.pop() + text
        lines = [*io.StringIO(text, newline="")]
        last = "" if final or not lines or lines[-1].endswith("\n") else lines.pop()
        if self._parts and lines:
            lines[0] = "".join((*self._parts, lines[0]))
            self._parts.clear()
        if last:
            self._parts.append(last)
        if final and self._parts:
            lines.append("".join(self._parts))
            self._parts.clear()
        return lines


def _read(stream: BinaryIO, path: Path | None, size: int) -> bytes:
    try:
        return stream.read(size) or b""
    except OSError as error:
        raise InputError(_reason(error), path=path) from error


def _undecodable(
    guess: str | None, codec: str, path: Path | None, line: int, column: int, *, given: bool
) -> InputError:
    problem = f"is not {codec.upper() if codec.startswith('utf') else codec}"
    if guess is not None and guess != codec:
        return InputError(
            f"{problem}; it looks like {guess}",
            path=path,
            line=line,
            column=column,
            mend=f"Pass --encoding {guess}",
        )
    mend = "Pass another --encoding" if given else "Find out its encoding and pass it as --encoding"
    return InputError(problem, path=path, line=line, column=column, mend=mend)


def _reason(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "does not exist"
        case IsADirectoryError():
            return "is a folder"
        case PermissionError():
            return "may not be read by you"
        case _:
            return f"cannot be read: {error.strerror or error}"

"""Reads XML as it comes in: no entities, nothing outside the file, and the place of every trouble.

A short file can blow up through the entities that it declares, or have others read what it names:
files that declare some are refused.
"""

from __future__ import annotations

import codecs
import re
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Final, Generic, NoReturn, TypeVar
from xml.parsers import expat

from mt_toolkit.bitext_files.lines import open_bytes
from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

__all__ = ["UnitReader", "XmlReader", "decoded_xml", "xml_text"]

Unit = TypeVar("Unit")
_CHUNK: Final = 1 << 16
_DECLARED: Final = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']""")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)


class XmlReader:
    """An XML parser that is given text piece by piece and tells what it meets.

    Args:
        path: The file's name for messages.
        start: Called with the name and the attributes of an element that begins.
        end: Called with the name of an element that ends.
        characters: Called with text; a stretch of it may come in several calls, but a call never
            has more than one character reference.
        namespaces: Whether names come as ``namespace local``.
    """

    def __init__(
        self,
        path: Path | None,
        *,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None],
        characters: Callable[[str], None],
        namespaces: bool = False,
    ) -> None:
        self._path = path
        # It is given text, so what the file says of its encoding does not count.
        parser = expat.ParserCreate("utf-8", " " if namespaces else None)
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = characters
        parser.EntityDeclHandler = self._entity_declared
        parser.SkippedEntityHandler = self._entity_skipped
        self._parser = parser

    @property
    def line(self) -> int:
        """Line of what was met last, from 1."""
        return self._parser.CurrentLineNumber

    @property
    def column(self) -> int:
        """Column of what was met last in code points, from 0."""
        return self._parser.CurrentColumnNumber

    def feed(self, text: str) -> None:
        """Read on.

        Raises:
            InputError: The file is not well-formed, or declares or uses entities.
        """
        self._parse(text.encode("utf-8", "surrogatepass"), final=False)

    def finish(self) -> None:
        """The end of the file.

        Raises:
            InputError: The file is not complete.
        """
        self._parse(b"", final=True)

    def fail(self, problem: str, *, mend: str) -> NoReturn:
        """Refuse what was met last."""
        raise InputError(
            problem, path=self._path, line=self.line, column=self.column + 1, mend=mend
        )

    def _parse(self, data: bytes, *, final: bool) -> None:
        try:
            self._parser.Parse(data, final)
        except expat.ExpatError as error:
            raise InputError(
                f"the file is not well-formed XML ({expat.ErrorString(error.code)})",
                path=self._path,
                line=error.lineno,
                column=error.offset + 1,
                mend="Export it anew",
            ) from None

    def _entity_declared(self, name: str, *_: object) -> None:
        self.fail(
            f"the file declares the entity {name}, which is not safe to read",
            mend="Save it without entity declarations",
        )

    def _entity_skipped(self, name: str, _parameter: bool) -> None:
        self.fail(f"the entity {name} is not known", mend="Write the character itself")


class UnitReader(ABC, Generic[Unit]):
    """Gives the units that end in each piece of a file, in constant memory.

    Args:
        path: The file's name for messages.
        namespaces: Whether names come as ``namespace local``.
    """

    def __init__(self, path: Path | None, *, namespaces: bool = False) -> None:
        self._xml = XmlReader(
            path,
            start=self._start,
            end=self._end,
            characters=self._characters,
            namespaces=namespaces,
        )
        self._done: list[Unit] = []

    @abstractmethod
    def _start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    @abstractmethod
    def _end(self, name: str) -> None:
        """An element ends; a unit that is complete goes to ``_done``."""

    @abstractmethod
    def _characters(self, text: str) -> None:
        """Text is met."""

    @property
    def line(self) -> int:
        """Line of the file that has been read last."""
        return self._xml.line

    def feed(self, text: str) -> list[Unit]:
        """Read on; the units that end here.

        Raises:
            InputError: The file is not well-formed, declares entities, or is of another kind.
        """
        self._xml.feed(text)
        done, self._done = self._done, []
        return done

    def finish(self) -> list[Unit]:
        """The end of the file.

        Raises:
            InputError: The file is not complete.
        """
        self._xml.finish()
        return self._done

    def units(self, texts: Iterable[str]) -> Iterator[Unit]:
        """All units of a file, given in pieces of any size.

        Raises:
            InputError: See `feed` and `finish`.
        """
        for text in texts:
            yield from self.feed(text)
        yield from self.finish()


def xml_text(path: Path) -> Iterator[str]:
    """The text of an XML file piece by piece.

    Raises:
        InputError: It cannot be read, or not in its encoding.
    """
    with open_bytes(path) as stream:
        yield from decoded_xml(iter(lambda: stream.read(_CHUNK), b""), path)


def decoded_xml(chunks: Iterable[bytes], path: Path | None) -> Iterator[str]:
    """Bytes of an XML file as text: in UTF-8, or as their mark or declaration says.

    Raises:
        InputError: There is no such encoding, or the bytes are not in it.
    """
    decoder: codecs.IncrementalDecoder | None = None
    line = 1
    for chunk in chunks:
        if decoder is None:
            decoder = _decoder(chunk, path)
        text = _decoded(decoder, chunk, path, line)
        line += text.count("\n")
        yield text
    if decoder is not None:
        yield _decoded(decoder, b"", path, line, final=True)


def _decoder(head: bytes, path: Path | None) -> codecs.IncrementalDecoder:
    declared = _DECLARED.match(head)
    name = declared[1].decode() if declared is not None else "utf-8"
    name = next((known for mark, known in _MARKS if head.startswith(mark)), name)
    try:
        # Encodings of bytes in bytes, such as base64, do not decode to text.
        "".encode(name)
        return codecs.getincrementaldecoder(name)("strict")
    except (LookupError, ValueError) as error:
        raise _unreadable(error, path, 1) from None


def _decoded(
    decoder: codecs.IncrementalDecoder,
    chunk: bytes,
    path: Path | None,
    line: int,
    *,
    final: bool = False,
) -> str:
    try:
        return decoder.decode(chunk, final)
    except UnicodeDecodeError as error:
        good = error.object[: error.start].decode(error.encoding, "replace")
        raise _unreadable(error, path, line + good.count("\n")) from None
    except ValueError as error:
        raise _unreadable(error, path, line) from None


def _unreadable(error: Exception, path: Path | None, line: int) -> InputError:
    return InputError(
        f"the file's encoding cannot be read ({error})",
        path=path,
        line=line,
        mend="Save it as UTF-8",
    )

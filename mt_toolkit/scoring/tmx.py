"""Reads one language of a TMX file, without entities and without touching the network.

TMX 1.4b (https://www.gala-global.org/tmx-14b). Entities that a file declares itself are refused,
because a short file can blow up through them; external ones are never fetched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn
from xml.parsers import expat

from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_tmx"]

_CODES: Final = frozenset({"bpt", "ept", "it", "ph", "ut"})
"""Elements of a segment that hold markup of the original document, not its words."""


def read_tmx(data: bytes, language: str, path: Path | None, *, option: str) -> list[str]:
    """The segments of ``language``, one for each translation unit, in order.

    White space within a segment becomes single spaces; inline codes are left out.

    Args:
        data: The file.
        language: A BCP-47 tag; it also stands for its regional variants. If a unit has several
            variants that match, the first is taken.
        path: The file's name for messages.
        option: The option that chooses another language, for messages.

    Raises:
        InputError: The file is not well-formed, declares entities, or a unit lacks the language.
    """
    return _Reader(language, path, option).read(data)


class _Reader:
    def __init__(self, language: str, path: Path | None, option: str) -> None:
        self._language = language.lower()
        self._path = path
        self._option = option
        self._segments: list[str] = []
        self._found: str | None = None
        self._wanted = False
        self._text: list[str] | None = None
        self._codes = 0
        self._unit_line = 0
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = self._entity_declared
        parser.SkippedEntityHandler = self._entity_skipped

    def read(self, data: bytes) -> list[str]:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            raise InputError(
                f"the file is not well-formed XML ({expat.ErrorString(error.code)})",
                path=self._path,
                line=error.lineno,
                column=error.offset + 1,
                mend="Export it anew",
            ) from None
        except (LookupError, ValueError) as error:
            raise InputError(
                f"the file's encoding cannot be read ({error})",
                path=self._path,
                mend="Save it as UTF-8",
            ) from None
        return self._segments

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "tu":
            self._found = None
            self._unit_line = self._parser.CurrentLineNumber
        elif name == "tuv":
            tag = (attributes.get("xml:lang") or attributes.get("lang") or "").lower()
            matches = tag == self._language or tag.startswith(f"{self._language}-")
            self._wanted = matches and self._found is None
        elif name == "seg" and self._wanted:
            self._text = []
        elif name in _CODES:
            self._codes += 1

    def _end(self, name: str) -> None:
        if name == "seg" and self._text is not None:
            self._found = " ".join("".join(self._text).split())
            self._text = None
        elif name == "tu":
            if self._found is None:
                self._fail(
                    f"the translation unit has no {self._language} segment",
                    line=self._unit_line,
                    mend=f"Choose the language with {self._option}",
                )
            self._segments.append(self._found)
        elif name in _CODES:
            self._codes -= 1

    def _characters(self, text: str) -> None:
        if self._text is not None and not self._codes:
            self._text.append(text)

    def _entity_declared(self, name: str, *_: object) -> None:
        self._fail(
            f"the file declares the entity {name}, which is not safe to read",
            line=self._parser.CurrentLineNumber,
            mend="Save it without entity declarations",
        )

    def _entity_skipped(self, name: str, _parameter: bool) -> None:
        self._fail(
            f"the entity {name} is not known",
            line=self._parser.CurrentLineNumber,
            mend="Write the character itself",
        )

    def _fail(self, problem: str, *, line: int, mend: str) -> NoReturn:
        raise InputError(problem, path=self._path, line=line, mend=mend)

"""Fenced blocks of Markdown pages, and the shell commands in them.

A ``sh`` block holds commands, a ``console`` block commands after ``$`` with what they print. A
``console fresh`` block is written by ``python -m tests.docs.transcripts``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Command", "Fence", "fences"]

_FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)
PROMPT = "$ "


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command and the lines that the page says it prints, on both outputs together.

    Attributes:
        text: The command, continuation lines joined.
        line: Line of the page it stands on, from 1.
        printed: The lines after it, or ``None`` for a block that shows no output.
    """

    text: str
    line: int
    printed: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """One fenced block.

    Attributes:
        page: The file.
        line: Line of its opening fence, from 1.
        info: The words after the opening fence.
        body: The text inside.
        start: Where the text inside starts in the page.
    """

    page: Path
    line: int
    info: tuple[str, ...]
    body: str
    start: int

    @property
    def language(self) -> str:
        return self.info[0] if self.info else ""

    @property
    def fresh(self) -> bool:
        """Whether its output is written by the transcripts command."""
        return self.info[1:] == ("fresh",)

    @property
    def commands(self) -> tuple[Command, ...]:
        """Its shell commands, none for another language."""
        match self.language:
            case "sh":
                return tuple(self._listed())
            case "console":
                return tuple(self._transcribed())
            case _:
                return ()

    def _listed(self) -> list[Command]:
        commands: list[Command] = []
        continued = ""
        for number, line in enumerate(self.body.splitlines(), self.line + 1):
            text = continued + line.strip()
            if text.endswith("\\"):
                continued = text.removesuffix("\\")
                continue
            continued = ""
            if text and not text.startswith("#"):
                commands.append(Command(text=text, line=number))
        return commands

    def _transcribed(self) -> list[Command]:
        commands: list[Command] = []
        for number, line in enumerate(self.body.splitlines(), self.line + 1):
            if line.startswith(PROMPT):
                text = line.removeprefix(PROMPT)
                commands.append(Command(text=text, line=number, printed=()))
            elif commands:
                last = commands[-1]
                commands[-1] = Command(
                    text=last.text, line=last.line, printed=(*(last.printed or ()), line)
                )
        return commands


def fences(page: Path) -> list[Fence]:
    """All fenced blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    return [
        Fence(
            page=page,
            line=text.count("\n", 0, match.start()) + 1,
            info=tuple(match["info"].split()),
            body=match["body"],
            start=match.start("body"),
        )
        for match in _FENCE.finditer(text)
    ]

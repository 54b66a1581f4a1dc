"""Applies fixes to files, or shows what would be applied."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from mt_toolkit.files import AtomicWriter
from mt_toolkit.formats.encoding import open_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from mt_toolkit.findings import Edit, Finding

__all__ = ["applicable", "apply_edits", "edited", "unified_diff"]

# Unchanged lines shown around changed ones.
_AROUND: Final = 3


def applicable(findings: Iterable[Finding], *, unsafe: bool) -> list[Edit]:
    """The edits that can be made together, in order.

    Args:
        findings: Findings of one file.
        unsafe: Whether fixes that could make something wrong are wanted too.
    """
    edits: list[Edit] = []
    wanted = (
        finding.fix.edit
        for finding in findings
        if finding.fix is not None and (finding.fix.safe or unsafe)
    )
    for edit in sorted(wanted, key=lambda edit: (edit.span, edit.text)):
        if not edits or edits[-1].span.end <= edit.span.start:
            edits.append(edit)
    return edits


def edited(lines: Iterable[str], edits: Sequence[Edit]) -> Iterator[tuple[str, str]]:
    """Each line as it is and as it becomes.

    Args:
        lines: The lines of the file.
        edits: Edits within lines, in order, none overlapping another.
    """
    waiting = deque(edits)
    offset = 0
    for line in lines:
        new: list[str] = []
        done = 0
        while waiting and waiting[0].span.start < offset + len(line):
            edit = waiting.popleft()
            new += [line[done : edit.span.start - offset], edit.text]
            done = edit.span.end - offset
        yield line, "".join((*new, line[done:])) if new else line
        offset += len(line)


def apply_edits(path: Path, edits: Sequence[Edit]) -> None:
    """Write a file anew with the edits made, whole or not at all; its mode stays.

    Raises:
        InputError: It cannot be read.
        OutputError: It cannot be written.
    """
    mode = path.stat().st_mode
    with open_lines(path) as lines, AtomicWriter(path) as writer:
        for _, line in edited(lines, edits):
            writer.write(line)
    path.chmod(mode)


def unified_diff(name: str, lines: Iterable[str], edits: Sequence[Edit]) -> Iterator[str]:
    """What the edits would change, as ``diff -u`` shows it.

    Args:
        name: The file's name.
        lines: Its lines.
        edits: Edits within lines, in order.
    """
    if not edits:
        return
    yield f"--- {name}\n+++ {name}\n"
    before: deque[str] = deque(maxlen=_AROUND)
    hunk: list[tuple[str, str]] | None = None
    start = unchanged = 0
    for number, (old, new) in enumerate(edited(lines, edits), 1):
        if old != new and hunk is None:
            start = number - len(before)
            hunk = [(line, line) for line in before]
        if hunk is not None:
            hunk.append((old, new))
            unchanged = 0 if old != new else unchanged + 1
            if unchanged > 2 * _AROUND:
                yield from _hunk(hunk[: len(hunk) - unchanged + _AROUND], start)
                hunk, unchanged = None, 0
        before.append(old)
    if hunk:
        yield from _hunk(hunk[: len(hunk) - max(0, unchanged - _AROUND)], start)


def _hunk(lines: list[tuple[str, str]], start: int) -> Iterator[str]:
    yield f"@@ -{start},{len(lines)} +{start},{len(lines)} @@\n"
    waiting: list[str] = []
    for old, new in lines:
        if old == new:
            yield from waiting
            waiting = []
            yield _marked(" ", old)
        else:
            yield _marked("-", old)
            waiting.append(_marked("+", new))
    yield from waiting


def _marked(mark: str, line: str) -> str:
    if line.endswith("\n"):
        return mark + line
    return f"{mark}{line}\n\\ No newline at end of file\n"

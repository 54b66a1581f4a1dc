"""What all commands share at the shell: messages on standard error, progress, exit codes."""

from __future__ import annotations

import contextlib
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mt_toolkit.errors import MtToolkitError

__all__ = [
    "CLEAN",
    "FINDINGS",
    "INTERRUPTED",
    "on_terminal",
    "progress_bar",
    "report",
    "say",
    "write_results",
]

CLEAN = 0
FINDINGS = 1
INTERRUPTED = 130

_QUIET_SECONDS = 2.0


def say(message: str) -> None:
    """Print a line on standard error, where there is one."""
    if sys.stderr is not None:
        print(message, file=sys.stderr, flush=True)  # noqa: T201 - the one place that prints


def write_results(parts: Iterable[str]) -> None:
    """Write the parts of a result to standard output, where there is one.

    A terminal has each line at once. Others have many parts together: there may be a million.
    """
    for part in parts:
        if sys.stdout is not None:
            sys.stdout.write(part)
    if sys.stdout is not None:
        sys.stdout.flush()


def report(error: MtToolkitError, *, level: str = "error") -> None:
    """Print an error and its mend on standard error."""
    say(f"{level}: {error}")


def on_terminal() -> bool:
    """Whether standard error is a terminal, where things that change can be shown."""
    return sys.stderr is not None and sys.stderr.isatty()


@contextlib.contextmanager
def progress_bar(
    label: str, total: int | None, *, enabled: bool
) -> Iterator[Callable[[float, str], None]]:
    """Show how far a long task is, with the time left, on standard error.

    Nothing is shown in the first two seconds, and never where standard error is not a terminal.

    Args:
        label: What is being done.
        total: Size of the whole task, or ``None`` where it is not known.
        enabled: Whether the user wants to see it.

    Yields:
        A function that takes how much more has been done, and a short text to show beside it.
    """
    if not (enabled and on_terminal()):
        yield lambda _amount, _note: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[note]}"),
    )
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    task = progress.add_task(label, total=total, note="")

    def advance(amount: float, note: str) -> None:
        progress.update(task, advance=amount, note=note)

    # The first news may take longer than the bar should wait.
    late = threading.Timer(_QUIET_SECONDS, progress.start)
    late.daemon = True
    late.start()
    try:
        yield advance
    finally:
        late.cancel()
        late.join()
        progress.stop()

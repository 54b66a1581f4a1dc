"""The command line: a thin layer over the library, the only place that picks implementations.

Exit codes: 0 done and clean, 1 findings or partial failure, 2 usage, 3 bad input or environment,
130 interrupted (129 and 143 where the terminal closed or the process was told to end).
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from types import FrameType

__all__ = ["main"]

_ENDING_SIGNALS = ("SIGTERM", "SIGHUP")
_INTERRUPTED = {129, 130, 143}
# What the user's disk says, and no fault of the program.
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def main() -> None:
    """Entry point of ``mt-toolkit``."""
    _end_cleanly_on_signals()
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Results are UTF-8 with the line endings of their source, whatever the terminal prefers.
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="")
    try:
        _run()
    except SystemExit as end:
        _flush_results()
        if end.code in _INTERRUPTED:
            # All files are in order. Leaving Python as usual would wait for the threads of the
            # model, which translate all they were given first.
            os._exit(int(end.code))
        raise


def _run() -> None:
    from mt_toolkit.commands.console import INTERRUPTED, report, say
    from mt_toolkit.errors import MtToolkitError, OutputError

    try:
        try:
            _app()
        except OSError as error:
            if error.errno not in _FULL:
                raise
            raise OutputError(f"the output cannot be written ({error.strerror})") from error
    except MtToolkitError as error:
        report(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        say("interrupted")
        sys.exit(INTERRUPTED)


def _app() -> None:
    try:
        from mt_toolkit.commands.main import app

        app(prog_name="mt-toolkit")
    except ImportError as error:
        # So says a compiled module that is interrupted while it is loaded.
        if isinstance(error.__cause__, (KeyboardInterrupt, SystemExit)):
            raise error.__cause__ from None
        raise


def _end_cleanly_on_signals() -> None:
    """Let a request to end run the clean-up that removes half-written files."""

    def end(number: int, _frame: FrameType | None) -> NoReturn:
        raise SystemExit(128 + number)

    for name in _ENDING_SIGNALS:
        number = getattr(signal, name, None)
        # A process started with `nohup` goes on ignoring that its terminal closes.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, end)


def _flush_results() -> None:
    """Write out standard output now: an error while Python exits would print a traceback.

    Such an error has been reported before, or the reader has gone, as ``head`` does.
    """
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except OSError:
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

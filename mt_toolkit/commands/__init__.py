"""The command line: a thin layer over the library, the only place that picks implementations.

Exit codes: 0 done and clean, 1 findings or partial failure, 2 usage, 3 bad input or environment,
130 interrupted.
"""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Entry point of ``mt-toolkit``."""
    from mt_toolkit.commands.console import INTERRUPTED, report, say
    from mt_toolkit.commands.main import app
    from mt_toolkit.errors import MtToolkitError

    try:
        app(prog_name="mt-toolkit")
    except MtToolkitError as error:
        report(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        say("interrupted; the same command goes on where it stopped")
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader has gone, as `head` does. Python would complain once more when it exits.
        sys.stderr.close()
        sys.exit(1)

"""What a run has done so far, kept so that a killed run goes on where it stopped.

Translations are kept by window: a window is a fixed number of consecutive segments, translated
together. A window's key is a hash of its texts and of everything that shapes a translation (model,
options, program version), so a later run that meets the same window takes the same text from
here. That a window is kept whole matters: batches are cut inside a window, and floating-point sums
in a batch may differ in the last bit from those in another batch. Replaying whole windows makes
the output of a resumed run byte for byte that of an undisturbed one.

Outputs that are finished are remembered with the hash of what they were made from, so the same
command a second time has nothing to do.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import zlib
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from mt_toolkit.errors import OutputError
from mt_toolkit.files import file_digest
from mt_toolkit.places import cache_dir

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

__all__ = ["Journal", "OutputState", "open_journal"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS window (key TEXT PRIMARY KEY, payload BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS written (
    path BLOB NOT NULL,
    digest TEXT NOT NULL,
    made_from TEXT NOT NULL,
    run INTEGER NOT NULL,
    PRIMARY KEY (path, digest)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS run (number INTEGER PRIMARY KEY, open INTEGER NOT NULL);
"""


class OutputState(StrEnum):
    """What the journal knows of an output file."""

    UNKNOWN = "unknown"
    """Never written by us, and not there."""
    CURRENT = "current"
    """Made from this very input by these very options."""
    REPLAY = "replay"
    """Current, but finished by the run that is being resumed: its segments still count."""
    STALE = "stale"
    """Ours, as we wrote it, but made from another input or by other options."""
    FOREIGN = "foreign"
    """There, and not as we wrote it."""


class Journal:
    """The record of all runs that write to one place.

    Use `open_journal` to get one.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._db.executescript(_SCHEMA)
        row = self._db.execute("SELECT number FROM run WHERE open").fetchone()
        self.resumes = row is not None
        """Whether an earlier run did not come to its end."""
        if row is None:
            row = self._db.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM run").fetchone()
            self._db.execute("INSERT INTO run VALUES (?, 1)", row)
        self._run: int = row[0]
        self._db.commit()

    def state(self, output: Path, made_from: str) -> OutputState:
        """Say which `OutputState` an output file is in.

        Args:
            output: The output file.
            made_from: Hash of its input and of all that shapes the translation, or an empty
                string where that is not known: then an output of ours is always stale.
        """
        if not output.exists():
            return OutputState.UNKNOWN
        ours = dict(self._announced(output))
        if not ours or (digest := file_digest(output)) not in ours:
            return OutputState.FOREIGN
        earlier, run = ours[digest]
        if not made_from or earlier != made_from:
            return OutputState.STALE
        return OutputState.REPLAY if self.resumes and run == self._run else OutputState.CURRENT

    def _announced(self, output: Path) -> Iterator[tuple[str, tuple[str, int]]]:
        rows = self._db.execute(
            "SELECT digest, made_from, run FROM written WHERE path = ?", (_key(output),)
        )
        return ((digest, (made_from, run)) for digest, made_from, run in rows)

    def announce_output(self, output: Path, *, made_from: str, digest: str) -> None:
        """Remember what ``output`` will hold, before it is put in its place.

        A run may be killed before or after that: then the old content is known to be ours, and
        the new content as well.

        Args:
            output: The output file.
            made_from: As for `state`.
            digest: SHA-256 of its bytes.
        """
        with self._db:
            self._db.execute(
                "INSERT OR REPLACE INTO written VALUES (?, ?, ?, ?)",
                (_key(output), digest, made_from, self._run),
            )

    def window(self, key: str) -> list[Any] | None:
        """Fetch the results of a window translated before, or ``None``."""
        row = self._db.execute("SELECT payload FROM window WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        results: list[Any] = json.loads(zlib.decompress(row[0]))
        return results

    def keep_window(self, key: str, results: Sequence[Any]) -> None:
        """Keep the results of a window; they are safe from a kill once this returns."""
        payload = zlib.compress(json.dumps(results, ensure_ascii=False).encode())
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO window VALUES (?, ?)", (key, payload))

    def finish(self, *, keep: Iterable[str] = ()) -> None:
        """Close the run: its windows are not needed any more, except those ``keep`` names."""
        self._db.execute("CREATE TEMP TABLE kept (key TEXT PRIMARY KEY) WITHOUT ROWID")
        self._db.executemany("INSERT OR IGNORE INTO kept VALUES (?)", ((key,) for key in keep))
        with self._db:
            self._db.execute("DELETE FROM window WHERE key NOT IN (SELECT key FROM kept)")
            self._db.execute(
                "DELETE FROM written WHERE run < ? "
                "AND path IN (SELECT path FROM written WHERE run = ?)",
                (self._run, self._run),
            )
            self._db.execute("DELETE FROM run WHERE number < ?", (self._run,))
            self._db.execute("UPDATE run SET open = 0 WHERE number = ?", (self._run,))
        self._db.execute("VACUUM")


@contextlib.contextmanager
def open_journal(target: Path) -> Iterator[Journal]:
    """Open the journal of everything written to ``target``, a file or a folder.

    It lives in the user's cache, named after the absolute path of ``target``.

    Raises:
        OutputError: Another process is writing to the same place, or the cache cannot be used.
    """
    folder = cache_dir() / "journals"
    with contextlib.ExitStack() as stack:
        try:
            yield _open(target, folder, stack)
        except sqlite3.Error as error:
            raise _unusable(folder, error) from error


def _open(target: Path, folder: Path, stack: contextlib.ExitStack) -> Journal:
    name = hashlib.sha256(_key(target)).hexdigest()[:32]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stack.enter_context(FileLock(folder / f"{name}.lock", timeout=0))
    except Timeout as error:
        raise OutputError(
            f"another run is writing to {target}", mend="Wait for it to end, or stop it"
        ) from error
    except OSError as error:
        raise _unusable(folder, error) from error
    connection = _connect(folder / f"{name}.sqlite3")
    return Journal(stack.enter_context(contextlib.closing(connection)))


def _unusable(folder: Path, error: Exception) -> OutputError:
    return OutputError(
        f"the record of earlier runs in {folder} cannot be used ({error})",
        mend="Remove that folder, or set MT_TOOLKIT_CACHE to one that can be written",
    )


def _key(path: Path) -> bytes:
    """The absolute path as the system has it: a file's name need not be UTF-8."""
    return os.fsencode(path.absolute())


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    # Write-ahead logging survives a kill; NORMAL leaves out a disk flush per window.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection

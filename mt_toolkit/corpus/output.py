"""Writing a corpus: one file, or a folder with train, dev and test."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from mt_toolkit.bitext_files import FORMS, Languages, files_of, read_bitext
from mt_toolkit.corpus.splitting import SplitSet, Splitter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mt_toolkit.bitext import SegmentPair
    from mt_toolkit.bitext_files import BitextForm
    from mt_toolkit.corpus.splitting import Shares

    Write = Callable[[SegmentPair], None]

__all__ = ["Destination", "FileOutput", "FolderOutput", "write_sets"]

_WHOLE: Final = ".pairs.jsonl"


class Destination(Protocol):
    """Where a corpus goes."""

    def write(self, pairs: Iterable[SegmentPair]) -> dict[str, int]:
        """Write all pairs.

        Returns:
            Number of pairs in each set, and of those that would leak; nothing where there are no
            sets.

        Raises:
            OutputError: A file cannot be written.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOutput:
    """One file for all pairs.

    Attributes:
        path: The file.
        form: Its form.
    """

    path: Path
    form: BitextForm

    def write(self, pairs: Iterable[SegmentPair]) -> dict[str, int]:
        """Write all pairs."""
        with self.form.writer(self.path, Languages()) as write:
            for pair in pairs:
                write(pair)
        return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderOutput:
    """A folder with the sets of a corpus.

    Attributes:
        folder: The folder.
        form: Form of its files.
        shares: How the corpus is divided.
        shard: Most pairs of a file; 0 puts each set into one file.
    """

    folder: Path
    form: BitextForm
    shares: Shares
    shard: int = 0

    def write(self, pairs: Iterable[SegmentPair]) -> dict[str, int]:
        """Write all pairs to a hidden file, divide that, and remove it."""
        whole = self.folder / _WHOLE
        jsonl = FORMS["jsonl"]
        with jsonl.writer(whole, Languages()) as write:
            for pair in pairs:
                write(pair)
        splitter = Splitter(lambda: read_bitext(whole, jsonl.name), self.shares)
        try:
            return write_sets(splitter, self.writer)
        finally:
            whole.unlink()

    @contextlib.contextmanager
    def writer(self, name: str) -> Iterator[Write]:
        """Open the file or the files of a set."""
        with contextlib.ExitStack() as stack:
            if not self.shard:
                yield stack.enter_context(self.form.writer(self._path(name), Languages()))
                return
            number = written = 0
            write = stack.enter_context(self._shard(name, number))

            def write_pair(pair: SegmentPair) -> None:
                nonlocal number, written, write
                if written == self.shard:
                    stack.close()
                    number, written = number + 1, 0
                    write = stack.enter_context(self._shard(name, number))
                write(pair)
                written += 1

            yield write_pair
            self._forget(name, number)

    def _shard(self, name: str, number: int) -> contextlib.AbstractContextManager[Write]:
        return self.form.writer(self._path(f"{name}-{number:05}"), Languages())

    def _forget(self, name: str, last: int) -> None:
        """Remove the shards that an earlier, larger corpus had more."""
        number = last + 1
        while any(map(Path.exists, files := self._files(f"{name}-{number:05}"))):
            for path in files:
                path.unlink(missing_ok=True)
            number += 1

    def _files(self, name: str) -> tuple[Path, ...]:
        return files_of(self._path(name), self.form)

    def _path(self, name: str) -> Path:
        suffix = self.form.suffixes[0] if self.form.suffixes else ""
        return self.folder / f"{name}{suffix}"


def write_sets(
    splitter: Splitter,
    open_set: Callable[[str], contextlib.AbstractContextManager[Write]],
    leaked: Write | None = None,
) -> dict[str, int]:
    """Write the sets of a divided corpus.

    Args:
        splitter: Divides the corpus.
        open_set: Opens the file of a set.
        leaked: Takes what would leak.

    Returns:
        Number of pairs in each set, and of those that would leak.

    Raises:
        OutputError: A file cannot be written.
    """
    counts = {name.value: 0 for name in SplitSet} | {"leaks": 0}
    with contextlib.ExitStack() as stack:
        write = {name: stack.enter_context(open_set(name.value)) for name in SplitSet}
        for name, pair, leaks in splitter.run():
            if not leaks:
                counts[name.value] += 1
                write[name](pair)
                continue
            counts["leaks"] += 1
            if leaked is not None:
                leaked(pair)
    return counts

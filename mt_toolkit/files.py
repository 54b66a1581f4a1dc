"""Finding input files and writing output files whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from dataclasses import dataclass
from fnmatch import fnmatch
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from mt_toolkit.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType
    from typing import BinaryIO, Self

__all__ = ["AtomicWriter", "Choice", "SourceFile", "discover", "file_digest", "is_special"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One input file.

    Attributes:
        path: The file, or ``None`` for standard input.
        name: Its path relative to the input it was found under, with ``/``: the name that a
            mirrored output and the segment ids carry.
    """

    path: Path | None
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which files of a folder are wanted.

    Attributes:
        suffixes: File suffixes taken where ``include`` is empty.
        include: Globs over the path relative to the folder or the bare file name; a file that
            matches one is taken.
        exclude: Globs of files and folders left out, stronger than ``include``.
    """

    suffixes: frozenset[str]
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def takes(self, name: str) -> bool:
        """Whether the file with this relative name is wanted."""
        if self.drops(name):
            return False
        if self.include:
            return any(_matches(name, pattern) for pattern in self.include)
        return PurePosixPath(name).suffix.lower() in self.suffixes

    def drops(self, name: str) -> bool:
        """Whether a file or folder is excluded."""
        return any(_matches(name, pattern) for pattern in self.exclude)


def _matches(name: str, pattern: str) -> bool:
    pattern = pattern.rstrip("/")
    return fnmatch(name, pattern) or fnmatch(PurePosixPath(name).name, pattern)


def discover(
    inputs: Sequence[Path], choice: Choice, *, skip: Path | None = None
) -> Iterator[SourceFile | InputError]:
    """Find the files that ``inputs`` name, lazily and always in the same order.

    A folder is walked in the order of its sorted names; hidden files and folders in it are left
    out. A file named directly is always taken. ``-`` is standard input. Where there are several
    inputs, the names of files from a folder begin with the folder's name.

    Args:
        inputs: Files, folders and ``-``.
        choice: Which files of folders are wanted.
        skip: A folder or file inside them that is left out, such as the one that outputs go to.

    Yields:
        Source files, and an error for each input that does not exist, cannot be listed or holds
        nothing that is wanted.
    """
    walker = _Walker(choice, skip)
    for path in inputs:
        if str(path) == "-":
            yield SourceFile(path=None, name="<stdin>")
        elif path.is_dir():
            prefix = f"{path.resolve().name}/" if len(inputs) > 1 else ""
            empty = True
            for found in walker.walk(path, prefix, ""):
                empty = False
                yield found
            if empty:
                yield _nothing_in(path, choice)
        elif path.exists():
            yield SourceFile(path=path, name=path.name)
        else:
            yield InputError("there is no such file or folder", path=path, mend="Check the path")


def _nothing_in(folder: Path, choice: Choice) -> InputError:
    wanted = choice.include or sorted(f"*{suffix}" for suffix in choice.suffixes)
    return InputError(
        f"no file in this folder matches {', '.join(wanted)}",
        path=folder,
        mend="Check --include and --exclude",
    )


class _Walker:
    def __init__(self, choice: Choice, skip: Path | None) -> None:
        self._choice = choice
        self._skip = skip.resolve() if skip is not None else None

    def walk(self, folder: Path, prefix: str, inner: str) -> Iterator[SourceFile | InputError]:
        """Walk ``folder``, whose own path relative to the input is ``inner``."""
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield InputError(
                f"cannot list this folder ({error.strerror})",
                path=folder,
                mend="Check its permissions",
            )
            return
        for entry in entries:
            name = inner + entry.name
            if entry.name.startswith("."):
                continue
            if self._skip is not None and entry.name == self._skip.name and self._skips(entry):
                continue
            # Links to folders are not followed: they may lead in a circle.
            if entry.is_dir(follow_symlinks=False):
                if not self._choice.drops(name):
                    yield from self.walk(Path(entry.path), prefix, f"{name}/")
            elif not self._choice.takes(name):
                continue
            elif entry.is_file():
                yield SourceFile(path=Path(entry.path), name=prefix + name)
            elif not Path(entry.path).exists():
                yield InputError(
                    "is a link that leads nowhere",
                    path=Path(entry.path),
                    mend="Mend or remove it, or leave it out with --exclude",
                )

    def _skips(self, entry: os.DirEntry[str]) -> bool:
        return Path(entry.path).resolve() == self._skip


def is_special(path: Path) -> bool:
    """Whether ``path`` leads to a pipe, a terminal or another device.

    These cannot be read twice, replaced or compared with what was written before.
    """
    return path.exists() and not (path.is_file() or path.is_dir())


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal.

    Raises:
        InputError: The file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})", path=path, mend="Check that it is a readable file"
        ) from error


class AtomicWriter:
    """A file that appears under its name only when it is complete.

    Text goes to ``.NAME.part`` beside it. Leaving the context renames that file; leaving it with
    an exception removes it, and the folders that were made for it, so that an interrupted run never
    leaves half a file.

    Raises:
        OutputError: The folder or file cannot be written, or the disk is full.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        # A link stays a link: what it leads to is replaced.
        self._target = path.resolve()
        self._part = self._target.with_name(f".{self._target.name}.part")
        self._digest = hashlib.sha256()
        self._stream: BinaryIO | None = None
        self._made: list[Path] = []

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes written so far, in hexadecimal."""
        return self._digest.hexdigest()

    def __enter__(self) -> Self:
        with self._reporting():
            self._made = list(takewhile(lambda folder: not folder.exists(), self._part.parents))
            try:
                self._part.parent.mkdir(parents=True, exist_ok=True)
                self._stream = self._part.open("wb")
            except BaseException:
                # A signal can come between the opening and the assignment: nobody would know.
                self._remove()
                raise
        return self

    def write(self, text: str) -> None:
        """Append ``text`` as UTF-8, line endings as they are, half surrogates as ``?``."""
        self.write_bytes(text.encode(errors="replace"))

    def write_bytes(self, data: bytes | memoryview) -> None:
        """Append ``data`` as it is."""
        if self._stream is None:
            raise ValueError("the writer is not open")
        with self._reporting():
            self._stream.write(data)
        self._digest.update(data)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        stream, self._stream = self._stream, None
        if stream is None:
            return
        if kind is not None:
            self._discard(stream)
            return
        try:
            with self._reporting():
                stream.flush()
                os.fsync(stream.fileno())
                stream.close()
                self._part.replace(self._target)
        except BaseException:
            # Writing to a slow disk takes long enough to be interrupted.
            self._discard(stream)
            raise

    def _discard(self, stream: BinaryIO) -> None:
        # A stream on a full disk cannot flush what it still holds; the file goes away anyhow.
        with contextlib.suppress(OSError):
            stream.close()
        self._remove()

    def _remove(self) -> None:
        # What is not there, or holds something else by now, needs no mention.
        with contextlib.suppress(OSError):
            self._part.unlink()
        with contextlib.suppress(OSError):
            for folder in self._made:
                folder.rmdir()

    @contextlib.contextmanager
    def _reporting(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            full = error.errno in {errno.ENOSPC, errno.EDQUOT}
            raise OutputError(
                f"{self.path}: cannot be written ({error.strerror})",
                mend="Free some space and run the same command again"
                if full
                else "Choose another place, or check its permissions",
            ) from error

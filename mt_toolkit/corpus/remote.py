"""Folders and files at any address that fsspec knows: s3://, gs://, hdfs://, memory://."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mt_toolkit.errors import InputError, MtToolkitError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

__all__ = ["fetch", "is_remote", "listed", "open_remote"]


def is_remote(name: str) -> bool:
    """Whether a name is an address, not a path."""
    return "://" in name


def listed(url: str) -> list[str]:
    """The addresses of all files at ``url``, sorted; of a file its own.

    Raises:
        InputError: There is nothing.
    """
    with _reporting(url):
        system, root = _fsspec().core.url_to_fs(url)
        found = sorted(system.find(root))
        if not found:
            raise FileNotFoundError
        return [system.unstrip_protocol(name) for name in found]


@contextlib.contextmanager
def open_remote(url: str) -> Iterator[BinaryIO]:
    """Open a file for reading.

    Raises:
        InputError: It cannot be read.
    """
    with _reporting(url), _fsspec().open(url, "rb") as stream:
        yield stream


def fetch(url: str) -> bytes:
    """All of a file.

    Raises:
        InputError: It cannot be read.
    """
    with open_remote(url) as stream:
        return stream.read()


@contextlib.contextmanager
def _reporting(url: str) -> Iterator[None]:
    try:
        yield
    except ImportError as error:  # fsspec knows the protocol, and the package for it is missing
        raise InputError(
            f"cannot be read ({error})", path=Path(url), mend="Install what is named"
        ) from error
    except (OSError, ValueError) as error:
        reason = str(error) or "there is nothing"
        raise InputError(
            f"cannot be read ({reason})",
            path=Path(url),
            mend="Check the address, and your rights to it",
        ) from error


def _fsspec() -> Any:
    try:
        import fsspec
    except ImportError as error:
        raise MtToolkitError(
            "addresses need fsspec", mend="Run pip install 'mt-toolkit[ray]'"
        ) from error
    return fsspec

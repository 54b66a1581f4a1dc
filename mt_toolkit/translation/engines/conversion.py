"""The user's cache of converted models.

An entry is a folder ``<weights' hash>-<converter version>-<quantization>``. It is built beside its
place and moved there when it is whole; a manifest in it holds the hash of each file, so an entry
that was damaged later is noticed and built again. One lock for each entry lets two processes start
at once.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mt_toolkit.errors import ModelError

if TYPE_CHECKING:
    from mt_toolkit.translation.engines.checkpoint import Checkpoint

__all__ = ["Conversion", "cache_root", "conversions", "converted_folder", "remove_conversions"]

_MANIFEST = "manifest.json"
_PARTIAL = ".partial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """A converted model in the cache.

    Attributes:
        folder: Where it lies.
        weights_hash: Hash of the checkpoint that it was made from.
        size: Bytes on disk.
    """

    folder: Path
    weights_hash: str
    size: int


def cache_root() -> Path:
    """Where converted models are kept: ``$MT_TOOLKIT_CACHE``, else the user's cache folder."""
    chosen = os.environ.get("MT_TOOLKIT_CACHE")
    if chosen:
        return Path(chosen).expanduser() / "ctranslate2"
    from platformdirs import user_cache_path

    return user_cache_path("mt-toolkit", appauthor=False) / "ctranslate2"


def converted_folder(checkpoint: Checkpoint, quantization: str) -> Path:
    """The CTranslate2 folder of a checkpoint, converted now if it was not before.

    Args:
        checkpoint: The model.
        quantization: How weights are stored: ``int8``, ``float16`` or ``float32``.

    Raises:
        ModelError: The model cannot be converted, or the cache cannot be written.
    """
    from mt_toolkit.translation.engines.marian_spec import CONVERTER_VERSION

    root = cache_root()
    entry = root / f"{checkpoint.weights_hash()}-{CONVERTER_VERSION}-{quantization}"
    if _is_whole(entry):
        return entry
    try:
        _build(checkpoint, quantization, entry)
    except OSError as error:
        raise ModelError(
            f"The converted model cannot be written to {root}: {error}",
            mend="Free some space, or set MT_TOOLKIT_CACHE to a folder that can be written",
        ) from error
    return entry


def conversions() -> list[Conversion]:
    """All converted models in the cache, in order of their names."""
    root = cache_root()
    folders = sorted(path.parent for path in root.glob(f"*/{_MANIFEST}"))
    return [
        Conversion(
            folder=folder,
            weights_hash=folder.name.partition("-")[0],
            size=sum(path.stat().st_size for path in folder.iterdir()),
        )
        for folder in folders
        if not folder.name.endswith(_PARTIAL)
    ]


def remove_conversions(weights_hash: str) -> int:
    """Remove all that was made from a checkpoint; returns the number of bytes freed."""
    from filelock import FileLock

    freed = 0
    for conversion in conversions():
        if conversion.weights_hash == weights_hash:
            with FileLock(_lock_path(conversion.folder)):
                shutil.rmtree(conversion.folder, ignore_errors=True)
            freed += conversion.size
    return freed


def _build(checkpoint: Checkpoint, quantization: str, entry: Path) -> None:
    from filelock import FileLock

    from mt_toolkit.translation.engines.marian_spec import convert

    entry.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(_lock_path(entry)):
        if _is_whole(entry):  # Another process built it while we waited.
            return
        # The lock is ours, so what stands here was left by a process that died.
        partial = entry.with_name(f"{entry.name}{_PARTIAL}")
        for leftover in (partial, entry):
            if leftover.exists():
                shutil.rmtree(leftover)
        partial.mkdir()
        try:
            convert(checkpoint, partial, quantization)
            _write_manifest(partial)
            partial.rename(entry)
        finally:
            shutil.rmtree(partial, ignore_errors=True)


def _lock_path(entry: Path) -> Path:
    return entry.with_name(f"{entry.name}.lock")


def _write_manifest(folder: Path) -> None:
    hashes = {path.name: _hash(path) for path in sorted(folder.iterdir())}
    (folder / _MANIFEST).write_text(json.dumps(hashes, indent=2), encoding="utf-8")


def _is_whole(folder: Path) -> bool:
    try:
        hashes = json.loads((folder / _MANIFEST).read_bytes())
        return bool(hashes) and all(_hash(folder / name) == hashes[name] for name in hashes)
    except (OSError, ValueError):
        return False


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""The models that are already on this machine: the cache folder of ``huggingface_hub``.

Its layout is public: ``models--ORG--NAME/refs/BRANCH`` names a commit, and
``snapshots/COMMIT/FILE`` links to ``blobs/HASH``. Reading it directly keeps the start of the
program fast and needs no network code.
"""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mt_toolkit.errors import ModelError
from mt_toolkit.translation.models.layout import folder_size, is_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Snapshot",
    "default_cache",
    "find",
    "find_all",
    "has_parts",
    "remove",
    "repo_folder",
    "scan",
]

DEFAULT_REVISION = "main"


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A whole model in the hub cache.

    Attributes:
        repo_id: Its name on the hub, ``ORG/NAME``.
        commit: The revision it was downloaded at.
        folder: Where its files are.
    """

    repo_id: str
    commit: str
    folder: Path

    @property
    def size(self) -> int:
        """Bytes of its files."""
        return folder_size(self.folder)


def default_cache() -> Path:
    """The hub cache of this user: ``HF_HUB_CACHE``, ``HF_HOME/hub`` or ``~/.cache/huggingface``."""
    from huggingface_hub import constants

    return Path(constants.HF_HUB_CACHE)


def repo_folder(repo_id: str, cache: Path) -> Path:
    """The folder of one model in the cache; it may not exist."""
    return cache / ("models--" + repo_id.replace("/", "--"))


def find(repo_id: str, *, cache: Path, revision: str | None = None) -> Snapshot | None:
    """Find a whole snapshot of a model.

    Args:
        repo_id: ``ORG/NAME``.
        cache: The hub cache.
        revision: A branch, tag or commit. ``None`` is the main branch and, where its newest
            download was cut off, the newest whole snapshot before it.

    Returns:
        The snapshot, or ``None`` when there is none with all its files.
    """
    folder = repo_folder(repo_id, cache)
    commit = _commit(folder, revision or DEFAULT_REVISION)
    wanted = folder / "snapshots" / (commit or revision or DEFAULT_REVISION)
    if is_whole(wanted):
        return Snapshot(repo_id=repo_id, commit=wanted.name, folder=wanted)
    if revision is not None:
        return None
    whole = find_all(repo_id, cache=cache)
    return max(whole, key=lambda found: found.folder.stat().st_mtime, default=None)


def find_all(repo_id: str, *, cache: Path) -> list[Snapshot]:
    """Find all whole snapshots of a model."""
    folders = sorted((repo_folder(repo_id, cache) / "snapshots").glob("*"))
    return [
        Snapshot(repo_id=repo_id, commit=folder.name, folder=folder)
        for folder in folders
        if is_whole(folder)
    ]


def has_parts(repo_id: str, *, cache: Path) -> bool:
    """Whether anything of a model is in the cache, be it only the part of a download."""
    folder = repo_folder(repo_id, cache)
    return any(True for place in ("blobs", "snapshots") for _ in (folder / place).glob("*"))


def scan(cache: Path) -> Iterator[Snapshot]:
    """Yield every whole MarianMT model in the cache, by name."""
    for folder in sorted(cache.glob("models--*--*")):
        repo_id = folder.name.removeprefix("models--").replace("--", "/", 1)
        snapshot = find(repo_id, cache=cache)
        if snapshot is not None and _is_marian(snapshot.folder / "config.json"):
            yield snapshot


def remove(repo_id: str, *, cache: Path) -> int:
    """Delete all revisions of a model, parts of cut-off downloads included.

    Returns:
        Bytes freed.

    Raises:
        ModelError: It cannot be deleted.
    """
    from huggingface_hub import scan_cache_dir

    folder = repo_folder(repo_id, cache)
    if not folder.is_dir():
        return 0
    before = _blob_size(folder)
    found = scan_cache_dir(cache)
    for repo in found.repos:
        if repo.repo_type == "model" and repo.repo_id == repo_id:
            # Copies of a model on the hub share its commits. All but this one are left out of
            # sight, for revisions are deleted by commit, from whichever model has it.
            alone = dataclasses.replace(found, repos=frozenset({repo}))
            commits = [revision.commit_hash for revision in repo.revisions]
            alone.delete_revisions(*commits).execute()
    try:
        if folder.is_dir():  # parts of a download that the library does not see as a model
            shutil.rmtree(folder)
    except OSError as error:
        raise ModelError(
            f"{folder} cannot be removed ({error.strerror})", mend="Check its permissions"
        ) from error
    return before


def _commit(folder: Path, revision: str) -> str | None:
    """The commit that a branch or tag stands for, or ``None`` if that is not known here."""
    try:
        commit = (folder / "refs" / revision).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return None
    return commit if re.fullmatch(r"[0-9a-f]+", commit) else None


def _is_marian(config: Path) -> bool:
    try:
        found = json.loads(config.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get("model_type") == "marian"


def _blob_size(folder: Path) -> int:
    # Where links are not supported, the files lie in the snapshots themselves.
    paths = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return sum(path.stat().st_size for path in paths)

"""Asking a model hub and downloading from it, without ever waiting for one that is not there.

The network code is that of ``huggingface_hub``, so its environment variables hold: ``HF_ENDPOINT``,
``HF_TOKEN``, ``HF_HUB_OFFLINE`` and the usual proxy variables. Added here is a deadline for the
first answer, which also covers name servers and proxies that accept and then say nothing.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mt_toolkit.errors import ModelError
from mt_toolkit.translation.models import hubcache
from mt_toolkit.translation.models.hubtrouble import PULL_AGAIN, explained, within
from mt_toolkit.translation.models.layout import HUB_FILES, OPTIONAL_FILES, weights_among

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mt_toolkit.translation.models.hubcache import Snapshot

__all__ = ["Hub", "Offer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a hub has to give of one model.

    Attributes:
        repo_id: ``ORG/NAME``.
        revision: The branch, tag or commit asked for, or ``None`` for the main branch.
        commit: The commit that this is at the moment.
        weights: Name of the weight file to take.
        files: Names of the files to take, in the order of taking them.
        size: Their bytes together, or ``None`` if the hub does not say.
    """

    repo_id: str
    revision: str | None
    commit: str
    weights: str
    files: tuple[str, ...]
    size: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """A model hub and the local cache that belongs to it.

    Attributes:
        endpoint: Address of the hub; ``None`` is ``HF_ENDPOINT`` or huggingface.co.
        cache: Local cache; ``None`` is the user's own, see
            :func:`.hubcache.default_cache`.
        offline: Whether the hub may not be asked; ``None`` is what ``HF_HUB_OFFLINE`` says.
        patience: Seconds to wait for the first answer.
        progress: Whether downloads show a progress bar on stderr if that is a terminal.
    """

    endpoint: str | None = None
    cache: Path | None = None
    offline: bool | None = None
    patience: float = 3.0
    progress: bool = True

    @property
    def address(self) -> str:
        """Address of the hub, for people."""
        from huggingface_hub import constants

        return self.endpoint or str(constants.ENDPOINT)

    @property
    def cache_folder(self) -> Path:
        """The local cache."""
        return self.cache or hubcache.default_cache()

    @property
    def is_offline(self) -> bool:
        """Whether the hub may not be asked."""
        from huggingface_hub import constants

        return bool(constants.HF_HUB_OFFLINE) if self.offline is None else self.offline

    def find(self, repo_id: str, revision: str | None = None) -> Snapshot | None:
        """Find a whole model in the local cache; see :func:`.hubcache.find`."""
        return hubcache.find(repo_id, cache=self.cache_folder, revision=revision)

    def ask(self, repo_id: str, revision: str | None = None) -> Offer:
        """Ask what the hub has of a model; takes at most ``patience`` seconds.

        Raises:
            ModelError: No hub may be asked or answers in time, it does not have the model, or
                what it has is not a MarianMT model.
        """
        if self.is_offline:
            raise ModelError(
                "the model hub may not be asked (HF_HUB_OFFLINE is set)",
                mend="Unset HF_HUB_OFFLINE, or choose a model that is already here",
            )
        from huggingface_hub import HfApi

        api = HfApi(endpoint=self.endpoint)
        try:
            info = within(
                self.patience,
                lambda: api.model_info(
                    repo_id, revision=revision, timeout=self.patience, files_metadata=True
                ),
            )
        except TimeoutError as error:
            raise ModelError(
                f"the model hub gave no answer within {self.patience:g} s",
                mend="Set HF_HUB_OFFLINE=1 or name a local model to save this wait",
            ) from error
        except Exception as error:
            raise explained(error, repo_id, revision) from error
        sizes = {str(file.rfilename): file.size for file in info.siblings or ()}
        return _offer(repo_id, revision, str(info.sha), sizes)

    def fetch(self, offer: Offer) -> Snapshot:
        """Download what is not here yet of an offer into the local cache.

        A download that was cut off, even by SIGKILL, goes on where it stopped.

        Raises:
            ModelError: The hub stopped answering or the files cannot be stored.
        """
        try:
            with self._bars():
                for name in offer.files:
                    self._fetch_file(offer, name)
        except Exception as error:
            raise explained(error, offer.repo_id, offer.revision) from error
        snapshot = self.find(offer.repo_id, offer.revision)
        if snapshot is None:
            raise ModelError(
                f"{offer.repo_id} changed on the hub while it was downloaded", mend=PULL_AGAIN
            )
        return snapshot

    def _fetch_file(self, offer: Offer, name: str) -> None:
        from huggingface_hub import hf_hub_download

        if name == offer.weights:
            self._fetch_blob(offer, name)
        hf_hub_download(
            offer.repo_id,
            name,
            revision=offer.revision or hubcache.DEFAULT_REVISION,
            cache_dir=self.cache_folder,
            endpoint=self.endpoint,
        )

    def _fetch_blob(self, offer: Offer, name: str) -> None:
        """Download a large file into the place where ``hf_hub_download`` will look for it.

        Recent versions of ``huggingface_hub`` begin a file anew in every process; a part kept
        under a name of its own lets a later process go on.
        """
        from filelock import FileLock
        from huggingface_hub import get_hf_file_metadata, hf_hub_url
        from huggingface_hub.file_download import http_get
        from huggingface_hub.utils import build_hf_headers

        url = hf_hub_url(offer.repo_id, name, revision=offer.commit, endpoint=self.endpoint)
        about = get_hf_file_metadata(url)
        if about.etag is None:  # not a hub; hf_hub_download will say so
            return
        blobs = hubcache.repo_folder(offer.repo_id, self.cache_folder) / "blobs"
        blob = blobs / about.etag
        part = blobs / f"{about.etag}.mt-toolkit.incomplete"
        blobs.mkdir(parents=True, exist_ok=True)
        locks = self.cache_folder / ".locks" / blobs.parent.name
        locks.mkdir(parents=True, exist_ok=True)
        with FileLock(locks / f"{part.name}.lock"):
            if blob.exists():
                return
            if part.exists() and about.size is not None and part.stat().st_size > about.size:
                part.unlink()
            with part.open("ab") as stream:
                http_get(
                    url,
                    stream,
                    resume_size=stream.tell(),
                    headers=build_hf_headers(),
                    expected_size=about.size,
                    displayed_filename=name,
                )
            _verify(part, about.etag)
            part.replace(blob)

    @contextmanager
    def _bars(self) -> Iterator[None]:
        """Keep the library's progress bars away where none are wanted."""
        from huggingface_hub.utils import (
            are_progress_bars_disabled,
            disable_progress_bars,
            enable_progress_bars,
        )

        if self.progress or are_progress_bars_disabled():
            yield
            return
        disable_progress_bars()
        try:
            yield
        finally:
            enable_progress_bars()


def _offer(repo_id: str, revision: str | None, commit: str, sizes: dict[str, int | None]) -> Offer:
    weights = weights_among(sizes)
    missing = [name for name in HUB_FILES if name not in sizes]
    if weights is None or missing:
        lacks = ", ".join(missing) or "weights as model.safetensors or pytorch_model.bin"
        raise ModelError(
            f"{repo_id} is not a MarianMT model that can be used: it lacks {lacks}",
            mend="Choose a model in the layout of Helsinki-NLP/opus-mt-ar-en",
        )
    small = [name for name in (*HUB_FILES, *OPTIONAL_FILES) if name in sizes]
    files = (*small, weights)  # the weights last: a snapshot that has them is whole
    known = [size for name in files if (size := sizes[name]) is not None]
    size = sum(known) if len(known) == len(files) else None
    return Offer(
        repo_id=repo_id, revision=revision, commit=commit, weights=weights, files=files, size=size
    )


def _verify(part: Path, etag: str) -> None:
    """Compare a file with its name on the hub, which for large files is its SHA-256."""
    if not re.fullmatch(r"[0-9a-f]{64}", etag):
        return
    with part.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if digest != etag:
        part.unlink()
        raise ModelError("the weights were damaged on the way", mend="Run the same command again")

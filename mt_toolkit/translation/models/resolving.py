"""Which model runs: the names that users give, and the choice that is made for them.

``resolve("auto")`` prefers ``Helsinki-NLP/opus-mt-ar-en``, from the local hub cache or from a hub
that answers, and otherwise takes the compact model that the package carries. It decides within
seconds, network or not.
"""

from __future__ import annotations

import difflib
import importlib.util
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mt_toolkit.errors import ModelError
from mt_toolkit.translation.models.catalogue import CATALOGUE, COMPACT, PREFERRED, carried_folder
from mt_toolkit.translation.models.hub import Hub
from mt_toolkit.translation.models.layout import kind_of, weights_among

if TYPE_CHECKING:
    from collections.abc import Callable

    from mt_toolkit.translation.models.hub import Offer
    from mt_toolkit.translation.models.hubcache import Snapshot
    from mt_toolkit.translation.models.layout import ModelKind

__all__ = [
    "Reference",
    "ResolvedModel",
    "human_size",
    "locate",
    "parse",
    "pull",
    "resolve",
]

_TORCH_MEND = "Run: pip install 'mt-toolkit[torch]'"
_HUB_ID = re.compile(r"(?P<name>\w[\w.-]*/\w[\w.-]*)(?:@(?P<revision>\w[\w./-]*))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a user named: the carried model, a model of a hub, or a local folder.

    Attributes:
        name: Name for people: ``compact``, a hub id, or a path.
        repo_id: Hub id, or ``None`` for the two others.
        revision: Branch, tag or commit after ``@``, or ``None`` for the main branch.
        folder: The local folder, or ``None`` for a hub id.
    """

    name: str
    repo_id: str | None = None
    revision: str | None = None
    folder: Path | None = None

    @property
    def is_carried(self) -> bool:
        """Whether this is the model in the package."""
        return self.name == COMPACT


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedModel:
    """A model whose files are on this machine.

    Attributes:
        name: Name for people, and for records of what was translated with what.
        folder: Where its files are.
        kind: Their layout.
        reason: One line that says which model this is and why it was chosen.
        revision: Commit on the hub, or ``None`` for a model that is not from a hub.
    """

    name: str
    folder: Path
    kind: ModelKind
    reason: str
    revision: str | None = None


def resolve(
    spec: str = "auto",
    *,
    offline: bool | None = None,
    hub: Hub | None = None,
    announce: Callable[[str], None] | None = None,
) -> ResolvedModel:
    """Find the model that ``spec`` names, and download it if need be.

    Args:
        spec: ``auto``, ``compact``, a hub id (``org/name`` or ``org/name@revision``), the last
            part of a catalogue name, or a local folder.
        offline: Whether the hub may not be asked; ``None`` is what ``HF_HUB_OFFLINE`` says.
        hub: The hub and its cache; ``None`` is the user's own.
        announce: Takes a line for stderr before a download begins.

    Raises:
        ModelError: There is no such model, or it is not here and cannot be fetched.
    """
    hub = hub or Hub()
    if offline is not None:
        hub = replace(hub, offline=offline)
    if spec == "auto":
        return _choose(hub, announce)
    reference = parse(spec)
    return locate(reference, hub=hub) or pull(
        reference, hub=hub, announce=announce, torch_needed=True
    )


def parse(spec: str) -> Reference:
    """Understand the name of a model, without looking for it.

    Raises:
        ModelError: It is neither a known name, a hub id nor an existing folder.
    """
    if spec == COMPACT:
        return Reference(name=COMPACT, folder=carried_folder())
    folder = _existing_folder(spec)
    if folder is not None:
        return Reference(name=str(folder), folder=folder)
    full_names = {entry.name.rpartition("/")[2]: entry.name for entry in CATALOGUE}
    match = _HUB_ID.fullmatch(full_names.get(spec, spec))
    if match and ".." not in spec:
        return Reference(name=match[0], repo_id=match["name"], revision=match["revision"])
    known = ["auto", *full_names, *full_names.values()]
    near = difflib.get_close_matches(spec, known, n=1)
    raise ModelError(
        f"there is no model {spec!r}",
        mend=f"The nearest known name is {near[0]}"
        if near
        else "Give auto, compact, a hub id such as Helsinki-NLP/opus-mt-ar-en, or a folder",
    )


def locate(reference: Reference, *, hub: Hub) -> ResolvedModel | None:
    """Look for a model on this machine only; ``None`` if it would have to be downloaded.

    Raises:
        ModelError: The folder named, or the package, does not hold a whole model.
    """
    if reference.repo_id is None:
        return _at_hand(reference)
    found = hub.find(reference.repo_id, reference.revision)
    return _from_hub(reference, found, "in the local hub cache") if found else None


def pull(
    reference: Reference,
    *,
    hub: Hub,
    announce: Callable[[str], None] | None = None,
    torch_needed: bool = False,
) -> ResolvedModel:
    """Download a model of a hub; what is here already is not downloaded again.

    Args:
        reference: A hub id; the carried model and folders are taken as they are.
        hub: The hub and its cache.
        announce: Takes a line for stderr before a download begins.
        torch_needed: Whether weights that only torch reads are refused where it is missing.

    Raises:
        ModelError: The hub does not answer, has no such model, or the files cannot be stored.
    """
    if reference.repo_id is None:
        return _at_hand(reference)
    offer = hub.ask(reference.repo_id, reference.revision)
    if torch_needed and not _readable(offer.weights):
        raise ModelError(
            f"{reference.name} is offered as {offer.weights}, which needs torch", mend=_TORCH_MEND
        )
    here = hub.find(reference.repo_id, reference.revision)
    if announce and (here is None or here.commit != offer.commit):
        announce(_download_line(offer, hub))
    return _from_hub(reference, hub.fetch(offer), f"downloaded from {hub.address}")


def human_size(size: int | None) -> str:
    """Bytes in decimal units, for people: ``312 MB``; a dash where unknown."""
    if size is None:
        return "—"
    for unit, bytes_ in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= bytes_:
            number = size / bytes_
            return f"{number:.0f} {unit}" if number >= 10 else f"{number:.1f} {unit}"
    return f"{size} B"


def _existing_folder(spec: str) -> Path | None:
    try:
        folder = Path(spec).expanduser()
        return folder if spec and folder.is_dir() else None
    except (OSError, RuntimeError):  # a name too long for a path, a ~user that does not exist
        return None


def _at_hand(reference: Reference) -> ResolvedModel:
    if reference.folder is None or reference.is_carried:
        return _carried("carried in the package")
    return ResolvedModel(
        name=reference.name,
        folder=reference.folder,
        kind=kind_of(reference.folder),
        reason=f"model: {reference.name} (local folder)",
    )


def _choose(hub: Hub, announce: Callable[[str], None] | None) -> ResolvedModel:
    reference = parse(PREFERRED)
    found = locate(reference, hub=hub)
    if found is not None:
        weights = weights_among([path.name for path in found.folder.iterdir()])
        if _readable(weights):
            return found
        return _carried(f"carried in the package; {PREFERRED} is here as {weights}, needs torch")
    try:
        return pull(reference, hub=hub, announce=announce, torch_needed=True)
    except ModelError as error:
        return _carried(f"carried in the package; {error.problem}")


def _carried(why: str) -> ResolvedModel:
    folder = carried_folder()
    if not folder.is_dir():
        raise ModelError(
            f"this installation of mt-toolkit carries no compact model ({why})",
            mend="Install mt-toolkit again, or name another model with --model",
        )
    return ResolvedModel(
        name=COMPACT, folder=folder, kind=kind_of(folder), reason=f"model: {COMPACT} ({why})"
    )


def _from_hub(reference: Reference, found: Snapshot, why: str) -> ResolvedModel:
    return ResolvedModel(
        name=reference.name,
        folder=found.folder,
        kind=kind_of(found.folder),
        reason=f"model: {reference.name} ({why}, revision {found.commit[:7]})",
        revision=found.commit,
    )


def _readable(weights: str | None) -> bool:
    """Whether this installation reads such a weight file."""
    return weights != "pytorch_model.bin" or importlib.util.find_spec("torch") is not None


def _download_line(offer: Offer, hub: Hub) -> str:
    size = human_size(offer.size) if offer.size is not None else "size unknown"
    return f"downloading {offer.repo_id} ({size}) from {hub.address} to {hub.cache_folder}"

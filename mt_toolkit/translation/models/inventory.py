"""Which models are on this machine, and in what state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mt_toolkit.translation.models import hubcache
from mt_toolkit.translation.models.catalogue import CATALOGUE, COMPACT, carried_folder
from mt_toolkit.translation.models.layout import folder_size, licence_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mt_toolkit.translation.models.catalogue import CatalogueEntry

__all__ = ["Holding", "State", "holdings"]

State = Literal["carried", "cached", "incomplete", "not here"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A model that is known, here, or both.

    Attributes:
        name: Its name on the command line.
        state: ``carried`` in the package, ``cached`` from a hub, ``incomplete`` where a download
            was cut off, or ``not here``.
        size: Bytes on this machine, or to download if it is not here; ``None`` if unknown.
        source: BCP-47 tag of the language it reads; ``None`` outside the catalogue.
        target: BCP-47 tag of the language it writes; ``None`` outside the catalogue.
        licence: Its licence; ``None`` where its card names none.
        summary: What it is good for; empty outside the catalogue.
        folder: Where its files are, or ``None``.
        revision: Its commit on the hub, or ``None``.
    """

    name: str
    state: State
    size: int | None
    source: str | None = None
    target: str | None = None
    licence: str | None = None
    summary: str = ""
    folder: Path | None = None
    revision: str | None = None


def holdings(cache: Path) -> Iterator[Holding]:
    """Yield the models of the catalogue, then all others in a hub cache, by name."""
    for entry in CATALOGUE:
        yield _carried(entry) if entry.name == COMPACT else _from_catalogue(entry, cache)
    known = {entry.name for entry in CATALOGUE}
    for snapshot in hubcache.scan(cache):
        if snapshot.repo_id not in known:
            yield Holding(
                name=snapshot.repo_id,
                state="cached",
                size=snapshot.size,
                licence=licence_of(snapshot.folder),
                folder=snapshot.folder,
                revision=snapshot.commit,
            )


def _carried(entry: CatalogueEntry) -> Holding:
    folder = carried_folder()
    here = folder.is_dir()
    return Holding(
        name=entry.name,
        state="carried" if here else "not here",
        size=folder_size(folder) if here else None,
        source=entry.source,
        target=entry.target,
        licence=entry.licence,
        summary=entry.summary,
        folder=folder if here else None,
    )


def _from_catalogue(entry: CatalogueEntry, cache: Path) -> Holding:
    snapshot = hubcache.find(entry.name, cache=cache)
    state: State = "cached" if snapshot else "not here"
    if snapshot is None and hubcache.has_parts(entry.name, cache=cache):
        state = "incomplete"
    return Holding(
        name=entry.name,
        state=state,
        size=snapshot.size if snapshot else entry.size,
        source=entry.source,
        target=entry.target,
        licence=entry.licence,
        summary=entry.summary,
        folder=snapshot.folder if snapshot else None,
        revision=snapshot.commit if snapshot else None,
    )

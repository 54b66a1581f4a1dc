"""``mt-toolkit models``: see, fetch and remove translation models."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Annotated

import typer

from mt_toolkit.commands.console import say
from mt_toolkit.commands.options import JsonOption, QuietOption
from mt_toolkit.errors import ModelError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mt_toolkit.translation.models.hub import Hub
    from mt_toolkit.translation.models.resolving import Reference, ResolvedModel

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True)

_Name = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        show_default=False,
        help="compact, a hub id such as Helsinki-NLP/opus-mt-ar-en (a revision may follow after "
        "an @), the last part of one in the list, or a folder.",
    ),
]


@app.callback()
def models() -> None:
    """See, fetch and remove translation models.

    The compact model comes with the package. Others come from a model hub and are kept in its
    cache, which they share with other programs. Example: `mt-toolkit models list`
    """


@app.command("list")
def list_models(*, as_json: JsonOption = False) -> None:
    """List known models and those on this machine, with their state, size and licence.

    Nothing is asked over the network. Example: `mt-toolkit models list --json`
    """
    from mt_toolkit.translation.engines.conversion import conversions
    from mt_toolkit.translation.models.inventory import holdings
    from mt_toolkit.translation.models.resolving import human_size

    found = list(holdings(_hub().cache_folder))
    converted = list(conversions())
    if as_json:
        _print_json(
            {
                "models": [dataclasses.asdict(holding) for holding in found],
                "conversions": [dataclasses.asdict(conversion) for conversion in converted],
            }
        )
        return
    rows = [
        (
            holding.name,
            holding.state,
            human_size(holding.size),
            f"{holding.source} → {holding.target}" if holding.source else "—",
            holding.licence or "—",
        )
        for holding in found
    ]
    _print_table([("MODEL", "STATE", "SIZE", "LANGUAGES", "LICENCE"), *rows])
    if converted:
        size = human_size(sum(conversion.size for conversion in converted))
        place = converted[0].folder.parent
        typer.echo(f"\n{len(converted)} converted for CTranslate2, {size}, in {place}")


@app.command("show", no_args_is_help=True)
def show(name: _Name, *, as_json: JsonOption = False) -> None:
    """Show what a model on this machine is: layers, width, vocabulary, files, licence, origin.

    Example: `mt-toolkit models show compact`
    """
    from mt_toolkit.translation.models.catalogue import CATALOGUE
    from mt_toolkit.translation.models.layout import read_facts
    from mt_toolkit.translation.models.resolving import human_size

    model = _here(name)
    facts = read_facts(model.folder)
    if facts.licence is None:
        known = {entry.name: entry.licence for entry in CATALOGUE}
        facts = dataclasses.replace(facts, licence=known.get(model.name))
    if as_json:
        _print_json(
            {
                "name": model.name,
                "folder": model.folder,
                "kind": model.kind,
                "revision": model.revision,
                **dataclasses.asdict(facts),
                "files": dict(facts.files),
                "size": facts.size,
            }
        )
        return
    layers = (facts.encoder_layers, facts.decoder_layers)
    rows = [
        ("name", model.name),
        ("layout", {"marian": "MarianMT", "ctranslate2": "CTranslate2"}[model.kind]),
        ("layers", "—" if None in layers else f"{layers[0]} encoder, {layers[1]} decoder"),
        ("width", _number(facts.width)),
        ("inner width", _number(facts.feed_forward)),
        ("vocabulary", _number(facts.vocabulary)),
        ("parameters", _number(facts.parameters)),
        ("licence", facts.licence or "—"),
        ("revision", model.revision or "—"),
        ("folder", str(model.folder)),
        ("size", human_size(facts.size)),
        *((f"  {file}", human_size(size)) for file, size in facts.files),
    ]
    _print_table(rows)


@app.command("pull", no_args_is_help=True)
def pull_model(
    name: _Name,
    *,
    quiet: QuietOption = False,
) -> None:
    """Download a model from the hub, or bring it up to date.

    A pull that was cut off goes on where it stopped when the same command is given again. Its
    folder is printed at the end. Example: `mt-toolkit models pull Helsinki-NLP/opus-mt-ar-en`
    """
    from mt_toolkit.translation.models.resolving import parse, pull

    hub = dataclasses.replace(_hub(), progress=not quiet)
    announce = None if quiet else say
    model = pull(parse(name), hub=hub, announce=announce)
    if announce:
        announce(model.reason)
    typer.echo(model.folder)


@app.command("path", no_args_is_help=True)
def path(name: _Name) -> None:
    """Print the folder of a model on this machine, and nothing else.

    Example: `ls "$(mt-toolkit models path compact)"`
    """
    typer.echo(_here(name).folder)


@app.command("rm", no_args_is_help=True)
def remove_model(
    name: _Name,
    *,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Remove a model and what was made from it, after asking.

    All its revisions go, for all programs that share the hub cache. The model in the package and
    folders of yours are never removed. Example: `mt-toolkit models rm opus-mt-tc-big-ar-en`
    """
    from mt_toolkit.translation.models import hubcache
    from mt_toolkit.translation.models.resolving import human_size, parse

    reference = parse(name)
    repo_id = _removable(reference)
    cache = _hub().cache_folder
    if not hubcache.has_parts(repo_id, cache=cache):
        raise _not_here(reference)
    if not yes:
        typer.confirm(f"Remove {repo_id} from {cache}?", abort=True, err=True)
    snapshots = hubcache.find_all(repo_id, cache=cache)
    freed = sum(_remove_converted(snapshot.folder) for snapshot in snapshots)
    freed += hubcache.remove(repo_id, cache=cache)
    say(f"removed {repo_id}, {human_size(freed)}")


def _hub() -> Hub:
    from mt_toolkit.translation.models.hub import Hub

    return Hub()


def _here(name: str) -> ResolvedModel:
    from mt_toolkit.translation.models.resolving import locate, parse

    reference = parse(name)
    model = locate(reference, hub=_hub())
    if model is None:
        raise _not_here(reference)
    return model


def _not_here(reference: Reference) -> ModelError:
    return ModelError(
        f"{reference.name} is not on this machine",
        mend=f"Run: mt-toolkit models pull {reference.name}",
    )


def _removable(reference: Reference) -> str:
    if reference.repo_id is None:
        raise UsageError(
            "the compact model is part of the package and is not removed"
            if reference.is_carried
            else f"{reference.name} is a folder of yours and is not removed",
            mend="Name a model from the hub; see: mt-toolkit models list",
        )
    if reference.revision is not None:
        raise UsageError(
            f"a model is removed with all its revisions, not {reference.revision} alone",
            mend=f"Run: mt-toolkit models rm {reference.repo_id}",
        )
    return reference.repo_id


def _remove_converted(folder: Path) -> int:
    from mt_toolkit.translation.engines.checkpoint import Checkpoint
    from mt_toolkit.translation.engines.conversion import remove_conversions

    try:
        weights_hash = Checkpoint(folder).weights_hash()
    except ModelError:  # nothing can have been made from a model that cannot be read
        return 0
    return remove_conversions(weights_hash)


def _number(value: int | None) -> str:
    return "—" if value is None else f"{value:,}"


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def _print_table(rows: Iterable[tuple[str, ...]]) -> None:
    """Print columns that are as wide as they must be: names are copied, and never cut."""
    lines = list(rows)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        typer.echo("  ".join(cells).rstrip())

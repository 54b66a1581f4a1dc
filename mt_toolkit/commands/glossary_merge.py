"""``mt-toolkit glossary merge``: proposed entries into a glossary."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mt_toolkit.commands.console import CLEAN, FINDINGS, report, say, write_results
from mt_toolkit.commands.options import QuietOption
from mt_toolkit.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mt_toolkit.glossary import Additions, Glossary

__all__ = ["merge"]


def merge(
    base: Annotated[Path, typer.Argument(metavar="BASE", help="The glossary, YAML; or names.")],
    proposals: Annotated[
        list[Path],
        typer.Argument(metavar="PROPOSALS...", help="What to add: YAML, CSV, TSV, TBX."),
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write here, not to standard output."),
    ] = None,
    in_place: Annotated[bool, typer.Option("--in-place", "-i", help="Change BASE itself.")] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what would change, and write nothing.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, and write nothing.")
    ] = False,
    quiet: QuietOption = False,
) -> None:
    """Add entries, and new spellings of known entries, to a glossary.

    A proposal with the id or the target of an entry adds its spellings to it; all others become
    entries, in the order of ids. Comments and layout stay. What contradicts the glossary is
    reported and left out. Merging the same proposals again changes nothing.

    Exit code 0: all is merged. 1: something was left out. 3: a file is no glossary.

    [bold]Examples[/bold]

    mt-toolkit glossary merge names.yaml proposals.yaml --diff

    mt-toolkit glossary merge names.yaml proposals.yaml --in-place
    """
    from mt_toolkit.glossary import (
        SHIPPED,
        added_to,
        edited_yaml,
        format_of,
        glossary_path,
        load_glossary,
    )

    if sum((output is not None, in_place, diff, dry_run)) > 1:
        raise UsageError(
            "--output, --in-place, --diff and --dry-run exclude one another",
            mend="Choose one of them",
        )
    if in_place and str(base) == SHIPPED:
        raise UsageError(
            "the glossary that comes with the toolkit is not changed",
            mend="Write the merged one with --output FILE, and use that",
        )
    base = glossary_path(base)
    if format_of(base) != "yaml":
        raise InputError(
            "is no YAML glossary", path=base, mend="Merge into a YAML file, as names.yaml is one"
        )
    glossary = load_glossary(base)
    additions = added_to(glossary, (entry for path in proposals for entry in _read(path, glossary)))
    # Read as it was: its line ends are its own.
    text = base.read_bytes().decode("utf-8-sig")
    merged = edited_yaml(text, glossary, new=additions.new, changed=additions.changed)
    for conflict in additions.conflicts:
        report(conflict)
    if diff:
        write_results(_difference(text, merged, base))
    elif not dry_run:
        _write(merged, base if in_place else output, unchanged=in_place and merged == text)
    if not quiet:
        say(_summary(additions))
    raise typer.Exit(FINDINGS if additions.conflicts else CLEAN)


def _read(path: Path, base: Glossary) -> Glossary:
    """A file of proposals, for the languages of the glossary."""
    from mt_toolkit.glossary import glossary_path, load_glossary

    proposed = load_glossary(glossary_path(path))
    languages = base.source_language, base.target_language
    if (proposed.source_language, proposed.target_language) != languages:
        raise InputError(
            f"is from {proposed.source_language} to {proposed.target_language}, the glossary from "
            f"{languages[0]} to {languages[1]}",
            path=path,
            mend="Merge glossaries for one pair of languages",
        )
    return proposed


def _difference(before: str, after: str, path: Path) -> Iterator[str]:
    name = path.as_posix()
    lines = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for line in difflib.unified_diff(*lines, fromfile=name, tofile=name):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _write(text: str, path: Path | None, *, unchanged: bool) -> None:
    from mt_toolkit.files import AtomicWriter

    if unchanged:
        return
    if path is None:
        write_results((text,))
        return
    with AtomicWriter(path) as writer:
        writer.write(text)


def _summary(additions: Additions) -> str:
    new, changed = len(additions.new), len(additions.changed)
    parts = [f"{new} new entr{'y' if new == 1 else 'ies'}" if new else ""]
    parts.append(f"{changed} changed" if changed else "")
    if additions.conflicts:
        count = len(additions.conflicts)
        parts.append(f"{count} conflict{'' if count == 1 else 's'} left out")
    return ", ".join(filter(None, parts)) or "nothing to add"

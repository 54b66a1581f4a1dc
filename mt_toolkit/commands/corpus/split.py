"""``mt-toolkit corpus split``: train, dev and test that have nothing in common."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mt_toolkit.commands.console import CLEAN, FINDINGS, progress_bar
from mt_toolkit.commands.corpus.rows import Rows
from mt_toolkit.commands.corpus.summary import say_empty_sets, say_table, set_rows
from mt_toolkit.commands.options import (
    Form,
    JsonOption,
    QuietOption,
    SourceLanguageOption,
    TargetLanguageOption,
)
from mt_toolkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mt_toolkit.bitext import SegmentPair
    from mt_toolkit.corpus.splitting import Shares

__all__ = ["DevOption", "SeedOption", "TestOption", "shares_of", "split"]

DevOption = Annotated[float, typer.Option(min=0, max=1, help="Share of the documents for dev.")]
TestOption = Annotated[float, typer.Option(min=0, max=1, help="Share of the documents for test.")]
SeedOption = Annotated[int, typer.Option(help="Another seed gives another division.")]


def split(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="IN", help="A file of bitext; with Moses one of the two, or their beginning."
        ),
    ],
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Folder for the three files.")
    ],
    dev: DevOption = 0.01,
    test: TestOption = 0.01,
    seed: SeedOption = 1,
    removed: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write what would leak into a file of bitext."),
    ] = None,
    from_form: Annotated[
        Form | None, typer.Option("--from", help="Form of IN; otherwise by its suffix.")
    ] = None,
    to_form: Annotated[
        Form | None, typer.Option("--to", help="Form of the files; otherwise that of IN.")
    ] = None,
    source_language: SourceLanguageOption = "ar",
    target_language: TargetLanguageOption = "en",
    quiet: QuietOption = False,
    json_summary: JsonOption = False,
) -> None:
    """Divide a corpus into train, dev and test, whole documents to one set.

    Which set a document goes to is told by a hash of its name and the seed: it stays there when the
    corpus grows. A small corpus has at least one document in each set that is to have a share, if
    there are as many documents as sets. What is nearly the same in two sets is taken out of train
    (or out of dev where it is in test).

    [bold]Examples[/bold]

    mt-toolkit corpus split corpus.jsonl -o sets/

    mt-toolkit corpus split corpus.tsv -o sets/ --dev 0.02 --test 0.02 --seed 7
    """
    from mt_toolkit.bitext_files import FORMS, Languages, form_of
    from mt_toolkit.corpus.output import FolderOutput, write_sets
    from mt_toolkit.corpus.splitting import Splitter

    shares = shares_of(dev, test, seed)
    languages = Languages(source=source_language, target=target_language)
    reads = form_of(source, from_form, languages=languages, option="--from")
    writes = FORMS[to_form] if to_form else reads
    rows = Rows(source, reads, languages)
    folder = FolderOutput(folder=output, form=writes, shares=shares)
    with contextlib.ExitStack() as stack:
        leaked = None
        if removed is not None:
            form = form_of(removed, languages=languages)
            leaked = stack.enter_context(form.writer(removed, languages))
        advance = stack.enter_context(progress_bar("Dividing", None, enabled=not quiet))

        def watched() -> Iterator[SegmentPair]:
            for number, pair in enumerate(rows, 1):
                advance(1, f"{number:,} pairs")
                yield pair

        counts = write_sets(Splitter(watched, shares), folder.writer, leaked)
    if json_summary:
        typer.echo(json.dumps(counts | {"failed": rows.failed}))
    elif not quiet:
        say_table(set_rows(counts))
        say_empty_sets(counts, shares)
    raise typer.Exit(FINDINGS if rows.failed else CLEAN)


def shares_of(dev: float, test: float, seed: int) -> Shares:
    """The division that the options ask for."""
    from mt_toolkit.corpus.splitting import Shares

    try:
        return Shares(dev=dev, test=test, seed=seed)
    except ValueError as error:
        raise UsageError(
            f"--dev {dev:g} and --test {test:g} leave nothing to train on",
            mend="Give smaller shares",
        ) from error

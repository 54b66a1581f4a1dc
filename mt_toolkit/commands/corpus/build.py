"""``mt-toolkit corpus build``: articles in, a parallel corpus out."""

from __future__ import annotations

import json
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mt_toolkit.commands.console import CLEAN, FINDINGS, INTERRUPTED, say
from mt_toolkit.commands.corpus.filtering import (
    FilterOption,
    GlossaryOption,
    NoFilterOption,
    RemovedOption,
)
from mt_toolkit.commands.corpus.production import Recipe, open_producer
from mt_toolkit.commands.corpus.reports import (
    REPORTS,
    ReportOption,
    check_report,
    reporting,
    write_report,
)
from mt_toolkit.commands.corpus.run import Run
from mt_toolkit.commands.corpus.split import DevOption, SeedOption, TestOption, shares_of
from mt_toolkit.commands.corpus.summary import (
    filtered_rows,
    say_empty_sets,
    say_table,
    set_rows,
)
from mt_toolkit.commands.glossary_options import open_glossary
from mt_toolkit.commands.options import Form, JsonOption, QuietOption, Segments
from mt_toolkit.commands.page_option import title_of
from mt_toolkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mt_toolkit.corpus.articles import Article
    from mt_toolkit.corpus.building import Engine
    from mt_toolkit.corpus.output import Destination
    from mt_toolkit.corpus.producing import Producer
    from mt_toolkit.corpus.splitting import Shares
    from mt_toolkit.errors import InputError

__all__ = ["build"]


class Where(StrEnum):
    """Where articles are worked on."""

    LOCAL = "local"
    RAY = "ray"


def build(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Folders or files of Arabic articles; lists of pairs (.tsv); articles as records "
            "(.jsonl, .parquet); or addresses such as s3://bucket/articles.",
        ),
    ],
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help="A folder for train, dev and test; or a file of bitext for everything.",
        ),
    ],
    target: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The English versions, with the same names.", exists=True),
    ] = None,
    match: Annotated[
        bool,
        typer.Option(
            "--match", help="Find the English versions in --target by content, not by name."
        ),
    ] = False,
    segments: Annotated[
        Segments, typer.Option(help="What is paired: sentences, or the lines as they are.")
    ] = Segments.SENTENCES,
    to_form: Annotated[
        Form | None, typer.Option("--to", help="Form of the files; otherwise JSON Lines.")
    ] = None,
    shard_pairs: Annotated[
        int, typer.Option(min=0, help="Most pairs of a file; 0 makes one file of each set.")
    ] = 0,
    encoding: Annotated[
        str | None,
        typer.Option(help="Encoding of the files, for example windows-1256; otherwise UTF-8."),
    ] = None,
    dev: DevOption = 0.01,
    test: TestOption = 0.01,
    seed: SeedOption = 1,
    model: Annotated[
        str,
        typer.Option(
            help="auto, compact, a hub id such as Helsinki-NLP/opus-mt-ar-en, or a folder.",
            rich_help_panel="Translation",
        ),
    ] = "auto",
    beam: Annotated[
        int, typer.Option(min=1, help="Beam size; 1 is greedy.", rich_help_panel="Translation")
    ] = 4,
    threads: Annotated[
        int,
        typer.Option(min=0, help="CPU threads; 0 is one a core.", rich_help_panel="Translation"),
    ] = 0,
    glossary: GlossaryOption = None,
    settings: FilterOption = None,
    without: NoFilterOption = None,
    report_file: ReportOption = None,
    removed: RemovedOption = None,
    engine: Annotated[
        Where,
        typer.Option(
            help="local: in this process; ray: by workers of a Ray cluster.",
            rich_help_panel="Beyond one machine",
        ),
    ] = Where.LOCAL,
    workers: Annotated[
        int,
        typer.Option(min=1, help="Workers of --engine ray.", rich_help_panel="Beyond one machine"),
    ] = 2,
    quiet: QuietOption = False,
    json_summary: JsonOption = False,
) -> None:
    """Make a parallel corpus of articles.

    An article with an English version is aligned with it; one without is translated. Pairs carry
    where they come from, their similarity, confidence and scores; filters take out what is unfit,
    doubles go, and whole documents are put into train, dev or test.

    A run that was stopped goes on when the same command is given again, and a later run works on
    new and changed articles only.

    [bold]Examples[/bold]

    mt-toolkit corpus build articles/ -o corpus/

    mt-toolkit corpus build arabic/ --target english/ --match -o corpus.jsonl -g names.yaml

    mt-toolkit corpus build pairs.tsv -o corpus/ --to tsv --report report.html
    """
    from mt_toolkit.corpus.building import Builder
    from mt_toolkit.corpus.output import FileOutput
    from mt_toolkit.corpus.removed import removed_writer
    from mt_toolkit.corpus.report import FilterReport
    from mt_toolkit.translation.journal import open_journal

    shares = shares_of(dev, test, seed)
    check_report(report_file, (output, removed, *map(Path, inputs)))
    destination = _destination(output, to_form, shard_pairs, shares)
    recipe = Recipe(
        model=model,
        threads=threads,
        beam=beam,
        segmentation=segments.value,
        encoding=encoding,
        glossary=open_glossary(glossary),
        settings=tuple(settings or ()),
        without=tuple(without or ()),
    )
    articles = _articles(inputs, target, encoding, matched=match)
    chain = recipe.chain()
    tally = FilterReport(one.name for one in chain.filters)
    folder = None if isinstance(destination, FileOutput) else output
    removed = removed or (folder / "removed.jsonl" if folder is not None else None)
    try:
        with (
            open_journal(output) as journal,
            removed_writer(removed) as drop,
            reporting(report_file, tally, title=title_of(list(map(Path, inputs)))) as take,
        ):
            producer = open_producer(recipe, None if quiet else say)
            builder = Builder(producer, _engine(engine, recipe, producer, workers), journal)
            run = Run(builder, chain.sequential(), tally, take, drop)
            sets = destination.write(run.kept(articles, quiet=quiet))
            builder.finish()
    except KeyboardInterrupt:
        say("interrupted; the same command goes on where it stopped")
        raise typer.Exit(INTERRUPTED) from None
    if folder is not None:
        for end in REPORTS:
            write_report(folder / f"report{end}", tally)
    if json_summary:
        typer.echo(json.dumps(run.summary() | sets))
    elif not quiet:
        say_table((*run.rows(), *filtered_rows(tally), *(set_rows(sets, "    ") if sets else ())))
        if sets:
            say_empty_sets(sets, shares)
    raise typer.Exit(FINDINGS if run.failed else CLEAN)


def _articles(
    inputs: list[str], target: Path | None, encoding: str | None, *, matched: bool
) -> Iterator[Article | InputError]:
    from mt_toolkit.alignment.embedding import UseEmbedder
    from mt_toolkit.corpus.articles import find_articles, matched_articles

    if not matched:
        return find_articles(inputs, target)
    if target is None or len(inputs) != 1 or not Path(inputs[0]).is_dir() or not target.is_dir():
        raise UsageError(
            "--match compares one folder with that of --target",
            mend="Give a folder, and --target DIR",
        )
    return matched_articles(Path(inputs[0]), target, UseEmbedder(), encoding=encoding)


def _destination(output: Path, to_form: Form | None, shard: int, shares: Shares) -> Destination:
    """A file where the name says so, otherwise a folder."""
    from mt_toolkit.bitext_files import FORMS, form_of
    from mt_toolkit.bitext_files.lines import unpacked_name
    from mt_toolkit.corpus.output import FileOutput, FolderOutput

    suffixes = {suffix for form in FORMS.values() for suffix in form.suffixes}
    if output.with_name(unpacked_name(output)).suffix.lower() not in suffixes:
        form = FORMS[to_form or Form.JSONL]
        return FolderOutput(folder=output, form=form, shares=shares, shard=shard)
    if shard:
        raise UsageError(
            f"{output} is one file, and --shard-pairs wants many", mend="Name a folder"
        )
    return FileOutput(path=output, form=form_of(output, to_form))


def _engine(engine: Where, recipe: Recipe, producer: Producer, workers: int) -> Engine:
    from mt_toolkit.corpus.building import Here

    if engine is Where.LOCAL:
        return Here(producer)
    from mt_toolkit.corpus.spread import RayWorkers

    return RayWorkers(partial(open_producer, recipe), workers=workers)

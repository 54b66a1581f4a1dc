"""``mt-toolkit translate``: articles in, English out."""

from __future__ import annotations

import contextlib
import json
import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mt_toolkit.commands.console import CLEAN, FINDINGS, INTERRUPTED, say
from mt_toolkit.commands.glossary_options import glossary_option
from mt_toolkit.commands.model_option import Device, Engine, open_translator
from mt_toolkit.commands.options import JsonOption, QuietOption
from mt_toolkit.commands.page_option import ReportOption, check_page
from mt_toolkit.commands.translation_progress import Meter, Summary, follow
from mt_toolkit.commands.translation_run import open_keeper, open_pipeline, shown_page
from mt_toolkit.errors import UsageError

__all__ = ["translate"]


class Table(StrEnum):
    """Tables of segments that can be written instead of documents."""

    TSV = "tsv"
    JSONL = "jsonl"


def translate(
    inputs: Annotated[
        list[Path],
        typer.Argument(metavar="INPUT...", help="Files, folders, or - for standard input."),
    ],
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help="A file; or a folder that mirrors the input. Standard output if left out.",
        ),
    ] = None,
    to: Annotated[
        Table | None,
        typer.Option(
            help="Write a table, one segment a line, instead of the document: id, source, "
            "hypothesis, score, model, marks."
        ),
    ] = None,
    format_name: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="NAME",
            help="Format of the input (plain, markdown, html, jsonl); otherwise by file suffix.",
        ),
    ] = None,
    field: Annotated[
        str, typer.Option(help="Field of each JSON Lines record that holds the text.")
    ] = "text",
    encoding: Annotated[
        str | None,
        typer.Option(help="Encoding of the input, for example windows-1256; otherwise UTF-8."),
    ] = None,
    include: Annotated[
        list[str] | None,
        typer.Option(help="Glob of files to take from folders, instead of all known suffixes."),
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option(help="Glob of files or folders to leave out.")
    ] = None,
    model: Annotated[
        str,
        typer.Option(
            help="auto, compact, a hub id such as Helsinki-NLP/opus-mt-ar-en, or a folder.",
            rich_help_panel="Model",
        ),
    ] = "auto",
    engine: Annotated[
        Engine, typer.Option(help="What runs the model.", rich_help_panel="Model")
    ] = Engine.CTRANSLATE2,
    compute_type: Annotated[
        str,
        typer.Option(
            help="Arithmetic of the ctranslate2 engine: auto (int8 on CPU, float16 on GPU), int8, "
            "float32, …",
            rich_help_panel="Model",
        ),
    ] = "auto",
    device: Annotated[
        Device, typer.Option(help="Where the model runs.", rich_help_panel="Model")
    ] = Device.AUTO,
    threads: Annotated[
        int, typer.Option(min=0, help="CPU threads; 0 is one a core.", rich_help_panel="Model")
    ] = 0,
    beam: Annotated[
        int, typer.Option(min=1, help="Beam size; 1 is greedy.", rich_help_panel="Decoding")
    ] = 4,
    length_penalty: Annotated[
        float,
        typer.Option(help="Above 1 favours longer output.", rich_help_panel="Decoding"),
    ] = 1.0,
    no_repeat_ngram: Annotated[
        int,
        typer.Option(
            min=0,
            help="Forbid n-grams of this size to occur twice in a segment; 0 allows all.",
            rich_help_panel="Decoding",
        ),
    ] = 0,
    batch_tokens: Annotated[
        int,
        typer.Option(min=1, help="Source tokens decoded at once.", rich_help_panel="Decoding"),
    ] = 1024,
    n_best: Annotated[
        int,
        typer.Option(
            min=1,
            help="Hypotheses to give for each segment, with --to jsonl.",
            rich_help_panel="Decoding",
        ),
    ] = 1,
    glossary: Annotated[
        list[Path] | None,
        glossary_option(
            "Glossary whose terms the translation must carry; several are merged, a later one "
            "counts.",
            "Terms",
        ),
    ] = None,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help="Tell of each term where it was found, by which evidence, and what was changed: "
            "on standard error, or in each record of --to jsonl.",
            rich_help_panel="Terms",
        ),
    ] = False,
    page: ReportOption = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace outputs that this command did not write.")
    ] = False,
    quiet: QuietOption = False,
    json_summary: JsonOption = False,
) -> None:
    """Translate Arabic articles into English.

    Paragraphs, markup and line endings are kept.

    A run that was stopped goes on when the same command is given again.

    [bold]Examples[/bold]

    mt-toolkit translate article.txt

    mt-toolkit translate articles/ -o english/

    mt-toolkit translate page.html -o page.en.html --model Helsinki-NLP/opus-mt-ar-en

    cat article.txt | mt-toolkit translate - --to tsv

    mt-toolkit translate article.txt --glossary names --explain

    mt-toolkit translate articles/ -o english/ -g names --report english.html
    """
    from mt_toolkit.commands.translation_plan import make_plan
    from mt_toolkit.protocols import Decoding

    target = None if output is None else Path(output)
    if json_summary and target is None:
        raise UsageError(
            "--json needs --output: standard output holds the translation",
            mend="Add --output OUT",
        )
    if n_best > 1 and to is not Table.JSONL:
        raise UsageError("--n-best needs a place for the others", mend="Add --to jsonl")
    if n_best > beam:
        raise UsageError(
            f"--n-best {n_best} needs a beam of at least {n_best}", mend=f"Add --beam {n_best}"
        )
    if explain and not glossary:
        raise UsageError("--explain tells of terms, and there are none", mend="Add --glossary FILE")
    if page is not None:
        check_page(page, [*inputs, target])
    keeper = open_keeper(glossary or [])
    plan = make_plan(
        inputs,
        target,
        folder=output is not None and output.endswith(("/", os.sep)),
        table=to.value if to else None,
        format_name=format_name,
        field=field,
        encoding=encoding,
        include=tuple(include or ()),
        exclude=tuple(exclude or ()),
        explain=explain,
    )
    decoding = Decoding(
        beam=beam,
        length_penalty=length_penalty,
        no_repeat_ngram=no_repeat_ngram,
        batch_tokens=batch_tokens,
        n_best=n_best,
    )
    translator = open_translator(
        model,
        engine=engine,
        device=device,
        compute_type=compute_type,
        threads=threads,
        announce=None if quiet else say,
    )
    summary = Summary(model=translator.name, terms=keeper is not None)
    meter = Meter()
    try:
        with (
            open_pipeline(
                plan,
                translator,
                decoding,
                overwrite=overwrite,
                meter=meter,
                keeper=keeper,
                told=say if explain and to is not Table.JSONL else None,
                show=page is not None,
            ) as pipeline,
            shown_page(page, inputs, translator.name, glossary or []) as seen,
            # After an interrupt half-written files go at once, not when the process ends.
            contextlib.closing(pipeline.run(plan.units())) as events,
        ):
            follow(events, plan, summary, meter, quiet=quiet, seen=seen)
    except KeyboardInterrupt:
        say("interrupted" + ("; the same command goes on where it stopped" if output else ""))
        raise typer.Exit(INTERRUPTED) from None
    if json_summary:
        typer.echo(json.dumps(summary.as_dict(), ensure_ascii=False))
    elif not quiet:
        say(summary.line())
    raise typer.Exit(FINDINGS if summary.failed or summary.problems else CLEAN)

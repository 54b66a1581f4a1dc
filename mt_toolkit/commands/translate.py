"""``mt-toolkit translate``: articles in, English out."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import mt_toolkit
from mt_toolkit.commands.console import (
    CLEAN,
    FINDINGS,
    INTERRUPTED,
    say,
)
from mt_toolkit.commands.page_option import ReportOption, check_page, title_of
from mt_toolkit.commands.translation_progress import Meter, Summary, follow
from mt_toolkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mt_toolkit.commands.translation_plan import Plan
    from mt_toolkit.protocols import Decoding, TermKeeper, Translator
    from mt_toolkit.translation.events import Shown
    from mt_toolkit.translation.pipeline import Pipeline

__all__ = ["translate"]


class Engine(StrEnum):
    """What runs the model."""

    CTRANSLATE2 = "ctranslate2"
    TRANSFORMERS = "transformers"


class Table(StrEnum):
    """Tables of segments that can be written instead of documents."""

    TSV = "tsv"
    JSONL = "jsonl"


class Device(StrEnum):
    """Where the model runs."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"


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
        typer.Option(
            "--glossary",
            "-g",
            metavar="FILE",
            help="Glossary whose terms the translation must carry; several are merged, a later "
            "one counts.",
            rich_help_panel="Terms",
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
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress and no summary; errors only.")
    ] = False,
    json_summary: Annotated[
        bool, typer.Option("--json", help="Print the summary as JSON on standard output.")
    ] = False,
) -> None:
    """Translate Arabic articles into English.

    Paragraphs, markup and line endings are kept.

    A run that was stopped goes on when the same command is given again.

    [bold]Examples[/bold]

    mt-toolkit translate article.txt

    mt-toolkit translate articles/ -o english/

    mt-toolkit translate page.html -o page.en.html --model Helsinki-NLP/opus-mt-ar-en

    cat article.txt | mt-toolkit translate - --to tsv

    mt-toolkit translate article.txt --glossary glossaries/names.yaml --explain

    mt-toolkit translate articles/ -o english/ -g glossaries/names.yaml --report english.html
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
    keeper = _open_keeper(glossary or [])
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
    translator = _open_translator(
        model, engine, device=device, compute_type=compute_type, threads=threads, quiet=quiet
    )
    summary = Summary(model=translator.name, terms=keeper is not None)
    meter = Meter()
    try:
        with (
            _pipeline(
                plan,
                translator,
                decoding,
                overwrite=overwrite,
                meter=meter,
                keeper=keeper,
                told=say if explain and to is not Table.JSONL else None,
                show=page is not None,
            ) as pipeline,
            _page(page, inputs, translator.name, glossary or []) as seen,
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


def _open_keeper(paths: list[Path]) -> TermKeeper | None:
    if not paths:
        return None
    from mt_toolkit.glossary import load_glossaries
    from mt_toolkit.terms import GlossaryKeeper

    glossary, conflicts = load_glossaries(paths)
    for conflict in conflicts:
        say(str(conflict))
    return GlossaryKeeper(glossary)


def _open_translator(
    model: str, engine: Engine, *, device: Device, compute_type: str, threads: int, quiet: bool
) -> Translator:
    from mt_toolkit.translation.models.resolving import resolve

    found = resolve(model, announce=None if quiet else say)
    if not quiet:
        say(found.reason)
    if engine is Engine.TRANSFORMERS:
        from mt_toolkit.translation.engines.transformers_engine import TransformersTranslator

        return TransformersTranslator(
            found.folder, device=device.value, threads=threads, name=found.name
        )
    from mt_toolkit.translation.engines.ctranslate2_engine import CTranslate2Translator

    return CTranslate2Translator(
        found.folder,
        device=device.value,
        compute_type=compute_type,
        threads=threads,
        name=found.name,
    )


@contextlib.contextmanager
def _pipeline(
    plan: Plan,
    translator: Translator,
    decoding: Decoding,
    *,
    overwrite: bool,
    meter: Meter,
    keeper: TermKeeper | None,
    told: Callable[[str], None] | None,
    show: bool,
) -> Iterator[Pipeline]:
    from mt_toolkit.files import is_special
    from mt_toolkit.translation.journal import open_journal
    from mt_toolkit.translation.mending.careful import CarefulTranslator
    from mt_toolkit.translation.mending.termwise import TermwiseTranslator
    from mt_toolkit.translation.pipeline import Pipeline

    settings: dict[str, Any] = {
        "version": mt_toolkit.__version__,
        "translator": translator.fingerprint,
        "decoding": asdict(decoding),
        "plan": plan.settings(),
        "terms": keeper.fingerprint if keeper else None,
    }
    if show:
        # Segments with word links are batched apart, which may change the last bit of a sum.
        settings["links"] = True
    fingerprint = hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()
    with contextlib.ExitStack() as stack:
        target = plan.output if plan.output and not is_special(plan.output) else None
        journal = stack.enter_context(open_journal(target)) if target else None
        careful = CarefulTranslator(translator, decoding)
        yield Pipeline(
            translator=TermwiseTranslator(careful, keeper) if keeper else careful,
            read=plan.read,
            open_output=lambda unit: plan.open_output(unit, translator.name, sys.stdout, told),
            fingerprint=fingerprint,
            journal=journal,
            overwrite=overwrite,
            progress=meter.share,
            keeper=keeper,
            show=show,
        )


@contextlib.contextmanager
def _page(
    path: Path | None, inputs: list[Path], model: str, glossaries: list[Path]
) -> Iterator[Callable[[Shown], None] | None]:
    """A page of what is translated, or ``None`` where none is wanted."""
    if path is None:
        yield None
        return
    from mt_toolkit.reporting.page import open_page
    from mt_toolkit.reporting.page.translated import MODEL_SCALE, TranslatedRows

    summary = [("Model", model), *(("Glossary", file.name) for file in glossaries)]
    with open_page(path, title=title_of(inputs), scale=MODEL_SCALE, summary=summary) as page:
        yield TranslatedRows(page).take
        page.finish()

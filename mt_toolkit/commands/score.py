"""``mt-toolkit score``: how good translations are, and which of two is better."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mt_toolkit.commands.console import progress_bar, say
from mt_toolkit.commands.glossary_options import glossary_option, open_glossary
from mt_toolkit.commands.options import QuietOption
from mt_toolkit.commands.page_option import ReportOption, check_page, title_of
from mt_toolkit.commands.score_options import (
    By,
    InputLayout,
    Paired,
    Tokenizer,
    inputs_of,
    resources_of,
)
from mt_toolkit.commands.score_output import judge, print_scores, write_page

__all__ = ["score"]


_TABLES = "Tables"
_TESTS = "Significance"
_FIGURES = "Figures"
_OUTPUT = "Output"


def score(
    hypotheses: Annotated[
        list[Path],
        typer.Argument(
            metavar="HYPOTHESIS...",
            help="One file or folder a system, or - for standard input. The first is the baseline.",
            show_default=False,
        ),
    ],
    reference: Annotated[
        list[Path],
        typer.Option(
            "--reference",
            "-r",
            metavar="REF",
            help="The reference, segment by segment; give it again for more references.",
            show_default=False,
        ),
    ],
    source: Annotated[
        Path | None,
        typer.Option("--source", "-s", metavar="SRC", help="The source; allows more figures."),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option(help="Name of a system, once for each; otherwise their file names."),
    ] = None,
    metrics: Annotated[
        str | None,
        typer.Option(
            metavar="LIST",
            help="Figures: bleu, chrf, chrf++, ter, comet; with the source numbers, with a "
            "glossary too terms, consistency, names; length, untranslated, repetition. Otherwise "
            "all but comet that can be computed.",
            rich_help_panel=_FIGURES,
        ),
    ] = None,
    glossary: Annotated[
        list[Path] | None,
        glossary_option(
            "Glossary for term success, consistency and names; needs --source.", _FIGURES
        ),
    ] = None,
    tokenize: Annotated[
        Tokenizer, typer.Option(help="BLEU's tokeniser.", rich_help_panel=_FIGURES)
    ] = Tokenizer.MTEVAL,
    lowercase: Annotated[
        bool,
        typer.Option("--lowercase", help="Ignore case in BLEU and chrF.", rich_help_panel=_FIGURES),
    ] = False,
    comet_model: Annotated[
        Path | None,
        typer.Option(
            metavar="CKPT",
            help="COMET's checkpoint file. Nothing is downloaded.",
            rich_help_panel=_FIGURES,
        ),
    ] = None,
    comet_gpus: Annotated[
        int, typer.Option(min=0, help="GPUs that COMET uses.", rich_help_panel=_FIGURES)
    ] = 0,
    confidence: Annotated[
        bool,
        typer.Option(
            "--confidence",
            help="Give 95 % confidence intervals, by bootstrap.",
            rich_help_panel=_TESTS,
        ),
    ] = False,
    paired: Annotated[
        list[Paired] | None,
        typer.Option(
            help="Test each system against the first: bs, paired bootstrap; ar, paired "
            "approximate randomisation. May be given twice.",
            rich_help_panel=_TESTS,
        ),
    ] = None,
    resamples: Annotated[
        int, typer.Option(min=2, help="Bootstrap resamples.", rich_help_panel=_TESTS)
    ] = 1000,
    trials: Annotated[
        int, typer.Option(min=1, help="Randomisation trials.", rich_help_panel=_TESTS)
    ] = 10_000,
    by: Annotated[
        By, typer.Option(help="Add a line for each document or segment.", rich_help_panel=_OUTPUT)
    ] = By.CORPUS,
    docids: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The name of each segment's document, one a line.",
            rich_help_panel=_OUTPUT,
        ),
    ] = None,
    layout: Annotated[
        InputLayout | None,
        typer.Option(
            "--format", help="Layout of all files; otherwise by suffix.", rich_help_panel=_TABLES
        ),
    ] = None,
    hypothesis_column: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN",
            help="TSV column (name, or number from 1), JSON field or TMX language of the "
            "hypothesis. Otherwise: hypothesis, target; en.",
            rich_help_panel=_TABLES,
        ),
    ] = None,
    reference_column: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN",
            help="The same of the reference. Otherwise: reference, target; en.",
            rich_help_panel=_TABLES,
        ),
    ] = None,
    source_column: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN",
            help="The same of the source. Otherwise: source; ar.",
            rich_help_panel=_TABLES,
        ),
    ] = None,
    document_column: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN",
            help="Column or field of the reference file that names the document.",
            rich_help_panel=_TABLES,
        ),
    ] = None,
    header: Annotated[
        bool | None,
        typer.Option(
            "--header/--no-header",
            help="Whether the first line of TSV names the columns; otherwise only where a column "
            "is given by name.",
            rich_help_panel=_TABLES,
            show_default=False,
        ),
    ] = None,
    json_output: Annotated[
        bool, typer.Option("--json", help="Print JSON, in full precision.", rich_help_panel=_OUTPUT)
    ] = False,
    latex: Annotated[
        bool,
        typer.Option("--latex", help="Print a table for booktabs.", rich_help_panel=_OUTPUT),
    ] = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print a Markdown table.", rich_help_panel=_OUTPUT)
    ] = False,
    digits: Annotated[
        int,
        typer.Option(min=0, max=12, help="Decimals in tables.", rich_help_panel=_OUTPUT),
    ] = 1,
    fail_under: Annotated[
        str | None,
        typer.Option(
            metavar="LIST",
            help="Exit with 1 if a system's figure is worse than this, for example "
            "bleu=30,terms=99.",
            rich_help_panel=_OUTPUT,
        ),
    ] = None,
    page: ReportOption = None,
    quiet: QuietOption = False,
) -> None:
    """Score translations against a reference.

    BLEU, chrF, chrF++ and TER are sacreBLEU's, to the last digit. Besides: numbers and, with a
    glossary, terms and names of the source that were kept, length against the reference, Arabic
    letters left over, words said in a loop.

    [bold]Examples[/bold]

    mt-toolkit score mine.en --reference ref.en

    mt-toolkit score old.en new.en -r ref.en -s src.ar --paired bs --paired ar

    mt-toolkit score english/ -r reference/ --by document

    mt-toolkit score out.jsonl -r ref.txt --fail-under bleu=30

    mt-toolkit score mine.en -r ref.en -s src.ar -g names.yaml --fail-under bleu=30,terms=99
    """
    from mt_toolkit.errors import UsageError
    from mt_toolkit.reporting.page import GlossaryView
    from mt_toolkit.scoring.choice import choose_measures, default_keys, parse_keys
    from mt_toolkit.scoring.evaluation import Level, evaluate
    from mt_toolkit.scoring.gather import gather
    from mt_toolkit.scoring.resampling import Resampling
    from mt_toolkit.scoring.thresholds import parse_bounds

    if json_output + latex + markdown > 1:
        raise UsageError("one output at a time", mend="Choose --json, --latex or --markdown")
    if paired and len(hypotheses) < 2:
        raise UsageError("--paired compares systems, and there is one", mend="Give another one")
    if glossary and source is None:
        raise UsageError("--glossary needs the source", mend="Add --source FILE")
    if page is not None:
        check_page(page, [*hypotheses, *reference, source])
    entries = open_glossary(glossary)
    resources = resources_of(
        entries,
        references=len(reference),
        source=source is not None,
        tokenize=tokenize,
        lowercase=lowercase,
        comet_model=comet_model,
        comet_gpus=comet_gpus,
    )
    measures = choose_measures(
        parse_keys(metrics) if metrics is not None else default_keys(resources), resources
    )
    figures = [figure for measure in measures for figure in measure.figures]
    bounds = parse_bounds(fail_under, figures) if fail_under else {}
    tests = Resampling(
        confidence=confidence,
        paired_bootstrap=Paired.BOOTSTRAP in (paired or ()),
        paired_randomisation=Paired.RANDOMISATION in (paired or ()),
        resamples=resamples,
        trials=trials,
    )
    data, systems = gather(
        inputs_of(
            hypotheses,
            reference,
            source,
            names=name or (),
            layout=layout,
            docids=docids,
            document_column=document_column,
            columns=(hypothesis_column, reference_column, source_column),
            header=header,
        )
    )
    if by is By.DOCUMENT and data.documents is None:
        raise UsageError(
            "it is not known which document a segment belongs to",
            mend="Give --docids or --document-column, or folders",
        )
    with progress_bar("scoring", len(data), enabled=not quiet) as advance:
        report = evaluate(
            data,
            systems,
            measures,
            resampling=tests,
            level=Level(by.value),
            segments=page is not None,
            advance=advance,
        )
    print_scores(report, json_output=json_output, latex=latex, markdown=markdown, digits=digits)
    if page is not None:
        view = None if entries is None else GlossaryView(entries)
        write_page(page, title_of(hypotheses), report, data, systems, view)
    if not quiet:
        for note in report.notes:
            say(f"note: {note}")
    raise typer.Exit(judge(report, bounds))

"""``mt-toolkit corpus filter``: anyone's bitext in, what is fit for training out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from mt_toolkit.commands.console import CLEAN, FINDINGS, progress_bar
from mt_toolkit.commands.corpus.filtering import (
    FilterOption,
    GlossaryOption,
    NoFilterOption,
    RemovedOption,
    make_chain,
)
from mt_toolkit.commands.corpus.reports import ReportOption, check_report, reporting
from mt_toolkit.commands.corpus.rows import Rows
from mt_toolkit.commands.corpus.summary import filtered_rows, say_table
from mt_toolkit.commands.glossary_options import open_glossary
from mt_toolkit.commands.options import (
    Form,
    JsonOption,
    QuietOption,
    SourceLanguageOption,
    TargetLanguageOption,
)
from mt_toolkit.errors import UsageError

__all__ = ["filter_bitext"]


def filter_bitext(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="IN", help="A file of bitext; with Moses one of the two, or their beginning."
        ),
    ],
    output: Annotated[Path, typer.Argument(metavar="OUT", help="The file for what is kept.")],
    *,
    settings: FilterOption = None,
    without: NoFilterOption = None,
    glossary: GlossaryOption = None,
    report_file: ReportOption = None,
    removed: RemovedOption = None,
    from_form: Annotated[
        Form | None, typer.Option("--from", help="Form of IN; otherwise by its suffix.")
    ] = None,
    to_form: Annotated[
        Form | None, typer.Option("--to", help="Form of OUT; otherwise by its suffix.")
    ] = None,
    source_language: SourceLanguageOption = "ar",
    target_language: TargetLanguageOption = "en",
    quiet: QuietOption = False,
    json_summary: JsonOption = False,
) -> None:
    """Take out of bitext what is unfit for training: misaligned, broken, double.

    Pairs go one after the other through the filters; the first that objects removes the pair. Any
    size goes through in constant memory, except that duplicates are remembered as hashes.

    [bold]Examples[/bold]

    mt-toolkit corpus filter crawled.tsv clean.tsv --report report.html

    mt-toolkit corpus filter crawled.jsonl.gz clean.jsonl.gz --filter similarity=0.4 --no-filter
    near_duplicate --removed removed.jsonl
    """
    from mt_toolkit.bitext_files import Languages, form_of
    from mt_toolkit.corpus.removed import removed_writer
    from mt_toolkit.corpus.report import FilterReport

    languages = Languages(source=source_language, target=target_language)
    reads = form_of(source, from_form, languages=languages, option="--from")
    writes = form_of(output, to_form, languages=languages)
    check_report(report_file)
    written = [path.resolve() for path in (output, report_file, removed) if path is not None]
    if source.resolve() in written or len(set(written)) < len(written):
        raise UsageError("two of the files are the same", mend="Name another file for the output")
    chain = make_chain(settings, without, open_glossary(glossary))
    tally = FilterReport(one.name for one in chain.filters)
    rows = Rows(source, reads, languages)
    with (
        writes.writer(output, languages) as keep,
        removed_writer(removed) as drop,
        reporting(
            report_file, tally, title=source.name, languages=(source_language, target_language)
        ) as take,
        progress_bar("Filtering", None, enabled=not quiet) as advance,
    ):
        for judged in chain.run(rows):
            take(judged)
            if judged.kept:
                keep(judged.pair)
            else:
                drop(judged)
            advance(1, f"{tally.kept:,} of {tally.read:,} pairs kept")
    if json_summary:
        summary = {"read": tally.read, "kept": tally.kept, "failed": rows.failed}
        typer.echo(json.dumps(summary | {"removed": tally.removed}))
    elif not quiet:
        say_table(filtered_rows(tally))
    raise typer.Exit(FINDINGS if rows.failed else CLEAN)

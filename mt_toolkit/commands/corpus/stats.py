"""``mt-toolkit corpus stats``: what a corpus consists of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mt_toolkit.commands.console import CLEAN, FINDINGS, progress_bar, report
from mt_toolkit.commands.corpus.rows import Rows
from mt_toolkit.commands.options import (
    Form,
    JsonOption,
    QuietOption,
    SourceLanguageOption,
    TargetLanguageOption,
)
from mt_toolkit.errors import InputError, UsageError
from mt_toolkit.files import AtomicWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mt_toolkit.corpus.statistics import Histogram, Statistics

__all__ = ["stats"]

_BAR = 40


def stats(
    inputs: Annotated[list[Path], typer.Argument(metavar="IN...", help="Files of bitext.")],
    *,
    plot: Annotated[
        Path | None,
        typer.Option(metavar="FILE.svg", help="Draw the histograms into an SVG file."),
    ] = None,
    from_form: Annotated[
        Form | None, typer.Option("--from", help="Form of all files; otherwise by their suffixes.")
    ] = None,
    source_language: SourceLanguageOption = "ar",
    target_language: TargetLanguageOption = "en",
    quiet: QuietOption = False,
    json_summary: JsonOption = False,
) -> None:
    """Count a corpus: pairs, words, lengths, confidence, similarity, origins, duplicates.

    Several files are counted together. One that cannot be read is reported, and counts as far as it
    could be (exit code 1; 3 if that is so of all).

    [bold]Examples[/bold]

    mt-toolkit corpus stats corpus.jsonl

    mt-toolkit corpus stats train.jsonl dev.jsonl --json --plot corpus.svg
    """
    from mt_toolkit.bitext_files import Languages, form_of
    from mt_toolkit.corpus.plot import histograms_as_svg
    from mt_toolkit.corpus.statistics import Statistics

    if plot is not None and plot.suffix.lower() != ".svg":
        raise UsageError(f"--plot {plot}: a picture is .svg", mend="Give it such a suffix")
    languages = Languages(source=source_language, target=target_language)
    files = [
        Rows(path, form_of(path, from_form, languages=languages, option="--from"), languages)
        for path in inputs
    ]
    counted = Statistics()
    unread = 0
    with progress_bar("Counting", None, enabled=not quiet) as advance:
        for rows in files:
            try:
                for pair in rows:
                    counted.add(pair)
                    advance(1, f"{counted.pairs:,} pairs")
            except InputError as error:
                report(error)
                unread += 1
    if unread == len(files):
        raise typer.Exit(InputError.exit_code)
    if plot is not None:
        with AtomicWriter(plot) as stream:
            stream.write(histograms_as_svg(counted.histograms))
    if json_summary:
        typer.echo(json.dumps(counted.as_dict(), ensure_ascii=False))
    else:
        typer.echo("\n".join(_tables(counted)))
    raise typer.Exit(FINDINGS if unread or any(rows.failed for rows in files) else CLEAN)


def _tables(counted: Statistics) -> Iterator[str]:
    figures: dict[str, int] = {
        "pairs": counted.pairs,
        "documents": counted.documents,
        "source words": counted.words["source"],
        "target words": counted.words["target"],
        "one side only": counted.one_sided,
        "duplicates": counted.duplicates,
    }
    yield from _counts("", figures)
    yield from _counts("origin", counted.origins)
    yield from _counts("findings", counted.findings)
    for name, histogram in counted.histograms.items():
        if histogram.count:
            yield from _bars(name.replace("_", " "), histogram)


def _counts(title: str, figures: Mapping[str, int]) -> Iterator[str]:
    if title and figures:
        yield f"\n{title}"
    width = max(map(len, figures), default=0)
    for name, figure in sorted(figures.items()) if title else figures.items():
        yield f"  {name:{width}}  {figure:>12,}"


def _bars(title: str, histogram: Histogram) -> Iterator[str]:
    yield f"\n{title}, mean {histogram.mean or 0:.2f}"
    labels = histogram.labels()
    width = max(map(len, labels))
    largest = max(histogram.counts)
    for label, count in zip(labels, histogram.counts, strict=True):
        bar = "\u2588" * round(_BAR * count / largest)
        yield f"  {label:>{width}}  {count:>10,}  {bar}".rstrip()

"""``mt-toolkit report``: bitext or articles in, one page to read them on out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mt_toolkit.commands.console import CLEAN, FINDINGS, progress_bar, say
from mt_toolkit.commands.console import report as complain
from mt_toolkit.commands.glossary_options import glossary_option
from mt_toolkit.commands.options import (
    Form,
    JsonOption,
    QuietOption,
    SourceLanguageOption,
    TargetLanguageOption,
)
from mt_toolkit.commands.page_option import check_page, glossary_view, title_of
from mt_toolkit.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mt_toolkit.bitext import SegmentPair

__all__ = ["report"]


def report(
    output: Annotated[
        Path, typer.Argument(metavar="OUT.html", help="The page to write.", show_default=False)
    ],
    inputs: Annotated[
        list[Path],
        typer.Argument(
            metavar="INPUT...",
            help="Files of bitext; or two files or folders of articles, Arabic and English.",
            show_default=False,
        ),
    ],
    *,
    glossary: Annotated[
        list[Path] | None,
        glossary_option("Glossary whose terms are marked and checked; several are merged."),
    ] = None,
    title: Annotated[
        str | None, typer.Option(help="Title of the page; otherwise the names of the inputs.")
    ] = None,
    form: Annotated[
        Form | None, typer.Option("--format", help="Form of the bitext; otherwise by suffix.")
    ] = None,
    source_language: SourceLanguageOption = "ar",
    target_language: TargetLanguageOption = "en",
    quiet: QuietOption = False,
    json_summary: JsonOption = False,
) -> None:
    """Write one HTML page to read bitext on: Arabic beside English, with all that is known of it.

    The page needs no network and nothing else: it can be opened from disk, sent and printed. Two
    plain articles, or two folders of them, are aligned first. What cannot be read is reported, and
    the rest is shown (exit code 1).

    [bold]Examples[/bold]

    mt-toolkit report page.html bitext.jsonl

    mt-toolkit report page.html bitext.tsv --glossary names

    mt-toolkit report page.html arabic/ english/ -g names
    """
    from mt_toolkit.reporting.page import SIMILARITY, open_page, pair_documents

    check_page(output, inputs)
    view = glossary_view(glossary or ())
    reading = _Reading(form, source_language, target_language)
    articles = form is None and reading.are_articles(inputs)
    with (
        open_page(
            output,
            title=title or title_of(inputs),
            scale=SIMILARITY,
            languages=(source_language, target_language),
            summary=[("Glossary", path.name) for path in glossary or ()],
        ) as page,
        progress_bar("Reading", None, enabled=not quiet) as advance,
    ):
        read = (
            [(inputs[0], reading.articles(*inputs))]
            if articles
            else [(path, reading.bitext(path)) for path in inputs]
        )
        for path, pairs in read:
            for document in pair_documents(_counted(pairs, advance), name=path.name, view=view):
                page.document(document)
        page.finish()
    counted = {"documents": page.documents, "segments": page.rows, "failed": reading.failed}
    if json_summary:
        typer.echo(json.dumps(counted))
    elif not quiet:
        documents = "a document" if page.documents == 1 else f"{page.documents:,} documents"
        said = f"{page.rows:,} segments of {documents} written to {output}"
        say(said + (f"; {reading.failed} failed" if reading.failed else ""))
    raise typer.Exit(FINDINGS if reading.failed else CLEAN)


def _counted(
    pairs: Iterator[SegmentPair], advance: Callable[[float, str], None]
) -> Iterator[SegmentPair]:
    for number, pair in enumerate(pairs, 1):
        yield pair
        advance(1, f"{number:,} segments")


class _Reading:
    """Reads pairs; what cannot be read is reported and counted."""

    def __init__(self, form: str | None, source_language: str, target_language: str) -> None:
        from mt_toolkit.bitext_files import Languages

        self._form = form
        self._languages = Languages(source=source_language, target=target_language)
        self.failed = 0

    def are_articles(self, inputs: Sequence[Path]) -> bool:
        """Whether the inputs are two articles, or two folders of them, and no bitext."""
        return len(inputs) == 2 and not any(map(self._is_bitext, inputs))

    def _is_bitext(self, path: Path) -> bool:
        from mt_toolkit.bitext_files import form_of

        if path.is_dir():
            return False
        try:
            form_of(path, languages=self._languages)
        except UsageError:
            return False
        return True

    def bitext(self, path: Path) -> Iterator[SegmentPair]:
        """The pairs of a file of bitext."""
        from mt_toolkit.bitext_files import form_of, read_rows

        form = form_of(path, self._form, languages=self._languages, option="--format")
        try:
            for row in read_rows(path, form, self._languages):
                if isinstance(row, InputError):
                    self._fail(row)
                else:
                    yield row.pair
        except InputError as error:
            self._fail(error)

    def articles(self, source: Path, target: Path) -> Iterator[SegmentPair]:
        """The pairs of articles, aligned."""
        from mt_toolkit.alignment.aligner import EvidenceAligner
        from mt_toolkit.alignment.embedding import UseEmbedder
        from mt_toolkit.alignment.linking import ArticleLinker
        from mt_toolkit.alignment.pairing import file_pairs

        embedder = UseEmbedder()
        linker = ArticleLinker(
            aligner=EvidenceAligner(embedder, embedder), segmentation="sentences"
        )
        for found in file_pairs(source, target):
            try:
                if isinstance(found, InputError):
                    raise found
                rows = linker.rows(found)
            except InputError as error:
                self._fail(error)
                continue
            yield from rows

    def _fail(self, error: InputError) -> None:
        complain(error)
        self.failed += 1

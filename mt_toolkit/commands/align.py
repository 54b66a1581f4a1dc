"""``mt-toolkit align``: an article and its English version in, linked sentences out."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mt_toolkit.commands.console import CLEAN, FINDINGS, progress_bar, report, say
from mt_toolkit.commands.model_option import open_translator
from mt_toolkit.commands.options import Form, JsonOption, QuietOption, Segments
from mt_toolkit.commands.page_option import ReportOption, aligned_page
from mt_toolkit.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from mt_toolkit.alignment.linking import ArticleLinker
    from mt_toolkit.alignment.machine import MachineTranslation
    from mt_toolkit.alignment.pairing import FilePair
    from mt_toolkit.bitext import SegmentPair
    from mt_toolkit.protocols import Aligner

__all__ = ["align"]


def align(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="SOURCE",
            help="An Arabic file or folder; without TARGET a list of pairs, one a line, source and "
            "target with a tab between them.",
            exists=True,
        ),
    ],
    target: Annotated[
        Path | None,
        typer.Argument(metavar="[TARGET]", help="Its English file or folder.", exists=True),
    ] = None,
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="OUT", help="File for all pairs; with moses its beginning."
        ),
    ],
    segments: Annotated[
        Segments, typer.Option(help="What is linked: sentences, or the lines as they are.")
    ] = Segments.SENTENCES,
    to: Annotated[
        Form | None, typer.Option(help="Form of the output; otherwise by its suffix.")
    ] = None,
    translation: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="English of the source, as further evidence: a file, or a folder for a folder; "
            "one line a segment, a translated article, or a table of translate --to.",
            exists=True,
            rich_help_panel="Evidence",
        ),
    ] = None,
    translate_with: Annotated[
        str | None,
        typer.Option(
            metavar="MODEL",
            help="Translate the source for further evidence: auto, compact, a hub id, or a folder.",
            rich_help_panel="Evidence",
        ),
    ] = None,
    own_translation: Annotated[
        bool,
        typer.Option(
            "--own-translation",
            help="No TARGET: link each segment of SOURCE with its translation, which --translation "
            "names or --translate-with (otherwise auto) makes.",
            rich_help_panel="Evidence",
        ),
    ] = False,
    embedder: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="What gives the vectors of sentences: use, which the program carries, or a hub id "
            "or folder of a sentence-transformers model, such as sentence-transformers/LaBSE.",
            rich_help_panel="Evidence",
        ),
    ] = "use",
    encoding: Annotated[
        str | None,
        typer.Option(help="Encoding of the files, for example windows-1256; otherwise UTF-8."),
    ] = None,
    page: ReportOption = None,
    quiet: QuietOption = False,
    json_summary: JsonOption = False,
) -> None:
    """Link the sentences of articles with those of their English versions.

    Every sentence is in one bead: one sentence or several on each side, or on one side alone, each
    bead with a confidence. Two texts that are no translations of each other are reported instead.

    [bold]Examples[/bold]

    mt-toolkit align article.ar.txt article.en.txt -o article.tsv

    mt-toolkit align arabic/ english/ -o bitext.jsonl

    mt-toolkit align pairs.tsv -o corpus --to moses --segments lines

    mt-toolkit align article.ar.txt article.en.txt -o article.tsv --translate-with compact

    mt-toolkit align article.ar.txt --own-translation -o article.jsonl
    """
    from mt_toolkit.alignment.linking import ArticleLinker
    from mt_toolkit.alignment.pairing import file_pairs, lone_files
    from mt_toolkit.bitext_files import bitext_writer, form_of

    form = form_of(output, to)
    if translation is not None and translate_with is not None:
        raise UsageError(
            "--translation and --translate-with name two translations", mend="Leave one out"
        )
    if own_translation and target is not None:
        raise UsageError(
            f"--own-translation goes without a target, and {target} is one",
            mend="Leave out the target, or --own-translation",
        )
    if own_translation and translation is None:
        translate_with = translate_with or "auto"
    pairs = list(
        lone_files(source, translation)
        if own_translation
        else file_pairs(source, target, translation)
    )
    tally = _Tally(
        ArticleLinker(
            aligner=_open_aligner(embedder),
            segmentation=segments.value,
            encoding=encoding,
            translator=_open_translation(translate_with, quiet=quiet) if translate_with else None,
        )
    )
    with (
        bitext_writer(output, form.name) as write,
        aligned_page(page, source, target) as show,
        progress_bar("Aligning", len(pairs), enabled=not quiet) as advance,
    ):
        for pair in pairs:
            show(tally.take(pair, write))
            advance(1, "")
    if json_summary:
        typer.echo(json.dumps(tally.summary()))
    elif not quiet:
        say(
            f"{tally.aligned} of {len(pairs)} pairs aligned: {tally.links} linked beads, "
            f"{tally.alone} segment{'' if tally.alone == 1 else 's'} without a partner"
        )
    sys.exit(FINDINGS if tally.failed else CLEAN)


def _open_aligner(name: str) -> Aligner:
    from mt_toolkit.alignment.aligner import EvidenceAligner
    from mt_toolkit.alignment.embedding import UseEmbedder

    carried = UseEmbedder()
    if name == "use":
        return EvidenceAligner(carried, carried)
    from mt_toolkit.alignment.sentence_transformers import SentenceTransformerEmbedder

    return EvidenceAligner(SentenceTransformerEmbedder(name), carried)


def _open_translation(model: str, *, quiet: bool) -> MachineTranslation:
    from mt_toolkit.alignment.machine import MachineTranslation

    return MachineTranslation(open_translator(model, announce=None if quiet else say))


class _Tally:
    """Links pair after pair and counts."""

    def __init__(self, linker: ArticleLinker) -> None:
        self._linker = linker
        self.aligned = self.failed = self.links = self.alone = 0

    def take(
        self, pair: FilePair | InputError, write: Callable[[SegmentPair], None]
    ) -> list[SegmentPair]:
        """Link one pair; what cannot be linked is reported, and the next ones go on."""
        try:
            if isinstance(pair, InputError):
                raise pair
            rows = list(self._linker.rows(pair))
        except InputError as error:
            report(error)
            self.failed += 1
            return []
        for row in rows:
            write(row)
            if row.source and row.target:
                self.links += 1
            else:
                self.alone += 1
        self.aligned += 1
        return rows

    def summary(self) -> dict[str, int]:
        """What was counted."""
        return {
            "aligned": self.aligned,
            "failed": self.failed,
            "linked_beads": self.links,
            "segments_alone": self.alone,
        }

"""``mt-toolkit align``: an article and its English version in, linked sentences out."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mt_toolkit.commands.console import CLEAN, FINDINGS, progress_bar, report, say
from mt_toolkit.commands.corpus.options import Form
from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from mt_toolkit.alignment.documents import Segmentation
    from mt_toolkit.alignment.pairing import FilePair
    from mt_toolkit.bitext import SegmentPair
    from mt_toolkit.protocols import Aligner

__all__ = ["align"]


class Segments(StrEnum):
    """What is linked."""

    SENTENCES = "sentences"
    LINES = "lines"


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
    encoding: Annotated[
        str | None,
        typer.Option(help="Encoding of the files, for example windows-1256; otherwise UTF-8."),
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress and no summary; errors only.")
    ] = False,
    json_summary: Annotated[
        bool, typer.Option("--json", help="Print the summary as JSON on standard output.")
    ] = False,
) -> None:
    """Link the sentences of articles with those of their English versions.

    Every sentence is in one bead: one sentence or several on each side, or on one side alone, each
    bead with a confidence. Two texts that are no translations of each other are reported instead.

    [bold]Examples[/bold]

    mt-toolkit align article.ar.txt article.en.txt -o article.tsv

    mt-toolkit align arabic/ english/ -o bitext.jsonl

    mt-toolkit align pairs.tsv -o corpus --to moses --segments lines
    """
    from mt_toolkit.alignment.aligner import EvidenceAligner
    from mt_toolkit.alignment.embedding import UseEmbedder
    from mt_toolkit.alignment.pairing import file_pairs
    from mt_toolkit.bitext_files import bitext_writer, form_of

    form = form_of(output, to)
    embedder = UseEmbedder()
    tally = _Tally(EvidenceAligner(embedder, embedder), segments, encoding)
    pairs = list(file_pairs(source, target))
    with (
        bitext_writer(output, form.name) as write,
        progress_bar("Aligning", len(pairs), enabled=not quiet) as advance,
    ):
        for pair in pairs:
            tally.take(pair, write)
            advance(1, "")
    if json_summary:
        typer.echo(json.dumps(tally.summary()))
    elif not quiet:
        say(
            f"{tally.aligned} of {len(pairs)} pairs aligned: {tally.links} linked beads, "
            f"{tally.alone} segments without a partner"
        )
    sys.exit(FINDINGS if tally.failed else CLEAN)


class _Tally:
    """Aligns pair after pair and counts."""

    def __init__(self, aligner: Aligner, segments: Segments, encoding: str | None) -> None:
        self._aligner = aligner
        self._segments = segments
        self._encoding = encoding
        self.aligned = self.failed = self.links = self.alone = 0

    def take(self, pair: FilePair | InputError, write: Callable[[SegmentPair], None]) -> None:
        """Align one pair; what cannot be aligned is reported, and the next ones go on."""
        from mt_toolkit.alignment.documents import align_texts, read_text, segment_pairs

        try:
            if isinstance(pair, InputError):
                raise pair
            kind: Segmentation = self._segments.value
            source = read_text(pair.source, pair.source_name, kind, encoding=self._encoding)
            target = read_text(pair.target, pair.target_name, kind, encoding=self._encoding)
            alignment = align_texts(self._aligner, source, target)
        except InputError as error:
            report(error)
            self.failed += 1
            return
        for row in segment_pairs(source, target, alignment):
            write(row)
            if row.source and row.target:
                self.links += 1
            else:
                self.alone += 1
        self.aligned += 1

    def summary(self) -> dict[str, int]:
        """What was counted."""
        return {
            "aligned": self.aligned,
            "failed": self.failed,
            "linked_beads": self.links,
            "segments_alone": self.alone,
        }

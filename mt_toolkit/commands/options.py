"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

__all__ = [
    "Form",
    "JsonOption",
    "QuietOption",
    "Segments",
    "SourceLanguageOption",
    "TargetLanguageOption",
]


class Form(StrEnum):
    """Forms of bitext."""

    TSV = "tsv"
    JSONL = "jsonl"
    MOSES = "moses"
    TMX = "tmx"
    XLIFF = "xliff"
    PARQUET = "parquet"


class Segments(StrEnum):
    """What is linked or paired."""

    SENTENCES = "sentences"
    LINES = "lines"


SourceLanguageOption = Annotated[
    str,
    typer.Option(
        help="BCP-47 tag of the source: suffix of Moses files, tag in TMX and XLIFF.",
    ),
]
TargetLanguageOption = Annotated[str, typer.Option(help="BCP-47 tag of the target.")]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help="No progress and no summary: results and errors only.")
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print the result as JSON on standard output.")
]

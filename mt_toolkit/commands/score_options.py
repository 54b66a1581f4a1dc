"""The choices of ``mt-toolkit score``, and what they mean for reading and measuring."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mt_toolkit.glossary import Glossary
    from mt_toolkit.scoring.choice import Resources
    from mt_toolkit.scoring.gather import Inputs

__all__ = ["By", "InputLayout", "Paired", "Tokenizer", "inputs_of", "resources_of"]


class InputLayout(StrEnum):
    """Layouts of files that hold segments."""

    PLAIN = "plain"
    TSV = "tsv"
    JSONL = "jsonl"
    TMX = "tmx"


class Tokenizer(StrEnum):
    """BLEU's tokenisers that work without a download."""

    MTEVAL = "13a"
    INTERNATIONAL = "intl"
    CHARACTERS = "char"
    CHINESE = "zh"
    NONE = "none"


class Paired(StrEnum):
    """Tests of whether two systems differ."""

    BOOTSTRAP = "bs"
    RANDOMISATION = "ar"


class By(StrEnum):
    """What gets figures of its own."""

    CORPUS = "corpus"
    DOCUMENT = "document"
    SEGMENT = "segment"


def resources_of(
    glossary: Glossary | None,
    *,
    references: int,
    source: bool,
    tokenize: Tokenizer,
    lowercase: bool,
    comet_model: Path | None,
    comet_gpus: int,
) -> Resources:
    """What the options give to measure with."""
    from mt_toolkit.scoring.choice import Resources
    from mt_toolkit.scoring.ngram import NgramOptions
    from mt_toolkit.terms.uses import GlossaryNames, GlossaryTerms

    return Resources(
        references=references,
        source=source,
        ngram=NgramOptions(tokenize=tokenize.value, lowercase=lowercase),
        comet_model=comet_model,
        comet_gpus=comet_gpus,
        terms=None if glossary is None else GlossaryTerms(glossary),
        names=None if glossary is None else GlossaryNames(glossary),
    )


def inputs_of(
    hypotheses: Sequence[Path],
    references: Sequence[Path],
    source: Path | None,
    *,
    names: Sequence[str],
    layout: InputLayout | None,
    docids: Path | None,
    document_column: str | None,
    columns: tuple[str | None, str | None, str | None],
    header: bool | None,
) -> Inputs:
    """Which files are read, and where in them the segments stand.

    Args:
        hypotheses: A file or folder for each system.
        references: The references.
        source: The source, if there is one.
        names: Names of the systems.
        layout: Layout of all files, or ``None`` to go by suffix.
        docids: A file with the names of documents.
        document_column: Where the reference names the document.
        columns: Where hypothesis, reference and source stand; ``None`` for the usual places.
        header: Whether the first line of TSV names the columns.
    """
    from mt_toolkit.scoring.gather import Inputs
    from mt_toolkit.scoring.reading import Column, Layout

    def column(role: str, chosen: str | None, names: tuple[str, ...], language: str) -> Column:
        return Column(
            role=role,
            names=(chosen,) if chosen else names,
            language=chosen or language,
            heading=header,
            option=f"--{role}-column",
        )

    hypothesis, reference, original = columns
    return Inputs(
        hypotheses=tuple(hypotheses),
        references=tuple(references),
        source=source,
        documents=docids,
        document_column=column("document", document_column, (), "") if document_column else None,
        hypothesis_column=column("hypothesis", hypothesis, ("hypothesis", "target"), "en"),
        reference_column=column("reference", reference, ("reference", "target"), "en"),
        source_column=column("source", original, ("source",), "ar"),
        layout=Layout(layout.value) if layout else None,
        names=tuple(names),
    )

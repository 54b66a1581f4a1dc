"""What a pipeline takes and what it tells: units of work, and events as they are done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from mt_toolkit.errors import InputError, OutputError
    from mt_toolkit.files import SourceFile
    from mt_toolkit.sightings import TermStatus
    from mt_toolkit.translation.segments import BlockPlan, SegmentTranslation

__all__ = [
    "Event",
    "Failed",
    "Finished",
    "Problem",
    "Read",
    "Shown",
    "Translated",
    "Unchanged",
    "Unit",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One output and the source files it is made from.

    Attributes:
        sources: The files, in order.
        output: The output file, or ``None`` for standard output.
    """

    sources: tuple[SourceFile, ...]
    output: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A stretch of a source has been read, or passed over; ``size`` is its length in bytes."""

    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """Segments have been translated, or taken from an interrupted run.

    Attributes:
        segments: How many.
        words: Words of their source text.
        retries: How many times a segment was translated again.
        marked: How many are marked as doubtful.
        replayed: How many were taken from the journal.
        terms: How many terms of a glossary are in them, by what became of them.
    """

    segments: int
    words: int
    retries: int
    marked: int
    replayed: int
    terms: Mapping[TermStatus, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A passage and its translation, for those who asked to see them.

    Attributes:
        source: The file it is from.
        blocks: Its blocks and their segments.
        translations: For each block one translation a segment; ranges are of the block's text.
    """

    source: SourceFile
    blocks: Sequence[BlockPlan]
    translations: Sequence[Sequence[SegmentTranslation]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A unit's output is complete and in its place."""

    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """A unit's output is what this command would make: nothing was done."""

    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A part of a source could not be translated and was carried over as it is."""

    error: InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A source could not be read, or a unit could not be written."""

    error: InputError | OutputError


Event = Read | Translated | Shown | Finished | Unchanged | Problem | Failed

"""Scores systems: counts every segment once, then scores corpus, parts and resamples."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import mt_toolkit
from mt_toolkit.scoring.choice import FIGURES
from mt_toolkit.scoring.model import Part, Result, ScoreReport, SystemScores
from mt_toolkit.scoring.ngram import NgramMeasure
from mt_toolkit.scoring.resampling import (
    Counts,
    Resampling,
    Tested,
    approximate_randomisation,
    bootstrap,
    environment_seed,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mt_toolkit.scoring.model import Figure, Measure, Row, System, TestData

    Tests = dict[tuple[str, int], Tested]
    Table = Sequence[Sequence[Row]]

__all__ = ["Level", "evaluate"]

_BATCH: Final = 500
"""Segments counted at once; what is kept of their references is dropped before the next."""

_TOKENISED_LINES: Final = 100
"""From so many segments that end in a separate full stop on, sacreBLEU warns, and so do we."""


class Level(StrEnum):
    """What gets figures of its own besides the whole."""

    CORPUS = "corpus"
    DOCUMENT = "document"
    SEGMENT = "segment"


def _no_progress(_amount: int, _note: str) -> None:
    """Show nothing."""


def evaluate(
    data: TestData,
    systems: Sequence[System],
    measures: Sequence[Measure],
    *,
    resampling: Resampling | None = None,
    level: Level = Level.CORPUS,
    segments: bool = False,
    advance: Callable[[int, str], None] = _no_progress,
) -> ScoreReport:
    """Score ``systems`` against ``data``.

    Args:
        data: References, source and document names.
        systems: One or more systems, each with as many segments as ``data``; the first is the
            baseline of paired tests.
        measures: What to compute.
        resampling: Confidence intervals and significance tests.
        level: Whether documents or segments get figures of their own. Without document names the
            whole is one document.
        segments: Whether each segment gets figures besides, whatever the level.
        advance: Told how many segments have been counted.

    Raises:
        ValueError: There are no segments, or the numbers of segments differ.
        UsageError: sacreBLEU's seed in the environment is not a number.
    """
    if not len(data) or any(len(system.segments) != len(data) for system in systems):
        raise ValueError("every system must have as many segments as the references")
    resampling = resampling or Resampling()
    tables = _count(data, systems, measures, advance)
    counts = [
        Counts(measure=measure, systems=table)
        for measure, table in zip(measures, tables, strict=True)
        if isinstance(measure, NgramMeasure)
    ]
    tests = _Tests(counts, resampling, lambda note: advance(0, note))
    figures = {figure for measure in measures for figure in measure.figures}
    scored = []
    for number, system in enumerate(systems):
        rows = [table[number] for table in tables]
        values = _values(measures, rows)
        scored.append(
            SystemScores(
                name=system.name,
                results={key: tests.result(key, number, values[key]) for key in values},
                parts=tuple(_parts(level, data, measures, rows)),
                segments=tuple(_parts(Level.SEGMENT, data, measures, rows)) if segments else (),
            )
        )
    return ScoreReport(
        segments=len(data),
        figures=tuple(figure for figure in FIGURES if figure in figures),
        systems=tuple(scored),
        signatures=tests.signatures(len(data.references)),
        versions=_versions(),
        notes=tuple(_notes(systems, measures)),
    )


def _count(
    data: TestData,
    systems: Sequence[System],
    measures: Sequence[Measure],
    advance: Callable[[int, str], None],
) -> list[list[list[Row]]]:
    """All rows, by measure and system."""
    tables: list[list[list[Row]]] = [[[] for _ in systems] for _ in measures]
    for start in range(0, len(data), _BATCH):
        end = min(start + _BATCH, len(data))
        batch = data.batch(start, end)
        texts = [system.segments[start:end] for system in systems]
        for measure, table in zip(measures, tables, strict=True):
            for kept, rows in zip(table, measure.rows(batch, texts), strict=True):
                kept.extend(rows)
        advance(end - start, f"{end:,} segments")
    return tables


def _values(measures: Sequence[Measure], rows: Sequence[Sequence[Row]]) -> dict[str, float | None]:
    """The figures of some segments as a whole, by key."""
    found: dict[str, float | None] = {}
    for measure, own in zip(measures, rows, strict=True):
        keys = (figure.key for figure in measure.figures)
        found.update(zip(keys, measure.values(own), strict=True))
    return found


def _parts(
    level: Level, data: TestData, measures: Sequence[Measure], rows: Table
) -> Iterator[Part]:
    if level is Level.DOCUMENT:
        members: defaultdict[str, list[int]] = defaultdict(list)
        for place, document in enumerate(data.documents or [""] * len(data)):
            members[document].append(place)
        for document, places in members.items():
            chosen = [[own[place] for place in places] for own in rows]
            yield Part(name=document, segments=len(places), values=_values(measures, chosen))
    elif level is Level.SEGMENT:
        for number, row in enumerate(zip(*rows, strict=True), start=1):
            values: dict[str, float | None] = {}
            for measure, own in zip(measures, row, strict=True):
                keys = (figure.key for figure in measure.figures)
                values.update(zip(keys, measure.segment_values(own), strict=True))
            yield Part(name=str(number), segments=1, values=values)


class _Tests:
    """Runs the tests that are wanted and hands out what they found."""

    def __init__(
        self, counts: Sequence[Counts], wanted: Resampling, tell: Callable[[str], None]
    ) -> None:
        self._counts = counts
        self._wanted = wanted
        self._seed = environment_seed()
        self._bootstrap: Tests = {}
        self._randomisation: Tests = {}
        if not counts:
            return
        if wanted.bootstraps:
            self._bootstrap = bootstrap(
                counts,
                resamples=wanted.resamples,
                seed=self._seed,
                paired=wanted.paired_bootstrap,
                advance=lambda done: tell(f"{done:,} resamples"),
            )
        if wanted.paired_randomisation:
            self._randomisation = approximate_randomisation(
                counts,
                trials=wanted.trials,
                seed=self._seed,
                advance=lambda done: tell(f"{done:,} trials"),
            )

    def result(self, key: str, number: int, value: float | None) -> Result:
        """The figure ``key`` of system ``number``, with what the tests say about it."""
        nothing = Tested()
        resampled = self._bootstrap.get((key, number), nothing)
        return Result(
            value=value,
            interval=resampled.interval,
            p_bootstrap=resampled.p_value,
            p_randomisation=self._randomisation.get((key, number), nothing).p_value,
        )

    def signatures(self, references: int) -> dict[str, str]:
        """The signatures of sacreBLEU's figures, by key."""
        wanted = self._wanted
        random = wanted.bootstraps or wanted.paired_randomisation
        found: dict[str, str] = {}
        for item in self._counts:
            found |= item.measure.signatures(
                references,
                seed=str(self._seed).lower() if random else None,
                resamples=wanted.resamples if wanted.bootstraps else None,
                trials=wanted.trials if wanted.paired_randomisation else None,
            )
        return found


def _versions() -> dict[str, str]:
    import sacrebleu

    return {"sacrebleu": sacrebleu.__version__, "mt-toolkit": mt_toolkit.__version__}


def _notes(systems: Sequence[System], measures: Sequence[Measure]) -> Iterator[str]:
    if not any(_is_bleu(figure) for measure in measures for figure in measure.figures):
        return
    for system in systems:
        lines = sum(text.endswith(" .") for text in system.segments)
        if lines >= _TOKENISED_LINES:
            yield (
                f"{system.name}: {lines:,} segments end in a full stop of its own; BLEU of text "
                "that is already tokenised cannot be compared with other figures"
            )


def _is_bleu(figure: Figure) -> bool:
    return figure.key == "bleu"

"""BLEU, chrF, chrF++ and TER, computed by sacreBLEU.

sacreBLEU's metrics count in each segment and score the sum of the counts. Here each segment is
counted once, and the corpus, its documents, its segments and all resamples are scored from those
counts. References are prepared a few at a time and shared by all systems, so memory does
not grow with what sacreBLEU keeps of a reference.

Papers: BLEU, Papineni et al. 2002; chrF and chrF++, Popović 2015 and 2017; TER, Snover et al.
2006; comparable reporting, Post 2018 (https://aclanthology.org/W18-6319).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from mt_toolkit.scoring.model import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sacrebleu.metrics.base import Metric

    from mt_toolkit.scoring.model import Batch, Row

__all__ = ["BLEU", "CHRF", "CHRF_PLUS", "TER", "NgramMeasure", "NgramOptions", "ngram_measures"]

BLEU: Final = Figure(key="bleu", label="BLEU")
CHRF: Final = Figure(key="chrf", label="chrF")
CHRF_PLUS: Final = Figure(key="chrf++", label="chrF++")
TER: Final = Figure(key="ter", label="TER", higher_is_better=False)

_CHARACTER_COUNTS: Final = 18
"""Three counts for each of chrF's six character orders; those of chrF++ begin with them."""


_PREPARED: Final = 16
"""References whose n-grams are held at once: few enough to stay in the processor's cache."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NgramOptions:
    """How sacreBLEU's metrics look at text.

    Attributes:
        tokenize: BLEU's tokeniser.
        lowercase: Whether BLEU and chrF ignore case; TER always does.
    """

    tokenize: str = "13a"
    lowercase: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """One figure computed from a measure's counts.

    Attributes:
        figure: The column of the table.
        metric: Scores a corpus or document.
        segment_metric: Scores a single segment.
        counts: How many of a row's counts belong to this figure, from the first.
    """

    figure: Figure
    metric: Metric
    segment_metric: Metric
    counts: int | None = None

    def score(self, total: Any) -> Any:
        """The score of summed counts, a list or array, in the precision that these come in."""
        return self.metric._compute_score_from_stats(total[: self.counts]).score


class NgramMeasure:
    """Figures that sacreBLEU computes from one count of each segment.

    Args:
        formulas: The figures; the last one's metric does the counting.
    """

    def __init__(self, formulas: Sequence[Formula]) -> None:
        self.formulas = tuple(formulas)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The columns that this measure fills."""
        return tuple(formula.figure for formula in self.formulas)

    def rows(self, batch: Batch, systems: Sequence[Sequence[str]]) -> list[list[Row]]:
        """Count every segment of every system."""
        counter = self.formulas[-1].metric
        counted: list[list[Row]] = [[] for _ in systems]
        for start in range(0, len(batch.references[0]), _PREPARED):
            part = slice(start, start + _PREPARED)
            references = [reference[part] for reference in batch.references]
            counter._ref_cache = counter._cache_references(references)
            for rows, system in zip(counted, systems, strict=True):
                # Tuples of numbers are no work for the garbage collector.
                rows.extend(map(tuple, counter._extract_corpus_statistics(system[part], None)))
        return counted

    def values(self, rows: Sequence[Row]) -> tuple[float | None, ...]:
        """The corpus scores of these segments."""
        from sacrebleu.utils import sum_of_lists

        total: list[float] = sum_of_lists(rows)  # type: ignore[no-untyped-call]
        return tuple(float(formula.score(total)) for formula in self.formulas)

    def segment_values(self, row: Row) -> tuple[float | None, ...]:
        """The sentence scores of one segment."""
        return tuple(
            float(formula.segment_metric._compute_score_from_stats(row[: formula.counts]).score)
            for formula in self.formulas
        )

    def signatures(
        self,
        references: int,
        *,
        seed: str | None = None,
        resamples: int | None = None,
        trials: int | None = None,
    ) -> dict[str, str]:
        """The signature that sacreBLEU gives each figure, by key.

        Args:
            references: Number of references.
            seed: Seed of the random numbers, if any were drawn.
            resamples: Number of bootstrap resamples, if there were any.
            trials: Number of approximate randomisation trials, if there were any.
        """
        found = {}
        for formula in self.formulas:
            formula.metric.num_refs = references
            signature = formula.metric.get_signature()
            signature.update("bs", resamples)
            signature.update("ar", trials)
            signature.update("seed", seed)
            found[formula.figure.key] = signature.format()
        return found


def ngram_measures(
    keys: Sequence[str], options: NgramOptions, *, references: int
) -> list[NgramMeasure]:
    """The measures that compute those of ``keys`` that are sacreBLEU's.

    With one reference, chrF is read off chrF++'s counts. With several each of the two may prefer
    another reference, and so each counts on its own.
    """
    measures = []
    if BLEU.key in keys:
        measures.append(NgramMeasure([_bleu(options)]))
    characters = []
    if CHRF.key in keys:
        characters.append(_chrf(CHRF, options, words=0))
    if CHRF_PLUS.key in keys:
        characters.append(_chrf(CHRF_PLUS, options, words=2))
    if references == 1 and characters:
        measures.append(NgramMeasure(characters))
    else:
        measures += [NgramMeasure([formula]) for formula in characters]
    if TER.key in keys:
        measures.append(NgramMeasure([_ter()]))
    return measures


def _bleu(options: NgramOptions) -> Formula:
    import sacrebleu

    def metric(*, effective_order: bool) -> Metric:
        # `force` leaves out a warning that would come once a batch; ours comes once.
        return sacrebleu.BLEU(
            lowercase=options.lowercase,
            tokenize=options.tokenize,
            force=True,
            effective_order=effective_order,
        )

    return Formula(
        figure=BLEU,
        metric=metric(effective_order=False),
        segment_metric=metric(effective_order=True),
    )


def _chrf(figure: Figure, options: NgramOptions, *, words: int) -> Formula:
    import sacrebleu

    metric = sacrebleu.CHRF(word_order=words, lowercase=options.lowercase)
    counts = None if words else _CHARACTER_COUNTS
    return Formula(figure=figure, metric=metric, segment_metric=metric, counts=counts)


def _ter() -> Formula:
    import sacrebleu

    metric = sacrebleu.TER()
    return Formula(figure=TER, metric=metric, segment_metric=metric)

"""From names of figures to the measures that compute them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mt_toolkit.errors import UsageError
from mt_toolkit.scoring import fidelity, neural, ngram, terms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mt_toolkit.scoring.model import Figure, Measure
    from mt_toolkit.scoring.terms import TermScorer

__all__ = ["FIGURES", "Resources", "choose_measures", "default_keys", "parse_keys"]

FIGURES: Final[tuple[Figure, ...]] = (
    ngram.BLEU,
    ngram.CHRF,
    ngram.CHRF_PLUS,
    ngram.TER,
    neural.COMET,
    terms.TERMS,
    terms.CONSISTENCY,
    terms.NAMES,
    fidelity.NUMBERS,
    fidelity.LENGTH,
    fidelity.UNTRANSLATED,
    fidelity.REPETITION,
)
"""All figures, in the order of the table."""

_OF_TERMS: Final = {terms.TERMS.key, terms.CONSISTENCY.key}
_OF_SOURCE: Final = {*_OF_TERMS, terms.NAMES.key, fidelity.NUMBERS.key, neural.COMET.key}


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """What measures are made from.

    Attributes:
        references: Number of references.
        source: Whether the source is known.
        ngram: How sacreBLEU's metrics look at text.
        terms: Finds the terms of a glossary, if there is one.
        names: Finds names, if something does.
        comet_model: COMET's checkpoint.
        comet_gpus: Number of GPUs that COMET uses.
    """

    references: int
    source: bool = False
    ngram: ngram.NgramOptions = field(default_factory=ngram.NgramOptions)
    terms: TermScorer | None = None
    names: TermScorer | None = None
    comet_model: Path | None = None
    comet_gpus: int = 0


def parse_keys(text: str) -> tuple[str, ...]:
    """Read a list such as ``bleu,chrf++``; case does not matter.

    Raises:
        UsageError: A name is not one of the figures.
    """
    keys = tuple(part.strip().lower() for part in text.split(",") if part.strip())
    known = {figure.key for figure in FIGURES}
    unknown = [key for key in keys if key not in known]
    if unknown or not keys:
        raise UsageError(
            f"there is no figure {unknown[0]!r}" if unknown else "no figures are named",
            mend=f"Choose from {', '.join(figure.key for figure in FIGURES)}",
        )
    return keys


def default_keys(resources: Resources) -> tuple[str, ...]:
    """All figures that ``resources`` allow, but COMET, which is slow."""
    missing = {neural.COMET.key}
    if not resources.source:
        missing |= _OF_SOURCE
    if resources.terms is None:
        missing |= _OF_TERMS
    if resources.names is None:
        missing.add(terms.NAMES.key)
    return tuple(figure.key for figure in FIGURES if figure.key not in missing)


def choose_measures(keys: Sequence[str], resources: Resources) -> list[Measure]:
    """The measures that compute the figures named by ``keys``.

    Raises:
        UsageError: A figure needs the source or a glossary, and there is none.
        ModelError: COMET is wanted, and it or its model is not there.
    """
    without_source = [key for key in keys if key in _OF_SOURCE and not resources.source]
    if without_source:
        raise UsageError(
            f"{without_source[0]} cannot be scored without the source", mend="Add --source FILE"
        )
    measures: list[Measure] = [
        *ngram.ngram_measures(keys, resources.ngram, references=resources.references),
        *fidelity.share_measures(keys),
    ]
    if _OF_TERMS & set(keys):
        measures.append(_term_measure(keys, resources))
    if terms.NAMES.key in keys:
        if resources.names is None:
            raise UsageError(
                "names cannot be scored without a glossary", mend="Add --glossary FILE"
            )
        measures.append(terms.TermMeasure(resources.names, success=terms.NAMES))
    if neural.COMET.key in keys:
        measures.append(neural.CometMeasure(resources.comet_model, gpus=resources.comet_gpus))
    return measures


def _term_measure(keys: Sequence[str], resources: Resources) -> Measure:
    if resources.terms is None:
        raise UsageError("terms cannot be scored without a glossary", mend="Add --glossary FILE")
    return terms.TermMeasure(
        resources.terms,
        success=terms.TERMS if terms.TERMS.key in keys else None,
        consistency=terms.CONSISTENCY if terms.CONSISTENCY.key in keys else None,
    )

"""Machine translation of articles, as pairs that say where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from mt_toolkit.bitext import Origin, SegmentPair
from mt_toolkit.text import Block
from mt_toolkit.translation.segments import assemble, plan_block
from mt_toolkit.translation.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mt_toolkit.alignment.documents import AlignableText
    from mt_toolkit.protocols import TermKeeper
    from mt_toolkit.translation.segments import BlockPlan, SegmentTranslation
    from mt_toolkit.translation.window import SegmentTranslator

__all__ = ["ArticleTranslator", "OpenModel"]

_WINDOW: Final = 2048
"""Segments from which on no further article is translated with those before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenModel:
    """A model that is ready.

    Attributes:
        translator: Translates segments.
        name: The model's name and fingerprint, for provenance.
        fingerprint: Hash of all that shapes a translation besides the text.
    """

    translator: SegmentTranslator
    name: str
    fingerprint: str


class ArticleTranslator:
    """Translates articles together: batches of many sentences are faster.

    Args:
        open_model: Loads the model; it is asked when the first article needs it.
        keeper: Keeps the terms of a glossary, or ``None``.
        glossary: The glossary's fingerprint.
    """

    def __init__(
        self,
        open_model: Callable[[], OpenModel],
        keeper: TermKeeper | None = None,
        glossary: str | None = None,
    ) -> None:
        self._open_model = open_model
        self._keeper = keeper
        self._glossary = glossary

    @cached_property
    def _model(self) -> OpenModel:
        return self._open_model()

    @property
    def fingerprint(self) -> str:
        """Hash of all that shapes a translation besides the text."""
        return self._model.fingerprint

    def pairs(self, articles: Sequence[AlignableText]) -> Iterator[list[SegmentPair]]:
        """A pair for each segment of each article.

        The least log-probability (nats per token) among its sentences is its score ``translation``;
        ``doubtful`` counts faults that could not be mended.

        Raises:
            ModelError: The model cannot be run.
        """
        waiting: list[tuple[AlignableText, list[BlockPlan]]] = []
        segments = 0
        for article in articles:
            plans = self._plans(article)
            waiting.append((article, plans))
            segments += sum(len(plan.segments) for plan in plans)
            if segments >= _WINDOW:
                yield from self._translated(waiting)
                waiting, segments = [], 0
        yield from self._translated(waiting)

    def _plans(self, article: AlignableText) -> list[BlockPlan]:
        fits = self._model.translator.fits
        return [
            plan_block(Block(span=found.span, text=found.text), fits) for found in article.segments
        ]

    def _translated(
        self, waiting: Sequence[tuple[AlignableText, list[BlockPlan]]]
    ) -> Iterator[list[SegmentPair]]:
        if not waiting:
            return
        model = self._model
        window = Window(model.translator, None, model.fingerprint, keeper=self._keeper)
        for article, plans in waiting:
            window.add(plans, article)
        translations = iter(window.translate()[0])
        for article, plans in waiting:
            done = [[next(translations) for _ in plan.segments] for plan in plans]
            yield list(self._article_pairs(article, plans, done))

    def _article_pairs(
        self,
        article: AlignableText,
        plans: Sequence[BlockPlan],
        translations: Sequence[list[SegmentTranslation]],
    ) -> Iterator[SegmentPair]:
        origin = Origin(kind="machine", model=self._model.name, glossary=self._glossary)
        rows = zip(article.segments, article.numbers, plans, translations, strict=True)
        for found, number, plan, done in rows:
            yield SegmentPair(
                source=found.text,
                target=assemble(plan, done).text.strip(),
                source_document=article.name,
                target_document=article.name,
                source_segments=(number,),
                target_segments=(number,),
                source_span=found.span if article.placed else None,
                origin=origin,
                scores=tuple(_scores(done)),
            )


def _scores(translations: Sequence[SegmentTranslation]) -> Iterator[tuple[str, float]]:
    marks = sum(len(one.marks) for one in translations)
    if marks:
        yield "doubtful", float(marks)
    known = [one.score for one in translations if one.score is not None]
    if known:
        yield "translation", round(min(known), 4)

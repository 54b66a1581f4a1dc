"""Machine translation of an article, as pairs that say where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mt_toolkit.bitext import Origin, SegmentPair
from mt_toolkit.text import Block
from mt_toolkit.translation.segments import assemble, plan_block
from mt_toolkit.translation.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mt_toolkit.alignment.documents import AlignableText
    from mt_toolkit.protocols import TermKeeper
    from mt_toolkit.translation.segments import SegmentTranslation
    from mt_toolkit.translation.window import SegmentTranslator

__all__ = ["ArticleTranslator", "OpenModel"]


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
    """Translates articles, each for itself: its batches do not depend on its neighbours.

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

    def pairs(self, article: AlignableText) -> Iterator[SegmentPair]:
        """A pair for each segment of an article.

        The least log-probability (nats per token) among its sentences is its score ``translation``;
        ``doubtful`` counts faults that could not be mended.

        Raises:
            ModelError: The model cannot be run.
        """
        model = self._model
        plans = [
            plan_block(Block(span=found.span, text=found.text), model.translator.fits)
            for found in article.segments
        ]
        window = Window(model.translator, None, model.fingerprint, keeper=self._keeper)
        window.add(plans, article)
        translations = iter(window.translate()[0])
        origin = Origin(kind="machine", model=model.name, glossary=self._glossary)
        for found, number, plan in zip(article.segments, article.numbers, plans, strict=True):
            done = [next(translations) for _ in plan.segments]
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

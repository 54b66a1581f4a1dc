"""A translator that keeps the terms of a glossary.

The source goes to the model with its names in their preferred spelling, and what comes out is
mended at the places of the terms. A segment in which the model has lost a term is translated again
with something else in the term's place, a few times, each time with another thing; the translation
that leaves the fewest terms wrong is taken, of equals the first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mt_toolkit.protocols import Hypothesis, TranslationRequest
from mt_toolkit.translation.segments import SegmentTranslation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mt_toolkit.protocols import TermKeeper
    from mt_toolkit.sightings import Sighting
    from mt_toolkit.terms.keeper import TermSource
    from mt_toolkit.translation.window import SegmentTranslator

__all__ = ["TermwiseTranslator"]

TERMS_MARK = "terms"
"""Mark of a segment in which a term is not as the glossary wants it."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """One translation of a request, terms mended."""

    translation: SegmentTranslation
    left: tuple[int, ...]
    usable: bool = True

    @property
    def cost(self) -> tuple[int, int]:
        """What is wrong: terms, then everything else."""
        return len(self.left), len(self.translation.marks)


class TermwiseTranslator:
    """Translates windows of requests and mends their terms.

    Args:
        translator: Translates, and mends everything but terms.
        keeper: Knows the terms.
        attempts: How often a segment that lost a term is translated again; all masks of the
            keeper's are tried where it is ``None``.
    """

    def __init__(
        self, translator: SegmentTranslator, keeper: TermKeeper, *, attempts: int | None = None
    ) -> None:
        self._translator = translator
        self._keeper = keeper
        self._attempts = keeper.attempts if attempts is None else attempts

    def fits(self, text: str) -> bool:
        """Whether the model takes ``text`` at once, also with its terms in preferred spelling."""
        (terms,) = self._keeper.find([text])
        prepared = self._keeper.prepare(text, terms).text
        return self._translator.fits(max(text, prepared, key=len))

    def translate(
        self,
        requests: Sequence[TranslationRequest],
        *,
        progress: Callable[[float], None] | None = None,
    ) -> list[SegmentTranslation]:
        """Translate all requests; the result is in their order.

        Equal requests are translated once.

        Args:
            requests: The segments, with their terms.
            progress: Is told which further share of the work is done.

        Raises:
            ModelError: The model cannot be run.
        """
        unique = list(dict.fromkeys(requests))
        sources = [self._keeper.prepare(request.text, request.terms) for request in unique]
        drafts = self._drafts(unique, sources, progress=progress)
        for attempt in range(self._attempts):
            self._again(unique, drafts, attempt)
        done = {
            request: _finished(request, draft)
            for request, draft in zip(unique, drafts, strict=True)
        }
        return [done[request] for request in requests]

    def _again(
        self, requests: Sequence[TranslationRequest], drafts: list[_Draft], attempt: int
    ) -> None:
        """Translate what lost a term again, masked, and keep what is better."""
        masked: dict[int, TermSource] = {}
        for number, (request, draft) in enumerate(zip(requests, drafts, strict=True)):
            if draft.left:
                source = self._keeper.mask(request.text, request.terms, draft.left, attempt)
                if source is not None and self._translator.fits(source.text):
                    masked[number] = source
        again = self._drafts([requests[number] for number in masked], list(masked.values()))
        for number, new in zip(masked, again, strict=True):
            old = drafts[number]
            best = new if new.usable and new.cost < old.cost else old
            retries = old.translation.retries + new.translation.retries + 1
            drafts[number] = replace(
                best, translation=replace(best.translation, retries=retries)
            )

    def _drafts(
        self,
        requests: Sequence[TranslationRequest],
        sources: Sequence[TermSource],
        *,
        progress: Callable[[float], None] | None = None,
    ) -> list[_Draft]:
        if not requests:
            return []
        plain = [
            TranslationRequest(text=source.text, links=request.links or bool(source.terms))
            for request, source in zip(requests, sources, strict=True)
        ]
        translations = self._translator.translate(plain, progress=progress)
        return [
            self._mended(source, translation)
            for source, translation in zip(sources, translations, strict=True)
        ]

    def _mended(self, source: TermSource, translation: SegmentTranslation) -> _Draft:
        if not source.terms:
            return _Draft(translation, ())
        hypothesis = Hypothesis(
            text=translation.text,
            score=translation.score or 0.0,
            links=translation.links or None,
        )
        outcome = self._keeper.mend(source, hypothesis)
        links = tuple(
            replace(link, source=source.way.to_original(link.source))
            for link in outcome.hypothesis.links or ()
        )
        return _Draft(
            replace(
                translation, text=outcome.hypothesis.text, links=links, terms=outcome.sightings
            ),
            outcome.left,
            outcome.unmasked,
        )


def _finished(request: TranslationRequest, draft: _Draft) -> SegmentTranslation:
    done = draft.translation
    marks = {*done.marks, TERMS_MARK} if draft.left else set(done.marks)
    return replace(
        done, marks=tuple(sorted(marks)), links=done.links if request.links else ()
    )

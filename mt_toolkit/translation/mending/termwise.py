"""A translator that keeps the terms of a glossary.

The source goes to the model with its names in their preferred spelling, and what comes out is
mended at the places of the terms. Where the model has lost a term, says it too often, or is not
sure of the sentence, the segment is translated again with other things in the places of its terms,
and the best of these translations is taken. What still lacks a term is translated with only that
one masked, and at last clause by clause.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mt_toolkit.arabic import clean_with_map
from mt_toolkit.protocols import Hypothesis, TranslationRequest
from mt_toolkit.segmentation import split_clauses
from mt_toolkit.translation.mending.drafts import Draft, best_of
from mt_toolkit.translation.segments import Piece, join_pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mt_toolkit.protocols import TermKeeper
    from mt_toolkit.terms.keeper import TermSource
    from mt_toolkit.translation.segments import SegmentTranslation
    from mt_toolkit.translation.window import SegmentTranslator

__all__ = ["SURE", "TERMS_MARK", "TermwiseTranslator"]

TERMS_MARK = "terms"
"""Mark of a segment in which a term is not as the glossary wants it."""

SURE: Final = -0.2
"""A mean log-probability from which on the model is taken at its word: 0.8 a token."""

_LEAST_WORDS: Final = 10
"""A clause is not made shorter than this, where it can be helped."""


class TermwiseTranslator:
    """Translates windows of requests and keeps their terms.

    Args:
        translator: Translates, and mends everything but terms.
        keeper: Knows the terms.
        attempts: How many masks to try on a segment that lost a term, or that the model is not sure
            of; ``None`` tries all that the keeper has.
        sure: The score from which on a segment that keeps its terms is translated only once.
        divide: Whether to translate a long segment clause by clause where all masks have failed.
    """

    def __init__(
        self,
        translator: SegmentTranslator,
        keeper: TermKeeper,
        *,
        attempts: int | None = None,
        sure: float = SURE,
        divide: bool = True,
    ) -> None:
        self._translator = translator
        self._keeper = keeper
        self._attempts = keeper.attempts if attempts is None else attempts
        self._sure = sure
        self._divides = divide

    def fits(self, text: str) -> bool:
        """Whether the model takes ``text`` at once, also with its terms in preferred spelling."""
        (terms,) = self._keeper.find([text])
        prepared = self._keeper.prepare(text, terms).text
        return self._translator.fits(text) and self._translator.fits(prepared)

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
            progress: Is told which further share of the work is done; what is translated again is
                not counted.

        Raises:
            ModelError: The model cannot be run.
        """
        unique = list(dict.fromkeys(requests))
        drafts = self._masked_drafts(unique, progress)
        if self._divides:
            self._divide(unique, drafts)
        done = {
            request: _finished(request, draft)
            for request, draft in zip(unique, drafts, strict=True)
        }
        return [done[request] for request in requests]

    def _masked_drafts(
        self,
        requests: Sequence[TranslationRequest],
        progress: Callable[[float], None] | None = None,
    ) -> list[Draft]:
        sources = [self._keeper.prepare(request.text, request.terms) for request in requests]
        drafts = self._drafts(requests, sources, progress)
        self._compare(requests, drafts)
        for attempt in range(self._attempts):
            self._mask_lost(requests, drafts, attempt)
        return drafts

    def _compare(self, requests: Sequence[TranslationRequest], drafts: list[Draft]) -> None:
        """Translate what is unsure again with each mask for all terms, and keep what is best."""
        masked: dict[tuple[int, int], TermSource] = {}
        for number, (request, draft) in enumerate(zip(requests, drafts, strict=True)):
            unsure = request.terms and draft.score < self._sure
            if draft.wrong or draft.turned or unsure:
                every = range(len(request.terms))
                for attempt in range(self._attempts):
                    source = self._masked(request, every, attempt)
                    if source is not None:
                        masked[number, attempt] = source
        again = self._drafts([requests[number] for number, _ in masked], list(masked.values()))
        rivals: dict[int, list[Draft]] = {}
        for (number, _), draft in zip(masked, again, strict=True):
            rivals.setdefault(number, []).append(draft.after(drafts[number]))
        for number, own in rivals.items():
            drafts[number] = best_of([drafts[number], *own])

    def _mask_lost(
        self, requests: Sequence[TranslationRequest], drafts: list[Draft], attempt: int
    ) -> None:
        """Translate what lost some of its terms with these masked, and keep what is better."""
        masked: dict[int, TermSource] = {}
        for number, (request, draft) in enumerate(zip(requests, drafts, strict=True)):
            if 0 < len(draft.wrong) < len(request.terms):
                source = self._masked(request, draft.wrong, attempt)
                if source is not None:
                    masked[number] = source
        again = self._drafts([requests[number] for number in masked], list(masked.values()))
        for number, draft in zip(masked, again, strict=True):
            drafts[number] = drafts[number].or_better(draft.after(drafts[number]))

    def _masked(
        self, request: TranslationRequest, wanted: Sequence[int], attempt: int
    ) -> TermSource | None:
        source = self._keeper.mask(request.text, request.terms, wanted, attempt)
        return source if source is not None and self._translator.fits(source.text) else None

    def _divide(self, requests: Sequence[TranslationRequest], drafts: list[Draft]) -> None:
        """Translate clause by clause what lost a term, and keep what is better."""
        divided = {
            number: clauses
            for number, draft in enumerate(drafts)
            if draft.wrong and len(clauses := _clauses(requests[number])) > 1
        }
        flat = [clause for clauses in divided.values() for _, clause in clauses]
        done = iter(self._masked_drafts(flat))
        for number, clauses in divided.items():
            drafts[number] = drafts[number].or_better(
                _joined([(offset, clause, next(done)) for offset, clause in clauses])
            )

    def _drafts(
        self,
        requests: Sequence[TranslationRequest],
        sources: Sequence[TermSource],
        progress: Callable[[float], None] | None = None,
    ) -> list[Draft]:
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

    def _mended(self, source: TermSource, translation: SegmentTranslation) -> Draft:
        if not source.terms:
            return Draft(translation, ())
        outcome = self._keeper.mend(
            source,
            Hypothesis(
                text=translation.text,
                score=translation.score or 0.0,
                links=translation.links or None,
            ),
        )
        links = tuple(
            replace(link, source=source.way.to_original(link.source))
            for link in outcome.hypothesis.links or ()
        )
        text = outcome.hypothesis.text
        mended = replace(
            translation,
            text=text,
            links=links,
            terms=outcome.sightings,
            alternatives=self._mended_alternatives(source, translation.alternatives, text),
        )
        return Draft(mended, outcome.wrong, outcome.unmasked, outcome.turned)

    def _mended_alternatives(
        self, source: TermSource, alternatives: Sequence[Hypothesis], best: str
    ) -> tuple[Hypothesis, ...]:
        """Each alternative with its own terms mended, without those that become alike by it."""
        outcomes = [self._keeper.mend(source, alternative) for alternative in alternatives]
        different = {
            outcome.hypothesis.text: outcome.hypothesis
            for outcome in reversed(outcomes)
            if outcome.unmasked and outcome.hypothesis.text != best
        }
        # Of two that are alike now the first one counts, in its place.
        return tuple(reversed(different.values()))


def _clauses(request: TranslationRequest) -> list[tuple[int, TranslationRequest]]:
    """The clauses of a request with their offsets; one where it is short, or cuts a term."""
    most = max(_LEAST_WORDS, len(request.text.split()) // 2)
    parts = split_clauses(request.text, lambda text: len(text.split()) <= most)
    clauses = []
    for part in parts:
        start, end = part.span.start, part.span.end
        terms = tuple(
            replace(term, span=term.span.shift(-start), proclitic=term.proclitic.shift(-start))
            for term in request.terms
            if start <= term.whole.start and term.span.end <= end
        )
        clauses.append((start, TranslationRequest(text=part.text, links=True, terms=terms)))
    if sum(len(clause.terms) for _, clause in clauses) != len(request.terms):
        return []
    return clauses


def _joined(parts: Sequence[tuple[int, TranslationRequest, Draft]]) -> Draft:
    wrong: list[int] = []
    terms = 0
    for _, clause, draft in parts:
        wrong += [terms + number for number in draft.wrong]
        terms += len(clause.terms)
    return Draft(
        join_pieces(
            [
                Piece(offset=offset, cleaned=clean_with_map(clause.text))
                for offset, clause, _ in parts
            ],
            [draft.translation for _, _, draft in parts],
        ),
        tuple(wrong),
        all(draft.usable for _, _, draft in parts),
        sum(draft.turned for _, _, draft in parts),
    )


def _finished(request: TranslationRequest, draft: Draft) -> SegmentTranslation:
    done = draft.translation
    marks = {*done.marks, TERMS_MARK} if draft.wrong else {*done.marks}
    return replace(
        done,
        marks=tuple(sorted(marks)),
        links=done.links if request.links else (),
        alternatives=tuple(replace(other, links=None) for other in done.alternatives),
    )

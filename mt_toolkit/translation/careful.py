"""A translator that looks at its own output: loops are tried again, lost numbers mended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mt_toolkit.numbers import compare
from mt_toolkit.translation.number_repair import repair_numbers
from mt_toolkit.translation.quality import choose, defects, safer, tidy
from mt_toolkit.translation.segments import SegmentTranslation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mt_toolkit.protocols import Decoding, Hypothesis, TranslationRequest, Translator

__all__ = ["CarefulTranslator"]

NUMBERS_MARK = "numbers"
"""Mark of a segment whose numbers still differ from its source's."""


@dataclass(slots=True)
class _Candidate:
    """The best hypothesis so far for one request."""

    request: TranslationRequest
    best: Hypothesis
    others: tuple[Hypothesis, ...] = ()
    retries: int = 0

    def offer(self, hypotheses: Sequence[Hypothesis]) -> None:
        self.best = choose(self.request.text, (self.best, *hypotheses))

    @property
    def bad(self) -> bool:
        return bool(defects(self.request.text, self.best))


class CarefulTranslator:
    """Translates windows of requests and mends what the model got plainly wrong.

    Args:
        translator: The model.
        decoding: How it searches at first; what comes out degenerate is decoded again with
            safer settings.
    """

    def __init__(self, translator: Translator, decoding: Decoding) -> None:
        self._translator = translator
        self._decoding = decoding

    def fits(self, text: str) -> bool:
        """Whether the model takes ``text`` at once."""
        return self._translator.count_tokens(text) <= self._translator.max_source_tokens

    def translate(self, requests: Sequence[TranslationRequest]) -> list[SegmentTranslation]:
        """Translate all requests; the result is in their order.

        Equal requests are translated once.

        Raises:
            ModelError: The model cannot be run.
        """
        unique = list(dict.fromkeys(requests))
        candidates = [
            _Candidate(request=request, best=choose(request.text, hypotheses), others=hypotheses)
            for request, hypotheses in zip(
                unique, self._translator.translate(unique, self._decoding), strict=True
            )
        ]
        self._retry(candidates)
        self._link_lost_numbers(candidates)
        done = {item.request: _finish(item) for item in candidates}
        return [done[request] for request in requests]

    def _retry(self, candidates: Sequence[_Candidate]) -> None:
        attempt = 1
        while (decoding := safer(self._decoding, attempt)) is not None:
            bad = [candidate for candidate in candidates if candidate.bad]
            if not bad:
                return
            self._again(bad, decoding)
            attempt += 1

    def _link_lost_numbers(self, candidates: Sequence[_Candidate]) -> None:
        """Get word links where a number has to be mended; they tell where it belongs."""
        wrong = [
            candidate
            for candidate in candidates
            if candidate.best.links is None and _numbers_differ(candidate)
        ]
        linked = [replace(candidate.request, links=True) for candidate in wrong]
        results = self._translator.translate(linked, self._decoding)
        for candidate, hypotheses in zip(wrong, results, strict=True):
            best = choose(candidate.request.text, hypotheses)
            if not defects(candidate.request.text, best):
                candidate.best = best

    def _again(self, candidates: Sequence[_Candidate], decoding: Decoding) -> None:
        requests = [candidate.request for candidate in candidates]
        results = self._translator.translate(requests, decoding)
        for candidate, hypotheses in zip(candidates, results, strict=True):
            candidate.retries += 1
            candidate.offer(hypotheses)


def _numbers_differ(candidate: _Candidate) -> bool:
    report = compare(candidate.request.text, candidate.best.text)
    return bool(report.missing or report.extra)


def _finish(candidate: _Candidate) -> SegmentTranslation:
    request, best = candidate.request, candidate.best
    found = defects(request.text, best)
    marks: set[str] = {defect.code for defect in found}
    if found:
        text = tidy(best.text)
        if text != best.text:
            best = replace(best, text=text, links=None)
    repaired = repair_numbers(request.text, best)
    if repaired.unresolved:
        marks.add(NUMBERS_MARK)
    return SegmentTranslation(
        text=repaired.text,
        score=best.score,
        marks=tuple(sorted(marks)),
        links=repaired.links or () if request.links else (),
        retries=candidate.retries,
        alternatives=tuple(
            (other.text, other.score)
            for other in candidate.others
            if other.text not in {repaired.text, best.text}
        ),
    )

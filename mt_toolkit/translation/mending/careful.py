"""A translator that looks at its own output: loops are tried again, lost numbers mended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from math import ceil
from typing import TYPE_CHECKING, Final

from mt_toolkit.numbers import compare
from mt_toolkit.protocols import Hypothesis
from mt_toolkit.translation.mending.number_repair import repair_numbers
from mt_toolkit.translation.mending.quality import choose, defects, safer, severity, tidy
from mt_toolkit.translation.segments import SegmentTranslation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Self

    from mt_toolkit.protocols import Decoding, TranslationRequest, Translator
    from mt_toolkit.translation.mending.quality import Defect

__all__ = ["CarefulTranslator"]

NUMBERS_MARK = "numbers"
"""Mark of a segment whose numbers still differ from its source's."""

_LENGTH_STEP: Final = 16


@dataclass(slots=True)
class _Candidate:
    """The best hypothesis so far for one request.

    Attributes:
        request: What was asked for.
        best: The best hypothesis.
        faults: What is wrong with it.
        others: All hypotheses of the first attempt.
        retries: How many attempts followed it.
    """

    request: TranslationRequest
    best: Hypothesis
    faults: tuple[Defect, ...]
    others: tuple[Hypothesis, ...]
    retries: int = 0

    @classmethod
    def first(cls, request: TranslationRequest, hypotheses: tuple[Hypothesis, ...]) -> Self:
        best = choose(request.text, hypotheses)
        return cls(
            request=request, best=best, faults=defects(request.text, best), others=hypotheses
        )

    def offer(self, hypotheses: Sequence[Hypothesis], *, preferred: bool = False) -> None:
        """Take the best of ``hypotheses`` if it is less faulty than what there is.

        ``preferred`` hypotheses are taken if they are as faulty, too.
        """
        best = choose(self.request.text, hypotheses)
        faults = defects(self.request.text, best)
        worse = severity(faults) - severity(self.faults)
        if worse < 0 or (preferred and worse == 0):
            self.best, self.faults = best, faults

    @property
    def numbers_differ(self) -> bool:
        report = compare(self.request.text, self.best.text)
        return bool(report.missing or report.extra)


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

    def translate(
        self,
        requests: Sequence[TranslationRequest],
        *,
        progress: Callable[[float], None] | None = None,
    ) -> list[SegmentTranslation]:
        """Translate all requests; the result is in their order.

        Equal requests are translated once.

        Args:
            requests: The segments.
            progress: Is told, as batches come out, which further share of the work is done,
                between 0 and 1; what is mended afterwards is not counted.

        Raises:
            ModelError: The model cannot be run.
        """
        unique = list(dict.fromkeys(requests))
        results = self._translator.translate(
            unique,
            self._decoding,
            progress=None if progress is None else lambda done: progress(done / len(unique)),
        )
        candidates = list(map(_Candidate.first, unique, results))
        self._mend_faults(candidates)
        self._mend_numbers(candidates)
        done = {item.request: _finish(item) for item in candidates}
        return [done[request] for request in requests]

    def _mend_faults(self, candidates: Sequence[_Candidate]) -> None:
        """Translate what is faulty again, each time with safer settings."""
        for attempt in count(1):
            faulty = [candidate for candidate in candidates if candidate.faults]
            if not faulty or safer(self._decoding, attempt) is None:
                return
            for tokens, group in self._by_length(faulty).items():
                decoding = safer(self._decoding, attempt, source_tokens=tokens)
                assert decoding is not None  # noqa: S101 - the attempt alone decides that
                requests = [candidate.request for candidate in group]
                results = self._translator.translate(requests, decoding)
                for candidate, hypotheses in zip(group, results, strict=True):
                    candidate.retries += 1
                    candidate.offer(hypotheses)

    def _by_length(self, candidates: Sequence[_Candidate]) -> dict[int, list[_Candidate]]:
        """Group by tokens, rounded up: what a request gives never depends on its neighbours."""
        groups: dict[int, list[_Candidate]] = {}
        for candidate in candidates:
            steps = ceil(self._translator.count_tokens(candidate.request.text) / _LENGTH_STEP)
            groups.setdefault(steps * _LENGTH_STEP, []).append(candidate)
        return groups

    def _mend_numbers(self, candidates: Sequence[_Candidate]) -> None:
        """Where numbers differ, look at every hypothesis, with word links.

        One of them may have the numbers right; where none has, the links tell where they belong.
        """
        wrong = [candidate for candidate in candidates if candidate.numbers_differ]
        requests = [replace(candidate.request, links=True) for candidate in wrong]
        decoding = replace(self._decoding, n_best=self._decoding.beam)
        results = self._translator.translate(requests, decoding)
        for candidate, hypotheses in zip(wrong, results, strict=True):
            candidate.offer(hypotheses, preferred=True)


def _finish(candidate: _Candidate) -> SegmentTranslation:
    request, best = candidate.request, candidate.best
    marks: set[str] = {defect.code for defect in candidate.faults}
    if marks:
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
            Hypothesis(
                text=other.text, score=other.score, links=other.links if request.links else None
            )
            for other in candidate.others
            if other.text not in {repaired.text, best.text}
        ),
    )

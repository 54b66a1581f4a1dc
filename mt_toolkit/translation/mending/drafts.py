"""Translations of one segment with its terms, and which of them is best.

Each was made of the source with something else in the place of its terms, so what they agree in is
what the sentence says, and what one of them has alone is likely a slip. The best one is therefore
that which is likest to all, the model's own score counted in (minimum Bayes risk decoding: Kumar
and Byrne, 2004).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mt_toolkit.sightings import Evidence, TermStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

    from mt_toolkit.sightings import Sighting
    from mt_toolkit.translation.segments import SegmentTranslation

__all__ = ["Draft", "best_of", "likeness"]

_GRAM: Final = 3


@dataclass(frozen=True, slots=True)
class Draft:
    """One translation of a request.

    Attributes:
        translation: The translation, its terms mended.
        wrong: Numbers of the terms that are still not right.
        usable: Whether nothing that was only translated for a term's sake is left in it.
        turned: How many terms it comes from where the source goes to them.
    """

    translation: SegmentTranslation
    wrong: tuple[int, ...]
    usable: bool = True
    turned: int = 0

    @property
    def score(self) -> float:
        """The model's score, in nats per token; 0 where there is none."""
        return self.translation.score or 0.0

    @property
    def faults(self) -> tuple[int, int, int, int]:
        """What there is to say against it; only the order has a meaning."""
        return not self.usable, len(self.wrong), self.turned, len(self.translation.marks)

    def or_better(self, other: Draft) -> Draft:
        """The less faulty one of two, the first of equals, with the attempts of both counted."""
        best, rest = (other, self) if other.faults < self.faults else (self, other)
        return best.chosen_from([self, other], rest)

    def chosen_from(self, drafts: Sequence[Draft], second: Draft) -> Self:
        """The same, with the attempts of all counted.

        A segment translated clause by clause has no alternatives of its own: it takes those of
        ``second``.
        """
        retries = sum(one.translation.retries for one in drafts) + len(drafts) - 1
        alternatives = self.translation.alternatives or second.translation.alternatives
        translation = replace(self.translation, retries=retries, alternatives=alternatives)
        return replace(self, translation=translation)

    def after(self, earlier: Draft) -> Self:
        """The same, telling of each masked term what stood there in the draft before.

        What the model made of the mask says nothing of the term.
        """
        terms = tuple(
            _in_place_of(before, one) if one.evidence is Evidence.STAND_IN else one
            for before, one in zip(earlier.translation.terms, self.translation.terms, strict=True)
        )
        return replace(self, translation=replace(self.translation, terms=terms))


def best_of(drafts: Sequence[Draft]) -> Draft:
    """The best of several drafts, with the attempts of all counted.

    Of those with the fewest faults it is the one that the others are likest to, with the model's
    score added; of equals, and where none has every term, the first.
    """
    fewest = min(draft.faults for draft in drafts)
    pool = [draft for draft in drafts if draft.faults == fewest]
    if pool[0].wrong:
        # What a masked term is lost from knows less of the sentence.
        pool = pool[:1]

    def worth(draft: Draft) -> float:
        alike = [likeness(draft.translation.text, one.translation.text) for one in pool]
        return sum(alike) / len(alike) + draft.score

    return max(pool, key=worth).chosen_from(drafts, drafts[0])


def likeness(one: str, other: str) -> float:
    """The share of character trigrams that two texts have in common, between 0 and 1."""
    ours, theirs = _grams(one), _grams(other)
    total = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / total if total else float(one == other)


def _grams(text: str) -> Counter[str]:
    return Counter(text[start : start + _GRAM] for start in range(len(text) - _GRAM + 1))


def _in_place_of(before: Sighting, restored: Sighting) -> Sighting:
    """What was seen of a restored term, as a change to what was seen of it before."""
    if before.status is TermStatus.LEFT and before.before == restored.after:
        # It was glued to something.
        return replace(restored, before="")
    unchanged = before.status is TermStatus.RIGHT or before.before == restored.after
    if unchanged and restored.status is TermStatus.REPAIRED:
        return replace(restored, status=TermStatus.RIGHT, before=before.before)
    return replace(restored, before=before.before)

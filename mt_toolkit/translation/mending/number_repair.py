"""Mends the numbers of a translation: every number the source has in digits comes out equal.

Models garble digits (``3.67`` becomes ``367``), drop numbers and repeat them. The mending is done
in this order, each step with what the earlier ones left:

1. Numbers of right value in another notation are written the English way.
2. A wrong number gives its place to the missing one that it is linked to, else to the one that it
   resembles most in digits and place.
3. A number said twice in a row is said once.
4. A missing number is inserted: beside the rest of its expression (the 1 of ``5+1``), before a
   percent sign that lacks its number, beside the word that its neighbour in the source is linked
   to, and where nothing tells the place, at the same share of the sentence as in the source. The
   last is marked as not confident: a clumsy number is better than a lost one.

Nothing else is touched, and every change is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mt_toolkit.numbers import Number, NumberKind, compare, find_numbers, percent_end
from mt_toolkit.text import Span
from mt_toolkit.translation.mending.number_changes import (
    Change,
    ChangeReason,
    apply_changes,
    relink,
)
from mt_toolkit.translation.mending.number_places import expressions, places

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mt_toolkit.bitext import WordLink
    from mt_toolkit.numbers import NumberReport
    from mt_toolkit.protocols import Hypothesis

__all__ = ["Change", "ChangeReason", "NumberRepair", "repair_numbers"]

# Digits of another script, or marks that mean something else in English, or nothing.
_FOREIGN: Final = re.compile(
    r"(?![0-9])\d|[\u00a0\u202f\u066b\u066c\u060c]|^-?\d{1,3},\d{1,2}(?!\d)|\d\.\d{3}\.\d{3}"
)
#: Links below this are noise of the model's attention.
_LEAST_WEIGHT: Final = 0.1
#: Above every likeness that goes without links.
_LINKED: Final = 10.0
_BETWEEN_REPEATED: Final = re.compile(r"[\s,;]*(?:(?:and|or)\s+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRepair:
    """A translation with its numbers mended.

    Attributes:
        text: The mended text.
        links: The word links, moved along with the text; ``None`` where there were none.
        changes: What was changed, from left to right.
        unresolved: Source numbers that the text still lacks, and numbers in the text that the
            source does not account for.
    """

    text: str
    links: tuple[WordLink, ...] | None
    changes: tuple[Change, ...] = ()
    unresolved: tuple[Number, ...] = ()


def repair_numbers(source: str, hypothesis: Hypothesis) -> NumberRepair:
    """Make the numbers of a translation equal to those its source writes in digits.

    Args:
        source: Source text.
        hypothesis: Its translation; without word links the order of the words is the only guide.
    """
    links = hypothesis.links or ()
    report = compare(source, hypothesis.text)
    changes = _notation(report)
    replaced = _replace(source, hypothesis.text, links, report)
    changes += replaced.values()
    changes += _drop_repeated(hypothesis.text, report, changes)
    missing = [number for number in report.missing if number.span not in replaced]
    if missing:
        placed = {left.span: right.span for left, right in report.pairs if right.digits}
        placed |= {span: change.span_before for span, change in replaced.items()}
        changes += _insert(source, hypothesis.text, links, missing, placed, changes)
    if not changes:
        return NumberRepair(
            text=hypothesis.text,
            links=hypothesis.links,
            unresolved=report.missing + report.extra,
        )
    text = apply_changes(hypothesis.text, changes)
    left = compare(source, text)
    return NumberRepair(
        text=text,
        links=None if hypothesis.links is None else relink(hypothesis.links, changes),
        changes=tuple(sorted(changes, key=lambda change: change.span_before)),
        unresolved=left.missing + left.extra,
    )


def _notation(report: NumberReport) -> list[Change]:
    """Write digits that are not ASCII or not in English notation the English way."""
    return [
        Change(
            span_before=target.span,
            old=target.text,
            new=target.english,
            reason=ChangeReason.NOTATION,
            source=source.span,
        )
        for source, target in report.pairs
        if target.digits is not None and _FOREIGN.search(target.text)
    ]


def _replace(
    source: str, target: str, links: Sequence[WordLink], report: NumberReport
) -> dict[Span, Change]:
    """Put missing numbers in the place of wrong ones; the changes by the source's span."""
    values = {number.value for _, number in report.pairs}
    paired = {number.span for _, number in report.pairs}
    words = [number for number in find_numbers(target, "en") if number.digits is None]
    wrongs = [*report.extra, *(word for word in words if word.span not in paired)]
    candidates = [
        (
            _likeness(missing, wrong, source, target, links, said=wrong.value in values),
            missing,
            wrong,
        )
        for wrong in wrongs
        for missing in report.missing
    ]
    changes: dict[Span, Change] = {}
    gone: set[Span] = set()
    for score, missing, wrong in sorted(candidates, key=lambda item: (-item[0], item[1].span)):
        if score <= 0 or missing.span in changes or wrong.span in gone:
            continue
        gone.add(wrong.span)
        linked = score >= _LINKED
        changes[missing.span] = Change(
            span_before=wrong.span,
            old=wrong.text,
            new=_written_over(target, missing, wrong),
            reason=ChangeReason.LINKED if linked else ChangeReason.ALIKE,
            source=missing.span,
        )
    return changes


def _likeness(
    missing: Number,
    wrong: Number,
    source: str,
    target: str,
    links: Sequence[WordLink],
    *,
    said: bool,
) -> float:
    """How likely ``wrong`` stands for ``missing``; above `_LINKED` where links say so, 0 for never.

    A number in words, which is often no count at all ("one of them"), and one that is ``said``
    elsewhere, where it is right, need the links' word or the same power of a thousand.
    """
    weight = sum(
        link.weight
        for link in links
        if link.source.overlaps(missing.span) and link.target.overlaps(wrong.span)
    )
    same_scale = missing.scale == wrong.scale > 1
    alike = (
        SequenceMatcher(None, _bare(missing), _bare(wrong), autojunk=False).ratio()
        + same_scale
        + (missing.kind is wrong.kind is NumberKind.PERCENT)
        + 1
        - abs(missing.span.start / len(source) - wrong.span.start / len(target))
    )
    if weight >= _LEAST_WEIGHT and (wrong.digits is not None or wrong.value > 1):
        return _LINKED + weight + alike
    if wrong.digits is None or said:
        return alike if same_scale else 0.0
    return alike


def _bare(number: Number) -> str:
    return re.sub(r"\D", "", number.digits or str(number.value))


def _written_over(target: str, missing: Number, wrong: Number) -> str:
    """The missing number as it reads in the place of the wrong one."""
    new = missing.english
    if wrong.kind is NumberKind.ORDINAL and wrong.digits is not None and missing.scale == 1:
        return new + _ordinal_ending(new)
    if missing.kind is NumberKind.PERCENT and percent_end(target, wrong.span.end) == wrong.span.end:
        return f"{new}%"
    return new


def _ordinal_ending(digits: str) -> str:
    if digits[-2:-1] == "1":
        return "th"
    return {"1": "st", "2": "nd", "3": "rd"}.get(digits[-1], "th")


def _drop_repeated(target: str, report: NumberReport, changes: Sequence[Change]) -> list[Change]:
    """Remove an invented number that only says again the one right before it."""
    replaced = {change.span_before for change in changes}
    extra = {number.span for number in report.extra} - replaced
    dropped: list[Change] = []
    numbers = find_numbers(target, "en")
    for left, right in pairwise(numbers):
        if right.span not in extra or left.span in replaced or left.value != right.value:
            continue
        start, end = (percent_end(target, number.span.end) for number in (left, right))
        if _BETWEEN_REPEATED.fullmatch(target[start : right.span.start]):
            span = Span(start, end)
            dropped.append(
                Change(span_before=span, old=span.of(target), new="", reason=ChangeReason.REPEATED)
            )
    return dropped


def _insert(
    source: str,
    target: str,
    links: Sequence[WordLink],
    missing: Sequence[Number],
    placed: Mapping[Span, Span],
    changes: Sequence[Change],
) -> list[Change]:
    """Insert numbers that have no place; each is read again where it was put, to be sure of it."""
    inserted: list[Change] = []
    lacking = len(compare(source, apply_changes(target, changes)).missing)
    for expression in expressions(source, find_numbers(source, "ar"), missing):
        for change in places(source, target, links, expression, placed):
            if any(_inside(change.span_before, other.span_before) for other in changes):
                continue
            text = apply_changes(target, [*changes, *inserted, change])
            lacking_now = len(compare(source, text).missing)
            if lacking_now <= lacking - len(expression.numbers):
                inserted.append(change)
                lacking = lacking_now
                break
    return inserted


def _inside(insertion: Span, changed: Span) -> bool:
    return changed.start < insertion.start < changed.end

"""Where in a translation a lost number belongs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mt_toolkit.numbers import Number, NumberKind, fold_arabic, percent_end
from mt_toolkit.text import Span
from mt_toolkit.translation.mending.number_changes import Change, ChangeReason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mt_toolkit.bitext import WordLink

__all__ = ["Expression", "expressions", "places"]

_SIGN: Final = re.compile(r"\s?[-\u2013+/:\u00d7x]\s?")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_NAME: Final = re.compile(r"(?:\b[A-Za-z]{1,8}-?)?$")
_TOKEN: Final = re.compile(r"\S+")
_CLOSE: Final = re.compile(r"[\s\u0640\"'«»()\u201c\u201d]*")
_LONE_PERCENT: Final = re.compile(r"(?<![\d%])\s?(?P<mark>per\s?cent\b|%)", re.IGNORECASE)

# Nouns that a number follows in both languages: "minute 29", "Resolution 242".
_NUMBER_FOLLOWS: Final = frozenset(
    {
        *("عام", "العام", "سنه", "الدقيقه", "الساعه", "رقم", "الرقم", "الماده", "القرار"),
        *("الفصل", "البند", "مجموعه", "الفقره", "طراز", "حتي", "منذ"),
    }
)
# A number reads badly before these.
_FUNCTION_WORDS: Final = frozenset(
    {
        *("a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and"),
        *("or", "but", "that", "which", "who", "is", "are", "was", "were", "be", "been", "has"),
        *("have", "had", "will", "would", "not", "as", "it", "its", "he", "his", "they", "their"),
    }
)
#: Links below this are noise of the model's attention.
_LEAST_WEIGHT: Final = 0.1
#: Places tried, from the likeliest, where only the share of the sentence is known.
_GUESSES: Final = 12
#: How far, in shares of the sentence, a guess moves to avoid a function word behind the number.
_AVOIDANCE: Final = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """Missing numbers that belong together: ``5+1``, a score, a date, mostly a single number.

    Attributes:
        numbers: The missing numbers, in order.
        span: Their range in the source, a percent mark included.
        text: Them in English notation.
        left: The number before them in the same expression and the sign between, if there is one.
        right: The number after them and the sign between.
        name: Latin letters written onto the first number (``F-`` of F-35), mostly empty.
    """

    numbers: tuple[Number, ...]
    span: Span
    text: str
    left: tuple[Number, str] | None = None
    right: tuple[Number, str] | None = None
    name: str = ""


def expressions(
    source: str, numbers: Sequence[Number], missing: Sequence[Number]
) -> list[Expression]:
    """Group missing source numbers by the expressions they stand in.

    Args:
        source: Source text.
        numbers: All its numbers, in order.
        missing: Those of them that the translation lacks, in order.
    """
    signs = [_sign(source, left, right) for left, right in pairwise(numbers)]
    lost = {number.span for number in missing}
    found, place = [], 0
    while place < len(numbers):
        first = place
        place += 1
        if numbers[first].span not in lost:
            continue
        while place < len(numbers) and numbers[place].span in lost and signs[place - 1]:
            place += 1
        left_sign = signs[first - 1] if first else None
        right_sign = signs[place - 1] if place < len(numbers) else None
        group = tuple(numbers[first:place])
        found.append(
            Expression(
                numbers=group,
                span=Span(group[0].span.start, percent_end(source, group[-1].span.end)),
                text=_written(group, signs[first : place - 1]),
                left=(numbers[first - 1], left_sign) if left_sign else None,
                right=(numbers[place], right_sign) if right_sign else None,
                name=_name(source, group[0].span.start),
            )
        )
    return found


def _sign(source: str, left: Number, right: Number) -> str | None:
    """The sign that ties two numbers into one expression."""
    between = source[left.span.end : right.span.start]
    if left.kind is right.kind is NumberKind.TIME and between == ".":
        return ":"
    if left.kind is right.kind is NumberKind.DATE and between == ".":
        return "."
    if left.digits is None or right.digits is None or not _SIGN.fullmatch(between):
        return None
    return between


def _name(source: str, end: int) -> str:
    match = _NAME.search(source, max(0, end - 10), end)
    return match[0] if match else ""


def _written(numbers: Sequence[Number], signs: Sequence[str | None]) -> str:
    parts = [numbers[0].english]
    for sign, number in zip(signs, numbers[1:], strict=True):
        parts += [sign or " ", number.english]
    if numbers[-1].kind is NumberKind.PERCENT:
        parts.append("%")
    return "".join(parts)


def places(
    source: str,
    target: str,
    links: Sequence[WordLink],
    expression: Expression,
    placed: Mapping[Span, Span],
) -> Iterator[Change]:
    """Insertions that would bring ``expression`` into ``target``, the likeliest first.

    Args:
        source: Source text.
        target: Target text.
        links: Word links between them, none if unknown.
        expression: The missing numbers.
        placed: Where source numbers stand in the target, by their span in the source.
    """
    yield from _beside_its_rest(target, expression, placed)
    yield from _before_lone_percent(target, expression)
    yield from _beside_neighbour(source, target, links, expression)
    yield from _by_share(source, target, expression)


def _insertion(at: int, new: str, reason: ChangeReason, expression: Expression) -> Change:
    return Change(span_before=Span(at, at), old="", new=new, reason=reason, source=expression.span)


def _beside_its_rest(
    target: str, expression: Expression, placed: Mapping[Span, Span]
) -> Iterator[Change]:
    reason = ChangeReason.EXPRESSION
    if expression.left and (span := placed.get(expression.left[0].span)):
        percent = percent_end(target, span.end) > span.end
        text = expression.text.removesuffix("%") if percent else expression.text
        yield _insertion(span.end, expression.left[1] + text, reason, expression)
    if expression.right and (span := placed.get(expression.right[0].span)):
        yield _insertion(span.start, expression.text + expression.right[1], reason, expression)
    if letters := expression.name.rstrip("-"):
        for name in re.finditer(rf"\b{letters}\b", target):
            sign = expression.name.removeprefix(letters)
            yield _insertion(name.end(), sign + expression.text, reason, expression)


def _before_lone_percent(target: str, expression: Expression) -> Iterator[Change]:
    if expression.numbers[-1].kind is NumberKind.PERCENT:
        for mark in _LONE_PERCENT.finditer(target):
            space = "" if mark["mark"] == "%" else " "
            new = expression.text.removesuffix("%") + space
            yield _insertion(mark.start("mark"), new, ChangeReason.UNIT, expression)


def _beside_neighbour(
    source: str, target: str, links: Sequence[WordLink], expression: Expression
) -> Iterator[Change]:
    """Before the translation of the counted noun, or after that of the word before the number."""
    words = [Span(*match.span()) for match in _WORD.finditer(source)]
    following = [word for word in words if word.start >= expression.span.end]
    preceding = [word for word in words if word.end <= expression.span.start]
    if preceding and preceding[-1].end == expression.span.start and len(preceding[-1]) <= 2:
        preceding.pop()  # a particle written onto the number
    after = before = None
    if following and _CLOSE.fullmatch(source[expression.span.end : following[0].start]):
        noun = _translation(links, following[0])
        if noun is not None:
            at = _before_adjectives(target, links, noun, following[1:3])
            before = _insertion(
                at, f"{expression.name}{expression.text} ", ChangeReason.NEIGHBOUR, expression
            )
    if preceding:
        word = _translation(links, preceding[-1])
        if word is not None:
            after = _insertion(
                word.end, f" {expression.name}{expression.text}", ChangeReason.NEIGHBOUR, expression
            )
    first = bool(preceding) and fold_arabic(preceding[-1].of(source)) in _NUMBER_FOLLOWS
    for change in (after, before) if first else (before, after):
        if change is not None:
            yield change


def _translation(links: Sequence[WordLink], word: Span) -> Span | None:
    """The target word that a source word is best linked to."""
    linked = [link for link in links if link.source.overlaps(word) and link.weight >= _LEAST_WEIGHT]
    return max(linked, key=lambda link: link.weight).target if linked else None


def _before_adjectives(
    target: str, links: Sequence[WordLink], noun: Span, adjectives: Sequence[Span]
) -> int:
    """Where a number goes that counts ``noun``: "30 Arab countries", not "Arab 30 countries"."""
    translated = {_translation(links, adjective) for adjective in adjectives}
    at = noun.start
    for token in reversed([Span(*match.span()) for match in _TOKEN.finditer(target, 0, at)]):
        if token not in translated:
            break
        at = token.start
    return at


def _by_share(source: str, target: str, expression: Expression) -> Iterator[Change]:
    words = [match.start() for match in _TOKEN.finditer(source)]
    share = sum(start < expression.span.start for start in words) / max(1, len(words))
    tokens = list(_TOKEN.finditer(target))

    def distance(place: int) -> float:
        away = abs(place / len(tokens) - share)
        function = tokens[place][0].lower() in _FUNCTION_WORDS
        return away + (_AVOIDANCE if function else 0.0)

    for place in sorted(range(len(tokens)), key=distance)[:_GUESSES]:
        start = tokens[place].start()
        yield _insertion(
            start, f"{expression.name}{expression.text} ", ChangeReason.PROPORTION, expression
        )

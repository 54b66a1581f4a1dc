# ruff: noqa: RUF001 - Arabic letters by purpose
"""Where a name may begin and end: not inside another word, but after و, ب, ل, ك, ف and ال.

These words of one letter are written together with what follows, and so is the article. Before an
article ل swallows its alef, and one lam of three: السيسي is للسيسي, اللبناني is للبناني.
"""

from __future__ import annotations

import itertools
import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mt_toolkit.text import Span

__all__ = [
    "after_lam",
    "after_letter",
    "contractions",
    "end_of_word",
    "has_article",
    "in_own_word",
    "may_precede",
    "proclitics",
]

_ARTICLE: Final = "ال"
# After و or ف may come one of ب, ك, ل (and س, "will", before what may be a verb).
_BEFORE_NOUN: Final = re.compile("[وف]?(?:[بك]?(?:ال)?|ل|لل)")
_BEFORE_VERB: Final = re.compile("[وف]?(?:[بك]?(?:ال)?|ل|لل|س)")
_BEFORE_ARTICLE: Final = re.compile("[وف]?[بكل]?")
_BEFORE_LAM: Final = re.compile("[وف]?")
# Marks and tatweel belong to the letter before them; bidirectional controls belong to nothing.
_MARKS: Final = re.compile(
    "[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\ufe70-\ufe7f]*"
)
_UNSEEN: Final = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_APOSTROPHES: Final = "'\u2019\u02bc\u02bb\u02be\u02bf`"


def has_article(form: str) -> bool:
    """Whether an Arabic form begins with the article, or looks like it."""
    return form.startswith(_ARTICLE) and len(form) > len(_ARTICLE) + 1


def contractions(form: str) -> Iterator[tuple[str, str]]:
    """How a form with the article is written after ل.

    Yields:
        What stands in the text, ل included, and what was swallowed after that ل.
    """
    if has_article(form):
        if form.startswith(f"{_ARTICLE}ل"):
            yield form[1:2] + form[2:], _ARTICLE
        yield "ل" + form[1:], "ا"


def after_lam(form: str) -> str:
    """What stands after ل when ``form`` follows it: لبناني for اللبناني, لسيسي for السيسي."""
    if not has_article(form):
        return form
    return form[2:] if form.startswith(f"{_ARTICLE}ل") else form[1:]


def proclitics() -> frozenset[str]:
    """All that may be written together with some form, before it, and the empty string."""
    all_nouns = itertools.product(("", "و", "ف"), ("", "ب", "ك", "ل", "لل", "س"), ("", _ARTICLE))
    return frozenset(
        joined
        for parts in all_nouns
        if _BEFORE_VERB.fullmatch(joined := "".join(parts)) or _BEFORE_ARTICLE.fullmatch(joined)
    )


@cache
def may_precede(before: str, article: bool, verb: bool, contracted: bool) -> bool:
    """Whether letters before an Arabic form, in its word, are words of one letter or the article.

    Args:
        before: The letters, folded.
        article: Whether the form itself begins with the article.
        verb: Whether the form may be a verb.
        contracted: Whether the form is written as it is after ل, which is not one of the letters.
    """
    if contracted:
        allowed = _BEFORE_LAM
    elif article:
        allowed = _BEFORE_ARTICLE
    else:
        allowed = _BEFORE_VERB if verb else _BEFORE_NOUN
    return allowed.fullmatch(before) is not None


def after_letter(text: str, at: int) -> int:
    """Where the letter at ``at`` ends, with the marks on it."""
    marks = _MARKS.match(text, at + 1)
    return marks.end() if marks else at + 1


def end_of_word(text: str, end: int) -> int | None:
    """Where an Arabic form ends with the marks on its last letter, or ``None`` inside a word."""
    # Neither a mark nor what is not seen is a space.
    if text[end : end + 1].isspace():
        return end
    marks = _MARKS.match(text, end)
    end = marks.end() if marks else end
    after = end
    while after < len(text) and _UNSEEN.match(text[after]):
        after += 1
    return None if after < len(text) and text[after].isalnum() else end


def in_own_word(text: str, span: Span) -> bool:
    """Whether a Latin form at ``span`` is not part of a longer word.

    A hyphen ends a word. An apostrophe does so after the form only where "s" or nothing follows,
    and never before it: Brien is not in O'Brien, Baqa not in Baqa'i.
    """
    before = text[span.start - 1] if span.start else " "
    if before.isalnum() or before == "_":
        return False
    if before in _APOSTROPHES and span.start > 1 and text[span.start - 2].isalnum():
        return False
    after = text[span.end : span.end + 3]
    if not after:
        return True
    if after[0].isalnum() or after[0] == "_" or _MARKS.fullmatch(after[0]):
        return False
    if after[0] in _APOSTROPHES and after[1:2].isalnum():
        return after[1:2] in ("s", "S") and not after[2:3].isalnum()
    return True

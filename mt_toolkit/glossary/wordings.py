"""Other spellings and other wordings: جروسي is غروسي misspelled, سلطنة عمان is not عمان misspelled.

The source forms of an entry are of both sorts. The first form of each wording is the one to use for
the spellings that follow it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from mt_toolkit.glossary.fold import fold
from mt_toolkit.names import similarity

__all__ = ["preferred_spelling"]

# How alike two forms are at least that are one wording: names, and common nouns, whose plurals
# and cases are alike as well; and forms with another number of words (فيس بوك).
_SAME_NAME: Final = 0.5
_SAME_NOUN: Final = 0.9
_SAME_LETTERS: Final = 0.85
_ARTICLE: Final = "ال"
# Nominative, and genitive with accusative, of one plural.
_CASE_ENDING: Final = re.compile("(?:ون|ين)$")


@lru_cache(maxsize=1 << 14)
def preferred_spelling(sources: tuple[str, ...], spelling: str, *, noun: bool) -> str | None:
    """The form to use instead of another one.

    Args:
        sources: The source forms of an entry's full or short form, the preferred one first.
        spelling: One of them.
        noun: Whether they are common nouns, and no names.

    Returns:
        The first form that ``spelling`` is another spelling of, or ``None`` where it is the first
        form of its wording itself.
    """
    earlier = sources[: sources.index(spelling)]
    words = fold(spelling).split()
    least = _SAME_NOUN if noun else _SAME_NAME
    divided = []
    for form in earlier:
        own = fold(form).split()
        if len(own) != len(words):
            divided.append((form, own))
        elif not _only_inflected(words, own) and similarity(spelling, form) >= least:
            return form
    for form, own in divided:
        if not _only_longer(words, own) and similarity(spelling, form) >= max(least, _SAME_LETTERS):
            return form
    return None


def _only_longer(words: list[str], others: list[str]) -> bool:
    """Whether one form is the other with something added: سلطنة عمان, عمان."""
    # An article may be written as a word of its own: آل بوسعيدي.
    bare, other_bare = (
        {word.removeprefix(_ARTICLE) for word in own} - {""} for own in (words, others)
    )
    return bare < other_bare or other_bare < bare


def _only_inflected(words: list[str], others: list[str]) -> bool:
    """Whether two forms are one plural in two cases: الحوثيون, الحوثيين."""
    stems, other_stems = ([_CASE_ENDING.sub("", word) for word in own] for own in (words, others))
    return words != others and stems == other_stems

"""Names that an Arabic text gives in Latin letters too: عباس عراقجي (Abbas Araghchi).

English has no use for that: the gloss would come out as the name said twice. It is taken for a part
of the term.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mt_toolkit.names import similarity
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mt_toolkit.glossary.match import Matcher, TermMatch

__all__ = ["with_gloss", "without_gloss"]

_GLOSS: Final = re.compile(r"\s*(?:\((?P<round>[^()]*)\)|\[(?P<square>[^\[\]]*)\])")
_LATIN: Final = re.compile(r"[^\u0600-\u06ff]*[A-Za-z][^\u0600-\u06ff]*")
_SAME_NAME: Final = 0.8


def with_gloss(text: str, terms: Sequence[TermMatch], targets: Matcher) -> tuple[TermMatch, ...]:
    """The terms of a text, each with the gloss that follows it.

    Args:
        text: Source text.
        terms: The terms in it.
        targets: Knows the target forms.
    """
    grown = []
    for term in terms:
        found = _GLOSS.match(text, term.span.end)
        latin = "" if found is None else found["round"] or found["square"] or ""
        if found is not None and _LATIN.fullmatch(latin) and _is_name_of(term, latin, targets):
            grown.append(replace(term, span=Span(term.span.start, found.end())))
        else:
            grown.append(term)
    return tuple(grown)


def without_gloss(text: str) -> str:
    """A term's text as it would stand without its gloss."""
    opened = re.search(r"\s*[(\[]", text)
    if opened is None or _GLOSS.fullmatch(text, opened.start()) is None:
        return text
    return text[: opened.start()]


def _is_name_of(term: TermMatch, latin: str, targets: Matcher) -> bool:
    meant = {entry.id for entry, _ in term.readings}
    for match in targets.find(latin):
        if match.span.of(latin) == latin.strip():
            return not meant.isdisjoint(entry.id for entry, _ in match.readings)
    return similarity(latin, term.form.target) >= _SAME_NAME

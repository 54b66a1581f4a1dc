"""Names that an Arabic text has in Latin letters only: كان Araghchi مفاوضا.

A model made of Arabic garbles them. It gets their Arabic spelling instead.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mt_toolkit.arabic import has_arabic
from mt_toolkit.glossary import Kind
from mt_toolkit.terms.inflect import is_inflection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mt_toolkit.glossary.match import Matcher, TermMatch

__all__ = ["arabic_of", "with_latin_names"]

# In a Latin sentence, an address or a handle a name stays as it is.
_TIED_BEFORE: Final = re.compile(r"(?:[A-Za-z][^\w\s]*[ \u00a0]+|[\w@#/.:&=-])\Z")
_TIED_AFTER: Final = re.compile(r"[ \u00a0]+[^\w\s]*[A-Za-z]|[@/&=_-]|[.:]\w")


def with_latin_names(
    text: str, terms: Sequence[TermMatch], targets: Matcher
) -> tuple[TermMatch, ...]:
    """The terms of a text, and its names in Latin letters, in order.

    Acronyms are no part of them: a model copies those.

    Args:
        text: Source text.
        terms: The terms in it.
        targets: Knows the target forms.
    """
    if not has_arabic(text):
        return tuple(terms)
    latin = [
        match
        for match in targets.find(text)
        if _is_latin_name(text, match)
        and not any(match.span.overlaps(term.whole) for term in terms)
    ]
    return tuple(sorted([*terms, *latin], key=lambda term: term.span.start))


def arabic_of(term: TermMatch, written: str) -> str | None:
    """The preferred source form of a name that is written in Latin letters, if it has one."""
    return None if has_arabic(written) or not term.form.sources else term.form.sources[0]


def _is_latin_name(text: str, match: TermMatch) -> bool:
    written = match.span.of(text)
    return (
        match.entry.kind is not Kind.TERM
        and bool(match.form.sources)
        and written[0].isupper()
        and not written.isupper()
        and not is_inflection(match.entry, match.spelling)
        and _TIED_BEFORE.search(text, 0, match.span.start) is None
        and _TIED_AFTER.match(text, match.span.end) is None
    )

"""Names that were left in the other script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final

from mt_toolkit.checks.rules.base import finding_at
from mt_toolkit.checks.rules.surroundings import in_address, in_arabic, in_brackets
from mt_toolkit.findings import Severity
from mt_toolkit.glossary.spellings import MatchKind
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mt_toolkit.checks.rules.base import Matched, UnitContext
    from mt_toolkit.findings import Finding
    from mt_toolkit.glossary.match import TermMatch

__all__ = ["LatinInArabic", "latin_name_at", "latin_places"]

_SOURCE: Final = (MatchKind.PREFERRED, MatchKind.VARIANT)
_ARABIC: Final = "\u0621-\u064a"
_LATIN: Final = "A-Za-z\u00c0-\u00ff"
# A name, or several in a row: Witkoff, Le Drian. An acronym is none.
_REST: Final = f"(?:['\u2019-]?[{_LATIN}])*"
# To begin with a capital makes the search three times as quick as to begin with what is before it.
_NAMES: Final = re.compile(f"[A-Z](?<![{_LATIN}].){_REST}(?: [A-Z]{_REST})*", re.DOTALL)
_LOWER: Final = re.compile("[a-z\u00df-\u00ff]")
# Signs and spaces between a word and the one beside it, at most.
_BETWEEN: Final = 3
_GAP: Final = f"[^{_LATIN}\\d\n{_ARABIC}]{{1,{_BETWEEN}}}"
_BEFORE: Final = re.compile(f"[{_ARABIC}]{_GAP}\\Z")
_AFTER: Final = re.compile(f"{_GAP}[{_ARABIC}]")
# Longer than several names.
_NEAR: Final = 200


def latin_places(text: str) -> Iterator[Span]:
    """Where Latin names stand beside Arabic words."""
    for found in _NAMES.finditer(text):
        start, end = found.span()
        before = text[max(0, start - _BETWEEN - 1) : start]
        if (_AFTER.match(text, end) or _BEFORE.search(before)) and _LOWER.search(found[0]):
            yield Span(start, end)


def latin_name_at(text: str, border: Span) -> Span | None:
    """The Latin name that may be left where an Arabic and a Latin word stand side by side.

    Args:
        text: Any length of text.
        border: From the last letter of the one word to the first of the other.
    """
    between = text[border.start + 1 : border.end - 1]
    if len(between) > _BETWEEN or "\n" in between:
        return None
    first = border.start + 1
    found = _NAMES.match(text, border.end - 1)
    if found is None:
        before = [*_NAMES.finditer(text, max(0, first - _NEAR), first)]
        if not before or before[-1].end() != first:
            return None
        found = before[-1]
    place = Span(*found.span())
    return None if _LOWER.search(found[0]) is None or in_brackets(text, place) else place


class LatinInArabic:
    """A name in Latin letters inside Arabic text."""

    code: ClassVar[str] = "MT104"
    name: ClassVar[str] = "latin-name-in-arabic"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, context: UnitContext) -> Iterator[Finding]:
        """Every Latin name in an Arabic line that is neither in brackets nor to be kept."""
        matched = context.texts[0]
        text = matched.piece.text
        places = list(latin_places(text))
        known = [term for term in matched.terms if term.kind not in _SOURCE]
        if not (places or known):
            return
        for term in known:
            beside = any(term.span.overlaps(place) for place in places)
            if (
                (beside or term.kind is MatchKind.WRONG)
                and not term.entry.do_not_translate
                and _is_left(text, term.span)
            ):
                yield self._known(matched, term)
        for place in places:
            if _is_left(text, place) and not any(term.span.overlaps(place) for term in known):
                yield finding_at(
                    self,
                    matched,
                    place,
                    message=f"{place.of(text)!r} is left in Latin letters",
                    mend="Write the name in Arabic letters",
                )

    def _known(self, matched: Matched, term: TermMatch) -> Finding:
        name = term.span.of(matched.piece.text)
        arabic = term.form.sources[0] if term.form.sources else None
        return finding_at(
            self,
            matched,
            term.span,
            message=f"{name!r} is left in Latin letters"
            + (f"; in Arabic it is {arabic}" if arabic else ""),
            mend=f"Write {arabic}" if arabic else "Write the name in Arabic letters",
            entry=term.entry,
            replacement=arabic,
            safe=False,
        )


def _is_left(text: str, span: Span) -> bool:
    return not (in_brackets(text, span) or in_address(text, span)) and in_arabic(text, span)

"""Names that only say again the one beside them, where the source has them once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mt_toolkit.arabic import has_arabic
from mt_toolkit.glossary import Kind
from mt_toolkit.terms.edits import Edit
from mt_toolkit.terms.inflect import is_inflection
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mt_toolkit.terms.scene import Place, Scene

__all__ = ["doubled_edits"]

_BETWEEN_DOUBLED: Final = re.compile(r"[ \u00a0]+")
_BETWEEN_LISTED: Final = re.compile(r",?[ \u00a0]+(?:(?:and|or)[ \u00a0]+)?")


def doubled_edits(
    scene: Scene, places: Sequence[Place | None], edits: Sequence[Edit]
) -> list[Edit]:
    """Take out a name that only says again the one beside it, where the source has it once."""
    cuts: list[Span] = []
    barred = [place.span for place in places if place is not None]
    barred += [edit.span_before for edit in edits]
    for term, place in zip(scene.terms, places, strict=True):
        if place is None:
            continue
        names = {entry.id for entry, _ in term.readings}
        again = [
            match.span
            for match in scene.matches
            if match.entry.id in names
            and not is_inflection(match.entry, match.spelling)
            and not has_arabic(match.spelling)
        ]
        listed = term.entry.kind is Kind.PERSON
        reach = place.span
        # Each cut brings the next name to the side of the one that is kept.
        while cut := _next_cut(scene, reach, again, barred + cuts, listed=listed):
            cuts.append(cut)
            reach = Span(min(reach.start, cut.start), max(reach.end, cut.end))
    return [Edit(span_before=cut, old=cut.of(scene.target), new="") for cut in cuts]


def _next_cut(
    scene: Scene, reach: Span, again: Sequence[Span], barred: Sequence[Span], *, listed: bool
) -> Span | None:
    options = [_stutter(scene, reach)]
    options += [_cut(scene.target, reach, span, listed=listed) for span in again]
    for cut in options:
        if cut is not None and not any(cut.overlaps(span) for span in barred):
            return cut
    return None


def _stutter(scene: Scene, span: Span) -> Span | None:
    """The first words of a name where they are said again before it: "Wang Wang Yi"."""
    at = first = scene.inside(span)[0]
    word = scene.words[first]
    if not word.capital or word.title or len(scene.inside(span)) == 1:
        return None
    while at > 0 and scene.words[at].tight and scene.words[at - 1].text == word.text:
        at -= 1
    return None if at == first else Span(scene.words[at].span.start, span.start)


def _cut(text: str, kept: Span, again: Span, *, listed: bool) -> Span | None:
    """What to take out so that one of two neighbours is left."""
    between = _BETWEEN_LISTED if listed else _BETWEEN_DOUBLED
    if kept.end <= again.start and between.fullmatch(text, kept.end, again.start):
        return Span(kept.end, again.end)
    if again.end <= kept.start and between.fullmatch(text, again.end, kept.start):
        return Span(again.start, kept.start)
    return None

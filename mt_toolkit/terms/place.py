"""Where the terms of a source stand in its translation.

Three kinds of evidence are looked at, the surest first, and no word is given to two terms:

1. a spelling that the glossary knows, right or wrong;
2. words that sound like the name (:mod:`mt_toolkit.names`);
3. words that the model made from the term, by its word links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mt_toolkit.glossary.spellings import MatchKind
from mt_toolkit.sightings import Evidence
from mt_toolkit.terms.linking import linked_places
from mt_toolkit.terms.scene import Place
from mt_toolkit.terms.sounding import similar_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mt_toolkit.terms.scene import Offer, Scene

__all__ = ["find_places"]

_RANK: Final = {
    MatchKind.CANONICAL: 1.0,
    MatchKind.ADMITTED: 0.9,
    MatchKind.WRONG: 0.8,
}


def find_places(scene: Scene) -> list[Place | None]:
    """The place of each term, in the order of the terms; ``None`` where nothing tells one."""
    places: list[Place | None] = [None] * len(scene.terms)
    taken: set[int] = set()
    for stage in (_known, similar_places, linked_places):
        for term, place in _settled(scene, stage(scene, places, taken), places, taken):
            places[term] = place
            taken.update(scene.inside(place.span))
    return places


def _settled(
    scene: Scene, offers: Iterable[Offer], places: Sequence[Place | None], taken: set[int]
) -> Iterator[tuple[int, Place]]:
    """The best offers first, each term and word once."""
    done = {term for term, place in enumerate(places) if place is not None}
    for _, term, place in sorted(offers, key=lambda offer: (-offer[0], offer[1])):
        if term not in done and taken.isdisjoint(scene.inside(place.span)):
            done.add(term)
            yield term, place


def _known(scene: Scene, _places: Sequence[Place | None], _taken: set[int]) -> Iterator[Offer]:
    for number, term in enumerate(scene.terms):
        meant = {entry.id for entry, _ in term.readings}
        for match in scene.matches:
            if meant.isdisjoint(entry.id for entry, _ in match.readings):
                continue
            support = scene.support(number, match.span)
            score = (
                _RANK[match.kind]
                + 2 * support
                + (match.form.short == term.form.short)
                - scene.distance(number, match.span)
            )
            place = Place(span=match.span, evidence=Evidence.SPELLING, certainty=1.0, match=match)
            yield score, number, place

"""Places of terms by word links: words that the model made from the term, and from nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mt_toolkit.glossary import Kind
from mt_toolkit.sightings import Evidence
from mt_toolkit.terms.scene import LEAST_WEIGHT, Place
from mt_toolkit.terms.sounding import is_another_name, sounds_alike
from mt_toolkit.terms.words import span_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mt_toolkit.terms.scene import Offer, Scene

__all__ = ["linked_places"]

_LEAST_MEAN: Final = 0.3
_SOUNDS: Final = frozenset({Kind.PERSON, Kind.PLACE})


def linked_places(scene: Scene, places: Sequence[Place | None], taken: set[int]) -> Iterator[Offer]:
    """Places that are linked to terms that have none yet, in words that are not taken."""
    if scene.links is None:
        return
    present = {entry.id for term in scene.terms for entry, _ in term.readings}
    foreign = {
        at
        for match in scene.matches
        if match.entry.id in present
        for at in scene.inside(match.span)
    }
    for number in range(len(scene.terms)):
        if places[number] is None and number not in scene.masked:
            for group in _groups(scene, number, taken | foreign):
                certainty = _group_certainty(scene, number, group)
                if certainty:
                    span = span_of([scene.words[at] for at in group])
                    place = Place(span=span, evidence=Evidence.LINKS, certainty=certainty)
                    total = sum(scene.weight(number, at) for at in group)
                    yield total, number, place


def _groups(scene: Scene, number: int, barred: set[int]) -> Iterator[list[int]]:
    """Neighbouring words that are linked to a term; small words may stand between them."""
    group: list[int] = []
    for at, word in enumerate(scene.words):
        near = bool(group) and (
            word.tight or scene.target[scene.words[at - 1].span.end : word.span.start].isspace()
        )
        linked = at not in barred and scene.weight(number, at) >= LEAST_WEIGHT
        if group and not (near and (linked or (word.function and at not in barred))):
            yield from _trimmed(scene, number, group)
            group = []
        if linked or group:
            group.append(at)
    yield from _trimmed(scene, number, group)


def _trimmed(scene: Scene, number: int, group: list[int]) -> Iterator[list[int]]:
    own = scene.terms[number].form.target.lower().split()

    def outside(at: int) -> bool:
        word = scene.words[at]
        if scene.weight(number, at) < LEAST_WEIGHT:
            return True
        return word.function and word.text.lower() not in own[:-1]

    while group and outside(group[-1]):
        group = group[:-1]
    while group and outside(group[0]):
        group = group[1:]
    if group:
        yield group


def _group_certainty(scene: Scene, number: int, group: Sequence[int]) -> float:
    """How surely a term's words are these, or 0 where too little speaks for it."""
    content = [at for at in group if not scene.words[at].function]
    mean = sum(scene.weight(number, at) for at in content) / max(1, len(content))
    if mean < _LEAST_MEAN:
        return 0.0
    term = scene.terms[number]
    if not content or len(content) > len(term.form.target.split()) + 2:
        return 0.0
    if term.entry.kind in _SOUNDS or (term.form.target[0].isupper() and sounds_alike(term)):
        own = term.form.target.lower().split()
        names = all(
            scene.words[at].text.lower() in own
            or (scene.words[at].capital and not scene.words[at].title)
            for at in content
        )
        if not names:
            return 0.0
        if term.entry.kind is Kind.PERSON and is_another_name(
            scene, number, range(group[0], group[-1] + 1)
        ):
            return 0.0
    return min(mean, 0.99)

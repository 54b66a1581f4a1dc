"""Places of names by their sound: words that are alike across scripts."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mt_toolkit.glossary import Kind
from mt_toolkit.names import similarity
from mt_toolkit.sightings import Evidence
from mt_toolkit.terms.scene import LEAST_WEIGHT, Place
from mt_toolkit.terms.words import span_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mt_toolkit.glossary.match import TermMatch
    from mt_toolkit.terms.scene import Offer, Scene

__all__ = ["is_another_name", "similar_places", "sounds_alike"]

#: A name this similar is the name wherever it stands; a less similar one needs links as well.
_SIMILAR: Final = 0.9
_SIMILAR_LINKED: Final = 0.5
_ALIKE_LINKED: Final = 0.75  # letters in common, of two Latin spellings
_SHORTEST: Final = 3
_SOUNDS: Final = frozenset({Kind.PERSON, Kind.PLACE})


def similar_places(
    scene: Scene, places: Sequence[Place | None], taken: set[int]
) -> Iterator[Offer]:
    """Places that sound like terms that have none yet, in words that are not taken."""
    known = {at for match in scene.matches for at in scene.inside(match.span)}
    for number, term in enumerate(scene.terms):
        if places[number] is not None or number in scene.masked or not sounds_alike(term):
            continue
        longest = len(term.form.target.replace("-", " ").split()) + 1
        for first in range(len(scene.words)):
            for last in range(first + 1, min(first + longest, len(scene.words)) + 1):
                if last > first + 1 and not scene.words[last - 1].tight:
                    break
                if not known.isdisjoint(range(first, last)) or not taken.isdisjoint(
                    range(first, last)
                ):
                    break
                certainty = _likeness(scene, number, range(first, last))
                if certainty:
                    span = span_of(scene.words[first:last])
                    score = certainty + scene.support(number, span)
                    yield (
                        score - 0.2 * scene.distance(number, span),
                        number,
                        Place(span=span, evidence=Evidence.SIMILARITY, certainty=certainty),
                    )


def _likeness(scene: Scene, number: int, window: range) -> float:
    """How surely the words of ``window`` are the name, or 0 where they cannot be."""
    words = [scene.words[at] for at in window]
    first, last = words[0], words[-1]
    if first.function or last.function or not last.capital:
        return 0.0
    if not (first.capital or first.text.lower() in {"al", "el", "bin", "ibn"}):
        return 0.0
    # Initials sound like everything: "B.C." is no بحر قزوين.
    spoken = [word.text for word in words if "." not in word.text]
    if sum(map(len, spoken)) < _SHORTEST:
        return 0.0
    term = scene.terms[number]
    if term.entry.kind is Kind.PERSON and is_another_name(scene, number, window):
        return 0.0
    text = span_of(words).of(scene.target)
    if term.entry.kind is not Kind.PERSON and _part_of(text, term.form.target):
        return 0.0
    score = _similarity(text, term.form.sources[0], term.form.target)
    if score >= _SIMILAR:
        return score
    support = min((scene.weight(number, at) for at in window), default=0.0)
    if support < LEAST_WEIGHT:
        return 0.0
    if score >= _SIMILAR_LINKED or _alike(text, term) >= _ALIKE_LINKED:
        return max(score, _ALIKE_LINKED)
    return 0.0


def _part_of(text: str, name: str) -> bool:
    """Whether a text is some words of a name, and so no other spelling of it: "Emirates"."""
    return set(text.casefold().split()) < set(name.casefold().split())


@lru_cache(maxsize=1 << 16)
def _similarity(text: str, source: str, target: str) -> float:
    return max(similarity(text, source), similarity(text, target))


def _alike(text: str, term: TermMatch) -> float:
    forms = (term.form.target, term.entry.adjective, term.entry.plural)
    return max(
        SequenceMatcher(None, text.casefold(), form.casefold(), autojunk=False).ratio()
        for form in forms
        if form is not None
    )


def is_another_name(scene: Scene, number: int, window: range) -> bool:
    """Whether the words are the first name of another person.

    So it is where a name goes on after them: Abbas in "Abbas Mousavi".
    """
    after = window.stop
    if after >= len(scene.words):
        return False
    word = scene.words[after]
    if not (word.tight and word.capital) or word.function or word.title:
        return False
    if scene.target[word.span.start - 1] == "-":
        return False
    return scene.weight_elsewhere(after) >= scene.weight(number, after)


def sounds_alike(term: TermMatch) -> bool:
    """Whether the English form is the Arabic one in other letters, not its translation."""
    if not term.form.sources:
        return False
    if term.entry.kind in _SOUNDS:
        return True
    return similarity(term.form.sources[0], term.form.target) >= _SIMILAR_LINKED

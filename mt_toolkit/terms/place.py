"""Where the terms of a source stand in its translation.

Three kinds of evidence are looked at, the surest first, and no word is given to two terms:

1. a spelling that the glossary knows, right or wrong;
2. words that sound like the name (:mod:`mt_toolkit.names`);
3. words that the model made from the term, by its word links.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mt_toolkit.glossary import Kind
from mt_toolkit.glossary.spellings import MatchKind
from mt_toolkit.names import similarity
from mt_toolkit.sightings import Evidence
from mt_toolkit.terms.words import span_of, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from mt_toolkit.bitext import WordLink
    from mt_toolkit.glossary.match import TermMatch
    from mt_toolkit.terms.words import Word
    from mt_toolkit.text import Span

__all__ = ["Place", "Scene", "find_places"]

#: A name this similar is the name wherever it stands; a less similar one needs links as well.
_SIMILAR: Final = 0.9
_SIMILAR_LINKED: Final = 0.5
_ALIKE_LINKED: Final = 0.75  # letters in common, of two Latin spellings
_LEAST_WEIGHT: Final = 0.1
_LEAST_MEAN: Final = 0.3
_SHORTEST: Final = 3
_SOUNDS: Final = frozenset({Kind.PERSON, Kind.PLACE})
_RANK: Final = {
    MatchKind.CANONICAL: 1.0,
    MatchKind.ADMITTED: 0.9,
    MatchKind.WRONG: 0.8,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a term stands in a translation.

    Attributes:
        span: The range.
        evidence: What told it.
        certainty: How sure that is, between 0 and 1.
        match: What the glossary knows of the spelling, or ``None``.
    """

    span: Span
    evidence: Evidence
    certainty: float
    match: TermMatch | None = None


class Scene:
    """A source and its translation, with all that tells where a term has gone.

    Args:
        source: Source text.
        target: Its translation.
        terms: The source's terms.
        matches: What the glossary knows in the translation.
        links: Word links, or ``None`` where there are none.
        masked: Numbers of the terms that stand-ins were translated for: only the stand-in itself
            tells their place.
    """

    def __init__(
        self,
        source: str,
        target: str,
        terms: Sequence[TermMatch],
        matches: Sequence[TermMatch],
        links: Sequence[WordLink] | None,
        masked: Collection[int] = (),
    ) -> None:
        self.source = source
        self.target = target
        self.terms = terms
        self.matches = matches
        self.links = links
        self.masked = masked
        self.words = words_of(target)
        self._weights = [[self._weight(word, term) for word in self.words] for term in terms]
        self._elsewhere = [self._other_weight(word) for word in self.words]

    def _weight(self, word: Word, term: TermMatch) -> float:
        return max(
            (
                link.weight
                for link in self.links or ()
                if link.target.overlaps(word.span) and link.source.overlaps(term.whole)
            ),
            default=0.0,
        )

    def _other_weight(self, word: Word) -> float:
        """How much a word is linked to what is no term."""
        return max(
            (
                link.weight
                for link in self.links or ()
                if link.target.overlaps(word.span)
                and not any(link.source.overlaps(term.whole) for term in self.terms)
            ),
            default=0.0,
        )

    def weight(self, term: int, word: int) -> float:
        """The weight of the link between a term and a word, both by number."""
        return self._weights[term][word]

    def weight_elsewhere(self, word: int) -> float:
        """The weight of a word's links to source words outside all terms."""
        return self._elsewhere[word]

    def support(self, term: int, span: Span) -> float:
        """The best weight between a term and the words of a range."""
        return max((self._weights[term][at] for at in self.inside(span)), default=0.0)

    def inside(self, span: Span) -> list[int]:
        """Numbers of the words in a range."""
        return [at for at, word in enumerate(self.words) if word.span.overlaps(span)]

    def distance(self, term: int, span: Span) -> float:
        """How far apart two places are, as shares of their sentences."""
        here = self.terms[term].span.start / max(1, len(self.source))
        return abs(here - span.start / max(1, len(self.target)))


def find_places(scene: Scene) -> list[Place | None]:
    """The place of each term, in the order of the terms; ``None`` where nothing tells one."""
    places: list[Place | None] = [None] * len(scene.terms)
    taken: set[int] = set()
    for stage in (_known, _similar, _linked):
        for term, place in _settled(scene, stage(scene, places, taken), places, taken):
            places[term] = place
            taken.update(scene.inside(place.span))
    return places


_Offer = tuple[float, int, Place]


def _settled(
    scene: Scene, offers: Iterable[_Offer], places: Sequence[Place | None], taken: set[int]
) -> Iterator[tuple[int, Place]]:
    """The best offers first, each term and word once."""
    done = {term for term, place in enumerate(places) if place is not None}
    for _, term, place in sorted(offers, key=lambda offer: (-offer[0], offer[1])):
        if term not in done and taken.isdisjoint(scene.inside(place.span)):
            done.add(term)
            yield term, place


def _known(scene: Scene, _places: Sequence[Place | None], _taken: set[int]) -> Iterator[_Offer]:
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


def _similar(scene: Scene, places: Sequence[Place | None], taken: set[int]) -> Iterator[_Offer]:
    known = {at for match in scene.matches for at in scene.inside(match.span)}
    for number, term in enumerate(scene.terms):
        if places[number] is not None or number in scene.masked or not _sounds_alike(term):
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
    if sum(len(word.text) for word in words) < _SHORTEST:
        return 0.0
    term = scene.terms[number]
    if term.entry.kind is Kind.PERSON and _another_name(scene, number, window):
        return 0.0
    text = span_of(words).of(scene.target)
    if term.entry.kind is not Kind.PERSON and _part_of(text, term.form.target):
        return 0.0
    score = _similarity(text, term.form.sources[0], term.form.target)
    if score >= _SIMILAR:
        return score
    support = min((scene.weight(number, at) for at in window), default=0.0)
    if support < _LEAST_WEIGHT:
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


def _another_name(scene: Scene, number: int, window: range) -> bool:
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


def _sounds_alike(term: TermMatch) -> bool:
    """Whether the English form is the Arabic one in other letters, not its translation."""
    if not term.form.sources:
        return False
    if term.entry.kind in _SOUNDS:
        return True
    return similarity(term.form.sources[0], term.form.target) >= _SIMILAR_LINKED


def _linked(scene: Scene, places: Sequence[Place | None], taken: set[int]) -> Iterator[_Offer]:
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
        linked = at not in barred and scene.weight(number, at) >= _LEAST_WEIGHT
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
        if scene.weight(number, at) < _LEAST_WEIGHT:
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
    if term.entry.kind in _SOUNDS or (term.form.target[0].isupper() and _sounds_alike(term)):
        own = term.form.target.lower().split()
        names = all(
            scene.words[at].text.lower() in own
            or (scene.words[at].capital and not scene.words[at].title)
            for at in content
        )
        if not names:
            return 0.0
        if term.entry.kind is Kind.PERSON and _another_name(
            scene, number, range(group[0], group[-1] + 1)
        ):
            return 0.0
    return min(mean, 0.99)

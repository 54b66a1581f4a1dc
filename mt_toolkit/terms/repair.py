"""Puts the terms of a translation right: as the glossary wants them, once, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mt_toolkit.glossary import Kind
from mt_toolkit.glossary.spellings import MatchKind, key_of
from mt_toolkit.names import similarity
from mt_toolkit.sightings import Evidence, Sighting, TermStatus
from mt_toolkit.terms.doubled import doubled_edits
from mt_toolkit.terms.edits import Edit
from mt_toolkit.terms.inflect import fit, inflected_form, is_inflection, needs_article
from mt_toolkit.terms.place import find_places
from mt_toolkit.terms.scene import LEAST_WEIGHT, Scene
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from mt_toolkit.bitext import WordLink
    from mt_toolkit.glossary import Entry, Form
    from mt_toolkit.glossary.match import TermMatch
    from mt_toolkit.terms.scene import Place

__all__ = ["TermRepair", "repair_terms"]

_RESPELLED: Final = 0.9
_FIRST_NAME: Final = 0.5
_SAME_NAME: Final = 0.8
_NEAR: Final = 3  # words
_GENITIVE: Final = re.compile(r"(?P<apostrophe>['\u2019])s(?!\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRepair:
    """What is to be changed in a translation, and what was seen of each term.

    Attributes:
        edits: The changes, from left to right, none touching another.
        sightings: One for each term of the source, in their order.
    """

    edits: tuple[Edit, ...]
    sightings: tuple[Sighting, ...]

    @property
    def left(self) -> int:
        """How many terms are not as they should be."""
        return sum(not one.status.kept for one in self.sightings)


def repair_terms(
    source: str,
    target: str,
    terms: Sequence[TermMatch],
    matches: Sequence[TermMatch],
    links: Sequence[WordLink] | None,
    masked: Collection[int] = (),
) -> TermRepair:
    """Find what has become of the terms of a source, and how to put it right.

    Args:
        source: Source text.
        target: Its translation.
        terms: The terms in the source.
        matches: The spellings in the translation that the glossary knows.
        links: Word links, or ``None`` where there are none.
        masked: Numbers of the terms that stand-ins were translated for.
    """
    scene = Scene(source, target, terms, matches, links, masked)
    places = find_places(scene)
    edits: list[Edit] = []
    sightings: list[Sighting] = []
    for number, place in enumerate(places):
        edit = None if place is None else _edit(scene, number, place)
        if edit is not None and (
            any(edit.span_before.overlaps(one.span_before) for one in edits)
            or _adds_to_another_name(scene, number, edit)
        ):
            edit, place = None, None
        if edit is not None:
            edits.append(edit)
        sightings.append(_sighting(scene, number, place, edit))
    edits += doubled_edits(scene, places, edits)
    return TermRepair(
        edits=tuple(sorted(edits, key=lambda edit: edit.span_before)),
        sightings=tuple(_with_surplus(scene, places, edits, sightings)),
    )


def _with_surplus(
    scene: Scene,
    places: Sequence[Place | None],
    edits: Sequence[Edit],
    sightings: Sequence[Sighting],
) -> Iterator[Sighting]:
    """Tell of each name that is said again elsewhere without being in the source again."""
    taken = [place.span for place in places if place is not None]
    taken += [edit.span_before for edit in edits]
    surplus = {
        match.entry.id
        for match in scene.matches
        if match.entry.kind is Kind.PERSON and not any(match.span.overlaps(one) for one in taken)
    }
    for one in sightings:
        doubled = one.status.kept and one.entry in surplus
        yield replace(one, status=TermStatus.DOUBLED) if doubled else one


def _sighting(scene: Scene, number: int, place: Place | None, edit: Edit | None) -> Sighting:
    term = scene.terms[number]
    if place is None:
        return Sighting(
            entry=term.entry.id,
            source=term.span,
            spelling=term.span.of(scene.source),
            wanted=term.form.target,
            status=TermStatus.LEFT,
            evidence=Evidence.NONE,
        )
    span = edit.span_before if edit else place.span
    return Sighting(
        entry=term.entry.id,
        source=term.span,
        spelling=term.span.of(scene.source),
        wanted=term.form.target,
        status=TermStatus.REPAIRED if edit else TermStatus.RIGHT,
        evidence=place.evidence,
        certainty=place.certainty,
        target=span,
        before=span.of(scene.target),
        after=edit.new if edit else span.of(scene.target),
    )


def _edit(scene: Scene, number: int, place: Place) -> Edit | None:
    """What to change at the place of a term, or ``None`` where it is right."""
    term, match = scene.terms[number], place.match
    entry, form = (term.entry, term.form) if match is None else _reading(term, match)
    span, found = place.span, place.span.of(scene.target)
    if match is not None and match.entry.id != entry.id and _admits(entry, match.spelling):
        # The spelling is first of all another entry's: Democrats, for the Democratic Party.
        wanted = found
    elif match is not None and match.kind.right and match.form.short == form.short:
        wanted = _right(scene, entry, form, match)
    elif match is not None and _as_good(entry, match):
        wanted = found
    else:
        linked = place.evidence is Evidence.LINKS
        wanted = inflected_form(entry, form, found, plural=linked)
    if wanted != found and found.endswith(".") and not scene.target[span.end :].strip():
        # The point of U.S. ends the sentence as well.
        span = Span(span.start, span.end - 1)
    if entry.kind is Kind.PERSON and wanted != found:
        span = _whole_name(scene, number, span, entry)
    if wanted == span.of(scene.target):
        return None
    if match is not None and wanted.lower() == found.lower():
        new = wanted[:1].upper() + wanted[1:] if found[:1].isupper() else wanted
    else:
        span, new = fit(
            scene.target,
            span,
            wanted,
            article=needs_article(entry, wanted),
            bare=number in scene.masked and entry.kind is Kind.ORGANISATION,
        )
        span, new = _with_genitive(scene.target, span, new, entry)
    old = span.of(scene.target)
    return None if new == old else Edit(span_before=span, old=old, new=new, source=term.whole)


def _with_genitive(text: str, span: Span, new: str, entry: Entry) -> tuple[Span, str]:
    """The genitive of a plural name, the United Nations', where "'s" follows what is replaced."""
    following = _GENITIVE.match(text, span.end)
    if following is None or not new.endswith("s") or not needs_article(entry, entry.target):
        return span, new
    return Span(span.start, following.end()), new + following["apostrophe"]


def _reading(term: TermMatch, match: TermMatch) -> tuple[Entry, Form]:
    """What a term means, of the entries that share its spelling, where this stands for it."""
    there = {entry.id for entry, _ in match.readings}
    return next(reading for reading in term.readings if reading[0].id in there)


def _admits(entry: Entry, spelling: str) -> bool:
    key = key_of(spelling)
    return any(key == key_of(other) for form in entry.forms for other in form.admitted)


def _as_good(entry: Entry, match: TermMatch) -> bool:
    """Whether a spelling may stand for another form of its entry than its own."""
    other_name = match.kind.right and entry.kind is not Kind.PERSON
    return other_name or is_inflection(entry, match.spelling)


def _right(scene: Scene, entry: Entry, form: Form, match: TermMatch) -> str:
    """A right form as it is, unless it is the canonical one in another spelling or case."""
    found = match.span.of(scene.target)
    if is_inflection(entry, match.spelling):
        return found
    if match.kind is MatchKind.CANONICAL:
        same = found in (form.target, form.target[:1].upper() + form.target[1:])
        return found if same or found.isupper() or form.target.islower() else form.target
    alike = _first_alike(form, match)
    if alike != match.spelling:
        return alike
    if len(match.spelling.split()) != len(form.target.split()):
        return found
    if match.spelling.lower() == form.target.lower():
        return found
    respelled = entry.kind is not Kind.TERM and (
        similarity(match.spelling, form.target) >= _RESPELLED
    )
    return form.target if respelled else found


def _first_alike(form: Form, match: TermMatch) -> str:
    """Of the admitted spellings that only points tell apart (US, U.S.) the one that comes first."""
    bare = match.spelling.replace(".", "")
    if bare.isupper() or "." in match.spelling:
        return next((one for one in form.admitted if one.replace(".", "") == bare), match.spelling)
    return match.spelling


def _whole_name(scene: Scene, number: int, span: Span, entry: Entry) -> Span:
    """A person's name with the first names before it that belong to it."""
    first, *_ = scene.inside(span)
    names = [name for form in (entry.target, *entry.sources[:1]) for name in form.split()[:-1]]
    while first > 0 and scene.words[first].tight:
        word = scene.words[first - 1]
        if not word.capital or word.function or word.title:
            break
        linked = scene.weight(number, first - 1) >= LEAST_WEIGHT
        alike = any(similarity(word.text, name) >= _FIRST_NAME for name in names)
        if any(match.span.overlaps(word.span) for match in scene.matches) or not (linked or alike):
            break
        first -= 1
    return Span(min(span.start, scene.words[first].span.start), span.end)


def _adds_to_another_name(scene: Scene, number: int, edit: Edit) -> bool:
    """Whether a first name would come behind what may be the same one.

    It may be garbled ("Thunk Stark"), or stand a little apart ("James's Gate").
    """
    first, *_ = scene.inside(edit.span_before)
    grows = len(edit.new.split()) > len(edit.old.split())
    entry = scene.terms[number].entry
    if entry.kind is not Kind.PERSON or not grows or first == 0:
        return False
    names = edit.new.split()[:-1]
    for word in scene.words[max(0, first - _NEAR) : first]:
        if word.capital and any(similarity(word.text, name) >= _SAME_NAME for name in names):
            return True
    word = scene.words[first - 1]
    if not (scene.words[first].tight and word.capital) or word.function or word.title:
        return False
    known = any(match.span.overlaps(word.span) for match in scene.matches)
    return not known and scene.weight_elsewhere(first - 1) < LEAST_WEIGHT

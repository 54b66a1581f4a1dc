"""Which spellings are of one name, and by what evidence."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.mentions.agreement import given_names_agree
from mt_toolkit.mentions.alike import may_be_one_name
from mt_toolkit.mentions.vocabulary import ARTICLE
from mt_toolkit.names import candidate_pairs, similarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mt_toolkit.mentions.spellings import Spelling

__all__ = ["Relation", "related"]

# From where on two spellings are taken for one name. Of two scripts, in one document: where the
# Arabic word is known to be a name, and where it may be any word. Elsewhere: among many names.
_TOGETHER: Final = 0.75
_TOGETHER_UNNAMED: Final = 0.8
_APART: Final = 0.9
# In one script: names are nearer to one another there than across scripts.
_SAME_SCRIPT: Final = 0.9
# English keeps to one spelling: two of them, in two documents, are rather of two names.
_LATIN_APART: Final = 0.95
_SAME_PERSON: Final = 0.65
_NEVER: Final = 2.0
_SHORTEST: Final = 3
_ADJECTIVE: Final = re.compile("ال.{2,}(?:يه|يين|يون|يات)")
_PEOPLE: Final = re.compile("(?:s|n|ns|an|ans|ian|ians|ean|eans|i|is|ese|ish)")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Relation:
    """Two spellings that are probably of one name.

    Attributes:
        similarity: How alike they sound; see :func:`mt_toolkit.names.similarity`.
        one: Key of the one that comes first.
        other: Key of the other.
        together: Whether they stand in one document, or in a document and its translation.
        given: The given name that both come with, as the first of them has it, or nothing.
    """

    similarity: float
    one: str
    other: str
    together: bool
    given: str = ""


def related(spellings: Sequence[Spelling]) -> list[Relation]:
    """All relations between spellings, the surest first."""
    ordered = sorted(_comparable(spellings), key=lambda spelling: spelling.key)
    found = []
    for at, other in candidate_pairs([spelling.key for spelling in ordered]):
        relation = _relation(ordered[at], ordered[other])
        if relation is not None:
            found.append(relation)
    found = list(_mutual(found, {spelling.key: spelling for spelling in ordered}))
    return sorted(found, key=lambda one: (-one.similarity, one.one, one.other))


def _comparable(spellings: Iterable[Spelling]) -> Iterator[Spelling]:
    """Without what is too short, and without the people of a place: "Iranians" beside "Iran"."""
    latin = {spelling.key for spelling in spellings if not spelling.arabic}
    for spelling in spellings:
        if len(spelling.key) < _SHORTEST:
            continue
        if spelling.arabic and _is_adjective(spelling):
            continue
        if spelling.arabic or not _is_people(spelling.key, latin):
            yield spelling


def _is_adjective(spelling: Spelling) -> bool:
    """Whether an Arabic word has the article and the ending of an adjective, and no given name."""
    return _ADJECTIVE.fullmatch(spelling.key) is not None and not any(spelling.given)


def _is_people(word: str, latin: set[str]) -> bool:
    return any(
        word[:length] in latin and _PEOPLE.fullmatch(word, length)
        for length in range(_SHORTEST, len(word))
    )


def _relation(one: Spelling, other: Spelling) -> Relation | None:
    if one.entry is not None and other.entry is not None:
        return None  # A glossary has settled that.
    if one.arabic == other.arabic and not may_be_one_name(one.key, other.key):
        return None
    alike = similarity(one.written, other.written)
    if alike < _SAME_PERSON:
        return None
    given = given_names_agree(one, other)
    together = not one.documents.isdisjoint(other.documents)
    if given is None or alike < _least(one, other, together=together, given=given):
        return None
    return Relation(
        similarity=round(alike, 3), one=one.key, other=other.key, together=together, given=given
    )


def _least(one: Spelling, other: Spelling, *, together: bool, given: str) -> float:
    """How alike two spellings have to be, by what else speaks for their being one; 2 for never."""
    if given:
        return _SAME_PERSON
    if one.arabic == other.arabic:
        named = one.is_named or other.is_named
        likely = together or one.arabic
        return (_SAME_SCRIPT if likely else _LATIN_APART) if named else _NEVER
    arabic, latin = (one, other) if one.arabic else (other, one)
    if _is_adjective_of(arabic.written, latin.key):
        return _NEVER
    if together:
        return _TOGETHER if arabic.is_named else _TOGETHER_UNNAMED
    return _APART if arabic.is_named else _NEVER


def _is_adjective_of(arabic: str, latin: str) -> bool:
    """Whether an Arabic word has an ending of adjectives that the Latin one has not: "Bolivia"."""
    latin = unicodedata.normalize("NFKD", latin).rstrip("\u0301\u0300\u0302\u0308'")
    if arabic.endswith("ية"):
        return not latin.endswith(("a", "ah", "eh", "ye"))
    endings = ("i", "y", "ee", "ie") if arabic.startswith(ARTICLE) else ("i", "y", "e", "ea")
    return arabic.endswith("ي") and not latin.endswith(endings)


def _mutual(relations: Sequence[Relation], spellings: dict[str, Spelling]) -> Iterator[Relation]:
    """Relations across scripts, if neither side has a likelier one; all others."""
    best: dict[str, float] = {}
    across = [
        spellings[relation.one].arabic != spellings[relation.other].arabic for relation in relations
    ]
    for relation, crosses in zip(relations, across, strict=True):
        if crosses:
            for key in (relation.one, relation.other):
                best[key] = max(best.get(key, 0.0), relation.similarity)
    for relation, crosses in zip(relations, across, strict=True):
        mine = (best.get(relation.one), best.get(relation.other))
        if not crosses or relation.similarity in mine:
            yield relation

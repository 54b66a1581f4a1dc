"""Putting a name in the place of another on both sides of a pair."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mt_toolkit.glossary import Kind
from mt_toolkit.terms.inflect import fit
from mt_toolkit.text import Span
from mt_toolkit.training.names.forms import attach, choose_source, respell
from mt_toolkit.training.names.grammar import (
    gender_of,
    is_nominative,
    is_oblique,
    with_possessive,
)

if TYPE_CHECKING:
    import random

    from mt_toolkit.glossary import Entry, Form, Gender
    from mt_toolkit.training.names.finding import Slot
    from mt_toolkit.training.names.grammar import Articles

__all__ = ["fits", "genders_of", "place"]

_ADMITTED_ARTICLE: Final = "the "
_SHORT: Final = 0.65


def genders_of(entry: Entry) -> set[Gender | None]:
    """The genders of an entry's source forms; foreign and native wordings may differ."""
    return {gender_of(entry, source) for form in entry.forms for source in form.sources}


def fits(entry: Entry, slot: Slot) -> bool:
    """Whether a name can stand in a slot: of one kind and gender, with an adjective if need be.

    A term does not: a price is no treaty.
    """
    return (
        entry is not slot.entry
        and entry.kind is slot.entry.kind is not Kind.TERM
        and (entry.adjective is not None or not slot.adjective)
        and _of_gender(entry.forms[0], entry, slot.gender) is not None
    )


def _of_gender(form: Form, entry: Entry, gender: Gender | None) -> Form | None:
    """A form with only the sources that verbs of one gender go with, and that have one case."""
    sources = tuple(
        source
        for source in form.sources
        if gender_of(entry, source) is gender
        and not is_nominative(source, form.sources)
        and not is_oblique(source, form.sources)
    )
    return replace(form, sources=sources) if sources else None


def place(
    source: str,
    target: str,
    chosen: list[tuple[Slot, Entry]],
    *,
    articles: Articles,
    random_: random.Random,
) -> tuple[str, str]:
    """Put names in the places of others.

    Args:
        source: The Arabic.
        target: The English.
        chosen: Slots of the pair, and what comes there; each fits.
        articles: Which names go with "the".
        random_: Decides on spellings.

    Returns:
        Both sides.
    """
    here: list[tuple[Span, str]] = []
    there: list[tuple[Span, str, Entry, Slot]] = []
    for slot, entry in chosen:
        full, short = _forms(slot, entry, random_)
        for match in slot.source:
            form = short if match.form.short else full
            new = choose_source(form, random_, subject=None)
            here.append((match.whole, respell(attach(match.proclitic.of(source), new), random_)))
        for match in slot.target:
            form = short if match.form.short else full
            new = entry.adjective if slot.adjective and entry.adjective else form.target
            there.append((match.span, new, entry, slot))
    for span, new in sorted(here, key=lambda one: -one[0].start):
        source = source[: span.start] + new + source[span.end :]
    for span, new, entry, slot in sorted(there, key=lambda one: -one[0].start):
        target = _put(target, span, new, entry, slot, articles)
    return source, target


def _forms(slot: Slot, entry: Entry, random_: random.Random) -> tuple[Form, Form]:
    """What answers to the full and to the short form of the name that stood there."""
    full = _of_gender(entry.forms[0], entry, slot.gender)
    if full is None:
        raise ValueError(f"{entry.id} does not fit")
    short = _of_gender(entry.forms[-1], entry, slot.gender)
    if short is None or not short.short:
        return full, full
    # Alone, a short form that needs context is no name.
    if slot.only_short and (short.context or random_.random() > _SHORT):
        return full, full
    return full, short


def _put(target: str, span: Span, new: str, entry: Entry, slot: Slot, articles: Articles) -> str:
    old = span.of(target)
    if old.lower().startswith(_ADMITTED_ARTICLE) and not slot.entry.target.startswith("The "):
        span = Span(span.start + len(_ADMITTED_ARTICLE), span.end)
    # Within a dateline or a credit a name stands without its article: (Reuters), Photo/AFP.
    alone = target[: span.start].endswith(("(", "/", "["))
    wanted = not (slot.adjective or alone) and articles.wanted(entry, new)
    bare = not slot.adjective and any(
        articles.wanted(slot.entry, form) for form in (old, slot.entry.target)
    )
    grown, text = fit(target, span, new, article=wanted, bare=bare)
    rest = with_possessive(new, target[grown.end :], plural=old.endswith("s"))
    return target[: grown.start] + text + rest

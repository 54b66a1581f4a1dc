# ruff: noqa: RUF001, RUF002 - Arabic letters by purpose
"""The source forms of an entry, as a newsroom may type them, with what is written before them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mt_toolkit.glossary.proclitics import after_lam
from mt_toolkit.training.names.grammar import is_nominative, is_oblique

if TYPE_CHECKING:
    import random

    from mt_toolkit.glossary import Form

__all__ = ["PROCLITICS", "attach", "choose_source", "respell"]

PROCLITICS: Final = re.compile("[وف]?[بكل]?")
"""What may stand before any name, and is kept when another takes its place; no article."""

_PREFERRED: Final = 0.4
# Chances that a spelling is typed otherwise: what :func:`mt_toolkit.glossary.fold` folds.
_HABITS: Final = (
    (0.15, re.compile("[أإآ]"), "ا"),
    (0.06, re.compile(r"ي\b"), "ى"),
    (0.05, re.compile(r"ة\b"), "ه"),
    (0.25, re.compile(r"\bعبد (?=ال)"), "عبد"),
    (0.3, re.compile("أميرك"), "أمريك"),
)


def choose_source(form: Form, random_: random.Random, *, subject: bool | None) -> str:
    """A source form of an entry, the preferred one a little more often than the others.

    Args:
        form: The full or short form.
        random_: Decides.
        subject: Whether it is a subject, for forms with two cases; ``None`` where that is unknown:
            forms with two cases are then passed over where there are others.
    """
    sources = form.sources
    fitting = [
        source
        for source in sources
        if not (subject is not True and is_nominative(source, sources))
        and not (subject is not False and is_oblique(source, sources))
    ] or list(sources)
    if random_.random() < _PREFERRED:
        return fitting[0]
    return random_.choice(fitting)


def respell(source: str, random_: random.Random) -> str:
    """A source form as it may be typed: hamza left out, عبد joined, ى for ي, ه for ة."""
    for chance, pattern, other in _HABITS:
        if random_.random() < chance:
            source = pattern.sub(other, source)
    return source


def attach(proclitic: str, source: str) -> str:
    """A form with what is written together with it: ل and السيسي are للسيسي."""
    return proclitic + (after_lam(source) if proclitic.endswith("ل") else source)

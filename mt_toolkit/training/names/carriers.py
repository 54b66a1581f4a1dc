"""Sentences of our own with slots for names.

A line of ``carriers.tsv`` is an Arabic sentence, a tab, and its English. ``{person}``, ``{place}``,
``{organisation}`` and ``{term}`` are slots; the first slot of a kind in the Arabic is the first of
that kind in the English, and so on. ``{person!}`` is a subject, where a name has a nominative;
``{person.short}`` the short form of the name in the first slot; ``{organisation-}`` a name before a
noun, without its article. ``[قال|قالت]`` and ``[his|her]`` agree with the name in the first slot.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from mt_toolkit.glossary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["CHOICE", "SLOT", "Carrier", "load_carriers", "parse_carriers"]

SLOT: Final = re.compile(r"\{(?P<kind>[a-z]+)(?P<short>\.short)?(?P<mark>[!-]?)\}")
"""A slot."""
CHOICE: Final = re.compile(r"\[([^|\]]*)\|([^|\]]*)\]")
"""What agrees with the first name: masculine, feminine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """A sentence with slots.

    Attributes:
        source: The Arabic.
        target: The English.
        kinds: The kind of each slot, in order; slots of a short form are not among them.
        agreeing: Whether something agrees with the first name's gender.
        recalls: Whether the first name comes again in its short form.
    """

    source: str
    target: str
    kinds: tuple[Kind, ...]
    agreeing: bool
    recalls: bool


def load_carriers() -> tuple[Carrier, ...]:
    """The sentences that come with the package."""
    text = files("mt_toolkit.training.names").joinpath("carriers.tsv").read_text(encoding="utf-8")
    return tuple(parse_carriers(text.splitlines()))


def parse_carriers(lines: Iterable[str]) -> Iterator[Carrier]:
    """Read sentences with slots; empty lines and lines that begin with ``#`` say nothing.

    Raises:
        ValueError: A line is no pair, or its sides have different slots.
    """
    for line in lines:
        if not line or line.startswith("#"):
            continue
        source, target = line.split("\t")
        kinds = _kinds(source)
        if not kinds or sorted(kinds) != sorted(_kinds(target)):
            raise ValueError(f"the sides have different slots: {line!r}")
        yield Carrier(
            source=source,
            target=target,
            kinds=kinds,
            agreeing=CHOICE.search(line) is not None,
            recalls=".short" in source,
        )


def _kinds(text: str) -> tuple[Kind, ...]:
    return tuple(Kind(slot["kind"]) for slot in SLOT.finditer(text) if not slot["short"])

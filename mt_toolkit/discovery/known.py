"""Brings what a glossary knows into the search, so that it is not proposed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mt_toolkit.arabic import has_arabic
from mt_toolkit.glossary import Kind, fold
from mt_toolkit.mentions.agreement import given_names_agree
from mt_toolkit.mentions.mention import Sign
from mt_toolkit.mentions.spellings import Spelling
from mt_toolkit.mentions.vocabulary import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mt_toolkit.glossary import Entry, Glossary

__all__ = ["with_known"]


def with_known(spellings: Sequence[Spelling], glossary: Glossary) -> list[Spelling]:
    """Spellings that were seen, each with its entry if it has one, and those of the glossary.

    A last name that the glossary has is not taken for its bearer where it only comes with other
    given names; it is then marked as taken. What is in the glossary and not in the texts has a
    count of 0.

    Args:
        spellings: What was seen.
        glossary: What is known.
    """
    seen = {spelling.key: spelling for spelling in spellings}
    added: dict[str, Spelling] = {}
    for entry in glossary:
        for known in _spellings_of(entry):
            mine = seen.get(known.key)
            if mine is None:
                added.setdefault(known.key, known)
            elif given_names_agree(mine, known) is None:
                mine.taken = True
            elif mine.entry is None:
                mine.entry = entry
                mine.signs[Sign.GLOSSARY] += 1
    return [*spellings, *added.values()]


def _spellings_of(entry: Entry) -> Iterator[Spelling]:
    """Names of one word, and the last names of people with their given names."""
    person = entry.kind is Kind.PERSON
    full = entry.forms[0]
    names = {last_name(text)[0] for text in (full.target, *full.sources)} if person else set()
    for form in entry.forms:
        for text in (form.target, *form.admitted, *form.wrong, *form.sources):
            given, last = last_name(text)
            if given and not person:
                continue
            spelling = Spelling(key=fold(last).lower(), arabic=has_arabic(last), entry=entry)
            spelling.forms[last] = 0
            for name in names:
                if name and has_arabic(name) == spelling.arabic:
                    spelling.given[name] = 0
            spelling.signs[Sign.GLOSSARY] = 1
            yield spelling

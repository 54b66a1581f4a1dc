"""Which characters may stand where in an entry, and what to say where one may not.

The patterns are those of ``schema.json``; a test holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

__all__ = [
    "ID",
    "LANGUAGE",
    "REMARK",
    "SOURCE",
    "TARGET",
    "WIKIDATA",
    "Fault",
    "fault_in_remark",
    "fault_in_source",
    "fault_in_target",
]

LONGEST_FORM: Final = 200
LONGEST_REMARK: Final = 1000
LONGEST_ID: Final = 80

# The end of the string. In Python "$" would let a line feed pass, which ECMA-262 does not.
_END: Final = "(?![\\s\\S])"

ID: Final = f"^[a-z0-9]+(?:-[a-z0-9]+)*{_END}"
LANGUAGE: Final = f"^[a-z]{{2,3}}(?:-[A-Za-z0-9]{{2,8}})*{_END}"
WIKIDATA: Final = f"^Q[1-9][0-9]{{0,9}}{_END}"

_ARABIC: Final = (
    "\\u0600-\\u0603\\u0606-\\u061b\\u061d-\\u06dc\\u06de-\\u06ff\\u0750-\\u077f"
    "\\ufb50-\\ufbb1\\ufbd3-\\ufd3d\\ufd50-\\ufdfc\\ufe70-\\ufefc"
)
_ARABIC_LETTER: Final = (
    "\\u0620-\\u063f\\u0641-\\u064a\\u066e\\u066f\\u0671-\\u06d3\\u06d5\\u0750-\\u077f"
    "\\ufb50-\\ufbb1\\ufbd3-\\ufd3d\\ufd50-\\ufdfb\\ufe70-\\ufefc"
)
_LATIN_LETTER: Final = (
    "A-Za-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f\\u02bb-\\u02bf\\u1e00-\\u1eff"
)
_PUNCTUATION: Final = "\\u00ab\\u00b7\\u00bb\\u2010-\\u2014\\u2018-\\u201d\\u2026"
# No white space at either end, and no two spaces in a row.
_NEAT: Final = "(?! )(?!.*  )(?!.* $)"

SOURCE: Final = f"^{_NEAT}(?=.*[{_ARABIC_LETTER}])[ -@\\[-`{{-~{_PUNCTUATION}{_ARABIC}]+{_END}"
TARGET: Final = f"^{_NEAT}(?=.*[0-9{_LATIN_LETTER}])[ -~{_PUNCTUATION}{_LATIN_LETTER}]+{_END}"
REMARK: Final = (
    "^(?! )(?!.* $)[^\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b-\\u200f"
    "\\u2028-\\u202e\\u2060-\\u206f\\ud800-\\udfff\\ufeff\\ufff9-\\uffff]+"
    f"{_END}"
)

_IS_SOURCE: Final = re.compile(SOURCE)
_IS_TARGET: Final = re.compile(TARGET)
_IS_REMARK: Final = re.compile(REMARK)

_BIDI: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSEEN: Final = frozenset("\u00ad\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff")
# Cyrillic and Greek letters that cannot be told from a Latin one by eye.
_LOOKALIKES: Final = dict(
    zip(
        "АВЕЅІЈКМНОРСТХУаеѕіјорсухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοντ",
        "ABESIJKMHOPCTXYaesijopcyxhdqwABEZHIKMNOPTYXovt",
        strict=True,
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a string may not stand where it stands.

    Attributes:
        problem: What is wrong with it, to be read after the name of the place.
        mend: What to do.
        at: The character that is at fault, as an index, or ``None`` where it is the whole.
    """

    problem: str
    mend: str
    at: int | None = None


def fault_in_source(text: str) -> Fault | None:
    """What keeps ``text`` from being a source form, if anything does."""
    if len(text) <= LONGEST_FORM and _IS_SOURCE.search(text):
        return None
    return (
        _fault_of_any(text, LONGEST_FORM)
        or _foreign(text, _ARABIC + _PUNCTUATION, "an Arabic source form")
        or Fault(
            problem="has no Arabic letter",
            mend="List what stands in Latin letters as a target form",
        )
    )


def fault_in_target(text: str) -> Fault | None:
    """What keeps ``text`` from being a target form, if anything does."""
    if len(text) <= LONGEST_FORM and _IS_TARGET.search(text):
        return None
    return (
        _fault_of_any(text, LONGEST_FORM)
        or _foreign(text, f" -~{_PUNCTUATION}{_LATIN_LETTER}", "an English target form")
        or Fault(problem="has neither a letter nor a digit", mend="Write the name out")
    )


def fault_in_remark(text: str) -> Fault | None:
    """What keeps ``text`` from being a note or an origin, if anything does."""
    if len(text) <= LONGEST_REMARK and _IS_REMARK.search(text):
        return None
    return _fault_of_any(text, LONGEST_REMARK, forms=False) or Fault(
        problem="holds a character that cannot be shown", mend="Take it out"
    )


def _fault_of_any(text: str, longest: int, *, forms: bool = True) -> Fault | None:
    if not text.strip():
        return Fault(problem="is empty", mend="Write the form, or leave the key out")
    if len(text) > longest:
        return Fault(
            problem=f"is {len(text)} characters long",
            mend=f"Keep it to {longest} characters",
        )
    for at, character in enumerate(text):
        if character in _BIDI:
            return Fault(
                problem=f"holds {_named(character)}, which changes the order of what is shown",
                mend="Take it out: right-to-left text needs no mark in a glossary",
                at=at,
            )
        if character in _UNSEEN:
            return Fault(
                problem=f"holds {_named(character)}, which cannot be seen",
                mend="Take it out, or write a space",
                at=at,
            )
        if unicodedata.category(character) in ("Cc", "Zl", "Zp", "Cs"):
            return Fault(
                problem=f"holds {_named(character)}", mend="Write it on one line of text", at=at
            )
    if text != text.strip():
        return Fault(problem="has white space at its start or end", mend="Take it out")
    if forms and (double := text.find("  ")) >= 0:
        return Fault(problem="has two spaces in a row", mend="Write one", at=double)
    return None


def _foreign(text: str, allowed: str, where: str) -> Fault | None:
    """The first character that does not belong into a form."""
    ascii_signs = "" if allowed.startswith(" ") else " -@\\[-`{-~"
    found = re.search(f"[^{ascii_signs}{allowed}]", text)
    if found is None:
        return None
    character = found[0]
    latin = _LOOKALIKES.get(character)
    if latin is not None and where.startswith("an English"):
        return Fault(
            problem=f"holds {_named(character)}, which only looks like the Latin letter {latin}",
            mend=f"Write the Latin {latin}",
            at=found.start(),
        )
    return Fault(
        problem=f"holds {_named(character)}, which does not belong into {where}",
        mend="Write the form in one script",
        at=found.start(),
    )


def _named(character: str) -> str:
    name = unicodedata.name(character, "a control character")
    shown = f" {character}" if character.isprintable() and not character.isspace() else ""
    return f"U+{ord(character):04X}{shown} ({name.lower()})"

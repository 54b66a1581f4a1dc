# ruff: noqa: RUF001 - Arabic letters by purpose
"""One spelling for comparing names: what an editor need not list as a variant.

:func:`fold` goes further than :func:`mt_toolkit.arabic.clean`, which keeps what a translation model
reads. Here only what tells names apart is kept:

- alef is one letter, whatever hamza, madda or wasla it carries; a hamza on waw or yeh goes;
- alef maqsura is yeh, ta marbuta is heh;
- the Persian and other letters for p, ch, zh, v and g are their usual Arabic stand-ins;
- a hyphen between Arabic letters is a space;
- عبد and ابو are one word with what follows, as they are written half of the time.

A hamza that stands alone stays: without it بناء would be بنا. Case is left as it is. Folding twice
changes nothing.
"""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING, Final, TypeVar

from mt_toolkit.arabic import Cleaned, clean, clean_with_map

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["fold", "fold_with_map"]

_T = TypeVar("_T")

_LETTERS: Final = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٲ": "ا",
        "ٳ": "ا",
        "ٵ": "ا",
        "ؤ": "و",
        "ئ": "ي",
        "ى": "ي",
        "ې": "ي",
        "ے": "ي",
        "ۓ": "ي",
        "ة": "ه",
        "ۀ": "ه",
        "ۂ": "ه",
        "ۃ": "ه",
        "ە": "ه",
        "پ": "ب",
        "چ": "ج",
        "ژ": "ز",
        "ڤ": "ف",
        "ڥ": "ف",
        "ڨ": "ق",
        "گ": "ك",
        "ڭ": "ك",
        "ۆ": "و",
        "ۇ": "و",
        "ۈ": "و",
        "ۋ": "و",
        "‐": "-",
        "‑": "-",
    }
)
_ARABIC: Final = "ء-غف-ي"
_HYPHEN: Final = re.compile(f"(?<=[{_ARABIC}])-(?=[{_ARABIC}])")
# A one- or two-letter proclitic may stand before عبد and ابو; a longer beginning is another word.
_JOINED: Final = re.compile(f"(?<![{_ARABIC}])(?:[وفبلك]{{0,2}}(?:عبد|ابو)) (?=[{_ARABIC}])")


def fold(text: str) -> str:
    """The spelling under which ``text`` is compared with other names."""
    return _JOINED.sub(lambda found: found[0][:-1], _without_joining(clean(text)))


def fold_with_map(text: str) -> Cleaned:
    """Fold like :func:`fold`, and remember where every code point comes from."""
    cleaned = clean_with_map(text)
    folded = _without_joining(cleaned.text)
    dropped = [found.end() - 1 for found in _JOINED.finditer(folded)]
    if not dropped:
        return Cleaned(
            text=folded,
            starts=cleaned.starts,
            ends=cleaned.ends,
            original_length=cleaned.original_length,
        )
    return Cleaned(
        text="".join(_without(folded, dropped)),
        starts=array("q", _without(cleaned.starts, dropped)),
        ends=array("q", _without(cleaned.ends, dropped)),
        original_length=cleaned.original_length,
    )


def _without_joining(cleaned: str) -> str:
    """All steps that keep the length."""
    return _HYPHEN.sub(" ", cleaned.translate(_LETTERS))


def _without(items: Iterable[_T], dropped: list[int]) -> Iterable[_T]:
    gone = frozenset(dropped)
    return (item for at, item in enumerate(items) if at not in gone)

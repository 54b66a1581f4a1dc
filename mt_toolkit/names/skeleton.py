"""Consonant skeletons: a coarse key that the spellings of a name share in both scripts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mt_toolkit.names.letters import LATIN, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mt_toolkit.names.letters import Token

__all__ = ["candidate_pairs", "skeleton", "token_skeleton"]

# Sounds that one script or one tradition of romanising confuses share a class. Vowels, the glides
# w and y, h and ayn have none: they are written in one script and not in the other.
_ARABIC_CLASS: Final = str.maketrans(
    {
        **dict.fromkeys("بپفڤ", "B"),
        **dict.fromkeys("تطدضثذظسصزشژ", "T"),
        **dict.fromkeys("جچگكقغخ", "K"),
        "ل": "L",
        "م": "M",
        "ن": "N",
        "ر": "R",
        **dict.fromkeys("اويةهعح", ""),
    }
)
_ARABIC_AFFRICATE: Final = re.compile("تش|دج")
_LATIN_CLUSTER: Final = re.compile(
    "tsch|t?ch|t?sh|sch|dj|dzh|zh|kh|gh|th|dh|ph|ck|tz|ts|dz|x|[a-z]"
)
_LATIN_CLASS: Final = {
    **dict.fromkeys(("b", "p", "ph", "f", "v"), "B"),
    **dict.fromkeys(("t", "th", "d", "dh", "s", "z", "sh", "sch", "zh", "ts", "tz", "dz"), "T"),
    **dict.fromkeys(("k", "kh", "g", "gh", "q", "c", "ck", "ch", "j", "dj", "dzh"), "K"),
    **dict.fromkeys(("tch", "tsch", "tsh"), "K"),
    "x": "KT",
    "l": "L",
    "m": "M",
    "n": "N",
    "r": "R",
}
_REPEATED: Final = re.compile(r"(.)\1+")


def token_skeleton(token: Token) -> str:
    """The skeleton of one word; empty where it has no stable consonant."""
    if token.script == LATIN:
        key = "".join(_LATIN_CLASS.get(c, "") for c in _LATIN_CLUSTER.findall(token.letters))
        if re.match("[aeiou]l[^aeiouyl]", token.letters):
            key = key[1:] if len(key) > 2 else key
    else:
        key = _ARABIC_AFFRICATE.sub("ج", token.letters).translate(_ARABIC_CLASS)
    return _REPEATED.sub(r"\1", key)


@lru_cache(maxsize=65536)
def skeleton(text: str) -> str:
    """A blocking key: the consonant classes of each word, articles and particles left out.

    Spellings of one name mostly have one key, in Arabic and in Latin letters:
    ``skeleton("عراقجي")`` and ``skeleton("Araqchi")`` are both ``"RK"``. What shares no key may
    still be one name: see :func:`candidate_pairs` for a search that forgives one difference.
    """
    return " ".join(filter(None, (token_skeleton(token) for token in tokenise(text))))


def candidate_pairs(names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of indices ``i < j`` of names worth comparing, each pair once.

    Two names are candidates when a word of one and a word of the other have equal skeletons, or
    skeletons that become equal by leaving out one class of either or both (the deletion
    neighbourhood of Mor and Fraenkel, 1982).
    """
    places: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        keys = {key for word in skeleton(name).split() for key in _neighbourhood(word)}
        seen: set[int] = set()
        for key in keys:
            earlier = places.setdefault(key, [])
            seen.update(earlier)
            earlier.append(at)
        yield from ((other, at) for other in sorted(seen))


def _neighbourhood(key: str) -> Iterator[str]:
    yield key
    if len(key) > 2:
        yield from (_REPEATED.sub(r"\1", key[:i] + key[i + 1 :]) for i in range(len(key)))

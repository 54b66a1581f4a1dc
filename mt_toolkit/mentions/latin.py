"""Finds what may be a name in Latin letters: in English, and inside Arabic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mt_toolkit.glossary.fold import fold
from mt_toolkit.mentions.mention import Mention, Sign
from mt_toolkit.mentions.vocabulary import OPENERS, PARTICLES, is_ordinary, word_set
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["latin_mentions"]

_LETTER: Final = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_MARK: Final = "'\u2018\u2019\u02bc\u02bb\u02be\u02bf`"
_NAME: Final = re.compile(
    f"(?<![\\w@#/.{_MARK}-])"
    f"(?:[Aa][ln]-|[Ee]l-)?[{_MARK}]?[A-Z\u00c0-\u00d6\u00d8-\u00de][{_LETTER}]*"
    f"(?:[{_MARK}-][{_LETTER}]+)*(?![\\w@/])"
)
_POSSESSIVE: Final = re.compile(f"[{_MARK}]s?$")
_BETWEEN: Final = re.compile(f" (?:(?:{'|'.join(sorted(PARTICLES))}) )*")
_LONGEST_NAME: Final = 4
_SHORTEST: Final = 3
_LONGEST_WORD: Final = 40
# Capitalised in English, and no names of the kind that is looked for.
_NO_NAMES: Final = word_set(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday mr mrs ms dr mister sir lord "
    "north south east west northern southern eastern western reuters islam islamic muslim "
    "ayatollah sheikh sheikha emir sayyed hajj pope christian jewish arab arabs arabic "
    "english french american americans european europeans british german germans russian "
    "russians chinese turkish turks kurdish kurds saudi saudis arabia israeli israelis "
    "palestinian palestinians iranian iranians iraqi iraqis syrian syrians egyptian egyptians "
    "lebanese jordanian jordanians omani omanis qatari emirati emiratis kuwaiti yemeni "
    "yemenis sudanese libyan tunisian moroccan algerian afghan pakistani indian japanese "
    "korean ukrainian ukrainians polish italian spanish dutch greek swiss swedish african "
    "asian western persian danish norwegian austrian belgian canadian australian"
)


def latin_mentions(text: str, *, in_arabic: bool) -> Iterator[Mention]:
    """The capitalised words of a text that may be names, each full name once, in order.

    Args:
        text: English, or Arabic with Latin words in it.
        in_arabic: Which of the two.
    """
    run: list[re.Match[str]] = []
    for found in _NAME.finditer(text):
        if run and not (
            len(run) < _LONGEST_NAME and _BETWEEN.fullmatch(text, run[-1].end(), found.start())
        ):
            yield from _mention(text, run, in_arabic=in_arabic)
            run = []
        if _is_ordinary(found[0]):
            yield from _mention(text, run, in_arabic=in_arabic)
            run = []
            continue
        run.append(found)
        if _POSSESSIVE.search(found[0]):
            yield from _mention(text, run, in_arabic=in_arabic)
            run = []
    yield from _mention(text, run, in_arabic=in_arabic)


def _is_ordinary(word: str) -> bool:
    bare = _POSSESSIVE.sub("", word).lower()
    if word.isupper() or not _SHORTEST <= len(bare) <= _LONGEST_WORD:
        return True
    return bare in _NO_NAMES or all(
        part in _NO_NAMES or is_ordinary(part) for part in bare.split("-")
    )


def _mention(text: str, run: list[re.Match[str]], *, in_arabic: bool) -> Iterator[Mention]:
    if not run:
        return
    first = len(run) - 1
    if first and run[first - 1][0].lower() in OPENERS:
        first -= 1
    # Particles go with the last name: "bin Farhan", "de Mistura".
    start = run[first - 1].end() + 1 if first else run[0].start()
    word = _POSSESSIVE.sub("", text[start : run[-1].end()])
    if len(word) < _SHORTEST:
        return
    signs = {Sign.SCRIPT if in_arabic else Sign.CAPITAL}
    given = ""
    if first:
        signs.add(Sign.GIVEN_NAME)
        given = text[run[0].start() : start - 1]
    yield Mention(
        key=fold(word).lower(),
        written=word,
        given=given,
        span=Span(start, start + len(word)),
        signs=frozenset(signs),
    )

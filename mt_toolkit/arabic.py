"""Arabic orthography: one spelling for what a model or a glossary should see as one thing.

:func:`clean` folds presentation forms, Persian letters and digits, and takes out what is not
spoken: vowel marks, tatweel, bidirectional controls. :func:`clean_with_map` remembers where every
code point came from, so that what is found in the cleaned text can be shown in the user's file,
which is never altered.

The result is in Unicode's composed form (NFC, UAX #15). A text is folded in clusters: a character
together with all that may compose with it. Clusters can be folded one by one, and so each place of
the result has a place in the original.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Final

from mt_toolkit.text import Span

__all__ = [
    "Cleaned",
    "arabic_share",
    "ascii_digits",
    "clean",
    "clean_with_map",
    "has_arabic",
    "is_arabic",
    "is_mostly_arabic",
]

_ZWNJ: Final = "\u200c"

# Written, but neither spoken nor seen by a model: vowel and recitation marks, tatweel, controls,
# bidirectional marks, variation selectors, the replacement character, halves of surrogate pairs.
_DROPPED: Final = (
    "\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe7f"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufe00-\ufe0f\ufeff\ufff9-\ufffd"
)
# Madda and the two hamza marks compose with a letter before them; where they cannot, they go.
_HAMZA_MARKS: Final = "\u0653-\u0655"
# Other scripts' marks, and the scripts whose letters may compose with one another (Indic, Hangul).
_COMPOSING: Final = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0711\u0730-\u074a\u07a6-\u07b0\u07eb-\u07fd"
    "\u0816-\u082d\u0859-\u085b\u0890-\u1fff\u20d0-\u20ff\u2c00-\ufaff\ufb1e\ufe20-\ufe2f"
    "\U00010000-\U0010ffff"
)
_CLUSTER: Final = re.compile(f"(?s:.)[{_DROPPED}{_HAMZA_MARKS}{_COMPOSING}]*")

# Characters that folding leaves as they are, with single spaces between them.
_KEPT: Final = "!-~\u00a1-\u00ac\u00ae-\u017f،؛؟ء-غف-ي‘’“”„–—"
_PLAIN: Final = re.compile(f"[{_KEPT}]+(?: [{_KEPT}]+)*")

_LETTER: Final = re.compile(
    "[\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff"
    "\u0750-\u077f\u0870-\u0887\u0889-\u088e\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb"
    "\ufe70-\ufefc]"
)
_LETTERS: Final = re.compile(f"{_LETTER.pattern}+")
_MOSTLY: Final = 0.5
# Letters that join the one after them: a non-joiner behind any other letter is not to be seen.
_JOINING: Final = frozenset("بتثجحخسشصضطظعغفقكلمنهيئپچگڤ")

_DIGITS: Final = {zero + value: str(value) for zero in (0x0660, 0x06F0) for value in range(10)}


def _presentation_forms() -> dict[int, str]:
    """Every shaped letter and ligature with the letters it stands for."""
    forms = {"﷽": "بسم الله الرحمن الرحيم"}
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFF00)):
        shaped = chr(code)
        letters = unicodedata.normalize("NFKC", shaped)
        if letters != shaped:
            forms[shaped] = letters
    return str.maketrans(forms)


def _code_points(character_class: str) -> set[int]:
    return {
        code
        for first, last in re.findall("(?s)(.)(?:-(.))?", character_class)
        for code in range(ord(first), ord(last or first) + 1)
    }


_TO_LETTERS: Final = _presentation_forms()
_DROP_MARKS: Final = dict.fromkeys(_code_points(_DROPPED + _HAMZA_MARKS))
_FOLD: Final = (
    _DIGITS
    | str.maketrans({"٪": "%", "٫": ".", "٬": ",", "۔": ".", "…": "..."})
    | str.maketrans("یکڪہھٱ", "يككهها")
    | dict.fromkeys(_code_points(_DROPPED))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """A cleaned text that knows where each of its code points comes from.

    Attributes:
        text: The cleaned text.
        starts: For each code point of ``text``, where its range in the original starts.
        ends: For each code point of ``text``, where its range in the original ends.
        original_length: Length of the original text in code points.
    """

    text: str
    starts: array[int]
    ends: array[int]
    original_length: int

    def to_original(self, span: Span) -> Span:
        """The range of the original text that a range of the cleaned text comes from.

        An empty range leads to an empty one.

        Raises:
            IndexError: The range reaches beyond the cleaned text.
        """
        if span.end > len(self.text):
            raise IndexError(f"{span} reaches beyond {len(self.text)} code points")
        if len(span):
            return Span(self.starts[span.start], self.ends[span.end - 1])
        at = self.starts[span.start] if span.start < len(self.text) else self.original_length
        return Span(at, at)

    def to_cleaned(self, span: Span) -> Span:
        """The range of the cleaned text that a range of the original text became.

        It is empty where nothing of the range is left.
        """
        start = bisect_right(self.ends, span.start)
        end = bisect_left(self.starts, span.end)
        return Span(start, max(start, end))


def clean(text: str) -> str:
    """Fold ``text`` into what a translation model should see.

    - Arabic presentation forms become letters, ligatures such as ``ﷲ`` their words.
    - Persian yeh and kaf become the Arabic letters, alef wasla a plain alef.
    - Vowel marks, superscript alef, recitation marks and tatweel go. Madda and hamza stay as part
      of the letter that carries them.
    - Arabic-Indic and Persian digits become ASCII, as do ``٪``, ``٫``, ``٬`` and ``…``.
    - Controls, zero-width characters, bidirectional marks and U+FFFD go. A Persian non-joiner
      becomes a space where it keeps two letters apart that would join.
    - Any run of white space, line ends included, becomes one space; none is left at the ends.

    The result is in NFC, and cleaning it again changes nothing.
    """
    plain = _PLAIN.match(text)
    if plain is not None and plain.end() == len(text):
        return text  # as most words are
    return clean_with_map(text).text


def clean_with_map(text: str) -> Cleaned:
    """Clean like :func:`clean`, and remember where every code point comes from."""
    parts: list[str] = []
    starts, ends = array("q"), array("q")
    at = 0
    while at < len(text):
        plain = _PLAIN.match(text, at)
        if plain is not None:
            # What follows may belong to the last character, so leave that one to its cluster.
            stop = plain.end() if plain.end() == len(text) else plain.end() - 1
            parts.append(text[at:stop])
            starts.extend(range(at, stop))
            ends.extend(range(at + 1, stop + 1))
            at = stop
            if at == len(text):
                break
        cluster = next(_CLUSTER.finditer(text, at))
        stop = cluster.end()
        folded = _fold(cluster[0], text[stop : stop + 1])
        if folded[:1] == " " and (not parts or parts[-1][-1] == " "):
            folded = folded[1:]
        if folded:
            parts.append(folded)
            exact = folded == cluster[0]
            starts.extend(range(at, stop) if exact else [at] * len(folded))
            ends.extend(range(at + 1, stop + 1) if exact else [stop] * len(folded))
        at = stop
    cleaned = "".join(parts)
    if cleaned.endswith(" "):
        cleaned = cleaned[:-1]
        starts.pop()
        ends.pop()
    return Cleaned(text=cleaned, starts=starts, ends=ends, original_length=len(text))


def _fold(cluster: str, following: str) -> str:
    """Fold one cluster; ``following`` is the character after it."""
    if cluster.isspace():
        return " "
    folded = unicodedata.normalize("NFC", cluster.translate(_TO_LETTERS).translate(_FOLD))
    bare = folded.translate(_DROP_MARKS)
    if bare != folded:
        folded = unicodedata.normalize("NFC", bare)
    if _ZWNJ in cluster and folded[-1:] in _JOINING and _LETTER.match(following):
        folded += " "
    return " ".join(re.split(r"\s+", folded)) if not folded.isalnum() else folded


def is_arabic(character: str) -> bool:
    """Whether ``character`` is a letter of the Arabic script; digits and punctuation are not."""
    return _LETTER.fullmatch(character) is not None


def has_arabic(text: str) -> bool:
    """Whether ``text`` holds at least one Arabic letter."""
    return _LETTER.search(text) is not None


def arabic_share(text: str) -> float:
    """The part of the letters of ``text`` that are Arabic, from 0 to 1; 0 where there are none."""
    letters = sum(map(str.isalpha, text))
    return len(_LETTER.findall(text)) / letters if letters else 0.0


def is_mostly_arabic(text: str) -> bool:
    """Whether at least half of the letters of ``text`` are Arabic, and one at least."""
    letters = sum(map(len, _LETTERS.findall(text)))
    # Where they are half of all characters they are half of the letters, which take long to count.
    return letters > 0 and (2 * letters >= len(text) or arabic_share(text) >= _MOSTLY)


def ascii_digits(text: str) -> str:
    """``text`` with Arabic-Indic and Persian digits as ASCII ones, at the same places."""
    return text.translate(_DIGITS)

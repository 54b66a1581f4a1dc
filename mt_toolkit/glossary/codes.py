# ruff: noqa: RUF001 - Arabic letters by purpose
"""Text as bytes, one a character, for searching many names at once.

Spellings that :func:`~mt_toolkit.glossary.fold.fold` makes equal have equal codes, and so have some
that it does not: case, accents and the kind of punctuation are not in them. What an automaton finds
in the codes is therefore looked at again, but it misses nothing.

Most characters have a code whatever stands beside them. Of the others (presentation forms, the
non-joiner, marks that compose) a table cannot say what becomes of them; a line with one of those is
folded first.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from mt_toolkit.glossary.fold import fold, fold_with_map
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Positions: TypeAlias = NDArray[np.int64]

__all__ = ["GAP", "Coded", "code_of", "coded_parts", "codes_of_many", "script_borders"]

_GONE: Final = 0
GAP: Final = 1
"""What stands between words: one for any run of space, punctuation and symbols."""
_GAP: Final = bytes((GAP,))
_OTHER: Final = 254
_CONTEXTUAL: Final = 255
_TABLE_SIZE: Final = 0x10000
_GAPS: Final = re.compile(_GAP + b"{2,}")
# No other two of these have the sum that Arabic and Latin have.
_NO_SCRIPT, _ARABIC_SCRIPT, _LATIN_SCRIPT, _OTHER_SCRIPT = 0, 1, 2, 4
# Stands between texts that are coded together; its own code is that of no plain character.
_BORDER: Final = "\u0300"
# All characters that a form may hold. Whatever is not named here is a gap.
_RANGES: Final = (
    range(0x0250),
    range(0x02B0, 0x0300),
    range(0x0600, 0x0780),
    range(0x1E00, 0x1F00),
    range(0x2000, 0x2070),
)
# Shaped letters, and marks that compose.
_FOLDED_FIRST: Final = (
    range(0x0300, 0x0370),
    range(0xFB50, 0xFE00),
    range(0xFE20, 0xFE30),
    range(0xFE70, 0xFEFD),
    range(0xFF00, 0xFFF0),
)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Coded:
    """The codes of a part of a text, and where their characters stand.

    Attributes:
        codes: A gap, one byte for each letter or digit, a gap between words, and a gap.
        positions: For each code but the first and the last, where its character starts.
        ends: Where it ends, marks not included; ``None`` where each is one code point.
        offset: What is to be added to both.
    """

    codes: bytes
    positions: Positions
    ends: Positions | None
    offset: int

    def start(self, index: int) -> int:
        """Where the character of a code starts in the whole text."""
        return self.positions.item(index - 1) + self.offset

    def end(self, index: int) -> int:
        """Where the character of a code ends in the whole text."""
        if self.ends is None:
            return self.positions.item(index - 1) + 1 + self.offset
        return self.ends.item(index - 1) + self.offset

    def between(self, span: Span) -> tuple[int, int]:
        """The first code of a range of the whole text, and the first one after it."""
        # Over a few numbers this is quicker than numpy's own search.
        positions = self.positions.data
        first = bisect_left(positions, span.start - self.offset)
        return first + 1, bisect_left(positions, span.end - self.offset, first) + 1


def code_of(folded: str) -> bytes:
    """The codes of a folded form, without a gap at its ends."""
    table = _table()
    if folded.isascii():
        codes = folded.encode("ascii").translate(_ascii_table())
    else:
        codes = bytes(table[ord(letter)] if ord(letter) < _TABLE_SIZE else GAP for letter in folded)
    kept = codes.translate(None, bytes((_GONE, _CONTEXTUAL)))
    return _GAP.join(word for word in kept.split(_GAP) if word)


def codes_of_many(texts: Sequence[str]) -> list[bytes]:
    """For each text the codes of its characters one by one, with a gap at both ends.

    Raises:
        ValueError: A text holds a character that has to be folded first.
    """
    if not texts:
        return []
    raw = _raw_codes(f" {_BORDER} ".join(("", *texts, "")))
    spoken = raw.translate(None, bytes((_GONE,)))
    parts = _GAPS.sub(_GAP, spoken).split(bytes((_CONTEXTUAL,)))[1:-1]
    if len(parts) != len(texts):
        raise ValueError("a text to be coded holds a character that has to be folded first")
    return parts


def coded_parts(text: str) -> list[Coded]:
    """The codes of a whole text, in one or more parts.

    No part ends within a line, and a name that goes over the end of a line is found if both lines
    are plain.
    """
    codes = _raw_codes(text)
    if codes.find(_CONTEXTUAL) < 0:
        return [_compact(codes, 0)]
    parts: list[Coded] = []
    plain = 0
    at = codes.find(_CONTEXTUAL)
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at) + 1 or len(text)
        if start > plain:
            parts.append(_compact(codes[plain:start], plain))
        parts.append(_folded(text[start:end], start))
        plain = end
        at = codes.find(_CONTEXTUAL, end)
    if plain < len(text):
        parts.append(_compact(codes[plain:], plain))
    return parts


def _raw_codes(text: str) -> bytes:
    """One code for each code point."""
    if text.isascii():
        return text.encode("ascii").translate(_ascii_table())
    import numpy as np

    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) == 2 * len(text):
        return bytes(_table_array()[np.frombuffer(units, dtype="<u2")])
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    # What is beyond the basic plane is no letter of ours.
    return bytes(_table_array()[np.where(points < _TABLE_SIZE, points, 0x20)])


def _compact(raw: bytes, offset: int) -> Coded:
    """Take out what is not spoken, and all gaps of a run but the first."""
    import numpy as np

    codes = np.frombuffer(raw, dtype=np.uint8)
    positions: Positions | None = None
    if raw.find(_GONE) >= 0:
        positions = np.flatnonzero(codes)
        codes = codes[positions]
    kept = np.ones(len(codes), dtype=np.bool_)
    gaps = codes == GAP
    np.logical_and(gaps[1:], gaps[:-1], out=kept[1:])
    np.logical_not(kept[1:], out=kept[1:])
    return Coded(
        codes=b"".join((_GAP, codes[kept].tobytes(), _GAP)),
        positions=np.flatnonzero(kept) if positions is None else positions[kept],
        ends=None,
        offset=offset,
    )


def _folded(line: str, offset: int) -> Coded:
    """The codes of a line that has to be folded first."""
    import numpy as np

    folded = fold_with_map(line)
    raw = _raw_codes(folded.text).translate(bytes.maketrans(bytes((_CONTEXTUAL,)), bytes((_GONE,))))
    part = _compact(raw, 0)
    return Coded(
        codes=part.codes,
        positions=np.frombuffer(folded.starts, dtype=np.int64)[part.positions],
        ends=np.frombuffer(folded.ends, dtype=np.int64)[part.positions],
        offset=offset,
    )


def script_borders(part: Coded) -> Iterator[Span]:
    """Where a word in Arabic letters and one in Latin letters stand side by side."""
    import numpy as np

    scripts = np.frombuffer(part.codes.translate(_scripts()), dtype=np.uint8)
    differ = scripts[:-2] + scripts[2:] == _ARABIC_SCRIPT + _LATIN_SCRIPT
    for at in np.flatnonzero(differ & (scripts[1:-1] == _NO_SCRIPT)).tolist():
        yield Span(part.start(at), part.end(at + 2))


@cache
def _scripts() -> bytes:
    """The script of each code."""
    kinds = bytearray((_OTHER_SCRIPT,)) * 256
    table = _table()
    for code in (*range(0x0600, 0x0780), *range(0x0250)):
        if chr(code).isalpha():
            kinds[table[code]] = _ARABIC_SCRIPT if code >= 0x0600 else _LATIN_SCRIPT
    kinds[GAP] = _NO_SCRIPT
    return bytes(kinds)


@cache
def _table() -> bytes:
    """The code of each character of the basic plane."""
    table = bytearray((GAP,)) * _TABLE_SIZE
    letters: dict[str, int] = {}
    for code in (code for codes in _RANGES for code in codes):
        table[code] = _code(chr(code), letters)
    for codes in _FOLDED_FIRST:
        table[codes.start : codes.stop] = bytes((_CONTEXTUAL,)) * len(codes)
    table[0xD800:0xE000] = bytes((_GONE,)) * 0x800
    table[0xFE00:0xFE10] = bytes((_GONE,)) * 0x10
    table[0xFEFF] = _GONE
    table[0xFFF9:0xFFFE] = bytes((_GONE,)) * 5
    return bytes(table)


def _code(character: str, letters: dict[str, int]) -> int:
    if character == "\u200c" or unicodedata.normalize("NFC", f"ا{character}") != f"ا{character}":
        return _CONTEXTUAL
    if fold(f"ا{character}ا") == "اا":
        return _GONE
    folded = fold(character)
    base = unicodedata.normalize("NFKD", folded.lower())[:1]
    if base.isalnum() and (base.isascii() or "\u0600" <= base < "\u0780"):
        return letters.setdefault(base, len(letters) + 2)
    if base.isalnum():
        return _OTHER
    return _CONTEXTUAL if unicodedata.category(character).startswith("M") else GAP


@cache
def _ascii_table() -> bytes:
    return _table()[:128] + bytes((GAP,)) * 128


@cache
def _table_array() -> NDArray[np.uint8]:
    import numpy as np

    return np.frombuffer(_table(), dtype=np.uint8)

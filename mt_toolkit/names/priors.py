# ruff: noqa: RUF001
"""Spellings known to be usual where the learned pairs are too few: hand-made lower bounds.

The lists of names hold little Persian in Persian letters, and little German, so a weight is at
least what stands here (in nats of log-odds, see :mod:`mt_toolkit.names.transducer`).
"""

from __future__ import annotations

from typing import Final

__all__ = ["PRIORS"]

_ACROSS: Final = {
    # Persian and other added letters
    "پ": {"p": 4.0, "b": 2.0, "pp": 4.0},
    "چ": {"ch": 5.0, "tch": 6.0, "tsch": 7.0, "c": 1.5, "j": 2.0, "cz": 4.0},
    "ژ": {"zh": 5.0, "j": 3.0, "g": 0.5, "z": 1.5},
    "گ": {"g": 4.0, "gh": 3.5, "gu": 3.5, "k": 1.0},
    "ڤ": {"v": 4.0, "f": 1.5, "w": 2.0},
    # German, French and Slavic ways of writing the same sounds
    "ج": {"dsch": 7.0, "tsch": 5.0, "dj": 5.5, "ch": 2.0, "tch": 3.5, "dzh": 6.0},
    "تش": {"tsch": 11.0, "tch": 10.0, "ch": 8.0, "cz": 8.0, "c": 3.5, "j": 4.0, "tj": 5.0},
    "دج": {"dj": 9.0, "j": 6.0, "dsch": 10.0},
    "ش": {"sch": 6.5, "sh": 5.0, "ch": 4.0},
    "ق": {"gh": 4.0, "g": 2.5, "k": 2.5, "c": 1.0, "q": 5.5},
    "غ": {"gh": 5.0, "g": 3.5, "q": 2.0, "k": 0.5, "rh": 3.5},
    "خ": {"kh": 5.5, "ch": 3.0, "h": 1.0, "x": 3.0},
    "ذ": {"z": 2.5, "dh": 5.0, "th": 3.5, "d": 2.0, "dd": 3.5},
    "ث": {"th": 5.0, "s": 1.5, "t": 1.5},
    "ض": {"z": 2.0, "d": 2.5, "dh": 4.5},
    "ظ": {"z": 3.0, "dh": 4.5, "th": 3.0},
    "و": {"v": 2.0, "w": 3.0, "ou": 3.5, "u": 2.0, "oo": 3.0},
    "شت": {"st": 8.0, "scht": 10.0},
    "شب": {"sp": 8.0, "schp": 10.0},
    # alef maqsura at the end, folded to yeh: ليلى
    "ي$": {"a$": 5.0, "ah$": 5.0},
    # the article, written together, apart or not at all
    "@": {"@": 0.0, "^": 0.0, "^al": 4.0, "^el": 4.0, "^il": 1.5, "^l": 1.0},
    "^": {"@": 0.0, "^": 0.0},
}
_ARABIC: Final = {
    "@": {"^": 0.0, "@": 0.0},
    "پ": {"ب": 2.5, "پ": 4.0},
    "چ": {"ج": 3.0, "تش": 5.0, "ش": 2.0, "چ": 5.0},
    "ج": {"تش": 4.0, "غ": 2.0, "ق": 1.5},
    "ژ": {"ج": 3.0, "ز": 1.5, "ژ": 5.0},
    "گ": {"غ": 3.5, "ج": 2.5, "ك": 2.5, "ق": 2.0, "گ": 4.0},
    "ڤ": {"ف": 3.0, "و": 1.0, "ب": 0.5, "ڤ": 5.0},
    "ق": {"غ": 2.5, "ك": 2.0},
    "^ع": {"^ا": 2.5},
    "عي": {"اي": 4.0, "ي": 3.0},
    "اي": {"يي": 4.0},
    "ت": {"ط": 2.0},
    "س": {"ص": 2.0, "ث": 1.5},
    "د": {"ض": 1.5, "ذ": 1.5},
    "ز": {"ذ": 2.0, "ظ": 2.0},
}
_LATIN: Final = {
    "@": {"^": 0.0, "@": 0.0, "^al": 4.0, "^el": 4.0},
    "ch": {"tsch": 6.0, "tch": 6.0, "j": 2.0, "sh": 3.5, "tj": 4.0},
    "j": {"tsch": 4.0, "dsch": 6.0, "dj": 5.0, "dzh": 6.0, "zh": 3.5, "tch": 3.0},
    "sh": {"sch": 7.0, "ch": 3.5},
    "q": {"gh": 4.0, "g": 2.5, "k": 2.5, "c": 1.5},
    "gh": {"g": 3.5, "k": 2.0, "rh": 4.0},
    "g": {"k": 1.0, "q": 2.5, "gh": 3.5},
    "d": {"dh": 2.5, "dd": 3.0},
    "dd": {"dh": 4.5, "z": 1.0},
    "k": {"q": 2.5, "kh": 1.5},
    "kh": {"ch": 4.0, "h": 2.0, "k": 2.0},
    "ou": {"u": 3.0, "oo": 4.0, "o": 1.5, "w": 2.5},
    "v": {"w": 2.0, "f": 1.0},
    "dh": {"z": 2.5, "d": 2.5, "th": 3.5},
}

#: By pair of scripts: least weights of operations.
PRIORS: Final = {"arab-latn": _ACROSS, "arab-arab": _ARABIC, "latn-latn": _LATIN}

"""Whether two spellings, in Arabic or Latin letters, are of one name: a calibrated score.

Words are compared by :class:`~mt_toolkit.names.transducer.Transducer`, names of several words by
aligning their words in order.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mt_toolkit.names.costs import carried_costs, script_pair
from mt_toolkit.names.evidence import evidence, probability
from mt_toolkit.names.letters import ARABIC, LATIN, Token, tokenise
from mt_toolkit.names.skeleton import token_skeleton

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["similarity", "token_similarity"]

# Not 1: only equal spellings are sure.
_SURE: Final = 0.999
# An initial agrees with so many names that it says little.
_INITIAL: Final = 0.9
# Factors on the score of a longer name's words that the shorter one lacks.
_WORD_LEFT_OUT: Final = 0.95  # a first or middle name: "Araghchi" for "Abbas Araghchi"
_LAST_LEFT_OUT: Final = 0.4  # the family name: "Abbas" for "Abbas Araghchi"
_BOTH_LEAVE_OUT: Final = 0.2  # each has a word that the other lacks
_UNLIKE: Final = 0.05  # below this two words are not aligned at all
# Classes of consonants that may differ before two words need no closer look.
_CLASSES: Final = {letter: 1 << at for at, letter in enumerate("BTKLMNR")}
_MOST_CLASSES_APART: Final = 2


def similarity(a: str, b: str) -> float:
    """How probable it is that two spellings are of one name.

    Either may be in Arabic or in Latin script. 1.0 is given to spellings that are equal after
    folding (case, accents, vowel marks, tatweel, seats of hamza, article) and to them alone, 0.0
    to what shares too little to be compared or holds no letters of these scripts. The measure is
    symmetric. What a score means is described in ``docs/names.md``; 0.5 is a fair threshold for
    single words that are near each other, 0.9 for a search among many.

    A name without its first names is nearly as good as the whole (``Araghchi`` for ``Abbas
    Araghchi``), one without its last name is not.
    """
    left, right = _prepared(a), _prepared(b)
    if not left or not right:
        return 0.0
    if len(left) == len(right) == 1:
        return _words(left[0], right[0])
    # One order of the arguments, so that ties are broken alike.
    shorter, longer = sorted(
        (left, right), key=lambda tokens: (len(tokens), [t.text for t, _ in tokens])
    )
    aligned = _names(shorter, longer)
    if len(left) == len(right):
        return aligned
    # One may write in one word what the other writes in two: "Vazirzadeh", "Vazir Zadeh".
    return max(aligned, min(_SURE, _words(_joined(left), _joined(right))))


def token_similarity(a: Token, b: Token) -> float:
    """:func:`similarity` of two single words."""
    return _words(_with_classes(a), _with_classes(b))


_Prepared = tuple[Token, int]


@lru_cache(maxsize=65536)
def _prepared(name: str) -> tuple[_Prepared, ...]:
    return tuple(_with_classes(token) for token in tokenise(name))


def _with_classes(token: Token) -> _Prepared:
    classes = 0
    for letter in token_skeleton(token):
        classes |= _CLASSES[letter]
    return token, classes


def _joined(words: tuple[_Prepared, ...]) -> _Prepared:
    """All words as one, in the script of the first."""
    first = words[0][0]
    letters = "".join(token.letters for token, _ in words if token.script == first.script)
    return _with_classes(Token(script=first.script, text=f"{first.text[0]}{letters}$"))


def _words(a: _Prepared, b: _Prepared) -> float:
    (x, x_classes), (y, y_classes) = a, b
    if x.script == y.script:
        if x.letters == y.letters:
            return 1.0
        if x.text > y.text:
            x, y = y, x
    elif x.script == LATIN:
        x, y = y, x
    if (x_classes ^ y_classes).bit_count() > _MOST_CLASSES_APART:
        return 0.0
    if x.is_initial or y.is_initial:
        return _initial(x, y)
    return _compare(x, y)


def _initial(x: Token, y: Token) -> float:
    """A single letter against a word: whether the word can begin so."""
    longer, shorter = (x, y) if len(x.text) > len(y.text) else (y, x)
    first = Token(script=longer.script, text=f"^{longer.letters[0]}$")
    if first.script == shorter.script:
        return _INITIAL if first.letters == shorter.letters else 0.0
    pair = (first, shorter) if first.script == ARABIC else (shorter, first)
    weights = carried_costs().transducers[script_pair(ARABIC, LATIN)].weights
    weight = weights.get(pair[0].letters, {}).get(pair[1].letters, -1.0)
    return _INITIAL if weight > 0.0 else 0.0


def _compare(x: Token, y: Token) -> float:
    costs = carried_costs()
    scripts = script_pair(x.script, y.script)
    operations = costs.transducers[scripts].align(x.text, y.text)
    if operations is None:
        return 0.0
    observed = evidence(operations, x.text, y.text)
    return min(_SURE, probability(costs.calibrations[scripts], observed))


def _names(shorter: Sequence[_Prepared], longer: Sequence[_Prepared]) -> float:
    """The best in-order alignment of words: the least sure of them, less what is left out."""
    rows, columns = len(shorter), len(longer)
    # Best alignments by (words of both used so far): sum of scores, least score, pairs aligned.
    best: list[list[tuple[float, float, int, bool]]] = [
        [(0.0, 1.0, 0, False)] * (columns + 1) for _ in range(rows + 1)
    ]
    for i in range(1, rows + 1):
        for j in range(1, columns + 1):
            score = _words(shorter[i - 1], longer[j - 1])
            options = [(*best[i - 1][j][:3], False), (*best[i][j - 1][:3], False)]
            if score >= _UNLIKE:
                total, least, count, _ = best[i - 1][j - 1]
                last = i == rows and j == columns
                options.append((total + score, min(least, score), count + 1, last))
            best[i][j] = max(options)
    _, least, count, last = best[rows][columns]
    if not count:
        return 0.0
    if count == rows == columns:
        return least
    if count < rows:
        return least * _BOTH_LEAVE_OUT
    return least * (_WORD_LEFT_OUT ** (columns - count) if last else _LAST_LEFT_OUT)

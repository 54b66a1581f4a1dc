"""Word links from cross-attention.

The attention of the decoder's last layer, averaged over its heads, says for each target token how
much it looked at each source token. Here tokens are summed up to words: a target word is linked
with the source word that its tokens looked at most.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mt_toolkit.bitext import WordLink
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mt_toolkit.translation.engines.tokenization import Pieces

__all__ = ["link_words", "word_spans"]

# Letters, digits, and the marks that stand on letters: Latin accents, Arabic vowel signs.
_MARKS = r"\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_LETTER = rf"[\w{_MARKS}]"
# Signs that hold a word together inside: well-known, doesn't, 3.67, 1/2; the last two are the
# Arabic decimal and thousands separators.
_INNER = r"(?:['\u2019-]|(?<=\d)[.,:/\u066b\u066c](?=\d))"
_WORD = re.compile(rf"{_LETTER}+(?:{_INNER}{_LETTER}+)*|\S")


def word_spans(text: str) -> list[Span]:
    """The words of a text; each punctuation sign is a word of its own."""
    return [Span(*match.span()) for match in _WORD.finditer(text)]


def link_words(
    source: Pieces, target: Pieces, attention: Sequence[Sequence[float]]
) -> tuple[WordLink, ...]:
    """Link each target word with the source word that it looked at most.

    Args:
        source: Source text and tokens.
        target: Target text and tokens.
        attention: For each target token a row with the weight of each source token.

    Returns:
        One link for each target word, in order. Its weight is the part of the word's attention
        that the source word got. No links where a side has no words.
    """
    source_words = word_spans(source.text)
    target_words = word_spans(target.text)
    if not source_words or not target_words:
        return ()
    source_shares = _shares(source, source_words)
    looked_at = [[0.0] * len(source_words) for _ in target_words]
    mass = [0.0] * len(target_words)
    for row, target_share in zip(attention, _shares(target, target_words), strict=True):
        if not target_share:
            continue
        by_word = _sum_by_word(row, source_shares, len(source_words))
        for word, share in target_share:
            mass[word] += share
            looked_at[word] = [
                old + share * new for old, new in zip(looked_at[word], by_word, strict=True)
            ]
    links = []
    for target_word, weights, total in zip(target_words, looked_at, mass, strict=True):
        best = max(range(len(weights)), key=weights.__getitem__)
        if total > 0 and weights[best] > 0:
            weight = min(weights[best] / total, 1.0)
            links.append(WordLink(source=source_words[best], target=target_word, weight=weight))
    return tuple(links)


def _sum_by_word(
    row: Sequence[float], shares: Sequence[Sequence[tuple[int, float]]], words: int
) -> list[float]:
    sums = [0.0] * words
    for weight, share in zip(row, shares, strict=True):
        for word, part in share:
            sums[word] += weight * part
    return sums


def _shares(pieces: Pieces, words: Sequence[Span]) -> list[list[tuple[int, float]]]:
    """For each token the words that it covers, and how much of it lies in each; the sum is 1."""
    owner: list[int | None] = [None] * len(pieces.text)
    for number, word in enumerate(words):
        for place in range(word.start, word.end):
            owner[place] = number
    return [_share(span, owner) for span in pieces.spans]


def _share(span: Span | None, owner: Sequence[int | None]) -> list[tuple[int, float]]:
    if span is None or not owner:
        return []
    # Where the normaliser writes one character as several (½ as 1, a slash and 2), all but the
    # last of their tokens have an empty span in front of that character, which they belong to.
    start = min(span.start, len(owner) - 1)
    counts: dict[int, int] = {}
    for place in range(start, max(span.end, start + 1)):
        word = owner[place]
        if word is not None:
            counts[word] = counts.get(word, 0) + 1
    total = sum(counts.values())
    return [(word, count / total) for word, count in counts.items()]

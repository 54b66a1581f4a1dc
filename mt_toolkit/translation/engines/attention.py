"""Word links from cross-attention.

The attention of a decoder layer, averaged over some of its heads, says for each target token how
much it looked at each source token. Here tokens are summed up to words: a target word is linked
with the source word that its tokens looked at most.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mt_toolkit.bitext import WordLink
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mt_toolkit.translation.engines.tokenization import Pieces

__all__ = ["LinkAttention", "attended", "link_words", "word_spans"]

# Letters, digits, and the marks that stand on letters: Latin accents, Arabic vowel signs.
_MARKS = r"\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_LETTER = rf"[\w{_MARKS}]"
# Signs that hold a word together inside: well-known, doesn't, 3.67, 1/2; the last two are the
# Arabic decimal and thousands separators.
_INNER = r"(?:['\u2019-]|(?<=\d)[.,:/\u066b\u066c](?=\d))"
_WORD = re.compile(rf"{_LETTER}+(?:{_INNER}{_LETTER}+)*|\S")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAttention:
    """Which of a model's attention word links are read from.

    A model says so in its ``config.json``, for example ``"word_links": {"layer": 0, "heads": [1],
    "shift": 1}``. One that does not is read from all heads of its last layer, at the step that
    chose the token.

    Attributes:
        layer: The decoder layer, from 0.
        heads: The heads that are averaged, from 0, in order.
        shift: 0 for what the decoder looked at when it chose a token, 1 for what it looked at a
            step later, with that token as its input. The second is often the better aligner (Chen
            and others, "Accurate Word Alignment Induction from Neural Machine Translation", 2020).
    """

    layer: int
    heads: tuple[int, ...]
    shift: int

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> LinkAttention:
        """What a model's ``config.json`` says, or the last layer.

        Raises:
            ValueError: The entry names what the model does not have.
        """
        layers, heads = config["decoder_layers"], config["decoder_attention_heads"]
        if "word_links" not in config:
            return cls(layer=layers - 1, heads=tuple(range(heads)), shift=0)
        entry = config["word_links"]
        try:
            found = cls(
                layer=int(entry["layer"]),
                heads=tuple(sorted({int(head) for head in entry["heads"]})),
                shift=int(entry["shift"]),
            )
        except (KeyError, TypeError) as error:
            raise ValueError("word_links needs layer, heads and shift") from error
        known = found.layer in range(layers) and found.shift in (0, 1)
        if not (known and found.heads and set(found.heads) <= set(range(heads))):
            raise ValueError(f"word_links names what the model does not have: {entry}")
        return found


def word_spans(text: str) -> list[Span]:
    """The words of a text; each punctuation sign is a word of its own."""
    return [Span(*match.span()) for match in _WORD.finditer(text)]


def link_words(
    source: Pieces, target: Pieces, attention: Sequence[Sequence[float]], *, shift: int = 0
) -> tuple[WordLink, ...]:
    """Link each target word with the source word that it looked at most.

    Args:
        source: Source text and tokens.
        target: Target text and tokens.
        attention: For each step of the decoder a row with the weight of each source token.
        shift: How many steps after it was chosen a token's row stands. The last tokens then have
            none; usually that is the end marker.

    Returns:
        One link for each target word, in order. Its weight is the part of the word's attention
        that the source word got. No links where a side has no words.
    """
    source_words = word_spans(source.text)
    target_words = word_spans(target.text)
    if not source_words:
        return ()
    rows = attended(source, target, attention, shift=shift)
    links = []
    for target_word, row in zip(target_words, rows, strict=True):
        best = max(range(len(row)), key=row.__getitem__)
        if row[best] > 0:
            links.append(WordLink(source=source_words[best], target=target_word, weight=row[best]))
    return tuple(links)


def attended(
    source: Pieces, target: Pieces, attention: Sequence[Sequence[float]], *, shift: int = 0
) -> list[list[float]]:
    """Sum attention up from tokens to words; the arguments are those of :func:`link_words`.

    Returns:
        For each target word a row with the part of its attention that each source word got, from 0
        to 1. What the end marker got is missing in it.
    """
    source_words, target_words = word_spans(source.text), word_spans(target.text)
    source_shares = _shares(source, source_words)
    looked_at = [[0.0] * len(source_words) for _ in target_words]
    mass = [0.0] * len(target_words)
    target_shares = _shares(target, target_words)[: len(attention) - shift]
    for row, target_share in zip(attention[shift:], target_shares, strict=True):
        if not target_share:
            continue
        by_word = _sum_by_word(row, source_shares, len(source_words))
        for word, share in target_share:
            mass[word] += share
            looked_at[word] = [
                old + share * new for old, new in zip(looked_at[word], by_word, strict=True)
            ]
    return [
        [min(weight / total, 1.0) for weight in weights] if total > 0 else weights
        for weights, total in zip(looked_at, mass, strict=True)
    ]


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

"""Stand-ins for the real parts, as small as can be, that keep the same promises."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from mt_toolkit.bitext import Alignment, Bead, WordLink
from mt_toolkit.protocols import Hypothesis
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mt_toolkit.protocols import Decoding, TranslationRequest

SYLLABLES = (
    "ba",
    "de",
    "fi",
    "go",
    "hu",
    "ka",
    "le",
    "mi",
    "no",
    "pu",
    "ra",
    "se",
    "ti",
    "wo",
    "zu",
)


def english(word: str) -> str:
    """A made-up English word for an Arabic one: the same word always gives the same."""
    if re.fullmatch(r"[\W\d_]+", word):
        return word
    number = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
    return "".join(SYLLABLES[number // 15**place % 15] for place in range(2 + number % 2))


def words(text: str) -> list[Span]:
    return [
        Span(*match.span()) for match in re.finditer(r"\d+(?:[.,:/]\d+)*|[^\W\d]+|[^\w\s]", text)
    ]


class FakeTranslator:
    """Translates word by word, in order, with perfect links.

    Args:
        spoil: Changes what comes out, to play a model that goes wrong; takes the source and the
            translation made so far and how often this source has been asked for.
    """

    name = "fake"
    fingerprint = "fake-1"
    max_source_tokens = 40

    def __init__(self, spoil: Callable[[str, str, int], str] | None = None) -> None:
        self.calls: list[list[TranslationRequest]] = []
        self._spoil = spoil
        self._asked: dict[str, int] = {}

    def count_tokens(self, text: str) -> int:
        return len(words(text)) + 1

    def translate(
        self,
        requests: Sequence[TranslationRequest],
        decoding: Decoding,
        *,
        progress: Callable[[int], None] | None = None,
    ) -> list[tuple[Hypothesis, ...]]:
        if not requests:
            return []
        self.calls.append(list(requests))
        if progress is not None:
            progress(len(requests))
        return [self._hypotheses(request, decoding) for request in requests]

    def _hypotheses(
        self, request: TranslationRequest, decoding: Decoding
    ) -> tuple[Hypothesis, ...]:
        text = ""
        links = []
        for span in words(request.text):
            word = english(span.of(request.text))
            if text and span.start > 0 and request.text[span.start - 1] == " ":
                text += " "
            target = Span(len(text), len(text) + len(word))
            links.append(WordLink(source=span, target=target, weight=1.0))
            text += word
        if self._spoil is not None:
            asked = self._asked[request.text] = self._asked.get(request.text, 0) + 1
            spoiled = self._spoil(request.text, text, asked)
            if spoiled != text:
                text, links = spoiled, []
        best = Hypothesis(text=text, score=-0.5, links=tuple(links) if request.links else None)
        others = (
            Hypothesis(text=f"{text} {number}", score=-0.5 - number)
            for number in range(1, decoding.n_best)
        )
        return (best, *others)


class FakeAligner:
    """Links the segments of both sides one by one, and leaves the rest of the longer alone."""

    def align(
        self,
        source: Sequence[str],
        target: Sequence[str],
        *,
        translation: Sequence[str] | None = None,
    ) -> Alignment:
        if translation is not None and len(translation) != len(source):
            raise ValueError(f"{len(translation)} translations of {len(source)} segments")
        rows, columns = range(len(source)), range(len(target))
        return Alignment(
            beads=tuple(
                Bead(source=rows[at : at + 1], target=columns[at : at + 1], confidence=0.5)
                for at in range(max(len(rows), len(columns)))
            )
        )

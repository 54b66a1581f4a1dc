"""A window: the segments that are translated together, or replayed from the journal together."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from mt_toolkit.arabic import ascii_digits
from mt_toolkit.bitext import WordLink
from mt_toolkit.protocols import TranslationRequest
from mt_toolkit.text import Span
from mt_toolkit.translation.segments import SegmentTranslation, join_pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mt_toolkit.translation.careful import CarefulTranslator
    from mt_toolkit.translation.journal import Journal
    from mt_toolkit.translation.segments import BlockPlan, SegmentPlan

__all__ = ["Window"]

_NUMBER_SIGNS: Final = str.maketrans({"\u066b": ".", "\u066c": ",", "\u066a": "%"})


class Window:
    """Collects blocks and translates all their segments at once.

    Args:
        translator: Translates the pieces.
        journal: Where whole windows are kept for a resumed run, or ``None``.
        fingerprint: Hash of all that shapes a translation besides the text.
        progress: Is told, while a window is translated, which further share of it is done.
    """

    def __init__(
        self,
        translator: CarefulTranslator,
        journal: Journal | None,
        fingerprint: str,
        progress: Callable[[float], None] | None = None,
    ) -> None:
        self._translator = translator
        self._journal = journal
        self._fingerprint = fingerprint
        self._progress = progress
        self._segments: list[tuple[SegmentPlan, bool]] = []

    def __len__(self) -> int:
        return len(self._segments)

    def add(self, blocks: Sequence[BlockPlan]) -> None:
        """Add all segments of ``blocks``."""
        for block in blocks:
            self._segments.extend((part, block.links) for part in block.segments)

    def translate(self) -> tuple[list[SegmentTranslation], bool]:
        """Translate all segments and empty the window.

        Returns:
            The translations in the order in which the segments were added, and whether they were
            taken from the journal.
        """
        segments, self._segments = self._segments, []
        requests = [
            TranslationRequest(text=piece.cleaned.text, links=links)
            for part, links in segments
            for piece in part.pieces
        ]
        kept = self._journal.window(self._key(requests)) if self._journal and requests else None
        if kept is not None:
            outcomes = [_from_json(item) for item in kept]
        else:
            outcomes = self._translator.translate(requests, progress=self._progress)
            if self._journal and requests:
                self._journal.keep_window(
                    self._key(requests), [_to_json(outcome) for outcome in outcomes]
                )
        return _join(segments, outcomes), kept is not None

    def _key(self, requests: Sequence[TranslationRequest]) -> str:
        digest = hashlib.sha256(self._fingerprint.encode())
        for request in requests:
            digest.update(f"\0{request.links:d}{request.text}".encode())
        return digest.hexdigest()


def _join(
    segments: Sequence[tuple[SegmentPlan, bool]], outcomes: Sequence[SegmentTranslation]
) -> list[SegmentTranslation]:
    remaining = iter(outcomes)
    translations = []
    for part, _ in segments:
        if part.pieces:
            done = [next(remaining) for _ in part.pieces]
            translations.append(join_pieces(part.pieces, done))
        else:
            translations.append(SegmentTranslation(text=_carried(part.segment.text)))
    return translations


def _carried(text: str) -> str:
    """Text without Arabic words in English: its numbers are written the English way."""
    return ascii_digits(text).translate(_NUMBER_SIGNS)


def _to_json(outcome: SegmentTranslation) -> list[Any]:
    links = [
        [link.source.start, link.source.end, link.target.start, link.target.end, link.weight]
        for link in outcome.links
    ]
    return [
        outcome.text,
        outcome.score,
        list(outcome.marks),
        links,
        outcome.retries,
        outcome.alternatives,
    ]


def _from_json(item: list[Any]) -> SegmentTranslation:
    text, score, marks, links, retries, alternatives = item
    return SegmentTranslation(
        text=text,
        score=score,
        marks=tuple(marks),
        links=tuple(
            WordLink(source=Span(a, b), target=Span(c, d), weight=weight)
            for a, b, c, d, weight in links
        ),
        retries=retries,
        alternatives=tuple((other, value) for other, value in alternatives),
    )

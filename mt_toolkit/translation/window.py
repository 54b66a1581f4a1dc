"""A window: the segments that are translated together, or replayed from the journal together."""

from __future__ import annotations

import hashlib
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from mt_toolkit.arabic import ascii_digits
from mt_toolkit.bitext import WordLink
from mt_toolkit.protocols import Hypothesis, TranslationRequest
from mt_toolkit.sightings import sighting_as_json, sighting_from_json
from mt_toolkit.text import Span
from mt_toolkit.translation.segments import SegmentTranslation, join_pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mt_toolkit.protocols import TermKeeper
    from mt_toolkit.translation.journal import Journal
    from mt_toolkit.translation.segments import BlockPlan, SegmentPlan

__all__ = ["SegmentTranslator", "Window"]

_NUMBER_SIGNS: Final = str.maketrans({"\u066b": ".", "\u066c": ",", "\u066a": "%"})


class SegmentTranslator(Protocol):
    """What a window is translated by."""

    def fits(self, text: str) -> bool:
        """Whether ``text`` can be translated at once."""

    def translate(
        self,
        requests: Sequence[TranslationRequest],
        *,
        progress: Callable[[float], None] | None = None,
    ) -> list[SegmentTranslation]:
        """Translate all requests; the result is in their order.

        Raises:
            ModelError: The model cannot be run.
        """


class _Waiting(NamedTuple):
    part: SegmentPlan
    links: bool
    document: object


class Window:
    """Collects blocks and translates all their segments at once.

    Args:
        translator: Translates the pieces.
        journal: Where whole windows are kept for a resumed run, or ``None``.
        fingerprint: Hash of all that shapes a translation besides the text.
        progress: Is told, while a window is translated, which further share of it is done.
        keeper: Finds the terms of a glossary, or ``None``.
        links: Whether word links are wanted of all segments, not only where markup needs them.
    """

    def __init__(
        self,
        translator: SegmentTranslator,
        journal: Journal | None,
        fingerprint: str,
        progress: Callable[[float], None] | None = None,
        keeper: TermKeeper | None = None,
        *,
        links: bool = False,
    ) -> None:
        self._translator = translator
        self._journal = journal
        self._fingerprint = fingerprint
        self._progress = progress
        self._keeper = keeper
        self._links = links
        self._segments: list[_Waiting] = []

    def __len__(self) -> int:
        return len(self._segments)

    def add(self, blocks: Sequence[BlockPlan], document: object = None) -> None:
        """Add all segments of ``blocks``; those of one ``document`` tell what its names mean."""
        for block in blocks:
            links = block.links or self._links
            self._segments.extend(_Waiting(part, links, document) for part in block.segments)

    def translate(self) -> tuple[list[SegmentTranslation], bool]:
        """Translate all segments and empty the window.

        Returns:
            The translations in the order in which the segments were added, and whether they were
            taken from the journal.
        """
        segments, self._segments = self._segments, []
        requests = list(self._requests(segments))
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

    def _requests(self, segments: Sequence[_Waiting]) -> Iterator[TranslationRequest]:
        for _, group in groupby(segments, key=lambda one: id(one.document)):
            pieces = [(piece.cleaned.text, one.links) for one in group for piece in one.part.pieces]
            texts = [text for text, _ in pieces]
            terms = self._keeper.find(texts) if self._keeper else [()] * len(texts)
            for (text, links), found in zip(pieces, terms, strict=True):
                yield TranslationRequest(text=text, links=links, terms=found)

    def _key(self, requests: Sequence[TranslationRequest]) -> str:
        digest = hashlib.sha256(self._fingerprint.encode())
        for request in requests:
            digest.update(f"\0{request.links:d}{request.text}".encode())
            # Which terms these are depends on the document; what they are, the fingerprint says.
            for term in request.terms:
                digest.update(f"\0{term.entry.id} {term.span.start} {term.span.end}".encode())
        return digest.hexdigest()


def _join(
    segments: Sequence[_Waiting], outcomes: Sequence[SegmentTranslation]
) -> list[SegmentTranslation]:
    remaining = iter(outcomes)
    translations = []
    for part in (one.part for one in segments):
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
    return [
        outcome.text,
        outcome.score,
        list(outcome.marks),
        _links_to_json(outcome.links),
        outcome.retries,
        [
            [other.text, other.score, None if other.links is None else _links_to_json(other.links)]
            for other in outcome.alternatives
        ],
        [sighting_as_json(term) for term in outcome.terms],
    ]


def _from_json(item: list[Any]) -> SegmentTranslation:
    text, score, marks, links, retries, alternatives, terms = item
    return SegmentTranslation(
        text=text,
        score=score,
        marks=tuple(marks),
        links=_links_from_json(links),
        retries=retries,
        alternatives=tuple(
            Hypothesis(
                text=other, score=value, links=None if own is None else _links_from_json(own)
            )
            for other, value, own in alternatives
        ),
        terms=tuple(map(sighting_from_json, terms)),
    )


def _links_to_json(links: Sequence[WordLink]) -> list[list[float]]:
    return [
        [link.source.start, link.source.end, link.target.start, link.target.end, link.weight]
        for link in links
    ]


def _links_from_json(items: list[Any]) -> tuple[WordLink, ...]:
    return tuple(
        WordLink(source=Span(a, b), target=Span(c, d), weight=weight)
        for a, b, c, d, weight in items
    )

"""What a translation run tells, as rows of a page."""

from __future__ import annotations

from math import exp
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from mt_toolkit.bitext import WordLink
from mt_toolkit.findings import Severity
from mt_toolkit.reporting.page.model import Note, ReportRow, ScoreScale
from mt_toolkit.reporting.page.rows import term_of
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mt_toolkit.files import SourceFile
    from mt_toolkit.reporting.page.writer import PageWriter
    from mt_toolkit.text import Segment
    from mt_toolkit.translation.events import Shown
    from mt_toolkit.translation.segments import SegmentTranslation

__all__ = ["MODEL_SCALE", "TranslatedRows", "translated_row"]

MODEL_SCALE: Final = ScoreScale(label="Model's certainty", low=0.4)
"""The mean probability of a token: a model's score in nats, as a share."""

_MARKS: Final[Mapping[str, tuple[str, Severity]]] = MappingProxyType(
    {
        "empty": ("nothing came out", Severity.ERROR),
        "copy": ("Arabic letters are left over", Severity.ERROR),
        "repetition": ("words are said in a loop", Severity.ERROR),
        "too-long": ("much longer than the source", Severity.WARNING),
        "too-short": ("much shorter than the source", Severity.WARNING),
        "unfinished": ("the model did not end it", Severity.ERROR),
        "numbers": ("numbers differ from the source", Severity.ERROR),
        "terms": ("a term is not as the glossary wants it", Severity.ERROR),
    }
)
"""The marks of doubtful segments in words; docs/quality.md says them exactly."""


class TranslatedRows:
    """Writes the segments that a pipeline tells of.

    Args:
        page: Where to write them.
    """

    def __init__(self, page: PageWriter) -> None:
        self._page = page
        self._source: SourceFile | None = None

    def take(self, event: Shown) -> None:
        """Write the segments of a passage."""
        if event.source is not self._source:
            self._source = event.source
            self._page.begin(event.source.name)
        for block, translations in zip(event.blocks, event.translations, strict=True):
            for part, translation in zip(block.segments, translations, strict=True):
                self._page.add(translated_row(part.segment, translation))


def translated_row(segment: Segment, translation: SegmentTranslation) -> ReportRow:
    """A segment and its translation as a row."""
    start = segment.span.start
    return ReportRow(
        source=segment.text,
        target=translation.text,
        score=None if translation.score is None else min(1.0, exp(translation.score)),
        links=tuple(_links(segment, translation)),
        terms=tuple(term_of(one, mended=True, shift=start) for one in translation.terms),
        notes=tuple(map(_note, _marks(translation))),
    )


def _links(segment: Segment, translation: SegmentTranslation) -> Iterator[WordLink]:
    start = segment.span.start
    for link in translation.links:
        if len(link.source) and len(link.target):
            source = Span(link.source.start - start, link.source.end - start)
            yield WordLink(source=source, target=link.target, weight=link.weight)


def _marks(translation: SegmentTranslation) -> Iterator[str]:
    # Each term tells its own state.
    return (mark for mark in translation.marks if mark != "terms" or not translation.terms)


def _note(mark: str) -> Note:
    message, severity = _MARKS.get(mark, (mark, Severity.WARNING))
    return Note(code=mark, message=message, severity=severity)

"""Text files as segments, and their alignment as rows of bitext."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from mt_toolkit.alignment.article import read_article
from mt_toolkit.alignment.overlap import language_of
from mt_toolkit.bitext import SegmentPair
from mt_toolkit.errors import InputError
from mt_toolkit.segmentation import segment
from mt_toolkit.text import Segment, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from mt_toolkit.alignment.article import ArticleText
    from mt_toolkit.bitext import Alignment, Origin
    from mt_toolkit.protocols import Aligner

__all__ = [
    "LEAST_RELATED",
    "AlignableText",
    "Segmentation",
    "align_texts",
    "alignable",
    "read_text",
    "segment_pairs",
    "text_of_lines",
]

Segmentation = Literal["sentences", "lines"]

LEAST_RELATED = 0.3
"""Texts less related than this are no translations of each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignableText:
    """A document and what of it is aligned.

    Attributes:
        name: Its name in the output.
        path: Its file, for messages.
        text: All of it.
        segments: Its segments in order, none of them blank.
        numbers: The number of each segment in the document, from 0. Where lines are segments, blank
            ones are counted although they are not aligned.
        placed: Whether ``text`` stands in the file like this, so that offsets mean something.
    """

    name: str
    path: Path
    text: str
    segments: tuple[Segment, ...]
    numbers: tuple[int, ...]
    placed: bool = True


def read_text(
    path: Path, name: str, segmentation: Segmentation, *, encoding: str | None = None
) -> AlignableText:
    """Read and segment the file of an article: plain text, Markdown or HTML.

    Raises:
        InputError: It cannot be read, or there is nothing in it.
    """
    return alignable(read_article(path, encoding), name, path, segmentation)


def alignable(
    article: ArticleText, name: str, path: Path, segmentation: Segmentation
) -> AlignableText:
    """Segment a text.

    Args:
        article: The text.
        name: Its name in the output.
        path: Its file, for messages.
        segmentation: What its segments are.

    Raises:
        InputError: There is nothing in it.
    """
    text = article.text
    if segmentation == "lines":
        numbered = list(_lines(text))
    else:
        numbered = list(enumerate(segment(text, language_of([text]))))
    if not numbered:
        raise InputError("there is no text in this file", path=path, mend="Leave the pair out")
    return AlignableText(
        name=name,
        path=path,
        text=text,
        segments=tuple(found for _, found in numbered),
        numbers=tuple(number for number, _ in numbered),
        placed=article.placed,
    )


def text_of_lines(name: str, path: Path, lines: Sequence[str]) -> AlignableText:
    """Segments that do not stand in a file as they are, a line each.

    Args:
        name: Name of the document in the output.
        path: The file that they come from or were made from, for messages.
        lines: The segments; what is within a segment is kept, line breaks too.
    """
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    return AlignableText(
        name=name,
        path=path,
        text="\n".join(lines),
        segments=tuple(
            Segment(span=Span(start, start + len(line)), text=line)
            for start, line in zip(starts, lines, strict=False)
        ),
        numbers=tuple(range(len(lines))),
        placed=False,
    )


def _lines(text: str) -> Iterator[tuple[int, Segment]]:
    start = 0
    for number, line in enumerate(text.split("\n")):
        content = line.strip().strip("\ufeff")
        if content:
            at = text.index(content, start)
            yield number, Segment(span=Span(at, at + len(content)), text=content)
        start += len(line) + 1


def align_texts(
    aligner: Aligner,
    source: AlignableText,
    target: AlignableText,
    *,
    translation: AlignableText | None = None,
) -> Alignment:
    """Align two documents, if they are a pair.

    Args:
        aligner: Aligns them.
        source: The source.
        target: The target.
        translation: The source in the target's language, segment by segment, if it is at hand.

    Raises:
        InputError: They are in the wrong order, or no translations of each other.
    """
    languages = [language_of([text.text]) for text in (source, target)]
    if languages == ["en", "ar"]:
        raise InputError(
            f"is English, and its target {target.path} is Arabic",
            path=source.path,
            mend="Exchange source and target",
        )
    alignment = aligner.align(
        _texts(source),
        _texts(target),
        translation=None if translation is None else _texts(translation),
    )
    related = alignment.relatedness
    if related is not None and related < LEAST_RELATED:
        raise InputError(
            f"has little to do with {target.path} (relatedness {related:.2f}, "
            f"a pair has {LEAST_RELATED} or more)",
            path=source.path,
            mend="Check that the two files are the same article",
        )
    return alignment


def _texts(text: AlignableText) -> list[str]:
    return [found.text for found in text.segments]


def segment_pairs(
    source: AlignableText,
    target: AlignableText,
    alignment: Alignment,
    *,
    origin: Origin | None = None,
) -> Iterator[SegmentPair]:
    """The rows of an alignment, with their texts; ``origin`` is where the target comes from."""
    for bead in alignment.beads:
        source_span = _span(source, bead.source)
        target_span = _span(target, bead.target)
        yield SegmentPair(
            source_document=source.name,
            target_document=target.name,
            source_segments=tuple(source.numbers[at] for at in bead.source),
            target_segments=tuple(target.numbers[at] for at in bead.target),
            source="" if source_span is None else source_span.of(source.text),
            target="" if target_span is None else target_span.of(target.text),
            source_span=source_span if source.placed else None,
            target_span=target_span if target.placed else None,
            # More digits would say nothing.
            confidence=round(bead.confidence, 4),
            origin=origin,
        )


def _span(text: AlignableText, part: range) -> Span | None:
    if not part:
        return None
    return Span(text.segments[part[0]].span.start, text.segments[part[-1]].span.end)

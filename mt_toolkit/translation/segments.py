"""From block to segments and back: what the translator sees, and how a block is put together.

A block is split into segments; each segment is cleaned for the model and, where it is longer than
the model takes, split again at clause boundaries into pieces. The pieces' translations are joined,
and the word links lead from the joined English back to the block's own text, so that markup finds
its place again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mt_toolkit.arabic import clean_with_map, has_arabic
from mt_toolkit.bitext import WordLink
from mt_toolkit.markup import project
from mt_toolkit.protocols import BlockTranslation
from mt_toolkit.segmentation import segment, split_clauses
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mt_toolkit.arabic import Cleaned
    from mt_toolkit.protocols import Hypothesis
    from mt_toolkit.sightings import Sighting
    from mt_toolkit.text import Block, Segment

__all__ = ["BlockPlan", "Piece", "SegmentPlan", "SegmentTranslation", "assemble", "plan_block"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a segment that the translator takes at once.

    Attributes:
        offset: Where the piece starts in the block's text.
        cleaned: Its text as the model sees it, with the way back to the original.
    """

    offset: int
    cleaned: Cleaned


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentPlan:
    """One segment and the pieces it is translated in.

    A segment without any Arabic letter has no pieces: it is carried over, with ASCII digits.
    """

    segment: Segment
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockPlan:
    """One block and its segments."""

    block: Block
    segments: tuple[SegmentPlan, ...]

    @property
    def links(self) -> bool:
        """Whether putting the block together needs word links."""
        return bool(self.block.inlines)


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentTranslation:
    """The English of one segment.

    Attributes:
        text: Target text.
        score: Mean log-probability in nats per token, or ``None`` for text carried over.
        marks: Codes of what is wrong with the translation and could not be mended.
        links: Word links from the block's text to ``text``; empty where none were asked for.
        retries: How many times the segment was translated again.
        alternatives: Other hypotheses, the best first, where they were asked for and the segment
            was translated in one piece; their links lead from the text that the model got.
        terms: What was seen of the terms of a glossary; sources are ranges of the block's text,
            targets of ``text``.
    """

    text: str
    score: float | None = None
    marks: tuple[str, ...] = ()
    links: tuple[WordLink, ...] = ()
    retries: int = 0
    alternatives: tuple[Hypothesis, ...] = ()
    terms: tuple[Sighting, ...] = ()


def plan_block(block: Block, fits: Callable[[str], bool]) -> BlockPlan:
    """Split a block into segments and these into pieces that fit the model.

    Args:
        block: The block to translate.
        fits: Whether a cleaned text is short enough for the model.
    """
    return BlockPlan(
        block=block,
        segments=tuple(_plan_segment(part, fits) for part in segment(block.text, "ar")),
    )


def _plan_segment(part: Segment, fits: Callable[[str], bool]) -> SegmentPlan:
    cleaned = clean_with_map(part.text)
    if not has_arabic(cleaned.text):
        return SegmentPlan(segment=part, pieces=())
    if fits(cleaned.text):
        return SegmentPlan(segment=part, pieces=(Piece(offset=part.span.start, cleaned=cleaned),))
    clauses = split_clauses(part.text, lambda text: fits(clean_with_map(text).text))
    pieces = (
        Piece(offset=part.span.start + clause.span.start, cleaned=clean_with_map(clause.text))
        for clause in clauses
    )
    return SegmentPlan(segment=part, pieces=tuple(piece for piece in pieces if piece.cleaned.text))


def join_pieces(
    pieces: Sequence[Piece], outcomes: Sequence[SegmentTranslation]
) -> SegmentTranslation:
    """Join the translations of a segment's pieces into the segment's translation.

    Links of an outcome lead from its piece's cleaned text; links of the result from the block's
    text. The score is the lowest of the pieces': a segment is as doubtful as its worst part.
    """
    text = ""
    links: list[WordLink] = []
    terms: list[Sighting] = []
    for piece, outcome in zip(pieces, outcomes, strict=True):
        if text and outcome.text:
            text += " "
        for link in outcome.links:
            source = piece.cleaned.to_original(link.source).shift(piece.offset)
            target = link.target.shift(len(text))
            links.append(WordLink(source=source, target=target, weight=link.weight))
        terms += [
            replace(
                term,
                source=piece.cleaned.to_original(term.source).shift(piece.offset),
                target=None if term.target is None else term.target.shift(len(text)),
            )
            for term in outcome.terms
        ]
        text += outcome.text
    scores = [outcome.score for outcome in outcomes if outcome.score is not None]
    return SegmentTranslation(
        text=text,
        score=min(scores, default=None),
        marks=tuple(sorted({mark for outcome in outcomes for mark in outcome.marks})),
        links=tuple(links),
        retries=sum(outcome.retries for outcome in outcomes),
        alternatives=outcomes[0].alternatives if len(outcomes) == 1 else (),
        terms=tuple(terms),
    )


def assemble(plan: BlockPlan, translations: Sequence[SegmentTranslation]) -> BlockTranslation:
    """Put a block's translated segments together.

    The white space between two segments is kept; where the source glued them, English gets a
    space.
    """
    text = ""
    end = 0
    links: list[WordLink] = []
    for part, translation in zip(plan.segments, translations, strict=True):
        span = part.segment.span
        gap = plan.block.text[end : span.start]
        text += gap or (" " if text else "")
        for link in translation.links:
            target = link.target.shift(len(text))
            links.append(WordLink(source=link.source, target=target, weight=link.weight))
        if not part.pieces:
            links.append(
                WordLink(
                    source=span,
                    target=Span(len(text), len(text) + len(translation.text)),
                    weight=1.0,
                )
            )
        text += translation.text
        end = span.end
    text += plan.block.text[end:]
    inlines = project(plan.block.inlines, plan.block.text, text, links)
    return BlockTranslation(text=text, inlines=inlines)

"""Values of bilingual text: what links a source with a target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mt_toolkit.text import Span

__all__ = ["Alignment", "Bead", "Origin", "SegmentPair", "WordLink"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLink:
    """One target word and the source word it was made from.

    Attributes:
        source: Range of the source word in the source text.
        target: Range of the target word in the target text.
        weight: How sure the link is, between 0 and 1.
    """

    source: Span
    target: Span
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bead:
    """Segments of a source and of a target that say the same.

    Attributes:
        source: Indices of the source segments, from 0, each one more than the one before; empty
            where the target segment has no source.
        target: Indices of the target segments, alike.
        confidence: How probable it is that exactly these segments belong together, from 0 to 1.
    """

    source: range
    target: range
    confidence: float

    def __post_init__(self) -> None:
        if not self.source and not self.target:
            raise ValueError("a bead links at least one segment")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"not a probability: {self.confidence}")

    @property
    def linked(self) -> bool:
        """Whether there are segments on both sides."""
        return bool(self.source) and bool(self.target)

    def mirrored(self) -> Bead:
        """The same bead with the sides exchanged."""
        return Bead(source=self.target, target=self.source, confidence=self.confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Beads that cover a source and a target, both in order, each segment exactly once.

    Attributes:
        beads: From the beginning of the texts to their end.
        relatedness: How much the two texts look like translations of each other, from 0 to 1;
            below 0.3 they are hardly a pair. ``None`` where nobody judged.
    """

    beads: tuple[Bead, ...]
    relatedness: float | None = None

    def __post_init__(self) -> None:
        source = target = 0
        for bead in self.beads:
            if bead.source and bead.source.start != source:
                raise ValueError(
                    f"source segments {source} to {bead.source.start} are not in order"
                )
            if bead.target and bead.target.start != target:
                raise ValueError(
                    f"target segments {target} to {bead.target.start} are not in order"
                )
            source += len(bead.source)
            target += len(bead.target)

    def links(self) -> Iterator[Bead]:
        """The beads that have segments on both sides."""
        return (bead for bead in self.beads if bead.linked)

    def mirrored(self) -> Alignment:
        """The alignment of the target with the source."""
        return Alignment(
            beads=tuple(bead.mirrored() for bead in self.beads), relatedness=self.relatedness
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the target text of a pair comes from.

    Attributes:
        kind: Whether a person or a machine wrote it.
        model: Name and fingerprint of the model, ``None`` for a person's text.
        glossary: Fingerprint of the glossary that was applied, ``None`` where none was.
    """

    kind: Literal["human", "machine"]
    model: str | None = None
    glossary: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentPair:
    """A bead with its texts: one row of aligned bitext.

    ``None`` and empty mean that nobody said: bitext of other people has hardly more than texts.

    Attributes:
        source_document: Name of the source document.
        target_document: Name of the target document.
        source_segments: Zero-based indices of the source segments in their document.
        target_segments: Zero-based indices of the target segments.
        source: Source text from its first segment to its last, as it stands in the document;
            empty where there is none.
        target: Target text, alike.
        source_span: Where the source text stands in its document, ``None`` where there is none.
        target_span: Where the target text stands in its document.
        confidence: How probable the bead is, from 0 to 1.
        similarity: Cosine of the cross-lingual vectors of the two texts, from -1 to 1.
        origin: Where the target text comes from.
        scores: Further figures by name, sorted by name.
        findings: Codes of the glossary's findings about the pair, sorted.
    """

    source: str
    target: str
    source_document: str = ""
    target_document: str = ""
    source_segments: tuple[int, ...] = ()
    target_segments: tuple[int, ...] = ()
    source_span: Span | None = None
    target_span: Span | None = None
    confidence: float | None = None
    similarity: float | None = None
    origin: Origin | None = None
    scores: tuple[tuple[str, float], ...] = ()
    findings: tuple[str, ...] = ()

"""From a pair of files to rows of bitext: reads, aligns and refuses what is no pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from mt_toolkit.alignment.documents import align_texts, read_text, segment_pairs, text_of_lines
from mt_toolkit.alignment.translations import one_to_one, read_translation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mt_toolkit.alignment.documents import AlignableText, Segmentation
    from mt_toolkit.alignment.pairing import FilePair
    from mt_toolkit.bitext import Origin, SegmentPair
    from mt_toolkit.protocols import Aligner

__all__ = ["ArticleLinker", "SourceTranslator"]


class SourceTranslator(Protocol):
    """Translates the segments of a source."""

    @property
    def origin(self) -> Origin:
        """Who made the translations."""

    def __call__(self, segments: Sequence[str]) -> list[str]:
        """The English of each segment.

        Raises:
            ModelError: The model cannot be run.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLinker:
    """Links the segments of pairs of files.

    Attributes:
        aligner: Aligns them.
        segmentation: What the segments are.
        encoding: Encoding of the files, ``None`` for UTF-8.
        translator: Translates sources that have no translation in a file, or ``None``.
    """

    aligner: Aligner
    segmentation: Segmentation
    encoding: str | None = None
    translator: SourceTranslator | None = None

    def rows(self, pair: FilePair) -> Iterator[SegmentPair]:
        """The rows of a pair; without a target, those of the source with its own translation.

        Raises:
            InputError: A file cannot be read, or the two are no pair.
            ModelError: A model cannot be run.
        """
        source = read_text(pair.source, pair.source_name, self.segmentation, encoding=self.encoding)
        translation = self._translation(pair, source)
        if pair.target is None:
            if translation is None:
                raise ValueError("neither a target nor a translation")
            made = self.translator.origin if self.translator and not pair.translation else None
            return segment_pairs(source, translation, one_to_one(source, translation), origin=made)
        target = read_text(pair.target, pair.target_name, self.segmentation, encoding=self.encoding)
        return segment_pairs(
            source, target, align_texts(self.aligner, source, target, translation=translation)
        )

    def _translation(self, pair: FilePair, source: AlignableText) -> AlignableText | None:
        if pair.translation is not None:
            return read_translation(
                pair.translation,
                source,
                self.segmentation,
                name=pair.target_name if pair.target is None else "",
                encoding=self.encoding,
            )
        if self.translator is None:
            return None
        made = self.translator([found.text for found in source.segments])
        return text_of_lines(source.name, source.path, made)

"""From articles to their pairs: aligned or translated, measured, judged."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mt_toolkit.alignment.documents import AlignableText, align_texts, segment_pairs
from mt_toolkit.bitext import Origin
from mt_toolkit.bitext_files.model import Languages
from mt_toolkit.bitext_files.records import pair_of, record_of
from mt_toolkit.corpus.filters.chain import Judged
from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mt_toolkit.alignment.documents import Segmentation
    from mt_toolkit.bitext import SegmentPair
    from mt_toolkit.corpus.articles import Article
    from mt_toolkit.corpus.filters.chain import FilterChain
    from mt_toolkit.corpus.translating import ArticleTranslator
    from mt_toolkit.protocols import Aligner

__all__ = ["Outcome", "Producer", "outcome_as_json", "outcome_from_json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What has become of an article.

    Attributes:
        name: The article's name.
        pairs: Its pairs in order, those that were removed too.
        error: Why there are none.
    """

    name: str
    pairs: tuple[Judged, ...] = ()
    error: InputError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Producer:
    """Makes pairs of articles: the same articles together always give the same pairs.

    Attributes:
        aligner: Aligns an article with its English version.
        translator: Translates those that have none.
        chain: Filters that look at a pair for itself.
        fingerprint: Hash of everything besides the articles that shapes their pairs.
        segmentation: What is paired.
        encoding: Encoding of the files, ``None`` for UTF-8.
    """

    aligner: Aligner
    translator: ArticleTranslator
    chain: FilterChain
    fingerprint: str
    segmentation: Segmentation = "sentences"
    encoding: str | None = None

    def key(self, article: Article) -> str:
        """A hash that changes whenever the article's pairs could be others.

        Raises:
            InputError: The article cannot be read.
        """
        parts = [self.fingerprint, article.source.name, article.source.digest()]
        if article.target is None:
            parts.append(self.translator.fingerprint)
        else:
            parts += [article.target.name, article.target.digest()]
        return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()

    def produce(self, articles: Sequence[Article]) -> list[Outcome]:
        """The pairs of each article, or what is wrong with it.

        Raises:
            ModelError: A model cannot be run.
        """
        begun = [self._begun(article) for article in articles]
        translated = self.translator.pairs([one for one in begun if isinstance(one, AlignableText)])
        return [
            self._outcome(article.source.name, begun_one, translated)
            for article, begun_one in zip(articles, begun, strict=True)
        ]

    def trouble(self, article: Article) -> InputError | None:
        """What is wrong with an article for itself, if anything is.

        Raises:
            ModelError: A model cannot be run.
        """
        begun = self._begun(article)
        return begun if isinstance(begun, InputError) else None

    def _begun(self, article: Article) -> AlignableText | list[SegmentPair] | InputError:
        """The text to translate; the pairs of an article that has its English version."""
        try:
            source = article.source.read(self.segmentation, self.encoding)
            if article.target is None:
                return source
            target = article.target.read(self.segmentation, self.encoding)
            alignment = align_texts(self.aligner, source, target)
        except InputError as error:
            return error
        return [
            replace(pair, origin=Origin(kind="human"))
            for pair in segment_pairs(source, target, alignment)
        ]

    def _outcome(
        self,
        name: str,
        begun: AlignableText | list[SegmentPair] | InputError,
        translated: Iterator[list[SegmentPair]],
    ) -> Outcome:
        if isinstance(begun, InputError):
            return Outcome(name=name, error=begun)
        pairs = next(translated) if isinstance(begun, AlignableText) else begun
        return Outcome(name=name, pairs=tuple(self.chain.judge(pairs)))


def outcome_as_json(outcome: Outcome) -> list[Any] | None:
    """The pairs of an outcome as plain values, ``None`` where there is an error instead."""
    if outcome.error is not None:
        return None
    return [[record_of(one.pair), one.removed_by, one.reason] for one in outcome.pairs]


def outcome_from_json(
    name: str, rows: Sequence[Any] | None, error: InputError | None = None
) -> Outcome:
    """The way back; ``error`` is that of an outcome without rows."""
    return Outcome(
        name=name,
        pairs=tuple(
            Judged(pair=pair_of(record, Languages()), removed_by=removed_by, reason=reason)
            for record, removed_by, reason in rows or ()
        ),
        error=error,
    )

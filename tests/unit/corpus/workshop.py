"""A producer of pairs that needs no model; importable by other processes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mt_toolkit.alignment.aligner import EvidenceAligner
from mt_toolkit.corpus.filters import Resources, make_filters
from mt_toolkit.corpus.filters.chain import FilterChain
from mt_toolkit.corpus.producing import Producer
from mt_toolkit.corpus.translating import ArticleTranslator, OpenModel
from mt_toolkit.protocols import Decoding
from mt_toolkit.translation.mending.careful import CarefulTranslator
from tests.fakes import FakeTranslator
from tests.unit.alignment.fakes import WordBags

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mt_toolkit.corpus.articles import Article
    from mt_toolkit.corpus.producing import Outcome

__all__ = ["chain", "dying_producer", "fake_producer", "write_articles"]

SUBJECTS = ["الوزير", "الرئيس", "السفير", "المبعوث", "الأمين", "المتحدث", "النائب", "القائد"]
PLACES = ["مسقط", "جنيف", "فيينا", "روما", "بغداد", "بيروت", "عمان", "الدوحة", "القاهرة"]


def write_articles(folder: Path, count: int) -> Path:
    """Articles of three sentences; some sentences are in many of them."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        subject, place = SUBJECTS[number % 8], PLACES[number % 9]
        text = (
            f"وصل {subject} رقم {number * 37} إلى {place} صباح أمس.\n"
            f"وقال {subject} إن المحادثات مستمرة في {place} حول عدة ملفات.\n"
            "ولم تصدر الوزارة أي بيان حتى الآن حول نتائج الاجتماع.\n"
        )
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def chain() -> FilterChain:
    return FilterChain(make_filters(Resources(), without=["numbers", "language", "length_ratio"]))


def fake_producer() -> Producer:
    bags = WordBags()
    model = OpenModel(
        translator=CarefulTranslator(FakeTranslator(), Decoding()), name="fake 1", fingerprint="f"
    )
    return Producer(
        aligner=EvidenceAligner(bags, bags),
        translator=ArticleTranslator(lambda: model, glossary="g"),
        chain=chain().independent(),
        fingerprint="test",
    )


class _Dying:
    """Kills its process when it meets a certain article for the first time."""

    def __init__(self, marker: Path) -> None:
        self._marker = marker
        self._producer = fake_producer()

    def produce(self, articles: Sequence[Article]) -> list[Outcome]:
        names = {article.source.name for article in articles}
        if "020.txt" in names and not self._marker.exists():
            self._marker.touch()
            os._exit(1)
        if "025.txt" in names:
            raise RuntimeError("no luck")
        return self._producer.produce(articles)


def dying_producer(marker: Path) -> _Dying:
    return _Dying(marker)

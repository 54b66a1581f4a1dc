from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mt_toolkit.alignment.aligner import EvidenceAligner
from mt_toolkit.alignment.embedding import UseEmbedder
from tests.unit.alignment.fakes import WordBags

if TYPE_CHECKING:
    from mt_toolkit.bitext import Alignment

FAKE = WordBags()
ALIGNER = EvidenceAligner(FAKE, FAKE)
WORDS = [
    *[
        "minister",
        "talks",
        "budget",
        "harbour",
        "storm",
        "verdict",
        "ceasefire",
        "election",
        "rainfall",
        "museum",
    ],
    *["وزير", "محادثات", "ميزانية", "ميناء", "عاصفة", "حكم", "هدنة", "انتخابات", "أمطار", "متحف"],
]


def shapes(alignment: Alignment) -> list[tuple[int, int]]:
    return [(len(bead.source), len(bead.target)) for bead in alignment.beads]


def test_one_sentence_translated_by_two_is_one_bead() -> None:
    source = [
        "minister talks budget storm",
        "verdict election museum",
        "harbour rainfall ceasefire",
    ]
    target = ["minister talks", "budget storm", "verdict election museum", source[2]]
    assert shapes(ALIGNER.align(source, target)) == [(1, 2), (1, 1), (1, 1)]


def test_a_side_without_segments_leaves_the_other_alone() -> None:
    alignment = ALIGNER.align(["minister talks"], [])
    assert shapes(alignment) == [(1, 0)]
    assert alignment.relatedness == 0.0
    assert ALIGNER.align([], []).beads == ()


def test_long_texts_are_aligned_as_short_ones_are() -> None:
    article = [
        f"{WORDS[at % 20]} {WORDS[at // 20 % 20]} sentence{at} topic{at}" for at in range(700)
    ]
    shorter = [text for at, text in enumerate(article) if at % 50 != 7]
    alone = [bead.source[0] for bead in ALIGNER.align(article, shorter).beads if not bead.target]
    assert alone == list(range(7, 700, 50))


@pytest.fixture(scope="module")
def real() -> EvidenceAligner:
    embedder = UseEmbedder()
    return EvidenceAligner(embedder, embedder)


ARABIC = [
    "وصل وزير الخارجية إلى مسقط صباح الاثنين لإجراء محادثات.",
    "وقال إن الاجتماع كان مثمرا، وسيعقد لقاء آخر في 14 نيسان.",
    "وارتفعت أسعار النفط بنسبة 3.5% بعد الإعلان.",
]
ENGLISH = [
    "The foreign minister arrived in Muscat on Monday morning for talks.",
    "He said the meeting had been fruitful.",
    "Another will be held on April 14.",
    "Oil prices rose 3.5% after the announcement.",
]


def test_arabic_news_finds_its_english(real: EvidenceAligner) -> None:
    alignment = real.align(ARABIC, ENGLISH)
    assert shapes(alignment) == [(1, 1), (1, 2), (1, 1)]
    assert alignment.relatedness is not None
    assert alignment.relatedness > 0.5


def test_a_good_translation_makes_sure_and_a_wrong_one_does_not_mislead(
    real: EvidenceAligner,
) -> None:
    said = "He said that the meeting was fruitful, and another meeting is to be held on April 14."
    football = ["The striker scored twice.", "Fans sang for hours.", "The coach was pleased."]
    good = real.align(ARABIC, ENGLISH, translation=[ENGLISH[0], said, ENGLISH[3]])
    wrong = real.align(ARABIC, ENGLISH, translation=football)
    assert shapes(good) == shapes(wrong) == [(1, 1), (1, 2), (1, 1)]
    assert all(
        one.confidence > other.confidence
        for one, other in zip(good.beads, wrong.beads, strict=True)
    )


def test_unrelated_articles_are_recognised(real: EvidenceAligner) -> None:
    other = [
        "The striker scored twice in the second half.",
        "Fans filled the stadium hours before the match.",
        "The coach praised his young goalkeeper.",
    ]
    related = real.align(ARABIC, other).relatedness
    assert related is not None
    assert related < 0.3

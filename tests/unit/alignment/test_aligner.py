from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
ANY_TEXTS = st.lists(st.text(max_size=40), max_size=14)
SENTENCES = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=3, max_size=9, unique=True).map(" ".join),
    min_size=1,
    max_size=12,
    unique=True,
)


def shapes(alignment: Alignment) -> list[tuple[int, int]]:
    return [(len(bead.source), len(bead.target)) for bead in alignment.beads]


@settings(deadline=None, max_examples=60)
@given(source=ANY_TEXTS, target=ANY_TEXTS)
def test_every_segment_is_in_one_bead_and_none_cross(source: list[str], target: list[str]) -> None:
    beads = ALIGNER.align(source, target).beads
    assert [at for bead in beads for at in bead.source] == list(range(len(source)))
    assert [at for bead in beads for at in bead.target] == list(range(len(target)))
    assert all(0.0 <= bead.confidence <= 1.0 for bead in beads)


@settings(deadline=None, max_examples=40)
@given(article=SENTENCES)
def test_an_article_is_its_own_translation_sentence_by_sentence(article: list[str]) -> None:
    alignment = ALIGNER.align(article, article)
    assert shapes(alignment) == [(1, 1)] * len(article)


@settings(deadline=None, max_examples=40)
@given(article=SENTENCES, drawn=st.data())
def test_exchanging_the_sides_mirrors_the_result(article: list[str], drawn: st.DataObject) -> None:
    kept = drawn.draw(st.lists(st.booleans(), min_size=len(article), max_size=len(article)))
    other = [text for text, keep in zip(article, kept, strict=True) if keep] or article
    there, back = ALIGNER.align(article, other), ALIGNER.align(other, article)
    assert shapes(there) == shapes(back.mirrored())
    for one, two in zip(there.beads, back.beads, strict=True):
        assert one.confidence == pytest.approx(two.confidence, abs=1e-3)


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


def test_unrelated_articles_are_recognised(real: EvidenceAligner) -> None:
    other = [
        "The striker scored twice in the second half.",
        "Fans filled the stadium hours before the match.",
        "The coach praised his young goalkeeper.",
    ]
    related = real.align(ARABIC, other).relatedness
    assert related is not None
    assert related < 0.3

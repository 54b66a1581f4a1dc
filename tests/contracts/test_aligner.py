"""What every Aligner promises."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mt_toolkit.alignment.aligner import EvidenceAligner
from mt_toolkit.alignment.documents import LEAST_RELATED, AlignableText, align_texts
from mt_toolkit.alignment.embedding import UseEmbedder
from mt_toolkit.text import Segment, Span
from tests.fakes import FakeAligner
from tests.unit.alignment.fakes import WordBags

if TYPE_CHECKING:
    from collections.abc import Callable

    from mt_toolkit.bitext import Alignment
    from mt_toolkit.protocols import Aligner


def word_bags() -> EvidenceAligner:
    return EvidenceAligner(WordBags(), WordBags())


def carried() -> EvidenceAligner:
    embedder = UseEmbedder()
    return EvidenceAligner(embedder, embedder)


IMPLEMENTATIONS: dict[str, Callable[[], Aligner]] = {
    "fake": FakeAligner,
    "evidence, word bags": word_bags,
    "evidence, carried encoder": carried,
}
WORDS = [
    *["minister", "talks", "budget", "harbour", "storm", "verdict", "ceasefire", "election"],
    *["rainfall", "museum", "وزير", "محادثات", "ميزانية", "ميناء", "عاصفة", "حكم", "هدنة"],
    *["انتخابات", "أمطار", "متحف", "14", "3.5%", "«نعم»", "Muscat"],
]
ANY_TEXTS = st.lists(st.text(max_size=30), max_size=10)
ENGLISH = [word for word in WORDS if word.isascii()]


def articles(words: list[str]) -> st.SearchStrategy[list[str]]:
    sentences = st.lists(st.sampled_from(words), min_size=3, max_size=9, unique=True)
    return st.lists(sentences.map(" ".join), min_size=1, max_size=10, unique=True)


# The carried encoder takes its time; the random words of an article are the same to all of them.
few = settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
opened = cache(lambda name: IMPLEMENTATIONS[name]())


@pytest.fixture(params=list(IMPLEMENTATIONS))
def aligner(request: pytest.FixtureRequest) -> Aligner:
    made: Aligner = opened(request.param)
    return made


def thinned(article: list[str], drawn: st.DataObject) -> list[str]:
    kept = drawn.draw(st.lists(st.booleans(), min_size=len(article), max_size=len(article)))
    return [text for text, keep in zip(article, kept, strict=True) if keep] or article


def ranges(alignment: Alignment) -> list[tuple[range, range]]:
    return [(bead.source, bead.target) for bead in alignment.beads]


def document(texts: list[str], name: str) -> AlignableText:
    spans = [Span(sum(map(len, texts[:at])), sum(map(len, texts[: at + 1]))) for at in range(99)]
    return AlignableText(
        name=name,
        path=Path(name),
        text="".join(texts),
        segments=tuple(
            Segment(span=span, text=text) for span, text in zip(spans, texts, strict=False)
        ),
        numbers=tuple(range(len(texts))),
    )


@few
@given(source=ANY_TEXTS, target=ANY_TEXTS, drawn=st.data())
def test_beads_are_monotone_and_cover_both_sides_once(
    aligner: Aligner, source: list[str], target: list[str], drawn: st.DataObject
) -> None:
    same_number = st.lists(st.text(max_size=30), min_size=len(source), max_size=len(source))
    translation = drawn.draw(st.none() | same_number)
    beads = aligner.align(source, target, translation=translation).beads
    assert [at for bead in beads for at in bead.source] == list(range(len(source)))
    assert [at for bead in beads for at in bead.target] == list(range(len(target)))


@few
@given(article=articles(WORDS), translated=st.booleans())
def test_an_article_is_its_own_translation_sentence_by_sentence(
    aligner: Aligner, article: list[str], translated: bool
) -> None:
    alignment = aligner.align(article, article, translation=article if translated else None)
    assert ranges(alignment) == [
        (range(at, at + 1), range(at, at + 1)) for at in range(len(article))
    ]


@few
@given(article=articles(WORDS), drawn=st.data())
def test_exchanging_the_sides_mirrors_the_result(
    aligner: Aligner, article: list[str], drawn: st.DataObject
) -> None:
    other = thinned(article, drawn)
    there, back = aligner.align(article, other), aligner.align(other, article)
    # Segments alone on both sides between two links stand in an order of their own.
    assert sorted(map(str, ranges(there))) == sorted(map(str, ranges(back.mirrored())))
    assert [bead.confidence for bead in there.links()] == pytest.approx(
        [bead.confidence for bead in back.links()], abs=1e-3
    )


@few
@given(
    article=articles(ENGLISH), drawn=st.data(), names=st.lists(st.text(), min_size=2, max_size=2)
)
def test_metadata_changes_nothing(
    aligner: Aligner, article: list[str], drawn: st.DataObject, names: list[str]
) -> None:
    other = thinned(article, drawn)
    plain = aligner.align(article, other)
    assume(plain.relatedness is None or plain.relatedness >= LEAST_RELATED)
    source, target = document(article, names[0]), document(other, names[1])
    assert align_texts(aligner, source, target).beads == plain.beads


@few
@given(source=ANY_TEXTS, target=ANY_TEXTS)
def test_the_same_texts_give_the_same_alignment(
    aligner: Aligner, source: list[str], target: list[str]
) -> None:
    assert aligner.align(source, target) == aligner.align(tuple(source), tuple(target))


def test_each_source_segment_has_one_translation(aligner: Aligner) -> None:
    with pytest.raises(ValueError, match="translations"):
        aligner.align(["وزير", "هدنة"], ["minister"], translation=["minister"])

"""What each filter removes, and what it lets pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pytest

from mt_toolkit.corpus.filters import Resources, filter_kinds, make_filters, settings_of
from mt_toolkit.corpus.filters.base import PairFilter, is_sequential
from mt_toolkit.corpus.filters.chain import FilterChain, batched
from mt_toolkit.corpus.filters.confidence import Confidence
from mt_toolkit.corpus.filters.copies import Copy
from mt_toolkit.corpus.filters.duplicates import Duplicate, NearDuplicate
from mt_toolkit.corpus.filters.glossary import GlossaryKept
from mt_toolkit.corpus.filters.language import Language
from mt_toolkit.corpus.filters.length import Length
from mt_toolkit.corpus.filters.length_ratio import LengthRatio
from mt_toolkit.corpus.filters.number_mismatch import Numbers
from mt_toolkit.corpus.filters.repetition import Repetition
from mt_toolkit.corpus.filters.script import Script
from mt_toolkit.corpus.filters.similarity import Similarity
from mt_toolkit.errors import UsageError
from mt_toolkit.glossary import parse_glossary
from tests.unit.corpus.pairs import GOOD, numbered, pair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mt_toolkit.bitext import SegmentPair

ARABIC, ENGLISH = GOOD[0]


@pytest.mark.parametrize(
    ("judge", "source", "target", "why"),
    [
        (Length(), ARABIC, "", "target of 0 words"),
        (Length(), "نعم " * 201, ENGLISH, "source of 201 words, more than 200"),
        (Length(), ARABIC, "x" * 61, "a word of 61 characters"),
        (Length(least=2), "نعم", "Yes indeed", "source of 1 words, fewer than 2"),
        (LengthRatio(), ARABIC, "He came.", "source 2"),
        (LengthRatio(), "جاء.", ENGLISH * 2, "target 5"),
        (Script(), "The minister arrived", ENGLISH, "0% of the source's letters are Arabic"),
        (Script(), ARABIC, "Министр прибыл", "0% of the target's letters are Latin"),
        (Script(), "١٢٣", ENGLISH, "0% of the source's letters"),
        (Copy(), "قال they will meet again tomorrow", "They will meet again tomorrow", "100%"),
        (Repetition(), ARABIC, "The minister said said said said said it.", "target"),
        (Numbers(), "قتل 24 شخصا", "Some people died", "24"),
        (Numbers(), "قتل أشخاص", "In all, 1,250 people died", "1,250"),
        (Numbers(most=0), "في 12 و 15 مايو", "On 12 and 16 May", "15"),
        (Language(), ARABIC, "Le ministre est arrivé à Mascate lundi matin.", "target is fr"),
        (Language(), "وزیر امور خارجه صبح دوشنبه وارد مسقط شد و گفت", ENGLISH, "source is fa"),
    ],
)
def test_removes(judge: PairFilter, source: str, target: str, why: str) -> None:
    reason = judge.reason(pair(source, target))
    assert reason is not None
    assert why in reason


@pytest.mark.parametrize(
    ("judge", "source", "target"),
    [
        (
            Script(),
            "التقى Kerry و Zarif في فيينا صباح اليوم",
            "Kerry met Zarif in Vienna this morning",
        ),
        (Copy(), "Faster R-CNN من مايكروسوفت", "Faster R-CNN by Microsoft"),
        (Copy(), "البنود 1 و 2", "Items 1 and 2"),
        (Repetition(), "لا، لا، لا، لا للحرب", "No, no, no, no to war"),
        (Numbers(), "قتل 24 شخصا", "Twenty-four people died"),
        (Numbers(), "المراجع [21، 22]", "References [21, 22]"),
        (Numbers(), "نموذج ثلاثي الأبعاد", "A 3D model"),
        (Numbers(), "نحو 2k صورة", "About 2k images"),
        (Numbers(), "حوالي 40 كيلوبايت", "About 40K bytes"),
        (Numbers(), "بلغت 0.14% و 1012.69", "It was 0. 14% and 1,012. 69"),
        (Repetition(), "بلغ ـــــــــــــ؟", "It was ------------ there"),
        (Copy(), "حزمة (open source software)", "An open source software package for all"),
        (Language(), "قصيدة لبودلير", "Les Fleurs du mal"),
        (Confidence(), ARABIC, ENGLISH),
    ],
)
def test_lets_pass(judge: PairFilter, source: str, target: str) -> None:
    assert judge.reason(pair(source, target)) is None


@pytest.mark.parametrize(("source", "target"), GOOD)
def test_no_filter_removes_a_good_pair(source: str, target: str) -> None:
    (judged,) = FilterChain(make_filters(Resources())).judge([pair(source, target)])
    assert judged.reason is None


def test_confidence_of_aligned_pairs() -> None:
    assert Confidence().reason(pair(confidence=0.71)) is None
    assert Confidence().reason(pair(confidence=0.69)) == "confidence 0.69, less than 0.7"


class Cosines:
    """An embedder under which the cosine of two texts is the number in the second."""

    name = fingerprint = "cosines"

    def embed(self, texts: Sequence[str]) -> Any:
        angles = [float(text.split()[-1]) if text[-1].isdigit() else 1.0 for text in texts]
        return np.array([[cosine, (1 - cosine**2) ** 0.5] for cosine in angles], dtype=np.float32)


def test_similarity_is_measured_kept_and_asked_less_of_short_pairs() -> None:
    judge = Similarity(embedder=Cosines())  # type: ignore[arg-type]
    long = "a b c d e f g"
    verdicts = judge.judge(
        [
            pair("ا ب ت ث ج ح خ", f"{long} 0.3"),
            pair("ا ب ت ث ج ح خ", f"{long} 0.2"),
            pair("ا ب", "a 0.2"),
            pair("ا ب", "a 0.01"),
            pair("ا ب ت ث ج ح خ", f"{long} 0.9", similarity=0.1),
        ]
    )
    assert [verdict.reason is None for verdict in verdicts] == [True, False, True, False, False]
    assert [verdict.pair.similarity for verdict in verdicts] == [0.3, 0.2, 0.2, 0.01, 0.1]
    assert verdicts[1].reason == "similarity 0.20, less than 0.25"


def test_duplicates_are_told_by_their_words() -> None:
    judge = Duplicate()
    assert judge.reason(pair(ARABIC, ENGLISH)) is None
    assert judge.reason(pair(ARABIC, ENGLISH + " Again.")) is None
    assert judge.reason(pair(ARABIC.replace("وصل", "وَصَلَ"), ENGLISH.upper())) is not None


def test_near_duplicates_share_most_words_on_both_sides() -> None:
    judge = NearDuplicate()
    long = pair(" ".join(one for one, _ in GOOD), " ".join(other for _, other in GOOD))
    assert judge.reason(long) is None
    nearly = pair(long.source + " أيضا", long.target + " too")
    assert judge.reason(nearly) is not None
    assert judge.reason(pair(long.source, "Something else entirely " * 6)) is None
    for source, target in GOOD:
        assert judge.reason(pair(source, target)) is None


GLOSSARY = """\
version: 1
entries:
  - id: zarif
    kind: person
    target: Mohammad Javad Zarif
    sources: [محمد جواد ظريف]
    wrong: [Muhammad Jawad Thareef]
"""


def test_glossary_errors_are_counted_and_findings_kept(tmp_path: Any) -> None:
    glossary = parse_glossary(GLOSSARY, "yaml", tmp_path / "names.yaml")
    judge = GlossaryKept(glossary=glossary)
    good, wrong, other = judge.judge(
        [
            pair("قال محمد جواد ظريف", "Mohammad Javad Zarif said", source_document="a"),
            pair("قال محمد جواد ظريف", "Muhammad Jawad Thareef said", source_document="a"),
            pair("قال محمد جواد ظريف", "He said"),
        ]
    )
    assert good.reason is None
    assert good.pair.findings == ()
    assert wrong.pair.findings == ("MT101",)
    assert wrong.reason == "1 errors (MT101 1), more than 0"
    assert other.pair.findings == ("MT201",)


def test_a_chain_asks_in_order_and_once() -> None:
    chain = FilterChain(make_filters(Resources(), settings=["length.least=2"]))
    judged = chain.judge([pair("", ""), pair("نعم", "Yes"), pair(), pair()])
    assert [one.removed_by for one in judged] == ["length", "length", None, "duplicate"]


def test_what_only_measures_removes_nothing() -> None:
    judge = Similarity(embedder=Cosines())  # type: ignore[arg-type]
    chain = FilterChain([judge], measuring=frozenset({"similarity"}))
    (judged,) = chain.judge([pair("ا " * 9, "a b c d e f g h 0.05")])
    assert judged.kept
    assert judged.pair.similarity == pytest.approx(0.05)


def test_sequential_filters_come_last_whatever_the_order() -> None:
    chain = FilterChain([Duplicate(), Length()])
    assert [one.name for one in chain.filters] == ["length", "duplicate"]
    assert [one.name for one in chain.independent().filters] == ["length"]
    assert [one.name for one in chain.sequential().filters] == ["duplicate"]


def test_batches_do_not_cut_documents_unless_they_are_endless() -> None:
    pairs = [numbered(at, "a" if at < 700 else "b") for at in range(900)]
    assert [len(batch) for batch in batched(pairs)] == [700, 200]
    endless = [numbered(at, "a") for at in range(5000)]
    assert [len(batch) for batch in batched(endless)] == [4096, 904]
    assert [len(batch) for batch in batched(numbered(at) for at in range(600))] == [512, 88]


def test_filters_need_what_they_name() -> None:
    names = [one.name for one in make_filters(Resources())]
    assert "similarity" not in names
    assert "glossary" not in names
    assert names[-2:] == ["duplicate", "near_duplicate"]
    assert "numbers" not in [one.name for one in make_filters(Resources(), without=["numbers"])]


def test_settings_go_by_name() -> None:
    made = {
        one.name: one
        for one in make_filters(
            Resources(), settings=["length_ratio=3", "length.least=4", "length=50"]
        )
    }
    assert made["length_ratio"] == LengthRatio(most=3)
    assert made["length"] == Length(most=50, least=4)


@pytest.mark.parametrize(
    ("settings", "without", "complaint"),
    [
        (["lenght=3"], [], "no filter is called lenght"),
        (["length.top=3"], [], "length has length.most"),
        (["length=many"], [], "many is no whole number"),
        (["length_ratio=x"], [], "x is no number"),
        (["length"], [], "is no setting with a value"),
        (["repetition=1"], [], "repetition has none"),
        ([], ["spelling"], "no filter is called spelling"),
    ],
)
def test_wrong_settings_are_refused(
    settings: list[str], without: list[str], complaint: str
) -> None:
    with pytest.raises(UsageError, match=complaint):
        make_filters(Resources(), settings=settings, without=without)


def test_every_filter_keeps_a_protocol_and_has_numbers_for_settings() -> None:
    for name, kind in filter_kinds().items():
        assert callable(getattr(kind, "reason", None) or getattr(kind, "judge", None))
        assert kind.name == name
        assert all(isinstance(value, int | float) for value in settings_of(kind).values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Shouting:
    """A filter of another package."""

    name: ClassVar[str] = "shouting"
    most: float = 0.5

    def reason(self, pair: SegmentPair) -> str | None:
        share = sum(map(str.isupper, pair.target)) / max(1, len(pair.target))
        return f"{share:.0%} capitals" if share > self.most else None


class Entry:
    name = value = "shouting"

    def load(self) -> type:
        return Shouting


def test_other_packages_add_filters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_: [Entry()])
    chain = FilterChain(make_filters(Resources(), settings=["shouting=0.9"]))
    assert not is_sequential(chain.filters[0])
    judged = chain.judge([pair(), pair(ARABIC, "THEMINISTERARRIVEDINMUSCATONMONDAYMORNING")])
    assert [one.removed_by for one in judged] == [None, "shouting"]

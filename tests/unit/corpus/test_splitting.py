"""Dividing a corpus: nothing of one set is in another."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt_toolkit.bitext import SegmentPair
from mt_toolkit.corpus.folding import folded_words
from mt_toolkit.corpus.splitting import Shares, Splitter
from tests.unit.corpus.pairs import numbered, pair

if TYPE_CHECKING:
    from collections.abc import Sequence

SHARES = Shares(dev=0.25, test=0.25)


def divide(pairs: Sequence[SegmentPair], shares: Shares = SHARES) -> dict[str, list[SegmentPair]]:
    sets: dict[str, list[SegmentPair]] = defaultdict(list)
    for name, one, leaks in Splitter(lambda: pairs, shares).run():
        sets["leaks" if leaks else name.value].append(one)
    return sets


DOCUMENTS = [
    numbered(document * 10 + at, f"d{document}") for document in range(60) for at in (1, 2)
]


def test_documents_stay_whole_and_shares_are_about_kept() -> None:
    sets = divide(DOCUMENTS)
    assert not sets["leaks"]
    names = [{one.source_document for one in sets[name]} for name in ("train", "dev", "test")]
    assert sum(map(len, names)) == 60
    assert all(
        len(sets[name]) == 2 * len(found)
        for name, found in zip(("train", "dev", "test"), names, strict=True)
    )
    assert 20 <= len(names[0]) <= 40
    assert min(len(names[1]), len(names[2])) > 4


def test_a_document_keeps_its_set_when_the_corpus_grows_or_is_shuffled() -> None:
    before = {one.source_document for one in divide(DOCUMENTS[:60])["test"]}
    after = {one.source_document for one in divide(DOCUMENTS[::-1])["test"]}
    assert before
    assert before == {name for name in after if int(name[1:]) < 30}


@given(
    documents=st.integers(0, 40),
    seed=st.integers(0, 1000),
    shares=st.sampled_from([(0.01, 0.01), (0.3, 0.0), (0.0, 0.01), (0.45, 0.45), (0.0, 0.98)]),
)
def test_no_set_of_a_small_corpus_is_empty(
    documents: int, seed: int, shares: tuple[float, float]
) -> None:
    asked = Shares(dev=shares[0], test=shares[1], seed=seed)
    sets = divide([numbered(at, f"d{at}") for at in range(documents)], asked)
    wanted = {
        "train",
        *(name for name, share in zip(("dev", "test"), shares, strict=True) if share),
    }
    assert set(sets) <= {*wanted, "leaks"}
    if documents >= len(wanted):
        assert set(sets) >= wanted


def test_another_seed_gives_another_division() -> None:
    one, other = (divide(DOCUMENTS, Shares(dev=0, test=0.5, seed=seed)) for seed in (1, 2))
    assert {p.source_document for p in one["test"]} != {p.source_document for p in other["test"]}
    assert not one["dev"]


def test_documents_with_a_partner_in_common_are_one() -> None:
    linked = [
        SegmentPair(
            source=f"مصدر {at}",
            target=f"t {at}",
            source_document=f"s{at}",
            target_document=f"t{at // 2}",
        )
        for at in range(80)
    ]
    for names in ("train", "dev", "test"):
        found = [int(one.source_document[1:]) for one in divide(linked)[names]]
        assert sorted(at ^ 1 for at in found) == sorted(found)


def test_what_is_nearly_in_another_set_is_left_out_of_train() -> None:
    boilerplate = pair(
        "قال المتحدث باسم الوزارة في بيان صدر اليوم إن المحادثات مستمرة",
        "The spokesman of the ministry said in a statement issued today that talks go on",
    )
    pairs = []
    for document in range(40):
        name = f"d{document}"
        pairs.append(numbered(document, name))
        pairs.append(
            SegmentPair(
                source=boilerplate.source + f" {document}",
                target=boilerplate.target + f" {document}",
                source_document=name,
                target_document=name,
            )
        )
    sets = divide(pairs)
    assert not any("statement" in one.target for one in sets["train"])
    assert not any("statement" in one.target for one in sets["dev"])
    assert any("statement" in one.target for one in sets["test"])
    assert len(sets["train"]) + len(sets["dev"]) + len(sets["test"]) + len(sets["leaks"]) == 80


WORDS = st.lists(st.sampled_from(["aa", "bb", "cc", "dd", "ee"]), min_size=5, max_size=7)


@given(st.lists(st.tuples(st.integers(0, 12), WORDS, WORDS), max_size=40))
@settings(max_examples=40)
def test_no_side_is_in_two_sets(rows: list[tuple[int, list[str], list[str]]]) -> None:
    pairs = [
        SegmentPair(
            source=" ".join(source), target=" ".join(target), source_document=f"d{document}"
        )
        for document, source, target in rows
    ]
    sets = divide(pairs)
    for side in ("source", "target"):
        seen = [
            {" ".join(folded_words(getattr(one, side))) for one in sets[name]}
            for name in ("train", "dev", "test")
        ]
        assert not seen[0] & seen[1]
        assert not seen[0] & seen[2]
        assert not seen[1] & seen[2]


def test_pairs_without_documents_are_divided_by_their_source() -> None:
    pairs = [numbered(at) for at in range(200)]
    sets = divide([*pairs, *pairs])
    assert min(map(len, (sets["train"], sets["dev"], sets["test"]))) > 40
    assert not sets["leaks"]


@pytest.mark.parametrize(("dev", "test"), [(-0.1, 0.1), (0.5, 0.5), (0, 1)])
def test_shares_leave_something_to_train_on(dev: float, test: float) -> None:
    with pytest.raises(ValueError, match="shares"):
        Shares(dev=dev, test=test)

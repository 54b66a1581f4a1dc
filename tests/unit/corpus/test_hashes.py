"""Sets of hashes and signatures."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.corpus.folding import folded_words, pair_hash
from mt_toolkit.corpus.hashset import HashSet
from mt_toolkit.corpus.minhash import MinHash, band_keys, resemblance
from tests.unit.corpus.pairs import GOOD, pair


@given(st.lists(st.integers(min_value=1, max_value=2**64 - 1) | st.integers(1, 50)))
def test_a_hash_set_is_a_set(numbers: list[int]) -> None:
    ours, theirs = HashSet(), set[int]()
    for number in numbers:
        assert ours.add(number) == (number not in theirs)
        theirs.add(number)
    assert len(ours) == len(theirs)
    assert all(number in ours for number in theirs)
    assert 2**63 + 12345 in ours or 2**63 + 12345 not in theirs


def test_a_hash_set_grows() -> None:
    numbers = HashSet()
    for number in range(0, 50_000, 5):
        assert numbers.add(number * 2**40 + number)
    assert len(numbers) == 10_000
    assert 7 not in numbers


def test_folded_words() -> None:
    assert folded_words("وَصَلَ الوزيرُ، ٢٤!") == ["وصل", "الوزير", "24"]
    assert folded_words("The U.S. said: “No!”") == ["the", "u", "s", "said", "no"]


def test_hashes_are_the_same_everywhere() -> None:
    # Corpora of different machines and years must agree: these numbers may never change.
    assert pair_hash(pair("نعم", "Yes")) == pair_hash(pair("نَعَم!", "yes"))
    assert pair_hash(pair("نعم", "Yes")) == 8397329959069157794
    assert MinHash().signature(pair("نعم", "Yes"))[:2].tolist() == [2326226691, 1429022418]


def test_resemblance_follows_the_words_in_common() -> None:
    minhash = MinHash()
    source, target = (" ".join(side) for side in zip(*GOOD, strict=True))
    one = minhash.signature(pair(source, target))
    near = minhash.signature(pair(source, target.replace("Monday", "Sunday")))
    other = minhash.signature(pair(source, "Nothing of this at all " * 8))
    assert resemblance(one, one) == 1
    assert 0.8 < resemblance(one, near) < 1
    assert 0.2 < resemblance(one, other) < 0.6
    assert set(band_keys(one, 8)) & set(band_keys(near, 8))
    assert not set(band_keys(one, 8)) & set(band_keys(other, 8))


def test_a_pair_without_words_has_a_signature() -> None:
    assert resemblance(MinHash().signature(pair("", "!")), MinHash().signature(pair("؟", ""))) == 1

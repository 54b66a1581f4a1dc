"""One vocabulary, two halves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mt_toolkit.arabic import has_arabic
from mt_toolkit.errors import InputError, ModelError
from mt_toolkit.training.vocabulary import Vocabulary, train_vocabulary
from mt_toolkit.translation.engines.tokenization import MarianTokens
from tests.unit.training import toy

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    digits = [(f"في {number}", f"in {number}") for number in range(1900, 2000)]
    return train_vocabulary(
        toy.pairs(200) + digits,
        tmp_path_factory.mktemp("tokens"),
        source_size=340,
        target_size=340,
    )


def test_the_numbers_are_a_row_without_gaps(vocabulary: Vocabulary) -> None:
    assert sorted(vocabulary.numbers.values()) == list(range(len(vocabulary)))
    assert vocabulary.pieces[:2] == ["</s>", "<unk>"]
    assert vocabulary.pieces[-1] == "<pad>"


def test_english_comes_first(vocabulary: Vocabulary) -> None:
    tokens = [
        number for row in vocabulary.encode_target(list(toy.WORDS.values())) for number in row
    ]
    assert max(tokens) < vocabulary.target_size < len(vocabulary) - 1
    behind = vocabulary.pieces[vocabulary.target_size : -1]
    assert all(has_arabic(piece) for piece in behind)


def test_nothing_that_writes_arabic_may_be_said(vocabulary: Vocabulary) -> None:
    shut = vocabulary.forbidden()
    for piece, number in vocabulary.numbers.items():
        if has_arabic(piece) or piece == "<pad>":
            assert shut[number], piece
    for letter in "ابيگ":
        lead = f"<0x{letter.encode()[0]:02X}>"
        assert shut[vocabulary.numbers[lead]], lead
    assert not shut[vocabulary.end]
    english = [number for row in vocabulary.encode_target(["said in 1987"]) for number in row]
    assert not shut[english].any()


def test_digits_stand_alone(vocabulary: Vocabulary) -> None:
    assert not [
        piece
        for piece in vocabulary.pieces
        if sum(map(str.isdigit, piece)) > 1 and not piece.startswith("<0x")
    ]


def test_text_survives_both_ways_even_with_unseen_letters(vocabulary: Vocabulary) -> None:
    text = "the minister said: Škoda & Ødegård, 1987"
    (row,) = vocabulary.encode_target([text])
    assert vocabulary.decode(row) == text


def test_the_translators_cut_sources_the_same_way(vocabulary: Vocabulary) -> None:
    tokens = MarianTokens.load(vocabulary.folder)
    text = "قال رئيس الحكومة في 1987: Škoda"
    (row,) = vocabulary.encode_source([text])
    assert row.tolist() == tokens.source_numbers(tokens.encode(text).tokens)


def test_sources_are_cut_at_random_by_the_seed(tmp_path: Path) -> None:
    beginnings = [(word[:length], "x") for word in toy.WORDS for length in (2, 3)] * 5
    vocabulary = train_vocabulary(
        toy.pairs(200) + beginnings, tmp_path, source_size=400, target_size=340
    )
    texts = list(toy.WORDS) * 10

    def cut(seed: int) -> list[list[int]]:
        return [row.tolist() for row in vocabulary.sample_source(texts, seed)]

    assert cut(1) == cut(1)
    assert cut(1) != cut(2)
    assert cut(1) != [row.tolist() for row in vocabulary.encode_source(texts)]


def test_too_little_text_is_explained(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot learn 8"):
        train_vocabulary([("ا", "a")], tmp_path, source_size=8, target_size=8)


def test_a_folder_without_a_vocabulary_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no usable vocabulary"):
        Vocabulary(tmp_path)

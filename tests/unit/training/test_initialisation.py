"""What the start builds in is there before the first step."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from mt_toolkit.training.initialisation import Start, initialise, meaning_vectors
from mt_toolkit.training.models import build_model
from mt_toolkit.training.settings import Shape
from mt_toolkit.training.vocabulary import Vocabulary, train_vocabulary
from tests.unit.training import toy

SHAPE = Shape(
    width=64, inner=32, encoder_layers=2, decoder_layers=1, encoder_heads=2, decoder_heads=1
)


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    folder = tmp_path_factory.mktemp("tokens")
    return train_vocabulary(toy.pairs(200), folder, source_size=330, target_size=330)


@pytest.fixture(scope="module")
def model(vocabulary: Vocabulary) -> Any:
    model = build_model(SHAPE, vocabulary, seed=1, dropout=0.0).eval()
    vectors = meaning_vectors(vocabulary, toy.dictionary, SHAPE.width)
    initialise(model, vectors, Start(), seed=1)
    return model


def number_of(vocabulary: Vocabulary, word: str) -> int:
    return vocabulary.numbers["▁" + word]


def words(vocabulary: Vocabulary) -> dict[str, str]:
    """Words that are one piece on both sides."""
    return {
        arabic: english
        for arabic, english in toy.WORDS.items()
        if {"▁" + arabic, "▁" + english} <= set(vocabulary.numbers)
    }


def test_words_that_mean_the_same_lie_together(model: Any, vocabulary: Vocabulary) -> None:
    embed = model.model.shared.weight.detach()
    english = [number_of(vocabulary, word) for word in words(vocabulary).values()]
    for arabic, expected in words(vocabulary).items():
        similar = embed[english] @ embed[number_of(vocabulary, arabic)]
        assert english[int(similar.argmax())] == number_of(vocabulary, expected)


def test_the_first_layer_looks_at_the_position_before(model: Any, vocabulary: Vocabulary) -> None:
    source = torch.from_numpy(
        np.array([vocabulary.encode_source([" ".join(toy.WORDS)])[0]]).astype(np.int64)
    )
    with torch.no_grad():
        attention = model.model.encoder(input_ids=source, output_attentions=True).attentions[0]
    for head in attention[0]:
        assert head.argmax(dim=-1)[1:].tolist() == list(range(source.shape[1] - 1))


def test_it_advances_from_word_to_word(model: Any, vocabulary: Vocabulary) -> None:
    """Each word said points at the word after its source.

    The first word of a source has none before it, so its own place answers as well: not asserted.
    """
    known = words(vocabulary)
    arabic = list(known)[:6]
    source = torch.tensor([[*(number_of(vocabulary, word) for word in arabic), vocabulary.end]])
    said = [number_of(vocabulary, known[word]) for word in arabic]
    with torch.no_grad():
        output = model(
            input_ids=source,
            attention_mask=torch.ones_like(source),
            decoder_input_ids=torch.tensor([said[:-1]]),
            output_attentions=True,
            use_cache=False,
        )
    pointed = output.cross_attentions[0][0].mean(dim=0).argmax(dim=-1).tolist()
    assert pointed[1:] == [2, 3, 4, 5]


def test_nothing_forbidden_can_be_said(model: Any, vocabulary: Vocabulary) -> None:
    bias = model.final_logits_bias[0]
    assert (bias[torch.from_numpy(vocabulary.forbidden())] <= -10_000).all()
    assert bias[vocabulary.end] == 0


def test_the_seed_decides_everything(vocabulary: Vocabulary) -> None:
    vectors = meaning_vectors(vocabulary, toy.dictionary, SHAPE.width)
    models = [build_model(SHAPE, vocabulary, seed=seed, dropout=0.0) for seed in (1, 1, 2)]
    for seed, built in zip((1, 1, 2), models, strict=True):
        initialise(built, vectors, Start(), seed=seed)
    first, again, other = (built.state_dict() for built in models)
    assert all(torch.equal(first[name], again[name]) for name in first)
    assert not torch.equal(first["model.shared.weight"], other["model.shared.weight"])


def test_a_space_narrower_than_the_model_is_filled_up(vocabulary: Vocabulary) -> None:
    vectors = meaning_vectors(vocabulary, toy.dictionary, 100)
    assert vectors.shape == (len(vocabulary), 100)
    assert not vectors[:, 48:].any()

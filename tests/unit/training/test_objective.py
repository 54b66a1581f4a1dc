"""The gradient that is written out is the right one; guided alignment pulls the right way."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional

from mt_toolkit.training.objective import LinkGuide, SmoothedCrossEntropy


def example(count: int = 5, size: int = 7, width: int = 4) -> tuple[torch.Tensor, ...]:
    random = torch.Generator().manual_seed(3)
    kind = torch.float64
    hidden = torch.randn(count, width, generator=random, dtype=kind, requires_grad=True)
    weight = torch.randn(size, width, generator=random, dtype=kind, requires_grad=True)
    bias = torch.randn(size, generator=random, dtype=kind)
    labels = torch.randint(0, size, (count,), generator=random)
    return hidden, weight, bias, labels


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_the_gradient_agrees_with_finite_differences(smoothing: float) -> None:
    hidden, weight, bias, labels = example()
    assert torch.autograd.gradcheck(
        lambda states, rows: SmoothedCrossEntropy.apply(states, rows, bias, labels, smoothing),
        (hidden, weight),
    )


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_the_loss_is_pytorchs(smoothing: float) -> None:
    hidden, weight, bias, labels = example()
    ours = SmoothedCrossEntropy.apply(hidden, weight, bias, labels, smoothing)
    theirs = functional.cross_entropy(hidden @ weight.t() + bias, labels, label_smoothing=smoothing)
    assert ours.item() == pytest.approx(theirs.item(), rel=1e-12)


def test_large_logits_do_not_overflow() -> None:
    hidden, weight, bias, labels = example()
    loss = SmoothedCrossEntropy.apply(hidden * 1e4, weight, bias, labels, 0.1)
    loss.backward()
    assert torch.isfinite(loss)
    assert torch.isfinite(weight.grad).all() if weight.grad is not None else False


PAD, END = 9, 0


@pytest.fixture
def guide() -> LinkGuide:
    """Pieces 1 to 4 are words, 5 to 8 their translations in that order."""
    vectors = torch.zeros(10, 5)
    for word in range(4):
        vectors[1 + word, word] = vectors[5 + word, word] = 1
    vectors[END, 4] = 1
    return LinkGuide(vectors, pad=PAD, end=END)


def test_words_are_linked_with_their_translations(guide: LinkGuide) -> None:
    source = torch.tensor([[2, 1, 3, END, PAD]])
    target = torch.tensor([[5, 6, 7, END]])
    links, trust = guide.links(source, target)
    assert links.argmax(dim=-1).tolist() == [[1, 0, 2, 3]]
    assert torch.allclose(links.sum(dim=-1), torch.ones(1, 4))
    assert links[0, :, 4].abs().max() < 1e-6, "padding is never linked"
    assert links[0, :3, 3].abs().max() < 1e-6, "no word is linked with the end"
    assert trust.tolist() == [[1, 1, 1, 1]]


def test_a_word_that_resembles_nothing_counts_little(guide: LinkGuide) -> None:
    _, trust = guide.links(torch.tensor([[1, 2, END]]), torch.tensor([[5, 8, PAD]]))
    assert trust[0].tolist() == pytest.approx([1.0, 0.05, 0.0])


def test_attention_at_the_links_costs_less_than_elsewhere(guide: LinkGuide) -> None:
    source, target = torch.tensor([[2, 1, END]]), torch.tensor([[5, 6, END]])
    right = torch.tensor([[0.0, 1, 0], [1, 0, 0], [0, 0, 1]])[None, None]
    wrong = torch.tensor([[1.0, 0, 0], [0, 1, 0], [0, 0, 1]])[None, None]
    assert guide.loss(right, source, target) < guide.loss(wrong, source, target)

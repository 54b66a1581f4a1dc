"""How long ``mt-toolkit score`` takes, as a multiple of sacreBLEU's own command line.

Both run as whole processes over the same files with the same options, in turn, several times; the
shortest time of each counts. Run it from the root of the repository::

    python benchmarks/score_speed.py --segments 100000
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = (
    "the a of in to and on for with by from minister president council talks border city river "
    "police report said told met left agreed signed opened closed killed wounded thousands people "
    "new old former foreign northern southern economic military peace oil trade elections court"
).split()
SETTINGS = {
    "bleu": (("-m", "bleu"), "bleu"),
    "chrf": (("-m", "chrf"), "chrf"),
    "chrf++": (("-m", "chrf", "--chrf-word-order", "2"), "chrf++"),
    "ter": (("-m", "ter"), "ter"),
    "bleu,chrf": (("-m", "bleu", "chrf"), "bleu,chrf"),
    "bleu,chrf,ter": (("-m", "bleu", "chrf", "ter"), "bleu,chrf,ter"),
}


def write_corpus(folder: Path, segments: int) -> tuple[Path, Path]:
    """Invent a reference and a hypothesis that differs in every seventh word or so."""
    chance = random.Random(5)  # noqa: S311 - text, not secrets
    reference, hypothesis = folder / "reference.en", folder / "hypothesis.en"
    with reference.open("w") as first, hypothesis.open("w") as second:
        for _ in range(segments):
            words = chance.choices(WORDS, k=chance.randint(8, 40))
            other = [chance.choice(WORDS) if chance.random() < 0.15 else word for word in words]
            first.write(" ".join(words).capitalize() + ".\n")
            second.write(" ".join(other).capitalize() + ".\n")
    return reference, hypothesis


def seconds(command: list[str]) -> float:
    """Wall time of a process that must succeed."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - begun


def main() -> None:
    """Measure and print one line for each choice of metrics."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--segments", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--metrics", nargs="+", choices=SETTINGS, default=["bleu", "bleu,chrf"])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        reference, hypothesis = map(str, write_corpus(Path(folder), arguments.segments))
        for name in arguments.metrics:
            options, figures = SETTINGS[name]
            theirs = [sys.executable, "-m", "sacrebleu", reference, "-i", hypothesis, *options]
            ours = [sys.executable, "-m", "mt_toolkit", "score", hypothesis, "-r", reference]
            ours += ["--metrics", figures]
            times = [(seconds(theirs), seconds(ours)) for _ in range(arguments.repeats)]
            sacrebleu, toolkit = (min(column) for column in zip(*times, strict=True))
            print(
                f"{name}: {arguments.segments:,} segments, sacreBLEU {sacrebleu:.1f} s, "
                f"mt-toolkit {toolkit:.1f} s, ratio {toolkit / sacrebleu:.2f}"
            )


if __name__ == "__main__":
    main()

"""How long ``mt-toolkit score`` takes, as a multiple of sacreBLEU's own command line.

Both run as whole processes over the same files with the same options, in turn, several times; the
least CPU time of each counts (both use one core). Run it from the root of the repository::

    python benchmarks/score_speed.py --segments 100000
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

WORDS = """
the a of in to and on for with by from minister president council talks border city river police
report said told met left agreed signed opened closed killed wounded thousands people new old former
foreign northern southern economic military peace oil trade elections court
""".split()  # noqa: SIM905 - easier to read and to extend
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


def cost(command: list[str]) -> tuple[float, int]:
    """CPU seconds and peak memory in MB of a process that must succeed."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


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
            theirs = [
                sys.executable,
                "-m",
                "sacrebleu",
                reference,
                "-i",
                hypothesis,
                "-q",
                *options,
            ]
            ours = [sys.executable, "-m", "mt_toolkit", "score", hypothesis, "-r", reference]
            ours += ["--metrics", figures, "--quiet"]
            costs = [(cost(theirs), cost(ours)) for _ in range(arguments.repeats)]
            sacrebleu, toolkit = (min(column) for column in zip(*costs, strict=True))
            print(
                f"{name}: {arguments.segments:,} segments, "
                f"sacreBLEU {sacrebleu[0]:.1f} s and {sacrebleu[1]:,} MB, "
                f"mt-toolkit {toolkit[0]:.1f} s and {toolkit[1]:,} MB, "
                f"ratio {toolkit[0] / sacrebleu[0]:.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()

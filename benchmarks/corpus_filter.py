"""How right `mt-toolkit corpus filter` is on real bitext, for a person to judge.

    python benchmarks/corpus_filter.py ../shared/train/parallel/mmlu_ar.tsv.xz -o build/mmlu

Draws a sample of a bitext file (TSV, packed with xz or not), filters it with the defaults, and
writes `kept.tsv` and `removed.tsv` with 100 pairs of each, drawn at random (of the removed those
that are not duplicates): read them and count.
Nothing is judged by the program. Files, seeds and counts of our reading: docs/corpus.md.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import platform
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

import mt_toolkit


def main() -> None:
    """Sample, filter, draw."""
    arguments = _arguments()
    folder: Path = arguments.output
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(arguments.seed)  # noqa: S311 - a sample, no secret
    lines = _lines(arguments.file)
    sample = chance.sample(lines, min(arguments.size, len(lines)))
    (folder / "sample.tsv").write_text("".join(sample), encoding="utf-8")
    print(
        f"mt-toolkit {mt_toolkit.__version__}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, {platform.machine()}"
    )
    print(
        f"{arguments.file.name}: {len(lines):,} pairs, {len(sample):,} drawn with seed "
        f"{arguments.seed}"
    )
    begun = time.perf_counter()
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mt_toolkit",
            "corpus",
            "filter",
            "sample.tsv",
            "kept.jsonl",
            "--removed",
            "removed.jsonl",
            "--report",
            "report.md",
            "--json",
        ],
        cwd=folder,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    seconds = time.perf_counter() - begun
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"{seconds:.0f} s, {used.ru_utime + used.ru_stime:.0f} s of processor, "
        f"{used.ru_maxrss / 1024:.0f} MiB"
    )
    print(json.dumps(json.loads(done.stdout), indent=2))
    for name in ("kept", "removed"):
        records = [json.loads(line) for line in _lines(folder / f"{name}.jsonl")]
        # Whether a pair was there before is no question of judgement.
        judged = [one for one in records if "duplicate" not in one.get("removed_by", "")]
        drawn = chance.sample(judged, min(arguments.judge, len(judged)))
        rows = (
            f"{record.get('removed_by', '')}\t{record['source']}\t{record['target']}\n"
            for record in drawn
        )
        (folder / f"{name}.tsv").write_text("".join(rows), encoding="utf-8")
    print(f"to judge: {folder / 'kept.tsv'} and {folder / 'removed.tsv'}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--output", "-o", type=Path, required=True)
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--judge", type=int, default=100)
    parser.add_argument("--seed", type=int, default=2027)
    return parser.parse_args()


def _lines(path: Path) -> list[str]:
    opening = lzma.open if path.suffix == ".xz" else open
    with opening(path, "rt", encoding="utf-8") as stream:
        return list(stream)


if __name__ == "__main__":
    main()

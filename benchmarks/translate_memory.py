"""Peak memory of ``mt-toolkit translate`` against the number of segments.

Usage: ``python benchmarks/translate_memory.py [--segments 1000 10000 100000 1000000]``

The input has few different sentences, numbered so that files are not all alike: what is measured
is the way of the data (reading, segmenting, windows, journal, writing), not the model's speed.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import mt_toolkit

SENTENCES = (
    "قال الوزير إن المحادثات مستمرة في جنيف.",
    "وأضاف أن الجولة المقبلة تعقد الأسبوع المقبل.",
    "ولم يصدر تعليق من الجانب الآخر.",
    "ووصف المتحدث الأجواء بأنها إيجابية.",
)


def write_input(path: Path, segments: int) -> None:
    """Write a plain text of so many sentences, one a line, in paragraphs of five."""
    with path.open("w", encoding="utf-8") as stream:
        for number in range(segments):
            stream.write(SENTENCES[number % len(SENTENCES)] + ("\n\n" if number % 5 == 4 else "\n"))


def measure(segments: int) -> tuple[float, float]:
    """Translate ``segments`` segments; give seconds and peak memory in MB."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_input(folder / "ar.txt", segments)
        command = [sys.executable, "-m", "mt_toolkit", "translate", str(folder / "ar.txt")]
        command += ["-o", str(folder / "en.txt"), "--model", "compact", "--quiet"]
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, env={**os.environ, "MT_TOOLKIT_CACHE": str(folder / "cache")}
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        if os.waitstatus_to_exitcode(status) != 0:
            raise SystemExit(f"translating {segments:,} segments failed")
        if count_lines(folder / "en.txt") != count_lines(folder / "ar.txt"):
            raise SystemExit(f"lines were lost among {segments:,} segments")
    return seconds, usage.ru_maxrss / 1024


def count_lines(path: Path) -> int:
    """Count the lines of a file without holding it in memory."""
    with path.open("rb") as stream:
        return sum(1 for _ in stream)


def main() -> None:
    """Measure each size and print a row for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--segments", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    sizes = parser.parse_args().segments
    print(f"mt-toolkit {mt_toolkit.__version__}, Python {platform.python_version()}, ", end="")
    print(f"{platform.machine()}, {os.cpu_count()} cores, page {resource.getpagesize()} bytes")
    print(f"{'segments':>10} {'seconds':>9} {'peak MB':>8} {'ratio':>6}")
    first = None
    for segments in sizes:
        seconds, peak = measure(segments)
        first = first or peak
        print(f"{segments:>10,} {seconds:>9.1f} {peak:>8.0f} {peak / first:>6.2f}", flush=True)


if __name__ == "__main__":
    main()

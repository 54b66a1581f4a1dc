"""How well sentences of Arabic news are found, beside other segmenters.

    python benchmarks/segmentation.py [--errors] [--per-file]

Reads the gold in ``benchmarks/gold/segmentation/`` (see its README), takes the marks out, lets
every segmenter split each article line by line, and counts boundaries inside lines: those found,
those missed, those that are none. Line ends are boundaries for everyone and count for no one.
pysbd and blingfire are looked for, and named where they are missing
(``pip install pysbd blingfire``).
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import os
import platform
import re
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mt_toolkit.segmentation import segment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

GOLD = Path(__file__).parent / "gold" / "segmentation"
MARK = "‖"
OURS = "mt-toolkit"


@dataclass(slots=True)
class Count:
    """Boundaries found, missed and spurious, with the errors in their context."""

    found: int = 0
    missed: int = 0
    spurious: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> int:
        """Missed and spurious together."""
        return self.missed + self.spurious

    @property
    def precision(self) -> float:
        """Part of the boundaries set that are in the gold."""
        return self.found / max(1, self.found + self.spurious)

    @property
    def recall(self) -> float:
        """Part of the gold's boundaries that are found."""
        return self.found / max(1, self.found + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def add(self, other: Count) -> None:
        """Take the counts and errors of ``other`` in."""
        self.found += other.found
        self.missed += other.missed
        self.spurious += other.spurious
        self.errors += other.errors


def edges(parts: Iterable[str]) -> set[int]:
    """Boundaries as the number of characters before them that are not white space."""
    counted, places = 0, set()
    for part in parts:
        counted += len("".join(part.split()))
        places.add(counted)
    places.discard(counted)
    places.discard(0)
    return places


def compare(line: str, segmenter: Callable[[str], list[str]]) -> Count:
    """Score one line of gold."""
    gold = edges(line.split(MARK))
    plain = line.replace(MARK, "")
    ours = edges(segmenter(plain))
    count = Count(found=len(gold & ours), missed=len(gold - ours), spurious=len(ours - gold))
    visible = [at for at, character in enumerate(plain) if not character.isspace()]
    for place in sorted(gold ^ ours):
        at = visible[place]
        kind = "missed  " if place in gold else "spurious"
        count.errors.append(f"{kind} {plain[max(0, at - 45) : at]}‖{plain[at : at + 35]}")
    return count


def plain_regex(line: str) -> list[str]:
    """White space behind a full stop, question or exclamation mark."""
    return re.split(r"(?<=[.!?؟])\s+", line)


def segmenters() -> tuple[dict[str, Callable[[str], list[str]]], list[str]]:
    """All segmenters that are here, and the names of those that are not."""
    found: dict[str, Callable[[str], list[str]]] = {
        OURS: lambda line: [part.text for part in segment(line, "ar")],
        "plain regex": plain_regex,
    }
    missing = []
    if importlib.util.find_spec("pysbd"):
        import pysbd

        arabic = pysbd.Segmenter(language="ar", clean=False)
        found["pysbd (ar)"] = lambda line: list(arabic.segment(line))
    else:
        missing.append("pysbd")
    if importlib.util.find_spec("blingfire"):
        import blingfire

        found["blingfire"] = lambda line: blingfire.text_to_sentences(line).split("\n")
    else:
        missing.append("blingfire")
    return found, missing


def versions() -> str:
    """Machine and versions, in one line."""
    names = []
    for package in ("mt-toolkit", "pysbd", "blingfire"):
        try:
            names.append(f"{package} {importlib.metadata.version(package)}")
        except importlib.metadata.PackageNotFoundError:
            continue
    machine = f"{platform.machine()}, {os.cpu_count()} CPUs"
    return f"Python {platform.python_version()}, {machine}; {', '.join(names)}"


def speed(segmenter: Callable[[str], list[str]], lines: list[str], seconds: float = 1.0) -> float:
    """Megabytes of UTF-8 a second of processor time (the machine may be busy)."""
    size = sum(len(line.encode()) for line in lines)
    done, start = 0, time.process_time()
    while time.process_time() - start < seconds:
        for line in lines:
            segmenter(line)
        done += size
    return done / (time.process_time() - start) / 1e6


def report(group: str, files: list[Path], options: argparse.Namespace) -> None:
    """Score every segmenter on one group of files and print a table."""
    found, _ = segmenters()
    articles = {path.name: path.read_text(encoding="utf-8").split("\n") for path in files}
    lines = [line for article in articles.values() for line in article if line.strip()]
    marks = sum(line.count(MARK) for line in lines)
    print(f"\n{group}: {len(files)} articles, {marks} boundaries inside lines")
    print(f"{'':14}{'P':>8}{'R':>8}{'F1':>8}{'missed':>8}{'spurious':>10}{'errors':>8}{'MB/s':>8}")
    wrong = {}
    for name, segmenter in found.items():
        total = Count()
        for file, article in articles.items():
            count = Count()
            for line in article:
                if line.strip():
                    count.add(compare(line, segmenter))
            total.add(count)
            if options.per_file and name == OURS:
                print(f"  {file:34} F1 {count.f1:.3f}  errors {count.wrong}")
        wrong[name] = total.wrong
        rate = speed(segmenter, [line.replace(MARK, "") for line in lines])
        print(
            f"{name:14}{total.precision:8.3f}{total.recall:8.3f}{total.f1:8.3f}"
            f"{total.missed:8}{total.spurious:10}{total.wrong:8}{rate:8.2f}"
        )
        if options.errors and name == OURS:
            print("\n".join(f"    {error}" for error in total.errors))
    best = min((name for name in wrong if name != OURS), key=lambda name: wrong[name])
    ratio = wrong[OURS] / wrong[best] if wrong[best] else float("inf")
    print(
        f"errors: {wrong[OURS]} against {wrong[best]} of the best other ({best}): {ratio:.2f} times"
    )


def main() -> int:
    """Print the comparison for both groups of the gold."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--errors", action="store_true", help="list our errors in their context")
    parser.add_argument("--per-file", action="store_true", help="print ours for each article")
    parser.add_argument("--group", choices=("dev", "test"), help="only this group of the gold")
    options = parser.parse_args()
    print(versions())
    for name in segmenters()[1]:
        print(f"missing: {name} (pip install {name})")
    for group in ("dev", "test"):
        if options.group in {None, group}:
            report(group, sorted(GOLD.glob(f"{group}-*.txt")), options)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How fast a page of many segments is written, opened and scrolled.

The rows are those of ``corpus/beads``, said again and again, with invented scores, word links and
terms. Opening is measured from the request to the first rows on the screen; scrolling, frame by
frame, once by the clock and once in processor time of the page's own thread, which other work on
the machine does not change.

    python benchmarks/report_page.py --segments 10000
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from mt_toolkit.bitext import WordLink  # noqa: E402
from mt_toolkit.reporting.page import ReportRow, Term, TermState, open_page  # noqa: E402
from mt_toolkit.text import Span  # noqa: E402
from tests.browser.conftest import find_browser  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ROWS_OF_A_DOCUMENT = 100
FRAMES = 100
STEP = 400
"""Pixels scrolled from frame to frame: half a screen."""

SCROLL = """async ([frames, step]) => {
  const gaps = [];
  let last = performance.now();
  for (let frame = 0; frame < frames; frame += 1) {
    scrollBy(0, step);
    await new Promise((done) => requestAnimationFrame(done));
    const now = performance.now();
    gaps.push(now - last);
    last = now;
  }
  return gaps;
}"""


def pairs() -> list[tuple[str, str]]:
    """The linked beads of the corpus."""
    lines = [
        line.split("\t")[:2]
        for path in sorted((ROOT / "corpus" / "beads").glob("*.tsv"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [(source, target) for source, target in lines if source and target]


def linked(source: str, target: str) -> tuple[WordLink, ...]:
    """A link for each target word, to the source word at the same part of the text."""
    left, right = (
        [Span(*word.span()) for word in re.finditer(r"\w+", x)] for x in (source, target)
    )
    return tuple(
        WordLink(source=left[at * len(left) // len(right)], target=word, weight=0.9)
        for at, word in enumerate(right)
    )


def rows(count: int) -> Iterator[ReportRow]:
    """Rows with all that a row can have; a third have a term."""
    chance = random.Random(1)  # noqa: S311 - no secret
    texts = [(source, target, linked(source, target)) for source, target in pairs()]
    states = list(TermState)
    for number in range(count):
        source, target, links = texts[number % len(texts)]
        term = Term(
            entry="entry",
            canonical=target[:5],
            state=states[number % len(states)],
            source=Span(0, 4),
            target=Span(0, 5),
        )
        yield ReportRow(
            source=source,
            target=target,
            confidence=chance.random(),
            score=chance.random(),
            links=links,
            terms=(term,) if number % 3 == 0 else (),
        )


def write(path: Path, count: int) -> float:
    """Write a page; the processor time it took, in seconds."""
    start = time.process_time()
    with open_page(path, title=f"{count:,} segments") as page:
        for number, row in enumerate(rows(count)):
            if number % ROWS_OF_A_DOCUMENT == 0:
                page.begin(f"document {number // ROWS_OF_A_DOCUMENT + 1}")
            page.add(row)
        page.finish()
    return time.process_time() - start


def visit(browser: Browser, path: Path) -> dict[str, float]:
    """Open a page and scroll; times in milliseconds."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        found = session.send("Performance.getMetrics")["metrics"]
        return 1000 * next(one["value"] for one in found if one["name"] == "TaskDuration")

    page.goto(path.as_uri())
    page.wait_for_selector(".row")
    opened = page.evaluate("performance.now()"), spent()
    page.wait_for_selector("html[data-ready=all]", timeout=120_000)
    before = spent()
    gaps = sorted(page.evaluate(SCROLL, [FRAMES, STEP]))
    figures = {
        "open": opened[0],
        "open, processor": opened[1],
        "frame, median": statistics.median(gaps),
        "frame, processor": (spent() - before) / FRAMES,
    }
    page.close()
    return figures


def main() -> None:
    """Write the page, open it, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--segments", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    program = find_browser()
    if program is None:
        raise SystemExit("no Chromium is installed")
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "page.html"
        seconds = write(path, options.segments)
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        print(
            f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; ", end=""
        )
        print(f"Python {platform.python_version()}, Chromium {browser.version}, no GPU")
        print(f"{options.segments:,} segments: {path.stat().st_size / 1e6:.1f} MB, ", end="")
        print(f"written in {seconds:.2f} s of processor time")
        visits = [visit(browser, path) for _ in range(options.runs)]
        for name in visits[0]:
            figures = ", ".join(f"{one[name]:.0f}" for one in visits)
            print(f"{name:18} {figures} ms")
        browser.close()


if __name__ == "__main__":
    main()

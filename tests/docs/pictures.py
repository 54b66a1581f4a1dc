"""Takes the pictures of docs/report.md: ``python -m tests.docs.pictures``, or ``make pictures``.

The pages are made by the program from the articles in ``corpus/``, with the carried model and the
glossary of names, and photographed in the browser that the tests use.
"""

from __future__ import annotations

import base64
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.conftest import find_browser
from tests.docs.workplace import ROOT, environment

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["main"]

PICTURES = ROOT / "docs" / "pictures"
ARTICLES = (
    "01-muscat-nuclear-talks.txt",
    "06-prisoner-exchange.txt",
    "12-kerry-interview.txt",
    "14-sudan-conference.txt",
)


def main() -> None:
    """Make the pages and take all pictures."""
    from playwright.sync_api import sync_playwright

    program = find_browser()
    if program is None:
        raise SystemExit("no Chromium is installed")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        make_pages(folder)
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        take_pictures(browser, folder)
        browser.close()


def make_pages(folder: Path) -> None:
    """A page of one translated article, and one of several."""
    options = ["--model", "compact", "--glossary", "glossaries/names.yaml", "--quiet"]
    articles = [f"corpus/ar/{name}" for name in ARTICLES]
    for page, inputs in (("article", articles[1:2]), ("corpus", articles)):
        command = [sys.executable, "-m", "mt_toolkit", "translate", *inputs, *options]
        command += ["--output", f"{folder / page}/", "--report", f"{folder / page}.html"]
        subprocess.run(command, cwd=ROOT, env=environment(folder), check=True)


def take_pictures(browser: Browser, folder: Path) -> None:
    """Take each picture in a window of its own."""

    def opened(name: str, width: int, height: int, scheme: str = "light", scale: int = 1) -> Page:
        page = browser.new_page(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            device_scale_factor=scale,
        )
        page.goto((folder / f"{name}.html").as_uri())
        page.wait_for_selector("html[data-ready=all]")
        return page

    def take(page: Page, name: str) -> None:
        # WebP, which the screenshots of the library do not offer, is a third the size.
        options = {"format": "webp", "quality": 80}
        shot = page.context.new_cdp_session(page).send("Page.captureScreenshot", options)
        (PICTURES / f"{name}.webp").write_bytes(base64.b64decode(shot["data"]))
        page.close()

    take(opened("article", 1280, 820), "report-article")

    page = opened("article", 1280, 820, "dark")
    row = page.locator(".row:has(button.words)").nth(1)
    row.scroll_into_view_if_needed()
    row.hover()
    row.locator("button.words").click()
    row.locator(".target .word").nth(4).hover()
    take(page, "report-words")

    page = opened("corpus", 1280, 900)
    page.locator(".overview > summary").click()
    take(page, "report-corpus")

    page = opened("article", 390, 780, scale=2)
    page.evaluate("document.querySelector('#attention').scrollIntoView()")
    take(page, "report-phone")

    page = opened("article", 794, 1123)
    page.emulate_media(media="print")
    take(page, "report-print")


if __name__ == "__main__":
    main()

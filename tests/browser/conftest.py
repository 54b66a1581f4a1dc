"""A real browser: Debian's Chromium, or the one that CHROMIUM names."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.browser.pages import write_article, write_corpus, write_hostile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str | None:
    """The program to run, or ``None`` where there is none that starts."""
    chosen = os.environ.get("CHROMIUM")
    for program in [chosen] if chosen else filter(None, map(shutil.which, _NAMES)):
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            # A package that is half installed has the program, but not what it needs.
            subprocess.run([program, "--version"], capture_output=True, check=True, timeout=60)
            return program
    return None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = find_browser()
    if program is None:
        pytest.skip("no Chromium is installed")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as started:
        # The sandbox needs privileges that a container rarely has; the page is our own.
        opened = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    return {
        "article": write_article(folder / "article.html"),
        "corpus": write_corpus(folder / "corpus.html"),
        "hostile": write_hostile(folder / "hostile.html"),
    }


class Complaints(list[str]):
    """What the browser's console said, and what was asked of the network."""

    def watch(self, page: Page) -> None:
        page.on("console", lambda message: self.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.append(f"error: {error}"))
        page.on("dialog", lambda dialog: self.append(f"dialog: {dialog.message}"))
        page.on("request", self._asked)

    def _asked(self, request) -> None:  # type: ignore[no-untyped-def]
        if not request.url.startswith(("file:", "data:")):
            self.append(f"request: {request.url}")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 800})
    made.set_default_timeout(20_000)
    yield made
    made.close()


@pytest.fixture
def open_page(context: BrowserContext, pages: dict[str, Path]) -> Iterator[Callable[[str], Page]]:
    """Opens a page by its name; in the end nothing may have been complained of."""
    complaints = Complaints()

    def opened(name: str) -> Page:
        page = context.new_page()
        complaints.watch(page)
        page.goto(pages[name].as_uri())
        page.wait_for_selector("html[data-ready=all]")
        return page

    yield opened
    assert complaints == []

"""Write the ``console fresh`` blocks of the pages anew: ``python -m tests.docs.transcripts``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.docs.fences import PROMPT, Fence, fences
from tests.docs.workplace import ROOT, Outcome, environment, furnish, run_all

__all__ = ["main", "written"]


def written(fence: Fence, outcomes: list[Outcome]) -> str:
    """The text of a block with what its commands have just printed.

    Raises:
        RuntimeError: A command crashed; no page shows that.
    """
    lines = []
    for command, outcome in zip(fence.commands, outcomes, strict=True):
        if outcome.crashed:
            raise RuntimeError("\n".join((command.text, *outcome.printed)))
        lines += [f"{PROMPT}{command.text}", *outcome.printed]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def renew(page: Path, folder: Path) -> bool:
    """Write a page's fresh blocks anew; say whether that changed it."""
    before = page.read_text(encoding="utf-8")
    after = before
    # From the last block to the first: what is replaced then moves no block still to come.
    blocks = [fence for fence in fences(page) if fence.fresh]
    ran = [
        run_all([command.text for command in fence.commands], folder, environment(folder.parent))
        for fence in blocks
    ]
    for fence, outcomes in zip(reversed(blocks), reversed(ran), strict=True):
        end = fence.start + len(fence.body)
        after = after[: fence.start] + written(fence, outcomes) + after[end:]
    if after != before:
        page.write_text(after, encoding="utf-8")
    return after != before


def main() -> None:
    """Renew the README and all pages of the manual."""
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "work"
            folder.mkdir()
            furnish(folder)
            if renew(page, folder):
                sys.stdout.write(f"renewed {page.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()

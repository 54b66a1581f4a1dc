"""Our own news, which is trained on, is not our own test set."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[3]


def overlap(shared: Path, files: Sequence[Path]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "training" / "overlap.py", shared, *files],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """Test sets of one sentence."""
    for name in ("eval", "seeds"):
        (tmp_path / name).mkdir()
    (tmp_path / "eval" / "dev.en").write_text("one two three four five six seven eight nine\n")
    return tmp_path


def test_our_news_shares_nothing_with_the_corpus(shared: Path) -> None:
    ran = overlap(shared, sorted((ROOT / "training" / "news").glob("*.tsv")))
    assert (ran.returncode, ran.stdout) == (0, ""), ran.stdout + ran.stderr


def test_what_is_shared_is_shown(shared: Path) -> None:
    pairs = shared / "mine.tsv"
    text = "واحد\tZero one two three four five six seven eight.\nاثنان\tone two three\n"
    pairs.write_text(text, encoding="utf-8")
    ran = overlap(shared, [pairs])
    assert ran.returncode == 1
    assert ran.stdout.startswith("mine.tsv\tdev.en\tone two three four five six seven eight\t")
    assert ran.stdout.count("\n") == 1


def test_a_missing_file_is_named(shared: Path) -> None:
    ran = overlap(shared, [shared / "gone.tsv"])
    assert ran.returncode == 3
    assert "gone.tsv" in ran.stderr

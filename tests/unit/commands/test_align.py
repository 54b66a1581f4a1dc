"""`mt-toolkit align`."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from mt_toolkit.bitext_files import read_bitext

if TYPE_CHECKING:
    from pathlib import Path

ARABIC = "وصل وزير الخارجية إلى مسقط صباح الاثنين. وارتفعت أسعار النفط بنسبة 3.5%.\n"
ENGLISH = "The foreign minister arrived in Muscat on Monday morning. Oil prices rose 3.5%.\n"
FOOTBALL = "The striker scored twice. Fans sang for hours.\n"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mt_toolkit", "align", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_two_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARABIC, encoding="utf-8")
    (tmp_path / "b.txt").write_text(ENGLISH, encoding="utf-8")
    done = run(tmp_path / "a.txt", tmp_path / "b.txt", "-o", tmp_path / "out.jsonl", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["linked_beads"] == 2
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [(row["source_segments"], row["target_segments"]) for row in rows] == [
        ([0], [0]),
        ([1], [1]),
    ]
    done = run(tmp_path / "a.txt", tmp_path / "b.txt", "-o", tmp_path / "out", "--to", "tmx")
    assert done.returncode == 0, done.stderr
    pairs = list(read_bitext(tmp_path / "out", "tmx"))
    assert pairs == list(read_bitext(tmp_path / "out.jsonl"))


def test_what_is_no_pair_is_reported_and_the_others_finish(tmp_path: Path) -> None:
    for side, texts in {
        "ar": {"good": ARABIC, "sports": ARABIC, "empty": "", "swapped": ENGLISH},
        "en": {"good": ENGLISH, "sports": FOOTBALL, "empty": ENGLISH, "swapped": ARABIC},
    }.items():
        (tmp_path / side).mkdir()
        for name, text in texts.items():
            (tmp_path / side / f"{name}.txt").write_text(text, encoding="utf-8")
    done = run(tmp_path / "ar", tmp_path / "en", "-o", tmp_path / "out.tsv")
    assert done.returncode == 1
    for name in ("sports", "empty", "swapped"):
        assert f"{name}.txt" in done.stderr
    rows = (tmp_path / "out.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert {row.split("\t")[0] for row in rows} == {"good.txt"}


def test_an_unknown_suffix_needs_a_form(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARABIC, encoding="utf-8")
    done = run(tmp_path / "a.txt", tmp_path / "a.txt", "-o", tmp_path / "out.xyz")
    assert done.returncode == 2
    assert "--to" in done.stderr

"""`mt-toolkit align`."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from mt_toolkit.bitext_files import read_bitext

if TYPE_CHECKING:
    from pathlib import Path

ARABIC = "وصل وزير الخارجية إلى مسقط صباح الاثنين. وارتفعت أسعار النفط بنسبة 3.5%.\n"
ENGLISH = "The foreign minister arrived in Muscat on Monday morning. Oil prices rose 3.5%.\n"
FOOTBALL = "The striker scored twice. Fans sang for hours.\n"


def run(*arguments: str | Path, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mt_toolkit", "align", *map(str, arguments)],
        cwd=folder,
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


def test_each_reason_for_refusing_a_pair_comes_with_its_mend(tmp_path: Path) -> None:
    reasons = {
        "sports": (ARABIC, FOOTBALL, "has little to do with", "the same article"),
        "nothing": (ARABIC, " \n", "there is no text in this file", "Leave the pair out"),
        "swapped": (ENGLISH, ARABIC, "is English, and its target", "Exchange source and target"),
        "missing": (ARABIC, None, "does not exist", "missing.en"),
    }
    listing = ["good.ar\tgood.en"]
    for name, (source, target, *_) in {**reasons, "good": (ARABIC, ENGLISH)}.items():
        for suffix, text in (("ar", source), ("en", target)):
            if text is not None:
                (tmp_path / f"{name}.{suffix}").write_text(text, encoding="utf-8")
        if name != "good":
            listing.append(f"{name}.ar\t{name}.en")
    (tmp_path / "pairs.tsv").write_text("\n".join(listing) + "\n", encoding="utf-8")
    done = run(tmp_path / "pairs.tsv", "-o", tmp_path / "out.jsonl", "--json")
    assert done.returncode == 1
    told = [line for line in done.stderr.splitlines() if line.startswith("error:")]
    for (name, (*_, problem, mend)), line in zip(reasons.items(), told, strict=True):
        assert f"{name}." in line
        assert problem in line
        assert mend in done.stderr
    assert json.loads(done.stdout) == {
        "aligned": 1,
        "failed": 4,
        "linked_beads": 2,
        "segments_alone": 0,
    }


def test_an_article_is_linked_with_its_own_translation(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARABIC, encoding="utf-8")
    (tmp_path / "a.en.txt").write_text("The minister came.\n\nOil rose.\n", encoding="utf-8")
    done = run(
        *(tmp_path / "a.txt", "--own-translation", "--translation", tmp_path / "a.en.txt"),
        *("-o", tmp_path / "out.jsonl", "-q"),
    )
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [row["source_segments"] for row in rows] == [[0], [1]]
    assert [row["target"] for row in rows] == ["The minister came.", "Oil rose."]
    assert [row["confidence"] for row in rows] == [1.0, 1.0]
    assert {row["target_document"] for row in rows} == {"a.en.txt"}


def test_a_translation_that_does_not_fit_is_reported_and_the_others_finish(tmp_path: Path) -> None:
    for side, texts in {
        "ar": {"good": ARABIC, "short": ARABIC, "arabic": ARABIC},
        "en": dict.fromkeys(["good", "short", "arabic"], ENGLISH),
        "mt": {"good": ENGLISH, "short": "Only one.\n", "arabic": ARABIC},
    }.items():
        (tmp_path / side).mkdir()
        for name, text in texts.items():
            (tmp_path / side / f"{name}.txt").write_text(text, encoding="utf-8")
    done = run(
        *(tmp_path / "ar", tmp_path / "en", "--translation", tmp_path / "mt"),
        *("-o", tmp_path / "out.tsv"),
    )
    assert done.returncode == 1
    assert "the number of segments is 1, and that of" in done.stderr
    assert "is Arabic, and should be the English" in done.stderr
    rows = (tmp_path / "out.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert [row.split("\t")[:4] for row in rows] == [
        ["good.txt", "good.txt", "0", "0"],
        ["good.txt", "good.txt", "1", "1"],
    ]


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["a.txt", "a.txt", "--own-translation"], "goes without a target"),
        (["a.txt", "a.txt", "--translation", "a.txt", "--translate-with", "auto"], "Leave one out"),
        (["a.txt", "--translation", "a.txt"], "does not go with a list"),
        (["a.txt", "folder"], "Give files only"),
    ],
)
def test_options_that_contradict_each_other(
    tmp_path: Path, options: list[str], problem: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "a.txt").write_text(ARABIC, encoding="utf-8")
    done = run(*options, "-o", "out.tsv", folder=tmp_path)
    assert done.returncode == 2
    assert problem in done.stderr
    assert not (tmp_path / "out.tsv").exists()


def test_an_embedder_that_cannot_be_loaded(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARABIC, encoding="utf-8")
    (tmp_path / "model").mkdir()
    done = run("a.txt", "a.txt", "-o", "out.tsv", "--embedder", "model", folder=tmp_path)
    assert done.returncode == 3
    assert "the embedder model cannot be loaded" in done.stderr

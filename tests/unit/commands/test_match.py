"""`mt-toolkit match`."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[3] / "corpus"


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "mt_toolkit", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
    )
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def articles(tmp_path: Path) -> dict[str, str]:
    """Six Arabic and six English articles in ``ar`` and ``en``, four of them pairs.

    The files have names that say nothing. Returns which English file each Arabic one belongs to.
    """
    stems = sorted(path.stem for path in (CORPUS / "ar").glob("*.txt"))[:8]
    rng = random.Random(5)  # noqa: S311 - no secret
    places: dict[str, dict[str, str]] = {}
    for side, kept in (("ar", stems[:6]), ("en", stems[2:])):
        (tmp_path / side).mkdir()
        numbers = rng.sample(range(100), len(kept))
        places[side] = dict(zip(kept, (f"{side}/{n:02}.txt" for n in numbers), strict=True))
        for stem, name in places[side].items():
            shutil.copyfile(CORPUS / side / f"{stem}.txt", tmp_path / name)
    return {places["ar"][stem]: places["en"][stem] for stem in stems[2:6]}


def test_the_list_goes_to_align(tmp_path: Path, articles: dict[str, str]) -> None:
    done = run("match", "ar", "en", "-o", "lists/pairs.tsv", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"pairs": 4, "sources": 6, "targets": 6, "failed": 0}
    header, *rows = (tmp_path / "lists" / "pairs.tsv").read_text(encoding="utf-8").splitlines()
    assert header == "source\ttarget\tscore"
    fields = [row.split("\t") for row in rows]
    assert {one: other for one, other, _ in fields} == {
        f"../{one}": f"../{other}" for one, other in articles.items()
    }
    assert all(0.5 <= float(score) <= 1 for _, _, score in fields)
    done = run("align", "lists/pairs.tsv", "-o", "out.tsv", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["aligned"] == 4


def test_json_lines_on_standard_output(tmp_path: Path, articles: dict[str, str]) -> None:
    done = run("match", "ar", "en", "--to", "jsonl", "--quiet", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr == ""
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert {record["source"]: record["target"] for record in records} == articles


def test_bad_files_are_told_and_the_others_finish(tmp_path: Path, articles: dict[str, str]) -> None:
    (tmp_path / "ar" / "binary.txt").write_bytes(bytes(range(256)) * 4)
    (tmp_path / "en" / "empty.txt").touch()
    twice = next(iter(articles))
    shutil.copyfile(tmp_path / twice, tmp_path / "ar" / "zz.txt")
    done = run("match", "ar", "en", cwd=tmp_path)
    assert done.returncode == 1
    for told in ("binary.txt", "empty.txt", f"zz.txt: has the same text as {twice}"):
        assert told in done.stderr
    assert len(done.stdout.splitlines()) == 1 + len(articles)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("en", "ar"), 3, "Give the Arabic folder first"),
        (("ar", "ar"), 2, "given twice"),
        (("ar", "none"), 2, "none"),
        (("ar", "empty"), 3, "no file in this folder"),
        (("ar", "en", "--json"), 2, "--output"),
        (("ar", "en", "--encoding", "klingon"), 2, "klingon"),
        (("ar", "en", "--min-score", "7"), 2, "min-score"),
    ],
)
@pytest.mark.usefixtures("articles")
def test_bad_usage(tmp_path: Path, arguments: tuple[str, ...], code: int, told: str) -> None:
    (tmp_path / "empty").mkdir()
    done = run("match", *arguments, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert told in done.stderr
    assert done.stdout == ""

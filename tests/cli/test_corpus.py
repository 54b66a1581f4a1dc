"""`mt-toolkit corpus build`, `filter`, `split` and `stats`."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import sqlite3
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import PROGRAM, Shell, wait_for

if TYPE_CHECKING:
    from pathlib import Path

GOOD = (
    (
        "وصل وزير الخارجية إلى مسقط صباح الاثنين.",
        "The foreign minister arrived in Muscat on Monday.",
    ),
    ("ارتفعت أسعار النفط بنسبة 35% خلال عام.", "Oil prices rose by 35% within a year."),
)
BAD = (
    ("وصل وزير الخارجية إلى مسقط صباح الاثنين.", "The striker scored twice and the fans sang on."),
    ("قتل 24 شخصا في انفجار.", "Forty people were killed in a blast, 240 were hurt."),
    ("The minister left", "The minister left"),
)


REMOVING = ("script", "numbers", "similarity", "duplicate")


def bitext(*pairs: tuple[str, str]) -> str:
    return "".join(f"{source}\t{target}\n" for source, target in pairs)


def records(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_filter_keeps_the_good_and_tells_of_the_rest(shell: Shell) -> None:
    shell.write("in.tsv", bitext(*GOOD, *BAD, GOOD[0]))
    done = shell.run(
        *("corpus", "filter", "in.tsv", "out.jsonl", "--removed", "removed.jsonl"),
        *("--report", "report.md"),
    )
    assert done.code == 0, done.err
    assert [line.rsplit(maxsplit=1) for line in done.err.splitlines()] == [
        ["pairs", "6"],
        *(["  removed by the filter " + name, "1"] for name in REMOVING),
        ["  kept", "2"],
    ]
    kept = records(shell.read("out.jsonl"))
    assert [(row["source"], row["target"]) for row in kept] == list(GOOD)
    assert all(row["similarity"] > 0.4 for row in kept)  # type: ignore[operator]
    removed = {row["target"]: row["removed_by"] for row in records(shell.read("removed.jsonl"))}
    assert removed == {
        BAD[0][1]: "similarity",
        BAD[1][1]: "numbers",
        BAD[2][1]: "script",
        GOOD[0][1]: "duplicate",
    }
    assert "## numbers" in shell.read("report.md")


def test_filter_writes_a_page_of_what_stays_and_what_went(shell: Shell) -> None:
    shell.write("in.tsv", bitext(*GOOD, *BAD, GOOD[0]))
    done = shell.run("corpus", "filter", "in.tsv", "out.tsv", "--report", "page.html")
    assert done.code == 0, done.err
    page = shell.read("page.html")
    (data,) = re.findall(r'class="rows">(.*?)</script>', page, re.DOTALL)
    items = json.loads(data)
    assert [one if isinstance(one, str) else one["t"] for one in items] == [
        *("in.tsv", GOOD[0][1], GOOD[1][1]),
        *("Removed: script", BAD[2][1], "Removed: numbers", BAD[1][1]),
        *("Removed: similarity", BAD[0][1], "Removed: duplicate", GOOD[0][1]),
    ]
    notes = [one["f"][0][0] for one in items if isinstance(one, dict) and "f" in one]
    assert notes == ["script", "numbers", "similarity", "duplicate"]
    facts = dict(re.findall(r"<dt>([^<]*)</dt><dd>([^<]*)</dd>", page))
    assert facts == {"Pairs read": "6", "Removed": "4", "Pairs kept": "2"}
    assert all(
        f"<figcaption>{title}" in page
        for title in ("Removed by filter", "Length in words", "Similarity")
    )


def test_filter_goes_on_after_rows_that_make_no_sense(shell: Shell) -> None:
    good = json.dumps({"source": GOOD[0][0], "target": GOOD[0][1]})
    shell.write("in.jsonl", f"{good}\n{{broken\n")
    done = shell.run("corpus", "filter", "in.jsonl", "out.tsv", "--json")
    assert done.code == 1
    assert "in.jsonl:2" in done.err
    assert done.summary["read"] == done.summary["kept"] == done.summary["failed"] == 1


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("in.tsv", "in.tsv"), "two of the files are the same"),
        (("in.tsv", "out.tsv", "--filter", "similarty=1"), "no filter is called similarty"),
        (("in.tsv", "out.tsv", "--report", "report.pdf"), "a report is .json, .md or .html"),
        (("in.tsv", "out.tsv", "--report", "r.html", "--removed", "r.html"), "the same"),
        (("in.tsv", "out.xyz"), "unknown suffix"),
    ],
)
def test_filter_refuses_what_makes_no_sense(
    shell: Shell, arguments: tuple[str, ...], complaint: str
) -> None:
    shell.write("in.tsv", bitext(*GOOD))
    done = shell.run("corpus", "filter", *arguments)
    assert done.code == 2
    assert complaint in done.err


def test_settings_may_stand_in_a_configuration_file(shell: Shell) -> None:
    shell.write("in.tsv", bitext(*GOOD))
    shell.write(
        "mt-toolkit.toml", '[corpus.filter]\nsettings = ["length=3"]\nwithout = ["script"]\n'
    )
    done = shell.run("corpus", "filter", "in.tsv", "out.tsv", "--json")
    assert done.code == 0, done.err
    assert done.summary["removed"]["length"] == 2
    assert "script" not in done.summary["removed"]


def test_split_and_stats(shell: Shell) -> None:
    rows = [
        {
            "source": f"كلمة{at} عربية{at}",
            "target": f"word{at} english{at}",
            "source_document": f"d{at % 20}",
            "target_document": f"d{at % 20}",
        }
        for at in range(60)
    ]
    shell.write("in.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    command = ("corpus", "split", "in.jsonl", "-o", "sets", "--dev", "0.2", "--test", "0.2")
    first = shell.run(*command, "--json")
    assert first.code == 0, first.err
    assert sum(first.summary[name] for name in ("train", "dev", "test")) == 60
    names = {
        name: {row["source_document"] for row in records(shell.read(f"sets/{name}.jsonl"))}
        for name in ("train", "dev", "test")
    }
    assert sum(map(len, names.values())) == 20, "no document is in two sets"
    before = shell.files("sets")
    assert shell.run(*command, "-q").code == 0
    assert shell.files("sets") == before

    counted = shell.run("corpus", "stats", *(f"sets/{name}.jsonl" for name in names), "--json")
    assert (counted.summary["pairs"], counted.summary["documents"]) == (60, 20)
    shown = shell.run("corpus", "stats", "in.jsonl", "--plot", "corpus.svg")
    assert "source words, mean 2.00" in shown.text
    assert shell.read("corpus.svg").startswith("<svg")
    nothing = shell.run("corpus", "split", "in.jsonl", "-o", "x", "--dev", "0.6", "--test", "0.5")
    assert (nothing.code, "leave nothing to train on" in nothing.err) == (2, True)


def build(*arguments: str) -> tuple[str, ...]:
    return ("corpus", "build", "--model", "compact", "--beam", "1", *arguments)


def test_build_translates_aligns_and_divides(shell: Shell) -> None:
    for number in range(6):
        shell.write(
            f"ar/{number}.txt",
            f"وصل {number + 20} وزيرا إلى مسقط صباح الاثنين.\n"
            f"وأعلنت الوزارة {number + 40} قرارا.\n",
        )
    shell.write("ar/0.en.txt", "20 ministers arrived in Muscat on Monday.\nThe ministry said it.\n")
    shell.write("ar/broken.txt", b"\xe6\xd5\xe1\n")
    command = build("ar", "-o", "out", "--dev", "0.2", "--test", "0.2", "--json")
    first = shell.run(*command)
    assert first.code == 1
    assert "broken.txt" in first.err
    assert (first.summary["articles"], first.summary["failed"]) == (6, 1)
    sets = [
        row for name in ("train", "dev", "test") for row in records(shell.read(f"out/{name}.jsonl"))
    ]
    assert len(sets) + first.summary["leaks"] == first.summary["kept"] > 6
    origins = {str(row["source_document"]): row["origin"] for row in sets}
    assert origins["0.txt"]["kind"] == "human"  # type: ignore[index]
    assert origins["1.txt"]["kind"] == "machine"  # type: ignore[index]
    report = json.loads(shell.read("out/report.json"))
    assert report["read"] == first.summary["pairs"]
    before = shell.files("out")
    again = shell.run(*command)
    assert again.summary["replayed"] == 6
    assert shell.files("out") == before


def test_build_without_a_usable_article_leaves_the_corpus_as_it_was(shell: Shell) -> None:
    shell.write("out.jsonl", "yesterday's\n")
    shell.write("ar/a.txt", GOOD[0][0])
    shell.write("en/a.txt", "The striker scored twice, and the fans sang on until midnight.")
    shell.write("broken.jsonl.gz", b"no gzip")
    for arguments, complaint in (
        (("missing",), "missing: there is no such file or folder"),
        (("broken.jsonl.gz",), "broken.jsonl.gz: cannot be read"),
        (("ar", "--target", "en"), "has little to do with"),
    ):
        done = shell.run(*build(*arguments, "-o", "out.jsonl"))
        assert done.code == 3
        assert complaint in done.err
        assert "no article could be used" in done.err
        assert shell.read("out.jsonl") == "yesterday's\n"


def windows(journal: Path) -> int:
    """How many groups of articles a journal has."""
    with contextlib.closing(sqlite3.connect(f"file:{journal}?mode=ro", uri=True)) as connection:
        try:
            (count,) = connection.execute("SELECT COUNT(*) FROM window").fetchone()
        except sqlite3.OperationalError:  # It has no tables yet.
            return 0
    return int(count)


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_a_build_that_is_killed_ends_with_the_same_bytes(shell: Shell, private_cache: Path) -> None:
    for number in range(100):
        lines = (f"وصل {number * 7 + at} شخصا إلى مسقط.\n" for at in range(2))
        shell.write(f"ar/{number:02}.txt", "".join(lines))
    whole = shell.run(*build("ar", "-o", "whole.jsonl", "--json"))
    assert whole.code == 0, whole.err

    journals = private_cache / "journals"
    known = set(journals.glob("*.sqlite3"))

    def some_done() -> bool:
        return any(windows(path) for path in set(journals.glob("*.sqlite3")) - known)

    with subprocess.Popen(
        [*PROGRAM, *build("ar", "-o", "out.jsonl", "-q")],
        cwd=shell.folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        wait_for(some_done, process)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=120)
    assert not (shell.folder / "out.jsonl").exists()
    resumed = shell.run(*build("ar", "-o", "out.jsonl", "--json"))
    assert resumed.code == 0, resumed.err
    assert 0 < resumed.summary["replayed"] < 100
    assert shell.read("out.jsonl") == shell.read("whole.jsonl")

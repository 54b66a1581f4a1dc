"""Pages at the shell, with the carried model and encoder."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from tests.cli.test_translate_terms import ARTICLE, GLOSSARY

if TYPE_CHECKING:
    from tests.cli.conftest import Shell

ENGLISH = "Zobar Qintash arrived in the capital yesterday.\n\nQantash said talks will go on.\n"


def rows(shell: Shell, name: str) -> list[Any]:
    found = re.findall(r'class="rows">(.*?)</script>', shell.read(name), re.DOTALL)
    return [item for part in found for item in json.loads(part)]


def test_a_translation_comes_with_its_page(shell: Shell) -> None:
    shell.write("a.txt", ARTICLE)
    shell.write("names.yaml", GLOSSARY)
    command = ("a.txt", "-o", "a.en.txt", "-g", "names.yaml", "--report", "page.html", "--json")
    assert shell.translate(*command).summary["files"] == 1
    page = shell.read("page.html")
    name, first, last = rows(shell, "page.html")
    assert name == "a.txt"
    assert f"{first['t']}\n\n{last['t']}\n" == shell.read("a.en.txt")
    for row in (first, last):
        (term,) = row["m"]
        assert term[1] == "zobar-qintash"
        assert row["s"][slice(*term[3])] in ("زوبار قنتاش", "قنطاش")
        assert row["t"][slice(*term[4])] == term[2]
        assert 0 < row["v"] <= 1
        for link in row["l"].split(";"):
            places = [int(place) for place in link.split()]
            assert row["s"][places[0] : places[1]].strip()
            assert row["t"][places[2] : places[3]].strip()
    # What is up to date is not written again, but shown.
    written = (shell.folder / "a.en.txt").stat().st_mtime_ns
    again = shell.translate(*command).summary
    assert (again["files"], again["unchanged"]) == (0, 1)
    assert shell.read("page.html") == page
    assert (shell.folder / "a.en.txt").stat().st_mtime_ns == written


def test_articles_become_a_page_with_the_glossarys_view(shell: Shell) -> None:
    shell.write("a.ar.txt", ARTICLE)
    shell.write("a.en.txt", ENGLISH)
    shell.write("names.yaml", GLOSSARY)
    done = shell.run("report", "page.html", "a.ar.txt", "a.en.txt", "-g", "names.yaml")
    assert done.code == 0
    assert "2 segments of a document written to page.html" in done.err
    _, first, last = rows(shell, "page.html")
    assert [term[0] for term in first["m"]] == ["canonical"]
    assert [term[0] for term in last["m"]] == ["wrong"]
    shell.run("align", "a.ar.txt", "a.en.txt", "-o", "a.jsonl", "--report", "aligned.html")
    assert [row["t"] for row in rows(shell, "aligned.html")[1:]] == [first["t"], last["t"]]
    done = shell.run("report", "again.html", "a.jsonl", "--json", "-g", "names.yaml")
    assert done.summary == {"documents": 1, "segments": 2, "failed": 0}
    assert rows(shell, "again.html")[1:] == [first, last]


def test_what_cannot_be_read_is_reported_and_the_rest_is_shown(shell: Shell) -> None:
    shell.write("good.tsv", "source\ttarget\nواحد\tone\n")
    shell.write("bad.jsonl", '{"source": "اثنان", "target": "two"}\nnonsense\n')
    done = shell.run("report", "page.html", "good.tsv", "bad.jsonl", "--json")
    assert done.code == 1
    assert done.summary == {"documents": 2, "segments": 2, "failed": 1}
    assert "bad.jsonl:2" in done.err
    assert [row["t"] for row in rows(shell, "page.html") if isinstance(row, dict)] == ["one", "two"]


def test_a_missing_article_is_named_and_no_page_is_written(shell: Shell) -> None:
    shell.write("arabic/a.txt", "واحد\n")
    for given in ("arabic", "arabic/a.txt"):
        done = shell.run("report", "page.html", given, "missing")
        assert done.code == 3
        assert done.err == "error: missing: does not exist\n"
    assert list(shell.files()) == ["arabic/a.txt"]


def test_a_page_never_replaces_an_input(shell: Shell) -> None:
    shell.write("a.tsv", "source\ttarget\nواحد\tone\n")
    for arguments in (("a.tsv", "a.tsv"), ("b.jsonl", "a.tsv")):
        done = shell.run("report", *arguments)
        assert done.code == 2
        assert "page ends in .html" in done.err
    assert sorted(shell.files()) == ["a.tsv"]


def test_scores_come_with_terms_and_a_page(shell: Shell) -> None:
    shell.write("src.txt", "وصل زوبار قنتاش أمس.\nقال قنطاش ذلك.\nعاد.\n")
    shell.write("ref.txt", "Zobar Qintash came yesterday.\nQintash said so.\nHe returned.\n")
    shell.write("hyp.txt", "Zobar Qintash came yesterday.\nQantash said so.\nHe returned.\n")
    shell.write("names.yaml", GLOSSARY)
    command = ("score", "hyp.txt", "-r", "ref.txt", "-s", "src.txt", "-g", "names.yaml")
    done = shell.run(*command, "--json", "--report", "page.html", "--fail-under", "terms=99")
    assert done.code == 1
    assert "Terms % 50.00 is below 99" in done.err
    figures = done.summary["systems"][0]["scores"]
    assert figures["terms"]["score"] == 50.0
    assert figures["names"]["score"] == 100.0
    name, first, second, third = rows(shell, "page.html")
    assert name == "hyp.txt"
    assert [row["r"] for row in (first, second, third)] == shell.read("ref.txt").splitlines()
    assert first["v"] == 100.0
    assert second["v"] < 100
    assert [[term[0] for term in row.get("m", [])] for row in (first, second, third)] == [
        ["canonical"],
        ["wrong"],
        [],
    ]
    assert shell.run(*command[:4], "-g", "names.yaml").code == 2

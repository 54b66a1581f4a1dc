"""`mt-toolkit glossary discover` and `merge`, in part as processes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Shell

ARABIC = (
    "قال وزير الزراعة الليتواني يوناس كازلاوسكاس إن محصول القمح جيد.\n"
    "وأوضح كازلوسكاس للصحافيين أن المفاوضات كانت طويلة.\n"
)
ENGLISH = "Minister Jonas Kazlauskas said the harvest was good.\nKazlauskas told reporters.\n"
GLOSSARY = """\
# the desk's names
version: 1
entries:
  - id: oslo
    kind: place
    target: Oslo
    sources: [أوسلو]
"""


@pytest.fixture(scope="session", autouse=True)
def carried_model() -> None:
    """No model is needed here, so none is asked for."""


@pytest.fixture
def office(shell: Shell) -> Shell:
    shell.write("news/talks.ar.txt", ARABIC)
    shell.write("news/talks.en.txt", ENGLISH)
    shell.write("names.yaml", GLOSSARY)
    return shell


def test_a_table(office: Shell) -> None:
    done = office.run("glossary", "discover", "news")
    assert done.code == 0
    assert done.text.splitlines()[0].split() == ["target", "kind", "seen", "spellings"]
    assert "Jonas Kazlauskas  person  4" in done.text
    assert "news/talks.ar.txt:2:7:" in done.text
    assert "similarity 0." in done.text
    assert done.err == "1 name proposed\n"


def test_json(office: Shell) -> None:
    done = office.call("glossary", "discover", "news", "--output-format", "json", "--quiet")
    (proposal,) = json.loads(done.text)
    assert proposal["entry"]["id"] == "jonas-kazlauskas"
    assert {one["text"]: one["count"] for one in proposal["spellings"]} == {
        "كازلاوسكاس": 1,
        "كازلوسكاس": 1,
        "Kazlauskas": 2,
    }
    assert proposal["spellings"][0]["contexts"][0]["line"] == 1
    assert (done.code, done.err) == (0, "")


def test_from_articles_to_a_glossary_that_lints_clean(office: Shell) -> None:
    found = office.call(
        "glossary", "discover", "news", "--output-format", "yaml", "-o", "proposals.yaml"
    )
    assert (found.code, found.text) == (0, "")
    shown = office.call("glossary", "merge", "names.yaml", "proposals.yaml", "--diff")
    assert shown.code == 0
    assert "+  - id: jonas-kazlauskas" in shown.text
    assert office.read("names.yaml") == GLOSSARY
    done = office.call("glossary", "merge", "names.yaml", "proposals.yaml", "--in-place")
    assert (done.code, done.text, done.err) == (0, "", "1 new entry\n")
    assert office.read("names.yaml").startswith(GLOSSARY.partition("  - id: oslo")[0])
    assert office.call("glossary", "lint", "names.yaml").code == 0
    after = office.read("names.yaml")
    again = office.call("glossary", "merge", "names.yaml", "proposals.yaml", "--in-place")
    assert (again.code, again.err) == (0, "nothing to add\n")
    assert office.read("names.yaml") == after
    known = office.call("glossary", "discover", "news", "-g", "names.yaml")
    assert (known.code, known.text, known.err) == (0, "", "0 names proposed\n")


def test_a_contradiction_is_reported_and_left_out(office: Shell) -> None:
    office.write(
        "proposals.yaml",
        GLOSSARY.replace("oslo", "kristiania").replace("Oslo", "Kristiania")
        + "  - id: riga\n    kind: place\n    target: Riga\n    sources: [ريغا]\n",
    )
    done = office.call("glossary", "merge", "names.yaml", "proposals.yaml", "-o", "out.yaml")
    assert done.code == 1
    assert "proposals.yaml:7:15: 'أوسلو' is a source form of 'oslo', names.yaml:4:5." in done.err
    assert "id: riga" in office.read("out.yaml")
    assert "kristiania" not in office.read("out.yaml")


def test_bad_files_and_the_others(office: Shell) -> None:
    office.write("news/broken.html", b"\x00\x01")
    done = office.run("glossary", "discover", "news", "missing", "--quiet")
    assert done.code == 1
    assert "Jonas Kazlauskas" in done.text
    assert "news/broken.html" in done.err
    assert "missing: there is no such file or folder" in done.err


def test_bitext_and_standard_input(office: Shell) -> None:
    pairs = zip(ARABIC.splitlines(), ENGLISH.splitlines(), strict=True)
    office.write("pairs.tsv", "".join(f"{arabic}\t{english}\n" for arabic, english in pairs))
    table = office.call("glossary", "discover", "pairs.tsv")
    beside = office.call(
        "glossary", "discover", "news/talks.en.txt", "--source", "news/talks.ar.txt"
    )
    alone = office.call("glossary", "discover", "-", stdin=(ARABIC + ENGLISH).encode())
    for done in (table, beside, alone):
        assert done.code == 0
        assert "Jonas Kazlauskas  person  4" in done.text
    nothing = office.call("glossary", "discover", "-", stdin=b"")
    assert (nothing.code, nothing.text) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("merge", "names.yaml", "names.yaml", "--diff", "-i"), 2, "exclude one another"),
        (("merge", "names.csv", "names.yaml"), 3, "is no YAML glossary"),
        (("merge", "none.yaml", "names.yaml"), 3, "none.yaml: cannot be read"),
        (("discover", "news", "--source", "names.yaml"), 2, "--source belongs to one file"),
    ],
)
def test_usage(office: Shell, arguments: tuple[str, ...], code: int, message: str) -> None:
    done = office.call("glossary", *arguments)
    assert done.code == code
    assert message in done.err


def test_help_shows_no_markup(office: Shell) -> None:
    for command in ((), ("check",), ("discover",)):
        done = office.call("glossary", *command, "--help")
        assert done.code == 0
        assert "`" not in done.text
        assert "[bold]" not in done.text

"""`mt-toolkit glossary check` and `lint`; exit codes and streams as processes of their own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Outcome, Shell

GLOSSARY = """\
version: 1
entries:
  - id: abbas-araghchi
    kind: person
    target: Abbas Araghchi
    sources: [عباس عراقجي]
    short:
      target: Araghchi
      sources: [عراقجي, عرقجي]
      wrong: [Araqchi]
"""


@pytest.fixture(scope="session", autouse=True)
def carried_model() -> None:
    """No model is needed here, so none is asked for."""


@pytest.fixture
def office(shell: Shell) -> Shell:
    shell.write("names.yaml", GLOSSARY)
    return shell


def check(shell: Shell, *arguments: str | Path, stdin: bytes = b"") -> Outcome:
    return shell.call("glossary", "check", "-g", "names.yaml", *arguments, stdin=stdin)


def check_as_process(shell: Shell, *arguments: str | Path, stdin: bytes = b"") -> Outcome:
    return shell.run("glossary", "check", "-g", "names.yaml", *arguments, stdin=stdin)


def test_clean_files(office: Shell) -> None:
    office.write("a.txt", "Araghchi said\n")
    done = check_as_process(office, "a.txt")
    assert (done.code, done.text) == (0, "")


def test_the_glossary_that_comes_with_the_toolkit_has_a_name(shell: Shell) -> None:
    shell.write("a.txt", "Abbas Araqchi said\n")
    done = shell.call("glossary", "check", "-g", "names", "--select", "MT101", "a.txt")
    assert done.code == 1
    assert "'Abbas Araqchi' is spelled 'Abbas Araghchi'" in done.text
    shell.write("mt-toolkit.toml", '[glossary.check]\nglossary = ["names", "own.yaml"]\n')
    shell.write("own.yaml", GLOSSARY.replace("Araqchi", "Arakshi"))
    shell.write("a.txt", "Arakshi met Witkof\n")
    done = shell.call("glossary", "check", "--select", "MT101", "a.txt")
    assert [line.split(":")[2] for line in done.text.splitlines() if "MT101" in line] == ["1", "13"]
    assert "note: own.yaml:3 changes abbas-araghchi (" in done.err
    assert shell.call("glossary", "lint", "names").code == 0


def test_the_glossary_that_comes_with_the_toolkit_is_not_changed(office: Shell) -> None:
    refused = office.call("glossary", "merge", "names", "names.yaml", "--in-place")
    assert refused.code == 2
    assert "Write the merged one with --output FILE" in refused.err
    office.call("glossary", "merge", "names", "names.yaml", "-o", "mine.yaml")
    assert office.read("mine.yaml").count("id: abbas-araghchi") == 1


def test_empty_standard_input_is_clean(office: Shell) -> None:
    done = check_as_process(office, "-", stdin=b"")
    assert (done.code, done.text) == (0, "")


def test_findings_in_a_folder_go_to_standard_output_in_order(office: Shell) -> None:
    office.write("texts/b.txt", "Araqchi\n")
    office.write("texts/a.md", "# عرقجي\n")
    office.write("texts/c.bin", "Araqchi\n")
    done = check_as_process(office, "texts")
    assert done.code == 1
    places = [line.split(": ")[0] for line in done.text.splitlines() if "MT1" in line]
    assert places == ["texts/a.md:1:3", "texts/b.txt:1:1"]
    assert "2 findings, 2 can be mended with --fix" in done.err


def test_standard_input(office: Shell) -> None:
    done = check_as_process(office, "--output-format", "json", "-", stdin=b"x\n Araqchi")
    (record,) = json.loads(done.out)
    assert (done.code, record["path"], record["line"], record["column"]) == (1, "<stdin>", 2, 2)


def test_diff_changes_nothing_and_fix_does_what_it_shows(office: Shell) -> None:
    office.write("a.txt", "So\nAraqchi said\n")
    shown = check(office, "--diff", "a.txt")
    assert shown.code == 1
    assert (
        shown.text == "--- a.txt\n+++ a.txt\n@@ -1,2 +1,2 @@\n So\n-Araqchi said\n+Araghchi said\n"
    )
    assert office.read("a.txt") == "So\nAraqchi said\n"
    fixed = check(office, "--fix", "a.txt")
    assert (fixed.code, fixed.text) == (0, "")
    assert "1 mended" in fixed.err
    assert office.read("a.txt") == "So\nAraghchi said\n"
    assert check(office, "--diff", "a.txt").code == 0


def test_a_baseline_lets_old_findings_be(office: Shell) -> None:
    office.write("a.txt", "Araqchi said\n")
    assert check(office, "--write-baseline", "known.json", "a.txt").code == 0
    assert check(office, "--baseline", "known.json", "a.txt").code == 0
    office.write("a.txt", "Araqchi said\nAraqchi left\n")
    done = check(office, "--baseline", "known.json", "--output-format", "json", "a.txt")
    assert (done.code, [record["line"] for record in json.loads(done.out)]) == (1, [2])


def test_statistics(office: Shell) -> None:
    office.write("a.txt", "Araqchi said to Araqchi\n")
    done = check(office, "--statistics", "a.txt")
    assert (done.code, done.text) == (1, "2  MT101    [*] wrong-target-spelling\n")


def test_a_translation_beside_its_source(office: Shell) -> None:
    office.write("a.ar.txt", "قال عراقجي\n")
    office.write("a.en.txt", "He said\n")
    done = check(office, "--source", "a.ar.txt", "--output-format", "github", "a.en.txt")
    assert done.code == 1
    assert "file=a.en.txt,line=1,col=1" in done.text


def test_a_bad_file_is_reported_and_the_others_are_checked(office: Shell) -> None:
    office.write("a.txt", b"\xff\xff")
    office.write("b.txt", "Araqchi")
    done = check_as_process(office, "--output-format", "json", "a.txt", "missing.txt", "b.txt")
    assert done.code == 3
    assert [record["path"] for record in json.loads(done.out)] == ["b.txt"]
    assert "a.txt:1:1" in done.err
    assert "missing.txt" in done.err


def test_options_that_contradict_one_another(office: Shell) -> None:
    office.write("a.txt", "x")
    office.write("b.txt", "x")
    for arguments in (
        ("--fix", "--diff", "a.txt"),
        ("--fix", "-"),
        ("--select", "NONE", "a.txt"),
        ("--source", "a.txt", "a.txt", "b.txt"),
        ("--fix", "--encoding", "cp1256", "a.txt"),
        ("--fix", "--write-baseline", "x.json", "a.txt"),
        ("--output-format", "xml", "a.txt"),
    ):
        assert check(office, *arguments).code == 2, arguments


def test_without_a_glossary(office: Shell) -> None:
    office.write("a.txt", "x")
    done = office.run("glossary", "check", "a.txt")
    assert done.code == 2
    assert "--glossary" in done.err


def test_of_two_glossaries_the_later_one_counts(office: Shell) -> None:
    office.write(
        "later.yaml", GLOSSARY.replace("Araghchi", "Araqchi").replace("[Araqchi]", "[Arak]")
    )
    office.write("a.txt", "Araqchi said")
    done = check(office, "-g", "later.yaml", "a.txt")
    assert done.code == 0
    assert "note: later.yaml:3 changes abbas-araghchi (target, short)" in done.err


HEAD = "version: 1\nentries:\n"
ROME = "  - id: rome\n    kind: place\n    target: Rome\n    sources: [روما]\n"
LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        pytest.param(
            "a.yaml",
            HEAD + "  - id: X\n",
            ":3:9: id 'X' is not an identifier. Use up to",
            id="no identifier",
        ),
        pytest.param(
            "a.yaml",
            HEAD + ROME + "    kind: term\n",
            ":7:5: the key 'kind' is here twice; it was on line 4 before. Keep",
            id="duplicate key",
        ),
        pytest.param(
            "a.yaml",
            HEAD + ROME.replace("[روما]", "&s [*s]"),
            ":6:14: the anchor &s is not allowed in a glossary. Take it out.",
            id="cyclic anchor",
        ),
        pytest.param(
            "a.yaml",
            LAUGHS + HEAD + ROME,
            ":1:1: the glossary has no key 'a'. Use version,",
            id="billion laughs",
        ),
        pytest.param(
            "a.yaml",
            (HEAD + ROME.replace("Rome", "Ro\0me")).encode(),
            ":5:15: U+0000 may not stand in YAML. Take",
            id="NUL",
        ),
        pytest.param(
            "a.yaml",
            HEAD + ROME.replace("Rome", '"Ro\\0me"'),
            ":5:14: target holds U+0000 (a control character). Write",
            id="escaped NUL",
        ),
        pytest.param(
            "a.yaml",
            (HEAD + ROME).encode().replace(b"Rome", b"Ro\xffme"),
            ":5:15: byte 0xFF is not UTF-8. Save",
            id="not UTF-8",
        ),
        pytest.param(
            "a.yaml",
            HEAD + ROME.replace("Rome", "Ro\u202eme"),
            ":5:15: target holds U+202E",
            id="bidi control",
        ),
        pytest.param(
            "a.yaml",
            HEAD + "[" * 5000,
            ":3:1000: not YAML: exceeded maximum nesting depth. Put",
            id="deep brackets",
        ),
        pytest.param(
            "a.yaml",
            "version: 1\nentries: 3\n",
            ":2:10: entries is the number '3', not a list. Start",
            id="number",
        ),
        pytest.param(
            "a.yaml",
            HEAD + ROME.replace("[روما]", "{a: b}"),
            ":6:14: sources is a mapping, not a list. Write",
            id="mapping",
        ),
        pytest.param(
            "a.csv",
            'id,kind,target,sources\nrome,place,"Rome,روما\n',
            ":2:1: not a table: unexpected end of data. Put",
            id="open quotes",
        ),
        pytest.param(
            "a.tsv",
            "id\tkind\ttarget\tsources\nrome\tplace\n",
            ":2:1: the row has 2 cells, the heading 4. Put",
            id="short row",
        ),
    ],
)
def test_a_bad_glossary_is_told_with_place_and_mend(
    office: Shell, name: str, content: str | bytes, told: str
) -> None:
    office.write(name, content)
    office.write("a.txt", "x")
    done = office.call("glossary", "check", "-g", name, "a.txt")
    assert (done.code, done.text) == (3, "")
    first = done.err.splitlines()[0]
    assert first.startswith(f"error: {name}{told}")
    assert first.endswith(".")


def test_the_configuration_file(office: Shell) -> None:
    office.write("a.txt", "Araqchi said\nقال عرقجي\n")
    office.write(
        "mt-toolkit.toml", '[glossary.check]\nglossary = ["names.yaml"]\nignore = ["MT102"]\n'
    )
    done = office.call("glossary", "check", "--output-format", "json", "a.txt")
    assert [record["code"] for record in json.loads(done.out)] == ["MT101"]
    office.write("mt-toolkit.toml", "[glossary.check]\nglosary = []\n")
    done = office.call("glossary", "check", "a.txt")
    assert done.code == 3
    assert "Did you mean glossary" in done.err


def test_lint(office: Shell) -> None:
    assert office.call("glossary", "lint", "names.yaml").code == 0
    office.write(
        "two.yaml", GLOSSARY + "  - {id: a, kind: person, target: Al, sources: [عراقجي]}\n"
    )
    done = office.call("glossary", "lint", "--output-format", "json", "two.yaml")
    assert done.code == 1
    assert [record["code"] for record in json.loads(done.out)] == ["GLOSS04", "GLOSS01"]
    assert office.call("glossary", "lint", "--select", "GLOSS07", "two.yaml").code == 0
    office.write("bad.yaml", "entries: 3\n")
    assert office.call("glossary", "lint", "bad.yaml", "two.yaml").code == 3


def test_lint_takes_standard_input_for_yaml(office: Shell) -> None:
    assert office.call("glossary", "lint", "-", stdin=GLOSSARY.encode()).code == 0
    done = office.call("glossary", "lint", "-", stdin=b"entries: 3\n")
    assert done.code == 3
    assert "<stdin>:1:10" in done.err

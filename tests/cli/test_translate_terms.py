"""``translate --glossary`` at the shell, with the carried model."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Shell

# A name that no model can know, and that is spelled in two ways.
GLOSSARY = """\
version: 1
entries:
  - id: zobar-qintash
    kind: person
    target: Zobar Qintash
    sources: [زوبار قنطاش, زوبار قنتاش]
    short:
      target: Qintash
      sources: [قنطاش, قنتاش]
"""
ARTICLE = """\
وصل زوبار قنتاش إلى العاصمة أمس.

قال قنطاش إن المحادثات ستستأنف الأسبوع المقبل.
"""


def test_names_come_out_as_the_glossary_wants_them(shell: Shell) -> None:
    shell.write("a.txt", ARTICLE)
    shell.write("names.yaml", GLOSSARY)
    done = shell.translate("a.txt", "--glossary", "names.yaml", "--explain")
    assert done.code == 0
    first, _, last = done.text.splitlines()
    assert first.count("Zobar Qintash") == 1
    assert last.count("Qintash") == 1
    told = [line for line in done.err.splitlines() if "(zobar-qintash)" in line]
    assert [line.split(":")[0] for line in told] == ["a.txt, segment 1", "a.txt, segment 2"]
    assert "2 terms" in done.err.splitlines()[-1]


def test_a_table_explains_in_its_records(shell: Shell) -> None:
    shell.write("a.txt", ARTICLE)
    shell.write("names.yaml", GLOSSARY)
    done = shell.translate("a.txt", "-g", "names.yaml", "--explain", "--to", "jsonl", "--quiet")
    assert done.err == ""
    for record in map(json.loads, done.text.splitlines()):
        (term,) = record["terms"]
        start, end = term["source"]
        assert record["source"][start:end] == term["spelling"]
        start, end = term["target"]
        assert record["hypothesis"][start:end] == term["after"] == term["wanted"]


def test_another_glossary_makes_the_output_anew(shell: Shell) -> None:
    shell.write("a.txt", ARTICLE)
    shell.write("names.yaml", GLOSSARY)
    options = ("a.txt", "-o", "a.en.txt", "--json", "--quiet", "-g", "names.yaml")
    terms = shell.translate(*options).summary["terms"]
    assert terms["found"] == 2 == terms["right"] + terms["repaired"] + terms["left"]
    assert shell.translate(*options).summary["unchanged"] == 1
    shell.write("names.yaml", GLOSSARY.replace("Qintash", "Kintash"))
    assert shell.translate(*options).summary["files"] == 1
    assert "Zobar Kintash" in shell.read("a.en.txt")


def test_the_configuration_names_glossaries(shell: Shell) -> None:
    shell.write("a.txt", ARTICLE)
    shell.write("names.yaml", GLOSSARY)
    shell.write("mt-toolkit.toml", '[translate]\nglossary = ["names.yaml"]\n')
    assert "Zobar Qintash" in shell.translate("a.txt", "--quiet").text


def test_a_faulty_glossary_is_told_with_its_place(shell: Shell) -> None:
    shell.write("a.txt", ARTICLE)
    shell.write("names.yaml", GLOSSARY.replace("kind: person", "kind: persen"))
    done = shell.translate("a.txt", "--glossary", "names.yaml")
    assert (done.code, done.text) == (3, "")
    assert "names.yaml:4:" in done.err


def test_there_is_nothing_to_explain_without_a_glossary(shell: Shell) -> None:
    done = shell.translate("a.txt", "--explain")
    assert done.code == 2
    assert "--glossary" in done.err

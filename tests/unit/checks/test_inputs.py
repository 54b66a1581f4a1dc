"""Findings stand at the right place of every kind of file, and only texts are checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mt_toolkit.checks.inputs.documents import Reading
from mt_toolkit.checks.inputs.layout import Layout
from mt_toolkit.errors import UsageError
from mt_toolkit.glossary import Entry, Glossary
from mt_toolkit.reporting.text import text_report
from tests.unit.checks.workbench import check, write

if TYPE_CHECKING:
    from pathlib import Path

TMX = """\
<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header/><body>
<tu>
  <tuv xml:lang="ar"><seg>قال &quot;عرقجي&quot; أمس</seg></tuv>
  <tuv xml:lang="en-GB"><seg>To <ph>Araqchi</ph>é &amp; <bpt i="1"/>Araqchi<ept i="1"/>.</seg></tuv>
</tu>
<tu><tuv xml:lang="fr"><seg>Araqchi</seg></tuv></tu>
</body></tmx>
"""


def test_plain_text_of_many_chunks(tmp_path: Path) -> None:
    lines = [f"Line {number} of a text that goes on.\n" for number in range(30_000)]
    lines[0] = "Araqchi\r\n"
    lines[17_000] = "  and Araqchi\n"
    lines[-1] = "the last: Araqchi"
    path = write(tmp_path, "a.txt", "".join(lines))
    assert check(path).places == [("MT101", 1, 1), ("MT101", 17_001, 7), ("MT101", 30_000, 11)]
    check(path, fix=True)
    lines[0], lines[17_000] = "Araghchi\r\n", "  and Araghchi\n"
    lines[-1] = "the last: Araghchi"
    assert path.read_bytes().decode() == "".join(lines)


def test_columns_count_code_points(tmp_path: Path) -> None:
    (finding,) = check(write(tmp_path, "a.txt", "🎉 ‏وعَرَقْجِي.")).findings
    place = finding.location
    assert (place.column, place.end_column) == (5, 14)
    assert finding.source_line == "🎉 ‏وعَرَقْجِي."


def test_a_name_over_the_end_of_a_line(tmp_path: Path) -> None:
    (finding,) = check(write(tmp_path, "a.txt", "Mr Abbas\nAraqchi said\n")).findings
    place = finding.location
    assert (place.line, place.column, place.end_line, place.end_column) == (1, 4, 2, 8)
    assert finding.fix is None


def test_markdown(tmp_path: Path) -> None:
    text = "# Araqchi\n\nSee `Araqchi` and **Araqchi** [Araqchi](http://x.org/Araqchi).\n"
    path = write(tmp_path, "a.md", text)
    assert check(path).places == [("MT101", 1, 3), ("MT101", 3, 21), ("MT101", 3, 32)]
    assert check(path, fix=True).codes == []
    assert path.read_text() == (
        "# Araghchi\n\nSee `Araqchi` and **Araghchi** [Araghchi](http://x.org/Araqchi).\n"
    )


def test_html(tmp_path: Path) -> None:
    text = (
        '<p class="Araqchi">Said\n&laquo;Araqchi&raquo; Ara<b>qchi</b></p>'
        "<script>Araqchi</script>\n"
    )
    path = write(tmp_path, "a.html", text)
    result = check(path)
    assert result.places == [("MT101", 2, 8), ("MT101", 2, 23)]
    assert [finding.fix is not None for finding in result.findings] == [True, False]


def test_html_with_several_blocks_in_a_line_and_a_name_that_ends_with_a_reference(
    tmp_path: Path,
) -> None:
    text = "<p>One</p> <p>Araqchi</p><p>and Araqch&#105; too</p>\n"
    path = write(tmp_path, "a.html", text)
    first, second = check(path).findings
    assert (first.location.column, first.location.end_column) == (15, 22)
    assert (second.location.column, second.location.end_column) == (33, 45)
    check(path, fix=True)
    assert path.read_text() == text.replace("Araqchi", "Araghchi")


@pytest.mark.parametrize(
    ("name", "text", "mended"),
    [
        ("a.txt", "Smyth Sons", "Smith & <Sons>"),
        ("a.html", "<p>Smyth Sons</p>", "<p>Smyth Sons</p>"),
        ("a.md", "Smyth Sons", "Smyth Sons"),
        ("a.jsonl", '{"text": "Smyth Sons"}', '{"text": "Smith & <Sons>"}'),
        ("a.tsv", "\u0633\u0645\u062b\tSmyth Sons", "\u0633\u0645\u062b\tSmith & <Sons>"),
    ],
)
def test_what_means_something_in_a_format_is_not_written_into_it(
    tmp_path: Path, name: str, text: str, mended: str
) -> None:
    smith = Entry(
        id="a", target="Smith & <Sons>", sources=("\u0633\u0645\u062b",), wrong=("Smyth Sons",)
    )
    path = write(tmp_path, name, text)
    glossary = Glossary(entries=(smith,))
    assert check(path, select="MT101", fix=True, glossary=glossary).fixed == (text != mended)
    assert path.read_text() == mended


@pytest.mark.parametrize(("name", "line"), [("a.html", "<p>{}</p>\n"), ("a.md", "{}\n\n")])
def test_files_of_many_blocks(tmp_path: Path, name: str, line: str) -> None:
    text = 120 * line.format("One.") + line.format("Araqchi")
    path = write(tmp_path, name, text)
    (place,) = check(path).places
    at = text.index("Araqchi")
    assert place == ("MT101", text.count("\n", 0, at) + 1, at - text.rindex("\n", 0, at))
    check(path, fix=True)
    assert path.read_text() == text.replace("Araqchi", "Araghchi")


def test_html_that_is_one_long_line(tmp_path: Path) -> None:
    text = 120 * "<p>One.</p>" + "<p>Araqchi</p>"
    path = write(tmp_path, "a.html", text)
    (finding,) = check(path).findings
    assert finding.location.column == text.index("Araqchi") + 1
    assert finding.location.end_column == finding.location.column + len("Araqchi")
    check(path, fix=True)
    assert path.read_text() == text.replace("Araqchi", "Araghchi")


def test_html_attributes_have_at_least_a_line(tmp_path: Path) -> None:
    text = '<p>One\n<img alt="Araqchi speaks"> two</p>\n'
    (finding,) = check(write(tmp_path, "a.html", text)).findings
    assert finding.code == "MT101"


def test_jsonl_of_texts(tmp_path: Path) -> None:
    text = '{"id": "Araqchi", "text": "so\\n\\tAraqchi said"}\n{"text": "\\u0041raqchi"}\n'
    path = write(tmp_path, "a.jsonl", text)
    result = check(path)
    assert result.places == [("MT101", 1, 34), ("MT101", 2, 11)]
    assert check(path, fix=True).places == [("MT101", 2, 11)]
    assert '"so\\n\\tAraghchi said"' in path.read_text()


@pytest.mark.parametrize(
    ("name", "heading", "line"),
    [
        ("a.jsonl", "", '{"text": "Araqchi and \\u0041raqchi"}\n'),
        ("a.md", "", "- Araqchi\n\n"),
        ("a.html", "", "<p>Araqchi</p>\n"),
        ("a.tsv", "source\ttarget\n", "\u0639\u0631\u0627\u0642\u062c\u064a\tAraqchi\r\n"),
    ],
)
def test_every_line_of_a_file_is_mended_at_its_place(
    tmp_path: Path, name: str, heading: str, line: str
) -> None:
    path = write(tmp_path, name, heading + 9 * line)
    assert check(path, select="MT101", fix=True).fixed == 9
    mended = line.replace("Araqchi", "Araghchi")
    assert path.read_bytes().decode() == heading + 9 * mended


def test_tmx_with_a_name_that_ends_with_a_reference(tmp_path: Path) -> None:
    text = TMX.replace("To <ph>", "Araqch&#105; to <ph>")
    path = write(tmp_path, "a.tmx", text)
    found = next(one for one in check(path).findings if one.code == "MT101")
    start = text.splitlines()[4].index("Araqch&") + 1
    place = found.location
    assert (place.column, place.end_column) == (start, start + len("Araqch&#105;"))


def test_jsonl_of_pairs(tmp_path: Path) -> None:
    text = (
        '{"source": "قال عراقجي", "target": "He said"}\n'
        '{"target": "Araqchi said", "source": "قال عراقجي"}\n'
        "no record\n"
    )
    result = check(write(tmp_path, "a.jsonl", text))
    assert result.places == [("MT201", 1, 37), ("MT101", 2, 13)]
    assert [str(error.exit_code) for error in result.errors] == ["3"]


def test_tsv_with_a_heading_and_in_either_order(tmp_path: Path) -> None:
    heading = "id\ttarget\tsource\n1\tHe said\tقال عراقجي\n"
    assert check(write(tmp_path, "a.tsv", heading)).places == [("MT201", 2, 3)]
    turned = "He said\tقال عراقجي\n"
    assert check(write(tmp_path, "b.tsv", turned)).places == [("MT201", 1, 1)]


def test_tsv_with_too_few_columns(tmp_path: Path) -> None:
    (error,) = check(write(tmp_path, "a.tsv", "a\tb\nc\n")).errors
    assert "a.tsv:2: has 1 column, not 2" in str(error)


def test_tmx(tmp_path: Path) -> None:
    path = write(tmp_path, "a.tmx", TMX)
    assert check(path, select="MT1").places == [("MT102", 4, 37), ("MT101", 5, 69)]
    assert check(path, fix=True, select="MT1").codes == []
    mended = path.read_text()
    assert mended == TMX.replace("عرقجي", "عراقجي").replace(
        '<bpt i="1"/>Araqchi', '<bpt i="1"/>Araghchi'
    )


def test_tmx_with_characters_that_xml_cannot_hold(tmp_path: Path) -> None:
    text = TMX.replace("To <ph>Araqchi</ph>", '<ph type="x-character">U+0001</ph>')
    path = write(tmp_path, "a.tmx", text)
    (finding,) = check(path, select="MT101").findings
    column = text.splitlines()[4].index("Araqchi") + 1
    assert (finding.location.line, finding.location.column) == (5, column)
    check(path, fix=True, select="MT101")
    assert path.read_text() == text.replace('"1"/>Araqchi', '"1"/>Araghchi')


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<tmx><body>", "not well-formed"),
        ('<!DOCTYPE tmx [<!ENTITY a "b">]><tmx/>', "declares the entity a"),
    ],
)
def test_bad_tmx(tmp_path: Path, text: str, problem: str) -> None:
    (error,) = check(write(tmp_path, "a.tmx", text)).errors
    assert problem in str(error)


def test_two_files_side_by_side(tmp_path: Path) -> None:
    source = write(tmp_path, "a.ar.txt", "قال عرقجي\nثم عاد\n")
    target = write(tmp_path, "a.en.txt", "He said\nAraqchi came back\n")
    result = check(target, source=source)
    assert [(finding.name, finding.code) for finding in result.findings] == [
        (source.as_posix(), "MT102"),
        (target.as_posix(), "MT201"),
        (target.as_posix(), "MT101"),
        (target.as_posix(), "MT202"),
    ]
    check(target, source=source, fix=True)
    assert source.read_text() == "قال عراقجي\nثم عاد\n"
    assert target.read_text() == "He said\nAraghchi came back\n"


def test_two_files_of_different_length(tmp_path: Path) -> None:
    source = write(tmp_path, "a.ar.txt", "واحد\nاثنان\n")
    target = write(tmp_path, "a.en.txt", "One\n")
    (error,) = check(target, source=source).errors
    assert f"{source}:2: has more segments than {target}" in str(error)


def test_tables_have_no_second_file(tmp_path: Path) -> None:
    path = write(tmp_path, "a.tsv", "a\tb\n")
    with pytest.raises(UsageError):
        check(path, source=path, reading=Reading(layout=Layout.TSV))


def test_an_empty_file_is_clean(tmp_path: Path) -> None:
    result = check(write(tmp_path, "a.txt", ""))
    assert (result.codes, result.errors) == ([], [])


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    good = write(tmp_path, "b.txt", "Araqchi")
    bad = tmp_path / "a.txt"
    bad.write_bytes(b"\xff\xfe\xff")
    result = check(bad, good)
    assert result.codes == ["MT101"]
    assert len(result.errors) == 1


def test_of_a_line_as_long_as_a_file_what_is_near_is_kept(tmp_path: Path) -> None:
    text = "word " * 20_000 + "Araqchi said " + "قال " * 20_000 + "Witkoff قال"
    path = write(tmp_path, "a.txt", text)
    wrong, latin = check(path, select="MT1").findings
    assert (wrong.code, wrong.location.column) == ("MT101", 100_001)
    assert (latin.code, latin.location.column) == ("MT104", text.index("Witkoff") + 1)
    for finding, name in ((wrong, "Araqchi"), (latin, "Witkoff")):
        assert len(finding.source_line) < 3000
        first = finding.location.column - finding.source_column
        assert finding.source_line[first : first + len(name)] == name
    shown = next(text_report([wrong])).splitlines()[2:4]
    assert shown[0].startswith("1 | \u2067… word")
    assert shown[1].index("^") == shown[0].index("Araqchi")
    check(path, fix=True)
    assert path.read_text(encoding="utf-8") == text.replace("Araqchi", "Araghchi")

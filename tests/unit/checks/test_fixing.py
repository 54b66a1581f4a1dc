"""Fixes touch what they are for, and once is enough."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mt_toolkit.checks.fixing import applicable, edited, unified_diff
from mt_toolkit.findings import Edit, Finding, Fix, Location, Severity
from mt_toolkit.text import Span
from tests.unit.checks.workbench import check, write

if TYPE_CHECKING:
    from pathlib import Path

WORDS = st.sampled_from(
    [
        "Araqchi", "araqchi", "ARAKJI", "Abbas Araqchi", "abbas araghchi", "Araghchi", "Albusaidi",
        "Lahay", "عرقجي", "وعرقجي", "للبوسعيدي", "لآل بوسعيدي", "آل بوسعيدي", "عَرَقْجِي", "عـرقجي",
        "🎉", "\u200f", "\u202b", "e\u0301", "ﷲ", "said", "قال", "\t", "’s", "'s", "-", ".", "،",
    ]
)  # fmt: skip
GAPS = st.sampled_from([" ", " ", " ", "\n", "\r\n", "\n\n", "", "\u2028"])


@st.composite
def texts(draw: st.DrawFn) -> str:
    parts = draw(st.lists(st.tuples(WORDS, GAPS), min_size=1, max_size=12))
    return "".join(word + gap for word, gap in parts)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=texts())
def test_after_a_fix_nothing_is_left_to_fix(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, "a.txt", text)
    left = check(path, fix=True, unsafe=True).findings
    once = path.read_bytes()
    assert [finding for finding in left if finding.fix is not None] == []
    assert check(path, fix=True, unsafe=True).fixed == 0
    assert path.read_bytes() == once


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=texts())
def test_a_fix_touches_nothing_but_its_findings(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, "a.txt", text)
    edits = applicable(check(path).findings, unsafe=False)
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    lines = text.splitlines(keepends=True)
    assert "".join(new for _, new in edited(lines, edits)) == "".join((*pieces, text[at:]))
    for finding in check(path).findings:
        if finding.fix is not None:
            span = finding.fix.edit.span
            line = finding.source_line
            first = finding.location.column - 1
            assert line[first : first + len(span)] == span.of(text)


def test_of_edits_that_overlap_the_first_is_made_and_of_neighbours_both() -> None:
    def finding(start: int, end: int) -> Finding:
        return Finding(
            path=None,
            location=Location(line=1, column=start + 1, end_line=1, end_column=end + 1),
            code="MT101",
            rule="rule",
            severity=Severity.ERROR,
            message="",
            mend="",
            source_line="",
            fix=Fix(edit=Edit(span=Span(start, end), text=str(start)), safe=True),
        )

    found = [finding(4, 6), finding(0, 2), finding(2, 4), finding(3, 5)]
    assert [edit.text for edit in applicable(found, unsafe=False)] == ["0", "2", "4"]


def test_the_same_bytes_stay_around_a_fix(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfAraqchi\r\nAraqchi\n\nno end: Araqchi")
    check(path, fix=True)
    assert path.read_bytes() == b"\xef\xbb\xbfAraghchi\r\nAraghchi\n\nno end: Araghchi"


def test_mode_and_links_stay(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "Araqchi")
    path.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(path)
    check(link, fix=True)
    assert link.is_symlink()
    assert path.read_text() == "Araghchi"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_file_without_findings_is_not_written(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "Araghchi")
    os.utime(path, (1, 1))
    assert check(path, fix=True).fixed == 0
    assert path.stat().st_mtime == 1


def test_a_diff_is_what_diff_would_say() -> None:
    lines = [f"{number}\n" for number in range(1, 31)]
    text = "".join(lines)

    def edit(number: int) -> Edit:
        start = text.index(f"\n{number}\n") + 1
        return Edit(span=Span(start, start + len(str(number))), text="x")

    shown = "".join(unified_diff("a.txt", lines, [edit(5), edit(12), edit(30)]))
    assert shown == (
        "--- a.txt\n+++ a.txt\n"
        "@@ -2,14 +2,14 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n 9\n 10\n 11\n-12\n+x\n 13\n 14\n 15\n"
        "@@ -27,4 +27,4 @@\n 27\n 28\n 29\n-30\n+x\n"
    )


def test_a_diff_without_a_last_line_end() -> None:
    shown = "".join(unified_diff("a", ["one"], [Edit(span=Span(0, 3), text="two")]))
    assert shown.endswith(
        "-one\n\\ No newline at end of file\n+two\n\\ No newline at end of file\n"
    )


@given(st.lists(st.integers(1, 60), unique=True), st.integers(60, 80))
def test_a_diff_can_be_applied(changed: list[int], count: int) -> None:
    lines = [f"line {number}\n" for number in range(1, count + 1)]
    offsets = [sum(map(len, lines[: number - 1])) for number in sorted(changed)]
    edits = [Edit(span=Span(at, at + 4), text="LINE") for at in offsets]
    shown = "".join(unified_diff("a", lines, edits)).splitlines(keepends=True)
    assert _patched(lines, shown) == [new for _, new in edited(lines, edits)]


def _patched(lines: list[str], diff: list[str]) -> list[str]:
    """What ``patch`` does, for diffs that keep the number of lines."""
    new = list(lines)
    at = 0
    for line in diff[2:]:
        if line.startswith("@@"):
            at = int(line.split("+")[1].split(",")[0]) - 1
            old = at
            continue
        if line[0] in " -":
            assert lines[old] == line[1:]
            old += 1
        if line[0] in " +":
            new[at] = line[1:]
            at += 1
    return new

"""Every report says the same of the same findings, in the form its readers expect."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.findings import Edit, Finding, Fix, Location, Severity
from mt_toolkit.reporting import REPORTS, statistics_table
from mt_toolkit.reporting.text import excerpt, isolated
from mt_toolkit.text import Span

ENGLISH = Finding(
    path=Path("a dir/a,b.txt"),
    location=Location(line=3, column=5, end_line=3, end_column=12),
    code="MT101",
    rule="wrong-target-spelling",
    severity=Severity.ERROR,
    message="'Araqchi' is spelled 'Araghchi'",
    mend="Write 'Araghchi'",
    source_line="Mr. Araqchi spoke: 100%",
    entry="abbas-araghchi",
    fix=Fix(edit=Edit(span=Span(40, 47), text="Araghchi"), safe=True),
)
ARABIC = Finding(
    path=None,
    location=Location(line=12, column=6, end_line=12, end_column=12),
    code="MT102",
    rule="source-spelling-not-preferred",
    severity=Severity.WARNING,
    message="عرقجي is spelled عراقجي",
    mend="Write عراقجي",
    source_line="قال وعَرقجي أمس",
)
BOTH = [ENGLISH, ARABIC]

# Of the standard (OASIS SARIF 2.1.0) the objects that are used here, strictly: no other property
# may be there, and what the standard requires must be.
_TEXT: Final = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string"}},
    "additionalProperties": False,
}
_REGION: Final = {
    "type": "object",
    "properties": {
        name: {"type": "integer", "minimum": 1}
        for name in ("startLine", "startColumn", "endLine", "endColumn")
    },
    "additionalProperties": False,
}
_ARTIFACT: Final = {
    "type": "object",
    "properties": {"uri": {"type": "string", "format": "uri-reference", "pattern": "^[!-~]+$"}},
    "additionalProperties": False,
}
_LEVEL: Final = {"enum": ["none", "note", "warning", "error"]}
SARIF: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool"],
                "additionalProperties": False,
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "additionalProperties": False,
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "additionalProperties": False,
                                "properties": {
                                    "name": {"type": "string"},
                                    "version": {"type": "string"},
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "type": "object",
                                            "required": ["id"],
                                            "additionalProperties": False,
                                            "properties": {
                                                "id": {"type": "string"},
                                                "name": {"type": "string"},
                                                "shortDescription": _TEXT,
                                                "defaultConfiguration": {
                                                    "type": "object",
                                                    "properties": {"level": _LEVEL},
                                                    "additionalProperties": False,
                                                },
                                            },
                                        },
                                    },
                                },
                            }
                        },
                    },
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message"],
                            "additionalProperties": False,
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": _LEVEL,
                                "message": _TEXT,
                                "partialFingerprints": {
                                    "type": "object",
                                    "additionalProperties": {"type": "string"},
                                },
                                "properties": {"type": "object"},
                                "locations": {
                                    "type": "array",
                                    "items": {
                                        "type": "object",
                                        "additionalProperties": False,
                                        "properties": {
                                            "physicalLocation": {
                                                "type": "object",
                                                "additionalProperties": False,
                                                "properties": {
                                                    "artifactLocation": _ARTIFACT,
                                                    "region": _REGION,
                                                },
                                            }
                                        },
                                    },
                                },
                                "fixes": {
                                    "type": "array",
                                    "items": {
                                        "type": "object",
                                        "required": ["artifactChanges"],
                                        "additionalProperties": False,
                                        "properties": {
                                            "description": _TEXT,
                                            "artifactChanges": {
                                                "type": "array",
                                                "minItems": 1,
                                                "items": {
                                                    "type": "object",
                                                    "required": [
                                                        "artifactLocation",
                                                        "replacements",
                                                    ],
                                                    "additionalProperties": False,
                                                    "properties": {
                                                        "artifactLocation": _ARTIFACT,
                                                        "replacements": {
                                                            "type": "array",
                                                            "minItems": 1,
                                                            "items": {
                                                                "type": "object",
                                                                "required": ["deletedRegion"],
                                                                "additionalProperties": False,
                                                                "properties": {
                                                                    "deletedRegion": _REGION,
                                                                    "insertedContent": _TEXT,
                                                                },
                                                            },
                                                        },
                                                    },
                                                },
                                            },
                                        },
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}


def written(name: str, findings: list[Finding]) -> str:
    return "".join(REPORTS[name](findings))


def test_text() -> None:
    assert written("text", [ENGLISH]) == (
        "a dir/a,b.txt:3:5: MT101 [*] 'Araqchi' is spelled 'Araghchi'\n"
        "  |\n"
        "3 | Mr. Araqchi spoke: 100%\n"
        "  |     ^^^^^^^\n"
        "  = Write 'Araghchi'\n\n"
    )


def test_unsafe_fixes_are_marked_differently() -> None:
    fix = Fix(edit=Edit(span=Span(0, 1), text=""), safe=False)
    assert "MT101 [-] " in written("text", [replace(ENGLISH, fix=fix)])


def test_a_right_to_left_line_and_its_marks_are_isolates_of_one_width() -> None:
    shown, marks = excerpt(ARABIC)
    assert shown == "\u2067قال وعَرقجي أمس\u2069"
    # The vowel mark takes no column.
    assert marks == "\u2067     ^^^^^    \u2069"


def test_words_of_a_message_cannot_change_its_order() -> None:
    assert isolated("عرقجي is spelled عباس عراقجي") == (
        "\u2068عرقجي\u2069 is spelled \u2068عباس عراقجي\u2069"
    )


def test_controls_in_a_line_are_shown_and_do_nothing() -> None:
    line = "\u202eMr. Araqchi\x1b[2J\tspoke"
    shown, marks = excerpt(
        replace(
            ENGLISH,
            source_line=line,
            location=Location(line=1, column=6, end_line=1, end_column=13),
        )
    )
    assert shown == "\ufffdMr. Araqchi\ufffd[2J spoke"
    assert marks == "     ^^^^^^^"


def test_long_lines_are_cut_at_words() -> None:
    line = "word " * 50 + "Araqchi" + " more" * 50
    place = Location(line=1, column=251, end_line=1, end_column=258)
    shown, marks = excerpt(replace(ENGLISH, source_line=line, location=place))
    assert shown.startswith("… word ")
    assert shown.endswith(" more …")
    assert len(shown) < 100
    assert shown[marks.index("^") :].startswith("Araqchi")


LINES = st.text(
    st.sampled_from("عرقجي قال wordAra 漢🎉\u064e\u0301\u202b\t\u200d:,"), min_size=1, max_size=200
)


@given(LINES, st.data())
def test_marks_stand_under_what_is_meant(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line) - 1))
    end = data.draw(st.integers(start + 1, min(len(line), start + 20)))
    place = Location(line=1, column=start + 1, end_line=1, end_column=end + 1)
    shown, marks = excerpt(replace(ENGLISH, source_line=line, location=place))
    isolate = shown.startswith("\u2067")
    assert isolate == any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in shown)
    if isolate:
        shown, marks = shown[1:-1], marks[1:-1]
        assert len(marks) == max(columns(shown), len(marks.rstrip()))
    first = marks.index("^")
    marked = marks.count("^")
    meant = line[start:end]
    at = next(at for at in range(len(shown) + 1) if columns(shown[:at]) == first)
    clean = "".join(
        " " if sign == "\t" else "\ufffd" if sign == "\u202b" else sign for sign in meant
    )
    assert shown[at:].lstrip("\u064e\u0301\u200d").startswith(clean.lstrip("\u064e\u0301\u200d"))
    assert marked == max(1, columns(clean))


def columns(text: str) -> int:
    return sum(
        0
        if unicodedata.category(sign) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(sign) in "WF"
        else 1
        for sign in text
    )


def test_json() -> None:
    records = json.loads(written("json", BOTH))
    assert [record["code"] for record in records] == ["MT101", "MT102"]
    assert records[0] == {
        "path": "a dir/a,b.txt",
        "line": 3,
        "column": 5,
        "end_line": 3,
        "end_column": 12,
        "code": "MT101",
        "rule": "wrong-target-spelling",
        "severity": "error",
        "message": "'Araqchi' is spelled 'Araghchi'",
        "mend": "Write 'Araghchi'",
        "entry": "abbas-araghchi",
        "fix": {"start": 40, "end": 47, "text": "Araghchi", "safe": True},
    }
    assert records[1]["path"] == "<stdin>"
    assert records[1]["fix"] is None
    assert json.loads(written("json", [])) == []


@pytest.mark.parametrize("findings", [[], BOTH, [ENGLISH, ENGLISH]])
def test_sarif_is_what_the_standard_asks_for(findings: list[Finding]) -> None:
    log = json.loads(written("sarif", findings))
    jsonschema.Draft202012Validator(SARIF).validate(log)
    (run,) = log["runs"]
    assert len(run["results"]) == len(findings)
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    prints = [result["partialFingerprints"]["mtToolkit/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints)


def test_sarif_places_and_fixes() -> None:
    (run,) = json.loads(written("sarif", BOTH))["runs"]
    first, second = run["results"]
    (change,) = first["fixes"][0]["artifactChanges"]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20dir/a%2Cb.txt"
    assert place["region"] == {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 12}
    assert change["replacements"][0]["insertedContent"]["text"] == "Araghchi"
    assert "fixes" not in second
    assert second["level"] == "warning"


def test_github() -> None:
    first, second = written("github", BOTH).splitlines()
    assert first == (
        "::error title=mt-toolkit (MT101),file=a dir/a%2Cb.txt,line=3,col=5,endLine=3,endColumn=12"
        "::MT101 'Araqchi' is spelled 'Araghchi'. Write 'Araghchi'."
    )
    assert second.startswith("::warning ")
    breaking = replace(ENGLISH, message="100%\n::stop")
    assert "::MT101 100%25%0A::stop. " in written("github", [breaking])


def test_gitlab() -> None:
    first, second, third = json.loads(written("gitlab", [*BOTH, ENGLISH]))
    assert first["location"] == {"path": "a dir/a,b.txt", "lines": {"begin": 3, "end": 3}}
    assert (first["severity"], second["severity"]) == ("major", "minor")
    assert first["check_name"] == "MT101"
    assert len({issue["fingerprint"] for issue in (first, second, third)}) == 3


def test_fingerprints_do_not_depend_on_the_line_number() -> None:
    moved = replace(ENGLISH, location=Location(line=9, column=5, end_line=9, end_column=12))
    (first,) = json.loads(written("gitlab", [ENGLISH]))
    (second,) = json.loads(written("gitlab", [moved]))
    assert first["fingerprint"] == second["fingerprint"]


def parsed(findings: list[Finding]) -> ElementTree.Element:
    return ElementTree.fromstring(written("junit", findings))  # noqa: S314 - our own XML


def test_junit() -> None:
    root = parsed([replace(ENGLISH, message="<&>\x00"), ARABIC])
    assert (root.tag, root.get("tests"), root.get("failures")) == ("testsuites", "2", "2")
    assert [suite.get("name") for suite in root] == ["a dir/a,b.txt", "<stdin>"]
    failure = root.find("testsuite/testcase/failure")
    assert failure is not None
    assert failure.get("message") == "<&>\ufffd"
    clean = parsed([])
    assert (clean.get("tests"), clean.get("failures")) == ("1", "0")


def test_statistics() -> None:
    assert statistics_table([ENGLISH, ENGLISH, ARABIC]) == (
        "2  MT101    [*] wrong-target-spelling\n1  MT102        source-spelling-not-preferred\n"
    )
    assert statistics_table([]) == ""


def test_sarif_gives_a_path_from_the_root_as_a_uri() -> None:
    # As a relative reference with a slash before it, "sarif validate" refuses it (SARIF1004).
    there = replace(ENGLISH, path=Path("/a dir/b.txt"))
    (run,) = json.loads("".join(REPORTS["sarif"]([there])))["runs"]
    (place,) = run["results"][0]["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "file:///a%20dir/b.txt"

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.formats.jsonl import JsonLines
from mt_toolkit.protocols import BlockTranslation


def english(line: str, *texts: str, field: str = "text") -> str:
    form = JsonLines(field=field)
    (passage,) = form.read([line], None)
    return form.render(passage, [BlockTranslation(text=text) for text in texts])


def test_only_the_field_changes() -> None:
    line = '{ "id":1.50 ,"text" :"خبر", "meta": {"text": "نص"} }\r\n'
    assert english(line, "News") == line.replace("خبر", "News")


def test_english_is_escaped() -> None:
    written = english('{"text": "خبر"}\n', 'a "b" \\ c\td “e”')
    assert json.loads(written)["text"] == 'a "b" \\ c\td “e”'


def test_a_file_of_ascii_stays_one() -> None:
    assert english('{"text": "\\u062e\\u0628\\u0631"}', "“x”") == '{"text": "\\u201cx\\u201d"}'


def test_fields_are_reached_by_dots() -> None:
    line = '{"a": {"b": "نص", "c": "نص"}, "b": "نص"}'
    assert english(line, "X", field="a.b") == '{"a": {"b": "X", "c": "نص"}, "b": "نص"}'


def test_line_breaks_of_the_value_are_kept() -> None:
    assert english('{"text": "أول\\n\\n- ثان"}', "A", "B") == '{"text": "A\\n\\n- B"}'


@pytest.mark.parametrize(
    ("line", "field", "problem", "column"),
    [
        ("{", "text", "is not JSON", 2),
        ('{"text": "a"} x', "text", "is not JSON", 15),
        ('{"a": 1}', "text", "has no field 'text'", 1),
        ('{"text": 5}', "text", "field 'text' is not a string", 10),
        ('["text"]', "text", "the record is not an object", 1),
        ('{"a": "x"}', "a.b", "field 'a' is not an object", 7),
        ('{"a": {}}', "a.b", "has no field 'a.b'", 7),
        ("[" * 100_000, "text", "", 1),
    ],
)
def test_a_bad_line_is_named_and_the_others_go_on(
    line: str, field: str, problem: str, column: int
) -> None:
    form = JsonLines(field=field)
    good = '{"text": "نص", "a": {"b": "نص"}}\n'
    first, bad, last = form.read([good, f"{line}\n", good], Path("x.jsonl"))
    assert len(first.blocks) == len(last.blocks) == 1
    assert not first.problems
    assert not last.problems
    (error,) = bad.problems
    assert problem in error.problem
    assert error.mend
    assert error.path == Path("x.jsonl")
    assert error.line == 2
    if problem:
        assert error.column == column
    assert form.render(bad, []) == f"{line}\n"


@given(
    value=st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    ensure_ascii=st.booleans(),
)
def test_any_string_is_found_and_written_again(value: str, ensure_ascii: bool) -> None:
    form = JsonLines()
    line = json.dumps({"id": "x", "text": value, "n": [1]}, ensure_ascii=ensure_ascii)
    (passage,) = form.read([line], None)
    assert not passage.problems
    own = [BlockTranslation(text=b.text, inlines=b.inlines) for b in passage.blocks]
    if not passage.patches:
        written = json.loads(form.render(passage, own))
        assert written["text"].split() == value.split()
        assert (written["id"], written["n"]) == ("x", [1])

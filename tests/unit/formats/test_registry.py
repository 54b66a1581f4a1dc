from __future__ import annotations

import importlib.metadata
from pathlib import Path

import pytest

from mt_toolkit.errors import UsageError
from mt_toolkit.formats import ENTRY_POINTS, FORMATS, format_for
from mt_toolkit.formats.jsonl import JsonLines
from mt_toolkit.formats.plain import Plain


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.txt", "plain"),
        ("README", "plain"),
        ("a.MD", "markdown"),
        ("a.htm", "html"),
        ("a.xhtml", "html"),
        ("a.b.ndjson", "jsonl"),
    ],
)
def test_the_suffix_chooses(name: str, expected: str) -> None:
    assert format_for(Path(name)).name == expected


def test_standard_input_is_plain_and_a_name_wins() -> None:
    assert format_for(None).name == "plain"
    assert format_for(Path("a.txt"), "html").name == "html"


def test_the_field_reaches_jsonl() -> None:
    assert format_for(Path("a.jsonl"), field="a.b") == JsonLines(field="a.b")


def test_unknown_ones_are_answered_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"\.docx.*\.jsonl"):
        format_for(Path("a.docx"))
    with pytest.raises(UsageError, match=r"wiki.*markdown"):
        format_for(None, "wiki")


def test_names_and_suffixes_are_unique() -> None:
    suffixes = [suffix for form in FORMATS.values() for suffix in form.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert all(suffix == suffix.lower() and suffix[0] == "." for suffix in suffixes)


def test_other_packages_can_add_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    class Wiki(Plain):
        name = "wiki"
        suffixes = (".wiki",)

    class Entry:
        def load(self) -> type[Wiki]:
            return Wiki

    def entry_points(*, group: str) -> list[Entry]:
        return [Entry()] if group == ENTRY_POINTS else []

    monkeypatch.setattr(importlib.metadata, "entry_points", entry_points)
    assert isinstance(format_for(Path("a.wiki")), Wiki)
    assert isinstance(format_for(None, "wiki"), Wiki)

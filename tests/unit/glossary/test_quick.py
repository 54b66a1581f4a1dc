"""The short way to a glossary leads to what the long way leads to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.glossary import (
    Glossary,
    InvalidGlossary,
    glossary_as_table,
    glossary_as_yaml,
    parse_glossary,
)
from mt_toolkit.glossary.build import build_glossary, entries_from
from mt_toolkit.glossary.nodes import ListNode, MappingNode, Node
from mt_toolkit.glossary.patterns import patterns_with_owners
from mt_toolkit.glossary.problems import Problems
from mt_toolkit.glossary.spellings import Side, patterns_of, texts_of
from mt_toolkit.glossary.yaml_nodes import parse_yaml
from mt_toolkit.glossary.yaml_quick import read_quickly
from tests.unit.glossary.strategies import glossaries

HEAD = "version: 1\nentries:\n"
ROME = "  - id: rome\n    kind: place\n    target: Rome\n    sources: [روما]\n"
PARIS = "  - id: paris\n    kind: place\n    target: Paris\n    sources: [باريس]\n"


def slowly(text: str) -> Glossary:
    """A glossary by way of its nodes."""
    problems = Problems(None)
    return build_glossary(parse_yaml(text, problems), problems)


def nodes(glossary: Glossary) -> list[Node]:
    return [entry.place.root for entry in glossary if entry.place is not None]


@given(glossaries())
def test_what_was_written_here_is_read_quickly_and_keeps_its_places(glossary: Glossary) -> None:
    text = glossary_as_yaml(glossary)
    quick = read_quickly(text, None)
    slow = slowly(text)
    assert quick == slow == glossary
    assert quick is not None
    assert nodes(quick) == nodes(slow)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A glossary's text with something put in, taken out, moved or doubled."""
    text = glossary_as_yaml(draw(glossaries()))
    for _ in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            lines = text.splitlines(keepends=True)
            line = draw(st.integers(0, len(lines) - 1))
            moved = draw(st.sampled_from([[], [lines[line]] * 2, ["\n"], ["  # x\n"]]))
            lines[line : line + 1] = moved
            text = "".join(lines)
        else:
            at = draw(st.integers(0, len(text)))
            put = draw(st.sampled_from([*" \n\t\r\"'#:-[]{},&*!|>?%@\\x1يـ\u202e\u0085", "no"]))
            text = text[:at] + put + text[at + draw(st.integers(0, 2)) :]
    return text


@given(damaged())
def test_what_is_not_quite_right_is_never_read_otherwise(text: str) -> None:
    quick = read_quickly(text, None)
    if quick is None:
        return
    slow = slowly(text)
    assert quick == slow
    assert nodes(quick) == nodes(slow)


@pytest.mark.parametrize(
    "odd",
    [
        "    note: 'single quotes'\n",
        "    note: a note that goes on\n      over the end of its line\n",
        "    admitted:\n    - City of Rome\n",
        '    note: "\\u0041"\n',
        "    admitted: [ City of Rome ]  # the old one\n",
        "    note: |\n      several\n      words\n",
    ],
)
def test_one_odd_entry_is_read_by_itself(odd: str) -> None:
    text = HEAD + PARIS + ROME + odd
    try:
        slow = slowly(text)
    except InvalidGlossary:
        assert read_quickly(text, None) is None
        return
    quick = read_quickly(text, None)
    assert quick == slow
    assert quick is not None
    assert nodes(quick) == nodes(slow)


@pytest.mark.parametrize(
    "text",
    [
        HEAD + ROME + ROME,
        HEAD + ROME + "    short:\n",
        HEAD + ROME.replace("Rome", "No"),
        HEAD + ROME.replace("[روما]", "[روما, روما]"),
        HEAD + ROME + "...\n" + PARIS,
        HEAD + ROME + "---\n" + PARIS,
        HEAD + ROME + "more: x\n",
        HEAD.replace("1", "2") + ROME,
        HEAD.replace("entries", "source_language: no\nentries") + ROME,
        HEAD + "  - &a\n" + ROME,
        HEAD + ROME.replace("Rome", "R\u0000me"),
    ],
)
def test_what_is_wrong_takes_the_long_way(text: str) -> None:
    assert read_quickly(text, None) is None
    with pytest.raises(InvalidGlossary):
        parse_glossary(text, "yaml")


def test_a_dash_inside_a_text_of_two_lines_starts_no_entry() -> None:
    text = HEAD + ROME + '    note: "one\n  - two"\n'
    assert read_quickly(text, None) is None
    assert parse_glossary(text, "yaml")["rome"].note == "one - two"


def test_windows_line_ends_and_comments_are_no_matter() -> None:
    text = f"# names\n{HEAD}\n  # first\n{ROME}\n  # second\n{PARIS}".replace("\n", "\r\n")
    quick = read_quickly(text, None)
    assert quick is not None
    assert nodes(quick) == nodes(slowly(text))


@given(glossaries(), st.sampled_from(",\t"))
def test_a_table_is_read_quickly_and_keeps_its_places(glossary: Glossary, delimiter: str) -> None:
    text = glossary_as_table(glossary, delimiter)
    read = parse_glossary(text, "csv" if delimiter == "," else "tsv")
    assert read == glossary
    problems = Problems(None)
    places = nodes(read)
    assert all(isinstance(node, MappingNode) for node in places)
    assert entries_from(ListNode(tuple(places), 1, 1), problems) == glossary.entries


@given(glossaries(), st.sampled_from([(Side.SOURCE,), (Side.TARGET,), tuple(Side)]))
def test_patterns_of_many_are_the_patterns_of_each(
    glossary: Glossary, sides: tuple[Side, ...]
) -> None:
    expected: dict[bytes, list[int]] = {}
    for number, entry in enumerate(glossary):
        for text in texts_of(entry, frozenset(sides)):
            for pattern in patterns_of(text):
                owners = expected.setdefault(pattern.codes, [])
                if number not in owners:
                    owners.append(number)
    patterns, owners_of = patterns_with_owners(glossary, sides)
    assert {codes: owners_of.of(at) for at, codes in enumerate(patterns)} == expected

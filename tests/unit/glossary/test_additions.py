"""Adding proposed entries to a glossary: values, and the text of its file."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from mt_toolkit.glossary import (
    Glossary,
    added_to,
    edited_yaml,
    glossary_as_yaml,
    lint_glossary,
    parse_glossary,
)
from tests.unit.glossary.strategies import glossaries

BASE = """\
# Names of the desk.
version: 1
entries:
  # The minister.
  - id: abbas-araghchi
    kind: person
    target: Abbas Araghchi # as AP has it
    sources: [عباس عراقجي]
    short:
      # without the first name
      target: Araghchi
      sources: [عراقجي]
      wrong: [Arakji]
    note: "kept: as it is"

  - id: iran
    kind: place
    target: Iran
    sources: [إيران]
# the end
"""


def proposed(entries: str) -> Glossary:
    return parse_glossary(f"version: 1\nentries:\n{entries}", "yaml")


def merged(base: str, entries: str) -> str:
    glossary = parse_glossary(base, "yaml")
    additions = added_to(glossary, proposed(entries))
    assert not additions.conflicts, [str(one) for one in additions.conflicts]
    return edited_yaml(base, glossary, new=additions.new, changed=additions.changed)


MORE_SPELLINGS = """\
  - id: abbas-araghchi
    kind: person
    target: Abbas Araghchi
    sources: [عباس عراقجي]
    short:
      target: Araghchi
      sources: [أراغتشي, عراقجي, عرقجي]
      wrong: [Araqchi]
"""
PLACE = """\
  - id: {0}
    kind: place
    target: {1}
    sources: [{2}]
"""


def test_a_target_that_the_glossary_admits_is_no_other_target() -> None:
    base = BASE.replace("      wrong: [Arakji]\n", "      admitted: [Mr Araghchi]\n")
    proposal = MORE_SPELLINGS.replace("target: Araghchi", "target: Mr Araghchi")
    text = merged(base, proposal)
    (entry, _) = parse_glossary(text, "yaml")
    assert entry.short is not None
    assert (entry.short.target, entry.short.admitted[0]) == ("Araghchi", "Mr Araghchi")
    assert "عرقجي" in entry.short.sources


def test_new_spellings_go_where_they_belong_and_comments_stay() -> None:
    expected = BASE.replace("[عراقجي]", "[عراقجي, أراغتشي, عرقجي]").replace(
        "[Arakji]", "[Arakji, Araqchi]"
    )
    assert merged(BASE, MORE_SPELLINGS) == expected


def test_new_entries_go_where_their_ids_belong() -> None:
    entries = "".join(
        PLACE.format(*place)
        for place in (
            ("aden", "Aden", "عدن"),
            ("beirut", "Beirut", "بيروت"),
            ("oman", "Oman", "عمان"),
        )
    )
    text = merged(BASE, entries)
    read = parse_glossary(text, "yaml")
    assert [entry.id for entry in read] == ["abbas-araghchi", "aden", "beirut", "iran", "oman"]
    assert [line for line in text.splitlines() if "#" in line] == [
        line for line in BASE.splitlines() if "#" in line
    ]
    assert text.endswith("# the end\n")
    assert text.index("id: oman") < text.index("# the end")


def test_windows_line_ends_stay() -> None:
    text = merged(BASE.replace("\n", "\r\n"), MORE_SPELLINGS)
    assert text.count("\n") == text.count("\r\n") == BASE.count("\n")


def test_a_field_that_was_not_there_is_put_in_its_place() -> None:
    base = BASE.replace("      wrong: [Arakji]\n", "")
    text = merged(base, MORE_SPELLINGS)
    assert text == base.replace(
        "      sources: [عراقجي]\n",
        "      sources: [عراقجي, أراغتشي, عرقجي]\n      wrong: [Araqchi]\n",
    )


def test_another_layout_is_written_anew() -> None:
    base = "version: 1\nentries: [{id: iran, kind: place, target: Iran, sources: [إيران]}]\n"
    text = merged(base, PLACE.format("oman", "Oman", "سلطنة عمان"))
    assert [entry.id for entry in parse_glossary(text, "yaml")] == ["iran", "oman"]


def test_an_empty_glossary_takes_entries() -> None:
    text = merged("version: 1\nentries: []\n", PLACE.format("oman", "Oman", "عمان"))
    assert [entry.id for entry in parse_glossary(text, "yaml")] == ["oman"]


def test_a_last_name_alone_is_the_short_form_of_its_bearer() -> None:
    text = merged(BASE, PLACE.format("araghchi", "Araghchi", "أراغتشي"))
    assert text == BASE.replace("[عراقجي]", "[عراقجي, أراغتشي]")


def test_folded_forms_are_not_added_twice() -> None:
    assert merged(BASE, PLACE.format("iran", "Iran", "ايران")) == BASE


@pytest.mark.parametrize(
    ("entries", "place", "problem"),
    [
        (
            PLACE.format("persia", "Persia", "إيران"),
            (6, 15),
            "'إيران' is a source form of 'iran', <stdin>:16:5",
        ),
        (PLACE.format("iran", "Persia", "إيران"), (5, 13), "the target of 'iran' is 'Iran'"),
        (
            PLACE.format("arakji", "Arakji", "أراكجي"),
            (5, 13),
            "'Arakji' is wrong according to 'abbas-araghchi'",
        ),
        (
            PLACE.format("oman", "Oman", "عمان") + "    wrong: [Iran]\n",
            (7, 13),
            "'Iran' is listed as wrong, but it is right for 'iran'",
        ),
    ],
)
def test_contradictions_are_left_out_with_their_place(
    entries: str, place: tuple[int, int], problem: str
) -> None:
    glossary = parse_glossary(BASE, "yaml")
    additions = added_to(glossary, proposed(entries))
    (conflict, *others) = additions.conflicts
    assert (conflict.line, conflict.column) == place
    assert conflict.problem.startswith(problem)
    assert conflict.mend
    assert not others
    assert (additions.new, additions.changed) == ((), ())


def test_proposals_contradict_one_another() -> None:
    entries = PLACE.format("a", "Aden", "عدن") + PLACE.format("b", "Eden", "عدن")
    additions = added_to(parse_glossary(BASE, "yaml"), proposed(entries))
    assert [entry.id for entry in additions.new] == ["a"]
    assert [conflict.line for conflict in additions.conflicts] == [10]


def test_context_tells_two_entries_with_one_form_apart() -> None:
    base = BASE.replace("sources: [إيران]", "sources: [إيران]\n    context: [طهران]")
    entries = PLACE.format("iran-street", "Iran Street", "إيران") + "    context: [شارع]\n"
    additions = added_to(parse_glossary(base, "yaml"), proposed(entries))
    assert [entry.id for entry in additions.new] == ["iran-street"]


def test_a_wrong_spelling_that_is_also_the_target_is_not_added_twice() -> None:
    odd = PLACE.format("qom", "Qom", "قم") + "    wrong: [Qom]\n"
    odd += "    short: {target: Qom, sources: [قوم], context: [مدينة]}\n"
    text = "version: 1\nentries:\n" + odd
    assert merged(text, odd.replace("id: qom", "id: city-of-qom")) == text


@settings(max_examples=40)
@given(glossaries(), glossaries())
def test_merging_is_idempotent_and_keeps_all(base: Glossary, more: Glossary) -> None:
    text = glossary_as_yaml(base)
    read = parse_glossary(text, "yaml")
    additions = added_to(read, more)
    result = edited_yaml(text, read, new=additions.new, changed=additions.changed)
    after = parse_glossary(result, "yaml")
    ids = {entry.id for entry in after}
    assert {entry.id for entry in base} | {entry.id for entry in additions.new} == ids
    for entry in base:
        assert after[entry.id].sources[: len(entry.sources)] == entry.sources
        assert after[entry.id].target == entry.target
    again = added_to(after, more)
    assert (again.new, again.changed) == ((), ())
    assert edited_yaml(result, after, new=again.new, changed=again.changed) == result


def test_what_is_merged_into_a_clean_glossary_is_clean() -> None:
    text = merged(BASE, MORE_SPELLINGS + PLACE.format("oman", "Oman", "سلطنة عمان"))
    assert lint_glossary(parse_glossary(text, "yaml")) == []

"""Names and their spellings, found in small articles with traps."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt_toolkit.glossary import (
    Glossary,
    Kind,
    added_to,
    glossary_as_yaml,
    lint_glossary,
    parse_glossary,
)
from tests.unit.discovery.articles import (
    ALIKE,
    ALL,
    BROTHERS,
    DESK,
    GUEST,
    HARVEST,
    discover,
    spellings_of,
)

KNOWN = """\
version: 1
entries:
  - id: jonas-kazlauskas
    kind: person
    target: Jonas Kazlauskas
    sources: [يوناس كازلاوسكاس]
    short:
      target: Kazlauskas
      sources: [كازلاوسكاس]
"""


def test_spellings_of_both_scripts_come_together(tmp_path: Path) -> None:
    found = discover(tmp_path, HARVEST)
    person = next(one for one in found if one.entry.kind is Kind.PERSON)
    assert person.entry.id == "jonas-kazlauskas"
    assert person.entry.target == "Jonas Kazlauskas"
    assert person.entry.sources == ("يوناس كازلاوسكاس",)
    assert person.entry.short is not None
    assert person.entry.short.target == "Kazlauskas"
    assert person.entry.short.sources == ("كازلاوسكاس", "كازلوسكاس")
    assert {one.written: one.count for one in person.group.spellings} == {
        "Kazlauskas": 3,
        "كازلاوسكاس": 2,
        "كازلوسكاس": 1,
    }


def test_ordinary_words_and_their_inflections_are_no_names(tmp_path: Path) -> None:
    proposed = {word for one in spellings_of(discover(tmp_path, HARVEST)) for word in one}
    assert proposed == {"Kazlauskas", "كازلاوسكاس", "كازلوسكاس", "Copenhagen", "كوبنهاغن"}


def test_a_place_is_told_by_its_english(tmp_path: Path) -> None:
    by_target = {one.entry.target: one.entry for one in discover(tmp_path, HARVEST)}
    assert by_target["Copenhagen"].sources == ("كوبنهاغن",)
    assert by_target["Copenhagen"].kind is not Kind.PERSON


def test_two_people_of_one_last_name_are_two(tmp_path: Path) -> None:
    found = discover(tmp_path, BROTHERS)
    assert [one.entry.target for one in found] == ["Munir al-Duwairi", "Sami al-Duwairi"]
    assert [one.entry.sources for one in found] == [("منير الدويري",), ("سامي الدويري",)]
    # The last name alone stands for neither.
    assert [one.entry.short for one in found] == [None, None]


def test_a_second_given_name_makes_no_second_person(tmp_path: Path) -> None:
    (found,) = discover(
        tmp_path,
        {
            "ar/a.txt": "قال وزير الري حسين أمير زلغيطان إن السد آمن.\nوأضاف زلغيطان أنه مطمئن.\n",
            "en/a.txt": "Water Minister Hossein Zalghitan said the dam was safe. "
            "Zalghitan was calm.\n",
        },
    )
    assert found.entry.target == "Hossein Zalghitan"
    assert found.entry.sources == ("حسين أمير زلغيطان",)
    assert found.entry.note is None


def test_a_part_of_a_last_name_is_not_wrong(tmp_path: Path) -> None:
    found = discover(
        tmp_path,
        {
            "ar/a.txt": "قال الوزير سامي الدويري إن البناء انتهى.\nوشكر الدويري العمال.\n",
            "en/a.txt": "Minister Sami al-Duwairi said the work was done. al-Duwairi thanked "
            "them. Sami al-Duwairi left.\nAides of Sami Duwairi stayed.\n",
        },
    )
    short = next(one.entry.short for one in found if one.entry.short is not None)
    assert short.target == "al-Duwairi"
    assert (short.admitted, short.wrong) == (("Duwairi",), ())


def test_other_first_names_keep_like_last_names_apart(tmp_path: Path) -> None:
    assert discover(tmp_path, ALIKE) == []


def test_a_shared_first_name_joins_nobody(tmp_path: Path) -> None:
    found = discover(tmp_path, ALIKE, single=True)
    assert {one.entry.sources[0] for one in found} == {
        "حسن مرعشيان",
        "كمال مرعشليان",
        "مازن قرداحي",
        "مازن شلهوب",
    }


def test_a_name_may_begin_like_a_word_of_one_letter(tmp_path: Path) -> None:
    (guest,) = discover(tmp_path, GUEST)
    assert spellings_of([guest]) == [{"ويتاكر", "Whitaker"}]
    assert guest.count == 4


def test_people_are_found_in_arabic_alone(tmp_path: Path) -> None:
    found = spellings_of(discover(tmp_path, DESK))
    assert len(found) == 4
    assert {"Araghchi", "أراغتشي", "عرقجي"} in found
    assert {"Baqaei", "بقائي"} in found
    assert {"ألبوسايدي", "ألبوسيدي"} in found
    assert {"خامناي", "خامنئي"} in found


def test_contexts_tell_where_a_spelling_stands(tmp_path: Path) -> None:
    (guest,) = discover(tmp_path, GUEST)
    latin = next(one for one in guest.group.spellings if not one.arabic)
    (context,) = latin.contexts
    assert (context.line, context.column) == (2, 7)
    assert context.file.endswith("ar/guest.txt")
    assert "وأعلن Whitaker عن جولة ثانية" in context.text


def test_what_a_glossary_has_is_left_out(tmp_path: Path) -> None:
    articles = {name: text.replace("كازلوسكاس", "كازلاوسكاس") for name, text in HARVEST.items()}
    found = discover(tmp_path, articles, parse_glossary(KNOWN, "yaml"))
    assert [one.entry.target for one in found] == ["Copenhagen"]


def test_a_new_spelling_of_a_known_name_is_an_addition(tmp_path: Path) -> None:
    found = discover(tmp_path, HARVEST, parse_glossary(KNOWN, "yaml"))
    (addition,) = (one for one in found if one.known)
    assert addition.entry.id == "jonas-kazlauskas"
    assert [one.written for one in addition.new] == ["كازلوسكاس"]
    assert addition.entry.short is not None
    assert addition.entry.short.sources == ("كازلاوسكاس", "كازلوسكاس")


def test_a_bearer_of_a_known_last_name_may_be_somebody_else(tmp_path: Path) -> None:
    known = parse_glossary(KNOWN.replace("Jonas", "Petras").replace("يوناس", "بيتراس"), "yaml")
    found = discover(tmp_path, HARVEST, known)
    assert "Jonas Kazlauskas" in {one.entry.target for one in found if not one.known}


@settings(max_examples=12, deadline=None)
@given(order=st.permutations(sorted(ALL)))
def test_the_order_of_files_does_not_matter(order: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        usual = discover(Path(folder), ALL)
        other = discover(Path(folder), ALL, order=order)
    assert [one.entry for one in other] == [one.entry for one in usual]
    assert [one.group for one in other] == [one.group for one in usual]


@settings(max_examples=12, deadline=None)
@given(names=st.sets(st.sampled_from(sorted(ALL)), min_size=1), single=st.booleans())
def test_proposals_are_a_glossary_without_faults_and_merge_once(
    names: set[str], single: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        articles = {name: ALL[name] for name in sorted(names)}
        found = discover(Path(folder), articles, single=single)
    proposed = Glossary(entries=tuple(one.entry for one in found))
    read = parse_glossary(glossary_as_yaml(proposed), "yaml")
    assert read == proposed
    assert lint_glossary(read) == []
    first = added_to(Glossary(entries=()), read)
    assert (first.new, first.conflicts) == (read.entries, ())
    again = added_to(read, read)
    assert (again.new, again.changed, again.conflicts) == ((), (), ())


@pytest.mark.parametrize("text", ["", "\n", "قال", "؟!…", "Mr. X said", "123 عبد", "عبد ابو بن"])
def test_nothing_is_found_in_nothing(tmp_path: Path, text: str) -> None:
    assert discover(tmp_path, {"a.txt": text}, single=True) == []


ODD = (
    "وزير الرئيس قال عباس علي ظريف عبد ابو بن كازلاوسكاس كازلوسكاس ألبوسيدي ألبوسايدي "
    "Abbas Kazlauskas Kazlauskás O'Brien al-Busaidi Abu de ʿAli A×B YAML: null Yes"
)
ODD_WORDS = st.one_of(
    st.sampled_from(ODD.split()),
    st.text(alphabet="ابتعقجيىةؤئءپگًـ٣ﻻ\u200c\u200f\u0301ABab'’-é×ßŞ", min_size=3, max_size=8),
    st.sampled_from(["K" + "a" * 300, "ك" + "ا" * 300]),
)


@settings(max_examples=60, deadline=None)
@given(words=st.lists(ODD_WORDS, max_size=40), single=st.booleans())
def test_whatever_is_read_the_proposals_are_a_valid_glossary(
    words: list[str], single: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = discover(Path(folder), {"a.txt": " ".join(words)}, single=single)
    proposed = Glossary(entries=tuple(one.entry for one in found))
    read = parse_glossary(glossary_as_yaml(proposed), "yaml")
    assert read == proposed
    assert lint_glossary(read) == []

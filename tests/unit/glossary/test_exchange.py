from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings

from mt_toolkit.glossary import (
    Entry,
    Gender,
    Glossary,
    InvalidGlossary,
    Kind,
    Short,
    glossary_as_table,
    glossary_as_tbx,
    glossary_as_two_columns,
    glossary_as_yaml,
    parse_glossary,
)
from tests.unit.glossary.strategies import glossaries

ARAGHCHI = Entry(
    id="abbas-araghchi",
    target="Abbas Araghchi",
    sources=("عباس عراقجي",),
    kind=Kind.PERSON,
    wrong=("Abas Araghchi",),
    short=Short(target="Araghchi", sources=("عراقجي", "عرقجي"), wrong=("Araqchi",)),
    gender=Gender.MASCULINE,
    wikidata="Q1",
    origin="AP & others",
    note="a <b> “c”",
)
GLOSSARY = Glossary(entries=(ARAGHCHI,))


def errors_of(text: str, file_format: str) -> str:
    with pytest.raises(InvalidGlossary) as caught:
        parse_glossary(text, file_format)  # type: ignore[arg-type]
    return str(caught.value)


@settings(max_examples=50)
@given(glossaries())
def test_yaml_holds_everything(glossary: Glossary) -> None:
    assert parse_glossary(glossary_as_yaml(glossary), "yaml") == glossary


@settings(max_examples=50)
@given(glossaries())
def test_csv_holds_everything(glossary: Glossary) -> None:
    assert parse_glossary(glossary_as_table(glossary, ","), "csv") == glossary


@settings(max_examples=50)
@given(glossaries())
def test_tsv_holds_everything(glossary: Glossary) -> None:
    assert parse_glossary(glossary_as_table(glossary, "\t"), "tsv") == glossary


@settings(max_examples=50)
@given(glossaries())
def test_tbx_holds_everything(glossary: Glossary) -> None:
    assert parse_glossary(glossary_as_tbx(glossary), "tbx") == glossary


@settings(max_examples=50)
@given(glossaries(plain=True))
def test_two_columns_hold_each_pair_once(glossary: Glossary) -> None:
    written = glossary_as_two_columns(glossary, "\t", "google")
    again = parse_glossary(written, "pairs-tsv")

    def pairs(text: str) -> set[tuple[str, ...]]:
        return {tuple(row) for row in csv.reader(io.StringIO(text), delimiter="\t")}

    assert pairs(glossary_as_two_columns(again, "\t", "google")) == pairs(written)
    sources = [source for source, _target in pairs(written)]
    assert len(sources) == len(set(sources))


def test_languages_of_a_glossary_survive() -> None:
    glossary = Glossary(entries=(ARAGHCHI,), source_language="fa", target_language="en-GB")
    assert parse_glossary(glossary_as_yaml(glossary), "yaml") == glossary
    assert parse_glossary(glossary_as_tbx(glossary), "tbx") == glossary
    amazon = glossary_as_two_columns(glossary, ",", "amazon")
    assert parse_glossary(amazon, "pairs-csv").source_language == "fa"


def test_a_table_needs_only_the_columns_it_uses() -> None:
    text = "kind,id,target,sources\nplace,rome,Rome,روما | رومية\n"
    (entry,) = parse_glossary(text, "csv")
    assert entry == Entry(id="rome", target="Rome", sources=("روما", "رومية"), kind=Kind.PLACE)


def test_a_table_says_which_column_it_does_not_know() -> None:
    message = errors_of("id,target,kind,source,id\nrome,Rome,place,روما,rome\n", "csv")
    assert "<stdin>:1:16: there is no column 'source'. You may mean 'sources'." in message
    assert "<stdin>:1:23: the column 'id' is there twice" in message


def test_a_row_with_too_many_cells_and_one_with_a_bad_flag_are_both_reported() -> None:
    heading = "id,target,kind,sources,case_sensitive\n"
    text = heading + "rome,Rome,place,روما,,x\nparis,Paris,place,باريس,yes"
    message = errors_of(text, "csv")
    assert "<stdin>:2:1: the row has 6 cells, the heading 5" in message
    assert "<stdin>:3:25: case_sensitive is the string 'yes', not true or false" in message


def test_an_open_quote_in_a_table_is_an_error_with_its_line() -> None:
    assert "<stdin>:2:1: not a table" in errors_of('id,target,kind\n"rome,Rome,place\n', "csv")


def test_services_get_the_heading_they_ask_for() -> None:
    pairs = ["عباس عراقجي,Abbas Araghchi", "عباس عرقجي,Abbas Araghchi", "عراقجي,Araghchi"]
    assert glossary_as_two_columns(GLOSSARY, ",", "deepl").splitlines()[:3] == pairs
    assert glossary_as_two_columns(GLOSSARY, ",", "google").splitlines()[:3] == pairs
    assert glossary_as_two_columns(GLOSSARY, ",", "amazon").splitlines()[:2] == ["ar,en", pairs[0]]


def test_a_form_that_needs_context_is_kept_from_services_that_know_none() -> None:
    entry = Entry(id="oman", target="Oman", sources=("عمان",), context=("مسقط",))
    assert glossary_as_two_columns(Glossary(entries=(entry,)), ",", "deepl") == ""


@pytest.mark.parametrize(
    "text",
    [
        "روما,Rome\nرومية,Rome\n",
        "ar,en\nروما,Rome\nرومية,Rome\n",
        "روما,Rome,AR,EN\nرومية,Rome,AR,EN\n",
        "source,target\nروما,Rome\nرومية,Rome\nروما,Rome\n",
    ],
    ids=["google", "amazon", "deepl", "named"],
)
def test_two_columns_are_read_with_and_without_heading(text: str) -> None:
    glossary = parse_glossary(text, "csv")
    assert glossary.entries == (Entry(id="rome", target="Rome", sources=("روما", "رومية")),)
    assert (glossary.source_language, glossary.target_language) == ("ar", "en")


def test_targets_that_give_the_same_id_are_told_apart() -> None:
    glossary = parse_glossary("روما,Rome\nرومة,ROME\n", "pairs-csv")
    assert [entry.id for entry in glossary] == ["rome", "rome-2"]


def test_two_columns_in_the_wrong_order_are_reported() -> None:
    message = errors_of("Rome,روما\n", "pairs-csv")
    assert "<stdin>:1:6: target holds" in message
    assert "<stdin>:1:1: sources holds" in message


def test_tbx_of_others_is_read_as_far_as_it_goes() -> None:
    text = """<?xml version='1.0'?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
  <tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>
  <text><body><conceptEntry id="C_12"><descrip type="definition">A city</descrip>
    <langSec xml:lang="en">
      <termSec><term>Rome</term></termSec>
      <termSec><term>Eternal <hi>City</hi></term></termSec>
      <termSec><term>Roma</term><termNote type="administrativeStatus">supersededTerm-admn-sts
      </termNote></termSec>
    </langSec>
    <langSec xml:lang="ar"><termSec><term> روما </term></termSec></langSec>
  </conceptEntry></body></text>
</tbx>"""
    (entry,) = parse_glossary(text, "tbx")
    assert entry == Entry(
        id="c-12",
        target="Rome",
        sources=("روما",),
        admitted=("Eternal City",),
        wrong=("Roma",),
        kind=Kind.TERM,
    )


def test_a_document_type_is_refused_before_any_entity_is_expanded() -> None:
    text = '<!DOCTYPE tbx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tbx style="dca">&b;</tbx>'
    message = errors_of(text, "tbx")
    assert message.startswith("<stdin>:1:")
    assert "a document type is not allowed" in message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<tbx>\n  <text>\n</tbx>", "<stdin>:3:3: not XML: mismatched tag"),
        ("<martif/>", "<stdin>:1:1: not TBX of 2019 in the style DCA"),
        ("<tbx style='dct'/>", "<stdin>:1:1: not TBX of 2019"),
        ("<tbx>" + "<a>" * 99, "nested more than 32 levels deep"),
        ("", "<stdin>:1:1: not XML: no element found"),
    ],
)
def test_what_is_not_tbx_is_an_error_with_its_place(text: str, message: str) -> None:
    assert message in errors_of(text, "tbx")


def test_an_error_in_a_tbx_term_has_its_place() -> None:
    text = glossary_as_tbx(GLOSSARY).replace("<term>عرقجي", "<term>ع\u202eرقجي")
    line = text[: text.index("\u202e")].count("\n") + 1
    assert f"<stdin>:{line}:13: sources holds U+202E" in errors_of(text, "tbx")

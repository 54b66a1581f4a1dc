from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.errors import InputError
from mt_toolkit.glossary import (
    InvalidGlossary,
    load_glossaries,
    load_glossary,
    parse_glossary,
    validity,
)
from mt_toolkit.glossary.model import Gender, Kind

HEAD = "version: 1\nentries:\n"
GOOD = "  - id: rome\n    kind: place\n    target: Rome\n    sources: [روما]\n"


def entry(*lines: str) -> str:
    """A glossary whose one good entry has more lines; the first of them is line 7."""
    return HEAD + GOOD + "".join(f"    {line}\n" for line in lines)


def errors_of(text: str | bytes) -> list[str]:
    with pytest.raises(InvalidGlossary) as caught:
        parse_glossary(text, "yaml", Path("g.yaml"))
    return [str(error) for error in caught.value.errors]


# What both the loader and the JSON Schema refuse: text, place, and the beginning of the message.
BAD = [
    ("", "1:1", "the glossary is empty"),
    ("[]", "1:1", "the glossary is a list, not a mapping"),
    ("entries: []", "1:1", "the glossary lacks 'version'"),
    ("version: 1", "1:1", "the glossary lacks 'entries'"),
    ("version: 2\nentries: []", "1:10", "version is '2', not 1"),
    ("version: '1'\nentries: []", "1:11", "version is the string '1', not a number"),
    ("version: 1\nentries: {}", "2:10", "entries is a mapping, not a list"),
    ("version: 1\nentry: []\nentries: []", "2:1", "the glossary has no key 'entry'"),
    ("version: 1\nsource_language: العربية\nentries: []", "2:18", "source_language 'العربية'"),
    (HEAD + "  - rome\n", "3:5", "an entry is the string 'rome'"),
    (HEAD + "  - id: rome\n", "3:5", "an entry lacks 'target'"),
    (HEAD + GOOD.replace("    sources: [روما]\n", ""), "3:5", "an entry lacks 'sources'"),
    (HEAD + GOOD.replace("kind: place", "kind: town"), "4:11", "kind is 'town', which is none of"),
    (HEAD + GOOD.replace("id: rome", "id: Rome"), "3:9", "id 'Rome' is not an identifier"),
    (HEAD + GOOD.replace("id: rome", "id: 12"), "3:9", "id is the number '12', not text"),
    (HEAD + GOOD.replace("Rome", "No"), "5:13", "target is the boolean 'No', not text"),
    (HEAD + GOOD.replace("Rome", ""), "5:12", "target is empty, not text"),
    (HEAD + GOOD.replace("Rome", "''"), "5:14", "target is empty"),
    (HEAD + GOOD.replace("Rome", "[Rome]"), "5:13", "target is a list, not text"),
    (HEAD + GOOD.replace("Rome", "2024-01-02"), "5:13", "target is the date"),
    (HEAD + GOOD.replace("Rome", '"Rome "'), "5:14", "target has white space at its start or end"),
    (HEAD + GOOD.replace("Rome", "Ro  me"), "5:15", "target has two spaces in a row"),
    (HEAD + GOOD.replace("Rome", '"Ro\\nme"'), "5:14", "target holds U+000A"),
    (HEAD + GOOD.replace("Rome", '"Rome\\n"'), "5:14", "target holds U+000A"),
    (
        HEAD + GOOD.replace("Rome", "Rоme"),
        "5:14",
        "target holds U+043E о (cyrillic",
    ),
    (HEAD + GOOD.replace("Rome", "روما"), "5:13", "target holds U+0631 ر (arabic letter reh)"),
    (HEAD + GOOD.replace("Rome", "(!)"), "5:13", "target has neither a letter nor a digit"),
    (HEAD + GOOD.replace("Rome", "x" * 201), "5:13", "target is 201 characters long"),
    (HEAD + GOOD.replace("Rome", "Ro\u202eme"), "5:15", "target holds U+202E"),
    (HEAD + GOOD.replace("Rome", "Ro\u200bme"), "5:15", "target holds U+200B"),
    (HEAD + GOOD.replace("روما", '"رو\\u2067ما"'), "6:16", "sources holds U+2067"),
    (HEAD + GOOD.replace("روما", "رو\u200cما"), "6:17", "sources holds U+200C"),
    (HEAD + GOOD.replace("روما", "روما, x"), "6:21", "sources holds U+0078 x"),
    (HEAD + GOOD.replace("روما", "رoما"), "6:16", "sources holds U+006F o"),
    (HEAD + GOOD.replace("روما", '"5+1"'), "6:16", "sources has no Arabic letter"),
    (HEAD + GOOD.replace("روما", "روما, روما"), "6:21", "sources has 'روما' twice"),
    (HEAD + GOOD.replace("[روما]", "[]"), "6:14", "sources is an empty list"),
    (HEAD + GOOD.replace("[روما]", "روما"), "6:14", "sources is the string 'روما', not a list"),
    (HEAD + GOOD.replace("[روما]", ""), "6:13", "sources is empty, not a list"),
    (entry("source: [x]"), "7:5", "an entry has no key 'source'"),
    (entry("case_sensitive: 'true'"), "7:22", "case_sensitive is the string 'true'"),
    (entry("do_not_translate: 1"), "7:23", "do_not_translate is the number '1'"),
    (entry("gender: male"), "7:13", "gender is 'male', which is none of feminine, masculine"),
    (entry("wikidata: 220"), "7:15", "wikidata is the number '220', not text"),
    (entry("wikidata: q220"), "7:15", "wikidata 'q220' is not a Wikidata identifier"),
    (entry("context: [Ρώμη]"), "7:15", "context holds U+03A1"),
    (entry('note: "a\\u202eb"'), "7:12", "note holds U+202E"),
    (entry("short: Rome"), "7:12", "a short form is the string 'Rome', not a mapping"),
    (entry("short: {target: R}"), "7:12", "a short form lacks 'sources'"),
    (entry("short: {sources: [ر]}"), "7:12", "a short form lacks 'target'"),
    (entry("short: {target: R, sources: [ر], kind: x}"), "7:38", "a short form has no key 'kind'"),
]


@pytest.mark.parametrize(("text", "place", "message"), BAD)
def test_each_error_has_its_place_and_a_mend(text: str, place: str, message: str) -> None:
    first = errors_of(text)[0]
    assert first.startswith(f"g.yaml:{place}: {message}")
    assert first.endswith(".")
    assert first.count(". ") >= 1, "there is no mend"


# What the loader refuses and JSON Schema cannot see.
BEYOND = [
    ("version: 1\nversion: 1\nentries: []", "2:1", "the key 'version' is here twice"),
    ("version: 1\nentries: &a [*a]", "2:10", "the anchor &a is not allowed"),
    (entry("note: !!python/object:os.system x"), "7:11", "the tag tag:yaml.org,2002:python"),
    (HEAD + GOOD + GOOD, "7:9", "the id 'rome' is taken by the entry on line 3"),
    (entry("note: [a"), "8:1", "not YAML"),
    (entry("note: a: b"), "7:12", "not YAML: mapping values are not allowed"),
    (entry("\tnote: a"), "7:5", "not YAML: found character"),
    (entry("note: \x07"), "7:11", "U+0007 may not stand in YAML"),
    ("version: 1\nentries: []\n---\nversion: 1", "3:1", "a second document is not allowed"),
    (entry("? [a]\n    : b"), "7:7", "a list or mapping is used as a key"),
    ("[" * 20, "1:9", "nested more than 8 levels deep"),
    ("a:\n" + "".join(" " * n + "b:\n" for n in range(1, 20)), "9:9", "nested more than 8"),
]


@pytest.mark.parametrize(("text", "place", "message"), BEYOND)
def test_what_yaml_allows_and_a_glossary_does_not(text: str, place: str, message: str) -> None:
    assert errors_of(text)[0].startswith(f"g.yaml:{place}: {message}")


def test_a_flood_of_brackets_ends_soon() -> None:
    (error,) = errors_of("[" * 1_000_000)
    assert error.startswith("g.yaml:1:")


def test_all_errors_of_a_file_are_reported_in_its_order() -> None:
    text = (
        HEAD
        + "  - id: &a Rome\n    kind: place\n    target: *a\n    sources: [روما]\n"
        + "  - id: paris\n    kind: plaice\n    target: Paris\n    source: [باريس, x]\n"
    )
    assert [error.partition(". ")[0] for error in errors_of(text)] == [
        "g.yaml:3:9: the anchor &a is not allowed in a glossary",
        "g.yaml:3:9: id 'Rome' is not an identifier",
        "g.yaml:5:13: the alias *a is not allowed in a glossary",
        "g.yaml:8:11: kind is 'plaice', which is none of person, place, organisation, term",
        "g.yaml:10:5: an entry has no key 'source'",
    ]


def test_an_unknown_key_comes_with_the_one_that_was_meant() -> None:
    assert errors_of(entry("wikidta: Q220"))[0].endswith("You may mean 'wikidata'.")
    assert "Use id, target" in errors_of(entry("zzzz: x"))[0]


def test_a_billion_laughs_are_not_laughed() -> None:
    laughs = "a: &a [x]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert any("the alias *a is not allowed" in error for error in errors_of(laughs))


def test_a_file_that_is_all_wrong_does_not_flood() -> None:
    errors = errors_of(HEAD + "  - x\n" * 5000)
    assert len(errors) == 201
    assert "reading stopped after 200 errors" in errors[-1]


def test_what_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(100 * 2**20)
    with pytest.raises(InputError, match=r"large\.yaml: larger than 32 MiB\. Divide"):
        load_glossary(path)


def test_bytes_that_are_not_utf_8_have_their_place() -> None:
    data = HEAD.encode() + "  # روما ".encode() + b"\xc7\n"
    assert errors_of(data)[0].startswith("g.yaml:3:10: byte 0xC7 is not UTF-8")


def test_a_byte_order_mark_is_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "g.yml"
    path.write_text(HEAD + GOOD, encoding="utf-8-sig")
    glossary = load_glossary(path)
    assert glossary.paths == (path,)
    place = glossary["rome"].place
    assert place is not None
    assert (place.path, place.of("target")) == (path, (5, 13))


def test_a_file_that_is_not_there_and_a_format_that_is_not_known(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: No such file"):
        load_glossary(tmp_path / "none.yaml")
    with pytest.raises(InputError, match=r"no glossary format has the suffix '\.docx'"):
        load_glossary(tmp_path / "none.docx")


def test_errors_of_several_files_are_reported_together(tmp_path: Path) -> None:
    paths = [tmp_path / "a.yaml", tmp_path / "none.yaml", tmp_path / "b.yaml"]
    for path in (paths[0], paths[2]):
        path.write_text("version: 2\nentries: []", encoding="utf-8")
    with pytest.raises(InvalidGlossary) as caught:
        load_glossaries(paths)
    assert [error.path for error in caught.value.errors] == paths
    assert len(str(caught.value).splitlines()) == 3
    assert caught.value.exit_code == 3


def test_files_for_different_languages_are_not_mixed(tmp_path: Path) -> None:
    paths = [tmp_path / "a.yaml", tmp_path / "b.yaml"]
    paths[0].write_text("version: 1\nentries: []", encoding="utf-8")
    paths[1].write_text("version: 1\nsource_language: fa\nentries: []", encoding="utf-8")
    with pytest.raises(InputError, match=r"b\.yaml: is from fa to en, but .*a\.yaml is from ar"):
        load_glossaries(paths)


def test_a_term_that_is_not_translated_needs_no_source_form() -> None:
    text = HEAD + "  - {id: x, kind: term, target: Air Force One, do_not_translate: true}\n"
    (one,) = parse_glossary(text, "yaml")
    assert one.do_not_translate
    assert one.sources == ()


@given(st.text(st.sampled_from("abر:-[]{}&*!|>'\"%@`#,? \n\t\u202e\x00é"), max_size=60))
def test_any_text_is_a_glossary_or_an_error_with_a_line(text: str) -> None:
    for whole in (text, HEAD + text, HEAD + "  - id: a\n    target: " + text):
        errors: tuple[InputError, ...] = ()
        try:
            parse_glossary(whole, "yaml")
        except InvalidGlossary as invalid:
            errors = invalid.errors
        assert all(error.line and error.column for error in errors)


# -- the JSON Schema ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    text = resources.files("mt_toolkit.glossary").joinpath("schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_schema_and_the_loader_have_the_same_patterns(
    validator: jsonschema.Draft202012Validator,
) -> None:
    defined = validator.schema["$defs"]
    fields = defined["entry"]["properties"]
    assert defined["source"]["pattern"] == validity.SOURCE
    assert defined["target"]["pattern"] == validity.TARGET
    assert defined["remark"]["pattern"] == validity.REMARK
    assert fields["id"]["pattern"] == validity.ID
    assert fields["wikidata"]["pattern"] == validity.WIKIDATA
    assert validator.schema["properties"]["source_language"]["pattern"] == validity.LANGUAGE
    assert fields["kind"]["enum"] == list(Kind)
    assert fields["gender"]["enum"] == list(Gender)


@pytest.mark.parametrize("text", [text for text, _place, _message in BAD])
def test_what_the_loader_refuses_the_schema_refuses(
    validator: jsonschema.Draft202012Validator, text: str
) -> None:
    assert not validator.is_valid(yaml.safe_load(text))


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("adjective: Roman", "plural: Romans"),
        ("note: «a» – b: c".replace(": c", " c"),),
        ("short: {target: R, sources: [ر], context: [إيطاليا, Italy]}",),
        ("case_sensitive: true", "do_not_translate: false", "gender: feminine"),
        ("wikidata: Q220", "origin: https://www.comune.roma.it"),
        ("admitted: ['2', Rome's, Ro-me, Romé]",),
    ],
)
def test_what_the_loader_takes_the_schema_takes(
    validator: jsonschema.Draft202012Validator, lines: tuple[str, ...]
) -> None:
    text = entry(*lines)
    assert len(parse_glossary(text, "yaml")) == 1
    validator.validate(yaml.safe_load(text))


@given(st.text(max_size=12))
def test_schema_and_loader_agree_on_any_form(text: str) -> None:
    source = jsonschema.Draft202012Validator({"maxLength": 200, "pattern": validity.SOURCE})
    target = jsonschema.Draft202012Validator({"maxLength": 200, "pattern": validity.TARGET})
    remark = jsonschema.Draft202012Validator({"maxLength": 1000, "pattern": validity.REMARK})
    assert source.is_valid(text) == (validity.fault_in_source(text) is None)
    assert target.is_valid(text) == (validity.fault_in_target(text) is None)
    assert remark.is_valid(text) == (validity.fault_in_remark(text) is None)

from __future__ import annotations

import pytest

from mt_toolkit.glossary import (
    Entry,
    Glossary,
    Kind,
    Short,
    glossary_as_table,
    glossary_as_yaml,
    merge,
    parse_glossary,
)

ARAGHCHI = Entry(
    id="abbas-araghchi",
    target="Abbas Araghchi",
    sources=("عباس عراقجي", "السيد عباس عراقجي"),
    kind=Kind.PERSON,
    wrong=("Abas Araghchi",),
    short=Short(
        target="Araghchi",
        sources=("عراقجي", "عرقجي"),
        admitted=("Araghtchi",),
        wrong=("Araqchi",),
        context=("طهران",),
    ),
)
IRAN = Entry(id="iran", target="Iran", sources=("إيران",), adjective="Iranian", plural="Iranians")


def test_spellings_of_the_last_name_are_spellings_of_the_full_name() -> None:
    full, short = ARAGHCHI.forms
    assert full.sources == (
        "عباس عراقجي",
        "السيد عباس عراقجي",
        "عباس عرقجي",
        "السيد عباس عرقجي",
    )
    assert full.admitted == ("Abbas Araghtchi",)
    assert full.wrong == ("Abas Araghchi", "Abbas Araqchi")
    assert not full.context
    assert not full.short
    assert short.short
    assert (short.target, short.sources) == ("Araghchi", ("عراقجي", "عرقجي"))
    assert short.context == ("طهران",)


def test_a_short_form_that_is_not_the_end_of_the_full_one_changes_nothing_in_it() -> None:
    entry = Entry(
        id="un",
        target="United Nations",
        sources=("الأمم المتحدة",),
        short=Short(target="UN", sources=("يو إن", "اليو إن"), wrong=("ONU",)),
    )
    full, _short = entry.forms
    assert full.sources == ("الأمم المتحدة",)
    assert full.wrong == ()


def test_adjective_and_people_of_a_place_answer_to_its_name() -> None:
    (form,) = IRAN.forms
    assert form.target == "Iran"
    assert form.admitted == ("Iranian", "Iranians")


def test_entries_are_found_by_id() -> None:
    glossary = Glossary(entries=(ARAGHCHI, IRAN))
    assert glossary["iran"] is IRAN
    assert "iran" in glossary
    assert "iraq" not in glossary
    assert list(glossary) == [ARAGHCHI, IRAN]
    assert len(glossary) == 2
    with pytest.raises(KeyError):
        glossary["iraq"]


def test_one_id_cannot_be_there_twice() -> None:
    with pytest.raises(ValueError, match="same id"):
        Glossary(entries=(IRAN, IRAN))


def test_the_fingerprint_is_that_of_the_content() -> None:
    glossary = Glossary(entries=(ARAGHCHI, IRAN))
    from_yaml = parse_glossary("# x\n" + glossary_as_yaml(glossary), "yaml")
    from_csv = parse_glossary(glossary_as_table(glossary, ","), "csv")
    other = Glossary(entries=(ARAGHCHI,))
    assert from_yaml.fingerprint == from_csv.fingerprint == glossary.fingerprint
    assert other.fingerprint != glossary.fingerprint
    assert Glossary(entries=(IRAN,)).fingerprint != (
        Glossary(entries=(IRAN,), source_language="fa").fingerprint
    )


def test_of_several_glossaries_the_later_one_wins_and_the_change_is_told() -> None:
    changed = Entry(id="iran", target="Iran", sources=("ايران",), adjective="Iranian")
    rome = Entry(id="rome", target="Rome", sources=("روما",))
    merged, conflicts = merge(
        Glossary(entries=(ARAGHCHI, IRAN)), Glossary(entries=(rome, changed, ARAGHCHI))
    )
    assert list(merged) == [ARAGHCHI, changed, rome]
    (conflict,) = conflicts
    assert (conflict.kept, conflict.replaced) == (changed, IRAN)
    assert conflict.fields == ("sources", "plural")


def test_glossaries_for_other_languages_are_not_merged() -> None:
    with pytest.raises(ValueError, match="languages"):
        merge(Glossary(entries=()), Glossary(entries=(), source_language="fa"))


def test_a_part_of_an_entry_knows_its_place() -> None:
    glossary = parse_glossary(glossary_as_yaml(Glossary(entries=(ARAGHCHI,))), "yaml")
    place = glossary["abbas-araghchi"].place
    assert place is not None
    assert place.of() == (3, 5)
    assert place.of("short", "sources", 1) == (10, 25)
    assert place.of("short", "sources", 7) == place.of("short", "sources") == (10, 16)
    assert place.of("note") == (3, 5)

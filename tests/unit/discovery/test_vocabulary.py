"""The word lists as data, and how they are made."""

from __future__ import annotations

from importlib import resources

from mt_toolkit.glossary import fold
from mt_toolkit.mentions.derive import derive_given_names, derive_ordinary
from mt_toolkit.mentions.vocabulary import usual_spelling, without_proclitics


def lines(name: str) -> list[str]:
    data = resources.files("mt_toolkit.mentions").joinpath(name)
    return data.read_text(encoding="utf-8").splitlines()


def test_ordinary_words_are_folded_and_come_once() -> None:
    words = lines("ordinary.txt")
    assert len(set(words)) == len(words)
    assert [word for word in words if fold(word).lower() != word or " " in word] == []


def test_given_names_are_sorted_and_have_a_latin_spelling() -> None:
    rows = [line.split("\t") for line in lines("given_names.tsv")]
    names = [arabic for arabic, _ in rows]
    assert names == sorted(set(names))
    assert [latin for _, latin in rows if not latin[0].isupper()] == []


def test_usual_spellings() -> None:
    assert usual_spelling("عباس") == "Abbas"
    assert usual_spelling("علي عباس") == "Ali Abbas"
    assert usual_spelling("علي كازلاوسكاس") is None


def test_words_of_one_letter_are_taken_off() -> None:
    assert list(without_proclitics("وللحزب")) == ["وللحزب", "للحزب", "الحزب", "لحزب"]
    assert list(without_proclitics("كيري")) == ["كيري"]


def test_ordinary_words_are_those_without_a_capitalised_counterpart() -> None:
    pairs = [
        ("قال كازلاوسكاس إن المحصول جيد", "Kazlauskas said the harvest was good"),
        ("المحصول عند كازلاوسكاس جيد", "The harvest at Kazlauskas is good"),
        ("والمحصول جيد", "Now the harvest is good"),
    ]
    assert derive_ordinary(pairs) == ["جيد", "محصول", "good", "harvest"]


def test_given_names_are_first_of_many_full_names() -> None:
    names = [("يوناس بتراوسكاس", "Jonas Petrauskas")] * 4 + [("رين كولا", "Rene Cola")]
    pairs = [("زار ستيف كازلاوسكاس", "Steve Kazlauskas came")]
    assert derive_given_names(names, pairs, frozenset()) == ["ستيف\tSteve", "يوناس\tJonas"]

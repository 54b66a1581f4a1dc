"""English around a term."""

from __future__ import annotations

import pytest

from mt_toolkit.glossary import Entry, Kind
from mt_toolkit.terms.inflect import fit, inflected_form, needs_article
from mt_toolkit.text import Span

IRAN = Entry(
    id="iran", target="Iran", sources=("إيران",), kind=Kind.PLACE, adjective="Iranian",
    plural="Iranians",
)  # fmt: skip
CENTRIFUGE = Entry(
    id="centrifuge", target="centrifuge", sources=("جهاز طرد مركزي",), plural="centrifuges"
)
TIMES = Entry(
    id="nyt", target="The New York Times", sources=("نيويورك تايمز",), kind=Kind.ORGANISATION
)


def replaced(text: str, old: str, new: str, *, article: bool = False, bare: bool = False) -> str:
    at = text.index(old)
    span, new = fit(text, Span(at, at + len(old)), new, article=article, bare=bare)
    return text[: span.start] + new + text[span.end :]


@pytest.mark.parametrize(
    ("found", "wanted"),
    [("Iranan", "Iranian"), ("Irann", "Iran"), ("Iranyans", "Iranians"), ("Persia", "Iran")],
)
def test_the_form_nearest_to_what_stands_there_is_taken(found: str, wanted: str) -> None:
    assert inflected_form(IRAN, IRAN.forms[0], found) == wanted


def test_a_part_of_a_name_is_no_plural() -> None:
    uae = Entry(
        id="uae",
        target="United Arab Emirates",
        sources=("الإمارات",),
        kind=Kind.PLACE,
        plural="Emiratis",
    )
    assert inflected_form(uae, uae.forms[0], "Emirates") == "United Arab Emirates"


def test_a_word_in_s_is_sign_of_a_plural_only_where_asked() -> None:
    form = CENTRIFUGE.forms[0]
    assert inflected_form(CENTRIFUGE, form, "devices", plural=True) == "centrifuges"
    assert inflected_form(CENTRIFUGE, form, "devices") == "centrifuge"
    assert inflected_form(CENTRIFUGE, form, "Isss", plural=True) == "centrifuge"
    assert inflected_form(CENTRIFUGE, form, "James", plural=True) == "centrifuge"
    assert inflected_form(CENTRIFUGE, form, "glass", plural=True) == "centrifuge"


@pytest.mark.parametrize(
    ("kind", "form", "wanted"),
    [
        (Kind.ORGANISATION, "International Atomic Energy Agency", True),
        (Kind.ORGANISATION, "IAEA", True),
        (Kind.ORGANISATION, "Hezbollah", False),
        (Kind.PLACE, "Strait of Hormuz", True),
        (Kind.PLACE, "Muscat", False),
        (Kind.PLACE, "Middle East", True),
        (Kind.PLACE, "Golan Heights", True),
        (Kind.PERSON, "Antonio Guterres", False),
        (Kind.TERM, "ballistic missile", False),
    ],
)
def test_who_has_an_article(kind: Kind, form: str, wanted: bool) -> None:
    entry = Entry(id="x", target=form, sources=("س",), kind=kind)
    assert needs_article(entry, form) is wanted


@pytest.mark.parametrize(
    ("text", "old", "new", "article", "result"),
    [
        ("He told Araqchi's aide.", "Araqchi", "Araghchi", False, "He told Araghchi's aide."),
        ("Araqchi-led talks", "Araqchi", "Araghchi", False, "Araghchi-led talks"),
        ("a Araqchi ally", "Araqchi", "Araghchi", False, "an Araghchi ally"),
        ("An Witkof ally", "Witkof", "Witkoff", False, "A Witkoff ally"),
        ("an EU envoy", "EU", "European Union", True, "a European Union envoy"),
        ("said Agency chief", "Agency", "IAEA", True, "said the IAEA chief"),
        ("said the Agency", "Agency", "IAEA", True, "said the IAEA"),
        ("its Agency", "Agency", "IAEA", True, "its IAEA"),
        ("Agency said", "Agency", "IAEA", True, "The IAEA said"),
        ("said the Araqchi.", "Araqchi", "Araghchi", False, "said Araghchi."),
        ("the Araqchi plan", "Araqchi", "Araghchi", False, "the Araghchi plan"),
        ("Missile fired", "Missile", "ballistic missile", False, "Ballistic missile fired"),
        ("He left. Sissi stayed", "Sissi", "el-Sisi", False, "He left. El-Sisi stayed"),
        ("in the Times", "Times", "The New York Times", False, "in the New York Times"),
        ('and The "Post" paper', "Post", "The New Post", False, 'and "The New Post" paper'),
        ("MEETING WITH ARAQCHI", "ARAQCHI", "Araghchi", False, "MEETING WITH ARAGHCHI"),
    ],
)
def test_english_around_a_term(text: str, old: str, new: str, article: bool, result: str) -> None:
    assert replaced(text, old, new, article=article) == result


def test_the_article_of_what_stood_there_goes_with_it() -> None:
    assert replaced("The EU accused", "EU", "Facebook", bare=True) == "Facebook accused"


def test_a_preposition_at_the_start_of_a_sentence_is_no_part_of_a_name() -> None:
    text = "In Iran prices rose. President Iran"
    assert replaced(text, "Iran", "United States", article=True).startswith("In the United States ")
    assert replaced("Foreign Iran", "Iran", "United States", article=True) == (
        "Foreign United States"
    )

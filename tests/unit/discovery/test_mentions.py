"""What is taken for a name where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.arabic import clean
from mt_toolkit.discovery.documents import document_of
from mt_toolkit.mentions.arabic import arabic_mentions
from mt_toolkit.mentions.latin import latin_mentions
from mt_toolkit.mentions.mention import Sign
from mt_toolkit.mentions.vocabulary import is_given_name, is_ordinary, last_name


def named(text: str) -> list[tuple[str, str]]:
    return [(one.given, one.written) for one in arabic_mentions(text) if one.signs - {Sign.PLACE}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال وزير المالية الفرنسي لوران دوبريه إن", [("لوران", "دوبريه")]),
        ("الرئيس حسن روحاني وستيف دوبريه", [("حسن", "روحاني"), ("ستيف", "دوبريه")]),
        ("زار محمد جواد خرازي المدينة", [("محمد جواد", "خرازي")]),
        ("استقبل فيصل بن دوبوان ضيفه", [("فيصل", "بن دوبوان")]),
        ("قال عبد الفتاح دوبوان", [("عبد الفتاح", "دوبوان")]),
        ("اللواء قاسم سليماني", [("قاسم", "سليماني")]),
        ("أضاف دوبوان أن", [("", "دوبوان")]),
        ("الرئيس الفرنسي قال", []),
        ("بحث الوزيران سير المفاوضات على هامش القمة", []),
    ],
)
def test_arabic(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Foreign Minister Abbas Araghchi said", [("Abbas", "Araghchi")]),
        ("Oman's Badr al-Busaidi's house", [("", "Oman"), ("Badr", "al-Busaidi")]),
        ("met Faisal bin Farhan.", [("Faisal", "bin Farhan")]),
        ("Staffan de Mistura", [("Staffan", "de Mistura")]),
        ("The ministers met on Monday in April", []),
        ("see https://Example.org/Araghchi and user@Host", []),
        ("the IAEA and the EU", []),
    ],
)
def test_latin(text: str, expected: list[tuple[str, str]]) -> None:
    found = latin_mentions(text, in_arabic=False)
    assert [(one.given, one.written) for one in found] == expected


@given(
    st.text(alphabet="قال وزير محمد كازلاوسكاس بن عبد ال-َـ.،\n Abdel bin Kazlauskas's", max_size=60)
)
def test_mentions_stand_where_they_say(text: str) -> None:
    for mention in (*arabic_mentions(text), *latin_mentions(text, in_arabic=True)):
        assert clean(mention.span.of(text)) == clean(mention.written)
        assert mention.key


def test_inflected_words_are_ordinary() -> None:
    for word in ("والمفاوضات", "مفاوضاتها", "بالوزير", "للصحافيين", "اتفاقهم"):
        assert is_ordinary(word), word
    assert not is_ordinary("كازلاوسكاس")
    assert is_given_name("عباس")


def test_last_names() -> None:
    assert last_name("Ahmed Aboul Gheit") == ("Ahmed", "Aboul Gheit")
    assert last_name("بدر عبد العاطي") == ("بدر", "عبد العاطي")
    assert last_name("Witkoff") == ("", "Witkoff")


def test_an_article_and_its_translation_are_one_document() -> None:
    names = ("ar/talks.txt", "en/talks.txt", "talks.ar.txt", "talks.en.md", "talks_en.txt")
    assert {document_of(name) for name in names} == {"talks"}

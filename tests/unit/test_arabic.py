from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.arabic import (
    arabic_share,
    ascii_digits,
    clean,
    clean_with_map,
    has_arabic,
    is_arabic,
)
from mt_toolkit.text import Span

HARD_CHARACTERS = (
    "ابهيوىءأإآؤئةدرلمن یکھ ٱ ﷲﷺﻻﺎﭖ ـ\u064b\u064e\u0651\u0653\u0654\u0655\u0670\u0610\u06d6ﹱ"
    "٠٣٩۴٪٫٬…۔ \u00a0\u2009\u3000\t\n\r\x1c\x00\x7f"
    "\u200b\u200c\u200d\u200e\u200f\u202b\u2067\ufeff\ufffd"
    "ae\u0301\u0327\u0345é.,5 \u0915\u093c\u09c7\u09be\u1100\u1161\ufe0f😀"
)
texts = st.text(st.sampled_from(HARD_CHARACTERS) | st.characters(), max_size=40)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("كِتَابٌ مُفِيدٌ", "كتاب مفيد"),
        ("هٰذا", "هذا"),
        ("الســـلام", "السلام"),
        ("آمن وأمل وإيمان ومؤتمر وبيئة", "آمن وأمل وإيمان ومؤتمر وبيئة"),
        ("ا\u0653من وا\u0654مل وا\u0655يمان", "آمن وأمل وإيمان"),
        ("ﻻ ﺇﻟﻪ", "لا إله"),
        ("ﷲ", "الله"),
        ("النبي ﷺ", "النبي صلى الله عليه وسلم"),
        ("ایران و ترکیه", "ايران و تركيه"),
        ("٢٠١٥ و ۱۴۰۳", "2015 و 1403"),
        ("٣٫٦٧٪ من ١٬٢٠٠", "3.67% من 1,200"),
        ("مهلا…", "مهلا..."),
        ("\u200fقال\u202b ا\u200bلوزير\u202c\ufeff", "قال الوزير"),
        ("شاهين\u200cدوست", "شاهين دوست"),
        ("قرار\u200cات", "قرارات"),
        ("نص\u200c، نص", "نص، نص"),
        ("  سطر\n\n\tآخر\u00a0\u2009هنا ", "سطر آخر هنا"),
        ("نص\ufffd\x00 سليم", "نص سليم"),
        ("cafe\u0301", "café"),
        ("\u1112\u1161\u11ab", "한"),
        ("«قال» “نعم” – لا!", "«قال» “نعم” – لا!"),
        ("", ""),
        (" \u200f ", ""),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(texts)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(texts)
def test_the_result_is_composed_and_has_single_inner_spaces(text: str) -> None:
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert " ".join(cleaned.split()) == cleaned


@given(texts)
def test_the_map_goes_forward_and_covers_what_it_names(text: str) -> None:
    cleaned = clean_with_map(text)
    assert len(cleaned.text) == len(cleaned.starts) == len(cleaned.ends)
    assert list(cleaned.starts) == sorted(cleaned.starts)
    assert list(cleaned.ends) == sorted(cleaned.ends)
    for at, character in enumerate(cleaned.text):
        origin = cleaned.to_original(Span(at, at + 1))
        assert 0 <= origin.start < origin.end <= len(text)
        assert character in clean(f"-{origin.of(text)}ب")


@given(texts, st.data())
def test_a_range_of_the_cleaned_text_is_found_again(text: str, data: st.DataObject) -> None:
    cleaned = clean_with_map(text)
    start = data.draw(st.integers(0, len(cleaned.text)))
    end = data.draw(st.integers(start, len(cleaned.text)))
    back = cleaned.to_cleaned(cleaned.to_original(Span(start, end)))
    assert start == end or (back.start <= start and end <= back.end)


def test_a_word_is_shown_where_it_stands_in_the_original() -> None:
    original = "\u200fقالت الــوَكالة: ٪٥٠ ﷲ."
    cleaned = clean_with_map(original)
    assert cleaned.text == "قالت الوكالة: %50 الله."
    at = cleaned.text.index("الوكالة")
    assert cleaned.to_original(Span(at, at + 7)).of(original) == "الــوَكالة"
    at = cleaned.text.index("له.")
    assert cleaned.to_original(Span(at, at + 2)).of(original) == "ﷲ"
    assert cleaned.to_original(Span(len(cleaned.text), len(cleaned.text))) == Span(
        len(original), len(original)
    )


def test_an_original_range_leads_to_the_cleaned_one() -> None:
    original = "قال  كِيري"
    cleaned = clean_with_map(original)
    assert cleaned.to_cleaned(Span(5, 10)).of(cleaned.text) == "كيري"
    assert len(clean_with_map("ب\u200b ج").to_cleaned(Span(0, 0))) == 0


def test_a_range_beyond_the_text_is_refused() -> None:
    with pytest.raises(IndexError, match="beyond 2"):
        clean_with_map("نص").to_original(Span(1, 3))


@pytest.mark.parametrize("character", "ابءىیگﻻٱ")
def test_arabic_letters(character: str) -> None:
    assert is_arabic(character)


@pytest.mark.parametrize("character", [*"٣،؟ـ٪aé漢 ", "\u064b", "", "اب"])
def test_not_an_arabic_letter(character: str) -> None:
    assert not is_arabic(character)


def test_script_of_a_text() -> None:
    assert has_arabic("Le Monde قال")
    assert not has_arabic("2015، ٣")
    assert arabic_share("ab اب") == 0.5
    assert arabic_share("12 ، !") == 0.0
    assert arabic_share("قال") == 1.0


def test_digits_keep_their_places() -> None:
    assert ascii_digits("من ١٢ إلى ۳۴") == "من 12 إلى 34"

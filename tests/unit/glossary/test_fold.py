from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.glossary import fold, fold_with_map
from mt_toolkit.text import Span


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أردوغان", "اردوغان"),
        ("إيران", "ايران"),
        ("آموس", "اموس"),
        ("البوسعيدي", "البوسعيدى"),
        ("المعايطة", "المعايطه"),
        ("مسؤول", "مسوول"),
        ("بقائي", "بقايي"),
        ("عبّاس", "عباس"),
        ("عراقـــجي", "عراقجي"),
        ("پزشکیان", "بزشكيان"),
        ("عراقچی", "عراقجي"),
        ("ﻋﺮﺍﻗﺠﻲ", "عراقجي"),
        ("ٱلقدس", "القدس"),
        ("عبد العاطي", "عبدالعاطي"),
        ("ولعبد العاطي", "ولعبدالعاطي"),
        ("أبو الغيط", "ابوالغيط"),
        ("تخت-روانجي", "تخت روانجي"),
        ("تخت\u00a0 روانجي", "تخت روانجي"),
        ("مجموعة ٥+١", "مجموعة 5+1"),
    ],
)
def test_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("عراقجي", "عرقجي"),
        ("عراقجي", "عراقي"),
        ("بناء", "بنا"),
        ("شيء", "شي"),
        ("معبد القدس", "معبدالقدس"),
        ("X", "x"),
    ],
)
def test_what_may_be_two_things_stays_two(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_what_is_found_can_be_shown_in_the_original() -> None:
    text = "قال وعبدُ العـاطي إنّ"
    folded = fold_with_map(text)
    at = folded.text.index("عبدالعاطي")
    span = folded.to_original(Span(at, at + len("عبدالعاطي")))
    assert span.of(text) == "عبدُ العـاطي"


MIXED = st.text(
    st.sampled_from(
        "ابوعبدألآئىةپگ \u0640\u064e\u0651\u0654\u200c\u200f\ufefb\ufdf2🙂e\u0301-x٣،\n"
    )
)


@given(MIXED)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(MIXED)
def test_the_map_agrees_with_the_text(text: str) -> None:
    folded = fold_with_map(text)
    assert folded.text == fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert folded.original_length == len(text)
    assert list(folded.starts) == sorted(folded.starts)
    for at in range(len(folded.text)):
        assert 0 <= folded.starts[at] < folded.ends[at] <= len(text)

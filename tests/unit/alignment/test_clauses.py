"""Clauses of a segment, and what items of lists are numbered with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.alignment.clauses import clause_count, first_and_last
from mt_toolkit.alignment.items import item_places
from mt_toolkit.alignment.overlap import item_overlap


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("تصدر الوزارة الترخيص", 1),
        ("The Ministry issues the licence.", 1),
        ("The Ministry issues it, and may revoke it.", 2),
        ("اسم الشركة؛ومقرها،ورأس مالها.", 3),
        ("مدة العقد.أسماء الأطراف.قيمته.", 3),
        ("A. The owner.", 1),
        ("He said: “No.” She left.", 3),
        ("1,500 dinars and 2.5 percent", 1),
    ],
)
def test_clauses_are_counted_at_pauses(text: str, count: int) -> None:
    assert clause_count(text) == count


def test_the_first_and_the_last_clause_are_cut_out() -> None:
    text = "تحفظ الجهات وثائقها مرتبة، ولا يجوز إتلافها، وتعد الموافقة ممنوحة بعد شهر."
    first, last = first_and_last(text)
    assert first == "تحفظ الجهات وثائقها مرتبة،"
    assert last == "وتعد الموافقة ممنوحة بعد شهر."


def test_a_scrap_is_no_clause_of_its_own() -> None:
    text = "However, the board may appoint another, if asked."
    assert first_and_last(text) == (text, text)


@given(st.text(alphabet='ab،؛,. \u0645\u0646\n"'))
def test_ends_are_parts_of_the_text(text: str) -> None:
    first, last = first_and_last(text)
    assert text.startswith(first)
    assert text.endswith(last)
    assert clause_count(text) >= 1


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("أ- اسم الشركة", [1]),
        ("هـ- مدتها", [5]),
        ("(٣) رقم القيد", [3]),
        ("أ. الاسم؛ب. المقر؛ج. المدة", [1, 2, 3]),
        ("(b) the seat", [2]),
        ("D. The term", [4]),
        ("12) others", [12]),
        ("خلال (30) يوما", []),
        ("A man and a dog", []),
        ("و الشركة", []),
        ("in 2012. The company", []),
    ],
)
def test_items_are_read_in_letters_and_numbers(text: str, places: list[int]) -> None:
    assert list(item_places(text)) == places


def test_items_of_both_sides_meet_whatever_they_are_counted_with() -> None:
    overlap = item_overlap(["أ- الاسم", "ب- المقر"], ["1. The name", "2. The seat"])
    matched = overlap.matched(range(2), range(2))
    assert matched[1, 1] == matched[2, 1] > 0  # the first item is not the second
    assert matched[2, 2] == 2 * matched[1, 1]


def test_items_ask_for_nothing_where_one_side_has_none() -> None:
    source, target = item_overlap(["أ- الاسم", "ب- المقر"], ["The name", "The seat"]).totals()
    assert source[-1] == target[-1] == 0

"""Numbers of a translation made equal to those of its source."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.bitext import WordLink
from mt_toolkit.numbers import compare
from mt_toolkit.protocols import Hypothesis
from mt_toolkit.text import Span
from mt_toolkit.translation.mending.number_repair import ChangeReason, NumberRepair, repair_numbers


def span_of(text: str, word: str) -> Span:
    start = text.index(word)
    return Span(start, start + len(word))


def repair(source: str, target: str, links: dict[str, str] | None = None) -> NumberRepair:
    """Repair ``target``; ``links`` maps source words to target words."""
    linked = None
    if links is not None:
        linked = tuple(
            WordLink(source=span_of(source, left), target=span_of(target, right), weight=0.8)
            for left, right in links.items()
        )
    return repair_numbers(source, Hypothesis(text=target, score=-1.0, links=linked))


@pytest.mark.parametrize(
    ("source", "target", "mended", "reason"),
    [
        ("السعر 3.67 دراهم", "The price is 367 dirhams", "The price is 3.67 dirhams", "alike"),
        ("عام 1979", "in 1997", "in 1979", "alike"),
        ("سجل 18 هدفا", "He scored 1888888 goals", "He scored 18 goals", "alike"),
        ("820 ألف شخص", "82000000 people", "820,000 people", "alike"),
        ("3.26 مليون مشاهد", "3.2 million viewers", "3.26 million viewers", "alike"),
        ("5 آلاف جندي", "5 soldiers", "5,000 soldiers", "alike"),
        ("ارتفع 14٪ هذا العام", "It rose 41% this year", "It rose 14% this year", "alike"),
        ("ارتفع 14٪ هذا العام", "It rose 41 this year", "It rose 14% this year", "alike"),
        ("القرن الـ21", "the 12th century", "the 21st century", "alike"),
        ("القرن الـ13", "the 31st century", "the 13th century", "alike"),
        ("بلغ 10,5 درجات", "It reached 10,5 degrees", "It reached 10.5 degrees", "notation"),
        ("بلغ 12 درجة", "It reached ١٢ degrees", "It reached 12 degrees", "notation"),
        ("مجموعة 5+1 تجتمع", "The group of 5 meets", "The group of 5+1 meets", "expression"),
        ("فاز 1-0 أمس", "They won 1 yesterday", "They won 1-0 yesterday", "expression"),
        ("في 24/11/2014 اجتمعوا", "On 24/2014 they met", "On 24/11/2014 they met", "expression"),
        ("الساعة 10:30 صباحا", "at 10 a.m.", "at 10:30 a.m.", "expression"),
        ("بين 70-90٪ منهم", "Between 70% of them", "Between 70-90% of them", "expression"),
        ("تحلق F-35 هناك", "An F flies there", "An F-35 flies there", "expression"),
        ("ارتفع 14٪ هذا", "It rose % this", "It rose 14% this", "unit"),
        ("ارتفع 14 في المئة", "It rose percent", "It rose 14 percent", "unit"),
        ("قتل 20 منهم", "20 and 20 of them were killed", "20 of them were killed", "repeated"),
        ("20 مليون نسمة", "20 million 20 million people", "20 million people", "repeated"),
    ],
)
def test_mends_without_links(source: str, target: str, mended: str, reason: str) -> None:
    result = repair(source, target)
    assert result.text == mended
    assert [change.reason for change in result.changes] == [reason]
    assert result.unresolved == ()
    assert result.links is None


def test_links_tell_which_of_two_wrong_numbers_is_meant() -> None:
    result = repair(
        "استقال 45 وزيرا وعاد 46 نائبا",
        "Some 64 deputies returned and 54 ministers left",
        {"45": "54", "46": "64"},
    )
    assert result.text == "Some 46 deputies returned and 45 ministers left"
    assert [change.reason for change in result.changes] == [ChangeReason.LINKED] * 2


def test_a_linked_number_word_is_replaced() -> None:
    result = repair("عمره 36 عاما", "He is six years old", {"36": "six", "عاما": "years"})
    assert result.text == "He is 36 years old"


def test_a_number_word_without_a_link_is_left_alone() -> None:
    result = repair("قال أحد الوزراء إن 36 رجلا قتلوا", "One of the ministers said men were killed")
    assert result.text.startswith("One of the ministers said")
    assert compare("36", result.text).missing == ()


@pytest.mark.parametrize(
    ("source", "target", "links", "mended"),
    [
        ("يبلغ 36 عاما", "He is years old", {"عاما": "years"}, "He is 36 years old"),
        ("جاء في الدقيقة 29", "came in minute", {"الدقيقة": "minute"}, "came in minute 29"),
        ("استؤنفت في 15 مارس", "resumed in March", {"مارس": "March"}, "resumed in 15 March"),
        (
            "شاركت 30 دولة عربية",
            "Arab countries took part",
            {"دولة": "countries", "عربية": "Arab"},
            "30 Arab countries took part",
        ),
        ("وقتل و15 جنديا", "and soldiers died", {"جنديا": "soldiers"}, "and 15 soldiers died"),
        (
            "مجموعة 5+1 تجتمع",
            "The group meets",
            {"مجموعة": "group", "تجتمع": "meets"},
            "The group 5+1 meets",
        ),
    ],
)
def test_a_lost_number_goes_beside_what_its_neighbour_is_linked_to(
    source: str, target: str, links: dict[str, str], mended: str
) -> None:
    result = repair(source, target, links)
    assert result.text == mended
    assert all(change.reason is ChangeReason.NEIGHBOUR for change in result.changes)
    assert all(change.confident for change in result.changes)


def test_without_any_guide_the_number_goes_to_its_share_of_the_sentence() -> None:
    source = "أعلنت الشركة أمس أنها باعت 281 متجرا لها في المدينة"
    result = repair(source, "The company announced yesterday selling stores in town")
    (change,) = result.changes
    assert not change.confident
    assert re.search(r"\b281\b", result.text)
    assert (
        result.text.replace("281 ", "") == "The company announced yesterday selling stores in town"
    )


def test_right_numbers_are_left_as_they_are() -> None:
    target = "Five ministers, 1,200 guests and 3 million viewers in the 1960s"
    result = repair("5 وزراء و1200 ضيف و3 ملايين مشاهد في الستينيات", target)
    assert result == NumberRepair(text=target, links=None)


def test_an_invented_number_is_left_and_told() -> None:
    result = repair("وصل الوزير", "The minister arrived in 2014")
    assert result.text == "The minister arrived in 2014"
    assert [number.text for number in result.unresolved] == ["2014"]


def test_an_empty_translation_gets_no_lonely_number() -> None:
    result = repair("وصل 5 وزراء", "")
    assert result.text == ""
    assert [number.text for number in result.unresolved] == ["5"]


def test_changes_tell_what_stood_where() -> None:
    target = "The price is 367 dirhams"
    (change,) = repair("السعر 3.67 دراهم", target).changes
    assert change.span_before.of(target) == change.old == "367"
    assert change.new == "3.67"


def test_links_move_with_their_words() -> None:
    source = "باع 1979 كتابا وقرأ 36 مجلة"
    target = "He sold 19 books and read magazines"
    result = repair(
        source, target, {"1979": "19", "كتابا": "books", "قرأ": "read", "مجلة": "magazines"}
    )
    assert result.text == "He sold 1979 books and read 36 magazines"
    assert result.links is not None
    assert [(link.source.of(source), link.target.of(result.text)) for link in result.links] == [
        ("1979", "1979"),
        ("كتابا", "books"),
        ("قرأ", "read"),
        ("36", "36"),
        ("مجلة", "magazines"),
    ]


def test_links_of_a_removed_repetition_go() -> None:
    source, target = "قتل 20 منهم", "Some 20 and 20 died there"
    links = (
        WordLink(source=span_of(source, "20"), target=Span(5, 7), weight=0.9),
        WordLink(source=span_of(source, "20"), target=Span(12, 14), weight=0.9),
        WordLink(source=span_of(source, "منهم"), target=Span(20, 25), weight=0.9),
    )
    result = repair_numbers(source, Hypothesis(text=target, score=-1.0, links=links))
    assert result.text == "Some 20 died there"
    assert result.links is not None
    assert [link.target.of(result.text) for link in result.links] == ["20", "there"]


NUMBER = st.one_of(
    st.integers(3, 9999).map(str),
    st.decimals(1, 99, places=2).map(str),
    st.integers(2, 900).map(lambda value: f"{value} مليون"),
    st.integers(2, 90).map(lambda value: f"{value}%"),
    st.just("5+1"),
)
WORDS = ["minister", "the", "said", "of", "group", "in", "367", "1997", "million", "%", "six", "."]


@given(
    st.lists(NUMBER, min_size=1, max_size=4),
    st.lists(st.sampled_from(WORDS), min_size=4, max_size=14),
    st.data(),
)
def test_no_number_is_lost_silently_and_links_stay_inside(
    numbers: list[str], words: list[str], data: st.DataObject
) -> None:
    source = " ثم ".join(f"رأى {number} كتابا" for number in numbers)
    target = " ".join(words)
    sources = [Span(*match.span()) for match in re.finditer(r"\S+", source)]
    targets = [Span(*match.span()) for match in re.finditer(r"\S+", target)]
    links = tuple(
        WordLink(source=data.draw(st.sampled_from(sources)), target=span, weight=0.5)
        for span in targets
    )
    result = repair_numbers(source, Hypothesis(text=target, score=-1.0, links=links))
    report = compare(source, result.text)
    assert result.unresolved == report.missing + report.extra
    assert len(report.missing) <= len(compare(source, target).missing)
    assert result.links is not None
    assert all(link.target.end <= len(result.text) for link in result.links)
    assert all(link.source.end <= len(source) for link in result.links)
    changed = {change.old for change in result.changes}
    for link in links:
        word = link.target.of(target)
        if word.isalpha() and not any(word in old for old in changed):
            assert word in {moved.target.of(result.text) for moved in result.links}


@given(st.lists(NUMBER, min_size=1, max_size=4), st.permutations(["a", "minister", "said", "so"]))
def test_every_number_comes_back_where_there_are_words_to_hold_it(
    numbers: list[str], words: list[str]
) -> None:
    source = " ثم ".join(f"رأى {number} كتابا" for number in numbers)
    result = repair_numbers(source, Hypothesis(text=" ".join(words), score=-1.0))
    assert compare(source, result.text).missing == ()
    assert [word for word in result.text.split() if word in words] == words

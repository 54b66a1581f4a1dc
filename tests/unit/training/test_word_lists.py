"""Rows of dictionary words for the compact model."""

from __future__ import annotations

import random

import pytest
from word_lists import ENOUGH, lists, weigh

FREQUENCIES = {"غزال": 3.5, "مناورة": 3.5, "خطة": 5, "ثثث": 1, "gazelle": 3.2, "plan": 5.2}


def frequency(word: str, language: str) -> float:
    assert language == ("ar" if word > "z" else "en")
    return FREQUENCIES.get(word, 3)


def weights(*entries: tuple[str, str], **seen: float) -> dict[tuple[str, str], float]:
    return weigh(((entry, 1.0) for entry in entries), seen, frequency)


def test_words_that_the_mixture_shows_need_no_list() -> None:
    rare = weights(("غزال", "gazelle"))[("غزال", "gazelle")]
    half = weights(("غزال", "gazelle"), غزال=ENOUGH / 2)[("غزال", "gazelle")]
    assert 0 < half < rare
    assert weights(("غزال", "gazelle"), غزال=ENOUGH) == {}


@pytest.mark.parametrize("word", ["أخبار", "مدى", "مدرسة"])
def test_spelling_that_varies_counts_as_the_same_word(word: str) -> None:
    folded = word.replace("أ", "ا").replace("ى", "ي").replace("ة", "ه")
    assert weigh([((word, "thing"), 1.0)], {folded: ENOUGH}, frequency) == {}


def test_rare_words_foreign_letters_and_long_glosses_are_left_out() -> None:
    assert (
        weights(
            ("ثثث", "plan"),
            ("USB غزال", "plan"),
            ("غزال", "one of the many things that run"),
            ("", "plan"),
            ("غزال", ""),
        )
        == {}
    )


def test_a_word_of_many_translations_is_not_drawn_more_for_it() -> None:
    one = weights(("غزال", "gazelle"))
    three = weights(("غزال", "gazelle"), ("غزال", "deer"), ("غزال", "to graze"))
    assert set(three) == {("غزال", "gazelle"), ("غزال", "deer"), ("غزال", "graze")}
    assert three[("غزال", "gazelle")] < one[("غزال", "gazelle")]


def test_lists_have_as_many_entries_on_both_sides_and_repeat_with_their_seed() -> None:
    known = {("غزال", "gazelle"): 1.0, ("مناورة", "manoeuvre"): 2.0}
    translated = dict(list(known))
    rows, again = (list(lists(known, 500, random.Random(3))) for _ in range(2))  # noqa: S311
    assert rows == again
    assert len(rows) == 500
    sizes = set()
    for arabic, gloss in rows:
        words = arabic.replace("،", "").split()
        expected = [translated[word.removeprefix("و")] for word in words]
        assert expected == gloss.replace(",", "").replace(" and ", " ").split()
        sizes.add(len(words))
    assert sizes == {1, 2, 3, 4, 5}

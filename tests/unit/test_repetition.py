from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.repetition import looped_words


@pytest.mark.parametrize(
    ("text", "repeated"),
    [
        ("", 0),
        ("it was very very very good", 0),
        ("no no no no", 3),
        ("the news the news the news today", 4),
        ("he said that he said that", 0),
        ("a b c d e f g h a b c d e f g h a b c d e f g h", 16),
        ("go go go go and then stop stop stop stop", 6),
    ],
)
def test_the_plain_count(text: str, repeated: int) -> None:
    assert looped_words(text.split()) == repeated


@given(
    phrase=st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=8, unique=True),
    times=st.integers(4, 9),
    before=st.lists(st.sampled_from("uvw"), max_size=2, unique=True),
    after=st.lists(st.sampled_from("xyz"), max_size=3, unique=True),
)
def test_all_but_the_first_copy_of_a_loop_count(
    phrase: list[str], times: int, before: list[str], after: list[str]
) -> None:
    assert looped_words(before + phrase * times + after) == len(phrase) * (times - 1)

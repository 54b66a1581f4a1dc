"""Which of several drafts of a segment is best."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.translation.mending.drafts import Draft, best_of, likeness
from mt_toolkit.translation.segments import SegmentTranslation


def draft(text: str, score: float = -0.5, *, wrong: int = 0, usable: bool = True) -> Draft:
    return Draft(SegmentTranslation(text=text, score=score), tuple(range(wrong)), usable)


def best(*drafts: Draft) -> str:
    return best_of(drafts).translation.text


def test_the_one_that_the_others_are_likest_to_is_best() -> None:
    odd = draft("Nobody knows what happened in the end")
    assert best(odd, draft("The envoy arrived late"), draft("The envoy came late")) == (
        "The envoy arrived late"
    )


def test_a_much_better_score_outweighs_agreement() -> None:
    alike = [draft("The envoy arrived late", -3.5), draft("The envoy arrives late", -3.5)]
    assert best(*alike, draft("Nobody knows", -0.1)) == "Nobody knows"


def test_a_lost_term_or_a_mask_left_outweighs_all() -> None:
    lost, masked = draft("He came", -0.1, wrong=1), draft("X1 came", -0.1, usable=False)
    assert best(lost, masked, draft("Araghchi came", -3.0)) == "Araghchi came"


def test_a_reversed_direction_outweighs_agreement() -> None:
    reverse = Draft(SegmentTranslation(text="They came from Muscat", score=-0.1), (), turned=1)
    assert best(reverse, reverse, draft("They went to Muscat", -2.0)) == "They went to Muscat"


def test_where_none_has_every_term_the_first_with_most_of_them_stays() -> None:
    drafts = [draft("a", -3.0, wrong=1), draft("b", -0.1, wrong=1), draft("c", -0.1, wrong=2)]
    assert best(*drafts) == "a"


def test_the_attempts_of_all_are_counted() -> None:
    assert best_of([draft("a"), draft("b"), draft("c")]).translation.retries == 2


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_symmetric_and_full_for_the_same_text(one: str, other: str) -> None:
    assert 0.0 <= likeness(one, other) == likeness(other, one) <= 1.0
    assert likeness(one, one) == 1.0

"""Degenerate output is told from translations, good and bad."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.protocols import Decoding, Hypothesis
from mt_toolkit.translation.mending.quality import (
    DefectCode,
    choose,
    defects,
    safer,
    severity,
    tidy,
)

SOURCE = "قال الوزير إن الحكومة ستعلن غدا خطة جديدة لدعم المزارعين في شمال البلاد"
FAIR = "The minister said the government will announce a new plan for farmers tomorrow."


def codes(source: str, text: str, *, finished: bool = True) -> set[DefectCode]:
    hypothesis = Hypothesis(text=text, score=-1.0, finished=finished)
    return {defect.code for defect in defects(source, hypothesis)}


@pytest.mark.parametrize(
    "text",
    [
        FAIR,
        "He met them on Sunday, Monday, Tuesday and Wednesday in the capital.",
        "It was very, very hard for the farmers of the north.",
        "They said no, no, no to the plan of the government.",
        "He had had enough of the plan that that government made.",
        "The rest was blah blah blah about the farmers.",
        "They will never never never accept the new plan.",
        "Boutros Boutros-Ghali met the farmers in Sharm el-Sheikh.",
        "New York, New York is the song they played to the farmers.",
        "The banana farmers of Mississippi reassessed the plan.",
        "They scored 1,000,000,000 in 2020 and 2022, and 111 in 1212.",
        "Apples and pears, pears and plums, plums and figs, figs and dates grow there.",
        "We want bread, we want bread, they chanted before the ministry.",
        "Day by day and step by step by step, the plan comes nearer.",
        'He said: "Hahaha!" and soooo on...',
        "The minister of finance, the minister of trade and the minister of health came.",
    ],
)
def test_people_write_like_this(text: str) -> None:
    assert codes(SOURCE, text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "The minister said that that that that the plan is new.",
        "The minister said that that that the plan is new.",
        "A plan of food of food of food of the north.",
        "The minister will announced edededed the plan.",
        "The minister Johnnnnnnn announced a plan.",
        "The personpersonperson announced a plan.",
        "The plan costs 1888888888888888.",
        "The war of 197979797979 is over.",
        "He came at 10:10:10:10:10:10 to the ministry.",
        "China, China, China, China, China, China has a plan.",
        "the president, the president, the president, the president, the",
        "They talked in Geneva on the Geneva on the Geneva on the Geneva on",
        "the president president president of the country announced it",
        "The plan of the north plan of the north is new.",
        "John John said said the the plan plan is new.",
        "The minister said ................ to them.",
        "The police arrested a man of the city after a man of the city was in the city after a man "
        "of the city had a man in the city of the city after a man of the city.",
    ],
)
def test_models_loop_like_this(text: str) -> None:
    assert codes(SOURCE, text) == {DefectCode.REPETITION}


def test_what_the_source_repeats_is_no_loop() -> None:
    assert (
        codes("صاح الرجل لا لا لا لا لا ثم مضى", "The man cried no no no no no and left") == set()
    )
    assert codes("ضحك وقال ههههههههه", "He laughed: ههههههههه") == {DefectCode.COPY}
    assert codes("القسم الأول ------------", "Part one ------------") == set()


@pytest.mark.parametrize("text", ["", "  ", "...", "“ ”", "-"])
def test_output_without_a_word_is_empty(text: str) -> None:
    assert codes(SOURCE, text) == {DefectCode.EMPTY}


def test_a_source_without_words_needs_none() -> None:
    assert codes("...", "...") == set()
    assert codes("***", "") == set()


def test_arabic_in_the_output_is_a_copy() -> None:
    assert codes(SOURCE, SOURCE) == {DefectCode.COPY}
    assert codes(SOURCE, FAIR.replace("plan", "خطة")) == {DefectCode.COPY}
    assert codes(SOURCE, FAIR.replace("plan", "plan و")) == set()


@pytest.mark.parametrize(
    "text", ["24/11/2014", "Reuters", "AFP 2014", "1-0", "https://example.org/a"]
)
def test_what_needs_no_translation_may_be_copied(text: str) -> None:
    assert codes(text, text) == set()


def test_wildly_longer_or_shorter_output_is_noticed() -> None:
    words = (
        "one of those who came here after all had gone home again without any word about it but "
    )
    assert codes("رحل", words) == {DefectCode.TOO_LONG}
    assert codes(SOURCE, "The minister") == {DefectCode.TOO_SHORT}
    assert codes("قال الوزير", "The minister spoke to us") == set()
    assert codes("أعلنت وزارة الخارجية أمس", "Announced") == set()


def test_arabic_without_spaces_does_not_make_its_translation_long() -> None:
    source = SOURCE.replace(" ", "")
    assert codes(source, FAIR) == set()


def test_an_unfinished_output_is_noticed() -> None:
    assert codes(SOURCE, FAIR, finished=False) == {DefectCode.UNFINISHED}


def test_every_defect_tells_its_evidence() -> None:
    (defect,) = defects(SOURCE, Hypothesis(text="A plan of food of food of food.", score=0.0))
    assert "of food" in defect.detail


def test_choose_prefers_sound_then_right_numbers_then_score() -> None:
    source = "قتل 15 جنديا في الهجوم على القاعدة أمس"
    loop = Hypothesis(text="In the the the the attack 15 soldiers died yesterday", score=-0.1)
    wrong = Hypothesis(text="In the attack 51 soldiers died yesterday", score=-0.2)
    weak = Hypothesis(text="In the attack 15 soldiers were dead yesterday", score=-0.9)
    best = Hypothesis(text="In the attack 15 soldiers died yesterday", score=-0.3)
    assert choose(source, [loop, wrong, weak, best]) is best
    assert choose(source, [loop, wrong]) is wrong
    assert choose(source, [loop]) is loop


def test_choose_prefers_a_loop_to_nothing() -> None:
    loop = Hypothesis(text="The minister minister minister minister said", score=-2.0)
    assert choose(SOURCE, [Hypothesis(text="", score=0.0), loop]) is loop


def test_sound_output_has_no_severity() -> None:
    assert severity(()) == 0
    assert severity(defects(SOURCE, Hypothesis(text="", score=0.0))) > severity(
        defects(SOURCE, Hypothesis(text=FAIR, score=0.0, finished=False))
    )


def ladder(decoding: Decoding) -> list[Decoding]:
    steps = []
    while (step := safer(decoding, len(steps) + 1, source_tokens=20)) is not None:
        steps.append(step)
    return steps


def test_each_retry_is_stricter_than_the_one_before() -> None:
    steps = [Decoding(), *ladder(Decoding())]
    assert len(steps) >= 3
    for before, after in pairwise(steps):
        assert after.repetition_penalty > before.repetition_penalty
        assert after.beam >= before.beam
        assert 0 < after.no_repeat_ngram <= (before.no_repeat_ngram or 3)
        assert after.n_best <= after.beam
    assert steps[1].no_repeat_ngram == 3
    assert steps[1].repetition_penalty == pytest.approx(1.1)
    assert steps[2].max_length is not None


def test_retries_keep_what_the_user_asked_for() -> None:
    asked = Decoding(
        beam=12, no_repeat_ngram=2, repetition_penalty=1.5, max_length=10, length_penalty=0.6
    )
    for step in ladder(asked):
        assert step.beam >= 12
        assert step.no_repeat_ngram == 2
        assert step.repetition_penalty == pytest.approx(1.5)
        assert step.max_length == 10
        assert step.length_penalty == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("He said that that that that it is.", "He said that it is."),
        ("A lot of food of food of food of Iran.", "A lot of food of Iran."),
        ("In Geneva on the Geneva on the Geneva on the Geneva on", "In Geneva on the"),
        ("It announced edededed it.", "It announced ed it."),
        ("John John said said the the plan.", "John said the plan."),
        ("China, China, China, China, China, China won.", "China, China won."),
        (FAIR, FAIR),
    ],
)
def test_tidy_cuts_a_loop_to_one_round(text: str, tidied: str) -> None:
    assert tidy(text) == tidied


@given(
    st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=5, unique=True),
    st.integers(5, 60),
    st.sampled_from(["", ","]),
)
def test_a_cycle_of_any_length_is_found_and_cut(unit: list[str], times: int, mark: str) -> None:
    words = [f"{letter}word" for letter in unit]
    text = f"They said {' '.join([*words[:-1], words[-1] + mark] * times)} of it"
    assert DefectCode.REPETITION in codes(SOURCE, text)
    assert len(tidy(text)) <= len(text) / times * 2 + 20


@given(st.text(alphabet="ab ,.1كم", max_size=60), st.text(alphabet="ab ,.1كم", max_size=60))
def test_tidy_is_stable_and_only_takes_away(source: str, text: str) -> None:
    tidied = tidy(text)
    assert tidy(tidied) == tidied
    assert len(tidied) <= len(text)
    rest = iter(text)
    assert all(character in rest for character in tidied)
    assert (DefectCode.UNFINISHED in codes(source, text, finished=False)) != (
        DefectCode.EMPTY in codes(source, text, finished=False)
    )

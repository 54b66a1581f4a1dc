"""What becomes of the terms in a translation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mt_toolkit.glossary import Entry, Glossary, Kind, Short
from mt_toolkit.protocols import Hypothesis
from mt_toolkit.sightings import Evidence, TermStatus
from mt_toolkit.terms import GlossaryKeeper

if TYPE_CHECKING:
    from collections.abc import Callable

    from mt_toolkit.terms import TermOutcome

    Mend = Callable[..., TermOutcome]


@pytest.mark.parametrize(
    ("source", "before", "after"),
    [
        ("وصل عراقجي", "Araqchi arrived", "Araghchi arrived"),
        ("وصل عراقجي", "Aragtchi arrived", "Araghchi arrived"),
        ("تصريحات عراقجي", "Araqchi's remarks", "Araghchi's remarks"),
        ("وفد عراقجي", "the Araqchi-led team", "the Araghchi-led team"),
        ("وصل عباس عراقجي", "Araghchi arrived", "Abbas Araghchi arrived"),
        ("وصل عباس عراقجي", "Abas Araqchi arrived", "Abbas Araghchi arrived"),
        ("وصل عباس عراقجي", "Minister Araqchi arrived", "Minister Abbas Araghchi arrived"),
        ("وصل كيري", "John Kerry arrived", "Kerry arrived"),
        ("وصل عراقجي", "Araghchi Araghchi arrived", "Araghchi arrived"),
        ("وصل جون كيري", "John Kerry and John Kerry arrived", "John Kerry arrived"),
        ("وصل عباس عراقجي", "Abbas Abbas Araghchi came", "Abbas Araghchi came"),
    ],
)
def test_a_name_is_put_right(mend: Mend, source: str, before: str, after: str) -> None:
    outcome = mend(source, before)
    assert outcome.hypothesis.text == after
    assert not outcome.wrong


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("the U.S. envoy arrived", "the US envoy arrived"),
        ("the US envoy arrived", "the US envoy arrived"),
        ("He left the U.S.", "He left the US."),
        ("He left the U.S.\n", "He left the US.\n"),
        ("the United States, or U.S., said", "the United States, or U.S., said"),
        ("America said", "America said"),
    ],
)
def test_what_only_points_tell_apart_is_written_as_the_glossary_has_it_first(
    mend: Mend, before: str, after: str
) -> None:
    assert mend("قالت الولايات المتحدة", before).hypothesis.text == after


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("زار إيران", "He visited the Iranian capital"),
        ("زار إيران", "He visited Iran, and Iranians"),
        ("الوكالة الدولية للطاقة الذرية", "the IAEA"),
        ("وصل عراقجي", "Araghchi arrived, Iraqi officials said"),
        ("وصل عراقجي وعراقجي", "Araghchi and Araghchi arrived"),
        ("وصل الوزير", "Araqchi Araqchi arrived"),
    ],
)
def test_what_is_right_or_unknown_stays(mend: Mend, source: str, text: str) -> None:
    assert mend(source, text).hypothesis.text == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("وصل عباس عراقجي", "Abbas Mousavi arrived"),
        ("وصل عراقجي", "The minister arrived"),
        ("وصل عراقجي", "Araqchistan is far"),
        ("زار فيلق القدس", "He visited them"),
        ("وصل جون كيري", "Thunk Kerry arrived"),
        ("مصنع جون كيري", "the factory of John's Kerry"),
        ("وصل كيري", "It was in 300 K.R."),
    ],
)
def test_where_nothing_is_safe_the_text_stays_and_is_told(
    mend: Mend, source: str, text: str
) -> None:
    outcome = mend(source, text)
    assert outcome.hypothesis.text == text
    assert outcome.sightings[0].status is TermStatus.LEFT
    assert outcome.sightings[0].target is None


def test_word_links_tell_the_place(mend: Mend) -> None:
    links = (("فيلق", "Corps"), ("القدس", "Jerusalem"))
    outcome = mend("قائد فيلق القدس", "the commander of the Jerusalem Corps", *links)
    assert outcome.hypothesis.text == "the commander of the Quds Force"
    assert outcome.sightings[0].evidence is Evidence.LINKS


def test_word_links_to_a_common_noun_are_no_name(mend: Mend) -> None:
    outcome = mend("وصل عراقجي", "the minister arrived", ("عراقجي", "minister"))
    assert outcome.hypothesis.text == "the minister arrived"
    assert outcome.wrong == (0,)


def test_links_move_with_the_text(mend: Mend) -> None:
    outcome = mend("قال عرقجي نعم", "Araqchii said yes", ("عراقجي", "Araqchii"), ("نعم", "yes"))
    text = outcome.hypothesis.text
    assert text == "Araghchi said yes"
    assert {link.target.of(text) for link in outcome.hypothesis.links or ()} == {"Araghchi", "yes"}


def test_a_name_said_again_far_away_is_told_of(mend: Mend) -> None:
    outcome = mend("قال كيري نعم", "Kerry said yes, said Kerry")
    assert outcome.hypothesis.text == "Kerry said yes, said Kerry"
    assert outcome.sightings[0].status is TermStatus.DOUBLED
    assert outcome.wrong == (0,)


def test_sightings_point_into_the_original_source_and_the_mended_text(mend: Mend) -> None:
    source = "قال عرقجي إن إيران"
    outcome = mend(source, "Araqchi said that Iran")
    text = outcome.hypothesis.text
    assert [one.source.of(source) for one in outcome.sightings] == ["عرقجي", "إيران"]
    assert [one.target and one.target.of(text) for one in outcome.sightings] == ["Araghchi", "Iran"]


def test_the_model_gets_the_preferred_spelling(keeper: GlossaryKeeper) -> None:
    source = "اجتمع بعرقجي وعرقجي"
    (terms,) = keeper.find([source])
    prepared = keeper.prepare(source, terms)
    assert prepared.text == "اجتمع بعراقجي وعراقجي"
    assert [term.span.of(prepared.text) for term in prepared.terms] == ["عراقجي", "عراقجي"]


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("قال عرقجي (Araghchi) نعم", "قال عراقجي نعم"),
        ("قال عرقجي (Araqchi) نعم", "قال عراقجي نعم"),
        ("قال عباس عراقجي [Abbas Araghchi] نعم", "قال عباس عراقجي نعم"),
        ("قالت الوكالة الدولية للطاقة الذرية (IAEA) نعم", "قالت الوكالة الدولية للطاقة الذرية نعم"),
        ("قال عراقجي (Jane Roe) نعم", "قال عراقجي (Jane Roe) نعم"),
        ("قال عراقجي (الوزير) نعم", "قال عراقجي (الوزير) نعم"),
        ("قال عراقجي (2015) نعم", "قال عراقجي (2015) نعم"),
    ],
)
def test_a_gloss_in_latin_letters_is_a_part_of_the_term(
    keeper: GlossaryKeeper, source: str, plain: str
) -> None:
    (terms,) = keeper.find([source])
    prepared = keeper.prepare(source, terms)
    assert prepared.text == plain
    outcome = keeper.mend(prepared, Hypothesis(text="Araqchi and the IAEA said yes", score=0.0))
    last = outcome.sightings[0].source.of(source)
    assert last.endswith((")", "]")) == (prepared.text != source)


def test_a_plural_name_has_the_genitive_of_a_plural() -> None:
    nations = Entry(
        id="un",
        target="United Nations",
        sources=("الأمم المتحدة",),
        wrong=("UNO",),
        kind=Kind.PLACE,
    )
    short = Short(target="Abbas", sources=("عباس",), wrong=("Abas",))
    abbas = Entry(
        id="abbas", target="Mahmoud Abbas", sources=("محمود عباس",), short=short, kind=Kind.PERSON
    )
    keeper = GlossaryKeeper(Glossary(entries=(nations, abbas)))
    text = "عباس في الأمم المتحدة"
    (terms,) = keeper.find([text])
    said = Hypothesis(text="Abas's speech at UNO's seat", score=0.0)
    mended = keeper.mend(keeper.prepare(text, terms), said).hypothesis.text
    assert mended == "Abbas's speech at the United Nations' seat"


def test_a_piece_of_a_number_is_what_is_left_of_a_mask(keeper: GlossaryKeeper) -> None:
    text = "زار إيران وكيري عام 704"
    (terms,) = keeper.find([text])
    source = keeper.mask(text, terms, (0, 1), keeper.attempts - 1)
    assert source is not None
    whole = Hypothesis(text="71411 visited 70410 in 704", score=0.0)
    assert keeper.mend(source, whole).unmasked
    broken = Hypothesis(text="71411 visited 70410, the 714, in 704", score=0.0)
    assert not keeper.mend(source, broken).unmasked


@pytest.mark.parametrize(
    ("text", "prepared"),
    [
        ("كان Araghchi مفاوضا", "كان عراقجي مفاوضا"),
        ("قال عراقجي (Araghchi نعم", "قال عراقجي (عراقجي نعم"),
        ("قال (John Kerry) إن", "قال (جون كيري) إن"),
        ("وقال Araqchi.", "وقال عراقجي."),
        ("وصل عراقجي مع Kerry", "وصل عراقجي مع كيري"),
    ],
)
def test_a_name_in_latin_letters_goes_to_the_model_in_arabic(
    keeper: GlossaryKeeper, text: str, prepared: str
) -> None:
    (terms,) = keeper.find([text])
    assert keeper.prepare(text, terms).text == prepared
    assert [term.span for term in terms] == sorted(term.span for term in terms)


@pytest.mark.parametrize(
    "text",
    [
        "قالت IAEA إن",
        "قال: Meeting with Kerry في",
        "قال: Kerry meets في",
        "على https://example.com/Kerry اليوم",
        "على @Kerry اليوم",
        "إن Iranian كذلك",
        "Kerry arrived",
    ],
)
def test_latin_letters_that_are_no_name_in_an_arabic_sentence_stay(
    keeper: GlossaryKeeper, text: str
) -> None:
    assert keeper.find([text]) == [()]


def test_a_mask_glued_to_something_is_no_term(keeper: GlossaryKeeper) -> None:
    source = "قال عراقجي نعم"
    (terms,) = keeper.find([source])
    masked = keeper.mask(source, terms, [0], 1)
    assert masked is not None
    for text, kept in (("X1 said yes", True), ("heX1 said yes", False), ("he'X1 said", False)):
        outcome = keeper.mend(masked, Hypothesis(text=text, score=0.0))
        assert (not outcome.wrong and outcome.unmasked) is kept


def test_every_mask_is_restored(keeper: GlossaryKeeper) -> None:
    source = "قال عباس عراقجي"
    (terms,) = keeper.find([source])
    for attempt in range(keeper.attempts):
        masked = keeper.mask(source, terms, [0], attempt)
        assert masked is not None
        assert "عراقجي" not in masked.text
        name = masked.terms[0].form.wrong[0]
        outcome = keeper.mend(masked, Hypothesis(text=f"said {name}.", score=0.0))
        assert (outcome.hypothesis.text, outcome.unmasked) == ("said Abbas Araghchi.", True)
        assert outcome.sightings[0].evidence is Evidence.STAND_IN
        twice = keeper.mend(masked, Hypothesis(text=f"{name} said to {name}.", score=0.0))
        assert not twice.unmasked


WORDS = st.sampled_from(
    ["Araqchi", "Araghchi", "Abbas", "Iran", "Iranan", "Iranian", "the", "said", "and", "John",
     "Kerry", "Mousavi", "a", "minister", "IAEA", "'s", ",", ".", "Jerusalem", "-", "\u201c", "é"]
)  # fmt: skip
SOURCES = st.lists(
    st.sampled_from(["عراقجي", "عباس عراقجي", "إيران", "قال", "كيري", "فيلق القدس"]), max_size=5
).map(" ".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(source=SOURCES, target=st.lists(WORDS, max_size=12).map(" ".join))
def test_text_outside_the_edits_is_untouched(
    keeper: GlossaryKeeper, source: str, target: str
) -> None:
    from mt_toolkit.glossary.match import Matcher, Side
    from mt_toolkit.terms.repair import repair_terms

    (terms,) = keeper.find([source])
    matches = Matcher(keeper.glossary, Side.TARGET).find(target)
    repair = repair_terms(source, target, terms, matches, None)
    assert len(repair.sightings) == len(terms)
    rest, end = [], 0
    for edit in repair.edits:
        assert edit.span_before.start >= end, "edits do not overlap"
        assert edit.old == edit.span_before.of(target)
        rest.append(target[end : edit.span_before.start])
        end = edit.span_before.end
    mended = keeper.mend(keeper.prepare(source, terms), Hypothesis(text=target, score=0.0))
    place = 0
    for part in [*rest, target[end:]]:
        place = mended.hypothesis.text.index(part, place) + len(part)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(source=SOURCES, target=st.lists(WORDS, max_size=12).map(" ".join))
def test_mending_twice_changes_nothing_more(
    keeper: GlossaryKeeper, source: str, target: str
) -> None:
    (terms,) = keeper.find([source])
    prepared = keeper.prepare(source, terms)
    once = keeper.mend(prepared, Hypothesis(text=target, score=0.0)).hypothesis
    assert keeper.mend(prepared, once).hypothesis.text == once.text

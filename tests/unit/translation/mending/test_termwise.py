"""Translating again what lost a term, with a model that does as it is told."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from mt_toolkit.bitext import WordLink
from mt_toolkit.glossary import Entry, Glossary, Kind, Short
from mt_toolkit.protocols import Hypothesis, TranslationRequest
from mt_toolkit.sightings import Evidence, TermStatus
from mt_toolkit.terms import GlossaryKeeper
from mt_toolkit.text import Span
from mt_toolkit.translation.explaining import explanation
from mt_toolkit.translation.mending.termwise import TermwiseTranslator
from mt_toolkit.translation.segments import SegmentTranslation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

KEEPER = GlossaryKeeper(
    Glossary(
        entries=(
            Entry(
                id="abbas-araghchi",
                target="Abbas Araghchi",
                sources=("عباس عراقجي",),
                kind=Kind.PERSON,
                short=Short(target="Araghchi", sources=("عراقجي", "عرقجي"), wrong=("Araqchi",)),
            ),
            Entry(id="muscat", target="Muscat", sources=("مسقط",), kind=Kind.PLACE),
        )
    )
)


class Script:
    """Answers each source with what the script has for it; all else comes out as "nothing"."""

    def __init__(
        self,
        lines: Mapping[str, str],
        longest: int = 100,
        others: Mapping[str, Sequence[Hypothesis]] = MappingProxyType({}),
        scores: Mapping[str, float] = MappingProxyType({}),
    ) -> None:
        self.lines = lines
        self.scores = scores
        self.others = others
        self.asked: list[str] = []
        self._longest = longest

    def fits(self, text: str) -> bool:
        return len(text) <= self._longest

    def translate(
        self,
        requests: Sequence[TranslationRequest],
        *,
        progress: Callable[[float], None] | None = None,
    ) -> list[SegmentTranslation]:
        if progress is not None:
            progress(1.0)
        self.asked += [request.text for request in requests]
        return [self._answer(request) for request in requests]

    def _answer(self, request: TranslationRequest) -> SegmentTranslation:
        text = self.lines.get(request.text, "nothing")
        link = WordLink(source=Span(0, len(request.text)), target=Span(0, 1), weight=0.05)
        return SegmentTranslation(
            text=text,
            score=self.scores.get(request.text, -0.1),
            links=(link,) if request.links else (),
            alternatives=tuple(self.others.get(request.text, ())),
        )


def translate(script: Script, *sources: str, links: bool = False) -> list[SegmentTranslation]:
    requests = [
        TranslationRequest(text=source, links=links, terms=KEEPER.find([source])[0])
        for source in sources
    ]
    return TermwiseTranslator(script, KEEPER).translate(requests)


def test_what_is_right_is_translated_once() -> None:
    script = Script({"وصل عراقجي": "Araghchi arrived"})
    (done,) = translate(script, "وصل عراقجي")
    assert (done.text, done.marks, done.retries) == ("Araghchi arrived", (), 0)
    assert script.asked == ["وصل عراقجي"]


def test_the_model_sees_the_preferred_spelling() -> None:
    script = Script({"وصل عراقجي": "Araqchi arrived"})
    (done,) = translate(script, "وصل عرقجي")
    assert done.text == "Araghchi arrived"
    assert done.terms[0].source.of("وصل عرقجي") == "عرقجي"
    assert done.terms[0].status is TermStatus.REPAIRED


def test_a_lost_name_is_masked_and_restored() -> None:
    script = Script({"وصل عراقجي": "He arrived", "وصل نتنياهو": "Netanyahu arrived"})
    (done,) = translate(script, "وصل عراقجي")
    assert (done.text, done.marks, done.retries) == ("Araghchi arrived", (), KEEPER.attempts)
    assert done.terms[0].evidence is Evidence.STAND_IN


def test_what_is_told_of_a_masked_name_is_what_stood_there_without_the_mask() -> None:
    lost = Script({"وصل عراقجي": "He arrived", "وصل نتنياهو": "Netanyahu arrived"})
    (done,) = translate(lost, "وصل عراقجي")
    (term,) = done.terms
    assert (term.before, term.after) == ("", "Araghchi")
    assert explanation(term) == (
        "\u2068عراقجي\u2069 (abbas-araghchi): at 1 by another name in its place: "
        '"Araghchi", which was lost before'
    )


def test_a_name_that_was_right_without_a_mask_is_right() -> None:
    script = Script(
        {
            "زار عراقجي مسقط": "He visited Muscat",
            "زار X1 X2": "X1 visited X2",
        }
    )
    (done,) = translate(script, "زار عراقجي مسقط")
    assert done.text == "Araghchi visited Muscat"
    araghchi, muscat = done.terms
    assert (araghchi.status, araghchi.before) == (TermStatus.REPAIRED, "")
    assert (muscat.status, muscat.before) == (TermStatus.RIGHT, "Muscat")


def test_of_an_unsure_sentence_what_most_translations_say_is_taken() -> None:
    lines = {
        "سأل صحفي عراقجي": "Araghchi asked a journalist",
        "سأل صحفي نتنياهو": "A journalist asked Netanyahu",
        "سأل صحفي X1": "A journalist asked X1",
        "سأل صحفي 70410": "He asked 70410 and a tree",
    }
    unsure = Script(lines, scores=dict.fromkeys(lines, -0.5))
    (done,) = translate(unsure, "سأل صحفي عراقجي")
    assert (done.text, done.marks) == ("A journalist asked Araghchi", ())
    sure = Script(lines)
    (done,) = translate(sure, "سأل صحفي عراقجي")
    assert done.text == "Araghchi asked a journalist"


@pytest.mark.parametrize("toward", ["إلى", "الى", "نحو"])
def test_a_translation_that_comes_from_where_the_source_goes_to_is_not_taken(toward: str) -> None:
    lines = {
        f"ساروا {toward} مسقط": "They walked from Muscat",
        f"ساروا {toward} واشنطن": "They walked to Washington",
        f"ساروا {toward} 70410": "They walked from 70410",
    }
    (done,) = translate(Script(lines), f"ساروا {toward} مسقط")
    assert done.text == "They walked to Muscat"


def test_a_translation_from_where_the_source_comes_is_taken() -> None:
    script = Script({"ساروا من مسقط": "They walked from Muscat"})
    (done,) = translate(script, "ساروا من مسقط")
    assert (done.text, done.retries) == ("They walked from Muscat", 0)


def test_of_translations_that_differ_alike_the_likelier_one_is_taken() -> None:
    lines = {
        "سأل صحفي عراقجي": "Araghchi asked a journalist",
        "سأل صحفي X1": "A journalist asked X1",
    }
    script = Script(lines, scores={"سأل صحفي عراقجي": -0.5, "سأل صحفي X1": -0.4})
    (done,) = translate(script, "سأل صحفي عراقجي")
    assert done.text == "A journalist asked Araghchi"


def test_a_sentence_without_terms_is_translated_once_however_unsure() -> None:
    script = Script({"نعم": "Yes"}, scores={"نعم": -3.0})
    (done,) = translate(script, "نعم")
    assert (done.text, script.asked) == ("Yes", ["نعم"])


def test_masks_are_tried_one_after_the_other() -> None:
    script = Script({"وصل عراقجي": "He came", "وصل X1": "X1 came to X1", "وصل 70410": "70410 came"})
    (done,) = translate(script, "وصل عراقجي")
    assert (done.text, done.retries) == ("Araghchi came", KEEPER.attempts)


def test_every_term_is_masked_where_masking_one_loses_another() -> None:
    script = Script(
        {
            "وصل عراقجي من مسقط": "Araghchi arrived",
            "وصل عراقجي من واشنطن": "He arrived from Washington",
            "وصل نتنياهو من واشنطن": "Netanyahu arrived from Washington",
        }
    )
    (done,) = translate(script, "وصل عراقجي من مسقط")
    assert (done.text, done.marks) == ("Araghchi arrived from Muscat", ())
    assert [one.target and one.target.of(done.text) for one in done.terms] == ["Araghchi", "Muscat"]


def test_where_all_masks_fail_the_first_translation_stays_and_is_marked() -> None:
    script = Script({"وصل عراقجي": "He arrived"})
    (done,) = translate(script, "وصل عراقجي")
    assert (done.text, done.marks) == ("He arrived", ("terms",))
    assert done.terms[0].status is TermStatus.LEFT


def test_no_mask_is_ever_left_in_a_text() -> None:
    lines = {"وصل عراقجي": "He arrived"}
    for source, names in (("نتنياهو", "Netanyahu"), ("X1", "X1"), ("70410", "70410")):
        lines[f"وصل {source}"] = f"{names} and{names} arrived"
    (done,) = translate(Script(lines), "وصل عراقجي")
    assert done.text == "He arrived"


def test_a_long_segment_is_translated_by_clauses_at_last() -> None:
    first = "قال المتحدث إن الوزير عراقجي سيصل غدا إلى العاصمة"
    second = "وإن الوفد كله سينتقل بعد ذلك إلى مدينة مسقط"
    script = Script({first + "،": "Araghchi will come,", second: "then to Muscat"})
    (done,) = translate(script, f"{first}، {second}")
    assert (done.text, done.marks) == ("Araghchi will come, then to Muscat", ())
    source = f"{first}، {second}"
    assert [one.source.of(source) for one in done.terms] == ["عراقجي", "مسقط"]
    assert [one.target and one.target.of(done.text) for one in done.terms] == ["Araghchi", "Muscat"]


def alternative(source: str, text: str, link: str) -> Hypothesis:
    """A hypothesis in which one word is linked to the last word of the source."""
    at = text.index(link)
    last = Span(source.rindex(" ") + 1, len(source))
    links = (WordLink(source=last, target=Span(at, at + len(link)), weight=0.9),)
    return Hypothesis(text=text, score=-2.0, links=links)


def test_each_alternative_is_mended_by_its_own_links() -> None:
    source = "وصل عراقجي"
    others = [
        alternative(source, "Irakgy has come", "Irakgy"),
        alternative(source, "In came Arakshi", "Arakshi"),
        alternative(source, "Araqchi arrived", "Araqchi"),
        alternative(source, "In came Aragchi", "Aragchi"),
    ]
    (done,) = translate(Script({source: "Araqchi arrived"}, others={source: others}), source)
    assert done.text == "Araghchi arrived"
    assert [(other.text, other.score) for other in done.alternatives] == [
        ("Araghchi has come", -2.0),
        ("In came Araghchi", -2.0),
    ]


def test_no_alternative_has_a_mask_left_in_it() -> None:
    masked = "وصل نتنياهو"
    others = [
        Hypothesis(text="Netanyahu came", score=-2.0),
        Hypothesis(text="Netanyahu and hisNetanyahu came", score=-3.0),
    ]
    lines = {"وصل عراقجي": "He arrived", masked: "Netanyahu arrived"}
    (done,) = translate(Script(lines, others={masked: others}), "وصل عراقجي")
    assert done.text == "Araghchi arrived"
    assert [other.text for other in done.alternatives] == ["Araghchi came"]


def test_a_segment_divided_by_clauses_keeps_the_alternatives_of_the_whole() -> None:
    first = "قال المتحدث إن الوزير عراقجي سيصل غدا إلى العاصمة"
    second = "وإن الوفد كله سينتقل بعد ذلك إلى مدينة مسقط"
    source = f"{first}، {second}"
    others = {source: [Hypothesis(text="Araqchi comes to Muscat", score=-2.0)]}
    lines = {first + "،": "Araghchi will come,", second: "then to Muscat"}
    (done,) = translate(Script(lines, others=others), source)
    assert done.text == "Araghchi will come, then to Muscat"
    assert [other.text for other in done.alternatives] == ["Araghchi comes to Muscat"]


def test_links_are_given_only_to_who_asked() -> None:
    script = Script({"وصل عراقجي": "Araghchi arrived"})
    assert translate(script, "وصل عراقجي")[0].links == ()
    assert translate(script, "وصل عراقجي", links=True)[0].links


def test_equal_requests_are_translated_once_and_order_is_kept() -> None:
    script = Script({"وصل عراقجي": "Araghchi came", "نعم": "Yes"})
    done = translate(script, "نعم", "وصل عراقجي", "نعم")
    assert [one.text for one in done] == ["Yes", "Araghchi came", "Yes"]
    assert sorted(script.asked) == ["نعم", "وصل عراقجي"]


@pytest.mark.parametrize("longest", [9, 10])
def test_what_the_preferred_spelling_makes_too_long_does_not_fit(longest: int) -> None:
    termwise = TermwiseTranslator(Script({}, longest), KEEPER)
    assert len("وصل عرقجي") == 9
    assert termwise.fits("وصل عرقجي") is (longest == 10)

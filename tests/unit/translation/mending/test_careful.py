from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mt_toolkit.bitext import WordLink
from mt_toolkit.numbers import find_numbers
from mt_toolkit.protocols import Decoding, Hypothesis, TranslationRequest
from mt_toolkit.text import Span
from mt_toolkit.translation.mending.careful import CarefulTranslator
from tests.fakes import FakeTranslator

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mt_toolkit.translation.segments import SegmentTranslation

SOURCE = "أعلن الوزير في جنيف أن الجولة المقبلة من المحادثات تعقد بعد أسبوعين"
LOOP = "the talks in Geneva " + "and the talks " * 30


class Recorder(FakeTranslator):
    """Also remembers the settings of every call."""

    def __init__(self, spoil: Callable[[str, str, int], str] | None = None) -> None:
        super().__init__(spoil)
        self.settings: list[Decoding] = []

    def translate(
        self,
        requests: Sequence[TranslationRequest],
        decoding: Decoding,
        *,
        progress: Callable[[int], None] | None = None,
    ) -> list[tuple[Hypothesis, ...]]:
        if requests:
            self.settings.append(decoding)
        return super().translate(requests, decoding, progress=progress)


class Scripted(Recorder):
    """Gives the hypotheses that a test wrote down; the last list again and again."""

    def __init__(self, *answers: Sequence[Hypothesis]) -> None:
        super().__init__()
        self._answers = list(answers)

    def translate(
        self,
        requests: Sequence[TranslationRequest],
        decoding: Decoding,
        *,
        progress: Callable[[int], None] | None = None,
    ) -> list[tuple[Hypothesis, ...]]:
        if not requests:
            return []
        if progress is not None:
            progress(len(requests))
        self.calls.append(list(requests))
        self.settings.append(decoding)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return [tuple(answer[: decoding.n_best])] * len(requests)


def translate(
    translator: FakeTranslator, *texts: str, decoding: Decoding | None = None, links: bool = False
) -> list[SegmentTranslation]:
    careful = CarefulTranslator(translator, decoding or Decoding())
    return careful.translate([TranslationRequest(text=text, links=links) for text in texts])


def test_a_good_translation_is_left_alone_and_asked_for_once() -> None:
    translator = Recorder()
    (done,) = translate(translator, SOURCE)
    assert (done.marks, done.retries, done.score) == ((), 0, -0.5)
    assert len(translator.calls) == 1


def test_a_loop_is_tried_again_and_mended() -> None:
    translator = Recorder(lambda _source, text, asked: LOOP if asked == 1 else text)
    (done,) = translate(translator, SOURCE)
    assert (done.marks, done.retries) == ((), 1)
    assert "the talks" not in done.text


def test_each_retry_has_safer_settings_and_the_later_ones_bound_the_length() -> None:
    translator = Recorder(lambda _source, _text, _asked: LOOP)
    translate(translator, SOURCE)
    first, *retries = translator.settings
    assert first == Decoding()
    assert len(retries) >= 2
    assert all(setting.no_repeat_ngram > 0 for setting in retries)
    penalties = [setting.repetition_penalty for setting in retries]
    assert penalties == sorted(set(penalties)), "each attempt is stricter than the one before"
    tokens = translator.count_tokens(SOURCE)
    assert all(
        setting.max_length is not None and tokens < setting.max_length < 4 * tokens
        for setting in retries[1:]
    )


def test_what_a_neighbour_needs_does_not_change_the_settings_of_a_retry() -> None:
    alone = Recorder(lambda _source, _text, _asked: LOOP)
    translate(alone, SOURCE)
    together = Recorder(lambda _source, _text, _asked: LOOP)
    translate(together, SOURCE, f"{SOURCE} {SOURCE} {SOURCE}")
    used = [
        setting
        for call, setting in zip(together.calls, together.settings, strict=True)
        if TranslationRequest(text=SOURCE) in call
    ]
    assert used == alone.settings


@pytest.mark.parametrize(
    ("spoiled", "mark"),
    [(LOOP, "repetition"), ("", "empty"), ("...", "empty"), (SOURCE, "copy")],
)
def test_what_no_retry_mends_is_marked(spoiled: str, mark: str) -> None:
    (done,) = translate(Scripted([Hypothesis(text=spoiled, score=-1.0)]), SOURCE)
    assert mark in done.marks
    assert done.retries == 3


def test_a_loop_that_stays_is_cut_down() -> None:
    (done,) = translate(Recorder(lambda _source, _text, _asked: LOOP), SOURCE)
    assert done.text.count("and the talks") < 3
    assert done.text.startswith("the talks in Geneva")


@pytest.mark.parametrize("spoiled", ["", SOURCE])
def test_empty_output_and_copies_are_mended(spoiled: str) -> None:
    translator = Recorder(lambda _source, text, asked: spoiled if asked <= 2 else text)
    (done,) = translate(translator, SOURCE)
    assert (done.marks, done.retries) == ((), 2)
    assert done.text not in {"", SOURCE}


def test_only_the_faulty_ones_are_tried_again() -> None:
    other = "انتهى الاجتماع في جنيف"
    translator = Recorder(
        lambda source, text, asked: LOOP if source == SOURCE and asked == 1 else text
    )
    results = translate(translator, other, SOURCE, other)
    assert [done.retries for done in results] == [0, 1, 0]
    assert [request.text for request in translator.calls[1]] == [SOURCE]
    assert results[0] == results[2]


def test_a_retry_that_is_worse_is_not_taken() -> None:
    empty = Hypothesis(text="", score=-0.1)
    loop = Hypothesis(text=LOOP, score=-0.2)
    (done,) = translate(Scripted([loop], [empty]), SOURCE)
    assert done.text.startswith("the talks in Geneva")
    assert "empty" not in done.marks


def test_a_lost_number_is_taken_from_another_hypothesis() -> None:
    source = "قتل 12 شخصا في الهجوم"
    hypotheses = [
        Hypothesis(text="Killed people in the attack", score=-0.2, links=()),
        Hypothesis(text="12 people were killed in the attack", score=-0.4, links=()),
    ]
    translator = Scripted(hypotheses)
    (done,) = translate(translator, source)
    assert done.text == "12 people were killed in the attack"
    assert done.marks == ()
    assert done.retries == 0, "nothing was degenerate"
    assert translator.settings[1].n_best == Decoding().beam


def test_a_wrong_number_is_mended_where_no_hypothesis_has_it() -> None:
    source = "قتل 3.67 شخصا"
    translator = Recorder(lambda _source, text, _asked: text.replace("3.67", "367"))
    (done,) = translate(translator, source)
    assert "3.67" in done.text
    assert "367" not in done.text.replace("3.67", "")


def test_word_links_tell_where_a_lost_number_belongs() -> None:
    source = "وصل الوفد وعدد أفراده 15 إلى جنيف"
    text = "The delegation arrived and its members to Geneva"
    place = source.index("15")
    links = (
        WordLink(source=Span(place - 6, place - 1), target=Span(31, 38), weight=0.9),
        WordLink(source=Span(0, 3), target=Span(15, 22), weight=0.9),
    )
    plain, linked = (
        Hypothesis(text=text, score=-0.3),
        Hypothesis(text=text, score=-0.3, links=links),
    )
    translator = Scripted([plain], [linked])
    (done,) = translate(translator, source)
    assert "15" in done.text
    assert [number.value for number in find_numbers(done.text, "en")] == [15]
    assert translator.calls[1][0].links
    assert done.links == (), "links that nobody asked for are not handed on"


def test_right_numbers_cost_no_second_look() -> None:
    translator = Recorder()
    translate(translator, "قتل 12 شخصا في 3 هجمات عام 2014")
    assert len(translator.calls) == 1


def test_alternatives_are_the_other_hypotheses() -> None:
    (done,) = translate(Recorder(), SOURCE, decoding=Decoding(n_best=3))
    assert [other.text for other in done.alternatives] == [f"{done.text} 1", f"{done.text} 2"]
    assert [other.score for other in done.alternatives] == [-1.5, -2.5]


def test_links_are_given_where_they_are_asked_for() -> None:
    (done,) = translate(Recorder(), SOURCE, links=True)
    assert len(done.links) == len(SOURCE.split())
    assert all(link.target.of(done.text) for link in done.links)


def test_progress_adds_up_to_the_whole() -> None:
    shares: list[float] = []
    careful = CarefulTranslator(FakeTranslator(), Decoding())
    requests = [TranslationRequest(text=text) for text in ("انتهى اللقاء.", "بدأ اللقاء.") * 3]
    careful.translate(requests, progress=shares.append)
    assert sum(shares) == pytest.approx(1.0)

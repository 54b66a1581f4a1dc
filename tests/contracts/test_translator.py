"""What every Translator promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mt_toolkit.protocols import Decoding, TranslationRequest
from mt_toolkit.translation.engines.ctranslate2_engine import CTranslate2Translator
from mt_toolkit.translation.engines.transformers_engine import TransformersTranslator
from tests.fakes import FakeTranslator
from tests.marian import sentences, trained_model

if TYPE_CHECKING:
    from collections.abc import Callable

    from mt_toolkit.protocols import Translator

IMPLEMENTATIONS: dict[str, Callable[[], Translator]] = {
    "fake": FakeTranslator,
    "ctranslate2 int8": lambda: CTranslate2Translator(trained_model(), device="cpu"),
    "ctranslate2 float32": lambda: CTranslate2Translator(
        trained_model(), device="cpu", compute_type="float32"
    ),
    "transformers": lambda: TransformersTranslator(trained_model(), device="cpu"),
}
TEXTS = [source for source, _ in sentences(12, seed=21)]


@pytest.fixture(scope="module", params=list(IMPLEMENTATIONS))
def make(request: pytest.FixtureRequest) -> Callable[[], Translator]:
    return IMPLEMENTATIONS[request.param]


@pytest.fixture(scope="module")
def translator(make: Callable[[], Translator]) -> Translator:
    return make()


def requests(texts: list[str], *, links: bool = False) -> list[TranslationRequest]:
    return [TranslationRequest(text=text, links=links) for text in texts]


def test_results_come_in_the_order_of_the_requests(translator: Translator) -> None:
    forward = translator.translate(requests(TEXTS), Decoding())
    backward = translator.translate(requests(TEXTS[::-1]), Decoding())
    assert [best.text for best, *_ in forward] == [best.text for best, *_ in backward][::-1]
    assert len({best.text for best, *_ in forward}) > len(TEXTS) // 2


def test_neighbours_do_not_matter(translator: Translator) -> None:
    together = translator.translate(requests(TEXTS, links=True), Decoding())
    alone = [translator.translate(requests([text], links=True), Decoding())[0] for text in TEXTS]
    for (one, *_), (other, *_) in zip(together, alone, strict=True):
        assert one.text == other.text
        assert one.score == pytest.approx(other.score, abs=1e-3)
        assert one.links is not None
        assert other.links is not None
        assert [link.source for link in one.links] == [link.source for link in other.links]


def test_progress_counts_every_request_once(translator: Translator) -> None:
    done: list[int] = []
    translator.translate(requests(TEXTS), Decoding(), progress=done.append)
    assert sum(done) == len(TEXTS)


def test_no_requests_give_no_results(translator: Translator) -> None:
    assert translator.translate([], Decoding()) == []


def test_text_without_words_is_answered(translator: Translator) -> None:
    empty, full = translator.translate(requests(["", TEXTS[0]], links=True), Decoding())
    assert empty[0].text == ""
    assert empty[0].links == ()
    assert full[0].text


def test_n_best_gives_as_many_hypotheses_the_best_first(translator: Translator) -> None:
    for hypotheses in translator.translate(requests(TEXTS), Decoding(n_best=3)):
        assert len(hypotheses) == 3
        assert len({hypothesis.text for hypothesis in hypotheses}) > 1
        scores = [hypothesis.score for hypothesis in hypotheses]
        assert scores == sorted(scores, reverse=True)
        assert scores[0] < 0


def test_links_are_given_where_they_are_asked_for(translator: Translator) -> None:
    asked = [TranslationRequest(text=text, links=n % 2 == 0) for n, text in enumerate(TEXTS)]
    results = translator.translate(asked, Decoding())
    for request, (best, *_) in zip(asked, results, strict=True):
        assert (best.links is not None) == request.links


def test_links_join_words_with_words(translator: Translator) -> None:
    results = translator.translate(requests(TEXTS, links=True), Decoding())
    for text, (best, *_) in zip(TEXTS, results, strict=True):
        assert best.links
        targets = [link.target for link in best.links]
        assert targets == sorted(set(targets))
        for link in best.links:
            assert 0 < link.weight <= 1
            for side, span in ((text, link.source), (best.text, link.target)):
                assert span.end <= len(side)
                assert span.of(side).strip() == span.of(side) != ""


def test_tokens_are_counted_with_the_end_marker(translator: Translator) -> None:
    assert translator.count_tokens("") == 1
    assert translator.count_tokens(TEXTS[0]) > 1
    assert translator.max_source_tokens > translator.count_tokens(TEXTS[0])


def test_a_model_has_a_name_and_a_lasting_fingerprint(
    translator: Translator, make: Callable[[], Translator]
) -> None:
    again = make()
    assert translator.name == again.name != ""
    assert translator.fingerprint == again.fingerprint != ""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mt_toolkit.protocols import Decoding
from mt_toolkit.text import Block, Inline, Span
from mt_toolkit.translation.journal import open_journal
from mt_toolkit.translation.mending.careful import CarefulTranslator
from mt_toolkit.translation.segments import plan_block
from mt_toolkit.translation.window import Window
from tests.fakes import FakeTranslator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mt_toolkit.translation.journal import Journal
    from mt_toolkit.translation.segments import SegmentTranslation

TEXTS = ("انتهى الاجتماع في جنيف. AFP 2014", "وقال الوزير إن 3.67 مليون شخص وصلوا.")


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "out") as opened:
        yield opened


def translate(
    journal: Journal | None,
    translator: FakeTranslator,
    *texts: str,
    fingerprint: str = "",
    markup: bool = True,
    n_best: int = 1,
) -> tuple[list[SegmentTranslation], bool]:
    careful = CarefulTranslator(translator, Decoding(n_best=n_best))
    window = Window(careful, journal, fingerprint)
    bold = (Inline(span=Span(0, 5), before="<b>", after="</b>"),) if markup else ()
    window.add(
        [
            plan_block(
                Block(span=Span(0, len(text)), text=text, inlines=bold if number else ()),
                careful.fits,
            )
            for number, text in enumerate(texts)
        ]
    )
    assert len(window) >= len(texts)
    result = window.translate()
    assert len(window) == 0
    return result


def test_a_window_comes_back_from_the_journal_as_it_was(journal: Journal) -> None:
    translator = FakeTranslator(lambda source, text, asked: source if asked == 1 else text)
    fresh, replayed = translate(journal, translator, *TEXTS, n_best=3)
    assert not replayed
    assert any(translation.links for translation in fresh)
    assert any(translation.retries for translation in fresh)
    assert any(translation.alternatives for translation in fresh)
    translator.calls.clear()
    kept, replayed = translate(journal, translator, *TEXTS, n_best=3)
    assert replayed
    assert kept == fresh
    assert translator.calls == []


def test_another_window_is_translated(journal: Journal) -> None:
    translator = FakeTranslator()
    translate(journal, translator, *TEXTS)
    assert not translate(journal, translator, TEXTS[0])[1], "fewer segments"
    assert not translate(journal, translator, *TEXTS[::-1])[1], "another order"
    assert not translate(journal, translator, *TEXTS, fingerprint="x")[1], "other settings"
    assert not translate(journal, translator, *TEXTS, markup=False)[1], "no links wanted"
    assert translate(journal, translator, *TEXTS)[1]


def test_a_window_with_nothing_to_translate_asks_nobody(journal: Journal) -> None:
    translator = FakeTranslator()
    done, replayed = translate(journal, translator, "AFP 2014")
    assert [translation.text for translation in done] == ["AFP 2014"]
    assert done[0].score is None
    assert not replayed
    assert translator.calls == []

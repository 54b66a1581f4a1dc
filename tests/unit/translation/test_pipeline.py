from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from mt_toolkit.errors import InputError
from mt_toolkit.files import SourceFile
from mt_toolkit.formats.plain import Plain
from mt_toolkit.protocols import Decoding
from mt_toolkit.translation import events as told
from mt_toolkit.translation.events import Unit
from mt_toolkit.translation.journal import Journal, open_journal
from mt_toolkit.translation.mending.careful import CarefulTranslator
from mt_toolkit.translation.outputs import DocumentOutput, sink_to
from mt_toolkit.translation.pipeline import Pipeline
from mt_toolkit.translation.writing import UnitWriter
from tests.fakes import FakeTranslator

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = (
    "قال الوزير إن المحادثات مستمرة. وأضاف أن الجولة المقبلة تعقد في جنيف.\n\nواختتم اللقاء.\n"
)


class Workplace:
    """A folder of sources and a folder of outputs, and a pipeline between them."""

    def __init__(self, root: Path) -> None:
        self.sources = root / "ar"
        self.target = root / "en"
        self.sources.mkdir(parents=True)
        self.translator = FakeTranslator()
        self.fingerprint = "settings"
        self.overwrite = False

    def write(self, name: str, text: str) -> None:
        (self.sources / name).write_text(text, encoding="utf-8")

    def units(self) -> list[Unit]:
        return [
            Unit(sources=(SourceFile(path=path, name=path.name),), output=self.target / path.name)
            for path in sorted(self.sources.iterdir())
        ]

    def read(self, source: SourceFile):  # type: ignore[no-untyped-def]
        assert source.path is not None
        text = source.path.read_text(encoding="utf-8")
        lines = text.splitlines(keepends=True)
        for number, line in enumerate(lines, 1):
            if "BROKEN" in line:
                raise InputError("is broken here", path=source.path, line=number)
            yield from Plain().read([line], source.path)

    def run(self, *, window: int = 4, stop_after: int | None = None) -> list[told.Event]:
        events = []
        with open_journal(self.target) as journal:
            for event in self.pipeline(journal, window).run(self.units()):
                events.append(event)
                if stop_after is not None and self.finished(events) == stop_after:
                    # A killed process runs no clean-up of its own.
                    return events
        return events

    def pipeline(self, journal: Journal, window: int) -> Pipeline:
        @contextlib.contextmanager
        def open_output(unit: Unit):  # type: ignore[no-untyped-def]
            with sink_to(unit.output, None) as sink:  # type: ignore[arg-type]
                yield DocumentOutput(sink, lambda _source: Plain())

        return Pipeline(
            translator=CarefulTranslator(self.translator, Decoding()),
            read=self.read,
            open_output=open_output,
            fingerprint=self.fingerprint,
            journal=journal,
            overwrite=self.overwrite,
            window=window,
        )

    @staticmethod
    def finished(events: list[told.Event]) -> int:
        return sum(isinstance(event, told.Finished) for event in events)

    def outputs(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.target.iterdir())}

    @property
    def asked(self) -> list[str]:
        return [request.text for call in self.translator.calls for request in call]


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    return Workplace(tmp_path)


def test_paragraphs_and_blank_lines_are_kept(place: Workplace) -> None:
    place.write("a.txt", ARTICLE)
    place.run()
    text = place.outputs()["a.txt"].decode()
    assert text.count("\n") == ARTICLE.count("\n")
    assert text.split("\n\n")[0].count(".") == 2
    assert not any("\u0600" <= char <= "\u06ff" for char in text)


def test_the_same_command_twice_does_nothing_the_second_time(place: Workplace) -> None:
    place.write("a.txt", ARTICLE)
    place.write("b.txt", ARTICLE)
    place.run()
    before = place.outputs()
    place.translator.calls.clear()
    events = place.run()
    news = (told.Read, told.Translated)
    assert [type(event) for event in events if not isinstance(event, news)] == [
        told.Unchanged,
        told.Unchanged,
    ]
    assert place.asked == []
    assert place.outputs() == before


def test_only_a_changed_file_is_translated_again(place: Workplace) -> None:
    place.write("a.txt", ARTICLE)
    place.write("b.txt", "انتهى الاجتماع.\n")
    place.run()
    place.write("b.txt", "بدأ الاجتماع.\n")
    place.translator.calls.clear()
    place.run()
    assert place.asked == ["بدأ الاجتماع."]


def test_changed_settings_translate_everything_again(place: Workplace) -> None:
    place.write("a.txt", ARTICLE)
    place.run()
    place.fingerprint = "other settings"
    place.translator.calls.clear()
    assert place.finished(place.run()) == 1
    assert len(place.asked) == 3


@pytest.mark.parametrize("stop_after", [1, 2, 5])
def test_a_killed_run_goes_on_and_ends_with_the_same_bytes(tmp_path: Path, stop_after: int) -> None:
    undisturbed, killed = Workplace(tmp_path / "1"), Workplace(tmp_path / "2")
    for place in (undisturbed, killed):
        for number in range(7):
            place.write(f"{number}.txt", f"الخبر {number} من جنيف. {ARTICLE}" * (1 + number % 3))
    undisturbed.run()
    killed.run(stop_after=stop_after)
    assert len(killed.outputs()) < 7
    first = list(killed.asked)
    killed.translator.calls.clear()
    killed.run()
    assert killed.outputs() == undisturbed.outputs()
    assert first + killed.asked == undisturbed.asked, "each window is translated exactly once"


def test_windows_do_not_change_the_text(tmp_path: Path) -> None:
    results = []
    for number, window in enumerate((1, 3, 1000)):
        place = Workplace(tmp_path / str(number))
        for name in "abc":
            place.write(f"{name}.txt", ARTICLE * 3)
        place.run(window=window)
        results.append(place.outputs())
    assert results[0] == results[1] == results[2]


def test_equal_segments_are_translated_once_in_a_window(place: Workplace) -> None:
    place.write("a.txt", "انتهى الاجتماع.\n" * 50)
    place.run(window=100)
    assert place.asked == ["انتهى الاجتماع."]
    assert place.outputs()["a.txt"].count(b"\n") == 50


def test_a_broken_file_is_reported_and_the_others_finish(place: Workplace) -> None:
    place.write("a.txt", ARTICLE)
    place.write("b.txt", ARTICLE + "BROKEN\n" + ARTICLE)
    place.write("c.txt", ARTICLE)
    events = place.run()
    failed = [event for event in events if isinstance(event, told.Failed)]
    assert [str(event.error) for event in failed] == [
        f"{place.sources / 'b.txt'}:4: is broken here"
    ]
    assert sorted(place.outputs()) == ["a.txt", "c.txt"]


def test_an_output_of_somebody_else_is_not_replaced(place: Workplace) -> None:
    place.write("a.txt", ARTICLE)
    place.target.mkdir()
    (place.target / "a.txt").write_text("a day's work")
    (failed,) = (event for event in place.run() if isinstance(event, told.Failed))
    assert "--overwrite" in str(failed.error)
    assert place.outputs() == {"a.txt": b"a day's work"}
    place.overwrite = True
    assert place.finished(place.run()) == 1


def test_an_edited_output_is_not_replaced(place: Workplace) -> None:
    place.write("a.txt", ARTICLE)
    place.run()
    (place.target / "a.txt").write_text("post-edited")
    place.write("a.txt", ARTICLE * 2)
    assert place.finished(place.run()) == 0
    assert place.outputs() == {"a.txt": b"post-edited"}


def test_an_output_that_cannot_be_written_does_not_stop_the_others(place: Workplace) -> None:
    place.write("a.txt", ARTICLE)
    place.write("b.txt", ARTICLE)
    (place.target / ".a.txt.part").mkdir(parents=True)
    events = place.run()
    assert place.finished(events) == 1
    assert sum(isinstance(event, told.Failed) for event in events) == 1


def test_a_segment_longer_than_the_model_takes_loses_nothing(place: Workplace) -> None:
    clauses = [f"وقال المصدر رقم {number} إن الوفد وصل إلى جنيف" for number in range(30)]
    place.write("a.txt", "، ".join(clauses) + ".\n")
    place.run()
    text = place.outputs()["a.txt"].decode()
    assert text.count("\n") == 1
    for number in range(30):
        assert f" {number} " in text
    assert len(place.asked) > 1
    assert all(place.translator.count_tokens(asked) <= 40 for asked in place.asked)


def test_text_without_arabic_is_carried_over(place: Workplace) -> None:
    place.write("a.txt", "AFP 2014 – Geneva\nانتهى الاجتماع.\n")
    place.run()
    assert place.outputs()["a.txt"].decode().startswith("AFP 2014 – Geneva\n")


def test_two_runs_to_one_place_at_once_are_refused(place: Workplace) -> None:
    from mt_toolkit.errors import OutputError

    with open_journal(place.target), pytest.raises(OutputError, match="another run"):
        place.run()


class _InterruptedOnEntering:
    """A signal comes when the output is open and before anyone holds it."""

    def __init__(self, inner: contextlib.AbstractContextManager[DocumentOutput]) -> None:
        self._inner = inner

    def __enter__(self) -> DocumentOutput:
        self._inner.__enter__()
        raise KeyboardInterrupt

    def __exit__(self, *error: object) -> bool | None:
        return self._inner.__exit__(*error)  # type: ignore[arg-type]


def test_a_signal_between_opening_and_holding_an_output_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "en" / "a.txt"

    @contextlib.contextmanager
    def open_output(unit: Unit):  # type: ignore[no-untyped-def]
        with sink_to(unit.output, None) as sink:  # type: ignore[arg-type]
            yield DocumentOutput(sink, lambda _source: Plain())

    writer = UnitWriter(lambda unit: _InterruptedOnEntering(open_output(unit)), None)
    unit = Unit(sources=(SourceFile(path=tmp_path / "a.txt", name="a.txt"),), output=target)
    with pytest.raises(KeyboardInterrupt) as caught, contextlib.closing(writer):
        list(writer.start(unit, "", write=True))
    # As in a process that ends with it, the error keeps all that was on the way alive.
    assert caught.traceback
    assert list(tmp_path.iterdir()) == []

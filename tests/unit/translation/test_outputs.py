from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import pytest

from mt_toolkit.errors import OutputError
from mt_toolkit.files import SourceFile
from mt_toolkit.protocols import Hypothesis
from mt_toolkit.text import Block, Passage, Span
from mt_toolkit.translation.outputs import TableOutput, segment_id, sink_to
from mt_toolkit.translation.segments import SegmentTranslation, plan_block

TEXT = "انتهى الاجتماع في جنيف. وقال الوزير إن المحادثات مستمرة."


def table(kind: str, *translations: SegmentTranslation, name: str = "a.txt") -> str:
    stream = io.StringIO()
    with sink_to(None, stream) as sink:
        output = TableOutput(sink, model="fake", kind=kind)
        block = Block(span=Span(0, len(TEXT)), text=TEXT)
        plan = plan_block(block, lambda _text: True)
        source = SourceFile(path=Path(name), name=name)
        output.write(source, Passage(text=TEXT, blocks=(block,)), [plan], [translations])
    return stream.getvalue()


def test_tsv_has_six_columns_and_no_white_space_inside_them() -> None:
    first = SegmentTranslation(text="The meeting\tended\nin Geneva.", score=-0.25)
    second = SegmentTranslation(text="", score=None, marks=("empty", "numbers"))
    lines = table("tsv", first, second).splitlines()
    assert [line.split("\t")[1:] for line in lines] == [
        ["انتهى الاجتماع في جنيف.", "The meeting ended in Geneva.", "-0.2500", "fake", ""],
        ["وقال الوزير إن المحادثات مستمرة.", "", "", "fake", "empty,numbers"],
    ]


def test_jsonl_keeps_the_text_and_unknown_is_null() -> None:
    first = SegmentTranslation(
        text='The "meeting"\n',
        score=-0.25,
        alternatives=(Hypothesis(text="The session", score=-0.5),),
    )
    second = SegmentTranslation(text="", score=None, marks=("empty",))
    one, two = map(json.loads, table("jsonl", first, second).splitlines())
    assert one["hypothesis"] == 'The "meeting"\n'
    assert one["alternatives"] == [{"hypothesis": "The session", "score": -0.5}]
    assert (two["score"], two["marks"], two["segment"]) == (None, ["empty"], 2)
    assert "alternatives" not in two


def test_ids_tell_documents_places_and_texts_apart() -> None:
    ids = {
        segment_id(document, number, text)
        for document in ("a.txt", "b.txt")
        for number in (1, 2)
        for text in ("قال", "أعلن", "\ud800")
    }
    assert len(ids) == 12
    assert segment_id("a.txt", 1, "قال") == segment_id("a.txt", 1, "قال")


def test_a_file_has_the_digest_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "out.txt"
    with sink_to(path, None) as sink:
        sink.write("one\r\n")
        sink.write("خبر \ud800\n")
        assert not path.exists(), "nothing shows before it is complete"
    assert path.read_bytes() == "one\r\nخبر ?\n".encode()
    assert sink.digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_interrupt_while_the_disk_is_written_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupted)
    with pytest.raises(KeyboardInterrupt), sink_to(tmp_path / "out.txt", None) as sink:
        sink.write("text")
    assert list(tmp_path.iterdir()) == []


def test_no_standard_output_is_an_error_with_a_mend() -> None:
    with pytest.raises(OutputError, match="--output"), sink_to(None, None):
        pass

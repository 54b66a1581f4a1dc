"""Tables, and the texts of a Moses pair with the table beside them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mt_toolkit.bitext import Origin, SegmentPair
from mt_toolkit.bitext_files import bitext_writer, read_bitext
from mt_toolkit.errors import InputError
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = SegmentPair(source="نعم", target="yes")
FULL = SegmentPair(
    source="وصل الوفد.\nبدأت المحادثات.",
    target="The delegation arrived\tand talks began.",
    source_document="talks.txt",
    target_document='"talks"',
    source_segments=(0, 1),
    target_segments=(0,),
    source_span=Span(0, 26),
    target_span=Span(3, 43),
    confidence=0.97,
    similarity=-0.25,
    origin=Origin(kind="machine", model="compact 12ab", glossary=""),
    scores=(("doubtful", 1.0), ("translation", -0.5)),
    findings=("MT201",),
)
ALONE = SegmentPair(source="", target="Share\nthis", target_segments=(1,), confidence=0.5)
ROWS = [PLAIN, FULL, ALONE, PLAIN]


def written(path: Path, rows: list[SegmentPair]) -> Path:
    with bitext_writer(path) as write:
        for row in rows:
            write(row)
    return path


def test_any_program_finds_the_texts_in_columns_six_and_seven(tmp_path: Path) -> None:
    table = written(tmp_path / "a.tsv", ROWS).read_text()
    assert [line.split("\t")[5:7] for line in table.splitlines()] == [
        ["source", "target"],
        ["نعم", "yes"],
        ["وصل الوفد. بدأت المحادثات.", "The delegation arrived and talks began."],
        ["", "Share this"],
        ["نعم", "yes"],
    ]


def test_a_text_that_was_edited_in_the_table_counts(tmp_path: Path) -> None:
    path = written(tmp_path / "a.tsv", [FULL])
    path.write_text(path.read_text().replace("\tThe delegation", "\tA delegation", 1))
    edited = replace(FULL, target="A delegation arrived and talks began.")
    assert list(read_bitext(path)) == [edited]


def test_a_table_without_all_columns_is_read_for_its_texts(tmp_path: Path) -> None:
    path = written(tmp_path / "a.tsv", [FULL])
    cut = ["\t".join(line.split("\t")[4:-1]) for line in path.read_text().splitlines()]
    path.write_text("\n".join(cut))
    (pair,) = read_bitext(path)
    assert (pair.source, pair.confidence) == ("وصل الوفد. بدأت المحادثات.", 0.97)
    assert pair.origin is None


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        ("[0, 26]", "[26, 0]", "the field source_span holds no span"),
        ("-0.25", "high", "similarity cannot be read: 'high'"),
        ('{"kind": "machine"', '{"kind": "elf"', "the field origin"),
        ('"translation": -0.5', '"translation": "x"', "the field scores.translation"),
    ],
)
def test_bad_cells_are_named_with_their_place(
    tmp_path: Path, good: str, bad: str, message: str
) -> None:
    path = written(tmp_path / "a.tsv", [PLAIN, FULL])
    text = path.read_text()
    assert text.count(good) == 1
    path.write_text(text.replace(good, bad))
    with pytest.raises(InputError, match=message) as caught:
        list(read_bitext(path))
    line = path.read_text().splitlines()[2]
    assert (caught.value.line, caught.value.path) == (3, path)
    assert caught.value.column is not None
    before, cell = line[: caught.value.column - 1], line[caught.value.column - 1 :]
    assert before.endswith("\t")
    assert bad in cell.split("\t")[0]


def test_moses_texts_are_plain_and_the_rest_is_beside_them(tmp_path: Path) -> None:
    assert list(read_bitext(written(tmp_path / "a.ar", ROWS))) == ROWS
    assert (tmp_path / "a.ar").read_text() == "نعم\nوصل الوفد. بدأت المحادثات.\nنعم\n"
    assert (tmp_path / "a.en").read_text() == (
        "yes\nThe delegation arrived and talks began.\nyes\n"
    )
    (tmp_path / "a.pairs").unlink()
    texts = [(pair.source, pair.target) for pair in read_bitext(tmp_path / "a.en")]
    assert texts[1] == ("وصل الوفد. بدأت المحادثات.", "The delegation arrived and talks began.")


def test_moses_texts_with_nothing_to_tell_of_them_have_no_table(tmp_path: Path) -> None:
    written(tmp_path / "a.ar", ROWS)
    written(tmp_path / "a.ar", [PLAIN, PLAIN])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.ar", "a.en"]
    assert list(read_bitext(tmp_path / "a.ar")) == [PLAIN, PLAIN]


def test_a_file_pairs_of_another_program_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.pairs").write_bytes(b"\xff 0.5\n")
    assert list(read_bitext(written(tmp_path / "a.ar", [PLAIN]))) == [PLAIN]
    assert (tmp_path / "a.pairs").read_bytes() == b"\xff 0.5\n"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (slice(0, 2), "a.pairs:5: does not belong to .*a.ar: it tells of line 3 after 2"),
        (slice(0, 1), "a.pairs:3: does not belong to .*a.ar: it tells of line 2 after 1"),
        (slice(0, 9), "a.pairs:5: does not belong to .*a.ar: it ends before line 4"),
    ],
)
def test_texts_that_were_shortened_do_not_get_what_belongs_to_others(
    tmp_path: Path, lines: slice, message: str
) -> None:
    written(tmp_path / "a.ar", ROWS)
    for name in ("a.ar", "a.en"):
        kept = [*(tmp_path / name).read_text().splitlines(), "x"][lines]
        (tmp_path / name).write_text("\n".join(kept) + "\n")
    with pytest.raises(InputError, match=message):
        list(read_bitext(tmp_path / "a.ar"))

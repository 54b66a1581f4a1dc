from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from mt_toolkit.alignment.aligner import EvidenceAligner
from mt_toolkit.alignment.documents import align_texts, read_text, segment_pairs
from mt_toolkit.alignment.pairing import FilePair, file_pairs
from mt_toolkit.bitext import Alignment, Bead
from mt_toolkit.bitext_files import bitext_writer
from mt_toolkit.errors import InputError, UsageError
from tests.unit.alignment.fakes import WordBags

if TYPE_CHECKING:
    from pathlib import Path

FAKE = WordBags()
ALIGNER = EvidenceAligner(FAKE, FAKE)


def write(folder: Path, **files: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def test_lines_keep_their_numbers_and_places(tmp_path: Path) -> None:
    write(tmp_path, a="first line\n\n  third line \r\n")
    text = read_text(tmp_path / "a.txt", "a", "lines")
    assert [found.text for found in text.segments] == ["first line", "third line"]
    assert text.numbers == (0, 2)
    assert all(found.span.of(text.text) == found.text for found in text.segments)


def test_sentences_are_found_by_the_language_of_the_text(tmp_path: Path) -> None:
    write(tmp_path, a="قال الوزير نعم. ثم غادر القاعة.\n", b="He met Mr. Hall. He left.\n")
    assert len(read_text(tmp_path / "a.txt", "a", "sentences").segments) == 2
    assert len(read_text(tmp_path / "b.txt", "b", "sentences").segments) == 2


def test_a_file_without_text_is_bad_input(tmp_path: Path) -> None:
    write(tmp_path, a=" \n\n")
    with pytest.raises(InputError):
        read_text(tmp_path / "a.txt", "a", "lines")


def test_exchanged_languages_are_reported(tmp_path: Path) -> None:
    write(tmp_path, a="قال الوزير نعم.", b="The minister said yes.")
    arabic, english = (read_text(tmp_path / f"{x}.txt", x, "lines") for x in "ab")
    with pytest.raises(InputError, match="is English"):
        align_texts(ALIGNER, english, arabic)


def test_unrelated_texts_are_reported(tmp_path: Path) -> None:
    write(tmp_path, a="قال الوزير نعم.\nوصل الوفد.", b="Goal in extra time.\nFans sang.")
    arabic, english = (read_text(tmp_path / f"{x}.txt", x, "lines") for x in "ab")
    with pytest.raises(InputError, match="little to do"):
        align_texts(ALIGNER, arabic, english)


def test_partners_are_found_by_name_and_the_others_reported(tmp_path: Path) -> None:
    write(tmp_path / "ar", one="x", two="x", lonely="x")
    write(tmp_path / "en", one="x", two="x", other="x")
    found = list(file_pairs(tmp_path / "ar", tmp_path / "en"))
    assert [p.source_name for p in found if isinstance(p, FilePair)] == ["one.txt", "two.txt"]
    assert len([p for p in found if isinstance(p, InputError)]) == 2


def test_suffixes_of_languages_do_not_part_partners(tmp_path: Path) -> None:
    write(tmp_path / "ar", **{"one.ar": "x"})
    write(tmp_path / "en", **{"one.en": "x"})
    (pair,) = file_pairs(tmp_path / "ar", tmp_path / "en")
    assert isinstance(pair, FilePair)
    assert pair.target_name == "one.en.txt"


def test_a_list_names_pairs_and_says_which_line_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "list.tsv").write_text("a.txt\tb.txt\nbroken\n", encoding="utf-8")
    pair, error = file_pairs(tmp_path / "list.tsv", None)
    assert isinstance(pair, FilePair)
    assert pair.source == tmp_path / "a.txt"
    assert isinstance(error, InputError)
    assert error.line == 2


def test_a_folder_does_not_go_with_a_file(tmp_path: Path) -> None:
    write(tmp_path, a="x")
    with pytest.raises(UsageError):
        list(file_pairs(tmp_path, tmp_path / "a.txt"))


ALIGNMENT = Alignment(
    beads=(
        Bead(source=range(1), target=range(2), confidence=0.91),
        Bead(source=range(1, 2), target=range(0), confidence=0.5),
    )
)


@pytest.mark.parametrize("form", ["tsv", "jsonl", "moses"])
def test_rows_are_written(tmp_path: Path, form: str) -> None:
    write(tmp_path, a="one\ttwo\nthree\n", b="eins\nzwei\n")
    source, target = (read_text(tmp_path / f"{x}.txt", x, "lines") for x in "ab")
    with bitext_writer(tmp_path / "out", form) as writer:
        for row in segment_pairs(source, target, ALIGNMENT):
            writer(row)
    if form == "moses":
        assert (tmp_path / "out.ar").read_text() == "one two\n"
        assert (tmp_path / "out.en").read_text() == "eins zwei\n"
        return
    lines = (tmp_path / "out").read_text().splitlines()
    if form == "tsv":
        assert lines[1].split("\t")[:7] == ["a", "b", "0", "0,1", "0.91", "one two", "eins zwei"]
        assert lines[2].split("\t")[:7] == ["a", "b", "1", "", "0.5", "three", ""]
        return
    first, second = map(json.loads, lines)
    assert first["source"] == "one\ttwo"
    assert first["target"] == "eins\nzwei"
    assert (first["source_segments"], first["target_segments"]) == ([0], [0, 1])
    assert first["target_span"] == [0, 9]
    assert second["target_span"] is None

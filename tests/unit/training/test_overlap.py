"""What is held out is never trained on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.training.overlap import HeldOut

if TYPE_CHECKING:
    from pathlib import Path

WORDS = [f"word{number}" for number in range(40)]


def held(text: str) -> HeldOut:
    held_out = HeldOut()
    held_out.add(text, "test.en")
    return held_out


def test_eight_words_in_a_row_are_found_wherever_they_stand() -> None:
    held_out = held(" ".join(WORDS[:20]))
    overlap = held_out.find("something else", "before " + " ".join(WORDS[5:13]) + " after")
    assert overlap is not None
    assert overlap.words == " ".join(WORDS[5:13])
    assert overlap.origin == "test.en"


def test_seven_words_are_not() -> None:
    assert held(" ".join(WORDS[:20])).find(" ".join(WORDS[5:12]) + " other words") is None


def test_case_and_punctuation_do_not_hide_an_overlap() -> None:
    held_out = held("The minister said: “we will not attend the talks in Vienna tomorrow”.")
    assert held_out.find('THE MINISTER SAID "WE WILL NOT ATTEND THE talks') is not None


def test_vowel_marks_do_not_hide_an_overlap() -> None:
    held_out = held("قالَ الوزيرُ إن بلاده لن تشارك في المحادثات القادمة")
    assert held_out.find("قال الوزير إن بلاده لن تشارك في المحادثات المقبلة") is not None


def test_a_short_sentence_counts_where_a_whole_text_equals_it() -> None:
    held_out = held("The talks ended yesterday.")
    assert held_out.find("The talks ended yesterday") is not None
    assert held_out.find("The talks ended yesterday in Vienna") is None


def test_headings_of_a_word_or_two_do_not_count() -> None:
    assert held("Breaking news").find("Breaking news") is None


def test_tables_are_read_cell_by_cell_and_folders_to_the_bottom(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "dev.tsv").write_text(
        " ".join(WORDS[:8]) + "\t" + " ".join(WORDS[10:18]) + "\n"
    )
    (tmp_path / "other.txt").write_text(" ".join(WORDS[20:28]) + "\n")
    held_out = HeldOut.load([tmp_path])
    assert [held_out.find(" ".join(WORDS[at : at + 8])) is not None for at in (0, 4, 10, 20)] == [
        True,
        False,
        True,
        True,
    ]


@given(st.lists(st.sampled_from(WORDS), min_size=8, max_size=30), st.data())
def test_any_stretch_of_a_held_out_text_is_found(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 8))
    end = data.draw(st.integers(start + 8, len(words)))
    assert held(" ".join(words)).find("x " + " ".join(words[start:end]) + " y") is not None

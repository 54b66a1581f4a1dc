"""Each kind of problem is found where it is, and good files have none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mt_toolkit.bitext import SegmentPair
from mt_toolkit.bitext_files import FORMS, Languages, bitext_writer, form_of
from mt_toolkit.bitext_files.validation import Validator
from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

ARABIC = "وصل وزير الخارجية إلى مسقط"
ENGLISH = "The foreign minister arrived in Muscat"


def problems(path: Path, languages: Languages | None = None) -> list[str]:
    found = Validator(path, form_of(path), languages).problems()
    return [f"{error.path and error.path.name}:{error.line}: {error.problem}" for error in found]


def table(folder: Path, *rows: str) -> Path:
    (folder / "a.tsv").write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    return folder / "a.tsv"


@pytest.mark.parametrize("form", FORMS)
def test_what_we_write_has_no_problems(tmp_path: Path, form: str) -> None:
    name = f"a{FORMS[form].suffixes[0] if FORMS[form].suffixes else '.ar'}"
    with bitext_writer(tmp_path / name, form) as write:
        for number in range(3):
            write(
                SegmentPair(
                    source=ARABIC, target=ENGLISH, source_segments=(number,), target_segments=()
                )
            )
        write(SegmentPair(source="وحده", target="", source_segments=(3,)))
        write(SegmentPair(source="BBC 24", target="BBC 24", source_document="b"))
    assert problems(tmp_path / name) == []


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (f"{ARABIC}\t ", "the target is empty"),
        (f"\t{ENGLISH}", "the source is empty"),
        (f"{ENGLISH}\t{ARABIC}", "source and target are exchanged"),
        (f"{ENGLISH}\t{ENGLISH}", "the source is not in ar"),
        (f"{ARABIC}\t{ARABIC}", "the target is not in en"),
        (f"{ARABIC}\t{ENGLISH}\x07", "the target holds U+0007 at character 39, which is no"),
        (f"\ufffd{ARABIC}\t{ENGLISH}", "the source holds U+FFFD at character 1, which is the sign"),
        (ARABIC, "has 1 column, not 2"),
    ],
)
def test_rows(tmp_path: Path, row: str, problem: str) -> None:
    (found,) = problems(table(tmp_path, f"{ARABIC}\t{ENGLISH}", row, f"{ARABIC}\t{ENGLISH}"))
    assert found.startswith(f"a.tsv:2: {problem}")


def test_scripts_follow_the_languages(tmp_path: Path) -> None:
    path = table(tmp_path, f"{ENGLISH}\t{ARABIC}", f"{ENGLISH}\t{ENGLISH}")
    assert problems(path, Languages(source="en", target="ar")) == [
        "a.tsv:2: the target is not in ar"
    ]
    assert problems(path, Languages(source="en", target="fr")) == [
        "a.tsv:1: the target is not in fr"
    ]


def test_segments_out_of_order_and_ids_that_come_twice(tmp_path: Path) -> None:
    heading = "id\tsource_document\tsource_segments\ttarget_segments\tsource\ttarget"
    rows = [
        ("1", "a", "0,1", "0"),
        ("2", "a", "2", "0"),
        ("3", "b", "0", "0"),
        ("2", "b", "2,1", "1"),
        ("", "b", "3", "2"),
        ("", "b", "4", "3"),
    ]
    path = table(tmp_path, heading, *("\t".join((*row, "نعم", "yes")) for row in rows))
    assert problems(path) == [
        "a.tsv:3: target segment 0 comes after 0",
        "a.tsv:5: the id 2 is that of line 3",
        "a.tsv:5: source segment 1 comes after 2",
    ]


def test_language_tags(tmp_path: Path) -> None:
    tags = ["ar", "en_US", "en-GB", "ar-Arab-EG-x-news", "english", ""]
    units = "".join(
        f'<tu>\n<tuv xml:lang="ar"><seg>نعم</seg></tuv><tuv xml:lang="{tag}"><seg>x</seg></tuv>'
        '<tuv xml:lang="en"><seg>yes</seg></tuv></tu>'
        for tag in tags
    )
    (tmp_path / "a.tmx").write_text(f"<tmx><body>{units}</body></tmx>", encoding="utf-8")
    assert problems(tmp_path / "a.tmx") == [
        "a.tmx:3: 'en_US' is no language tag",
        "a.tmx:6: 'english' is no language tag",
        "a.tmx:7: '' is no language tag",
    ]


def test_ids_that_come_twice_in_one_line(tmp_path: Path) -> None:
    unit = (
        '<tu tuid="x"><tuv xml:lang="ar"><seg>نعم</seg></tuv>'
        '<tuv xml:lang="en"><seg>yes</seg></tuv></tu>'
    )
    (tmp_path / "a.tmx").write_text(f"<tmx><body>{unit}{unit}</body></tmx>", encoding="utf-8")
    assert problems(tmp_path / "a.tmx") == ["a.tmx:1: the id x is that of line 1"]


def test_what_cannot_be_read_further_is_the_last_problem(tmp_path: Path) -> None:
    (tmp_path / "a.ar").write_text("\nنعم\nنعم\n", encoding="utf-8")
    (tmp_path / "a.en").write_text("yes\nyes\n", encoding="utf-8")
    assert problems(tmp_path / "a.ar")[0] == "a.ar:1: the source is empty"
    assert problems(tmp_path / "a.ar")[1].startswith("a.ar:3: has more lines than")


def test_a_file_without_pairs_and_no_file(tmp_path: Path) -> None:
    assert problems(table(tmp_path)) == ["a.tsv:None: the file holds no pairs"]
    with pytest.raises(InputError, match="no such file"):
        problems(tmp_path / "b.tsv")

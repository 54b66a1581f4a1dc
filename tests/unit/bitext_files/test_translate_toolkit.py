"""Another program opens what we write, and we open what it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.storage.tmx import tmxfile
from translate.storage.xliff2 import Xliff2File

from mt_toolkit.bitext import Origin, SegmentPair
from mt_toolkit.bitext_files import bitext_writer, read_bitext

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    SegmentPair(
        source="قال\u200f «الوزير» <b>نعم</b> & ذهب 🎉",
        target='He "said" <b>yes</b> & went',
        source_document="a & b",
        confidence=0.5,
        origin=Origin(kind="machine", model="m"),
    ),
    SegmentPair(source="سطر\nوسطر", target="a line\nand a line"),
]
TEXTS = [(row.source, row.target) for row in ROWS]


def test_tmx(tmp_path: Path) -> None:
    with bitext_writer(tmp_path / "a.tmx") as write:
        for row in ROWS:
            write(row)
    store = tmxfile.parsefile(str(tmp_path / "a.tmx"))
    assert [(unit.source, unit.target) for unit in store.units] == TEXTS
    store.savefile(str(tmp_path / "b.tmx"))
    assert list(read_bitext(tmp_path / "b.tmx")) == ROWS


def test_xliff(tmp_path: Path) -> None:
    with bitext_writer(tmp_path / "a.xlf") as write:
        for row in ROWS:
            write(row)
    store = Xliff2File.parsefile(str(tmp_path / "a.xlf"))
    assert [(unit.source, unit.target) for unit in store.units] == TEXTS
    store.savefile(str(tmp_path / "b.xlf"))
    assert list(read_bitext(tmp_path / "b.xlf")) == ROWS


def test_files_of_its_own(tmp_path: Path) -> None:
    memory = tmxfile()
    memory.addtranslation("نعم", "ar", "yes", "en")
    memory.savefile(str(tmp_path / "a.tmx"))
    job = Xliff2File(sourcelanguage="ar", targetlanguage="en")
    job.addsourceunit("نعم").target = "yes"
    job.savefile(str(tmp_path / "a.xlf"))
    for name in ("a.tmx", "a.xlf"):
        assert list(read_bitext(tmp_path / name)) == [SegmentPair(source="نعم", target="yes")]

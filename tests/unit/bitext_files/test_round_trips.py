"""What is written in a form is read back from it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt_toolkit.bitext import SegmentPair
from mt_toolkit.bitext_files import FORMS, bitext_writer, read_bitext
from tests.unit.bitext_files.strategies import pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = ["a.jsonl", "a.tmx", "a.xliff", "a.parquet", "a.tsv", "a.ar", "a.en.gz"]


def there_and_back(name: str, form: str | None, rows: Sequence[SegmentPair]) -> list[SegmentPair]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        with bitext_writer(path, form) as write:
            for row in rows:
                write(row)
        return list(read_bitext(path, form))


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25)
@given(rows=st.lists(pairs(), max_size=6))
def test_everything_comes_back(name: str, rows: list[SegmentPair]) -> None:
    assert there_and_back(name, None, rows) == rows


PAIR = SegmentPair(source="نعم", target="yes")


@pytest.mark.parametrize("name", ["a.ar", "a.en", "a", "a.v1", "a.ar.gz", "a.en.xz"])
def test_moses_files_are_named_by_either_or_by_what_they_share(name: str) -> None:
    assert there_and_back(name, "moses", [PAIR]) == [PAIR]


@pytest.mark.parametrize("name", ["a.tsv.gz", "a.tmx.gz", "a.xlf.xz", "a.ndjson.xz"])
def test_packed_files_are_read(name: str) -> None:
    assert there_and_back(name, None, [PAIR]) == [PAIR]


@pytest.mark.parametrize(("suffix", "magic"), [(".gz", b"\x1f\x8b"), (".xz", b"\xfd7zXZ")])
def test_what_is_packed_has_always_the_same_bytes(
    tmp_path: Path, suffix: str, magic: bytes
) -> None:
    names = (f"one.jsonl{suffix}", f"two.jsonl{suffix}")
    for name in names:
        with bitext_writer(tmp_path / name) as write:
            write(SegmentPair(source="نعم", target="yes"))
    packed = [(tmp_path / name).read_bytes() for name in names]
    assert packed[0] == packed[1]
    assert packed[0].startswith(magic)


@pytest.mark.parametrize("form", FORMS)
def test_a_writer_that_fails_leaves_nothing(tmp_path: Path, form: str) -> None:
    class TroubleError(Exception):
        pass

    def fail() -> None:
        with bitext_writer(tmp_path / "out", form) as write:
            write(SegmentPair(source="نعم", target="yes"))
            raise TroubleError

    with pytest.raises(TroubleError):
        fail()
    assert list(tmp_path.iterdir()) == []

"""Files that others wrote, and files that make no sense."""

from __future__ import annotations

import gzip
import json
import lzma
from typing import TYPE_CHECKING

import pytest

from mt_toolkit.bitext import Origin, SegmentPair
from mt_toolkit.bitext_files import FORMS, Languages, Row, form_of, read_bitext, read_rows
from mt_toolkit.errors import InputError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

YES = SegmentPair(source="نعم", target="yes")
NO = SegmentPair(source="لا", target="no")


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def problem(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        list(read_bitext(path))
    return str(caught.value).removeprefix(f"{path.parent}/")


@pytest.mark.parametrize(
    "content",
    [
        "نعم\tyes\nلا\tno\n",
        "\ufeffنعم\tyes\r\n\r\nلا\tno",
        "source\ttarget\nنعم\tyes\nلا\tno\n",
        "n\tEN\tAR\n1\tyes\tنعم\n2\tno\tلا\n",
        "src\tscore\ttgt\nنعم\t0.5\tyes\nلا\tx\tno\n",
        "src\tscores\torigin\ttgt\nنعم\t0.5\tbook\tyes\nلا\tx\t\tno\n",
    ],
)
def test_tables_of_others(tmp_path: Path, content: str) -> None:
    assert list(read_bitext(write(tmp_path, "a.tsv", content))) == [YES, NO]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("نعم\tyes\nلا\n", "a.tsv:2:1: has 1 column, not 2"),
        ("source\ttarget\tconfidence\nا\tb\t1.5\n", "a.tsv:2:5: the confidence is '1.5'"),
        ("source\ttarget\tconfidence\nا\tb\tnan\n", "a.tsv:2:5: the confidence is 'nan'"),
        ("source\ttarget\tsource_segments\nا\tb\t0,x\n", "a.tsv:2:5: source_segments are '0,x'"),
    ],
)
def test_bad_tables(tmp_path: Path, content: str, message: str) -> None:
    assert problem(write(tmp_path, "a.tsv", content)).startswith(message)


@pytest.mark.parametrize(
    "record",
    [
        {"source": "نعم", "target": "yes", "id": 7, "url": "https://example.org"},
        {"src": "نعم", "tgt": "yes"},
        {"translation": {"ar": "نعم", "en": "yes"}},
        {"ar": "نعم", "en": "yes", "confidence": None, "source_segments": []},
    ],
)
def test_records_of_others(tmp_path: Path, record: dict[str, object]) -> None:
    line = json.dumps(record)
    path = write(tmp_path, "a.jsonl", f"\ufeff{line}\r\n\n{line}\n")
    assert list(read_bitext(path)) == [YES, YES]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "a.jsonl:2:2: the line is not JSON"),
        ("[]", "a.jsonl:2: the record is not an object"),
        ("[" * 100_000, "a.jsonl:2: the record is nested too deeply"),
        ("1" * 5000, "a.jsonl:2: a number of the record is too long"),
        ('{"source": "a"}', "a.jsonl:2: has no fields source and target"),
        ('{"source": "a", "target": 3}', "a.jsonl:2: has no fields source and target"),
        ('{"source": "a", "target": "b", "confidence": 2}', "a.jsonl:2: the confidence 2 is"),
        ('{"source": "a", "target": "b", "confidence": NaN}', "a.jsonl:2: NaN is no JSON number"),
        ('{"source": "a", "target": "b", "confidence": 1e999}', "a.jsonl:2: the field confidence"),
        ('{"source": "a", "target": "b", "source_span": [3, 1]}', "a.jsonl:2: the field source_sp"),
        ('{"source": "a", "target": "b", "source_segments": [-1]}', "a.jsonl:2: the field source"),
        ('{"source": "a", "target": "b", "origin": {"kind": "elf"}}', "a.jsonl:2: the field orig"),
        ('{"source": "a", "target": "b", "origin": {"kind": []}}', "a.jsonl:2: the field origin"),
        (
            f'{{"source": "a", "target": "b", "similarity": {"9" * 400}}}',
            "a.jsonl:2: the field similarity",
        ),
        (
            f'{{"source": "a", "target": "b", "source_segments": [{"9" * 20}]}}',
            "a.jsonl:2: the field source",
        ),
        ('{"source": "a", "target": "b", "scores": {"x": "y"}}', "a.jsonl:2: the field scores.x"),
        ('{"source": "a", "target": "b", "findings": [1]}', "a.jsonl:2: the field findings"),
    ],
)
def test_bad_records(tmp_path: Path, line: str, message: str) -> None:
    good = '{"source": "a", "target": "b"}'
    assert problem(write(tmp_path, "a.jsonl", f"{good}\n{line}\n")).startswith(message)


def test_rows_after_a_bad_one_are_read(tmp_path: Path) -> None:
    path = write(tmp_path, "a.tsv", "نعم\tyes\nonly one\nلا\tno\n")
    first, second, third = read_rows(path, FORMS["tsv"])
    assert isinstance(first, Row)
    assert (first.pair, first.line) == (YES, 1)
    assert isinstance(second, InputError)
    assert isinstance(third, Row)
    assert (third.pair, third.line) == (NO, 3)


def test_moses_lines_end_with_a_line_feed_alone(tmp_path: Path) -> None:
    write(tmp_path, "a.ar", "نعم\u2028نعم\nلا\x0b\n")
    write(tmp_path, "a.en", "yes\x85yes\nno\rno\n")
    assert [pair.target for pair in read_bitext(tmp_path / "a")] == ["yes\x85yes", "no\rno"]


def test_moses_files_of_different_length(tmp_path: Path) -> None:
    write(tmp_path, "a.ar", "نعم\n")
    write(tmp_path, "a.en", "yes\nno\n")
    message = problem(tmp_path / "a.ar")
    assert message.startswith("a.en:2: has more lines than")
    (tmp_path / "a.en").unlink()
    assert problem(tmp_path / "a.ar").startswith("a.en: there is no such file")


def test_moses_in_other_languages_and_packed(tmp_path: Path) -> None:
    write(tmp_path, "a.fr.gz", gzip.compress(b"oui\n"))
    write(tmp_path, "a.de", "ja\n")
    (pair,) = read_bitext(tmp_path / "a.de", source_language="fr", target_language="de")
    assert (pair.source, pair.target) == ("oui", "ja")


@pytest.mark.parametrize("name", ["a.tsv", "a.ar", "a.tsv.gz"])
def test_what_is_not_utf_8(tmp_path: Path, name: str) -> None:
    data = "نعم\tyes\n".encode() + "وصل الوزير إلى القاهرة".encode("windows-1256") + b"\tno\n"
    path = write(tmp_path, name, gzip.compress(data) if name.endswith(".gz") else data)
    write(tmp_path, "a.en", "yes\nno\n")
    assert problem(path).startswith(f"{name}:2:1: the text is not UTF-8")


@pytest.mark.parametrize("name", ["a.tsv", "a.jsonl", "a.ar", "a.tmx", "a.xlf", "a.parquet"])
def test_files_that_are_not_there_or_folders(tmp_path: Path, name: str) -> None:
    assert "there is no such file" in problem(tmp_path / name)
    (tmp_path / name).mkdir()
    assert "cannot be read" in problem(tmp_path / name)


@pytest.mark.parametrize("name", ["a.tsv.gz", "a.tmx.gz", "a.tsv.xz", "a.parquet"])
def test_damaged_files(tmp_path: Path, name: str) -> None:
    pack = lzma.compress if name.endswith(".xz") else gzip.compress
    whole = pack(b"<tmx>" + b"x\ty\n" * 1000)
    for damaged in (whole[:-9], whole[:30], whole[:2], b"PAR1" * 10):
        assert "cannot be read" in problem(write(tmp_path, name, damaged))


def test_columns_of_parquet_by_others(tmp_path: Path) -> None:
    import pyarrow as arrow
    import pyarrow.parquet as parquet

    flat = arrow.table({"id": [1], "tgt": ["yes"], "src": ["نعم"], "origin": [{"kind": "human"}]})
    parquet.write_table(flat, tmp_path / "flat.parquet")
    (pair,) = read_bitext(tmp_path / "flat.parquet")
    assert (pair.source, pair.target) == ("نعم", "yes")
    assert pair.origin == Origin(kind="human")
    nested = arrow.table({"translation": [{"ar": "نعم", "en": "yes"}]})
    parquet.write_table(nested, tmp_path / "nested.parquet")
    assert list(read_bitext(tmp_path / "nested.parquet")) == [YES]
    parquet.write_table(arrow.table({"text": ["yes", "no"]}), tmp_path / "text.parquet")
    assert problem(tmp_path / "text.parquet").startswith("text.parquet:1: has no fields source")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.TSV", "tsv"),
        ("a.ndjson", "jsonl"),
        ("a.b.jsonl.gz", "jsonl"),
        ("a.xliff", "xliff"),
        ("a.xlf", "xliff"),
        ("a.tmx", "tmx"),
        ("a.parquet", "parquet"),
        ("a.en", "moses"),
        ("a.ar.gz", "moses"),
        ("a.tsv.xz", "tsv"),
    ],
)
def test_forms_by_suffix(tmp_path: Path, name: str, form: str) -> None:
    assert form_of(tmp_path / name).name == form
    assert form_of(tmp_path / "a.txt", form).name == form


def test_forms_that_are_not_known(tmp_path: Path) -> None:
    for name, given in (("a.txt", None), ("a", None), ("a.tsv", "csv"), ("a.parquet.gz", None)):
        with pytest.raises(UsageError):
            form_of(tmp_path / name, given)
    with pytest.raises(UsageError, match=r"[.]fr beside [.]en"):
        form_of(tmp_path / "a.ar", languages=Languages(source="fr"))

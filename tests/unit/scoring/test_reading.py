from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.errors import InputError
from mt_toolkit.scoring.reading import Column, Layout, read_column

if TYPE_CHECKING:
    from pathlib import Path

TARGET = Column(
    role="reference",
    names=("reference", "target"),
    language="en",
    option="--reference-column",
)


def column(*names: str, heading: bool | None = None, language: str = "en") -> Column:
    return Column(
        role="reference",
        names=names,
        language=language,
        heading=heading,
        option="--reference-column",
    )


def read(
    folder: Path,
    name: str,
    content: str | bytes,
    wanted: Column = TARGET,
    layout: Layout | None = None,
) -> list[str]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_column(path, wanted, layout)


def problem(folder: Path, name: str, content: str | bytes, wanted: Column = TARGET) -> str:
    with pytest.raises(InputError) as caught:
        read(folder, name, content, wanted)
    return str(caught.value).removeprefix(f"{folder}/")


def test_lines_end_with_a_line_feed_only(tmp_path: Path) -> None:
    content = "one\u2028still one \r\n\n  three\x0b\nfour"
    assert read(tmp_path, "a.txt", content) == ["one\u2028still one", "", "  three", "four"]
    assert read(tmp_path, "a.en", content) == ["one\u2028still one", "", "  three", "four"]


def test_packed_text_is_unpacked(tmp_path: Path) -> None:
    assert read(tmp_path, "a.en.gz", gzip.compress(b"one\ntwo\n")) == ["one", "two"]
    assert "cannot be read" in problem(tmp_path, "b.en.gz", b"not packed")
    assert "cannot be read" in problem(tmp_path, "c.en.gz", gzip.compress(b"one\ntwo\n")[:-9])


def test_trouble_with_files_is_told(tmp_path: Path) -> None:
    assert problem(tmp_path, "a.txt", "").startswith("a.txt: the file is empty")
    assert problem(tmp_path, "a.txt", b"fine\nbad \xff\n").startswith("a.txt:2: the text is not")
    with pytest.raises(InputError, match="there is no such file"):
        read_column(tmp_path / "absent", TARGET)
    with pytest.raises(InputError, match="cannot be read"):
        read_column(tmp_path, TARGET)


def test_tsv_by_name(tmp_path: Path) -> None:
    table = "\ufeffid\ttarget\treference\r\n1\tno\tyes\r\n2\tno\tagain \r\n"
    assert read(tmp_path, "a.tsv", table) == ["yes", "again"]
    assert read(tmp_path, "a.tsv", table, column("id")) == ["1", "2"]
    assert read(tmp_path, "a.txt", table, layout=Layout.TSV) == ["yes", "again"]


def test_tsv_by_number(tmp_path: Path) -> None:
    table = "id\ttext\n1\tyes\n"
    assert read(tmp_path, "a.tsv", table, column("2")) == ["text", "yes"]
    assert read(tmp_path, "a.tsv", table, column("2", heading=True)) == ["yes"]


def test_trouble_with_columns_is_told(tmp_path: Path) -> None:
    assert problem(tmp_path, "a.tsv", "id\ttext\n1\tx\n") == (
        "a.tsv:1: there is no column reference or target for the reference; columns are id, text. "
        "Give its name or number with --reference-column."
    )
    assert "there is no column 3" in problem(tmp_path, "a.tsv", "a\tb\n", column("3"))
    assert "there is no column 0" in problem(tmp_path, "a.tsv", "a\tb\n", column("0"))
    short = problem(tmp_path, "a.tsv", "id\ttarget\n1\tx\n2\n")
    assert short.startswith("a.tsv:3: the line has 1 columns")
    assert "holds no segments" in problem(tmp_path, "a.tsv", "id\ttarget\n")


def test_json_lines(tmp_path: Path) -> None:
    lines = '\ufeff{"target": "one", "n": 1}\n\n{"target": "t\\u0077o\\n", "reference": "zwei"}\n'
    assert read(tmp_path, "a.jsonl", lines) == ["one", "zwei"]
    assert read(tmp_path, "a.jsonl", lines, column("target")) == ["one", "two"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "a.jsonl:2: the line is not JSON"),
        ("[" * 100_000, "a.jsonl:2: the line is not JSON"),
        ("[1]", "a.jsonl:2: there is no field reference or target"),
        ('{"target": null}', "a.jsonl:2: the field target does not hold text"),
    ],
)
def test_trouble_with_json_is_told(line: str, message: str, tmp_path: Path) -> None:
    assert problem(tmp_path, "a.jsonl", f'{{"target": "x"}}\n{line}\n').startswith(message)


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).map(str.rstrip)


@given(texts=st.lists(TEXT, min_size=1))
def test_every_layout_gives_back_what_was_written(
    texts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("layouts")
    records = "".join(json.dumps({"target": text}) + "\n" for text in texts)
    assert read(folder, "a.jsonl", records) == texts
    assert read(folder, "a.tsv", "".join(f"{line}\n" for line in ("target", *texts))) == texts
    assert read(folder, "a.txt", "".join(f"{line}\n" for line in texts)) == texts


def tmx(*units: str, head: str = "") -> str:
    body = "".join(f"<tu>{unit}</tu>" for unit in units)
    return f'<?xml version="1.0"?>{head}<tmx version="1.4"><header/><body>{body}</body></tmx>'


def variant(language: str, text: str) -> str:
    return f'<tuv xml:lang="{language}"><seg>{text}</seg></tuv>'


def test_tmx_by_language(tmp_path: Path) -> None:
    content = tmx(
        variant("ar", "قال") + variant("en-GB", "He  said\n &amp; left"),
        variant("EN", "<bpt i='1'>&lt;b></bpt>Bold<ept i='1'>&lt;/b></ept> <hi>text</hi>")
        + variant("en", "another")
        + variant("ar-EG", "غامق"),
        head='<!DOCTYPE tmx SYSTEM "https://example.org/tmx14.dtd">',
    )
    assert read(tmp_path, "a.tmx", content) == ["He said & left", "Bold text"]
    assert read(tmp_path, "a.tmx", content, column("x", language="ar")) == ["قال", "غامق"]
    wide = content.replace('version="1.0"', 'version="1.0" encoding="UTF-16"').encode("utf-16")
    assert read(tmp_path, "b.tmx", wide) == ["He said & left", "Bold text"]


def test_a_variant_of_a_longer_tag_is_another_language(tmp_path: Path) -> None:
    message = problem(tmp_path, "a.tmx", tmx(variant("enm", "Olde")))
    assert "the translation unit has no en segment" in message


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE tmx [<!ENTITY % a SYSTEM "https://example.org/a"> %a;]>',
    ],
)
def test_entities_of_the_file_are_refused(head: str, tmp_path: Path) -> None:
    message = problem(tmp_path, "a.tmx", tmx(variant("en", "text"), head=head))
    assert "declares the entity a" in message


def test_unknown_entities_are_not_dropped(tmp_path: Path) -> None:
    head = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    message = problem(tmp_path, "a.tmx", tmx(variant("en", "caf&eacute;"), head=head))
    assert "the entity eacute is not known" in message


def test_trouble_with_xml_is_told(tmp_path: Path) -> None:
    assert problem(tmp_path, "a.tmx", "<tmx>\n<body>").startswith("a.tmx:2:7: the file is not well")
    assert "holds no segments" in problem(tmp_path, "a.tmx", tmx())
    odd = '<?xml version="1.0" encoding="klingon"?><tmx/>'
    assert "a.tmx" in problem(tmp_path, "a.tmx", odd)

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from mt_toolkit.alignment.documents import read_text
from mt_toolkit.alignment.linking import ArticleLinker
from mt_toolkit.alignment.machine import MachineTranslation
from mt_toolkit.alignment.pairing import FilePair, file_pairs, lone_files
from mt_toolkit.alignment.translations import read_translation
from mt_toolkit.errors import InputError
from tests.fakes import FakeAligner, FakeTranslator

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = "قال الوزير نعم. ثم غادر القاعة.\nوصل الوفد.\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "a.ar"
    path.write_text(SOURCE, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("lines.txt", "He said yes.\n\nHe left.\nThe team came.\n"),
        ("article.txt", "He said yes. He left.\nThe team came.\n"),
        (
            "table.tsv",
            "1\tx\tHe said yes.\t\t\t\n2\tx\tHe left.\t\t\t\n3\tx\tThe team came.\t\t\t\n",
        ),
        (
            "table.jsonl",
            "".join(
                json.dumps({"hypothesis": text}) + "\n"
                for text in ("He said yes.", "He left.", "The team came.")
            ),
        ),
    ],
)
def test_a_translation_is_lines_an_article_or_a_table(
    tmp_path: Path, source: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    article = read_text(source, "a", "sentences")
    found = read_translation(tmp_path / name, article, "sentences")
    assert [part.text for part in found.segments] == ["He said yes.", "He left.", "The team came."]
    assert all(part.span.of(found.text) == part.text for part in found.segments)


def test_a_translation_with_other_segments_says_how_many(tmp_path: Path, source: Path) -> None:
    (tmp_path / "mt.txt").write_text("One. Two.\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"segments is 1 or 2, and that of .*a\.ar is 3"):
        read_translation(tmp_path / "mt.txt", read_text(source, "a", "sentences"), "sentences")


def test_a_model_links_an_article_with_its_translation(source: Path) -> None:
    linker = ArticleLinker(
        aligner=FakeAligner(),
        segmentation="sentences",
        translator=MachineTranslation(FakeTranslator()),
    )
    (pair,) = lone_files(source, None)
    assert isinstance(pair, FilePair)
    rows = list(linker.rows(pair))
    assert [row.source for row in rows] == ["قال الوزير نعم.", "ثم غادر القاعة.", "وصل الوفد."]
    assert [row.target_segments for row in rows] == [(0,), (1,), (2,)]
    assert all(row.target and row.target_span is None and row.confidence == 1.0 for row in rows)
    assert {row.origin and row.origin.kind for row in rows} == {"machine"}


def test_a_model_translates_the_source_of_a_pair(tmp_path: Path, source: Path) -> None:
    seen: list[list[str] | None] = []

    class Watched(FakeAligner):
        def align(self, source, target, *, translation=None):  # type: ignore[no-untyped-def]
            seen.append(translation)
            return super().align(source, target, translation=translation)

    (tmp_path / "a.en").write_text("He said yes. He left.\n", encoding="utf-8")
    linker = ArticleLinker(
        aligner=Watched(),
        segmentation="sentences",
        translator=MachineTranslation(FakeTranslator()),
    )
    (pair,) = file_pairs(source, tmp_path / "a.en")
    assert isinstance(pair, FilePair)
    rows = list(linker.rows(pair))
    assert {row.origin for row in rows} == {None}
    assert seen[0] is not None
    assert len(seen[0]) == 3


def test_translations_of_a_folder_are_found_by_name(tmp_path: Path) -> None:
    for name in ("ar/one.txt", "ar/two.txt", "en/one.txt", "en/two.txt", "mt/one.txt.jsonl"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x\n", encoding="utf-8")
    pair, error = file_pairs(tmp_path / "ar", tmp_path / "en", tmp_path / "mt")
    assert isinstance(pair, FilePair)
    assert pair.translation == tmp_path / "mt" / "one.txt.jsonl"
    assert isinstance(error, InputError)
    assert "two" in str(error)
    lone, _ = lone_files(tmp_path / "ar", tmp_path / "mt")
    assert isinstance(lone, FilePair)
    assert (lone.target, lone.target_name) == (None, "one.txt.jsonl")

"""The carried corpus is data, and data is tested: all errors of a file are reported together."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[2] / "corpus"
NAMES = sorted(path.stem for path in (CORPUS / "ar").glob("*.txt"))


def squeeze(text: str) -> str:
    return "".join(text.split())


def test_there_are_enough_articles() -> None:
    assert len(NAMES) >= 12
    assert sorted(path.stem for path in (CORPUS / "en").glob("*.txt")) == NAMES
    assert sorted(path.stem for path in (CORPUS / "beads").glob("*.tsv")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_article_and_version_have_the_same_paragraphs(name: str) -> None:
    arabic, english = (
        (CORPUS / language / f"{name}.txt").read_bytes().decode("utf-8")
        for language in ("ar", "en")
    )
    errors = []
    if [bool(line.strip()) for line in arabic.split("\n")] != [
        bool(line.strip()) for line in english.split("\n")
    ]:
        errors.append("paragraphs differ")
    if not 150 <= len(arabic.split()) <= 420:
        errors.append(f"{len(arabic.split())} Arabic words")
    for text in (arabic, english):
        if not text.endswith("\n") or "\r" in text:
            errors.append("line endings")
        if unicodedata.normalize("NFC", text) != text:
            errors.append("not NFC")
    if any("\u0600" <= char <= "\u06ff" for char in english):
        errors.append("Arabic letters in the English")
    assert not errors


@pytest.mark.parametrize("name", NAMES)
def test_beads_cover_both_sides_exactly_once(name: str) -> None:
    rows = [
        line.split("\t")
        for line in (CORPUS / "beads" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    ]
    assert all(len(row) == 2 and all(row) for row in rows)
    for column, language in enumerate(("ar", "en")):
        article = (CORPUS / language / f"{name}.txt").read_text(encoding="utf-8")
        assert squeeze("".join(row[column] for row in rows)) == squeeze(article)

"""Which articles a corpus is built from."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from mt_toolkit.alignment.embedding import UseEmbedder
from mt_toolkit.corpus.articles import Article, find_articles, matched_articles
from mt_toolkit.errors import InputError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "وصل الوزير إلى مسقط.\n"


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")


def named(found: Article | InputError) -> tuple[str, str | None] | str:
    if isinstance(found, InputError):
        return found.problem
    return found.source.name, found.target.name if found.target is not None else None


def test_a_folder_has_articles_alone_and_with_their_english(tmp_path: Path) -> None:
    write(tmp_path, "b.ar.txt", "b.en.txt", "a.txt", "sub/c.txt", "sub/c.en.txt", "d.en.txt")
    assert [named(one) for one in find_articles([str(tmp_path)])] == [
        ("a.txt", None),
        ("b.ar.txt", "b.en.txt"),
        "is an English version without its Arabic article",
        ("sub/c.txt", "sub/c.en.txt"),
    ]


def test_articles_in_markdown_and_html(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "a.en.md", "b.html", "c.ar.htm", "c.en.htm", "notes.pdf")
    assert [named(one) for one in find_articles([str(tmp_path)])] == [
        ("a.md", "a.en.md"),
        ("b.html", None),
        ("c.ar.htm", "c.en.htm"),
    ]


def test_english_in_a_folder_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, "ar/a.txt", "ar/b.txt", "en/a.txt")
    found = [named(one) for one in find_articles([str(tmp_path / "ar")], tmp_path / "en")]
    assert found[0] == ("a.txt", "a.txt")
    assert "no partner named b" in found[1]
    with pytest.raises(UsageError, match="one input"):
        list(find_articles(["a", "b"], tmp_path / "en"))


def test_a_list_of_pairs_may_have_scores(tmp_path: Path) -> None:
    write(tmp_path, "ar/a.txt", "en/x.txt")
    (tmp_path / "pairs.tsv").write_text("ar/a.txt\ten/x.txt\t0.93\n", encoding="utf-8")
    (found,) = find_articles([str(tmp_path / "pairs.tsv")])
    assert named(found) == ("ar/a.txt", "en/x.txt")


def test_records(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "n1", "text": TEXT}),
        "",
        json.dumps({"text": TEXT, "target": "The minister arrived in Muscat."}),
        "{broken",
        json.dumps({"id": 7, "body": TEXT}),
    ]
    packed = tmp_path / "articles.jsonl.gz"
    packed.write_bytes(gzip.compress("\n".join(lines).encode()))
    found = list(find_articles([str(packed)]))
    assert [named(one) for one in found] == [
        ("n1", None),
        ("articles.jsonl.gz:3", "articles.jsonl.gz:3"),
        "the record has no text",
        "the record has no text",
    ]
    errors = [one for one in found if isinstance(one, InputError)]
    assert [error.line for error in errors] == [4, 5]
    (first, *_) = found
    assert isinstance(first, Article)
    assert first.source.read("sentences").segments[0].text == TEXT.strip()


def test_parquet(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = arrow.table({"id": ["n1", "n2"], "text": [TEXT, TEXT], "target": [None, "He came."]})
    parquet.write_table(table, tmp_path / "articles.parquet")
    found = find_articles([str(tmp_path / "articles.parquet")])
    assert [named(one) for one in found] == [("n1", None), ("n2", "n2")]


def test_what_breaks_off_does_not_stop_the_others(tmp_path: Path) -> None:
    write(tmp_path, "a/one.txt")
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 no")
    names = [str(tmp_path / name) for name in ("bad.parquet", "missing", "gone.jsonl", "a")]
    found = [named(one) for one in find_articles(names)]
    assert "Parquet" in found[0]
    assert found[1] == "there is no such file or folder"
    assert "cannot be read" in found[2]
    assert found[3] == ("a/one.txt", None)


@pytest.mark.parametrize("remote", [False, True])
@pytest.mark.parametrize("keep", [0.0, 0.5])
def test_a_damaged_gz_gives_what_can_be_read_of_it(
    tmp_path: Path, keep: float, *, remote: bool
) -> None:
    if remote:
        pytest.importorskip("fsspec")
    lines = "".join(f'{{"text": "{hash((n, 7))} {n}"}}\n' for n in range(9_000))
    packed = gzip.compress(lines.encode())
    path = tmp_path / "cut.jsonl.gz"
    path.write_bytes(packed[: int(len(packed) * keep)] or b"no gzip")
    write(tmp_path, "a/one.txt")
    found = list(find_articles([path.as_uri() if remote else str(path), str(tmp_path / "a")]))
    assert isinstance(found[-2], InputError)
    assert found[-2].problem.startswith("cannot be read")
    assert named(found[-1]) == ("a/one.txt", None)
    assert (len(found) > 1_000) is (keep > 0)
    assert all(isinstance(one, Article) for one in found[:-2])


def test_addresses_of_fsspec(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    write(tmp_path, "b.txt", "a.txt", "sub/c.txt", "readme.pdf")
    (tmp_path / "r.jsonl").write_text(json.dumps({"id": "n1", "text": TEXT}), encoding="utf-8")
    found = list(find_articles([tmp_path.as_uri()]))
    assert [named(one) for one in found] == [
        ("a.txt", None),
        ("b.txt", None),
        ("n1", None),
        ("sub/c.txt", None),
    ]
    (first, *_) = found
    assert isinstance(first, Article)
    assert first.source.read("lines").text == TEXT
    (missing,) = find_articles([(tmp_path / "none").as_uri()])
    assert isinstance(missing, InputError)
    assert "cannot be read" in missing.problem


def test_versions_are_found_by_content(tmp_path: Path) -> None:
    arabic = {
        "a.txt": "وصل وزير الخارجية العماني بدر البوسعيدي إلى طهران يوم 14 مايو.\n"
        "وقال إن مسقط مستعدة لاستضافة الجولة الخامسة من المحادثات.\n",
        "b.txt": "ارتفعت أسعار النفط بنسبة 3.5% بعد إعلان أوبك خفض الإنتاج.\n"
        "وبلغ سعر برميل برنت 82 دولارا في لندن.\n",
        "c.txt": "فاز الفريق في المباراة النهائية بركلات الترجيح.\n",
    }
    english = {
        "x.txt": "Oil prices rose 3.5% after OPEC announced a cut in production.\n"
        "A barrel of Brent reached 82 dollars in London.\n",
        "y.txt": "Omani Foreign Minister Badr al-Busaidi arrived in Tehran on 14 May.\n"
        "He said that Muscat was ready to host the fifth round of talks.\n",
    }
    for side, texts in (("ar", arabic), ("en", english)):
        (tmp_path / side).mkdir()
        for name, text in texts.items():
            (tmp_path / side / name).write_text(text, encoding="utf-8")
    found = matched_articles(tmp_path / "ar", tmp_path / "en", UseEmbedder())
    assert [named(one) for one in found] == [
        ("a.txt", "y.txt"),
        ("b.txt", "x.txt"),
        ("c.txt", None),
    ]

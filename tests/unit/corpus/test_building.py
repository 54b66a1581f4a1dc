"""From articles to pairs: provenance, resuming, failures."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from mt_toolkit.bitext import Origin
from mt_toolkit.bitext_files import FORMS, read_bitext
from mt_toolkit.corpus.articles import Article, find_articles
from mt_toolkit.corpus.building import Builder, Here, deduplicated
from mt_toolkit.corpus.grouping import grouped
from mt_toolkit.corpus.output import FolderOutput
from mt_toolkit.corpus.producing import Outcome
from mt_toolkit.corpus.splitting import Shares
from mt_toolkit.corpus.stored import StoredText
from mt_toolkit.errors import InputError
from mt_toolkit.translation.journal import open_journal
from tests.unit.corpus.pairs import numbered
from tests.unit.corpus.workshop import chain, fake_producer, write_articles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


def outcomes(inputs: Path, output: Path) -> tuple[list[Outcome], int]:
    with open_journal(output) as journal:
        producer = fake_producer()
        builder = Builder(producer, Here(producer), journal)
        done = list(builder.run(find_articles([str(inputs)])))
        builder.finish()
    return done, builder.replayed


def test_translated_pairs_say_where_they_come_from(tmp_path: Path) -> None:
    (outcome,), _ = outcomes(write_articles(tmp_path / "ar", 1), tmp_path / "out")
    first = outcome.pairs[0].pair
    text = (tmp_path / "ar" / "000.txt").read_text(encoding="utf-8")
    assert first.source_document == first.target_document == "000.txt"
    assert [one.pair.source_segments for one in outcome.pairs] == [(0,), (1,), (2,)]
    assert first.source_span is not None
    assert first.source_span.of(text) == first.source
    assert first.origin == Origin(kind="machine", model="fake 1", glossary="g")
    assert first.scores == (("translation", -0.5),)
    assert first.target


def test_aligned_pairs_are_human(tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "ar", 1)
    # The fake vectors know one language only, so that both sides are the same.
    text = (folder / "000.txt").read_text(encoding="utf-8")
    (folder / "000.en.txt").write_text(text, encoding="utf-8")
    (outcome,), _ = outcomes(folder, tmp_path / "out")
    assert {one.pair.origin for one in outcome.pairs} == {Origin(kind="human")}
    assert {one.pair.target_document for one in outcome.pairs} == {"000.en.txt"}
    assert all(one.pair.confidence is not None for one in outcome.pairs)
    assert {one.removed_by for one in outcome.pairs} == {"script"}


def test_what_cannot_be_read_is_reported_and_the_others_go_on(tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "ar", 3)
    (folder / "001.txt").write_bytes(b"\xe6\xd5\xe1 \xc7\xe1\xe6\xd2\xed\xd1\n")
    (folder / "004.txt").write_bytes(b"")
    done, _ = outcomes(folder, tmp_path / "out")
    assert [(one.name, len(one.pairs), one.error is None) for one in done] == [
        ("000.txt", 3, True),
        ("001.txt", 0, False),
        ("002.txt", 3, True),
        ("004.txt", 0, False),
    ]


def test_a_later_run_works_on_groups_with_what_is_new_or_changed(tmp_path: Path) -> None:
    folder, output = write_articles(tmp_path / "ar", 120), tmp_path / "out"
    first, replayed = outcomes(folder, output)
    assert replayed == 0
    again, replayed = outcomes(folder, output)
    assert replayed == 120
    assert again == first
    with (folder / "060.txt").open("a", encoding="utf-8") as stream:
        stream.write("وعاد الوفد إلى العاصمة مساء اليوم.\n")
    (folder / "000.md").write_text("وصل الوفد.\n", encoding="utf-8")
    changed, replayed = outcomes(folder, output)
    assert 0 < replayed < 120
    assert len(changed[61].pairs) == 4
    assert changed[1:61] == first[:60]
    assert changed[62:] == first[61:]


def test_an_article_that_could_not_be_read_is_read_again(tmp_path: Path) -> None:
    folder, output = write_articles(tmp_path / "ar", 3), tmp_path / "out"
    good = (folder / "001.txt").read_bytes()
    (folder / "001.txt").write_bytes(b"\xff")
    first, _ = outcomes(folder, output)
    again, replayed = outcomes(folder, output)
    assert replayed == 2
    assert [str(one.error) for one in again] == [str(one.error) for one in first]
    (folder / "001.txt").write_bytes(good)
    mended, replayed = outcomes(folder, output)
    assert replayed == 0
    assert [one.error for one in mended] == [None] * 3


def test_where_groups_end_does_not_depend_on_what_comes_before() -> None:
    def key(article: Article) -> str:
        return hashlib.sha256(article.source.name.encode()).hexdigest()

    articles = [Article(source=StoredText(name=str(at))) for at in range(500)]
    whole = [group.articles for group in grouped(articles, key)]
    assert [one for group in whole for one in group] == articles
    assert max(map(len, whole)) <= 32
    assert 15 < len(whole) < 60
    error = InputError("is broken")
    other = list(grouped([error, *articles[1:]], key))
    assert [group.articles for group in other[-10:]] == whole[-10:]
    assert other[0].items[0] == Outcome(name="", error=error)


class Breaking(Here):
    """Is interrupted at the third group."""

    def __init__(self) -> None:
        super().__init__(fake_producer())
        self._left = 2

    def run(self, groups: Sequence[Sequence[Article]]) -> Iterator[list[Outcome]]:
        if self._left == 0:
            raise KeyboardInterrupt
        self._left -= bool(groups)
        return super().run(groups)


def test_a_resumed_run_gives_what_an_undisturbed_one_gives(tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "ar", 120)
    whole, _ = outcomes(folder, tmp_path / "whole")
    with open_journal(tmp_path / "out") as journal:
        builder = Builder(fake_producer(), Breaking(), journal)
        with pytest.raises(KeyboardInterrupt):
            list(builder.run(find_articles([str(folder)])))
    resumed, replayed = outcomes(folder, tmp_path / "out")
    assert 0 < replayed < 120
    assert resumed == whole


def test_duplicates_go_across_articles(tmp_path: Path) -> None:
    done, _ = outcomes(write_articles(tmp_path / "ar", 3), tmp_path / "out")
    sequential = chain().sequential()
    removed = [
        [judged.removed_by for judged in deduplicated(outcome, sequential)] for outcome in done
    ]
    assert removed[0] == [None, None, None]
    assert [one[2] for one in removed[1:]] == ["duplicate", "duplicate"]


def test_shards(tmp_path: Path) -> None:
    shares = Shares(dev=0, test=0.2)
    pairs = [numbered(at, f"d{at}") for at in range(50)]
    output = FolderOutput(folder=tmp_path, form=FORMS["tsv"], shares=shares, shard=10)
    counts = output.write(pairs)
    assert counts["train"] + counts["test"] == 50
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names[0] == "dev-00000.tsv"
    assert names[-1] == f"train-{(counts['train'] - 1) // 10:05}.tsv"
    rows = [one for path in sorted(tmp_path.glob("train-*")) for one in read_bitext(path)]
    assert len(rows) == counts["train"]
    output.write(pairs[:5])
    assert len(list(tmp_path.glob("train-*"))) == 1, "shards of the larger corpus are gone"

"""The hand-made word links are data, and data is tested; so is the score that is made with them."""

from __future__ import annotations

import importlib
import unicodedata
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "benchmarks" / "gold" / "word_links"
HALVES = ("dev", "test")

PAIR = "@ invented\n< قال الوزير\n> The minister said\nقال\tsaid\nالوزير\t?The minister"


@pytest.fixture
def gold(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    return importlib.import_module("word_gold")


def read(gold: Any, tmp_path: Path, text: str) -> Any:
    path = tmp_path / "pairs.txt"
    path.write_text(text + "\n", encoding="utf-8")
    (pair,) = gold.read_pairs(path)
    return pair


@pytest.mark.parametrize("half", HALVES)
def test_every_word_is_linked_or_said_to_be_linked_with_nothing(gold: Any, half: str) -> None:
    pairs = gold.read_pairs(FOLDER / f"{half}.txt")
    assert len(pairs) == 125
    assert len({pair.name for pair in pairs}) == len(pairs)
    errors = []
    for pair in pairs:
        source, target = gold.tokens(pair.source), gold.tokens(pair.target)
        assert pair.sure <= pair.possible
        if any(
            not gold.is_word(source[i]) or not gold.is_word(target[j]) for i, j in pair.possible
        ):
            errors.append(f"{pair.name}: a punctuation sign is linked")
        linked = {j for _, j in pair.possible}
        if linked & pair.unlinked:
            errors.append(f"{pair.name}: a word is linked, and linked with nothing")
        words = {at for at, token in enumerate(target) if gold.is_word(token)}
        errors += [f"{pair.name}: {target[at]}" for at in words - linked - pair.unlinked]
        if len(pair.sure) < len(words) / 3:
            errors.append(f"{pair.name}: hardly anything is sure")
    assert not errors


def test_no_pair_is_in_both_halves(gold: Any) -> None:
    dev, test = (gold.read_pairs(FOLDER / f"{half}.txt") for half in HALVES)
    assert {pair.source for pair in dev}.isdisjoint(pair.source for pair in test)


@pytest.mark.parametrize("half", HALVES)
def test_pairs_of_the_corpus_are_its_beads(gold: Any, half: str) -> None:
    errors = []
    for pair in gold.read_pairs(FOLDER / f"{half}.txt"):
        article, number = pair.name.split("/")
        if article != "new":
            beads = ROOT / "corpus" / "beads" / f"{article}.tsv"
            bead = beads.read_text(encoding="utf-8").split("\n")[int(number)]
            if bead.split("\t") != [pair.source, pair.target]:
                errors.append(pair.name)
    assert not errors


@pytest.mark.parametrize("half", HALVES)
def test_the_texts_are_clean(half: str) -> None:
    text = (FOLDER / f"{half}.txt").read_text(encoding="utf-8")
    assert unicodedata.normalize("NFC", text) == text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\r" not in text
    assert all(line == line.strip() for line in text.split("\n"))


def test_links_are_read(gold: Any, tmp_path: Path) -> None:
    pair = read(gold, tmp_path, PAIR)
    assert pair.sure == {(0, 2), (1, 1)}
    assert pair.possible == {(0, 2), (1, 1), (1, 0)}
    assert pair.unlinked == frozenset()


def test_repeated_words_are_numbered(gold: Any, tmp_path: Path) -> None:
    text = "@ a\n< بحر واحد، نظام واحد.\n> one sea, one system.\n"
    text += "بحر\tsea\nواحد\tone#1\nنظام\tsystem\nواحد\tone#2"
    assert read(gold, tmp_path, text).sure == {(0, 1), (1, 0), (3, 4), (4, 3)}


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (PAIR.replace("قال\tsaid\n", ""), "rows are not the Arabic words"),
        (PAIR.replace("\tsaid", "\tsays"), "has no 'says'"),
        (PAIR.replace("\tsaid", " said"), "a row is a word, a tab"),
        (PAIR.replace("?The minister", "?minister minister"), "stands twice"),
        (PAIR.replace("> ", ""), "should start with '> '"),
    ],
)
def test_what_is_wrong_is_named(gold: Any, tmp_path: Path, broken: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read(gold, tmp_path, broken)


def test_the_gold_itself_has_no_errors(gold: Any) -> None:
    pairs = gold.read_pairs(FOLDER / "dev.txt")
    score = gold.Score.of(pairs, [pair.sure for pair in pairs])
    assert (score.error, score.precision, score.recall) == (0.0, 1.0, 1.0)
    assert gold.Score.of(pairs, [pair.possible for pair in pairs]).error == 0.0


def test_score_after_och_and_ney(gold: Any, tmp_path: Path) -> None:
    """Of two links one is sure and one wrong; of two sure ones one is missing: 1 - 2/4."""
    pair = read(gold, tmp_path, PAIR)
    score = gold.Score.of([pair], [frozenset({(0, 2), (0, 0)})])
    assert (score.precision, score.recall, score.error) == (0.5, 0.5, 0.5)


def test_signs_linked_with_signs_do_not_count_but_with_words_they_do(
    gold: Any, tmp_path: Path
) -> None:
    text = "@ a\n< قال.\n> He said.\nقال\t?He said"
    pair = read(gold, tmp_path, text)
    assert gold.Score.of([pair], [frozenset({(0, 1), (1, 2)})]).error == 0.0
    assert gold.Score.of([pair], [frozenset({(0, 1), (0, 2)})]).precision == 0.5

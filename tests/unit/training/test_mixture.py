"""Mixture files, and the bitext that they name."""

from __future__ import annotations

import gzip
import json
import lzma
from typing import TYPE_CHECKING

import pytest

from mt_toolkit.errors import InputError
from mt_toolkit.training.mixture import Mixture
from mt_toolkit.training.ramps import Ramp

if TYPE_CHECKING:
    from pathlib import Path

PAIR = ("قال الوزير", "The minister said")


def load(folder: Path, text: str) -> Mixture:
    (folder / "mixture.yaml").write_text(text, encoding="utf-8")
    return Mixture.load(folder / "mixture.yaml")


def pairs_of(mixture: Mixture) -> list[tuple[str, str]]:
    return [pair for source in mixture.sources for pair in source.pairs()]


def test_a_file_belongs_to_the_first_entry_that_matches_it(tmp_path: Path) -> None:
    for name in ("a_lex.tsv", "b_lex.tsv", "news.tsv"):
        (tmp_path / name).touch()
    mixture = load(
        tmp_path,
        "sources:\n- {path: b_lex.tsv, weight: 2}\n- {path: '*_lex.tsv', weight: 0.5}\n"
        "- {path: '*.tsv'}\n",
    )
    assert [(source.path.name, source.weight.start) for source in mixture.sources] == [
        ("b_lex.tsv", 2.0),
        ("a_lex.tsv", 0.5),
        ("news.tsv", 1.0),
    ]


def test_folders_and_lists_of_paths(tmp_path: Path) -> None:
    for name in ("deep/a.tsv", "deep/b.tsv", "own/c.tsv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    mixture = load(
        tmp_path,
        "folder: deep\nsources:\n- {path: [b.tsv, a.tsv]}\n- {path: c.tsv, folder: own}\n",
    )
    assert [source.path.relative_to(tmp_path).as_posix() for source in mixture.sources] == [
        "deep/b.tsv",
        "deep/a.tsv",
        "own/c.tsv",
    ]


def test_a_weight_of_nothing_leaves_a_source_out(tmp_path: Path) -> None:
    for name in ("a.tsv", "b.tsv"):
        (tmp_path / name).touch()
    mixture = load(tmp_path, "sources:\n- {path: a.tsv, weight: 0}\n- {path: '*.tsv'}\n")
    assert [source.path.name for source in mixture.sources] == ["b.tsv"]


def test_a_weight_moves_while_pairs_are_drawn(tmp_path: Path) -> None:
    (tmp_path / "names.tsv").touch()
    mixture = load(tmp_path, "sources:\n- {path: names.tsv, weight: 2, weight_end: 1, over: 100}\n")
    weight = mixture.sources[0].weight
    assert [weight.at(drawn) for drawn in (0, 50, 100, 1000)] == [2.0, 1.5, 1.0, 1.0]


def test_a_constant_never_moves() -> None:
    assert {Ramp.constant(3).at(drawn) for drawn in (0, 10**9)} == {3}


def test_a_mixture_may_be_a_table(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").touch()
    (tmp_path / "mixture.tsv").write_text("# path and weight\na.tsv\t0.25\n")
    (source,) = Mixture.load(tmp_path / "mixture.tsv").sources
    assert source.weight == Ramp.constant(0.25)


def test_every_format_is_read(tmp_path: Path) -> None:
    line = "\t".join(PAIR) + "\n"
    record = json.dumps({"ar": PAIR[0], "en": PAIR[1]}) + "\n"
    (tmp_path / "1.tsv").write_text(line, encoding="utf-8")
    (tmp_path / "2.tsv.xz").write_bytes(lzma.compress(line.encode()))
    (tmp_path / "3.tsv.gz").write_bytes(gzip.compress(line.encode()))
    (tmp_path / "4.jsonl").write_text(record, encoding="utf-8")
    (tmp_path / "5.ar").write_text(PAIR[0] + "\n", encoding="utf-8")
    (tmp_path / "5.en").write_text(PAIR[1] + "\n", encoding="utf-8")
    mixture = load(
        tmp_path,
        "sources:\n- {path: '[123]*'}\n- {path: 4.jsonl, source_field: ar, target_field: en}\n"
        "- {path: 5.ar}\n",
    )
    assert pairs_of(mixture) == [PAIR] * 5


def test_parquet_is_read(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = pyarrow.table({"source": [PAIR[0]], "target": [PAIR[1]]})
    parquet.write_table(table, tmp_path / "a.parquet")
    assert pairs_of(load(tmp_path, "sources:\n- {path: a.parquet}\n")) == [PAIR]
    with pytest.raises(InputError, match="source_field"):
        pairs_of(load(tmp_path, "sources:\n- {path: a.parquet, source_field: ar}\n"))


def test_pairs_are_cleaned_and_filtered(tmp_path: Path) -> None:
    lines = [
        "قالَ  الوزيـــر ٤٢\tThe “minister” said…",
        "قال\tHe said قال",
        "وحيد",
        "طويل\t" + "long " * 200,
        "\tnothing",
    ]
    (tmp_path / "a.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    mixture = load(tmp_path, "sources:\n- {path: a.tsv, filters: {target_chars: 100}}\n")
    assert pairs_of(mixture) == [("قال الوزير 42", 'The "minister" said...')]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("sources: 3", "no list of sources"),
        ("sources: [", "not valid YAML"),
        ("sources: []", "names no source"),
        ("sources: [{weight: 1}]", "has no path"),
        ("sources: [{path: a.tsv, wieght: 1}]", "no entry wieght"),
        ("sources: [{path: a.tsv, weight: much}]", "weight is 'much'"),
        ("sources: [{path: a.tsv, weight: -1}]", "weight is -1"),
        ("sources: [{path: gone.tsv}]", "nothing is called .*gone.tsv"),
        ("filters: {size: 3}\nsources: [{path: a.tsv}]", "no entry size"),
    ],
)
def test_a_wrong_mixture_is_explained(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "a.tsv").touch()
    with pytest.raises(InputError, match=complaint):
        load(tmp_path, text)


def test_damaged_bitext_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.tsv.xz").write_bytes(b"no xz at all")
    (tmp_path / "b.jsonl").write_text('{"source": "x"}\n')
    (tmp_path / "c.ar").write_text("واحد\nاثنان\n", encoding="utf-8")
    (tmp_path / "c.en").write_text("one\n")
    (tmp_path / "d.tsv").write_bytes(b"\xe3\xe4\tx\n")
    (tmp_path / "e.pdf").touch()
    for name in ("a.tsv.xz", "b.jsonl", "c.ar", "d.tsv", "e.pdf"):
        with pytest.raises(InputError, match=name):
            pairs_of(load(tmp_path, f"sources: [{{path: {name}}}]"))

"""Mixture files, and the bitext that they name."""

from __future__ import annotations

import gzip
import json
import lzma
from typing import TYPE_CHECKING

import pytest

from mt_toolkit.errors import InputError, UsageError
from mt_toolkit.training.mixture_file import load_mixture, with_names
from mt_toolkit.training.ramps import Ramp

if TYPE_CHECKING:
    from pathlib import Path

    from mt_toolkit.training.mixture import Mixture

PAIR = ("قال الوزير", "The minister said")


def load(folder: Path, text: str) -> Mixture:
    (folder / "mixture.yaml").write_text(text, encoding="utf-8")
    return load_mixture(folder / "mixture.yaml")


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
    (source,) = load_mixture(tmp_path / "mixture.tsv").sources
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
        "sources:\n- {path: '[1234]*'}\n- {path: 5.ar}\n",
    )
    assert pairs_of(mixture) == [PAIR] * 5


def test_parquet_is_read(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = pyarrow.table({"source": [PAIR[0]], "target": [PAIR[1]]})
    parquet.write_table(table, tmp_path / "a.parquet")
    assert pairs_of(load(tmp_path, "sources:\n- {path: a.parquet}\n")) == [PAIR]


def test_a_heading_says_where_the_sides_are(tmp_path: Path) -> None:
    rows = "id\ttarget\tsource\n1\t" + "\t".join(PAIR[::-1]) + "\n"
    (tmp_path / "a.tsv").write_text(rows, encoding="utf-8")
    assert pairs_of(load(tmp_path, "sources: [{path: a.tsv}]")) == [PAIR]


def test_pairs_are_cleaned_and_filtered(tmp_path: Path) -> None:
    lines = [
        "قالَ  الوزيـــر ٤٢\tThe “minister” said…",
        "قال\tHe said قال",
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
        ("sources: [{path: a.tsv}]\nnames: {share: 0.1}", "no glossary"),
        ("sources: [{path: a.tsv}]\nnames: {glossary: g.yaml, many: 1}", "no entry many"),
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
    (tmp_path / "f.tsv").write_text("قال\tHe said\nوحيد\n", encoding="utf-8")
    for name in ("a.tsv.xz", "b.jsonl", "c.ar", "d.tsv", "e.pdf", "f.tsv"):
        with pytest.raises(InputError, match=name):
            pairs_of(load(tmp_path, f"sources: [{{path: {name}}}]"))


def test_names_are_asked_for_in_the_file_or_by_the_command(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").touch()
    plain = load(tmp_path, "sources: [{path: a.tsv}]")
    asked = load(
        tmp_path,
        "sources: [{path: a.tsv}]\n"
        "names: {glossary: [g.yaml, h.yaml], share: 0.3, share_end: 0.1, over: 900, each: 50}\n",
    )
    part = asked.names
    assert part is not None
    assert part.glossaries == (tmp_path / "g.yaml", tmp_path / "h.yaml")
    assert [part.share.at(drawn) for drawn in (0, 450, 900)] == [0.3, pytest.approx(0.2), 0.1]
    assert part.each == 50

    other = with_names(asked, [tmp_path / "other.yaml"], None).names
    assert other is not None
    assert (other.glossaries, other.share) == ((tmp_path / "other.yaml",), part.share)
    shared = with_names(plain, [tmp_path / "g.yaml"], 0.25).names
    assert shared is not None
    assert shared.share == Ramp.constant(0.25)
    assert with_names(plain, [], None) == plain
    with pytest.raises(UsageError, match="needs a glossary"):
        with_names(plain, [], 0.25)
    with pytest.raises(UsageError, match="less than 1"):
        with_names(asked, [], 1.0)

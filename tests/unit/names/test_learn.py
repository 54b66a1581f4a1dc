import json
from itertools import product
from pathlib import Path

import pytest

from mt_toolkit.errors import InputError
from mt_toolkit.names.costs import Costs
from mt_toolkit.names.learn import main
from mt_toolkit.names.pairs import NamePair, read_pairs, split_pairs, variants

SYLLABLES = [("با", "ba"), ("مو", "mu"), ("ري", "ri"), ("كا", "ka"), ("لو", "lu"), ("ني", "ni")]


def write_pairs(path: Path) -> None:
    """Invented names of three syllables, each with two Latin spellings and two Arabic ones."""
    lines = []
    for parts in product(SYLLABLES, repeat=3):
        arabic, latin = "".join(a for a, _ in parts), "".join(b for _, b in parts)
        lines += [f"{arabic}\t{latin}", f"{arabic}\t{latin.replace('u', 'ou')}"]
        lines.append(f"{arabic.replace('كا', 'قا')}\t{latin}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_learns_which_letters_stand_for_which(tmp_path: Path) -> None:
    write_pairs(tmp_path / "pairs.tsv")
    main([str(tmp_path / "pairs.tsv"), "-o", str(tmp_path / "costs.json")])
    costs = Costs.from_json(json.loads((tmp_path / "costs.json").read_text(encoding="utf-8")))
    across = costs.transducers["arab-latn"]
    true, false = across.align("^باموري$", "^bamuri$"), across.align("^باموري$", "^kaluni$")
    assert true is not None
    assert ("مو", "mu") in {(x, y) for x, y, _ in true}
    assert false is None or sum(w for *_, w in true) > sum(w for *_, w in false)


def test_learning_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    write_pairs(tmp_path / "pairs.tsv")
    for name in ("a.json", "b.json"):
        main([str(tmp_path / "pairs.tsv"), "-o", str(tmp_path / name)])
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_too_few_pairs_are_refused(tmp_path: Path) -> None:
    (tmp_path / "pairs.tsv").write_text("باب\tbab\n", encoding="utf-8")
    with pytest.raises(InputError, match="too few"):
        main([str(tmp_path / "pairs.tsv"), "-o", str(tmp_path / "costs.json")])


def test_a_line_without_two_columns_is_named(tmp_path: Path) -> None:
    (tmp_path / "pairs.tsv").write_text("باب\tbab\nباب\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"pairs\.tsv:2: not two columns"):
        list(read_pairs(tmp_path / "pairs.tsv"))


def test_no_latin_form_is_in_two_parts(tmp_path: Path) -> None:
    write_pairs(tmp_path / "pairs.tsv")
    split = split_pairs(read_pairs(tmp_path / "pairs.tsv"))
    parts = [{pair.latin for pair in part} for part in (split.train, split.tune, split.test)]
    assert all(parts)
    assert not parts[0] & (parts[1] | parts[2])
    assert not parts[1] & parts[2]


def test_variants_share_a_spelling_in_the_other_script() -> None:
    pairs = [NamePair(arabic="^مو$", latin=latin) for latin in ("^mo$", "^mu$")]
    assert variants(pairs, "latin") == [("^mo$", "^mu$")]
    assert variants(pairs, "arabic") == []


def test_costs_of_another_version_are_refused() -> None:
    with pytest.raises(ValueError, match="version 2"):
        Costs.from_json({"version": 2, "pairs": {}})

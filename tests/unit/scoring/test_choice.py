from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from mt_toolkit.errors import ModelError, UsageError
from mt_toolkit.scoring import (
    FIGURES,
    Figure,
    Resources,
    Result,
    ScoreReport,
    System,
    SystemScores,
    TestData,
    choose_measures,
    evaluate,
    parse_bounds,
    parse_keys,
    shortfalls,
)

SOURCE = Resources(references=1, source=True)


def test_names_of_figures_are_read_in_any_case() -> None:
    assert parse_keys(" BLEU, chrF++ ,") == ("bleu", "chrf++")


@pytest.mark.parametrize("text", ["", ",", "blue", "bleu,,meteor"])
def test_unknown_figures_are_refused(text: str) -> None:
    with pytest.raises(UsageError, match="Choose from bleu, chrf"):
        parse_keys(text)


@pytest.mark.parametrize("key", ["terms", "consistency", "names", "numbers", "comet"])
def test_figures_of_the_source_need_it(key: str) -> None:
    with pytest.raises(UsageError, match=f"{key} cannot be scored without the source"):
        choose_measures((key,), Resources(references=1))


@pytest.mark.parametrize("key", ["terms", "names"])
def test_figures_of_terms_need_a_list(key: str) -> None:
    with pytest.raises(UsageError, match=f"{key} cannot be scored without a"):
        choose_measures((key,), SOURCE)


def report(**values: float | None) -> ScoreReport:
    results = {key: Result(value=value) for key, value in values.items()}
    figures = tuple(figure for figure in FIGURES if figure.key in values)
    return ScoreReport(
        segments=1, figures=figures, systems=(SystemScores(name="one", results=results),)
    )


def figures(*keys: str) -> list[Figure]:
    return [figure for figure in FIGURES if figure.key in keys]


def test_bounds_look_to_the_better_side() -> None:
    found = shortfalls(
        report(bleu=29.99, ter=60.5, numbers=99.0), {"bleu": 30, "ter": 60, "numbers": 99}
    )
    assert list(map(str, found)) == ["one: BLEU 29.99 is below 30", "one: TER 60.50 is above 60"]
    assert not shortfalls(report(bleu=30.0, ter=60.0), {"bleu": 30, "ter": 60})


def test_nothing_to_measure_misses_no_bound() -> None:
    assert not shortfalls(report(numbers=None), {"numbers": 99})


def test_bounds_are_read() -> None:
    assert parse_bounds("bleu=30, TER=60.5", figures("bleu", "ter")) == {"bleu": 30, "ter": 60.5}


@pytest.mark.parametrize("text", ["bleu", "bleu=", "bleu=high", "bleu=nan", "bleu=30,"])
def test_bounds_that_make_no_sense_are_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is not a bound"):
        parse_bounds(text, figures("bleu"))


def test_a_bound_needs_its_figure() -> None:
    with pytest.raises(UsageError, match="bound for terms, which is not scored here"):
        parse_bounds("terms=99", figures("bleu"))


def test_comet_needs_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "comet", None)
    with pytest.raises(ModelError, match="pip install unbabel-comet"):
        choose_measures(("comet",), SOURCE)


class FakeComet(ModuleType):
    """Stands for the ``comet`` package; its model likes text as long as the reference."""

    def load_from_checkpoint(self, path: str) -> FakeComet:
        if Path(path).read_text() == "broken":
            raise RuntimeError("no weights")
        return self

    def predict(self, samples: list[dict[str, str]], **_: object) -> SimpleNamespace:
        return SimpleNamespace(
            scores=[len(sample["mt"]) / len(sample["ref"]) for sample in samples]
        )


@pytest.fixture
def comet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "comet", FakeComet("comet"))


@pytest.mark.usefixtures("comet")
def test_comet_never_downloads_a_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="none is downloaded unasked"):
        choose_measures(("comet",), SOURCE)
    absent = Resources(references=1, source=True, comet_model=tmp_path / "absent.ckpt")
    with pytest.raises(ModelError, match="there is no such file"):
        choose_measures(("comet",), absent)


@pytest.mark.usefixtures("comet")
def test_comet_scores_are_percentages(tmp_path: Path) -> None:
    checkpoint = tmp_path / "model.ckpt"
    checkpoint.write_text("whole")
    resources = Resources(references=1, source=True, comet_model=checkpoint)
    data = TestData(references=(["abcd", "ab"],), source=["س", "ص"])
    scored = evaluate(
        data,
        [System(name="one", segments=["ab", "ab"])],
        choose_measures(("comet",), resources),
    )
    assert scored.systems[0].results["comet"].value == 75.0


@pytest.mark.usefixtures("comet")
def test_a_broken_comet_model_is_reported(tmp_path: Path) -> None:
    checkpoint = tmp_path / "model.ckpt"
    checkpoint.write_text("broken")
    resources = Resources(references=1, source=True, comet_model=checkpoint)
    with pytest.raises(ModelError, match=r"cannot load this model \(no weights\)"):
        choose_measures(("comet",), resources)

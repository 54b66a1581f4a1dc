"""Whole runs, of a language so small that they take seconds."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import torch

from mt_toolkit.errors import UsageError
from mt_toolkit.protocols import Decoding, TranslationRequest
from mt_toolkit.training.arrays import TokenArrays
from mt_toolkit.training.evaluation import DevelopmentSet
from mt_toolkit.training.group import Group
from mt_toolkit.training.layout import RunFolder
from mt_toolkit.training.learner import Learner, StepReport
from mt_toolkit.training.loop import Trainer
from mt_toolkit.training.mixture_file import load_mixture
from mt_toolkit.training.overlap import HeldOut
from mt_toolkit.training.progress import Progress, rate_factor
from mt_toolkit.training.ramps import Ramp
from mt_toolkit.training.run import Plan, train
from mt_toolkit.training.settings import Objective, Schedule
from mt_toolkit.translation.engines.transformers_engine import TransformersTranslator
from tests.unit.training import toy

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor


def losses(run: Path) -> list[float]:
    records = map(json.loads, (run / "log.jsonl").read_text().splitlines())
    return [record["loss"] for record in records if "loss" in record]


def silent(_line: str) -> None:
    """Say nothing."""


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that learns the toy language."""
    folder = tmp_path_factory.mktemp("learned")
    sets = [DevelopmentSet("toy", toy.pairs(20, seed=9))]
    settings = toy.settings(schedule={"steps": 120}, evaluate_every=60)
    train(toy.plan(folder, settings=settings, sets=sets), folder / "run", announce=silent)
    return folder / "run"


def test_a_language_of_twenty_words_is_learnt(learned: Path) -> None:
    history = losses(learned)
    assert history[-1] < history[0] / 2
    records = map(json.loads, (learned / "log.jsonl").read_text().splitlines())
    scores = [record["scores"]["toy"]["chrf"] for record in records if "scores" in record]
    assert scores[-1] > 90


def test_the_model_is_one_that_the_program_translates_with(learned: Path) -> None:
    translator = TransformersTranslator(learned / "model", device="cpu")
    source, reference = toy.pairs(1, seed=4)[0]
    ((best,),) = translator.translate(
        [TranslationRequest(text=source, links=True)], Decoding(beam=1)
    )
    assert best.text == reference
    assert best.links is not None
    assert (best.links[0].source.start, best.links[0].target.start) == (0, 0)


def test_nothing_but_the_run_is_left(learned: Path) -> None:
    assert sorted(path.name for path in learned.iterdir() if path.name != ".lock") == [
        "checkpoint-00000120",
        "data",
        "links.npy",
        "log.jsonl",
        "model",
        "removed.tsv",
        "run.json",
        "tokens",
    ]


class Killed(BaseException):
    """Ends a run as a kill does: nothing is caught, nothing is cleaned up."""


def go_on(run: Path, plan: Plan, *, kill_after: int) -> None:
    def after_step(progress: Progress, _report: StepReport) -> None:
        if progress.step == kill_after:
            raise Killed

    folder = RunFolder(run)
    learner = Learner(folder, plan.settings, Group())
    Trainer(folder, plan.settings, learner).run(after_step=after_step)


def test_a_killed_run_goes_on_exactly(tmp_path: Path) -> None:
    def plan(steps: int) -> Plan:
        settings = toy.settings(
            schedule={"steps": steps}, save_every=5, objective=Objective(dropout=0.1)
        )
        return toy.plan(tmp_path, settings=settings)

    whole, killed = tmp_path / "whole", tmp_path / "killed"
    train(plan(12), whole, announce=silent)
    train(plan(1), killed, announce=silent)
    with pytest.raises(Killed):
        go_on(killed, plan(12), kill_after=8)
    assert len(losses(killed)) == 8
    train(plan(12), killed, announce=silent)

    assert losses(killed) == losses(whole)
    exported = [(run / "model" / "model.safetensors").read_bytes() for run in (killed, whole)]
    assert exported[0] == exported[1]


def test_the_seed_repeats_a_run(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        settings = toy.settings(schedule={"steps": 4}, seed=seed)
        train(toy.plan(tmp_path, settings=settings), tmp_path / name, announce=silent)
    assert losses(tmp_path / "one") == losses(tmp_path / "again")
    assert losses(tmp_path / "one") != losses(tmp_path / "other")


def test_two_processes_do_what_one_does(tmp_path: Path) -> None:
    settings = toy.settings(schedule={"steps": 3, "accumulate": 2})
    train(toy.plan(tmp_path, settings=settings), tmp_path / "one", announce=silent)
    settings = toy.settings(schedule={"steps": 3, "accumulate": 1}, workers=2)
    train(toy.plan(tmp_path, settings=settings), tmp_path / "two", announce=silent)

    def norms(run: Path) -> list[float]:
        records = map(json.loads, (run / "log.jsonl").read_text().splitlines())
        return [record["norm"] for record in records]

    assert norms(tmp_path / "two") == pytest.approx(norms(tmp_path / "one"), rel=1e-3)


def test_processes_that_go_by_themselves_go_on_exactly(tmp_path: Path) -> None:
    def plan(**changes: Any) -> Plan:
        settings = toy.settings(workers=2, local_steps=3, save_every=4, **changes)
        return toy.plan(tmp_path, settings=settings, sets=[DevelopmentSet("toy", toy.pairs(5))])

    def kill(line: str) -> None:
        if line.startswith("toy: chrF"):
            raise Killed

    whole, killed = tmp_path / "whole", tmp_path / "killed"
    train(plan(evaluate_every=6), whole, announce=silent)
    with pytest.raises(Killed):
        train(plan(evaluate_every=6), killed, announce=kill)
    assert len(losses(killed)) == 6
    train(plan(evaluate_every=6), killed, announce=silent)

    assert losses(killed) == losses(whole)
    exported = [(run / "model" / "model.safetensors").read_bytes() for run in (killed, whole)]
    assert exported[0] == exported[1]


def test_processes_that_go_by_themselves_learn_what_both_saw(tmp_path: Path) -> None:
    """The weights of one checkpoint are the mean of what two separate steps make of them."""

    def weights(name: str, **changes: Any) -> dict[str, Tensor]:
        settings = toy.settings(save_every=1, **changes)
        train(toy.plan(tmp_path, settings=settings), tmp_path / name, announce=silent)
        tensors, _ = RunFolder(tmp_path / name).checkpoints.load()
        return {key: value for key, value in tensors.items() if key.startswith("weight/")}

    schedule = {"steps": 1}
    together = weights("together", schedule=schedule, workers=2, local_steps=2)
    first = weights("first", schedule=schedule)
    gradients = weights("gradients", schedule=schedule, workers=2)
    assert any(not torch.equal(together[key], first[key]) for key in first)
    assert any(not torch.equal(together[key], gradients[key]) for key in first)
    # Adam's first step has the same length whatever the gradient: a mean of two is no longer.
    begun = weights("begun", schedule={"steps": 1, "rate": 0.0})
    for key, start in begun.items():
        longest = (first[key] - start).abs().max()
        assert (together[key] - start).abs().max() <= longest * 1.001


def test_another_plan_is_refused_in_the_same_folder(learned: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="another mixture or other settings"):
        train(toy.plan(tmp_path, settings=toy.settings(seed=5)), learned, announce=silent)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").touch()
    with pytest.raises(UsageError, match="is not empty"):
        train(toy.plan(tmp_path), tmp_path / "full", announce=silent)


def test_two_commands_do_not_train_in_one_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="another command is training"):
        train(
            toy.plan(tmp_path, settings=toy.settings(schedule={"steps": 1})),
            tmp_path / "run",
            announce=lambda _line: train(toy.plan(tmp_path), tmp_path / "run", announce=silent),
        )


def test_a_model_is_fine_tuned(learned: Path, tmp_path: Path) -> None:
    """A style of one's own: for a minister one says writer."""
    pairs = [(source, target.replace("minister", "writer")) for source, target in toy.pairs(200)]
    lines = "".join("\t".join(pair) + "\n" for pair in pairs)
    (tmp_path / "mine.tsv").write_text(lines, encoding="utf-8")
    (tmp_path / "mine.yaml").write_text("sources: [{path: mine.tsv}]")
    plan = Plan(
        mixture=load_mixture(tmp_path / "mine.yaml"),
        held_out=HeldOut(),
        settings=toy.settings(shape=None, schedule={"steps": 120}),
        base=learned / "model",
    )
    train(plan, tmp_path / "run", announce=silent)
    history = losses(tmp_path / "run")
    assert history[0] < losses(learned)[0] / 2, "it does not begin anew"
    translator = TransformersTranslator(tmp_path / "run" / "model", device="cpu")
    ((best,),) = translator.translate(
        [TranslationRequest(text="قال وزير من مدينة")], Decoding(beam=1)
    )
    assert best.text == "said writer from city"


def test_variants_of_a_pair_share_its_weight(tmp_path: Path) -> None:
    plan = toy.plan(tmp_path, settings=toy.settings(schedule={"steps": 1}))
    (tmp_path / "twice.yaml").write_text("sources: [{path: toy.tsv, weight: 3, variants: 2}]")
    plan = replace(plan, mixture=load_mixture(tmp_path / "twice.yaml"))
    train(plan, tmp_path / "run", announce=silent)
    (origin,) = TokenArrays(tmp_path / "run" / "data").origins
    assert (origin.count, origin.weight) == (3 * 300, Ramp.constant(1.0))


def test_names_have_the_share_of_tokens_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "g.yaml").write_text(
        "version: 1\nentries:\n"
        + "".join(
            f"  - {{id: {english}, kind: person, gender: masculine, target: {english.title()},"
            f" sources: [{arabic}]}}\n"
            for arabic, english in (("كاتب", "writer"), ("وزير", "minister"))
        ),
        encoding="utf-8",
    )
    plan = toy.plan(tmp_path, settings=toy.settings(schedule={"steps": 1}))
    (tmp_path / "named.yaml").write_text(
        "sources: [{path: toy.tsv, weight: 3}]\n"
        "names: {glossary: g.yaml, share: 0.25, share_end: 0, over: 900, each: 20}"
    )
    held_out = HeldOut()
    held_out.add("The minister declined to comment on Writer yesterday evening", "test.en")
    plan = replace(plan, mixture=load_mixture(tmp_path / "named.yaml"), held_out=held_out)
    run = tmp_path / "run"
    said: list[str] = []
    train(plan, run, announce=said.append)

    rows = (run / "names.tsv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 40
    assert any(f"40 pairs in {run / 'names.tsv'}" in line for line in said)
    arrays = TokenArrays(run / "data")
    toys, names = arrays.origins
    mass = {
        origin.name: [
            origin.weight.at(drawn)
            * float(arrays.target_lengths[origin.first : origin.first + origin.count].sum())
            for drawn in (0, 900)
        ]
        for origin in (toys, names)
    }
    assert mass["names.tsv"][0] / (mass["names.tsv"][0] + mass["toy.tsv"][0]) == pytest.approx(0.25)
    assert mass["names.tsv"][1] == 0

    again = replace(plan, mixture=load_mixture(toy.write_mixture(tmp_path)))
    with pytest.raises(UsageError, match="another mixture"):
        train(again, run, announce=silent)


def test_pairs_of_test_sets_are_left_out_and_listed(tmp_path: Path) -> None:
    held_out = HeldOut()
    source, target = next(pair for pair in toy.pairs(300) if len(pair[1].split()) == 5)
    held_out.add(target, "test.en")
    said: list[str] = []
    plan = toy.plan(tmp_path, held_out=held_out, settings=toy.settings(schedule={"steps": 1}))
    train(plan, tmp_path / "run", announce=said.append)
    rows = (tmp_path / "run" / "removed.tsv").read_text(encoding="utf-8").splitlines()
    assert f"test.en\t{target}\ttoy.tsv\t{source}\t{target}" in rows
    assert any("shares with test.en" in line for line in said)
    assert any(f"{len(rows)} pairs left out" in line for line in said)


def test_the_faster_precision_is_measured_and_said(tmp_path: Path) -> None:
    said: list[str] = []
    settings = toy.settings(schedule={"steps": 1}, precision="auto")
    plan = toy.plan(tmp_path, settings=settings, measure_seconds=0.0)
    progress = train(plan, tmp_path / "run", announce=said.append)
    (line,) = [line for line in said if line.startswith("precision:")]
    assert line.startswith(f"precision: {progress.precision} (float32 ")


def test_a_run_that_gets_no_better_comes_to_its_end(tmp_path: Path) -> None:
    sets = [DevelopmentSet("unreachable", [("قال", "zzz")])]
    settings = toy.settings(schedule={"steps": 500, "falling": 0.5}, evaluate_every=2, patience=2)
    progress = train(
        toy.plan(tmp_path, settings=settings, sets=sets), tmp_path / "run", announce=silent
    )
    assert progress.step < 20


def test_minutes_end_a_run(tmp_path: Path) -> None:
    schedule = {"steps": None, "minutes": 0.005}
    progress = train(
        toy.plan(tmp_path, settings=toy.settings(schedule=schedule)),
        tmp_path / "run",
        announce=silent,
    )
    assert progress.done
    assert progress.ending is not None


def test_the_rate_rises_stays_and_falls() -> None:
    schedule = Schedule(steps=100, warmup=10, falling=0.2, batch_tokens=Ramp.constant(10))
    factors = [rate_factor(schedule, step, (80, 100)) for step in range(100)]
    assert factors[0] == pytest.approx(0.1)
    assert set(factors[9:80]) == {1.0}
    assert factors[90] == pytest.approx(0.5)
    assert factors[99] == pytest.approx(0.05)
    assert factors == sorted(factors[:10]) + factors[10:80] + sorted(factors[80:], reverse=True)


def test_a_run_needs_a_length() -> None:
    with pytest.raises(UsageError, match="--steps or --minutes"):
        Schedule()

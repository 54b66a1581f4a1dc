"""Figures are sacreBLEU's own, to the last digit it prints."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
import sacrebleu
from sacrebleu.significance import PairedTest

from mt_toolkit.errors import UsageError
from mt_toolkit.scoring import (
    Level,
    NgramOptions,
    Resampling,
    Resources,
    ScoreReport,
    System,
    TestData,
    choose_measures,
    evaluate,
)
from tests.unit.scoring.samples import garbled, reference, write

if TYPE_CHECKING:
    from pathlib import Path

SIZE = 75  # not a multiple of numpy's 32 random bits, nor of a batch
REFERENCE = reference(SIZE)
OTHER_REFERENCE = garbled(REFERENCE, 9, 0.2)
SYSTEMS = [
    System(name="old", segments=garbled(REFERENCE, 1, 0.3)),
    System(name="new", segments=garbled(REFERENCE, 2, 0.27)),
    System(name="far", segments=garbled(REFERENCE, 3, 0.6)),
]
ARGUMENTS = {
    "bleu": ("-m", "bleu"),
    "chrf": ("-m", "chrf"),
    "chrf++": ("-m", "chrf", "--chrf-word-order", "2"),
    "ter": ("-m", "ter"),
}
KEYS = tuple(ARGUMENTS)


def run(
    references: list[list[str]],
    systems: list[System],
    *,
    keys: tuple[str, ...] = KEYS,
    options: NgramOptions | None = None,
    resampling: Resampling | None = None,
    level: Level = Level.CORPUS,
    documents: list[str] | None = None,
) -> ScoreReport:
    resources = Resources(references=len(references), ngram=options or NgramOptions())
    data = TestData(references=tuple(references), documents=documents)
    measures = choose_measures(keys, resources)
    return evaluate(data, systems, measures, resampling=resampling, level=level)


def command_line(
    folder: Path, references: list[list[str]], systems: list[System], *arguments: str
) -> str:
    """What ``python -m sacrebleu`` prints."""
    refs = [write(folder / f"ref{n}", lines) for n, lines in enumerate(references)]
    hypotheses = [write(folder / system.name, list(system.segments)) for system in systems]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SACREBLEU")}
    done = subprocess.run(
        [sys.executable, "-m", "sacrebleu", *refs, "-i", *hypotheses, *arguments, "-q", "-nc"],
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
        env=environment,
    )
    return done.stdout


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("references", [[REFERENCE], [REFERENCE, OTHER_REFERENCE]])
def test_corpus_scores_and_signatures_equal_the_command_line(
    key: str, references: list[list[str]], tmp_path: Path
) -> None:
    report = run(references, SYSTEMS[:1])
    printed = json.loads(
        command_line(tmp_path, references, SYSTEMS[:1], *ARGUMENTS[key], "-w", "10")
    )
    assert f"{report.systems[0].results[key].value:.10f}" == f"{printed['score']:.10f}"
    assert report.signatures[key] == printed["signature"]
    assert printed["version"] == report.versions["sacrebleu"]


@pytest.mark.parametrize(
    ("options", "arguments"),
    [
        (NgramOptions(lowercase=True), ("--lowercase", "--chrf-lowercase")),
        (NgramOptions(tokenize="intl"), ("--tokenize", "intl")),
    ],
)
def test_options_equal_the_command_line(
    options: NgramOptions, arguments: tuple[str, ...], tmp_path: Path
) -> None:
    report = run([REFERENCE], SYSTEMS[:1], keys=("bleu", "chrf"), options=options)
    printed = json.loads(
        command_line(
            tmp_path, [REFERENCE], SYSTEMS[:1], "-m", "bleu", "chrf", "-w", "10", *arguments
        )
    )
    for key, expected in zip(("bleu", "chrf"), printed, strict=True):
        assert f"{report.systems[0].results[key].value:.10f}" == f"{expected['score']:.10f}"
        assert report.signatures[key] == expected["signature"]


@pytest.mark.parametrize("key", KEYS)
def test_confidence_equals_the_command_line(key: str, tmp_path: Path) -> None:
    report = run([REFERENCE], SYSTEMS[:1], resampling=Resampling(confidence=True, resamples=200))
    printed = json.loads(
        command_line(
            tmp_path, [REFERENCE], SYSTEMS[:1], *ARGUMENTS[key], "-w", "8", "-ci", "-cin", "200"
        )
    )
    interval = report.systems[0].results[key].interval
    assert interval is not None
    assert f"{interval.mean:.8f}" == f"{printed['confidence_mean']:.8f}"
    assert f"{interval.half_width:.8f}" == f"{printed['confidence_var']:.8f}"
    assert report.signatures[key] == printed["signature"]


CELL = re.compile(r"([\d.]+)(?: \(([\d.]+) ± ([\d.]+)\))?(?: \(p = ([\d.]+)\))?")


@pytest.mark.parametrize("test", ["bs", "ar"])
def test_paired_tests_equal_the_command_line(test: str, tmp_path: Path) -> None:
    resampling = Resampling(
        paired_bootstrap=test == "bs",
        paired_randomisation=test == "ar",
        resamples=300,
        trials=300,
    )
    keys = ("bleu", "chrf", "ter")
    report = run([REFERENCE], SYSTEMS, keys=keys, resampling=resampling)
    # Its JSON cannot be used: json.dumps refuses the single precision of chrF's intervals.
    printed = command_line(
        tmp_path,
        [REFERENCE],
        SYSTEMS,
        *("-m", *keys, "-f", "latex", "-w", "8", f"--paired-{test}", f"--paired-{test}-n", "300"),
    )
    lines = [line for line in printed.splitlines() if line.endswith("\\\\")][1:]
    assert len(lines) == len(SYSTEMS)
    for line, system in zip(lines, report.systems, strict=True):
        for key, cell in zip(keys, line.split("&")[1:], strict=True):
            result = system.results[key]
            p_value = result.p_bootstrap if test == "bs" else result.p_randomisation
            found = (
                f"{result.value:.8f}",
                result.interval and f"{result.interval.mean:.8f}",
                result.interval and f"{result.interval.half_width:.8f}",
                p_value and f"{p_value:.4f}",
            )
            match = CELL.match(cell.strip())
            assert match is not None
            assert found == match.groups()
    for key, signature in zip(keys, re.findall(r"nrefs:\S+", printed), strict=True):
        assert report.signatures[key] == signature


@pytest.mark.parametrize("test", ["bs", "ar"])
@pytest.mark.parametrize("size", [1, 31, 75])
def test_paired_tests_equal_the_library_in_full_precision(test: str, size: int) -> None:
    systems = [System(name=item.name, segments=item.segments[:size]) for item in SYSTEMS]
    resampling = Resampling(
        paired_bootstrap=test == "bs",
        paired_randomisation=test == "ar",
        resamples=150,
        trials=150,
    )
    report = run([REFERENCE[:size]], systems, resampling=resampling)
    metrics = {
        "BLEU": sacrebleu.BLEU(references=[REFERENCE[:size]]),
        "CHRF": sacrebleu.CHRF(references=[REFERENCE[:size]]),
        "CHRF++": sacrebleu.CHRF(word_order=2, references=[REFERENCE[:size]]),
        "TER": sacrebleu.TER(references=[REFERENCE[:size]]),
    }
    named = [(system.name, list(system.segments)) for system in systems]
    _, expected = PairedTest(named, metrics, None, test_type=test, n_samples=150)()
    for key, name in zip(KEYS, ("BLEU", "chrF2", "chrF2++", "TER"), strict=True):
        for system, other in zip(report.systems, expected[name], strict=True):
            result = system.results[key]
            p_value = result.p_bootstrap if test == "bs" else result.p_randomisation
            assert not isinstance(other, str)
            assert (result.value, p_value) == (other.score, other.p_value)
            if test == "bs":
                assert result.interval is not None
                assert result.interval.mean == other.mean
                assert result.interval.half_width == other.ci


def test_randomisation_in_several_steps_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = Resampling(paired_randomisation=True, trials=150)
    at_once = run([REFERENCE], SYSTEMS, resampling=wanted)
    monkeypatch.setattr("mt_toolkit.scoring.resampling._CELLS", 32 * SIZE)
    assert run([REFERENCE], SYSTEMS, resampling=wanted) == at_once


def test_segment_scores_equal_the_command_line(tmp_path: Path) -> None:
    report = run([REFERENCE], SYSTEMS[:1], level=Level.SEGMENT)
    for key in KEYS:
        printed = command_line(
            tmp_path, [REFERENCE], SYSTEMS[:1], *ARGUMENTS[key], "-sl", "-b", "-w", "8"
        )
        parts = report.systems[0].parts
        assert [f"{part.values[key]:.8f}" for part in parts] == printed.split()


def test_document_scores_equal_the_command_line_on_that_document(tmp_path: Path) -> None:
    documents = ["first" if number % 3 else "second" for number in range(SIZE)]
    report = run([REFERENCE], SYSTEMS[:1], level=Level.DOCUMENT, documents=documents)
    assert [part.name for part in report.systems[0].parts] == ["second", "first"]
    for part in report.systems[0].parts:
        places = [number for number, name in enumerate(documents) if name == part.name]
        alone = System(name="alone", segments=[SYSTEMS[0].segments[place] for place in places])
        printed = command_line(
            tmp_path,
            [[REFERENCE[place] for place in places]],
            [alone],
            *("-m", "bleu", "-w", "10"),
        )
        assert f"{part.values['bleu']:.10f}" == f"{json.loads(printed)['score']:.10f}"
        assert part.segments == len(places)


def test_scores_do_not_depend_on_how_many_segments_are_counted_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = run([REFERENCE, OTHER_REFERENCE], SYSTEMS)
    monkeypatch.setattr("mt_toolkit.scoring.evaluation._BATCH", 7)
    monkeypatch.setattr("mt_toolkit.scoring.ngram._PREPARED", 3)
    assert run([REFERENCE, OTHER_REFERENCE], SYSTEMS) == whole


def test_seed_comes_from_the_environment_as_in_sacrebleu(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = Resampling(confidence=True, resamples=50)
    usual = run([REFERENCE], SYSTEMS[:1], resampling=wanted)
    monkeypatch.setenv("SACREBLEU_SEED", "7")
    other = run([REFERENCE], SYSTEMS[:1], resampling=wanted)
    assert "seed:7" in other.signatures["bleu"]
    assert other.systems[0].results["bleu"].interval != usual.systems[0].results["bleu"].interval
    monkeypatch.setenv("SACREBLEU_SEED", "none")
    assert "seed:none" in run([REFERENCE], SYSTEMS[:1], resampling=wanted).signatures["bleu"]
    monkeypatch.setenv("SACREBLEU_SEED", "luck")
    with pytest.raises(UsageError, match="SACREBLEU_SEED is 'luck'"):
        run([REFERENCE], SYSTEMS[:1], resampling=wanted)


def test_a_system_does_not_differ_from_itself() -> None:
    same = [SYSTEMS[0], System(name="copy", segments=SYSTEMS[0].segments)]
    wanted = Resampling(paired_bootstrap=True, paired_randomisation=True, resamples=50, trials=50)
    result = run([REFERENCE], same, resampling=wanted).systems[1].results["bleu"]
    assert result.p_bootstrap is not None
    assert result.p_randomisation is not None
    assert np.isclose([result.p_bootstrap, result.p_randomisation], 1 / 51).all()


def test_text_that_is_already_tokenised_is_noted() -> None:
    segments = ["It rained ."] * 100
    system = System(name="tokenised", segments=segments)
    report = run([segments], [system])
    assert len(report.notes) == 1
    assert "100 segments end in a full stop" in report.notes[0]
    assert not run([segments[:99]], [System(name="few", segments=segments[:99])]).notes


def test_unequal_numbers_of_segments_are_refused() -> None:
    with pytest.raises(ValueError, match="as many segments"):
        run([REFERENCE], [System(name="short", segments=["a"])])

"""``mt-toolkit train``: bitext in, a MarianMT model out."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mt_toolkit.commands.console import CLEAN, INTERRUPTED, say
from mt_toolkit.commands.model_option import Device
from mt_toolkit.commands.options import JsonOption, QuietOption
from mt_toolkit.commands.train_options import (
    Accumulate,
    Average,
    BatchTokens,
    Beginning,
    Dev,
    DeviceChoice,
    DevSize,
    Dropout,
    EvaluateEvery,
    Falling,
    FineTune,
    Glossaries,
    Guide,
    Heads,
    HeldOutTexts,
    Inner,
    Layers,
    LocalSteps,
    Longest,
    LongestStart,
    Measure,
    Minutes,
    MixtureFile,
    NamesShare,
    Patience,
    Precision,
    PrecisionChoice,
    Rate,
    Run,
    SaveEvery,
    Smoothing,
    SourcePieces,
    Start,
    Steps,
    TargetPieces,
    Threads,
    Warmup,
    Width,
    Workers,
)
from mt_toolkit.errors import ModelError, UsageError

if TYPE_CHECKING:
    from mt_toolkit.training.overlap import HeldOut
    from mt_toolkit.training.progress import Progress

__all__ = ["train"]


def train(
    mixture: MixtureFile,
    output: Run,
    dev: Dev = None,
    dev_size: DevSize = 200,
    held_out: HeldOutTexts = None,
    glossary: Glossaries = None,
    names_share: NamesShare = None,
    source_pieces: SourcePieces = 16_000,
    target_pieces: TargetPieces = 8_000,
    finetune: FineTune = None,
    start: Start = Beginning.ENCODER,
    width: Width = 256,
    inner: Inner = 1024,
    encoder_layers: Layers = 6,
    decoder_layers: Layers = 2,
    encoder_heads: Heads = 8,
    decoder_heads: Heads = 2,
    minutes: Minutes = None,
    steps: Steps = None,
    rate: Rate = None,
    warmup: Warmup = 300,
    falling: Falling = 0.33,
    batch_tokens: BatchTokens = 600,
    accumulate: Accumulate = 1,
    longest: Longest = 110,
    longest_start: LongestStart = None,
    smoothing: Smoothing = 0.1,
    guide: Guide = None,
    dropout: Dropout = 0.0,
    average: Average = 0.999,
    evaluate_every: EvaluateEvery = 1000,
    save_every: SaveEvery = 400,
    patience: Patience = 0,
    precision: PrecisionChoice = Precision.AUTO,
    measure: Measure = 60.0,
    device: DeviceChoice = Device.AUTO,
    workers: Workers = 1,
    local_steps: LocalSteps = 16,
    threads: Threads = 1,
    seed: Annotated[int, typer.Option(min=0, help="Makes CPU runs repeat.")] = 1,
    quiet: QuietOption = False,
    json_summary: JsonOption = False,
) -> None:
    """Train a translation model from bitext, or fine-tune one.

    A run that was stopped, or killed, goes on when the same command is given again.

    [bold]Examples[/bold]

    mt-toolkit train training/mixture.yaml -o run --dev dev.tsv --minutes 180

    mt-toolkit train mine.yaml -o run --finetune Helsinki-NLP/opus-mt-ar-en --steps 2000

    mt-toolkit train mine.yaml -o run --finetune compact --glossary names.yaml --steps 2000

    mt-toolkit translate --model run/model article.txt
    """
    _check_extra()
    from mt_toolkit.training.evaluation import DevelopmentSet
    from mt_toolkit.training.initialisation import sentence_encoder
    from mt_toolkit.training.mixture_file import load_mixture, with_names
    from mt_toolkit.training.prepare import Pieces
    from mt_toolkit.training.ramps import Ramp
    from mt_toolkit.training.run import Plan
    from mt_toolkit.training.run import train as run
    from mt_toolkit.training.settings import Objective, Schedule, Settings, Shape

    new = finetune is None
    if guide is None:
        guide = 0.3 if new and start is Beginning.ENCODER else 0.0
    shape = Shape(
        width=width,
        inner=inner,
        encoder_layers=encoder_layers,
        decoder_layers=decoder_layers,
        encoder_heads=encoder_heads,
        decoder_heads=decoder_heads,
    )
    schedule = Schedule(
        steps=steps,
        minutes=minutes,
        rate=rate if rate is not None else (1.1e-3 if new else 1e-4),
        warmup=warmup,
        falling=falling,
        batch_tokens=Ramp.constant(batch_tokens),
        longest=Ramp(start=longest_start or longest, end=longest, over=200_000),
        accumulate=accumulate,
        average=average,
    )
    plan = Plan(
        mixture=with_names(load_mixture(mixture), glossary or [], names_share),
        held_out=_load_held_out(held_out or [], dev or []),
        settings=Settings(
            shape=shape if new else None,
            objective=Objective(smoothing=smoothing, guide=guide, dropout=dropout),
            schedule=schedule,
            seed=seed,
            precision=precision.value,
            device=device.value,
            workers=workers,
            local_steps=local_steps,
            evaluate_every=evaluate_every,
            save_every=save_every,
            patience=patience,
        ),
        encoder=sentence_encoder if guide or (new and start is Beginning.ENCODER) else None,
        base=_base(finetune, quiet=quiet),
        pieces=Pieces(source=source_pieces, target=target_pieces),
        sets=[DevelopmentSet.load(path, limit=dev_size) for path in dev or []],
        measure_seconds=measure,
        threads=threads,
    )
    try:
        progress = run(plan, output, announce=_silent if quiet else say)
    except KeyboardInterrupt:
        say("interrupted; the same command goes on from the newest checkpoint")
        raise typer.Exit(INTERRUPTED) from None
    if json_summary:
        typer.echo(json.dumps(_summary(progress, output)))
    elif not quiet:
        say(f"the model: {output / 'model'}")
    raise typer.Exit(CLEAN)


def _check_extra() -> None:
    # Threads that wait in a loop slow every other process down; torch reads these when it loads.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("GOMP_SPINCOUNT", "0")
    if importlib.util.find_spec("torch") is None:
        raise ModelError("Training needs torch", mend="Run pip install 'mt-toolkit[train]'")


def _load_held_out(held_out: list[Path], dev: list[Path]) -> HeldOut:
    """Held-out texts; development sets are always among them."""
    from mt_toolkit.training.overlap import HeldOut

    references = [path.with_suffix(".en") for path in dev if path.suffix == ".ar"]
    return HeldOut.load([*held_out, *dev, *(path for path in references if path.is_file())])


def _base(finetune: str | None, *, quiet: bool) -> Path | None:
    if finetune is None:
        return None
    from mt_toolkit.translation.models.resolving import resolve

    found = resolve(finetune, announce=None if quiet else say)
    if found.kind != "marian":
        raise UsageError(
            f"{finetune} is converted for decoding and cannot be trained",
            mend="Give the MarianMT model it was converted from",
        )
    return found.folder


def _summary(progress: Progress, output: Path) -> dict[str, Any]:
    return {
        "model": str(output / "model"),
        "steps": progress.step,
        "pairs": progress.pairs,
        "seconds": round(progress.seconds, 1),
        "precision": progress.precision,
        "chrf": progress.best,
    }


def _silent(_line: str) -> None:
    """Say nothing."""

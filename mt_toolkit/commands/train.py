"""``mt-toolkit train``: bitext in, a MarianMT model out."""

from __future__ import annotations

import importlib.util
import json
import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mt_toolkit.commands.console import CLEAN, INTERRUPTED, say
from mt_toolkit.commands.model_option import Device
from mt_toolkit.commands.options import JsonOption, QuietOption
from mt_toolkit.errors import ModelError, UsageError

if TYPE_CHECKING:
    from mt_toolkit.training.overlap import HeldOut
    from mt_toolkit.training.progress import Progress

__all__ = ["train"]

_DATA, _MODEL, _PACE, _MACHINE = "Data", "Model", "Length and pace", "Machine"


class Beginning(StrEnum):
    """What the first weights of a new model come from."""

    ENCODER = "encoder"
    RANDOM = "random"


class Precision(StrEnum):
    """Arithmetic of the forward and backward pass."""

    AUTO = "auto"
    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"


def train(
    mixture: Annotated[
        Path,
        typer.Argument(
            metavar="MIXTURE",
            help="YAML or TSV file that names the bitext and its weights.",
            exists=True,
            dir_okay=False,
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="RUN",
            help="Folder of the run: token arrays, checkpoints, log, and the model in RUN/model.",
        ),
    ],
    dev: Annotated[
        list[Path] | None,
        typer.Option(
            help="Development set: bitext that is scored and never trained on. May be repeated.",
            exists=True,
            dir_okay=False,
            rich_help_panel=_DATA,
        ),
    ] = None,
    dev_size: Annotated[
        int, typer.Option(min=1, help="Sentences of each set.", rich_help_panel=_DATA)
    ] = 200,
    held_out: Annotated[
        list[Path] | None,
        typer.Option(
            help="File or folder that must never be trained on; pairs that share eight words in a "
            "row with it are left out.",
            exists=True,
            rich_help_panel=_DATA,
        ),
    ] = None,
    source_pieces: Annotated[
        int, typer.Option(min=300, help="Arabic pieces.", rich_help_panel=_DATA)
    ] = 16_000,
    target_pieces: Annotated[
        int, typer.Option(min=300, help="English pieces.", rich_help_panel=_DATA)
    ] = 8_000,
    finetune: Annotated[
        str | None,
        typer.Option(
            metavar="MODEL",
            help="Go on from this MarianMT model: compact, a hub id, or a folder.",
            rich_help_panel=_MODEL,
        ),
    ] = None,
    start: Annotated[
        Beginning,
        typer.Option(help="First weights of a new model.", rich_help_panel=_MODEL),
    ] = Beginning.ENCODER,
    width: Annotated[int, typer.Option(min=16, rich_help_panel=_MODEL)] = 256,
    inner: Annotated[
        int, typer.Option(min=16, help="Feed-forward width.", rich_help_panel=_MODEL)
    ] = 1024,
    encoder_layers: Annotated[int, typer.Option(min=1, rich_help_panel=_MODEL)] = 6,
    decoder_layers: Annotated[int, typer.Option(min=1, rich_help_panel=_MODEL)] = 2,
    encoder_heads: Annotated[int, typer.Option(min=1, rich_help_panel=_MODEL)] = 8,
    decoder_heads: Annotated[int, typer.Option(min=1, rich_help_panel=_MODEL)] = 2,
    minutes: Annotated[
        float | None,
        typer.Option(min=0.0, help="Train for this long.", rich_help_panel=_PACE),
    ] = None,
    steps: Annotated[
        int | None,
        typer.Option(min=1, help="Or for this many steps.", rich_help_panel=_PACE),
    ] = None,
    rate: Annotated[
        float | None,
        typer.Option(
            help="Peak learning rate; 0.0011 for a new model, 0.0001 for --finetune.",
            rich_help_panel=_PACE,
        ),
    ] = None,
    warmup: Annotated[
        int, typer.Option(min=1, help="Steps until the peak.", rich_help_panel=_PACE)
    ] = 300,
    falling: Annotated[
        float,
        typer.Option(
            min=0.0,
            max=1.0,
            help="Last part of the run, during which the rate falls.",
            rich_help_panel=_PACE,
        ),
    ] = 0.33,
    batch_tokens: Annotated[
        int, typer.Option(min=16, help="Tokens of a batch.", rich_help_panel=_PACE)
    ] = 600,
    accumulate: Annotated[
        int, typer.Option(min=1, help="Batches of a step.", rich_help_panel=_PACE)
    ] = 1,
    longest: Annotated[
        int, typer.Option(min=4, help="Longest pair, in tokens.", rich_help_panel=_PACE)
    ] = 110,
    longest_start: Annotated[
        int | None,
        typer.Option(
            min=4,
            help="Longest pair at the beginning; it grows over 200,000 pairs.",
            rich_help_panel=_PACE,
        ),
    ] = None,
    smoothing: Annotated[
        float,
        typer.Option(min=0.0, max=0.9, help="Label smoothing.", rich_help_panel=_PACE),
    ] = 0.1,
    guide: Annotated[
        float | None,
        typer.Option(
            min=0.0,
            help="Weight of guided alignment, by the sentence encoder; 0.3 for a new model, 0 for "
            "--finetune.",
            rich_help_panel=_PACE,
        ),
    ] = None,
    dropout: Annotated[float, typer.Option(min=0.0, max=0.9, rich_help_panel=_PACE)] = 0.0,
    average: Annotated[
        float,
        typer.Option(
            min=0.0, max=0.99999, help="Decay of the averaged weights.", rich_help_panel=_PACE
        ),
    ] = 0.999,
    evaluate_every: Annotated[
        int, typer.Option(min=1, help="Steps between scores.", rich_help_panel=_PACE)
    ] = 1000,
    save_every: Annotated[
        int, typer.Option(min=1, help="Steps between checkpoints.", rich_help_panel=_PACE)
    ] = 400,
    patience: Annotated[
        int,
        typer.Option(
            min=0,
            help="Scores without a better chrF until the rate falls and the run ends; 0: never.",
            rich_help_panel=_PACE,
        ),
    ] = 0,
    precision: Annotated[
        Precision,
        typer.Option(help="auto measures which is faster.", rich_help_panel=_MACHINE),
    ] = Precision.AUTO,
    measure: Annotated[
        float, typer.Option(min=0.0, help="Seconds to measure.", rich_help_panel=_MACHINE)
    ] = 60.0,
    device: Annotated[
        Device, typer.Option(help="Where to train.", rich_help_panel=_MACHINE)
    ] = Device.AUTO,
    workers: Annotated[
        int,
        typer.Option(
            min=1, help="Processes that share each step, on a CPU.", rich_help_panel=_MACHINE
        ),
    ] = 1,
    threads: Annotated[
        int, typer.Option(min=1, help="CPU threads of each process.", rich_help_panel=_MACHINE)
    ] = 1,
    seed: Annotated[int, typer.Option(min=0, help="Makes CPU runs repeat.")] = 1,
    quiet: QuietOption = False,
    json_summary: JsonOption = False,
) -> None:
    """Train a translation model from bitext, or fine-tune one.

    A run that was stopped, or killed, goes on when the same command is given again.

    [bold]Examples[/bold]

    mt-toolkit train training/mixture.yaml -o run --dev dev.tsv --minutes 180

    mt-toolkit train mine.yaml -o run --finetune Helsinki-NLP/opus-mt-ar-en --steps 2000

    mt-toolkit translate --model run/model article.txt
    """
    _check_extra()
    from mt_toolkit.training.evaluation import DevelopmentSet
    from mt_toolkit.training.initialisation import sentence_encoder
    from mt_toolkit.training.mixture import Mixture
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
        mixture=Mixture.load(mixture),
        held_out=_load_held_out(held_out or [], dev or []),
        settings=Settings(
            shape=shape if new else None,
            objective=Objective(smoothing=smoothing, guide=guide, dropout=dropout),
            schedule=schedule,
            seed=seed,
            precision=precision.value,
            device=device.value,
            workers=workers,
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

"""The options of ``mt-toolkit train``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mt_toolkit.commands.model_option import Device

__all__ = [
    "Accumulate",
    "Average",
    "BatchTokens",
    "Beginning",
    "Dev",
    "DevSize",
    "DeviceChoice",
    "Dropout",
    "EvaluateEvery",
    "Falling",
    "FineTune",
    "Glossaries",
    "Guide",
    "Heads",
    "HeldOutTexts",
    "Inner",
    "Layers",
    "Longest",
    "LongestStart",
    "Measure",
    "Minutes",
    "MixtureFile",
    "NamesShare",
    "Patience",
    "Precision",
    "PrecisionChoice",
    "Rate",
    "Run",
    "SaveEvery",
    "Smoothing",
    "SourcePieces",
    "Start",
    "Steps",
    "TargetPieces",
    "Threads",
    "Warmup",
    "Width",
    "Workers",
]

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


MixtureFile = Annotated[
    Path,
    typer.Argument(
        metavar="MIXTURE",
        help="YAML or TSV file that names the bitext and its weights.",
        exists=True,
        dir_okay=False,
    ),
]
Run = Annotated[
    Path,
    typer.Option(
        "--output",
        "-o",
        metavar="RUN",
        help="Folder of the run: token arrays, checkpoints, log, and the model in RUN/model.",
    ),
]
Dev = Annotated[
    list[Path] | None,
    typer.Option(
        help="Development set: bitext that is scored and never trained on. May be repeated.",
        exists=True,
        dir_okay=False,
        rich_help_panel=_DATA,
    ),
]
DevSize = Annotated[int, typer.Option(min=1, help="Sentences of each set.", rich_help_panel=_DATA)]
HeldOutTexts = Annotated[
    list[Path] | None,
    typer.Option(
        help="File or folder that must never be trained on; pairs that share eight words in a "
        "row with it are left out.",
        exists=True,
        rich_help_panel=_DATA,
    ),
]
Glossaries = Annotated[
    list[Path] | None,
    typer.Option(
        "--glossary",
        "-g",
        metavar="FILE",
        help="Teach the names of this glossary. May be repeated; in later ones stands what counts.",
        exists=True,
        dir_okay=False,
        rich_help_panel=_DATA,
    ),
]
NamesShare = Annotated[
    float | None,
    typer.Option(
        min=0.0,
        max=0.9,
        help="Part of the English tokens that teach names; 0.15, or as the mixture says.",
        rich_help_panel=_DATA,
    ),
]
SourcePieces = Annotated[int, typer.Option(min=300, help="Arabic pieces.", rich_help_panel=_DATA)]
TargetPieces = Annotated[int, typer.Option(min=300, help="English pieces.", rich_help_panel=_DATA)]
FineTune = Annotated[
    str | None,
    typer.Option(
        metavar="MODEL",
        help="Go on from this MarianMT model: compact, a hub id, or a folder.",
        rich_help_panel=_MODEL,
    ),
]
Start = Annotated[
    Beginning,
    typer.Option(help="First weights of a new model.", rich_help_panel=_MODEL),
]
Width = Annotated[int, typer.Option(min=16, rich_help_panel=_MODEL)]
Inner = Annotated[int, typer.Option(min=16, help="Feed-forward width.", rich_help_panel=_MODEL)]
Layers = Annotated[int, typer.Option(min=1, rich_help_panel=_MODEL)]
Heads = Annotated[int, typer.Option(min=1, rich_help_panel=_MODEL)]
Minutes = Annotated[
    float | None,
    typer.Option(min=0.0, help="Train for this long.", rich_help_panel=_PACE),
]
Steps = Annotated[
    int | None,
    typer.Option(min=1, help="Or for this many steps.", rich_help_panel=_PACE),
]
Rate = Annotated[
    float | None,
    typer.Option(
        help="Peak learning rate; 0.0011 for a new model, 0.0001 for --finetune.",
        rich_help_panel=_PACE,
    ),
]
Warmup = Annotated[int, typer.Option(min=1, help="Steps until the peak.", rich_help_panel=_PACE)]
Falling = Annotated[
    float,
    typer.Option(
        min=0.0,
        max=1.0,
        help="Last part of the run, during which the rate falls.",
        rich_help_panel=_PACE,
    ),
]
BatchTokens = Annotated[int, typer.Option(min=16, help="Tokens of a batch.", rich_help_panel=_PACE)]
Accumulate = Annotated[int, typer.Option(min=1, help="Batches of a step.", rich_help_panel=_PACE)]
Longest = Annotated[
    int, typer.Option(min=4, help="Longest pair, in tokens.", rich_help_panel=_PACE)
]
LongestStart = Annotated[
    int | None,
    typer.Option(
        min=4,
        help="Longest pair at the beginning; it grows over 200,000 pairs.",
        rich_help_panel=_PACE,
    ),
]
Smoothing = Annotated[
    float,
    typer.Option(min=0.0, max=0.9, help="Label smoothing.", rich_help_panel=_PACE),
]
Guide = Annotated[
    float | None,
    typer.Option(
        min=0.0,
        help="Weight of guided alignment, by the sentence encoder; 0.3 for a new model, 0 for "
        "--finetune.",
        rich_help_panel=_PACE,
    ),
]
Dropout = Annotated[float, typer.Option(min=0.0, max=0.9, rich_help_panel=_PACE)]
Average = Annotated[
    float,
    typer.Option(
        min=0.0, max=0.99999, help="Decay of the averaged weights.", rich_help_panel=_PACE
    ),
]
EvaluateEvery = Annotated[
    int, typer.Option(min=1, help="Steps between scores.", rich_help_panel=_PACE)
]
SaveEvery = Annotated[
    int, typer.Option(min=1, help="Steps between checkpoints.", rich_help_panel=_PACE)
]
Patience = Annotated[
    int,
    typer.Option(
        min=0,
        help="Scores without a better chrF until the rate falls and the run ends; 0: never.",
        rich_help_panel=_PACE,
    ),
]
PrecisionChoice = Annotated[
    Precision,
    typer.Option(help="auto measures which is faster.", rich_help_panel=_MACHINE),
]
Measure = Annotated[
    float, typer.Option(min=0.0, help="Seconds to measure.", rich_help_panel=_MACHINE)
]
DeviceChoice = Annotated[Device, typer.Option(help="Where to train.", rich_help_panel=_MACHINE)]
Workers = Annotated[
    int,
    typer.Option(min=1, help="Processes that share the work, on a CPU.", rich_help_panel=_MACHINE),
]
LocalSteps = Annotated[
    int,
    typer.Option(
        min=1,
        help="Steps that each worker takes by itself before they average their weights; 1 averages "
        "the gradients of every step instead.",
        rich_help_panel=_MACHINE,
    ),
]
Threads = Annotated[
    int, typer.Option(min=1, help="CPU threads of each process.", rich_help_panel=_MACHINE)
]

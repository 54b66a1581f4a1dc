"""What a training run is told: the shape of the model, the objective, the schedule."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from mt_toolkit.errors import UsageError
from mt_toolkit.training.ramps import Ramp

if TYPE_CHECKING:
    from typing import Any

__all__ = ["Objective", "Schedule", "Settings", "Shape"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The size of a model.

    Attributes:
        width: Size of the hidden states.
        inner: Size of the feed-forward layers.
        encoder_layers: Number of encoder layers.
        decoder_layers: Number of decoder layers; they cost the most when translating.
        encoder_heads: Attention heads of an encoder layer.
        decoder_heads: Attention heads of a decoder layer. Few and wide ones keep the comparison of
            whole word vectors that the start relies on.
        activation: Name of the feed-forward activation; ``relu`` is the fastest on a CPU.
        positions: Most tokens on either side.
    """

    width: int = 256
    inner: int = 1024
    encoder_layers: int = 6
    decoder_layers: int = 2
    encoder_heads: int = 8
    decoder_heads: int = 2
    activation: str = "relu"
    positions: int = 512

    def __post_init__(self) -> None:
        for name in ("encoder_heads", "decoder_heads"):
            if self.width % (2 * getattr(self, name)):
                raise UsageError(
                    f"a width of {self.width} cannot be shared by {getattr(self, name)} heads",
                    mend="Choose a width that is twice a multiple of the heads",
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """What is minimised.

    Attributes:
        smoothing: Part of the probability that label smoothing spreads over all target pieces.
        guide: Weight of guided alignment at the start; 0 turns it off.
        guide_pairs: Pairs until its weight has fallen to a tenth.
        dropout: Part of the activations dropped. A small model on much data needs none.
    """

    smoothing: float = 0.1
    guide: float = 0.3
    guide_pairs: int = 1_000_000
    dropout: float = 0.0

    def guide_at(self, pairs: int) -> float:
        """Weight of guided alignment after ``pairs`` pairs."""
        return self.guide * max(0.1, 1 - pairs / self.guide_pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How long, how fast and in what portions.

    Attributes:
        steps: Number of steps, or ``None`` where ``minutes`` decides.
        minutes: Minutes of training, or ``None`` where ``steps`` decides.
        rate: Peak learning rate.
        warmup: Steps until it is reached.
        falling: Last part of the run during which the rate falls to nearly nothing.
        batch_tokens: Tokens of a batch, see :class:`~mt_toolkit.training.batches.BatchStream`.
        longest: Longest pair in tokens.
        accumulate: Batches of each process whose gradients make one step.
        average: Decay of the averaged weights that are evaluated and exported.
        weight_decay: Pull of matrices towards 0.
    """

    steps: int | None = None
    minutes: float | None = None
    rate: float = 1.1e-3
    warmup: int = 300
    falling: float = 0.33
    batch_tokens: Ramp = field(default_factory=lambda: Ramp.constant(600))
    longest: Ramp = field(default_factory=lambda: Ramp.constant(110))
    accumulate: int = 1
    average: float = 0.999
    weight_decay: float = 0.01

    def __post_init__(self) -> None:
        if (self.steps is None) == (self.minutes is None):
            raise UsageError(
                "a run needs a length, by steps or by minutes", mend="Give --steps or --minutes"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that decides what a run computes.

    Attributes:
        shape: Size of the model, or ``None`` where an existing model is fine-tuned.
        objective: What is minimised.
        schedule: How long and how fast.
        seed: Decides the first weights and the batches.
        precision: ``float32``, ``bfloat16``, or ``auto`` for the one that is measured faster.
        device: ``cpu``, ``cuda``, or ``auto`` for a GPU where there is one.
        workers: Processes that share the work (CPU only).
        local_steps: Steps that each of them takes by itself before they average their weights;
            1 averages the gradients of every step instead.
        evaluate_every: Steps between evaluations on the development set.
        save_every: Steps between checkpoints.
        patience: Evaluations without a better chrF until the rate begins to fall; 0 waits for
            ever.
    """

    shape: Shape | None = field(default_factory=Shape)
    objective: Objective = field(default_factory=Objective)
    schedule: Schedule
    seed: int = 1
    precision: str = "auto"
    device: str = "auto"
    workers: int = 1
    local_steps: int = 1
    evaluate_every: int = 1000
    save_every: int = 400
    patience: int = 0

    def fingerprint(self) -> str:
        """A hash that says whether a run can be resumed with these settings.

        How long to train, where and how often to save may change between one start and the next.
        """
        free = {"device", "workers", "local_steps", "evaluate_every", "save_every", "patience"}
        content: dict[str, Any] = {
            key: value for key, value in asdict(self).items() if key not in free
        }
        for key in ("steps", "minutes"):
            del content["schedule"][key]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

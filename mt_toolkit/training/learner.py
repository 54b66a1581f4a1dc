"""What learns: a model, its optimiser and its averaged weights, one step at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import torch

from mt_toolkit.errors import ModelError
from mt_toolkit.training.arrays import TokenArrays
from mt_toolkit.training.averaging import Average
from mt_toolkit.training.batches import BatchStream, pad_rows
from mt_toolkit.training.models import model_from_config, trained_parameters
from mt_toolkit.training.objective import LinkGuide, batch_losses
from mt_toolkit.training.precision import autocast
from mt_toolkit.training.progress import Progress, rate_factor
from mt_toolkit.training.vocabulary import Vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

    from mt_toolkit.training.group import Group
    from mt_toolkit.training.layout import RunFolder
    from mt_toolkit.training.objective import Losses
    from mt_toolkit.training.settings import Settings

__all__ = ["Learner", "StepReport", "choose_device"]

_MOMENTS: Final = ("exp_avg", "exp_avg_sq", "step")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepReport:
    """What one step did.

    Attributes:
        loss: Cross-entropy of a target token, in nats.
        guide: Loss of guided alignment; 0 where it is off.
        norm: Norm of the gradient before it is clipped to 1.
        rate: Learning rate.
    """

    loss: float
    guide: float
    norm: float
    rate: float


def choose_device(name: str) -> torch.device:
    """The device to train on.

    Raises:
        ModelError: A GPU is asked for and there is none.
    """
    if name == "cuda" and not torch.cuda.is_available():
        raise ModelError("No CUDA device is to be found", mend="Use --device cpu")
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    return torch.device(name)


class Learner:
    """Goes on from the newest checkpoint of a run.

    Args:
        folder: The run.
        settings: What to do.
        group: This process and the others.
    """

    def __init__(self, folder: RunFolder, settings: Settings, group: Group) -> None:
        self._folder = folder
        self._settings = settings
        self.group = group
        # One process has nobody to meet.
        self.local_steps = settings.local_steps if group.size > 1 else 1
        self.device = choose_device(settings.device)
        self.vocabulary = Vocabulary(folder.tokens)
        self._arrays = TokenArrays(folder.data)
        schedule = settings.schedule
        self._stream = BatchStream(
            self._arrays,
            seed=settings.seed,
            batch_tokens=schedule.batch_tokens,
            longest=schedule.longest,
        )
        self.model = model_from_config(folder.tokens, dropout=settings.objective.dropout)
        self.model.to(self.device).train()
        self._guide = self._load_guide()
        self._parameters = dict(trained_parameters(self.model))
        self._optimizer = self._make_optimizer()
        self.average = Average(self.model, schedule.average)
        self.progress = self._restore()

    def one_pass(self, precision: str, number: int) -> int:
        """Forward and backward of one batch without learning from it, to measure the speed."""
        batch = self._stream.take(self.progress.position, number + 1)[0][number]
        with autocast(self.device, precision):
            losses = self._losses(batch)
        torch.autograd.backward(losses.total(self._settings.objective.guide))
        self._optimizer.zero_grad(set_to_none=True)
        return len(batch)

    def step(self) -> StepReport:
        """Learn from the next batches."""
        progress, group, schedule = self.progress, self.group, self._settings.schedule
        count = group.size * schedule.accumulate
        batches, progress.position = self._stream.take(progress.position, count)
        mine = range(group.rank, count, group.size)
        tokens = [int(self._arrays.target_lengths[batch].sum()) for batch in batches]
        own = sum(tokens[place] for place in mine)
        # Gradients are of the mean over all tokens of the step, however they are divided.
        whole = sum(tokens) if self.local_steps == 1 else own
        # Dropout depends on nothing but the step: no state of a generator has to be kept.
        seed = np.random.SeedSequence([self._settings.seed, progress.step, group.rank])
        torch.manual_seed(int(seed.generate_state(1)[0]))
        guide_weight = self._settings.objective.guide_at(progress.pairs)
        words = guided = 0.0
        for place in mine:
            with autocast(self.device, progress.precision):
                losses = self._losses(batches[place])
            torch.autograd.backward(losses.total(guide_weight) * (tokens[place] / whole))
            words += float(losses.words.detach()) * tokens[place]
            guided += 0.0 if losses.guide is None else float(losses.guide.detach()) * tokens[place]
        parameters = list(self._parameters.values())
        if self.local_steps == 1:
            group.sum_gradients(parameters)
        norm = torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        factor = rate_factor(schedule, progress.step, progress.ending)
        for part in self._optimizer.param_groups:
            part["lr"] = schedule.rate * factor
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)
        progress.step += 1
        progress.pairs += sum(len(batch) for batch in batches)
        if group.leads:
            self.average.update(progress.step)
        return StepReport(
            loss=words / own, guide=guided / own, norm=float(norm), rate=schedule.rate * factor
        )

    @torch.no_grad()
    def meet(self, *, moments: bool) -> None:
        """Average the weights of processes that go by themselves (local SGD, Stich 2019).

        Args:
            moments: Whether also what their optimisers remember: a checkpoint has room for one.
        """
        if self.local_steps == 1:
            return
        tensors: list[Tensor] = list(self._parameters.values())
        if moments:
            states = [self._optimizer.state[parameter] for parameter in self._parameters.values()]
            tensors += [state[name] for state in states for name in ("exp_avg", "exp_avg_sq")]
        self.group.average(tensors)

    def _losses(self, batch: NDArray[np.int64]) -> Losses:
        return batch_losses(
            self.model,
            self._padded(self._arrays.sources(batch)),
            self._padded(self._arrays.targets(batch)),
            size=self.vocabulary.target_size,
            objective=self._settings.objective,
            guide=self._guide,
        )

    def _padded(self, rows: list[NDArray[Any]]) -> Tensor:
        return torch.from_numpy(pad_rows(rows, self.vocabulary.pad)).to(self.device)

    def _load_guide(self) -> LinkGuide | None:
        if not (self._settings.objective.guide and self._folder.links.is_file()):
            return None
        vectors = torch.from_numpy(np.load(self._folder.links).astype(np.float32))
        return LinkGuide(
            torch.nn.functional.normalize(vectors, dim=1).to(self.device),
            pad=self.vocabulary.pad,
            end=self.vocabulary.end,
        )

    def _make_optimizer(self) -> torch.optim.Optimizer:
        matrices = [parameter for parameter in self._parameters.values() if parameter.ndim > 1]
        vectors = [parameter for parameter in self._parameters.values() if parameter.ndim <= 1]
        schedule = self._settings.schedule
        return torch.optim.AdamW(
            [
                {"params": matrices, "weight_decay": schedule.weight_decay},
                {"params": vectors, "weight_decay": 0.0},
            ],
            lr=schedule.rate,
            betas=(0.9, 0.98),
            fused=True,
        )

    def save(self) -> None:
        """Write a checkpoint."""
        tensors = {"bias": self.model.final_logits_bias}
        for name, parameter in self._parameters.items():
            tensors[f"weight/{name}"] = parameter
            tensors[f"average/{name}"] = self.average.weights[name]
            for moment, value in self._optimizer.state.get(parameter, {}).items():
                tensors[f"{moment}/{name}"] = value
        self._folder.checkpoints.save(self.progress.step, tensors, self.progress.as_dict())

    @torch.no_grad()
    def _restore(self) -> Progress:
        tensors, state = self._folder.checkpoints.load()
        self.model.final_logits_bias.copy_(tensors["bias"])
        for name, parameter in self._parameters.items():
            parameter.copy_(tensors[f"weight/{name}"])
            self.average.weights[name].copy_(tensors.get(f"average/{name}", parameter))
            if f"step/{name}" in tensors:
                self._optimizer.state[parameter] = {
                    moment: tensors[f"{moment}/{name}"].to(self.device) for moment in _MOMENTS
                }
        return Progress.from_dict(state)

"""The training loop of one process."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import torch

from mt_toolkit.errors import ModelError
from mt_toolkit.training.arrays import TokenArrays
from mt_toolkit.training.averaging import Average
from mt_toolkit.training.batches import BatchStream, pad_rows
from mt_toolkit.training.export import export_model
from mt_toolkit.training.models import model_from_config, trained_parameters
from mt_toolkit.training.objective import LinkGuide, batch_losses
from mt_toolkit.training.precision import autocast
from mt_toolkit.training.progress import Journal, Progress, rate_factor, time_text
from mt_toolkit.training.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from mt_toolkit.training.evaluation import DevelopmentSet, Score
    from mt_toolkit.training.group import Group
    from mt_toolkit.training.layout import RunFolder
    from mt_toolkit.training.settings import Settings

__all__ = ["StepReport", "Trainer", "choose_device"]

_SPEAK_EVERY: Final = 50
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


class Trainer:
    """Goes on from the newest checkpoint of a run.

    Args:
        folder: The run.
        settings: What to do.
        group: This process and the others.
        sets: Development sets, for the leader.
        announce: Is told how it goes, by the leader.
    """

    def __init__(
        self,
        folder: RunFolder,
        settings: Settings,
        group: Group,
        *,
        sets: Sequence[DevelopmentSet] = (),
        announce: Callable[[str], None] = lambda _line: None,
    ) -> None:
        self._folder = folder
        self._settings = settings
        self._group = group
        self._sets = sets
        self._announce = announce
        self._device = choose_device(settings.device)
        self._vocabulary = Vocabulary(folder.tokens)
        self._arrays = TokenArrays(folder.data)
        schedule = settings.schedule
        self._stream = BatchStream(
            self._arrays,
            seed=settings.seed,
            batch_tokens=schedule.batch_tokens,
            longest=schedule.longest,
        )
        self.model = model_from_config(folder.tokens, dropout=settings.objective.dropout)
        self.model.to(self._device).train()
        self._guide = self._load_guide()
        self._parameters = dict(trained_parameters(self.model))
        self._optimizer = self._make_optimizer()
        self._average = Average(self.model, schedule.average)
        self.progress = self._restore()

    def run(self, *, after_step: Callable[[Progress, StepReport], None] | None = None) -> Progress:
        """Train to the end of the schedule; the model folder holds the result.

        Args:
            after_step: Is called after each step, before it may be saved.
        """
        journal = None
        if self._group.leads:
            journal = Journal(self._folder.journal, step=self.progress.step)
        spoken = (time.monotonic(), self.progress.pairs)
        before = self.progress.seconds
        begun = time.monotonic()
        self._agree_on_ending()
        while not self.progress.done:
            report = self._step()
            progress = self.progress
            progress.seconds = before + time.monotonic() - begun
            if journal is not None:
                journal.add(
                    step=progress.step,
                    pairs=progress.pairs,
                    loss=report.loss,
                    guide=report.guide,
                    norm=report.norm,
                    rate=report.rate,
                    seconds=round(progress.seconds, 2),
                )
                if after_step is not None:
                    after_step(progress, report)
                if progress.step % _SPEAK_EVERY == 0:
                    spoken = self._speak(report, spoken)
                if progress.step % self._settings.evaluate_every == 0:
                    self._evaluate(journal)
            self._agree_on_ending()
            if journal is not None and progress.step % self._settings.save_every == 0:
                self._save()
        if journal is not None:
            self._finish(journal)
        return self.progress

    def one_pass(self, precision: str, number: int) -> int:
        """Forward and backward of one batch without learning from it, to measure the speed."""
        batch = self._stream.take(self.progress.position, number + 1)[0][number]
        with autocast(self._device, precision):
            losses = self._losses(batch)
        losses.total(self._settings.objective.guide).backward()
        self._optimizer.zero_grad(set_to_none=True)
        return len(batch)

    def _step(self) -> StepReport:
        progress, group, schedule = self.progress, self._group, self._settings.schedule
        count = group.size * schedule.accumulate
        batches, progress.position = self._stream.take(progress.position, count)
        # Gradients are of the mean over all tokens of the step, however they are divided.
        tokens = [int(self._arrays.target_lengths[batch].sum()) for batch in batches]
        whole = sum(tokens)
        # Dropout depends on nothing but the step: no state of a generator has to be kept.
        seed = np.random.SeedSequence([self._settings.seed, progress.step, group.rank])
        torch.manual_seed(int(seed.generate_state(1)[0]))
        guide_weight = self._settings.objective.guide_at(progress.pairs)
        words = guided = own = 0.0
        for place in range(group.rank, count, group.size):
            with autocast(self._device, progress.precision):
                losses = self._losses(batches[place])
            (losses.total(guide_weight) * (tokens[place] / whole)).backward()
            words += float(losses.words.detach()) * tokens[place]
            guided += 0.0 if losses.guide is None else float(losses.guide.detach()) * tokens[place]
            own += tokens[place]
        parameters = list(self._parameters.values())
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
            self._average.update(progress.step)
        return StepReport(
            loss=words / own, guide=guided / own, norm=float(norm), rate=schedule.rate * factor
        )

    def _losses(self, batch: NDArray[np.int64]) -> Any:
        return batch_losses(
            self.model,
            self._padded(self._arrays.sources(batch)),
            self._padded(self._arrays.targets(batch)),
            size=self._vocabulary.target_size,
            objective=self._settings.objective,
            guide=self._guide,
        )

    def _padded(self, rows: list[NDArray[Any]]) -> Tensor:
        return torch.from_numpy(pad_rows(rows, self._vocabulary.pad)).to(self._device)

    def _agree_on_ending(self) -> None:
        """The leader decides when the rate begins to fall, and all follow."""
        if self._group.leads:
            self._decide_ending()
        first, last = self._group.follow(self.progress.ending or (-1, -1))
        self.progress.ending = None if first < 0 else (first, last)

    def _decide_ending(self) -> None:
        progress, schedule = self.progress, self._settings.schedule
        if progress.stalled:
            return
        # A finished run is prolonged by giving it more steps or minutes.
        if schedule.steps is not None:
            falling = round(schedule.steps * schedule.falling)
            progress.ending = (schedule.steps - falling, schedule.steps)
            return
        budget = (schedule.minutes or 0.0) * 60
        if progress.seconds < budget * (1 - schedule.falling):
            progress.ending = None
        elif progress.ending is None:
            # From here on the run is counted in steps, so that it can be resumed exactly.
            speed = progress.step / progress.seconds if progress.seconds else 0.0
            steps = max(1, round((budget - progress.seconds) * speed))
            progress.ending = (progress.step, progress.step + steps)
            self._announce(f"the rate falls from now on, for {steps:,} steps")

    def _evaluate(self, journal: Journal) -> None:
        progress = self.progress
        scores: list[Score] = []
        with self._average.in_place(), autocast(self._device, progress.precision):
            for development in self._sets:
                score, hypotheses = development.score(self.model, self._vocabulary)
                scores.append(score)
                self._announce(f"{score.name}: chrF {score.chrf:.1f}, BLEU {score.bleu:.1f}")
                self._announce(f"    {hypotheses[len(hypotheses) // 2][:200]}")
        if not scores:
            self._export()
            return
        mean = sum(score.chrf for score in scores) / len(scores)
        journal.add(
            step=progress.step,
            scores={score.name: {"chrf": score.chrf, "bleu": score.bleu} for score in scores},
        )
        if progress.best is None or mean > progress.best:
            progress.best, progress.stale = mean, 0
            self._export()
            return
        progress.stale += 1
        patience = self._settings.patience
        falling = progress.ending is not None and progress.step >= progress.ending[0]
        if patience and progress.stale >= patience and not falling:
            length = max(1, round(progress.step * self._settings.schedule.falling))
            progress.ending, progress.stalled = (progress.step, progress.step + length), True
            self._announce(
                f"no better chrF in {patience} evaluations: the rate falls for {length:,} steps"
            )

    def _finish(self, journal: Journal) -> None:
        if self.progress.step % self._settings.evaluate_every or not self._folder.model.is_dir():
            self._evaluate(journal)
        self._save()

    def _export(self) -> None:
        with self._average.in_place():
            export_model(self.model, self._vocabulary, self._folder.model)

    def _speak(self, report: StepReport, spoken: tuple[float, int]) -> tuple[float, int]:
        progress, now = self.progress, time.monotonic()
        speed = (progress.pairs - spoken[1]) / max(now - spoken[0], 1e-9)
        if progress.ending is not None:
            left = (progress.ending[1] - progress.step) * progress.seconds / progress.step
        else:
            left = (self._settings.schedule.minutes or 0.0) * 60 - progress.seconds
        self._announce(
            f"step {progress.step:,}: loss {report.loss:.3f}, guide {report.guide:.2f}, "
            f"norm {report.norm:.2f}, {progress.pairs:,} pairs, {speed:.0f} pairs/s, "
            f"{time_text(max(0.0, left))} left"
        )
        return now, progress.pairs

    def _load_guide(self) -> LinkGuide | None:
        if not (self._settings.objective.guide and self._folder.links.is_file()):
            return None
        vectors = torch.from_numpy(np.load(self._folder.links).astype(np.float32))
        return LinkGuide(
            torch.nn.functional.normalize(vectors, dim=1).to(self._device),
            pad=self._vocabulary.pad,
            end=self._vocabulary.end,
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

    def _save(self) -> None:
        tensors = {"bias": self.model.final_logits_bias}
        for name, parameter in self._parameters.items():
            tensors[f"weight/{name}"] = parameter
            tensors[f"average/{name}"] = self._average.weights[name]
            for moment, value in self._optimizer.state.get(parameter, {}).items():
                tensors[f"{moment}/{name}"] = value
        self._folder.checkpoints.save(self.progress.step, tensors, self.progress.as_dict())

    @torch.no_grad()
    def _restore(self) -> Progress:
        tensors, state = self._folder.checkpoints.load()
        self.model.final_logits_bias.copy_(tensors["bias"])
        for name, parameter in self._parameters.items():
            parameter.copy_(tensors[f"weight/{name}"])
            self._average.weights[name].copy_(tensors.get(f"average/{name}", parameter))
            if f"step/{name}" in tensors:
                self._optimizer.state[parameter] = {
                    moment: tensors[f"{moment}/{name}"].to(self._device) for moment in _MOMENTS
                }
        return Progress.from_dict(state)

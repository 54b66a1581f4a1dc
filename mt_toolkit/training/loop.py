"""The course of a run: steps, evaluations, checkpoints, and when it comes to its end."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from mt_toolkit.training.export import export_model
from mt_toolkit.training.precision import autocast
from mt_toolkit.training.progress import Journal, time_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mt_toolkit.training.evaluation import DevelopmentSet, Score
    from mt_toolkit.training.layout import RunFolder
    from mt_toolkit.training.learner import Learner, StepReport
    from mt_toolkit.training.progress import Progress
    from mt_toolkit.training.settings import Settings

__all__ = ["Trainer"]

_SPEAK_EVERY: Final = 50


class Trainer:
    """Trains to the end of the schedule; the leader of several processes decides and speaks.

    Args:
        folder: The run.
        settings: What to do.
        learner: What learns.
        sets: Development sets, for the leader.
        announce: Is told how it goes, by the leader.
    """

    def __init__(
        self,
        folder: RunFolder,
        settings: Settings,
        learner: Learner,
        *,
        sets: Sequence[DevelopmentSet] = (),
        announce: Callable[[str], None] = lambda _line: None,
    ) -> None:
        self._folder = folder
        self._settings = settings
        self._learner = learner
        self._sets = sets
        self._announce = announce
        self._group = learner.group
        self.progress = learner.progress

    def run(self, *, after_step: Callable[[Progress, StepReport], None] | None = None) -> Progress:
        """Train to the end of the schedule; the model folder holds the result.

        Args:
            after_step: Is called after each step, before it may be saved.
        """
        progress = self.progress
        journal = None
        if self._group.leads:
            journal = Journal(self._folder.journal, step=progress.step)
        spoken = (time.monotonic(), progress.pairs)
        first, before, begun = progress.step, progress.seconds, time.monotonic()
        self._agree_on_ending()
        while not progress.done:
            report = self._learner.step()
            progress.seconds = before + time.monotonic() - begun
            saves = progress.step % self._settings.save_every == 0
            evaluates = progress.step % self._settings.evaluate_every == 0
            meets = saves or evaluates or progress.step % self._learner.local_steps == 0
            if meets or progress.done:
                self._learner.meet(moments=saves or progress.done)
            if journal is not None:
                _record(journal, progress, report)
                if after_step is not None:
                    after_step(progress, report)
                if progress.step % _SPEAK_EVERY == 0:
                    spoken = self._speak(report, spoken)
                if evaluates:
                    self._evaluate(journal)
            if meets:
                self._agree_on_ending()
            if journal is not None and saves:
                self._learner.save()
        if journal is not None and progress.step > first:
            self._finish(journal)
        return progress

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
        with self._learner.average.in_place(), autocast(self._learner.device, progress.precision):
            for development in self._sets:
                score, hypotheses = development.score(self._learner.model, self._learner.vocabulary)
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
        self._learner.save()

    def _export(self) -> None:
        with self._learner.average.in_place():
            export_model(self._learner.model, self._learner.vocabulary, self._folder.model)

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


def _record(journal: Journal, progress: Progress, report: StepReport) -> None:
    journal.add(
        step=progress.step,
        pairs=progress.pairs,
        loss=report.loss,
        guide=report.guide,
        norm=report.norm,
        rate=report.rate,
        seconds=round(progress.seconds, 2),
    )

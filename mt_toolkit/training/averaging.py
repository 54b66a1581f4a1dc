"""Averaged weights: what is evaluated and exported."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import torch

from mt_toolkit.training.models import trained_parameters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor

__all__ = ["Average"]


class Average:
    """An exponential moving average of a model's weights.

    It forgets fast at first, so that the random start leaves it soon.

    Args:
        model: The model that is trained.
        decay: Part of the average that stays at each step, later in the run.
    """

    def __init__(self, model: Any, decay: float) -> None:
        self._model = model
        self._decay = decay
        self.weights: dict[str, Tensor] = {
            name: parameter.detach().clone() for name, parameter in trained_parameters(model)
        }

    @torch.no_grad()
    def update(self, step: int) -> None:
        """Take in the weights after step number ``step``."""
        decay = min(self._decay, 1 - 1 / (0.2 * step + 2))
        current = [parameter.detach() for _, parameter in trained_parameters(self._model)]
        torch._foreach_lerp_(list(self.weights.values()), current, 1 - decay)

    @contextlib.contextmanager
    def in_place(self) -> Iterator[None]:
        """The model has the averaged weights for the time being."""
        self._swap()
        try:
            yield
        finally:
            self._swap()

    @torch.no_grad()
    def _swap(self) -> None:
        for name, parameter in trained_parameters(self._model):
            current = parameter.detach().clone()
            parameter.copy_(self.weights[name])
            self.weights[name].copy_(current)

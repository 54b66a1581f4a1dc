"""What is minimised: cross-entropy over the English half, and guided alignment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

if TYPE_CHECKING:
    from mt_toolkit.training.settings import Objective

__all__ = ["LinkGuide", "Losses", "SmoothedCrossEntropy", "batch_losses"]

_FORBIDDEN_BELOW = -1e3


class SmoothedCrossEntropy(torch.autograd.Function):
    """Cross-entropy of a linear output layer with label smoothing, its gradient written out.

    The gradient of the loss by the logits is ``(softmax - smoothed one-hot) / n``. It is computed
    in the forward pass, in the memory of the logits: PyTorch's own way through ``log_softmax`` of
    float32 logits writes and reads that matrix, by far the largest of a step, several times more,
    which took a third of the time of a whole step on a CPU.

    Inputs: hidden states ``(n, d)``, output weights ``(v, d)``, logits bias ``(v,)`` (constant),
    labels ``(n,)``, smoothing.
    """

    @staticmethod
    def forward(
        ctx: Any, hidden: Tensor, weight: Tensor, bias: Tensor, labels: Tensor, smoothing: float
    ) -> Tensor:
        """The mean loss of a label, in nats."""
        logits = hidden @ weight.t()
        if logits.dtype in (torch.bfloat16, torch.float16):
            logits = logits.float()
        logits += bias
        count, size = logits.shape
        peak = logits.max(dim=1, keepdim=True).values
        mean = logits.mean(dim=1)
        right = logits.gather(1, labels[:, None])[:, 0]
        total = logits.sub_(peak).exp_().sum(dim=1)
        log_total = total.log() + peak[:, 0]
        loss = (log_total - (1 - smoothing) * right - smoothing * mean).mean()
        gradient = logits.div_(total[:, None]).sub_(smoothing / size)
        gradient[torch.arange(count, device=labels.device), labels] -= 1 - smoothing
        ctx.save_for_backward(hidden, weight, gradient.div_(count).to(hidden.dtype))
        return loss

    @staticmethod
    def backward(ctx: Any, *upstream: Any) -> tuple[Tensor, Tensor, None, None, None]:
        """The gradients by hidden states and output weights."""
        hidden, weight, gradient = ctx.saved_tensors
        scale = upstream[0].to(hidden.dtype)
        return (gradient @ weight) * scale, (gradient.t() @ hidden) * scale, None, None, None


class LinkGuide:
    """Says which source word a target word should attend to.

    Links come from frozen vectors in which a word and its translation lie close to one another,
    and from the diagonal: words stand at similar places on both sides. They are soft, and a target
    word that resembles no source word (an article, a piece of a rare name) counts little.

    The cross-attention of the last decoder layer is pulled towards them. That costs 5 % of speed,
    and word links read off the attention become trustworthy.

    Args:
        vectors: A unit vector for each piece of the vocabulary, ``(v, d)``.
        pad: Number of the padding token.
        end: Number of the end marker; it attends to the end marker.
    """

    _SHARPNESS = 8.0
    _DIAGONAL = 4.0
    # A similarity of 0.25 is chance, one of 0.65 a translation.
    _CHANCE, _SURE = 0.25, 0.65

    def __init__(self, vectors: Tensor, *, pad: int, end: int) -> None:
        self._vectors = vectors
        self._pad = pad
        self._end = end

    @torch.no_grad()
    def links(self, source: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
        """Link probabilities ``(batch, target, source)`` and the weight of each target word."""
        similar = torch.bmm(self._vectors[target], self._vectors[source].transpose(1, 2))
        absent = (source == self._pad)[:, None]
        best = similar.masked_fill(absent, -1.0).amax(dim=-1)
        distance = (self._places(source)[:, None] - self._places(target)[:, :, None]).abs()
        scores = self._SHARPNESS * similar - self._DIAGONAL * distance
        wrong_end = (source == self._end)[:, None] & (target != self._end)[:, :, None]
        links = scores.masked_fill(absent | wrong_end, -1e4).softmax(dim=-1)
        trust = ((best - self._CHANCE) / (self._SURE - self._CHANCE)).clamp(0.05, 1.0)
        return links, trust * (target != self._pad)

    def loss(self, attention: Tensor, source: Tensor, target: Tensor) -> Tensor:
        """Cross-entropy of attention ``(batch, heads, target, source)`` against the links."""
        links, trust = self.links(source, target)
        mean = attention.float().mean(dim=1)
        entropy = -(links * (mean + 1e-6).log()).sum(dim=-1)
        return (entropy * trust).sum() / trust.sum()

    def _places(self, rows: Tensor) -> Tensor:
        """Place of each token as a part of its text's length."""
        lengths = (rows != self._pad).sum(dim=1, keepdim=True).float()
        return torch.arange(rows.shape[1], device=rows.device)[None] / lengths


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """The losses of one batch.

    Attributes:
        words: Mean cross-entropy of a target token, in nats.
        guide: Loss of guided alignment, or ``None``.
    """

    words: Tensor
    guide: Tensor | None

    def total(self, guide_weight: float) -> Tensor:
        """What is minimised."""
        return self.words if self.guide is None else self.words + guide_weight * self.guide


def batch_losses(
    model: Any,
    source: Tensor,
    target: Tensor,
    *,
    size: int,
    objective: Objective,
    guide: LinkGuide | None,
) -> Losses:
    """Run a MarianMT model over padded pairs.

    Args:
        model: A ``MarianMTModel``.
        source: Source tokens ``(batch, length)``, padded.
        target: Target tokens with end markers, padded.
        size: Number of pieces the softmax runs over, from the first one on.
        objective: Label smoothing.
        guide: Guided alignment, or ``None``.
    """
    pad = model.config.pad_token_id
    start = torch.full_like(target[:, :1], model.config.decoder_start_token_id)
    output = model.model(
        input_ids=source,
        attention_mask=(source != pad).long(),
        decoder_input_ids=torch.cat([start, target[:, :-1]], dim=1),
        use_cache=False,
        output_attentions=guide is not None,
    )
    real = target != pad
    hidden = output.last_hidden_state[real]
    weight = model.get_output_embeddings().weight[:size]
    if torch.is_autocast_enabled(hidden.device.type):
        # Autocast does not reach into functions of one's own.
        kind = torch.get_autocast_dtype(hidden.device.type)
        hidden, weight = hidden.to(kind), weight.to(kind)
    bias = model.final_logits_bias[0, :size]
    # Pieces that are never said are not taught to the softmax as impossible: smoothing would fight
    # against their bias.
    bias = bias.masked_fill(bias < _FORBIDDEN_BELOW, 0.0)
    words: Tensor = SmoothedCrossEntropy.apply(  # type: ignore[no-untyped-call]
        hidden, weight, bias, target[real], objective.smoothing
    )
    aligned = None
    if guide is not None:
        aligned = guide.loss(output.cross_attentions[-1], source, target)
    return Losses(words=words, guide=aligned)

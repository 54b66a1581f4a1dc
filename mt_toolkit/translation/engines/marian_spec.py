"""Writes a MarianMT checkpoint as a CTranslate2 model, with NumPy alone.

CTranslate2's own converter loads the model with PyTorch and Transformers first, and starts the
decoder from a zero vector whatever the checkpoint's start token is. This one reads the weights as
arrays, keeps the start token's vector, and takes the tokens that can never be said out of the
output layer.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from mt_toolkit.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from mt_toolkit.translation.engines.checkpoint import Checkpoint, MarianConfig

    Tensors = dict[str, NDArray[np.float32]]

__all__ = ["CONVERTER_VERSION", "convert"]

# Raise it whenever a change here alters what is written.
CONVERTER_VERSION = 2

# A token whose logit is lowered by this has probability 0 in float32, whatever the others are.
_SHUT = -1000.0

_ACTIVATIONS = {
    "relu": "RELU",
    "gelu": "GELU",
    "gelu_new": "GELUTanh",
    "silu": "SWISH",
    "swish": "SWISH",
}


def convert(checkpoint: Checkpoint, folder: Path, quantization: str) -> None:
    """Write a checkpoint as a CTranslate2 model.

    Args:
        checkpoint: The model.
        folder: Existing empty folder to write to.
        quantization: How weights are stored: ``int8``, ``float16`` or ``float32``.

    Raises:
        ModelError: A weight is missing, has the wrong shape, or the model does something that
            CTranslate2 cannot do.
    """
    tensors = checkpoint.tensors()
    try:
        spec = _specification(checkpoint, tensors)
        spec.validate()
    except KeyError as error:
        raise ModelError(
            f"{checkpoint.folder} lacks the weight {error}", mend="Download the model again"
        ) from error
    except ValueError as error:
        raise ModelError(f"{checkpoint.folder} cannot be converted: {error}") from error
    spec.optimize(quantization=quantization)
    spec.save(str(folder))


def _specification(checkpoint: Checkpoint, tensors: Tensors) -> Any:
    from ctranslate2.specs import (
        TransformerDecoderSpec,
        TransformerEncoderSpec,
        TransformerSpec,
    )

    config = checkpoint.config
    activation = _activation(checkpoint)
    encoder = TransformerEncoderSpec(
        config.encoder_layers, config.encoder_heads, pre_norm=False, activation=activation
    )
    # CTranslate2 averages the first so many heads of one layer: _first_heads puts ours there.
    decoder = TransformerDecoderSpec(
        config.decoder_layers,
        config.decoder_heads,
        pre_norm=False,
        activation=activation,
        alignment_layer=config.links.layer,
        alignment_heads=len(config.links.heads),
    )
    spec = TransformerSpec(encoder, decoder)
    for part in (encoder, decoder):
        part.scale_embeddings = math.sqrt(config.width) if config.scale_embedding else 1.0
        part.position_encodings.encodings = _sinusoids(config.positions, config.width)
    for number, layer in enumerate(encoder.layer):
        _fill_layer(layer, tensors, f"model.encoder.layers.{number}")
    _first_heads(config, tensors)
    for number, layer in enumerate(decoder.layer):
        _fill_layer(layer, tensors, f"model.decoder.layers.{number}")
    _fill_vocabulary(spec, checkpoint, tensors)
    return spec


def _first_heads(config: MarianConfig, tensors: Tensors) -> None:
    """Put the heads that link words first in their layer; which head is which changes no output."""
    import numpy as np

    others = (head for head in range(config.decoder_heads) if head not in config.links.heads)
    size = config.width // config.decoder_heads
    order = np.concatenate(
        [np.arange(head * size, (head + 1) * size) for head in (*config.links.heads, *others)]
    )
    scope = f"model.decoder.layers.{config.links.layer}.encoder_attn"
    for name in ("q_proj", "k_proj", "v_proj"):
        for what in ("weight", "bias"):
            tensors[f"{scope}.{name}.{what}"] = tensors[f"{scope}.{name}.{what}"][order]
    out = f"{scope}.out_proj.weight"
    tensors[out] = np.ascontiguousarray(tensors[out][:, order])


def _activation(checkpoint: Checkpoint) -> Any:
    from ctranslate2.specs import Activation

    name = checkpoint.config.activation
    if name not in _ACTIVATIONS:
        raise ModelError(
            f"{checkpoint.folder / 'config.json'} asks for the activation {name!r}, "
            f"which is not one of {', '.join(_ACTIVATIONS)}"
        )
    return Activation[_ACTIVATIONS[name]]


def _sinusoids(positions: int, width: int) -> NDArray[np.float32]:
    """Position vectors as Marian has them: all sines first, then all cosines."""
    import numpy as np

    rates = np.power(10000.0, -2.0 * np.arange((width + 1) // 2) / width)
    angles = np.arange(positions)[:, None] * rates[None, :]
    waves = np.concatenate([np.sin(angles), np.cos(angles[:, : width // 2])], axis=1)
    return waves.astype(np.float32)


def _fill_layer(layer: Any, tensors: Tensors, scope: str) -> None:
    import numpy as np

    def join(module: str, names: tuple[str, ...], what: str) -> NDArray[np.float32]:
        return np.concatenate([tensors[f"{scope}.{module}.{name}.{what}"] for name in names])

    def fill_projection(linear: Any, module: str, *names: str) -> None:
        linear.weight = join(module, names, "weight")
        linear.bias = join(module, names, "bias")

    own = layer.self_attention
    fill_projection(own.linear[0], "self_attn", "q_proj", "k_proj", "v_proj")
    fill_projection(own.linear[1], "self_attn", "out_proj")
    _fill_norm(own.layer_norm, tensors, f"{scope}.self_attn_layer_norm")
    if hasattr(layer, "attention"):
        cross = layer.attention
        fill_projection(cross.linear[0], "encoder_attn", "q_proj")
        fill_projection(cross.linear[1], "encoder_attn", "k_proj", "v_proj")
        fill_projection(cross.linear[2], "encoder_attn", "out_proj")
        _fill_norm(cross.layer_norm, tensors, f"{scope}.encoder_attn_layer_norm")
    for linear, name in ((layer.ffn.linear_0, "fc1"), (layer.ffn.linear_1, "fc2")):
        linear.weight = tensors[f"{scope}.{name}.weight"]
        linear.bias = tensors[f"{scope}.{name}.bias"]
    _fill_norm(layer.ffn.layer_norm, tensors, f"{scope}.final_layer_norm")


def _fill_norm(norm: Any, tensors: Tensors, scope: str) -> None:
    norm.gamma = tensors[f"{scope}.weight"]
    norm.beta = tensors[f"{scope}.bias"]


def _fill_vocabulary(spec: Any, checkpoint: Checkpoint, tensors: Tensors) -> None:
    """Set embeddings, output layer and vocabularies.

    Models with one vocabulary for both languages often shut the source language's tokens out by
    ``final_logits_bias``. Rows that can never be chosen are left out, which changes no output and
    makes each step of the decoder cheaper.
    """
    import numpy as np

    config = checkpoint.config
    source_tokens, target_tokens = _token_lists(checkpoint)
    encoder, decoder, output = _embeddings(config, tensors)
    bias = tensors.get("final_logits_bias", np.zeros(len(output), np.float32)).reshape(-1).copy()
    bias[config.pad_token] = -np.inf
    kept = bias > _SHUT
    for number in (config.start_token, config.end_token, target_tokens.index("<unk>")):
        kept[number] = True
    spec.encoder.embeddings[0].weight = encoder
    spec.decoder.embeddings.weight = decoder[kept]
    spec.decoder.projection.weight = output[kept]
    spec.decoder.projection.bias = bias[kept]
    spec.register_source_vocabulary(source_tokens[: len(encoder)])
    spec.register_target_vocabulary(
        [token for token, keep in zip(target_tokens, kept, strict=True) if keep]
    )
    spec.config.eos_token = target_tokens[config.end_token]
    spec.config.decoder_start_token = target_tokens[config.start_token]


def _embeddings(config: MarianConfig, tensors: Tensors) -> tuple[Any, Any, Any]:
    """The embedding matrices of encoder and decoder, and the output matrix."""

    def first(*names: str) -> NDArray[np.float32]:
        return tensors[next((name for name in names if name in tensors), names[0])]

    # Of matrices that are tied, files keep one, under any of its names.
    tied = ("model.shared.weight", "model.decoder.embed_tokens.weight", "lm_head.weight")
    encoder = first("model.encoder.embed_tokens.weight", *tied)
    decoder = first("model.decoder.embed_tokens.weight", *tied, "model.encoder.embed_tokens.weight")
    output = decoder if config.tied_output else first("lm_head.weight")
    return encoder, decoder, output


def _token_lists(checkpoint: Checkpoint) -> tuple[list[str], list[str]]:
    """Source and target tokens in the order of their numbers."""

    def load(name: str) -> list[str]:
        numbers: dict[str, int] = json.loads((checkpoint.folder / name).read_bytes())
        return sorted(numbers, key=numbers.__getitem__)

    source = load("vocab.json")
    separate = (checkpoint.folder / "target_vocab.json").is_file()
    return source, load("target_vocab.json") if separate else source

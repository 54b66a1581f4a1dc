"""MarianMT checkpoints in the layout of the Hugging Face hub."""

from __future__ import annotations

import functools
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mt_toolkit.errors import ModelError
from mt_toolkit.translation.engines.attention import LinkAttention

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Checkpoint", "MarianConfig", "hash_files"]

_SAFETENSORS = "model.safetensors"
_SHARDS = "model.safetensors.index.json"
_PICKLE = "pytorch_model.bin"
_AGAIN = "Download the model again"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarianConfig:
    """What ``config.json`` says about the shape of a MarianMT model.

    Attributes:
        width: Size of the hidden states.
        encoder_layers: Number of encoder layers.
        decoder_layers: Number of decoder layers.
        encoder_heads: Attention heads of an encoder layer.
        decoder_heads: Attention heads of a decoder layer.
        activation: Name of the feed-forward activation.
        scale_embedding: Whether embeddings are multiplied by the square root of ``width``.
        positions: Most tokens on either side.
        start_token: Number of the token that the decoder starts from.
        end_token: Number of the end marker.
        pad_token: Number of the padding token.
        tied_output: Whether the output layer is the decoder's embedding matrix.
        links: Which attention word links are read from.
    """

    width: int
    encoder_layers: int
    decoder_layers: int
    encoder_heads: int
    decoder_heads: int
    activation: str
    scale_embedding: bool
    positions: int
    start_token: int
    end_token: int
    pad_token: int
    tied_output: bool
    links: LinkAttention

    @classmethod
    def load(cls, path: Path) -> MarianConfig:
        """Read a ``config.json``.

        Raises:
            ModelError: The file is missing, damaged or of another kind of model.
        """
        content = _load_json(path)
        kind = content.get("model_type")
        if kind != "marian":
            raise ModelError(
                f"{path} describes a model of type {kind!r}, not 'marian'",
                mend="Choose a MarianMT model, for example Helsinki-NLP/opus-mt-ar-en",
            )
        try:
            return cls._from_json(content)
        except KeyError as error:
            raise ModelError(f"{path} lacks the entry {error}", mend=_AGAIN) from error
        except ValueError as error:
            raise ModelError(f"{path}: {error}", mend="Correct or remove the entry") from error

    @classmethod
    def _from_json(cls, content: Mapping[str, Any]) -> MarianConfig:
        return cls(
            width=content["d_model"],
            encoder_layers=content["encoder_layers"],
            decoder_layers=content["decoder_layers"],
            encoder_heads=content["encoder_attention_heads"],
            decoder_heads=content["decoder_attention_heads"],
            activation=content["activation_function"],
            scale_embedding=content.get("scale_embedding", False),
            positions=content.get("max_position_embeddings", 1024),
            start_token=content["decoder_start_token_id"],
            end_token=content["eos_token_id"],
            pad_token=content["pad_token_id"],
            tied_output=content.get("tie_word_embeddings", True),
            links=LinkAttention.from_config(content),
        )


class Checkpoint:
    """A folder with ``config.json``, ``vocab.json``, two SentencePiece models and weights.

    Args:
        folder: The folder.

    Raises:
        ModelError: A file is missing, or the model is not a MarianMT model.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise ModelError(f"{folder} is not a folder", mend="Give a MarianMT model's folder")
        self.folder = folder
        self.config = MarianConfig.load(folder / "config.json")
        for name in ("source.spm", "target.spm", "vocab.json"):
            if not (folder / name).is_file():
                raise ModelError(f"{folder / name} is missing", mend="Download the whole model")
        self._weight_files = _weight_files(folder)

    def weights_hash(self) -> str:
        """SHA-256, in hex, of everything that a translation depends on."""
        return self._hash

    @functools.cached_property
    def _hash(self) -> str:
        names = (
            "config.json",
            "vocab.json",
            "target_vocab.json",
            "source.spm",
            "target.spm",
        )
        return hash_files([*(self.folder / name for name in names), *self._weight_files])

    def tensors(self) -> dict[str, NDArray[np.float32]]:
        """Read all weights, as float32.

        Raises:
            ModelError: A file is damaged, or needs torch and torch is not installed.
        """
        import numpy as np

        merged: dict[str, NDArray[np.float32]] = {}
        for path in self._weight_files:
            tensors = _load_pickle(path) if path.name == _PICKLE else _load_safetensors(path)
            for name, array in tensors.items():
                merged[name] = np.ascontiguousarray(array, dtype=np.float32)
        return merged

    def stored_half(self) -> bool:
        """Whether the weights are stored in 16-bit floating point."""
        first = self._weight_files[0]
        if first.name == _PICKLE:
            # The old format does not say without being read; it is 32-bit unless config says so.
            content = _load_json(self.folder / "config.json")
            return content.get("torch_dtype") == "float16"
        return any(dtype == "F16" for dtype in _safetensors_dtypes(first).values())


def hash_files(paths: Iterable[Path]) -> str:
    """SHA-256, in hex, of the names and contents of those files that exist."""
    whole = hashlib.sha256()
    for path in paths:
        if path.is_file():
            with path.open("rb") as file:
                content = hashlib.file_digest(file, "sha256").hexdigest()
            whole.update(f"{path.name} {content}\n".encode())
    return whole.hexdigest()


def _weight_files(folder: Path) -> list[Path]:
    if (folder / _SAFETENSORS).is_file():
        return [folder / _SAFETENSORS]
    if (folder / _SHARDS).is_file():
        index = _load_json(folder / _SHARDS)
        shards = [folder / name for name in sorted(set(index.get("weight_map", {}).values()))]
        missing = [path for path in shards if not path.is_file()]
        if missing or not shards:
            name = missing[0] if missing else folder / _SHARDS
            raise ModelError(f"{name} is missing or empty", mend="Download the whole model")
        return shards
    if (folder / _PICKLE).is_file():
        return [folder / _PICKLE]
    raise ModelError(
        f"{folder} holds neither {_SAFETENSORS} nor {_PICKLE}", mend="Download the whole model"
    )


def _load_json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise ModelError(f"{path} is missing", mend="Download the whole model") from error
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read as JSON: {error}", mend=_AGAIN) from error
    if not isinstance(content, dict):
        raise ModelError(f"{path} does not hold a JSON object", mend=_AGAIN)
    return content


def _safetensors_dtypes(path: Path) -> dict[str, str]:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            return {name: file.get_slice(name).get_dtype() for name in file.keys()}  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        raise ModelError(f"{path} is damaged: {error}", mend=_AGAIN) from error


def _load_safetensors(path: Path) -> dict[str, NDArray[Any]]:
    import numpy as np
    from safetensors import deserialize
    from safetensors.numpy import load_file

    if "BF16" not in _safetensors_dtypes(path).values():
        tensors: dict[str, NDArray[Any]] = load_file(path)
        return tensors
    # NumPy has no bfloat16: it is the upper half of a float32.
    arrays: dict[str, NDArray[Any]] = {}
    for name, view in deserialize(path.read_bytes()):  # type: ignore[no-untyped-call]
        if view["dtype"] == "BF16":
            wide = np.frombuffer(view["data"], np.uint16).astype(np.uint32) << 16
            arrays[name] = wide.view(np.float32).reshape(view["shape"])
        else:
            kind = {"F32": np.float32, "F16": np.float16, "F64": np.float64}[view["dtype"]]
            arrays[name] = np.frombuffer(view["data"], kind).reshape(view["shape"])
    return arrays


def _load_pickle(path: Path) -> dict[str, NDArray[Any]]:
    try:
        import torch
    except ImportError as error:
        raise ModelError(
            f"{path} is in the old PyTorch format and torch is not installed",
            mend="Run pip install 'mt-toolkit[torch]', or choose a model with model.safetensors",
        ) from error
    from pickle import UnpicklingError

    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except (OSError, RuntimeError, UnpicklingError, EOFError) as error:
        raise ModelError(f"{path} is damaged or not plain weights: {error}", mend=_AGAIN) from error
    return {name: tensor.float().numpy() for name, tensor in state.items()}

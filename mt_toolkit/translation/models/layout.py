"""What a folder must hold to be a translation model, and what its files say about it.

Two layouts are known: that of MarianMT models on the hub (``config.json``, two SentencePiece
models, a vocabulary and weights) and that of CTranslate2 (``model.bin``).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from mt_toolkit.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

__all__ = [
    "HUB_FILES",
    "OPTIONAL_FILES",
    "WEIGHTS",
    "ModelFacts",
    "ModelKind",
    "folder_size",
    "is_whole",
    "kind_of",
    "licence_of",
    "read_facts",
    "weights_among",
]

ModelKind = Literal["marian", "ctranslate2"]

HUB_FILES = ("config.json", "source.spm", "target.spm", "vocab.json")
"""Files that every MarianMT model has beside its weights."""

WEIGHTS = ("model.safetensors", "pytorch_model.bin")
"""Weight files that can be read, the preferred one first; the second needs torch."""

OPTIONAL_FILES = (
    "generation_config.json",
    "tokenizer_config.json",
    "target_vocab.json",
    "README.md",
)
"""Small files that are taken along where they exist; the last is the model's card."""

# Weights in several files: read from a folder of the user's, but never what a hub is asked for.
_SHARDS = "model.safetensors.index.json"

_CTRANSLATE2_FILES = ("model.bin", "source.spm", "target.spm")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFacts:
    """What a model's own files say about it; ``None`` where they do not.

    Attributes:
        encoder_layers: Number of encoder layers.
        decoder_layers: Number of decoder layers.
        width: Size of a hidden state.
        feed_forward: Size of the inner layer of an encoder block.
        vocabulary: Number of tokens.
        parameters: Number of learned weights, embeddings counted once where they are shared.
        licence: Licence named in the model's card.
        files: Names and sizes in bytes, sorted by name.
    """

    encoder_layers: int | None
    decoder_layers: int | None
    width: int | None
    feed_forward: int | None
    vocabulary: int | None
    parameters: int | None
    licence: str | None
    files: tuple[tuple[str, int], ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(size for _, size in self.files)


def weights_among(names: Collection[str]) -> str | None:
    """The weight file to use among these file names, or ``None`` if there is none."""
    return next((name for name in WEIGHTS if name in names), None)


def is_whole(folder: Path) -> bool:
    """Whether a folder in the hub's layout has everything that is needed.

    A download that was cut off leaves files out, or links to contents that never came.
    """
    names = _files(folder)
    return weights_among(names) is not None and all(name in names for name in HUB_FILES)


def kind_of(folder: Path) -> ModelKind:
    """The layout of a model's folder.

    Raises:
        ModelError: The folder is neither a whole MarianMT nor a whole CTranslate2 model.
    """
    names = _files(folder)
    if "model.bin" in names:
        kind: ModelKind = "ctranslate2"
        missing = [name for name in _CTRANSLATE2_FILES if name not in names]
    else:
        kind = "marian"
        missing = [name for name in HUB_FILES if name not in names]
        if weights_among(names) is None and _SHARDS not in names:
            missing.append(" or ".join(WEIGHTS))
    if missing:
        what = "CTranslate2" if kind == "ctranslate2" else "MarianMT"
        raise ModelError(
            f"{folder} is not a whole {what} model: it lacks {', '.join(missing)}",
            mend="Name the folder that holds the model's files, or copy the missing ones into it",
        )
    return kind


def read_facts(folder: Path) -> ModelFacts:
    """Read what the files of a model tell.

    Raises:
        ModelError: ``config.json`` cannot be read or is not a JSON object.
    """
    config = _config(folder)
    return ModelFacts(
        encoder_layers=config.get("encoder_layers"),
        decoder_layers=config.get("decoder_layers"),
        width=config.get("d_model"),
        feed_forward=config.get("encoder_ffn_dim"),
        vocabulary=config.get("vocab_size"),
        parameters=_parameters(config),
        licence=licence_of(folder),
        files=tuple(sorted(_files(folder).items())),
    )


def licence_of(folder: Path) -> str | None:
    """The licence that the front matter of the model's card names, for example ``apache-2.0``."""
    try:
        card = (folder / "README.md").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    front = re.match(r"---\s*\n(.*?)\n---", card, re.DOTALL)
    named = re.search(r"^license:\s*[\"']?([\w.+-]+)", front[1], re.MULTILINE) if front else None
    return named[1] if named else None


def folder_size(folder: Path) -> int:
    """Bytes of all files below a folder, links followed."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _files(folder: Path) -> dict[str, int]:
    """Names and sizes of the files in a folder that have contents."""
    if not folder.is_dir():
        return {}
    found = ((path.name, path.stat().st_size) for path in folder.iterdir() if path.is_file())
    return {name: size for name, size in found if size}


def _config(folder: Path) -> dict[str, Any]:
    path = folder / "config.json"
    if not path.is_file():
        return {}
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read as JSON ({error})") from error
    if not isinstance(config, dict):
        raise ModelError(f"{path} does not hold a JSON object")
    return config


def _parameters(config: dict[str, Any]) -> int | None:
    """Count learned weights by the shape of a Marian transformer.

    Counted from the configuration, so that the weights need not be loaded. Positions are
    sinusoids and the output bias is fixed: neither is learned.
    """
    try:
        d = int(config["d_model"])
        vocabulary = int(config["vocab_size"])
        attention = 4 * (d * d + d)
        norm = 2 * d
        per_layer = {}
        for side in ("encoder", "decoder"):
            inner = int(config[f"{side}_ffn_dim"])
            per_layer[side] = attention + (2 * d * inner + inner + d) + 2 * norm
        per_layer["decoder"] += attention + norm
        layers = sum(int(config[f"{side}_layers"]) * size for side, size in per_layer.items())
    except (KeyError, TypeError, ValueError):
        return None
    embeddings = vocabulary * d
    if not config.get("share_encoder_decoder_embeddings", True):
        embeddings += int(config.get("decoder_vocab_size") or vocabulary) * d
    return layers + embeddings

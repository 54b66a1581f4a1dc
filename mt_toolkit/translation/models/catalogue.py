"""The models that this project knows and recommends."""

from __future__ import annotations

import importlib.resources
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CATALOGUE", "COMPACT", "PREFERRED", "CatalogueEntry", "carried_folder"]

COMPACT = "compact"
PREFERRED = "Helsinki-NLP/opus-mt-ar-en"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """A model that this project knows and recommends.

    Attributes:
        name: Its name on the command line; a hub id, or ``compact``.
        source: BCP-47 tag of the language it reads.
        target: BCP-47 tag of the language it writes.
        licence: SPDX identifier.
        size: Bytes to download or carried, ``None`` where that is not known beforehand.
        summary: What it is good for, in a few words.
    """

    name: str
    source: str = "ar"
    target: str = "en"
    licence: str
    size: int | None
    summary: str


CATALOGUE = (
    CatalogueEntry(
        name=COMPACT,
        licence="CC-BY-SA-4.0",
        size=None,
        summary="carried in the package; small, fast, works anywhere",
    ),
    CatalogueEntry(
        name=PREFERRED,
        licence="Apache-2.0",
        # Its main branch has pytorch_model.bin (308 MB) and no safetensors, so it needs torch.
        size=312_000_000,
        summary="the standard choice; the default where it can be had",
    ),
    CatalogueEntry(
        name="Helsinki-NLP/opus-mt-tc-big-ar-en",
        licence="CC-BY-4.0",
        # Its release record (Tatoeba-Challenge, ara-eng, opusTCv20210807+bt_transformer-big_
        # 2022-03-09) names one target language, eng, and normalisation and SentencePiece as the
        # only preparation: no >>eng<< is put before the source, unlike the models with several
        # targets. The engines decide by the vocabulary, which has such tokens only in the latter.
        size=None,
        summary="larger and better; several times slower",
    ),
)
"""Known models, the smallest first."""


def carried_folder() -> Path:
    """Where the package carries the compact model, whether or not it is there."""
    package = importlib.resources.files("mt_toolkit")
    return Path(str(package.joinpath("models", "compact-ar-en")))

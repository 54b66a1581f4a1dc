"""Which model runs, and on what: the options that commands share, and what they open."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from mt_toolkit.protocols import Translator

__all__ = ["Device", "Engine", "open_translator"]


class Engine(StrEnum):
    """What runs the model."""

    CTRANSLATE2 = "ctranslate2"
    TRANSFORMERS = "transformers"


class Device(StrEnum):
    """Where the model runs."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"


def open_translator(
    model: str,
    *,
    engine: Engine = Engine.CTRANSLATE2,
    device: Device = Device.AUTO,
    compute_type: str = "auto",
    threads: int = 0,
    announce: Callable[[str], None] | None,
) -> Translator:
    """Find a model, download it where it must be, and open it.

    Args:
        model: ``auto``, ``compact``, a hub id, or a folder.
        engine: What runs it.
        device: Where it runs.
        compute_type: Arithmetic of CTranslate2; the other engine chooses its own.
        threads: Processor cores; 0 leaves the engine's choice.
        announce: Is told what is downloaded, and which model it is and why.

    Raises:
        ModelError: There is no such model, or it cannot run here.
    """
    from mt_toolkit.translation.models.resolving import resolve

    found = resolve(model, announce=announce)
    if announce is not None:
        announce(found.reason)
    if engine is Engine.TRANSFORMERS:
        from mt_toolkit.translation.engines.transformers_engine import TransformersTranslator

        return TransformersTranslator(
            found.folder, device=device.value, threads=threads, name=found.name
        )
    from mt_toolkit.translation.engines.ctranslate2_engine import CTranslate2Translator

    return CTranslate2Translator(
        found.folder,
        device=device.value,
        compute_type=compute_type,
        threads=threads,
        name=found.name,
    )

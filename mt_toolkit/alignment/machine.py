"""A model that translates sources while they are aligned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mt_toolkit.bitext import Origin
from mt_toolkit.protocols import Decoding
from mt_toolkit.translation.mending.careful import CarefulTranslator
from mt_toolkit.translation.segmentwise import translate_segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mt_toolkit.protocols import Translator

__all__ = ["MachineTranslation"]


class MachineTranslation:
    """Translates the segments of a source as ``mt-toolkit translate`` does.

    Args:
        model: The model.
        decoding: How it searches.
    """

    def __init__(self, model: Translator, decoding: Decoding | None = None) -> None:
        self._translator = CarefulTranslator(model, decoding or Decoding())
        self._model = f"{model.name} {model.fingerprint}"

    @property
    def origin(self) -> Origin:
        """The model, by name and fingerprint."""
        return Origin(kind="machine", model=self._model)

    def __call__(self, segments: Sequence[str]) -> list[str]:
        """The English of each segment.

        Raises:
            ModelError: The model cannot be run.
        """
        return translate_segments(self._translator, segments)

"""What the engines have in common: all of a Translator for Marian models but the decoding."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from mt_toolkit.errors import ModelError
from mt_toolkit.translation.engines.batching import empty_hypothesis, group_items, make_items

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mt_toolkit.protocols import Decoding, Hypothesis, TranslationRequest
    from mt_toolkit.translation.engines.batching import Group, Item
    from mt_toolkit.translation.engines.tokenization import MarianTokens

__all__ = ["MarianTranslator", "available_device", "fingerprint_of"]


class MarianTranslator(ABC):
    """A Translator that lacks one step: to decode groups of requests.

    Args:
        name: Name of the model for people.
        fingerprint: What changes whenever the same request could give another text.
        tokens: The model's vocabularies.
        positions: Most tokens of a source or a target.
    """

    library: ClassVar[str]
    """What decodes, as errors name it."""

    def __init__(
        self, *, name: str, fingerprint: str, tokens: MarianTokens, positions: int
    ) -> None:
        self._name = name
        self._fingerprint = fingerprint
        self._tokens = tokens
        self._positions = positions

    @property
    def name(self) -> str:
        """Short name of the model, for people."""
        return self._name

    @property
    def fingerprint(self) -> str:
        """A hash of the model's files, the device, the compute type and the libraries' versions."""
        return self._fingerprint

    @property
    def max_source_tokens(self) -> int:
        """Longest source segment the model takes, in its own tokens."""
        return self._positions

    def count_tokens(self, text: str) -> int:
        """Length of ``text`` in the model's tokens, end marker included."""
        return len(self._tokens.encode(text).tokens)

    def translate(
        self,
        requests: Sequence[TranslationRequest],
        decoding: Decoding,
        *,
        progress: Callable[[int], None] | None = None,
    ) -> list[tuple[Hypothesis, ...]]:
        """Translate all requests; for each, ``decoding.n_best`` hypotheses, the best first.

        A request without text gives one empty hypothesis.

        Args:
            requests: The segments.
            decoding: How to search.
            progress: Is told, as batches come out, how many more requests are done.

        Raises:
            ModelError: A segment is longer than the model takes, or the model fails.
            UsageError: ``decoding`` contradicts itself.
        """
        items = make_items(requests, [self._tokens.encode(request.text) for request in requests])
        groups = group_items(items, decoding, self._positions)
        results: list[tuple[Hypothesis, ...]] = [
            (empty_hypothesis(request),) for request in requests
        ]
        try:
            for item, hypotheses in self._decode(groups, decoding):
                results[item.index] = hypotheses
                if progress is not None:
                    progress(1)
        except RuntimeError as error:
            raise ModelError(
                f"{self.library} failed: {error}", mend="Try smaller batches, or --device cpu"
            ) from error
        return results

    @abstractmethod
    def _decode(
        self, groups: Sequence[Group], decoding: Decoding
    ) -> Iterator[tuple[Item, tuple[Hypothesis, ...]]]:
        """Each item of the groups, in any order, with its hypotheses.

        Raises:
            RuntimeError: The library fails.
        """


def available_device(asked: str, *, cuda: bool) -> str:
    """The device to run on: ``cpu``, ``cuda``, or for ``auto`` the GPU where there is one.

    Raises:
        ModelError: A GPU is asked for, and there is none.
    """
    if asked == "auto":
        return "cuda" if cuda else "cpu"
    if asked == "cuda" and not cuda:
        raise ModelError("No CUDA device is to be found", mend="Use --device cpu")
    return asked


def fingerprint_of(*parts: str) -> str:
    """A hash of all that an engine's output depends on."""
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()

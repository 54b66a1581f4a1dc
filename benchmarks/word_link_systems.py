"""Word links from a Marian model's cross-attention, the translation forced to be the reference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sentencepiece import SentencePieceProcessor

from mt_toolkit.arabic import clean_with_map
from mt_toolkit.translation.engines.attention import LinkAttention, attended
from mt_toolkit.translation.engines.checkpoint import Checkpoint
from mt_toolkit.translation.engines.conversion import converted_folder
from mt_toolkit.translation.engines.tokenization import END, MarianTokens, Pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from word_gold import LinkedPair, Links

Weights = list[list[float]]
"""For each target word a row with the attention to each source word."""


class _Pieces:
    """Both sides of a pair in a model's pieces; cleaning leaves the number of words as it is."""

    def __init__(self, folder: Path) -> None:
        self.tokens = MarianTokens.load(folder)
        self._target = SentencePieceProcessor(model_file=str(folder / "target.spm"))

    def of(self, pair: LinkedPair) -> tuple[Pieces, Pieces]:
        source = self.tokens.encode(clean_with_map(pair.source).text)
        return source, self.tokens.decode([*self._target.encode(pair.target, out_type=str), END])


class Engine:
    """The default engine: CTranslate2 in int8, and the attention that the model names."""

    def __init__(self, folder: Path) -> None:
        import ctranslate2

        checkpoint = Checkpoint(folder)
        self._shift = checkpoint.config.links.shift
        self._pieces = _Pieces(folder)
        self._model = ctranslate2.Translator(
            str(converted_folder(checkpoint, "int8")), compute_type="int8", intra_threads=1
        )

    def links(self, pairs: Sequence[LinkedPair]) -> list[Links]:
        """The link of each target word."""
        return [_best(self._weights(pair)) for pair in pairs]

    def _weights(self, pair: LinkedPair) -> Weights:
        source, target = self._pieces.of(pair)
        (result,) = self._model.translate_batch(
            [list(source.tokens)],
            target_prefix=[list(target.tokens[:-1])],
            beam_size=1,
            max_decoding_length=len(target.tokens),
            return_attention=True,
            return_end_token=True,
        )
        # What follows the reference, the end marker in most cases, is of one token.
        rows = result.attention[0][: len(target.tokens)]
        return attended(source, target, rows, shift=self._shift)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A layer, a head of it (``None``: the mean of all), and the step."""

    layer: int
    head: int | None
    shift: int

    def __str__(self) -> str:
        head = "mean" if self.head is None else f"head {self.head}"
        return f"layer {self.layer}, {head}, {'a step later' if self.shift else 'the same step'}"


class Layers:
    """All attention of a model, in float32.

    Args:
        folder: The model.
        pairs: What it is run over.
    """

    def __init__(self, folder: Path, pairs: Sequence[LinkedPair]) -> None:
        import torch
        from transformers import MarianMTModel

        torch.set_num_threads(1)
        self._config = Checkpoint(folder).config
        self._pieces = _Pieces(folder)
        self._model = MarianMTModel.from_pretrained(
            folder, dtype=torch.float32, attn_implementation="eager", local_files_only=True
        ).eval()
        names = self._pieces.tokens.target_tokens(range(self._model.config.vocab_size))
        self._by_token = {token: number for number, token in enumerate(names)}
        self._forced = [self._force(*self._pieces.of(pair)) for pair in pairs]

    @property
    def own(self) -> LinkAttention:
        """What the model's configuration names."""
        return self._config.links

    def readings(self) -> Iterator[Reading]:
        """Every layer, head and step."""
        heads = (*range(self._config.decoder_heads), None)
        for layer in range(self._config.decoder_layers):
            for head in heads:
                for shift in (0, 1):
                    yield Reading(layer=layer, head=head, shift=shift)

    def forward(self, reading: Reading | LinkAttention, *, least: float = 0.0) -> list[Links]:
        """For each target word the source word it looked at most."""
        return [_best(weights, least) for weights in self._read(reading)]

    def backward(self, reading: Reading | LinkAttention) -> list[Links]:
        """For each source word the target word that looked at it most."""
        return [
            frozenset((i, j) for j, i in _best([list(row) for row in zip(*weights, strict=True)]))
            for weights in self._read(reading)
        ]

    def _read(self, reading: Reading | LinkAttention) -> Iterator[Weights]:
        for source, target, attention in self._forced:
            layer = attention[reading.layer]
            if isinstance(reading, Reading):
                rows = layer.mean(0) if reading.head is None else layer[reading.head]
            else:
                rows = layer[list(reading.heads)].mean(0)
            yield attended(source, target, rows.tolist(), shift=reading.shift)

    def _force(self, source: Pieces, target: Pieces) -> tuple[Pieces, Pieces, Any]:
        import torch

        numbers = self._numbers(target)
        with torch.inference_mode():
            result = self._model(
                input_ids=torch.tensor([self._pieces.tokens.source_numbers(source.tokens)]),
                decoder_input_ids=torch.tensor([[self._config.start_token, *numbers[:-1]]]),
                output_attentions=True,
                use_cache=False,
            )
        return source, target, torch.stack([layer[0] for layer in result.cross_attentions])

    def _numbers(self, target: Pieces) -> list[int]:
        unknown = self._by_token["<unk>"]
        return [self._by_token.get(token, unknown) for token in target.tokens]


def _best(weights: Weights, least: float = 0.0) -> Links:
    best = ((max(range(len(row)), key=row.__getitem__), at) for at, row in enumerate(weights))
    return frozenset((i, j) for i, j in best if weights[j][i] > least)


def grown(there: Links, back: Links) -> Links:
    """What both ways agree on, and from there on neighbours and what is left ("grow-diag-final").

    Koehn, Och and Marcu, "Statistical Phrase-Based Translation" (2003).
    """
    links = set(there & back)
    steps = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j]
    fresh = sorted(links)
    while fresh:
        i, j = fresh.pop(0)
        for step in steps:
            near = (i + step[0], j + step[1])
            if near in there | back and near not in links and _lacks(links, near, both=False):
                links.add(near)
                fresh.append(near)
    for link in [*sorted(there), *sorted(back)]:
        if _lacks(links, link, both=True):
            links.add(link)
    return frozenset(links)


def _lacks(links: set[tuple[int, int]], link: tuple[int, int], *, both: bool) -> bool:
    """Whether one of a link's words, or both, have none yet."""
    free = (all(i != link[0] for i, _ in links), all(j != link[1] for _, j in links))
    return all(free) if both else any(free)

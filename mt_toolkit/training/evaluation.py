"""How well a model translates a development set, while it is being trained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch

from mt_toolkit.arabic import clean
from mt_toolkit.errors import InputError
from mt_toolkit.training.batches import pad_rows
from mt_toolkit.training.pairs import read_pairs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mt_toolkit.training.vocabulary import Vocabulary

__all__ = ["DevelopmentSet", "Score"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Scores of one development set, greedy search.

    Attributes:
        name: Name of the set.
        chrf: chrF2, from 0 to 100.
        bleu: BLEU, from 0 to 100.
    """

    name: str
    chrf: float
    bleu: float


class DevelopmentSet:
    """Pairs that are never trained on.

    Args:
        name: Name for people.
        pairs: Source texts and their references.
    """

    def __init__(self, name: str, pairs: Sequence[tuple[str, str]]) -> None:
        self.name = name
        self._sources = [clean(source) for source, _ in pairs]
        self._references = [target for _, target in pairs]

    @classmethod
    def load(cls, path: Path, *, limit: int) -> DevelopmentSet:
        """Read at most ``limit`` pairs, evenly spread over the file.

        Raises:
            InputError: The file cannot be read or holds no pair.
        """
        pairs = list(read_pairs(path))
        if not pairs:
            raise InputError("holds no pair", path=path, mend="Give bitext with --dev")
        count = min(limit, len(pairs))
        return cls(path.stem, [pairs[place * len(pairs) // count] for place in range(count)])

    def score(self, model: Any, vocabulary: Vocabulary) -> tuple[Score, list[str]]:
        """Translate and score; also gives the translations."""
        import sacrebleu

        hypotheses = self._translate(model, vocabulary)
        references = [self._references]
        score = Score(
            name=self.name,
            chrf=sacrebleu.corpus_chrf(hypotheses, references).score,
            bleu=sacrebleu.corpus_bleu(hypotheses, references).score,
        )
        return score, hypotheses

    @torch.inference_mode()
    def _translate(self, model: Any, vocabulary: Vocabulary, batch: int = 40) -> list[str]:
        from transformers import GenerationConfig

        limit = model.config.max_position_embeddings
        rows = [row[:limit] for row in vocabulary.encode_source(self._sources)]
        order = sorted(range(len(rows)), key=lambda number: len(rows[number]))
        hypotheses = [""] * len(rows)
        training = model.training
        model.eval()
        for start in range(0, len(order), batch):
            numbers = order[start : start + batch]
            inputs = torch.from_numpy(
                pad_rows([rows[number] for number in numbers], vocabulary.pad)
            ).to(model.device)
            outputs = model.generate(
                input_ids=inputs,
                attention_mask=(inputs != vocabulary.pad).long(),
                generation_config=GenerationConfig(
                    max_new_tokens=min(limit - 1, inputs.shape[1] * 3 // 2 + 10),
                    do_sample=False,
                    num_beams=1,
                    eos_token_id=vocabulary.end,
                    pad_token_id=vocabulary.pad,
                    decoder_start_token_id=model.config.decoder_start_token_id,
                ),
            )
            for number, output in zip(numbers, outputs.tolist(), strict=True):
                hypotheses[number] = vocabulary.decode(output)
        model.train(training)
        return hypotheses

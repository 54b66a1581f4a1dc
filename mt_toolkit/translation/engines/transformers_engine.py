"""The reference engine: MarianMT models run by Transformers and PyTorch."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from mt_toolkit.errors import ModelError
from mt_toolkit.protocols import Hypothesis
from mt_toolkit.translation.engines.attention import link_words
from mt_toolkit.translation.engines.batching import Group, Item, split_by_tokens
from mt_toolkit.translation.engines.checkpoint import Checkpoint
from mt_toolkit.translation.engines.marian import (
    MarianTranslator,
    available_device,
    fingerprint_of,
)
from mt_toolkit.translation.engines.tokenization import END, MarianTokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from mt_toolkit.protocols import Decoding

__all__ = ["TransformersTranslator"]


class TransformersTranslator(MarianTranslator):
    """A Translator that runs a MarianMT model with Transformers.

    Slower than CTranslate2 and meant for comparison: in float32 and with the same beam it gives the
    same text. Scores are the sum of the target tokens' log-probabilities, the end marker included,
    divided by their number.

    Args:
        folder: A model in the hub's layout.
        device: ``cpu``, ``cuda``, or ``auto`` for a GPU where there is one.
        compute_type: ``float32``, ``float16``, ``bfloat16``, or ``auto`` for ``float32`` on the CPU
            and ``float16`` on a GPU.
        threads: Processor cores that PyTorch uses; 0 leaves its own choice.
        name: Name of the model for people, if not the folder's.

    Raises:
        ModelError: The model cannot be read, or PyTorch is not installed.
    """

    library = "PyTorch"

    def __init__(
        self,
        folder: Path,
        *,
        device: str = "auto",
        compute_type: str = "auto",
        threads: int = 0,
        name: str | None = None,
    ) -> None:
        torch = _import_torch()
        checkpoint = Checkpoint(folder)
        self._config = checkpoint.config
        self._device = available_device(device, cuda=torch.cuda.is_available())
        kind = _choose_compute_type(self._device, compute_type)
        super().__init__(
            name=name or folder.resolve().name,
            fingerprint=_fingerprint(checkpoint.weights_hash(), torch, self._device, kind),
            tokens=MarianTokens.load(folder),
            positions=self._config.positions,
        )
        if threads:
            torch.set_num_threads(threads)
        self._model = _load_model(folder, getattr(torch, kind)).to(self._device)
        # CTranslate2 never says these either.
        for token in (self._config.pad_token, self._tokens.unknown_target_number):
            self._model.final_logits_bias[0, token] = float("-inf")

    def _decode(
        self, groups: Sequence[Group], decoding: Decoding
    ) -> Iterator[tuple[Item, tuple[Hypothesis, ...]]]:
        for group in groups:
            for batch in split_by_tokens(group.items, decoding.batch_tokens):
                found = self._translate_batch(batch, decoding, group.max_length)
                yield from zip(batch, found, strict=True)

    def _translate_batch(
        self, batch: Sequence[Item], decoding: Decoding, max_length: int
    ) -> list[tuple[Hypothesis, ...]]:
        import torch

        with torch.inference_mode():
            inputs, mask = self._pad([self._numbers(item) for item in batch])
            generated = self._model.generate(
                input_ids=inputs,
                attention_mask=mask,
                num_beams=decoding.beam,
                num_return_sequences=decoding.n_best,
                length_penalty=decoding.length_penalty,
                repetition_penalty=decoding.repetition_penalty,
                no_repeat_ngram_size=decoding.no_repeat_ngram,
                max_new_tokens=max_length,
                min_new_tokens=decoding.min_length,
                early_stopping=decoding.beam > 1,  # CTranslate2 stops at once, too.
                do_sample=False,
            )
            outputs = [self._trim(row) for row in generated.tolist()]
            scores, attention = self._force(inputs, mask, outputs, decoding.n_best)
        found = []
        for number, item in enumerate(batch):
            rows = range(number * decoding.n_best, (number + 1) * decoding.n_best)
            found.append(
                tuple(self._hypothesis(item, outputs[k], scores[k], attention[k]) for k in rows)
            )
        return found

    def _hypothesis(
        self, item: Item, output: Sequence[int], score: float, attention: Any
    ) -> Hypothesis:
        tokens = self._tokens.target_tokens(output)
        target = self._tokens.decode(tokens)
        links = None
        if item.links:
            rows = attention[: len(tokens), : len(item.source.tokens)].tolist()
            links = link_words(item.source, target, rows, shift=self._config.links.shift)
        return Hypothesis(text=target.text, score=score, links=links, finished=tokens[-1] == END)

    def _force(
        self, inputs: Any, mask: Any, outputs: Sequence[Sequence[int]], n_best: int
    ) -> tuple[list[float], Any]:
        """Run the model over given outputs: their scores and the attention that links words."""
        import torch

        targets, target_mask = self._pad(outputs)
        start = torch.full_like(targets[:, :1], self._config.start_token)
        result = self._model(
            input_ids=inputs.repeat_interleave(n_best, dim=0),
            attention_mask=mask.repeat_interleave(n_best, dim=0),
            decoder_input_ids=torch.cat([start, targets[:, :-1]], dim=1),
            output_attentions=True,
            use_cache=False,
        )
        likely = result.logits.float().log_softmax(dim=-1)
        chosen = likely.gather(2, targets.unsqueeze(2)).squeeze(2)
        sums = chosen.masked_fill(target_mask == 0, 0.0).sum(dim=1)
        scores: list[float] = (sums / target_mask.sum(dim=1)).tolist()
        links = self._config.links
        heads = result.cross_attentions[links.layer][:, list(links.heads)]
        return scores, heads.float().mean(dim=1)

    def _numbers(self, item: Item) -> list[int]:
        return self._tokens.source_numbers(item.source.tokens)

    def _pad(self, rows: Sequence[Sequence[int]]) -> tuple[Any, Any]:
        """Rows of token numbers as a matrix, and a matrix with 1 where they are no padding."""
        import torch

        length = max(len(row) for row in rows)
        pad = self._config.pad_token
        padded = torch.tensor([[*row, *[pad] * (length - len(row))] for row in rows])
        mask = torch.tensor([[1] * len(row) + [0] * (length - len(row)) for row in rows])
        return padded.to(self._device), mask.to(self._device)

    def _trim(self, row: list[int]) -> list[int]:
        """An output without the start token and without what stands behind the end marker."""
        output = row[1:]
        end = self._config.end_token
        if end in output:
            return output[: output.index(end) + 1]
        return output


def _import_torch() -> Any:
    try:
        import torch
    except ImportError as error:
        raise ModelError(
            "The engine 'transformers' needs torch",
            mend="Run pip install 'mt-toolkit[torch]', or use --engine ctranslate2",
        ) from error
    return torch


def _choose_compute_type(device: str, compute_type: str) -> str:
    if compute_type == "auto":
        return "float32" if device == "cpu" else "float16"
    kinds = ("float32", "float16", "bfloat16")
    if compute_type not in kinds:
        raise ModelError(
            f"The engine 'transformers' has no compute type {compute_type!r}",
            mend=f"Choose one of {', '.join(kinds)}",
        )
    return compute_type


def _load_model(folder: Path, dtype: Any) -> Any:
    from transformers import GenerationConfig, MarianMTModel

    with _quiet():
        try:
            model = MarianMTModel.from_pretrained(
                folder, dtype=dtype, attn_implementation="eager", local_files_only=True
            )
        except (OSError, RuntimeError, ValueError) as error:
            raise ModelError(
                f"Transformers cannot open {folder}: {error}", mend="Download the model again"
            ) from error
    config = model.config
    # What the model's author chose for decoding is replaced by the options of each call; a forced
    # end marker would make cut-off outputs look finished.
    model.generation_config = GenerationConfig(
        decoder_start_token_id=config.decoder_start_token_id,
        eos_token_id=config.eos_token_id,
        pad_token_id=config.pad_token_id,
    )
    return model.eval()


@contextmanager
def _quiet() -> Iterator[None]:
    """Load a model without progress bars and advice; errors are raised as ever."""
    from transformers.utils import logging

    verbosity = logging.get_verbosity()
    bars = logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(verbosity)
        if bars:
            logging.enable_progress_bar()


def _fingerprint(content: str, torch: Any, device: str, kind: str) -> str:
    import transformers

    versions = (transformers.__version__, torch.__version__)
    return fingerprint_of(content, "transformers", *versions, device, kind)

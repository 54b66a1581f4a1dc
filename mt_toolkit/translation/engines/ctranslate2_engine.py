"""The default engine: MarianMT models run by CTranslate2."""

from __future__ import annotations

import functools
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mt_toolkit.errors import ModelError
from mt_toolkit.protocols import Hypothesis
from mt_toolkit.translation.engines.attention import link_words
from mt_toolkit.translation.engines.batching import Group, Item, split_by_tokens
from mt_toolkit.translation.engines.checkpoint import Checkpoint, hash_files
from mt_toolkit.translation.engines.conversion import converted_folder
from mt_toolkit.translation.engines.marian import (
    MarianTranslator,
    available_device,
    fingerprint_of,
)
from mt_toolkit.translation.engines.tokenization import END, MarianTokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from mt_toolkit.protocols import Decoding

__all__ = ["CTranslate2Translator"]

# CTranslate2's layout does not say how many positions a model has; OPUS-MT models have 512.
_USUAL_POSITIONS = 512

_MOST_WORKERS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Result:
    """What CTranslate2 found for one source: one entry a hypothesis, the best first."""

    outputs: list[list[str]]
    scores: list[float]
    attention: list[list[list[float]]]


class CTranslate2Translator(MarianTranslator):
    """A Translator that runs a MarianMT model with CTranslate2.

    Scores are the sum of the target tokens' log-probabilities, the end marker included, divided by
    their number. Where a repetition penalty or forbidden n-grams alter the probabilities, the
    altered ones count.

    Args:
        folder: A model in the hub's layout, which is converted into the user's cache first, or a
            CTranslate2 model (``model.bin``) with ``source.spm`` and ``target.spm`` beside it.
        device: ``cpu``, ``cuda``, or ``auto`` for a GPU where there is one.
        compute_type: A compute type of CTranslate2, or ``auto`` for ``int8`` on the CPU and
            ``float16`` on a GPU.
        threads: Processor cores to use; 0 is all that the process may use.
        name: Name of the model for people, if not the folder's.

    Raises:
        ModelError: The model cannot be read, converted or run on this device.
    """

    library = "CTranslate2"

    def __init__(
        self,
        folder: Path,
        *,
        device: str = "auto",
        compute_type: str = "auto",
        threads: int = 0,
        name: str | None = None,
    ) -> None:
        device = available_device(device, cuda=_has_cuda())
        compute_type = _choose_compute_type(device, compute_type)
        if (folder / "model.bin").is_file():
            converted = folder
            content = hash_files(sorted(folder.iterdir()))
            positions = _positions_of_converted(folder)
            self._shift = 0  # CTranslate2's layout does not say more.
        else:
            checkpoint = Checkpoint(folder)
            converted = converted_folder(checkpoint, _quantization(checkpoint, compute_type))
            content = checkpoint.weights_hash()
            positions = checkpoint.config.positions
            self._shift = checkpoint.config.links.shift
        super().__init__(
            name=name or folder.resolve().name,
            fingerprint=_fingerprint(content, device, compute_type),
            tokens=MarianTokens.load(folder),
            positions=positions,
        )
        self._workers, intra_threads = _share_out(device, threads)
        self._translator = _open(
            converted,
            device=device,
            compute_type=compute_type,
            inter_threads=self._workers,
            intra_threads=intra_threads,
        )

    def _decode(
        self, groups: Sequence[Group], decoding: Decoding
    ) -> Iterator[tuple[Item, tuple[Hypothesis, ...]]]:
        batch_tokens = self._batch_tokens(groups, decoding)
        # All groups are handed over before the first result is asked for: no core waits.
        submitted = [(group, self._submit(group, decoding, batch_tokens)) for group in groups]
        for group, futures in submitted:
            for item, future in zip(group.items, futures, strict=True):
                yield item, self._hypotheses(item, future(), decoding)

    def _batch_tokens(self, groups: Sequence[Group], decoding: Decoding) -> int:
        """Size of batches: as asked for, or smaller where that would leave cores without one."""
        asked = decoding.batch_tokens
        if sum(len(split_by_tokens(group.items, asked)) for group in groups) >= self._workers:
            return asked
        total = sum(len(item.source.tokens) for group in groups for item in group.items)
        return max(1, min(asked, -(-total // self._workers)))

    def _submit(
        self, group: Group, decoding: Decoding, batch_tokens: int
    ) -> list[Callable[[], _Result]]:
        """Start to translate a group; what is returned waits for the results, in order."""
        futures = self._start(
            group,
            batch_tokens,
            beam_size=decoding.beam,
            num_hypotheses=decoding.n_best,
            length_penalty=decoding.length_penalty,
            repetition_penalty=decoding.repetition_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            max_decoding_length=group.max_length,
            min_decoding_length=decoding.min_length,
        )
        first_rows = [None] * len(group.items)
        # Shifted links do without the first row.
        if group.links and not self._shift and decoding.beam > 1 and len(group.items) > 1:
            first_rows = self._start(group, batch_tokens, beam_size=1, max_decoding_length=1)
        return [
            functools.partial(_wait, future, first_row)
            for future, first_row in zip(futures, first_rows, strict=True)
        ]

    def _start(self, group: Group, batch_tokens: int, **options: Any) -> Any:
        return self._translator.translate_batch(
            [item.source.tokens for item in group.items],
            max_batch_size=batch_tokens,
            batch_type="tokens",
            asynchronous=True,
            max_input_length=0,  # Nothing is truncated: group_items has checked the lengths.
            disable_unk=True,
            return_end_token=True,
            return_scores=True,
            return_attention=group.links,
            **options,
        )

    def _hypotheses(
        self, item: Item, result: _Result, decoding: Decoding
    ) -> tuple[Hypothesis, ...]:
        hypotheses = []
        for number, tokens in enumerate(result.outputs):
            target = self._tokens.decode(tokens)
            links = None
            if item.links:
                rows = result.attention[number]
                links = link_words(item.source, target, rows, shift=self._shift)
            # CTranslate2 divides by length ** length_penalty.
            score = result.scores[number] * len(tokens) ** (decoding.length_penalty - 1)
            hypotheses.append(
                Hypothesis(text=target.text, score=score, links=links, finished=tokens[-1] == END)
            )
        return tuple(hypotheses)


def _wait(future: Any, first_row: Any) -> _Result:
    """Wait for a result and put its attention right.

    In a beam search over several sources on the CPU, CTranslate2 (up to 4.8.5 at least) gives the
    first target token the attention of another source. The decoder's first step sees nothing but
    the source, so a greedy search of one step has the right row for every hypothesis.
    """
    result = future.result()
    attention = result.attention
    if first_row is not None:
        row = first_row.result().attention[0][0]
        attention = [[row, *rows[1:]] for rows in attention]
    return _Result(outputs=result.hypotheses, scores=result.scores, attention=attention)


def _has_cuda() -> bool:
    import ctranslate2

    return bool(ctranslate2.get_cuda_device_count())


def _choose_compute_type(device: str, compute_type: str) -> str:
    import ctranslate2

    supported = ctranslate2.get_supported_compute_types(device)
    if compute_type == "auto":
        preferred = ("int8", "float32") if device == "cpu" else ("float16", "float32")
        return next(kind for kind in preferred if kind in supported)
    if compute_type not in supported:
        raise ModelError(
            f"The compute type {compute_type!r} is not available on this {device}",
            mend=f"Choose one of {', '.join(sorted(supported))}",
        )
    return compute_type


def _quantization(checkpoint: Checkpoint, compute_type: str) -> str:
    """How the weights are stored: 8-bit if they are used so, else as in the checkpoint."""
    if compute_type.startswith("int8"):
        return "int8"
    return "float16" if checkpoint.stored_half() else "float32"


def _share_out(device: str, threads: int) -> tuple[int, int]:
    """How many batches are decoded at once, and on how many cores each.

    One core for each batch wastes least, but each batch needs memory of its own.
    """
    if device != "cpu":
        return 1, 1
    cores = threads or _usable_cores()
    each = -(-cores // _MOST_WORKERS)
    return max(1, cores // each), each


def _usable_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _open(folder: Path, **options: Any) -> Any:
    import ctranslate2

    try:
        return ctranslate2.Translator(str(folder), **options)
    except (RuntimeError, ValueError) as error:
        raise ModelError(
            f"CTranslate2 cannot open {folder}: {error}", mend="Download the model again"
        ) from error


def _positions_of_converted(folder: Path) -> int:
    try:
        content = json.loads((folder / "config.json").read_bytes())
        return int(content.get("max_position_embeddings", _USUAL_POSITIONS))
    except (OSError, ValueError):
        return _USUAL_POSITIONS


def _fingerprint(content: str, device: str, compute_type: str) -> str:
    import ctranslate2

    return fingerprint_of(content, "ctranslate2", ctranslate2.__version__, device, compute_type)

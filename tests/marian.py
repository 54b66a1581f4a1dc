"""Builds tiny Marian models: real files in the hub's layout, made in seconds.

The language is a toy: forty words with one translation each, where a noun and its adjective change
places. A model of 0.2 million parameters learns it well enough to be sharp.
"""

from __future__ import annotations

import atexit
import functools
import json
import random
import tempfile
from pathlib import Path
from typing import Any

import sentencepiece
import torch
from transformers import MarianConfig, MarianMTModel

NOUNS = {
    "وزير": "minister", "رئيس": "president", "حكومة": "government", "مدينة": "city",
    "حرب": "war", "صحيفة": "newspaper", "اجتماع": "meeting", "قرار": "decision",
    "اتفاق": "agreement", "شركة": "company", "طريق": "road", "سفينة": "ship",
    "كاتب": "writer", "مدرسة": "school", "جيش": "army", "نهر": "river",
}  # fmt: skip
ADJECTIVES = {
    "جديد": "new", "كبير": "large", "قديم": "old", "سريع": "fast", "عربي": "Arab",
    "طويل": "long", "صغير": "small", "مهم": "important",
}  # fmt: skip
OTHERS = {
    "في": "in", "من": "from", "على": "on", "قال": "said", "زار": "visited", "رأى": "saw",
    "و": "and", "اليوم": "today", "أمس": "yesterday", "ثم": "then",
}  # fmt: skip

STEPS = 260

# With matrices this small, several threads only wait for one another.
torch.set_num_threads(1)


def sentence(rng: random.Random) -> tuple[str, str]:
    """A sentence of the toy language and its translation."""
    source: list[str] = []
    target: list[str] = []
    for _ in range(rng.randint(1, 4)):
        noun, adjective = rng.choice(list(NOUNS)), rng.choice(list(ADJECTIVES))
        other = rng.choice(list(OTHERS))
        if rng.random() < 0.5:
            source += [noun, adjective]
            target += [ADJECTIVES[adjective], NOUNS[noun]]
        else:
            source += [noun]
            target += [NOUNS[noun]]
        source += [other]
        target += [OTHERS[other]]
    stop = rng.choice(["", ".", "؟"])
    return " ".join(source) + stop, " ".join(target) + stop.replace("؟", "?")


def sentences(count: int, seed: int) -> list[tuple[str, str]]:
    rng = random.Random(seed)  # noqa: S311
    return [sentence(rng) for _ in range(count)]


def write_tokens(folder: Path, *, byte_fallback: bool = False, code: str | None = None) -> None:
    """Write source.spm, target.spm and vocab.json."""
    pairs = sentences(400, seed=1)
    pieces: list[str] = []
    for side, name in enumerate(("source", "target")):
        lines = [pair[side] for pair in pairs] + ["0 1 2 3 4 5 6 7 8 9 , - ( )"]
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(lines),
            model_prefix=str(folder / name),
            vocab_size=420 if byte_fallback else 150,
            hard_vocab_limit=False,
            byte_fallback=byte_fallback,
            bos_id=-1,
            eos_id=0,
            unk_id=1,
            minloglevel=2,
        )
        (folder / f"{name}.model").rename(folder / f"{name}.spm")
        (folder / f"{name}.vocab").unlink()
        model = sentencepiece.SentencePieceProcessor(model_file=str(folder / f"{name}.spm"))
        pieces += [model.id_to_piece(number) for number in range(2, model.get_piece_size())]
    codes = [] if code is None else [code]
    tokens = list(dict.fromkeys(["</s>", "<unk>", *codes, *pieces, "<pad>"]))
    numbers = {token: number for number, token in enumerate(tokens)}
    (folder / "vocab.json").write_text(json.dumps(numbers), encoding="utf-8")
    (folder / "tokenizer_config.json").write_text('{"source_lang": "ar", "target_lang": "en"}')


def make_model(folder: Path, **changes: Any) -> MarianMTModel:
    """A model with random weights that fits the vocabulary in ``folder``."""
    size = len(json.loads((folder / "vocab.json").read_text(encoding="utf-8")))
    shape = {
        "vocab_size": size,
        "d_model": 64,
        "encoder_layers": 2,
        "decoder_layers": 2,
        "encoder_attention_heads": 4,
        "decoder_attention_heads": 2,
        "encoder_ffn_dim": 128,
        "decoder_ffn_dim": 128,
        "activation_function": "swish",
        "scale_embedding": True,
        "max_position_embeddings": 64,
        "dropout": 0.0,
        "init_std": 0.1,
        "pad_token_id": size - 1,
        "decoder_start_token_id": size - 1,
        "eos_token_id": 0,
        "forced_eos_token_id": 0,
    }
    torch.manual_seed(7)
    model = MarianMTModel(MarianConfig(**(shape | changes)))
    # As in published models: what only the source language has is never said.
    target = sentencepiece.SentencePieceProcessor(model_file=str(folder / "target.spm"))
    said = {target.id_to_piece(number) for number in range(target.get_piece_size())}
    for piece, number in json.loads((folder / "vocab.json").read_text(encoding="utf-8")).items():
        if piece not in said and number != model.config.pad_token_id:
            model.final_logits_bias[0, number] = -1e4
    return model


def save(model: MarianMTModel, folder: Path, *, dtype: torch.dtype = torch.float32) -> Path:
    model.to(dtype).save_pretrained(folder)
    return folder


@functools.cache
def trained_model() -> Path:
    """Folder of a model that translates the toy language; built once, deleted at the end."""
    holder = tempfile.TemporaryDirectory()
    atexit.register(holder.cleanup)
    folder = Path(holder.name) / "toy-ar-en"
    folder.mkdir()
    write_tokens(folder)
    model = make_model(folder)
    _train(model, folder)
    return save(model, folder)


def _train(model: MarianMTModel, folder: Path) -> None:
    numbers = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    sides = [
        sentencepiece.SentencePieceProcessor(model_file=str(folder / name))
        for name in ("source.spm", "target.spm")
    ]
    pad = numbers["<pad>"]
    rng = random.Random(3)  # noqa: S311
    optimizer = torch.optim.Adam(model.parameters(), lr=6e-3)

    def matrix(lines: list[str], side: int) -> torch.Tensor:
        rows = [
            [*(numbers.get(piece, 1) for piece in sides[side].encode(line, out_type=str)), 0]
            for line in lines
        ]
        length = max(map(len, rows))
        return torch.tensor([row + [pad] * (length - len(row)) for row in rows])

    model.train()
    for step in range(STEPS):
        for group in optimizer.param_groups:
            group["lr"] = 6e-3 * min(1.0, (step + 1) / 30) * (1 - step / STEPS)
        pairs = [sentence(rng) for _ in range(32)]
        inputs = matrix([source for source, _ in pairs], 0)
        labels = matrix([target for _, target in pairs], 1)
        loss = model(
            input_ids=inputs,
            attention_mask=(inputs != pad).long(),
            labels=labels.masked_fill(labels == pad, -100),
        ).loss
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    model.eval()

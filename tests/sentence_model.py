"""A sentence-transformers model small enough to make on the spot, in the layout of the hub."""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path

LETTERS = "abcdefghijklmnopqrstuvwxyzابتثجحخدذرزسشصضطظعغفقكلمنهوي"
WIDTH = 32


@cache
def sentence_model(*, dense: bool = False) -> Path:
    """A folder with a random model: the mean of its tokens, or LaBSE's layers behind their first.

    Args:
        dense: Whether it has LaBSE's layout: first token, dense layer, normalisation.
    """
    import torch
    from safetensors.torch import save_file
    from transformers import BertConfig, BertModel

    folder = Path(tempfile.mkdtemp(prefix="sentence-model-"))
    pieces = [*LETTERS, *(f"##{letter}" for letter in LETTERS)]
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *pieces]
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    _write(folder / "tokenizer_config.json", {"tokenizer_class": "BertTokenizer"})
    torch.manual_seed(1)
    model = BertModel(
        BertConfig(
            vocab_size=len(vocabulary),
            hidden_size=WIDTH,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=64,
            max_position_embeddings=128,
        )
    )
    # Without them a random model tells texts apart by their letters, and by little else.
    for same_in_all_texts in (
        model.embeddings.position_embeddings,
        model.embeddings.token_type_embeddings,
    ):
        torch.nn.init.zeros_(same_in_all_texts.weight)
    model.save_pretrained(folder)
    pooling = {
        "word_embedding_dimension": WIDTH,
        "pooling_mode_cls_token": dense,
        "pooling_mode_mean_tokens": not dense,
    }
    _write(folder / "1_Pooling" / "config.json", pooling)
    kinds = ["Transformer", "Pooling"]
    if dense:
        kinds += ["Dense", "Normalize"]
        settings = {
            "in_features": WIDTH,
            "out_features": WIDTH,
            "bias": True,
            "activation_function": "torch.nn.modules.activation.Tanh",
        }
        _write(folder / "2_Dense" / "config.json", settings)
        layer = torch.nn.Linear(WIDTH, WIDTH)
        parameters = {f"linear.{name}": value for name, value in layer.state_dict().items()}
        save_file(parameters, folder / "2_Dense" / "model.safetensors")
        (folder / "3_Normalize").mkdir()
    modules = [
        {
            "idx": at,
            "name": str(at),
            "path": f"{at}_{kind}" if at else "",
            "type": f"sentence_transformers.models.{kind}",
        }
        for at, kind in enumerate(kinds)
    ]
    _write(folder / "modules.json", modules)
    _write(folder / "sentence_bert_config.json", {"max_seq_length": 128, "do_lower_case": False})
    return folder


def _write(path: Path, values: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(values), encoding="utf-8")

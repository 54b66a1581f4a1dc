"""A language of twenty words with one translation each, and runs that take seconds."""

from __future__ import annotations

import hashlib
import random
from typing import TYPE_CHECKING, Any

import numpy as np

from mt_toolkit.training.mixture_file import load_mixture
from mt_toolkit.training.overlap import HeldOut
from mt_toolkit.training.prepare import Pieces
from mt_toolkit.training.ramps import Ramp
from mt_toolkit.training.run import Plan
from mt_toolkit.training.settings import Objective, Schedule, Settings, Shape

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

WORDS = {
    "وزير": "minister", "رئيس": "president", "حكومة": "government", "مدينة": "city",
    "حرب": "war", "صحيفة": "newspaper", "اجتماع": "meeting", "قرار": "decision",
    "اتفاق": "agreement", "شركة": "company", "طريق": "road", "سفينة": "ship",
    "كاتب": "writer", "مدرسة": "school", "جيش": "army", "نهر": "river",
    "من": "from", "قال": "said", "زار": "visited", "اليوم": "today",
}  # fmt: skip


def pairs(count: int, *, seed: int = 1, longest: int = 5) -> list[tuple[str, str]]:
    rng = random.Random(seed)  # noqa: S311
    found = []
    for _ in range(count):
        words = rng.choices(list(WORDS), k=rng.randint(2, longest))
        found.append((" ".join(words), " ".join(WORDS[word] for word in words)))
    return found


def write_mixture(folder: Path, count: int = 300) -> Path:
    lines = "".join("\t".join(pair) + "\n" for pair in pairs(count))
    (folder / "toy.tsv").write_text(lines, encoding="utf-8")
    (folder / "mixture.yaml").write_text("sources:\n  - {path: toy.tsv, weight: 1}\n")
    return folder / "mixture.yaml"


def dictionary(texts: Sequence[str]) -> NDArray[np.float32]:
    """Stands in for the sentence encoder: a word and its translation have the same vector."""
    rows = []
    for text in texts:
        meaning = WORDS.get(text, text)
        number = int.from_bytes(hashlib.sha256(meaning.encode()).digest()[:4], "big")
        rows.append(np.random.default_rng(number).normal(size=48))
    return np.array(rows, np.float32)


def settings(**changes: Any) -> Settings:
    schedule: dict[str, Any] = {
        "steps": 12,
        "rate": 5e-3,
        "warmup": 4,
        "batch_tokens": Ramp.constant(100),
        "average": 0.9,
    } | changes.pop("schedule", {})
    values: dict[str, Any] = {
        "shape": Shape(
            width=32,
            inner=64,
            encoder_layers=1,
            decoder_layers=1,
            encoder_heads=2,
            decoder_heads=1,
            positions=64,
        ),
        "schedule": Schedule(**schedule),
        "precision": "float32",
        "device": "cpu",
        "evaluate_every": 1000,
        "save_every": 1000,
    }
    return Settings(**(values | changes))


def plan(folder: Path, **changes: Any) -> Plan:
    values: dict[str, Any] = {
        "mixture": load_mixture(write_mixture(folder)),
        "held_out": HeldOut(),
        "settings": settings(),
        "encoder": lambda: dictionary,
        "pieces": Pieces(source=330, target=330),
    }
    return Plan(**(values | changes))


def no_guide(**changes: Any) -> Objective:
    return Objective(guide=0.0, **changes)

"""Invented news, and systems that translate it more or less well."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SUBJECTS = ("The minister", "A fishing crew", "The port authority", "Two engineers", "The mayor")
VERBS = ("opened", "inspected", "closed", "praised", "left")
OBJECTS = ("the new bridge", "a flooded market", "the old harbour", "three schools", "the museum")
TIMES = ("on Monday.", "after 14 hours of talks!", 'in "record" time.', "(again), officials said.")


def reference(size: int, seed: int = 1) -> list[str]:
    choose = random.Random(seed).choice  # noqa: S311 - test data
    return [
        " ".join(choose(part) for part in (SUBJECTS, VERBS, OBJECTS, TIMES)) for _ in range(size)
    ]


def garbled(segments: list[str], seed: int, share: float) -> list[str]:
    """What a system makes of it that drops, swaps or changes words now and then."""
    chance = random.Random(seed)  # noqa: S311 - test data
    made = []
    for segment in segments:
        words = segment.split()
        for place in range(len(words) - 1):
            if chance.random() < share:
                words[place] = chance.choice(("", "some", words[place + 1], words[place].upper()))
        made.append(" ".join(word for word in words if word))
    return made


def write(path: Path, segments: list[str]) -> Path:
    path.write_text("".join(f"{segment}\n" for segment in segments), encoding="utf-8")
    return path

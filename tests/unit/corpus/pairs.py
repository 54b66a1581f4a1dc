"""Invented pairs to build tests of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mt_toolkit.bitext import SegmentPair

if TYPE_CHECKING:
    from typing import Any

GOOD = (
    (
        "وصل وزير الخارجية إلى مسقط صباح الاثنين.",
        "The foreign minister arrived in Muscat on Monday.",
    ),
    ("ارتفعت أسعار النفط بنسبة 35% خلال عام.", "Oil prices rose by 35% within a year."),
    (
        "قتل 24 شخصا في انفجار قرب السوق القديم.",
        "Twenty-four people died in a blast near the old market.",
    ),
    (
        "أعلنت الوزارة فتح المدارس بعد العطلة.",
        "The ministry announced that schools open after the holiday.",
    ),
)


def pair(source: str = GOOD[0][0], target: str = GOOD[0][1], **known: Any) -> SegmentPair:
    return SegmentPair(source=source, target=target, **known)


def numbered(number: int, document: str = "") -> SegmentPair:
    """A pair that shares no words with those of other numbers."""
    source = " ".join(f"كلمة{number}{letter}" for letter in "ابتثج")
    target = " ".join(f"word{number}{letter}" for letter in "abcdefgh")
    return pair(source, target, source_document=document, target_document=document)

"""Translating texts that are segments already, each for itself."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from mt_toolkit.text import Block, Span
from mt_toolkit.translation.segments import assemble, plan_block
from mt_toolkit.translation.window import Window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mt_toolkit.translation.window import SegmentTranslator

__all__ = ["translate_segments"]


def translate_segments(translator: SegmentTranslator, texts: Sequence[str]) -> list[str]:
    """The English of each text, in order.

    A text is translated as a block of a document is: cleaned, divided where it is several sentences
    or more than the model takes, and put together again.

    Raises:
        ModelError: The model cannot be run.
    """
    plans = [
        plan_block(Block(span=Span(0, len(text)), text=text), translator.fits) for text in texts
    ]
    window = Window(translator, None, "")
    window.add(plans)
    done = iter(window.translate()[0])
    return [assemble(plan, list(islice(done, len(plan.segments)))).text for plan in plans]

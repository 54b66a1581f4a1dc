"""``mt-toolkit report``: bitext in, one page to read it on out."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mt_toolkit.commands.console import CLEAN, FINDINGS, progress_bar, report as complain, say
from mt_toolkit.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mt_toolkit.bitext import SegmentPair
    from mt_toolkit.reporting.page import GlossaryView, PageWriter

__all__ = ["report"]

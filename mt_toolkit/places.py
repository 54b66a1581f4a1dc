"""Where mt-toolkit keeps what it can make again: one cache folder per user."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

__all__ = ["cache_dir"]


def cache_dir() -> Path:
    """The user's cache folder of mt-toolkit; ``MT_TOOLKIT_CACHE`` names another.

    The folder may not exist yet.
    """
    chosen = os.environ.get("MT_TOOLKIT_CACHE")
    return Path(chosen) if chosen else Path(platformdirs.user_cache_dir("mt-toolkit"))

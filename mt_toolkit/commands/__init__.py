"""The command line: a thin layer over the library, the only place that picks implementations."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Entry point of ``mt-toolkit``."""

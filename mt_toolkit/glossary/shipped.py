"""The glossary that comes with the toolkit, wherever it is installed."""

from __future__ import annotations

import importlib.resources
from pathlib import Path
from typing import Final

__all__ = ["SHIPPED", "glossary_path", "shipped_glossary"]

SHIPPED: Final = "names"
"""What stands for it where a file is asked for. No glossary file is without a suffix."""


def shipped_glossary() -> Path:
    """The file: in the package, or in a checkout beside it."""
    package = Path(str(importlib.resources.files("mt_toolkit")))
    installed = package / "glossaries" / "names.yaml"
    return installed if installed.is_file() else package.parent / "glossaries" / "names.yaml"


def glossary_path(given: Path) -> Path:
    """The file that a user means."""
    return shipped_glossary() if str(given) == SHIPPED else given

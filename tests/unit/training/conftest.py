"""The programs of ``training/``, which are no package."""

from __future__ import annotations

import sys
from pathlib import Path

TRAINING = str(Path(__file__).resolve().parents[3] / "training")

if TRAINING not in sys.path:
    sys.path.append(TRAINING)

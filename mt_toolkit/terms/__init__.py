"""Terms in translation: one name, one spelling, also where a model writes another."""

from __future__ import annotations

from mt_toolkit.terms.keeper import GlossaryKeeper, TermOutcome, TermSource

__all__ = ["GlossaryKeeper", "TermOutcome", "TermSource"]

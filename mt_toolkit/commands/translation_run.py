"""What a translation runs on: the terms to keep, the pipeline with its journal, and the page."""

from __future__ import annotations

import contextlib
import hashlib
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mt_toolkit
from mt_toolkit.commands.glossary_options import open_glossary
from mt_toolkit.commands.page_option import title_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mt_toolkit.commands.translation_plan import Plan
    from mt_toolkit.commands.translation_progress import Meter
    from mt_toolkit.protocols import Decoding, TermKeeper, Translator
    from mt_toolkit.translation.events import Shown
    from mt_toolkit.translation.pipeline import Pipeline

__all__ = ["open_keeper", "open_pipeline", "shown_page"]


def open_keeper(paths: list[Path]) -> TermKeeper | None:
    """What keeps the terms of the merged glossaries, or ``None`` where there are none."""
    glossary = open_glossary(paths)
    if glossary is None:
        return None
    from mt_toolkit.terms import GlossaryKeeper

    return GlossaryKeeper(glossary)


@contextlib.contextmanager
def open_pipeline(
    plan: Plan,
    translator: Translator,
    decoding: Decoding,
    *,
    overwrite: bool,
    meter: Meter,
    keeper: TermKeeper | None,
    told: Callable[[str], None] | None,
    show: bool,
) -> Iterator[Pipeline]:
    """A pipeline whose journal, if the output can have one, is open until it is left.

    Args:
        plan: What is read, and where it goes.
        translator: The model.
        decoding: How to search.
        overwrite: Whether outputs that this command did not write may be replaced.
        meter: Counts what is done for the progress bar.
        keeper: Keeps the terms of a glossary.
        told: Is told of each term, where that is wanted.
        show: Whether the segments are told with their word links, for a page.
    """
    from mt_toolkit.files import is_special
    from mt_toolkit.translation.journal import open_journal
    from mt_toolkit.translation.mending.careful import CarefulTranslator
    from mt_toolkit.translation.mending.termwise import TermwiseTranslator
    from mt_toolkit.translation.pipeline import Pipeline

    settings: dict[str, Any] = {
        "version": mt_toolkit.__version__,
        "translator": translator.fingerprint,
        "decoding": asdict(decoding),
        "plan": plan.settings(),
        "terms": keeper.fingerprint if keeper else None,
    }
    if show:
        # Segments with word links are batched apart, which may change the last bit of a sum.
        settings["links"] = True
    fingerprint = hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()
    with contextlib.ExitStack() as stack:
        target = plan.output if plan.output and not is_special(plan.output) else None
        journal = stack.enter_context(open_journal(target)) if target else None
        careful = CarefulTranslator(translator, decoding)
        yield Pipeline(
            translator=TermwiseTranslator(careful, keeper) if keeper else careful,
            read=plan.read,
            open_output=lambda unit: plan.open_output(unit, translator.name, sys.stdout, told),
            fingerprint=fingerprint,
            journal=journal,
            overwrite=overwrite,
            progress=meter.share,
            keeper=keeper,
            show=show,
        )


@contextlib.contextmanager
def shown_page(
    path: Path | None, inputs: list[Path], model: str, glossaries: list[Path]
) -> Iterator[Callable[[Shown], None] | None]:
    """A page of what is translated, or ``None`` where none is wanted."""
    if path is None:
        yield None
        return
    from mt_toolkit.reporting.page import open_page
    from mt_toolkit.reporting.page.translated import MODEL_SCALE, TranslatedRows

    summary = [("Model", model), *(("Glossary", file.name) for file in glossaries)]
    with open_page(path, title=title_of(inputs), scale=MODEL_SCALE, summary=summary) as page:
        yield TranslatedRows(page).take
        page.finish()

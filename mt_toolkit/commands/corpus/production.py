"""Picks what makes pairs: aligner, model, glossary, filters."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import mt_toolkit
from mt_toolkit.commands.corpus.filtering import make_chain
from mt_toolkit.commands.model_option import open_translator

if TYPE_CHECKING:
    from collections.abc import Callable

    from mt_toolkit.alignment.documents import Segmentation
    from mt_toolkit.corpus.filters.chain import FilterChain
    from mt_toolkit.corpus.producing import Producer
    from mt_toolkit.corpus.translating import OpenModel
    from mt_toolkit.glossary.model import Glossary
    from mt_toolkit.protocols import TermKeeper

__all__ = ["Recipe", "open_producer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """All that says how pairs are made; it can be sent to other machines.

    Attributes:
        model: Name, hub id or folder of the model.
        threads: CPU threads of the model, 0 for one a core.
        beam: Beam size.
        segmentation: What is paired.
        encoding: Encoding of the files, ``None`` for UTF-8.
        glossary: The glossary, or ``None``.
        settings: Values of ``--filter``.
        without: Values of ``--no-filter``.
    """

    model: str
    threads: int
    beam: int
    segmentation: Segmentation
    encoding: str | None
    glossary: Glossary | None
    settings: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def chain(self) -> FilterChain:
        """All filters."""
        return make_chain(self.settings, self.without, self.glossary, measuring=True)


def open_producer(recipe: Recipe, announce: Callable[[str], None] | None = None) -> Producer:
    """Make what makes pairs; the model is loaded when it is needed.

    Args:
        recipe: How pairs are made.
        announce: Takes what there is to say about the model.
    """
    from mt_toolkit.alignment.aligner import EvidenceAligner
    from mt_toolkit.alignment.embedding import UseEmbedder
    from mt_toolkit.corpus.producing import Producer
    from mt_toolkit.corpus.translating import ArticleTranslator
    from mt_toolkit.terms import GlossaryKeeper

    embedder = UseEmbedder()
    glossary = recipe.glossary
    keeper = GlossaryKeeper(glossary) if glossary is not None else None
    described = {
        "version": mt_toolkit.__version__,
        "embedder": embedder.fingerprint,
        "segmentation": recipe.segmentation,
        "encoding": recipe.encoding,
        "glossary": glossary.fingerprint if glossary is not None else None,
        "settings": recipe.settings,
        "without": recipe.without,
    }
    return Producer(
        aligner=EvidenceAligner(embedder, embedder),
        translator=ArticleTranslator(
            partial(_open_model, recipe, keeper, announce),
            keeper,
            glossary.fingerprint[:16] if glossary is not None else None,
        ),
        chain=recipe.chain().independent(),
        fingerprint=_hash(described),
        segmentation=recipe.segmentation,
        encoding=recipe.encoding,
    )


def _open_model(
    recipe: Recipe, keeper: TermKeeper | None, announce: Callable[[str], None] | None
) -> OpenModel:
    from dataclasses import asdict

    from mt_toolkit.corpus.translating import OpenModel
    from mt_toolkit.protocols import Decoding
    from mt_toolkit.translation.mending.careful import CarefulTranslator
    from mt_toolkit.translation.mending.termwise import TermwiseTranslator

    model = open_translator(recipe.model, threads=recipe.threads, announce=announce)
    decoding = Decoding(beam=recipe.beam)
    careful = CarefulTranslator(model, decoding)
    described = {
        "translator": model.fingerprint,
        "decoding": asdict(decoding),
        "terms": keeper.fingerprint if keeper is not None else None,
    }
    return OpenModel(
        translator=TermwiseTranslator(careful, keeper) if keeper is not None else careful,
        name=f"{model.name} {model.fingerprint[:12]}",
        fingerprint=_hash(described),
    )


def _hash(described: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(described, sort_keys=True).encode()).hexdigest()

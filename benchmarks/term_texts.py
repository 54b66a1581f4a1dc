"""The texts and the wide glossary of ``benchmarks/term_repairs.py``."""

from __future__ import annotations

import lzma
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mt_toolkit.arabic import clean
from mt_toolkit.glossary import Entry, Glossary, Kind, Short, fold
from mt_toolkit.protocols import Decoding, TranslationRequest
from mt_toolkit.translation.engines.ctranslate2_engine import CTranslate2Translator
from mt_toolkit.translation.models.resolving import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES: Final = ("names.tsv", "spellings.tsv.xz", "spellings_arabnamer.tsv.xz")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_LEAST: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """A test set.

    Attributes:
        name: For people.
        sources: The Arabic sentences.
        references: The human translations.
        systems: What each system made of them.
        dev: Whether every second sentence may be looked at.
    """

    name: str
    sources: list[str]
    references: list[str]
    systems: dict[str, list[str]]
    dev: bool


def read_flores(folder: Path) -> Texts:
    """What seven systems made of FLORES."""
    return Texts(
        name="flores-dev, 7 systems",
        sources=[clean(line) for line in _lines(folder / "flores-dev.ar")],
        references=_lines(folder / "flores-dev.en"),
        systems={
            path.name.removeprefix("flores-dev.").removesuffix(".en"): _lines(path)
            for path in sorted(folder.glob("flores-dev.*.en"))
        },
        dev=True,
    )


def read_ntrex(folder: Path) -> Texts:
    """What the carried model makes of NTREX."""
    sources = [clean(line) for line in _lines(folder / "ntrex-dev.ar")]
    found = resolve("compact")
    model = CTranslate2Translator(
        found.folder, device="cpu", compute_type="auto", threads=1, name=found.name
    )
    requests = [TranslationRequest(text=source) for source in sources]
    return Texts(
        name="ntrex-dev, carried model",
        sources=sources,
        references=_lines(folder / "ntrex-dev.en"),
        systems={
            "compact": [best.text for best, *_ in model.translate(requests, Decoding())],
        },
        dev=False,
    )


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def read_names(folder: Path) -> dict[str, set[str]]:
    """Folded Arabic name -> its Latin spellings, in lower case."""
    spellings: dict[str, set[str]] = defaultdict(set)
    for name in NAMES:
        data = (folder / name).read_bytes()
        text = (lzma.decompress(data) if name.endswith(".xz") else data).decode()
        for line in text.splitlines():
            arabic, latin = line.split("\t")[:2]
            spellings[fold(arabic)].add(latin.lower())
    return spellings


def wide_glossary(texts: Texts, spellings: dict[str, set[str]], kind: Kind) -> Glossary:
    """A glossary of the names that stand in sources and in their human translations.

    Names that stand side by side in both are one: a person's, with the last one as short form.
    Of several spellings of one Arabic name the most frequent one is taken. A word that also stands
    without its capital somewhere is no name ("Even").
    """
    common = {word for text in texts.references for word in _WORD.findall(text) if word.islower()}
    counts: dict[tuple[str, ...], Counter[tuple[str, ...]]] = defaultdict(Counter)
    for source, reference in zip(texts.sources, texts.references, strict=True):
        for arabic, latin in _names_in(source, reference, spellings):
            if not any(word.lower() in common for word in latin):
                counts[arabic][latin] += 1
    entries: dict[str, Entry] = {}
    for number, (arabic, latins) in enumerate(counts.items()):
        latin = latins.most_common(1)[0][0]
        whole = len(arabic) > 1 and len(latin) == len(arabic)
        short = Short(target=latin[-1], sources=(arabic[-1],)) if whole else None
        if whole and kind is not Kind.PERSON:
            short = None
        entries[f"name-{number}"] = Entry(
            id=f"name-{number}",
            target=" ".join(latin),
            sources=(" ".join(arabic),),
            kind=kind,
            short=short,
        )
    return Glossary(entries=tuple(entries.values()))


def _names_in(
    source: str, reference: str, spellings: dict[str, set[str]]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    words = [word for word in _WORD.findall(reference) if word[0].isupper()]
    by_lower = {word.lower(): word for word in words if len(word) >= _LEAST}
    follows = {(first[0], second[0]) for first, second in pairwise(_WORD.finditer(reference))}
    run: list[tuple[str, str]] = []
    for token in [*source.split(), ""]:
        arabic = token.strip("«»\"'()،.؛:!؟-")
        known = spellings.get(fold(arabic), set()) if len(arabic) >= _LEAST else set()
        latin = next((by_lower[one] for one in sorted(known) if one in by_lower), None)
        if run and (latin is None or (run[-1][1], latin) not in follows):
            yield tuple(a for a, _ in run), tuple(b for _, b in run)
            run = []
        if latin is not None:
            run.append((arabic, latin))
            if arabic != token.lstrip("«»\"'()"):
                yield tuple(a for a, _ in run), tuple(b for _, b in run)
                run = []

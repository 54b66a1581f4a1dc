"""How well translation keeps the terms of a glossary: ``python benchmarks/terms.py``.

Term success, plain and with each way to keep terms, on template sentences with every source form
of the glossary (those that rules were chosen on, and three that nobody looked at) and on the
articles of ``corpus/ar``, with the chrF of the text outside the terms. ``--ways`` also measures the
ways left out, ``--show dev`` prints what failed; never show a blind one and then change a rule. How
a place is judged: ``term_places.py``.
"""

from __future__ import annotations

import argparse
import math
import platform
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from sacrebleu.metrics import CHRF
from term_items import PARTS, ROOT, Item, article_items, template_items
from term_judge import Judge

from mt_toolkit.glossary import load_glossary
from mt_toolkit.protocols import Decoding, Hypothesis, TranslationRequest
from mt_toolkit.terms import GlossaryKeeper
from mt_toolkit.translation.engines.ctranslate2_engine import CTranslate2Translator
from mt_toolkit.translation.mending.careful import CarefulTranslator
from mt_toolkit.translation.mending.termwise import TermwiseTranslator
from mt_toolkit.translation.models.resolving import resolve
from mt_toolkit.translation.segments import SegmentTranslation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MASKS = {"names of the same kind": 0, "Latin tokens": 1, "numbers": 3}


def main() -> None:
    """Translate, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="compact")
    parser.add_argument("--glossary", type=Path, default=ROOT / "glossaries" / "names.yaml")
    parser.add_argument("--ways", action="store_true", help="also measure the ways left out")
    parser.add_argument("--show", choices=PARTS, help="print what failed in this part")
    options = parser.parse_args()

    glossary = load_glossary(options.glossary)
    keeper = GlossaryKeeper(glossary)
    found = resolve(options.model)
    model = CTranslate2Translator(
        found.folder, device="cpu", compute_type="auto", threads=1, name=found.name
    )
    missed: Counter[str] = Counter()
    items = [*template_items(glossary, keeper, missed), *article_items(keeper)]
    items = [item for item in items if item.terms]
    print(f"{platform.platform()}, {platform.machine()}, Python {platform.python_version()}")
    print(f"{found.name} {model.fingerprint[:12]}, {len(glossary)} entries, one thread")
    for part in PARTS:
        own = [item for item in items if item.part == part]
        terms = sum(len(item.terms) for item in own)
        print(f"{part}: {len(own)} sentences, {terms} terms; {missed[part]} sentences left out")
    table = Table(Judge(glossary), items)
    careful = CarefulTranslator(model, Decoding())
    requests = [TranslationRequest(text=item.text, terms=item.terms) for item in items]
    table.head()
    table.row("plain translation", lambda: careful.translate(requests))
    if options.ways:
        more_ways(careful, keeper, model, table)
    termwise = TermwiseTranslator(careful, keeper, attempts=0, divide=False)
    table.row("repair", lambda: termwise.translate(requests))
    if options.ways:
        lost = TermwiseTranslator(careful, keeper, sure=-math.inf, divide=False)
        table.row("repair, masks for what is lost", lambda: lost.translate(requests))
        unsure = TermwiseTranslator(careful, keeper, divide=False)
        table.row("repair, masks", lambda: unsure.translate(requests))
    whole = TermwiseTranslator(careful, keeper)
    done = table.row("repair, masks, clauses (default)", lambda: whole.translate(requests))
    if options.show:
        table.show(options.show, done)


class Table:
    """Judges ways to translate the same sentences, a line each."""

    def __init__(self, judge: Judge, items: Sequence[Item]) -> None:
        self._judge = judge
        self.items = items

    def head(self) -> None:
        """Print what the columns are."""
        print(
            f"\n{'success: form, count and place, %':34}"
            + "".join(f"{part:>10}" for part in PARTS)
            + f"{'canonical':>11}{'alike':>8}   chrF:"
            + "".join(f"{part:>10}" for part in PARTS)
            + f"{'s':>6}"
        )

    def row(
        self, name: str, translate: Callable[[], Sequence[SegmentTranslation]]
    ) -> Sequence[SegmentTranslation]:
        """Translate, print one line, and return the translations."""
        begun = time.process_time()
        done = translate()
        seconds = time.process_time() - begun
        success: dict[str, list[bool]] = {part: [] for part in PARTS}
        canonical = kept = 0
        for item, translation in zip(self.items, done, strict=True):
            verdict = self._judge.verdict(item, translation.text)
            success[item.part] += verdict.success
            canonical += verdict.canonical
            kept += sum(verdict.kept)
        spellings = list(self._judge.spellings(self.items, [one.text for one in done]))
        alike = sum(max(one.values()) for one in spellings) / sum(map(Counter.total, spellings))
        print(
            f"{name:34}"
            + "".join(f"{100 * sum(one) / len(one):10.1f}" for one in success.values())
            + f"{100 * canonical / kept:11.1f}{100 * alike:8.1f}"
            + " " * 8
            + "".join(f"{self._outside(part, done):10.2f}" for part in PARTS)
            + f"{seconds:6.0f}",
            flush=True,
        )
        return done

    def _outside(self, part: str, done: Sequence[SegmentTranslation]) -> float:
        """The chrF of the text outside the terms."""
        pairs = [
            (self._judge.without_terms(one.text), self._judge.without_terms(item.references[0]))
            for item, one in zip(self.items, done, strict=True)
            if item.part == part and item.references
        ]
        return CHRF().corpus_score([p[0] for p in pairs], [[p[1] for p in pairs]]).score

    def show(self, part: str, done: Sequence[SegmentTranslation]) -> None:
        """Print the sentences in which a term failed."""
        for item, translation in zip(self.items, done, strict=True):
            verdict = self._judge.verdict(item, translation.text)
            if item.part == part and not all(verdict.success):
                print(f"\n{item.text}\n{translation.text}")
                for number, term in enumerate(item.terms):
                    if not verdict.kept[number]:
                        print(f"  lost: {term.form.target}")
                    elif not verdict.placed[number]:
                        print(f"  out of place: {term.form.target}")


def more_ways(
    careful: CarefulTranslator, keeper: GlossaryKeeper, model: CTranslate2Translator, table: Table
) -> None:
    """Masking everything at once, and picking from the n-best list."""

    def masked(attempt: int) -> list[SegmentTranslation]:
        sources = [
            keeper.mask(item.text, item.terms, range(len(item.terms)), attempt)
            or keeper.prepare(item.text, item.terms)
            for item in table.items
        ]
        done = careful.translate([TranslationRequest(text=s.text, links=True) for s in sources])
        mended = [
            keeper.mend(source, Hypothesis(text=one.text, score=0.0, links=one.links or None))
            for source, one in zip(sources, done, strict=True)
        ]
        return [SegmentTranslation(text=one.hypothesis.text) for one in mended]

    def best_of_four() -> list[SegmentTranslation]:
        sources = [keeper.prepare(item.text, item.terms) for item in table.items]
        lists = model.translate(
            [TranslationRequest(text=source.text, links=True) for source in sources],
            Decoding(n_best=4),
        )
        best = []
        for source, hypotheses in zip(sources, lists, strict=True):
            outcomes = [keeper.mend(source, one) for one in hypotheses]
            chosen = min(outcomes, key=lambda outcome: len(outcome.wrong))
            best.append(SegmentTranslation(text=chosen.hypothesis.text))
        return best

    for name, attempt in MASKS.items():
        table.row(f"mask all: {name}", lambda attempt=attempt: masked(attempt))
    table.row("repair, best of four", best_of_four)


if __name__ == "__main__":
    main()

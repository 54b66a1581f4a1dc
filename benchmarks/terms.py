"""How well translation keeps the terms of a glossary: ``python benchmarks/terms.py``.

Term success, plain and with each way to keep terms, on template sentences with every source form of
the glossary and on the articles of ``corpus/ar``, with the chrF of the text outside the terms; then
repairs of other systems' output and of human translations, without word links. Reads
``../shared/eval`` for the last (``--eval`` for elsewhere).
"""

from __future__ import annotations

import argparse
import itertools
import platform
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mt_toolkit.arabic import clean
from mt_toolkit.glossary import Glossary, Kind, load_glossary
from mt_toolkit.glossary.match import Matcher, Side, TermMatch
from mt_toolkit.protocols import Decoding, Hypothesis, TranslationRequest
from mt_toolkit.segmentation import segment
from mt_toolkit.sightings import TermStatus
from mt_toolkit.terms import GlossaryKeeper
from mt_toolkit.translation.careful import CarefulTranslator
from mt_toolkit.translation.ctranslate2_engine import CTranslate2Translator
from mt_toolkit.translation.models import resolve
from mt_toolkit.translation.segments import SegmentTranslation
from mt_toolkit.translation.termwise import TermwiseTranslator

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "benchmarks" / "gold" / "term-sentences.tsv"
MASKS = {"names of the same kind": 0, "Latin tokens": 1, "numbers": 3}


class Item(NamedTuple):
    """A source sentence, its terms, the document it is from, and its reference if there is one."""

    document: str
    text: str
    terms: tuple[TermMatch, ...]
    reference: str | None


def main() -> None:
    """Translate, mend, count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="compact")
    parser.add_argument("--eval", type=Path, default=ROOT.parent / "shared" / "eval")
    parser.add_argument("--ways", action="store_true", help="also measure the ways left out")
    options = parser.parse_args()

    glossary = load_glossary(ROOT / "glossaries" / "names.yaml")
    keeper = GlossaryKeeper(glossary)
    judge = Judge(glossary)
    found = resolve(options.model)
    model = CTranslate2Translator(
        found.folder, device="cpu", compute_type="auto", threads=0, name=found.name
    )
    print(f"{platform.platform()}, {platform.machine()}, Python {platform.python_version()}")
    print(f"{found.name} {model.fingerprint[:12]}, {len(glossary)} entries")
    items = [*templates(glossary, keeper), *articles(keeper)]
    items = [item for item in items if item.terms]
    print(f"{len(items)} sentences, {sum(len(item.terms) for item in items)} terms\n")
    careful = CarefulTranslator(model, Decoding())
    requests = [TranslationRequest(text=item.text, terms=item.terms) for item in items]

    print(f"{'':34}templates  articles     all   order   alike   chrF      s")
    begun = time.perf_counter()
    judge.row("plain translation", items, careful.translate(requests), begun)
    if options.ways:
        more_ways(careful, keeper, model, judge, items)
    for name, attempts, divide in (
        ("repair", 0, False),
        ("repair, masks", None, False),
        ("repair, masks, clauses (default)", None, True),
    ):
        begun = time.perf_counter()
        termwise = TermwiseTranslator(careful, keeper, attempts=attempts, divide=divide)
        judge.row(name, items, termwise.translate(requests), begun)
    if options.eval.exists():
        real_outputs(keeper, options.eval)


def templates(glossary: Glossary, keeper: GlossaryKeeper) -> Iterable[Item]:
    """Every source form of the glossary that needs no context, each in one sentence at least."""
    forms: dict[str, list[str]] = defaultdict(list)
    for entry in glossary:
        for form in entry.forms:
            if not form.context:
                forms[entry.kind.value] += form.sources
    fillers = {kind: itertools.cycle(reversed(sources)) for kind, sources in forms.items()}
    rows = [line.split("\t") for line in TEMPLATES.read_text(encoding="utf-8").splitlines()]
    for kind, sources in forms.items():
        own = itertools.cycle(
            [(slots.split(), text) for slots, text in rows if slots.split()[0] == kind]
        )
        for source in sources:
            slots, text = next(own)
            filled = clean(text.format(source, *(next(fillers[slot]) for slot in slots[1:])))
            (terms,) = keeper.find([filled])
            if len(terms) == len(slots):
                yield Item("", filled, terms, None)


def articles(keeper: GlossaryKeeper) -> Iterable[Item]:
    """The sentences of the corpus, with the English of their beads."""
    for path in sorted((ROOT / "corpus" / "ar").iterdir()):
        beads = (ROOT / "corpus" / "beads" / f"{path.stem}.tsv").read_text(encoding="utf-8")
        pairs = [line.split("\t") for line in beads.splitlines()]
        references = {clean(pair[0]): pair[1] for pair in pairs}
        texts = [clean(part.text) for part in segment(path.read_text(encoding="utf-8"), "ar")]
        for text, terms in zip(texts, keeper.find(texts), strict=True):
            yield Item(path.stem, text, terms, references.get(text))


class Judge:
    """Counts terms in translations, by the glossary's target forms alone."""

    def __init__(self, glossary: Glossary) -> None:
        self._targets = Matcher(glossary, Side.TARGET)

    def success(self, item: Item, text: str) -> list[bool]:
        """For each term whether it is there: right form, right count."""
        matches = self._targets.find(text)
        by_entry: dict[str, list[TermMatch]] = defaultdict(list)
        for term in item.terms:
            by_entry[term.entry.id].append(term)
        results: list[bool] = []
        for terms in by_entry.values():
            ids = {entry.id for term in terms for entry, _ in term.readings}
            mentions = [m for m in matches if ids & {entry.id for entry, _ in m.readings}]
            right = [mention for mention in mentions if mention.kind.right]
            good = min(len(terms), len(right))
            surplus = 0
            if terms[0].entry.kind is Kind.PERSON:
                want = Counter(term.form.short for term in terms)
                good = sum((want & Counter(one.form.short for one in right)).values())
                surplus = max(0, len(mentions) - len(terms))
            good = max(0, good - (len(mentions) - len(right)) - surplus)
            results += [number < good for number in range(len(terms))]
        return results

    def order(self, item: Item, text: str) -> tuple[int, int]:
        """Pairs of neighbouring terms of a template that came out in order, and all there are."""
        if item.document:
            return 0, 0
        places = []
        for term in item.terms:
            found = [m for m in self._targets.find(text) if m.entry.id == term.entry.id]
            places.append(found[0].span.start if found else None)
        pairs = [(a, b) for a, b in itertools.pairwise(places) if a is not None and b is not None]
        return sum(a < b for a, b in pairs), len(pairs)

    def consistency(self, items: Sequence[Item], texts: Sequence[str]) -> float:
        """Share of mentions in articles that are the entity's most frequent spelling there."""
        spellings: dict[tuple[str, str, bool], Counter[str]] = defaultdict(Counter)
        for item, text in zip(items, texts, strict=True):
            if item.document:
                for m in self._targets.find(text):
                    inflected = m.spelling in {m.entry.adjective, m.entry.plural}
                    if not inflected and m.entry.kind in {Kind.PERSON, Kind.PLACE}:
                        key = (item.document, m.entry.id, m.form.short)
                        spellings[key][m.span.of(text).lower()] += 1
        used = sum(counter.total() for counter in spellings.values())
        return 100 * sum(max(counter.values()) for counter in spellings.values()) / max(1, used)

    def row(
        self,
        name: str,
        items: Sequence[Item],
        translations: Sequence[SegmentTranslation],
        begun: float,
    ) -> None:
        """Print one line of the first table."""
        seconds = time.perf_counter() - begun
        made: list[bool] = []
        real: list[bool] = []
        pairs = [0, 0]
        for item, translation in zip(items, translations, strict=True):
            (real if item.document else made).extend(self.success(item, translation.text))
            ordered, all_pairs = self.order(item, translation.text)
            pairs = [pairs[0] + ordered, pairs[1] + all_pairs]
        alike = self.consistency(items, [one.text for one in translations])
        shares = " ".join(f"{100 * sum(part) / len(part):8.1f}%" for part in (made, real))
        both = 100 * sum(made + real) / len(made + real)
        print(
            f"{name:34}{shares} {both:6.1f}% {100 * pairs[0] / max(1, pairs[1]):6.1f}% "
            f"{alike:6.1f}% {self.outside(items, translations):6.2f} {seconds:6.0f}",
            flush=True,
        )

    def outside(self, items: Sequence[Item], done: Sequence[SegmentTranslation]) -> float:
        """The chrF of the text outside the terms, where the articles have a reference."""
        from sacrebleu.metrics import CHRF

        pairs = [
            (self.without_terms(one.text), self.without_terms(item.reference))
            for item, one in zip(items, done, strict=True)
            if item.reference
        ]
        return CHRF().corpus_score([p[0] for p in pairs], [[p[1] for p in pairs]]).score

    def without_terms(self, text: str) -> str:
        """A text with every form that the glossary knows cut out."""
        for match in reversed(self._targets.find(text)):
            text = text[: match.span.start] + text[match.span.end :]
        return " ".join(text.split())


def more_ways(
    careful: CarefulTranslator,
    keeper: GlossaryKeeper,
    model: CTranslate2Translator,
    judge: Judge,
    items: Sequence[Item],
) -> None:
    """Masking everything at once, and picking from the n-best list."""
    for name, attempt in MASKS.items():
        begun = time.perf_counter()
        sources = [
            keeper.mask(item.text, item.terms, range(len(item.terms)), attempt)
            or keeper.prepare(item.text, item.terms)
            for item in items
        ]
        done = careful.translate([TranslationRequest(text=s.text, links=True) for s in sources])
        mended = [
            keeper.mend(source, Hypothesis(text=one.text, score=0.0, links=one.links or None))
            for source, one in zip(sources, done, strict=True)
        ]
        texts = [SegmentTranslation(text=one.hypothesis.text) for one in mended]
        judge.row(f"mask all: {name}", items, texts, begun)
    begun = time.perf_counter()
    sources = [keeper.prepare(item.text, item.terms) for item in items]
    lists = model.translate(
        [TranslationRequest(text=source.text, links=True) for source in sources],
        Decoding(n_best=4),
    )
    best = []
    for source, hypotheses in zip(sources, lists, strict=True):
        outcomes = [keeper.mend(source, one) for one in hypotheses]
        chosen = min(outcomes, key=lambda outcome: len(outcome.wrong))
        best.append(SegmentTranslation(text=chosen.hypothesis.text))
    judge.row("repair, best of four", items, best, begun)


def real_outputs(keeper: GlossaryKeeper, folder: Path) -> None:
    """Repairs of other systems' output and of human translations, without word links."""
    base = folder / "flores-dev" / "flores-dev."
    sources = base.with_name(base.name + "ar").read_text(encoding="utf-8").splitlines()
    terms = [keeper.find([clean(source)])[0] for source in sources]
    print("\nrepairs without word links, flores-dev and ntrex-dev")
    untouched = Counter[str]()
    for path in sorted(base.parent.glob("*.en")):
        name = path.name.removeprefix("flores-dev.").removesuffix("en").strip(".") or "reference"
        targets = path.read_text(encoding="utf-8").splitlines()
        repaired(keeper, name, sources, terms, targets, untouched)
    ntrex = folder / "ntrex-dev" / "ntrex-dev."
    sources, targets = (
        ntrex.with_name(ntrex.name + end).read_text(encoding="utf-8").splitlines()
        for end in ("ar", "en")
    )
    terms = [keeper.find([clean(source)])[0] for source in sources]
    repaired(keeper, "ntrex reference", sources, terms, targets, untouched)
    print(
        f"\nsentence pairs without a term: {untouched['all']:,}, changed: {untouched['changed']:,}"
    )


def repaired(
    keeper: GlossaryKeeper,
    name: str,
    sources: Sequence[str],
    terms: Sequence[tuple[TermMatch, ...]],
    targets: Sequence[str],
    untouched: Counter[str],
) -> None:
    """Print what is repaired in one system's output."""
    statuses: Counter[TermStatus] = Counter()
    told: list[str] = []
    for source, own, target in zip(sources, terms, targets, strict=True):
        outcome = keeper.mend(
            keeper.prepare(clean(source), own), Hypothesis(text=target, score=0.0)
        )
        if not own:
            untouched["all"] += 1
            untouched["changed"] += outcome.hypothesis.text != target
        for one in outcome.sightings:
            statuses[one.status] += 1
            if one.status is TermStatus.REPAIRED:
                told.append(f"    {one.spelling}: {one.before} -> {one.after} ({one.evidence})")
    print(f"  {name}: " + ", ".join(f"{count} {status}" for status, count in statuses.items()))
    print("\n".join(told), flush=True)


if __name__ == "__main__":
    main()

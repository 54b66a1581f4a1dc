"""How precise repairs are in other systems' output: ``python benchmarks/term_repairs.py``.

Mends what seven systems made of ``flores-dev``, without word links, and judges each repair by the
human translation: once with the shipped glossary, and once with a wide one, made for this purpose,
of all names that ``../shared/names`` has and that stand in a source and, in one of their spellings,
in its human translation. Every second sentence may be looked at (dev); the others are blind. Then
the same with what the carried model makes of ``ntrex-dev``, all blind. At last repairs that can
only be wrong are looked for: in sentences without a term, beside a source with one. Reads
``../shared`` (``--shared`` for elsewhere); ``--show dev`` prints the repairs.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from term_texts import Texts, read_flores, read_names, read_ntrex, wide_glossary

from mt_toolkit.glossary import Glossary, Kind, load_glossary
from mt_toolkit.glossary.match import Matcher, Side
from mt_toolkit.protocols import Hypothesis
from mt_toolkit.sightings import TermStatus
from mt_toolkit.terms import GlossaryKeeper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mt_toolkit.sightings import Sighting

ROOT: Final = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One repair in one sentence of one system.

    Attributes:
        part: ``dev`` or ``blind``.
        system: Whose output it is.
        sighting: What was done.
        source: The Arabic sentence.
        before: The output.
        reference: The human translation.
    """

    part: str
    system: str
    sighting: Sighting
    source: str
    before: str
    reference: str

    @property
    def verdict(self) -> str:
        """What the human translation says of it."""
        after = self.sighting.after.removeprefix("the ").removeprefix("The ")
        rest = _without(self.reference, after)
        if self.sighting.before in rest:
            return "the reference has what was replaced"
        return "right" if rest != self.reference else "the reference has neither"


def main() -> None:
    """Mend, judge, count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--show", choices=("dev", "blind"), help="print the repairs of this part")
    options = parser.parse_args()
    shipped = load_glossary(ROOT / "glossaries" / "names.yaml")
    spellings = read_names(options.shared / "names")
    flores = read_flores(options.shared / "eval" / "flores-dev")
    ntrex = read_ntrex(options.shared / "eval" / "ntrex-dev")
    for texts in (flores, ntrex):
        glossaries = {
            "names.yaml": shipped,
            "wide, as people": wide_glossary(texts, spellings, Kind.PERSON),
            "wide, as places": wide_glossary(texts, spellings, Kind.PLACE),
        }
        for name, glossary in glossaries.items():
            measure(texts, name, glossary, options.show)
    unrelated(flores, shipped)


def measure(texts: Texts, name: str, glossary: Glossary, shown: str | None) -> None:
    """Print how many repairs are right with one glossary."""
    keeper = GlossaryKeeper(glossary)
    total = sum(len(keeper.find([source])[0]) for source in texts.sources) * len(texts.systems)
    print(f"\n{texts.name}, {name}: {len(glossary)} entries, {total:,} terms")
    repairs = [repair for system in texts.systems for repair in _repairs(keeper, texts, system)]
    for part in ("dev", "blind"):
        own = [repair for repair in repairs if repair.part == part]
        counts = Counter(repair.verdict for repair in own)
        print(f"  {part}: {len(own)} repairs: {dict(counts)}", flush=True)
        if part == shown:
            show(own)


def unrelated(texts: Texts, glossary: Glossary) -> None:
    """Print how often a sentence without a term is changed for the sake of one."""
    keeper = GlossaryKeeper(glossary)
    sources = [
        f"قال {source} إن الأمر انتهى."
        for entry in glossary
        for form in entry.forms
        for source in form.sources[:1]
    ]
    prepared = [
        keeper.prepare(source, terms)
        for source in sources
        for terms in keeper.find([source])
        if terms
    ]
    targets = Matcher(glossary, Side.TARGET)
    outputs = [
        output
        for outputs in texts.systems.values()
        for source, output in zip(texts.sources, outputs, strict=True)
        if not keeper.find([source])[0] and not targets.find(output)
    ]
    changed = []
    for number, output in enumerate(outputs):
        source = prepared[number % len(prepared)]
        mended = keeper.mend(source, Hypothesis(text=output, score=0.0)).hypothesis.text
        if mended != output:
            changed.append((source.text, output, mended))
    print(f"\n{len(outputs):,} sentences without a term, beside one with another: ", end="")
    print(f"{len(changed)} changed")
    for one in changed:
        print("   ", *one, sep="\n    ")


def _without(text: str, words: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", "", text)


def _repairs(keeper: GlossaryKeeper, texts: Texts, system: str) -> Iterator[Repair]:
    for number, (source, output, reference) in enumerate(
        zip(texts.sources, texts.systems[system], texts.references, strict=True)
    ):
        (terms,) = keeper.find([source])
        outcome = keeper.mend(keeper.prepare(source, terms), Hypothesis(text=output, score=0.0))
        for sighting in outcome.sightings:
            if sighting.status is TermStatus.REPAIRED:
                yield Repair(
                    part="dev" if texts.dev and number % 2 == 0 else "blind",
                    system=system,
                    sighting=sighting,
                    source=source,
                    before=output,
                    reference=reference,
                )


def show(repairs: Iterable[Repair]) -> None:
    """Print the repairs, alike ones once, and the whole of those that are not surely right."""
    groups: dict[tuple[str, str, str, str], list[Repair]] = defaultdict(list)
    for repair in repairs:
        one = repair.sighting
        groups[repair.verdict, one.spelling, one.before, one.after].append(repair)
    for (verdict, spelling, before, after), own in sorted(groups.items()):
        print(f"    {len(own)} {spelling}: {before} -> {after} ({own[0].sighting.evidence})")
        if verdict != "right":
            print(f"      {verdict}\n      {own[0].source}\n      {own[0].before}")
            print(f"      {own[0].reference}")


if __name__ == "__main__":
    main()

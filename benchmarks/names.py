"""How well spellings of one name are told from those of others: ``python benchmarks/names.py``.

Recall at one false match in 1,000 and in 100,000 random pairs, on names that the costs were not
learned from, against rapidfuzz and others on a plain romanisation. Reads ``../shared/names``
(``--data`` for elsewhere); a peer that is not installed is left out and named.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import platform
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

from mt_toolkit.names.letters import Script, Token
from mt_toolkit.names.pairs import NamePair, SplitPairs, read_pairs, split_pairs, variants
from mt_toolkit.names.romanise import romanise
from mt_toolkit.names.similarity import token_similarity

FILES = ("names.tsv", "spellings.tsv.xz", "spellings_arabnamer.tsv.xz")
WEAK = str.maketrans("", "", "اويةهعح@^$")

Score = Callable[[str, str], float]


def main() -> None:
    """Read the data and print the three tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    root = Path(__file__).resolve().parents[1]
    parser.add_argument("--data", type=Path, default=root.parent / "shared" / "names")
    parser.add_argument(
        "--random", type=int, default=500_000, help="random pairs (default 500,000)"
    )
    options = parser.parse_args()

    split = split_pairs(pair for name in FILES for pair in read_pairs(options.data / name))
    print_machine()
    across = [(pair.arabic, pair.latin) for pair in split.test]
    report("Arabic-Latin", ("arab", "latn"), across, split, options.random)
    report("Latin-Latin", ("latn", "latn"), variants(split.test, "latin"), split, options.random)
    report("Arabic-Arabic", ("arab", "arab"), variants(split.test, "arabic"), split, options.random)


def print_machine() -> None:
    """What the numbers were measured on."""
    packages = ("rapidfuzz", "anyascii", "unidecode", "uroman", "arcoder")
    versions = [
        f"{name} {importlib.metadata.version(name)}" for name in packages if find_spec(name)
    ]
    print(f"{platform.platform()}, {platform.machine()}, Python {platform.python_version()}")
    print(", ".join(versions))
    missing = [name for name in packages if not find_spec(name)]
    if missing:
        print(f"not installed, left out: {', '.join(missing)}", file=sys.stderr)


def report(
    title: str,
    scripts: tuple[Script, Script],
    true: Sequence[tuple[str, str]],
    split: SplitPairs,
    count: int,
) -> None:
    """One table: a line a method."""
    false = random_pairs(scripts, split.test, count)
    print(f"\n{title}: {len(true):,} true pairs, {len(false):,} random pairs")
    print(f"{'method':<42} {'1 in 1,000':>10} {'1 in 100,000':>12} {'pairs/s':>10}")
    ours: float | None = None
    for name, score in methods(scripts):
        prepared_true, prepared_false = score.prepare(true), score.prepare(false)
        positive = [score.compare(a, b) for a, b in prepared_true]
        start = time.process_time()
        negative = sorted((score.compare(a, b) for a, b in prepared_false), reverse=True)
        speed = len(false) / (time.process_time() - start)
        recalls = [recall(positive, negative, len(false) // rate) for rate in (1_000, 100_000)]
        ours = recalls[0] if ours is None else ours
        ratio = f"  {ours / recalls[0]:.2f}x" if recalls[0] else ""
        print(f"{name:<42} {recalls[0]:>10.1%} {recalls[1]:>12.1%} {speed:>10,.0f}{ratio}")


def recall(positive: Sequence[float], negative: Sequence[float], allowed: int) -> float:
    """Share of true pairs above the score that ``allowed`` random pairs reach."""
    return sum(score > negative[allowed] for score in positive) / len(positive)


def random_pairs(
    scripts: tuple[Script, Script], pairs: Sequence[NamePair], count: int
) -> list[tuple[str, str]]:
    """Pairs drawn at random, less those that may be one name after all.

    That is, whose known Arabic forms share their strong consonants: ``حمود`` and ``Hammoud``.
    """
    of_latin: defaultdict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        of_latin[pair.latin].add(pair.arabic.translate(WEAK))
    consonants = {**of_latin, **{p.arabic: {p.arabic.translate(WEAK)} for p in pairs}}
    sides = [sorted({p.arabic if s == "arab" else p.latin for p in pairs}) for s in scripts]
    rng = random.Random(20)  # noqa: S311 - no secret
    drawn: list[tuple[str, str]] = []
    while len(drawn) < count:
        a, b = rng.choice(sides[0]), rng.choice(sides[1])
        if consonants[a].isdisjoint(consonants[b]):
            drawn.append((a, b))
    return drawn


class Method:
    """A way of preparing each spelling once and a way of comparing two prepared ones."""

    def __init__(
        self,
        form: Callable[[Script, str], object],
        compare: Callable[..., float],
        scripts: tuple[Script, Script],
    ) -> None:
        self.form, self.compare, self.scripts = form, compare, scripts
        self._known: dict[tuple[Script, str], object] = {}

    def prepare(self, pairs: Iterable[tuple[str, str]]) -> list[tuple[object, object]]:
        """Every spelling in the form that is compared, each worked out once."""
        first, second = self.scripts
        return [(self._prepared(first, a), self._prepared(second, b)) for a, b in pairs]

    def _prepared(self, script: Script, text: str) -> object:
        key = (script, text)
        if key not in self._known:
            self._known[key] = self.form(script, text)
        return self._known[key]


def methods(scripts: tuple[Script, Script]) -> list[tuple[str, Method]]:
    """Ours first."""
    rows = [("mt_toolkit.names.similarity", Method(token, token_similarity, scripts))]
    if not find_spec("rapidfuzz"):
        return rows
    from rapidfuzz import fuzz
    from rapidfuzz.distance import JaroWinkler

    compares = {"ratio": fuzz.ratio, "WRatio": fuzz.WRatio, "Jaro-Winkler": JaroWinkler.similarity}
    for system, romaniser in romanisers().items():
        form = latin_form(romaniser)
        rows += [
            (f"rapidfuzz {name} on {system}", Method(form, c, scripts))
            for name, c in compares.items()
        ]
        if scripts == ("latn", "latn"):
            break  # nothing to romanise, so all systems are one
    if scripts == ("latn", "latn") and find_spec("arcoder"):
        rows += arcoder_methods(scripts)
    return rows


def token(script: Script, text: str) -> Token:
    """A prepared spelling of ours."""
    return Token(script=script, text=text)


def romanisers() -> dict[str, Callable[[str], str]]:
    """Systems that are installed, ours first."""
    found: dict[str, Callable[[str], str]] = {"our romanise": lambda text: romanise(text).lower()}
    if find_spec("anyascii"):
        import anyascii

        found["anyascii"] = anyascii.anyascii
    if find_spec("unidecode"):
        import unidecode

        found["unidecode"] = unidecode.unidecode
    if find_spec("uroman"):
        import uroman

        system = uroman.Uroman()
        found["uroman"] = lambda text: str(system.romanize_string(text, lcode="ara"))
    return found


def latin_form(romaniser: Callable[[str], str]) -> Callable[[Script, str], str]:
    """Latin letters of a spelling in either script."""

    def form(script: Script, text: str) -> str:
        return romaniser(text[1:-1]).lower() if script == "arab" else text[1:-1]

    return form


def arcoder_methods(scripts: tuple[Script, Script]) -> list[tuple[str, Method]]:
    """Codes made for romanised Arabic names, by Moore, Hamid and Bromberger, and by Holmes."""
    import arcoder
    from rapidfuzz import fuzz

    encoders = {"ARCoder": arcoder.ARCoder(), "Holmes": arcoder.Holmes()}

    def best(a: Sequence[str], b: Sequence[str]) -> float:
        return max((fuzz.ratio(x, y) for x in a for y in b), default=0.0)

    def encode(encoder: object) -> Callable[[Script, str], object]:
        return lambda _, text: encoder.encode(text[1:-1].capitalize())  # type: ignore[attr-defined]

    return [
        (f"rapidfuzz ratio on {name} codes", Method(encode(e), best, scripts))
        for name, e in encoders.items()
    ]


if __name__ == "__main__":
    main()

"""Make training rows from the dictionaries: words that the rest of the mixture hardly shows.

Usage: python training/word_lists.py SHARED OUT [--rows 260000] [--seed 11]

A dictionary has so many entries that each is drawn less than once in a run, and a news model lives
on words. Words are counted in mixture.yaml, each pair by its weight; an entry is the likelier the
commoner its Arabic is elsewhere (wordfreq, `pip install wordfreq`), and the rarer in the mixture.
words.tsv is written into OUT: entries by themselves, and in lists of two to five, which show the
model that it has to go from word to word.

SHARED is the folder that holds train/parallel/. Make OUT with own_text.py first: what it holds is
counted too.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter, defaultdict
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final

from own_text import write

from mt_toolkit.numbers.arabic import fold_arabic
from mt_toolkit.training.mixture_file import load_mixture
from mt_toolkit.training.pairs import read_pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from mt_toolkit.training.mixture import Source

    Entry = tuple[str, str]

OUTPUT: Final = "words.tsv"
# How far an entry of each is to be trusted.
DICTIONARIES: Final = {
    "awn_wikt_lex": 1.0,
    "freedict_lex": 1.0,
    "aramorph_lex": 0.7,
    "cldr_emoji_lex": 0.7,
    "aramorph_forms": 0.6,
    "arwikicats_terms_lex": 0.6,
    "tico_terms_lex": 0.6,
}
# The counts are those of so many draws; an entry that is met as often as ENOUGH needs no list.
DRAWS: Final = 400_000
ENOUGH: Final = 60
# Frequencies are logarithms: 3 is once in a million words.
LEAST_ARABIC: Final = 2.6
LEAST_ENGLISH: Final = 2.2
SHARPNESS: Final = 1.3
ALONE: Final = 0.4
JOINTS: Final = (("، ", ", ", 0.45), (" و", " and ", 0.15), (" ", " ", 0.4))
_WORDS: Final = re.compile("[\u0621-\u064a]+")


def count_words(sources: Iterable[Source], draws: int = DRAWS) -> dict[str, float]:
    """In how many of so many pairs drawn from a mixture each folded Arabic word stands."""
    counts: defaultdict[str, float] = defaultdict(float)
    whole = 0.0
    for source in sources:
        for arabic, _ in source.pairs():
            whole += source.weight.start
            for word in {fold_arabic(word) for word in _WORDS.findall(arabic)}:
                counts[word] += source.weight.start
    return {word: count * draws / whole for word, count in counts.items()}


def weigh(
    entries: Iterable[tuple[Entry, float]],
    seen: Mapping[str, float],
    frequency: Callable[[str, str], float],
) -> dict[Entry, float]:
    """The entries worth learning, with how often each is to be drawn beside the others.

    Args:
        entries: Pairs of Arabic and English with the trust in them.
        seen: How often the mixture shows each folded word.
        frequency: The logarithmic frequency of a word in a language.
    """
    found: dict[Entry, float] = {}
    for (arabic, english), trust in entries:
        words, gloss = arabic.split(), english.removeprefix("to ").split()
        if not (1 <= len(words) <= 2 and 1 <= len(gloss) <= 4 and all(map(_is_word, words))):
            continue
        common = min(frequency(word, "ar") for word in words)
        known = min(frequency(word.lower(), "en") for word in gloss)
        met = min(seen.get(fold_arabic(word), 0) for word in words)
        if common < LEAST_ARABIC or known < LEAST_ENGLISH or met >= ENOUGH:
            continue
        weight = trust * min(1.5, common - 2.2) * (1 - met / (ENOUGH + 10))
        weight *= min(1, 0.3 + 0.25 * (known - 2))
        key = (" ".join(words), " ".join(gloss))
        found[key] = max(found.get(key, 0), weight)
    # A word of many translations is not learnt better for being shown with each.
    senses = Counter(arabic for arabic, _ in found)
    return {entry: (weight / senses[entry[0]] ** 0.6) for entry, weight in found.items()}


def lists(weights: Mapping[Entry, float], count: int, random_: random.Random) -> Iterator[Entry]:
    """``count`` rows: an entry, or two to five of them joined alike on both sides."""
    entries = list(weights)
    sums = list(accumulate(weight**SHARPNESS for weight in weights.values()))
    joints = [joint[2] for joint in JOINTS]
    for _ in range(count):
        length = 1 if random_.random() < ALONE else random_.randint(2, 5)
        drawn = random_.choices(entries, cum_weights=sums, k=length)
        arabic, english, _ = random_.choices(JOINTS, joints)[0]
        yield arabic.join(entry[0] for entry in drawn), english.join(entry[1] for entry in drawn)


def _is_word(word: str) -> bool:
    return _WORDS.fullmatch(word) is not None


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--rows", type=int, default=260_000)
    parser.add_argument("--seed", type=int, default=11)
    options = parser.parse_args()
    try:
        from wordfreq import zipf_frequency
    except ImportError:
        sys.exit("word_lists.py needs wordfreq: run pip install wordfreq")

    # The mixture names it already.
    (options.out / OUTPUT).touch()
    mixture = load_mixture(Path(__file__).parent / "mixture.yaml")
    seen = count_words(source for source in mixture.sources if source.path.name != OUTPUT)
    folder = options.shared / "train" / "parallel"
    entries = (
        (pair, trust)
        for name, trust in DICTIONARIES.items()
        for pair in read_pairs(folder / f"{name}.tsv.xz")
    )
    weights = weigh(entries, seen, zipf_frequency)
    random_ = random.Random(options.seed)  # noqa: S311 - nothing secret is drawn
    sys.stderr.write(f"{len(weights):,} entries\n")
    write(options.out / OUTPUT, lists(weights, options.rows, random_))


if __name__ == "__main__":
    main()

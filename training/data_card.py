"""Write DATA.md: what the compact model has seen, under which licences.

Usage: python training/data_card.py SHARED > training/DATA.md

SHARED holds train/SOURCES.tsv. The weights are those of mixture.yaml; its own text must have been
made before.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from mt_toolkit.training.mixture_file import load_mixture

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
HEAD = """\
# Data card of the compact model

Written by `python training/data_card.py ../shared > training/DATA.md`.

Licence classes: *open* allows any use with at most attribution; *share-alike* and *copyleft* ask
that adapted data keep their licence; *unstated* means that no licence is given where the data was
found. Nothing that forbids commercial use is here. Texts of the test sets (`eval/`, `seeds/`,
`corpus/`) are left out: rows that share eight words in a row with them are removed when the data
is prepared.

Filters: at most 520 letters of Arabic and 620 of English, no Arabic letters in the English, at most
120 pieces, neither side more than three times as long as the other.
"""
OWN = """\
## Written for this project

| file | what | weight |
| --- | --- | --- |
| news.tsv | 31,000 sentences of news and other prose, in six to ten spellings each | 0.92 |
| joined.tsv | two or three neighbouring ones as one | 1.05 |
| templates.tsv | 400,000 sentences from 4,700 templates, their slots filled | 0.1 |
| words.tsv | 260,000 lists of dictionary entries that the rest hardly shows | 0.45 |

The carried model was trained with weights much like these, and with 6,900 of the 11,700 pairs of
`news/words-*`; `RESULTS.md` tells how they changed on the way.
"""
# Described in the README of SHARED, not in SOURCES.tsv.
TATOEBA = {
    "pairs": "32620",
    "register": "prose",
    "arabic_by": "human",
    "licence_class": "open",
    "source": "tatoeba.org, Arabic sentences with an English translation; CC BY 2.0 FR; human",
}


def rows(shared: Path) -> Iterator[dict[str, str]]:
    """The sources of the mixture, with what is known of them."""
    with (shared / "train" / "SOURCES.tsv").open(encoding="utf-8", newline="") as stream:
        known = {row["name"]: row for row in csv.DictReader(stream, delimiter="\t")}
    known.setdefault("tatoeba", TATOEBA)
    for source in load_mixture(HERE / "mixture.yaml").sources:
        name = source.path.name.partition(".")[0]
        if source.path.suffix == ".xz":
            yield {"weight": f"{source.weight.start:g}", "name": name} | known[name]


def main() -> None:
    """Print the card."""
    found = sorted(rows(Path(sys.argv[1])), key=lambda row: row["name"])
    classes: dict[str, list[int]] = defaultdict(list)
    table = []
    for row in found:
        classes[row["licence_class"]].append(int(row["pairs"]))
        cells = (
            row["name"],
            f"{int(row['pairs']):,}",
            *(row[key] for key in ("register", "arabic_by", "licence_class", "weight")),
            row["source"].replace("|", "/"),
        )
        table.append(f"| {' | '.join(cells)} |")
    parts = [
        HEAD,
        OWN,
        "## By licence class\n\n| class | files | pairs |\n| --- | --- | --- |",
        *(f"| {name} | {len(pairs)} | {sum(pairs):,} |" for name, pairs in sorted(classes.items())),
        "\n## Files\n",
        "| name | pairs | register | Arabic by | licence class | weight | origin |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *table,
    ]
    sys.stdout.write("\n".join(parts) + "\n")


if __name__ == "__main__":
    main()

"""Show which training pairs share eight words in a row with texts that must never be trained on.

Usage: python training/overlap.py SHARED FILE...

SHARED is the folder that holds eval/ and seeds/; corpus/ of this checkout is held out as well. Each
pair found is printed as a row: file, held-out file, shared words, Arabic, English. The exit code is
1 where there is one. `mt-toolkit train --held-out` leaves such pairs out by the same rule, and
lists them in removed.tsv of its run.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from mt_toolkit.arabic import clean
from mt_toolkit.errors import MtToolkitError
from mt_toolkit.training.overlap import HeldOut
from mt_toolkit.training.pairs import read_pairs, tidy_english

CORPUS = Path(__file__).parent.parent / "corpus"


def shared_with(held_out: HeldOut, path: Path) -> tuple[int, int]:
    """Print the pairs of a file that overlap; how many those are, and how many there are."""
    found = pairs = 0
    for source, target in read_pairs(path):
        pairs += 1
        overlap = held_out.find(clean(source), tidy_english(target))
        if overlap is not None:
            found += 1
            row = (path.name, overlap.origin, overlap.words, source, target)
            sys.stdout.write("\t".join(row) + "\n")
    return found, pairs


def main() -> int:
    """Check the files named on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args()
    try:
        held_out = HeldOut.load([options.shared / "eval", options.shared / "seeds", CORPUS])
        counts = [shared_with(held_out, path) for path in options.files]
    except MtToolkitError as error:
        sys.stderr.write(f"{error}\n")
        return 3
    found, pairs = (sum(count) for count in zip(*counts, strict=True))
    sys.stderr.write(f"{pairs:,} pairs in {len(counts)} files, {found:,} share eight words\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

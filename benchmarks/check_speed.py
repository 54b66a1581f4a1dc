"""How fast ``mt-toolkit glossary check`` is, beside codespell on the same files.

    python benchmarks/check_speed.py [--megabytes 100] [--entries 100 1000 10000 100000]
        [--suffix .yaml] [--output-formats json text]

The text is the corpus of this project, English and Arabic, its lines shuffled; where
``../shared/eval`` is there, its development sets are mixed in. Once it is taken as it is ("as is":
in Arabic a finding every 5 kB), once only its clean lines, with one line in 2,000 holding a wrong
spelling ("clean"). Glossaries are the shipped one, cut or filled up with made-up names, as YAML,
CSV or TSV. Time is processor time of one core, reading included, and is the difference to the same
command over 1 MB, which is given as the start; memory is the peak of the process. codespell (pip
install codespell) gets a dictionary with the same wrong English spellings, of as many entries; the
last column is the time that it takes for the same text, as a multiple of ours.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from mt_toolkit.checks.engine import Engine
from mt_toolkit.checks.inputs.documents import Document
from mt_toolkit.checks.inputs.texts import plain_units
from mt_toolkit.checks.registry import Selection
from mt_toolkit.glossary import (
    Entry,
    Glossary,
    Kind,
    Short,
    glossary_as_table,
    glossary_as_yaml,
    load_glossary,
)

ROOT = Path(__file__).parent.parent
DEVELOPMENT = ROOT.parent / "shared" / "eval"
SEED = 7
LINES_A_FAULT = 2000
CONSONANTS = {
    "ب": "b", "د": "d", "ف": "f", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ر": "r",
    "س": "s", "ت": "t", "ش": "sh", "غ": "gh", "خ": "kh", "ز": "z", "ج": "j",
}  # fmt: skip
LARGE = 1000
WRONG = {"ar": "وقال عباس عرقجي إن المحادثات مستمرة.", "en": "Abbas Araqchi agreed."}
VOWELS = {"ا": "a", "ي": "i", "و": "u"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a run took, over how much text, and how many lines it printed."""

    seconds: float
    megabytes: float
    peak: float
    lines: int

    @property
    def speed(self) -> float:
        """Megabytes a second of one core."""
        return self.megabytes / self.seconds


def main() -> None:
    """Read the options and measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--megabytes", type=float, default=100)
    options.add_argument("--entries", type=int, nargs="+", default=[100, 1000, 10_000, 100_000])
    options.add_argument("--suffix", choices=(".yaml", ".csv", ".tsv"), default=".yaml")
    options.add_argument("--output-formats", nargs="+", default=["json", "text"])
    arguments = options.parse_args()
    print(f"{machine()}; {versions()}")
    with tempfile.TemporaryDirectory() as folder:
        run(
            Path(folder),
            arguments.megabytes,
            arguments.entries,
            arguments.suffix,
            arguments.output_formats,
        )


def machine() -> str:
    """The processor and the Python that the figures are of."""
    information = Path("/proc/cpuinfo")
    lines = information.read_text(encoding="utf-8").splitlines() if information.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    name = models[0] if models else platform.machine()
    return f"{name}, {os.cpu_count()} processors, Python {platform.python_version()}"


def versions() -> str:
    """The versions of what is compared, and of what does the work."""
    names = ("mt-toolkit", "codespell", "ahocorasick-rs", "numpy", "PyYAML")
    return ", ".join(f"{name} {metadata.version(name)}" for name in names)


def run(folder: Path, megabytes: float, sizes: list[int], suffix: str, formats: list[str]) -> None:
    """Write the texts and print a line for each measurement."""
    thousand = glossary_file(folder, 1000, suffix)
    texts = {
        f"{language} {kind}": lines_of(language, thousand if kind == "clean" else None)
        for language in ("en", "ar")
        for kind in ("clean", "as is")
    }
    files = {name: write_text(folder, name, lines, megabytes) for name, lines in texts.items()}
    small = {name: write_text(folder, f"{name} 1", lines, 1) for name, lines in texts.items()}
    heads = ("entries", "text", "MB", "s", "MB/s", "start s", "peak MB", "lines", "ratio")
    print("{:>17} {:>8} {:>6} {:>7} {:>7} {:>8} {:>8} {:>9} {:>6}".format(*heads))
    for size in sizes:
        glossary = glossary_file(folder, size, suffix)
        dictionary = folder / f"dictionary-{size}.txt"
        dictionary.write_text(codespell_dictionary(made_up(size)), encoding="utf-8")
        codespell = [sys.executable, "-m", "codespell_lib", "-D", str(dictionary), "-q", "3"]
        for name, path in files.items():
            for form in formats:
                start = check(glossary, small[name], form)
                ours = without_start(check(glossary, path, form), start)
                print(row(f"{size} {form}", name, ours, start))
            if name.startswith("en"):
                start = measure([*codespell, str(small[name])], small[name])
                theirs = without_start(measure([*codespell, str(path)], path), start)
                print(row(f"codespell {size}", name, theirs, start, ours.speed / theirs.speed))


def glossary_file(folder: Path, size: int, suffix: str = ".yaml") -> Path:
    """A glossary of ``size`` entries, as a file."""
    path = folder / f"names-{size}{suffix}"
    glossary = made_up(size)
    if suffix == ".yaml":
        path.write_text(glossary_as_yaml(glossary), encoding="utf-8")
    else:
        delimiter = "," if suffix == ".csv" else "\t"
        path.write_text(glossary_as_table(glossary, delimiter), encoding="utf-8")
    return path


def without_start(whole: Measured, start: Measured) -> Measured:
    """What the text takes, without the time it takes to start."""
    return Measured(
        seconds=whole.seconds - start.seconds,
        megabytes=whole.megabytes - start.megabytes,
        peak=whole.peak,
        lines=whole.lines,
    )


def row(name: str, language: str, text: Measured, start: Measured, ratio: float = 1.0) -> str:
    """One line of the table."""
    return (
        f"{name:>17} {language:>8} {text.megabytes:6.1f} {text.seconds:7.2f} {text.speed:7.1f} "
        f"{start.seconds:8.2f} {text.peak:8.0f} {text.lines:9} {ratio:6.2f}"
    )


def check(glossary: Path, path: Path, form: str) -> Measured:
    """One run of the command over one file, its output in a format."""
    command = [sys.executable, "-m", "mt_toolkit", "glossary", "check", "-q"]
    return measure(
        [*command, "-g", str(glossary), "--select", "MT1", "--output-format", form, str(path)],
        path,
    )


def measure(command: list[str], path: Path) -> Measured:
    """Run a command by itself, in a process whose children it alone is."""
    program = (
        "import json, resource, subprocess, sys\n"
        "done = subprocess.run(sys.argv[1:], capture_output=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss, done.returncode,"
        " done.stdout.count(b'\\n'), done.stderr.decode()[-500:]]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *command], capture_output=True, check=True, text=True
    )
    seconds, peak, code, lines, errors = json.loads(done.stdout)
    if code not in (0, 1, 65):
        raise SystemExit(f"{' '.join(command)} ended with {code}\n{errors}")
    return Measured(
        seconds=seconds, megabytes=path.stat().st_size / 1e6, peak=peak / 1024, lines=lines
    )


def lines_of(language: str, glossary: Path | None) -> list[str]:
    """All lines, or those that ``glossary`` finds nothing in."""
    lines = sorted(
        {
            line
            for source in sources(language)
            for line in source.read_text(encoding="utf-8").splitlines()
            if line.strip()
        }
    )
    if glossary is None:
        return lines
    engine = Engine(load_glossary(glossary), Selection.parsed(["MT1"], []))
    piece = "\n".join(lines) + "\n"
    document = Document(path=None, units=plain_units(piece.splitlines(keepends=True)))
    faulty = {finding.location.line for finding in engine.check(document)}
    return [line for number, line in enumerate(lines, 1) if number not in faulty]


def write_text(folder: Path, name: str, lines: list[str], megabytes: float) -> Path:
    """Write lines in random order until the file is large enough."""
    chooser = random.Random(SEED)  # noqa: S311 - text, not secrets
    wrong = WRONG[name[:2]]
    path = folder / f"{name}.txt"
    size = number = 0
    with path.open("w", encoding="utf-8") as file:
        while size < megabytes * 1e6:
            line = wrong if number % LINES_A_FAULT == 0 else chooser.choice(lines)
            file.write(f"{line}\n")
            size += len(line.encode()) + 1
            number += 1
    return path


def sources(language: str) -> list[Path]:
    """The files that the text is taken from."""
    found = sorted((ROOT / "corpus" / language).glob("*.txt"))
    return found + sorted(DEVELOPMENT.glob(f"*/*dev.{language}"))


def made_up(size: int) -> Glossary:
    """The shipped glossary, cut or filled up to ``size`` entries."""
    shipped = load_glossary(ROOT / "glossaries" / "names.yaml").entries
    entries = list(shipped[:size])
    chooser = random.Random(SEED)  # noqa: S311 - text, not secrets
    seen: set[str] = set()
    while len(entries) < size:
        arabic, latin = made_up_name(chooser)
        if latin in seen:
            continue
        seen.add(latin)
        entries.append(
            Entry(
                id=f"made-up-{len(entries)}",
                kind=Kind.PERSON,
                target=f"Karim {latin}",
                sources=(f"كريم {arabic}",),
                short=Short(target=latin, sources=(arabic, f"{arabic}ي"), wrong=(f"{latin}hh",)),
            )
        )
    return Glossary(entries=tuple(entries))


def made_up_name(chooser: random.Random) -> tuple[str, str]:
    """A name of syllables, in both scripts."""
    arabic, latin = [], []
    for _ in range(chooser.randint(3, 4)):
        for letters in (CONSONANTS, VOWELS):
            letter = chooser.choice(list(letters))
            arabic.append(letter)
            latin.append(letters[letter])
    return "".join(arabic), "".join(latin).capitalize()


def codespell_dictionary(glossary: Glossary) -> str:
    """One line for each wrong word; codespell knows no names of several words."""
    words = {
        wrong.lower(): form.target
        for entry in glossary
        for form in entry.forms
        for wrong in form.wrong
        if wrong.isascii() and wrong.isalpha()
    }
    return "".join(f"{wrong}->{right}\n" for wrong, right in sorted(words.items()))


if __name__ == "__main__":
    main()

"""Filling the slots of sentence templates: one Arabic and English filler for both sides.

A template holds slots such as ``{M1}`` (a man's name) or ``{CAP2}`` (the capital of country 2). The
same slot with the same number is the same referent on both sides and in the whole template; the
table of slots stands beside the templates, in SPEC.md.
"""

from __future__ import annotations

import importlib.util
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

__all__ = ["Lexicon", "SlotError", "Templates", "parse_table", "read_table"]

_SLOT: Final = re.compile(r"\{([A-Z]+)x?(\d*)(x?)\}")
_NESTED: Final = {"SPK": "speakers", "ADV": "adverbs", "S": "clauses", "SQ": "quotes"}
_DEPTH: Final = 3
_NUMERALS: Final = ("three", "four", "five", "six", "seven", "eight", "nine", "10")
_ROUND: Final = (100, 200, 300, 400, 500, 700, 1000, 1200, 1500, 2000, 3000, 5000, 8000, 20000)
_COMMON_COUNTRIES: Final = 20

Pair = tuple[str, str]


class SlotError(ValueError):
    """A template asks for a slot that does not exist, or nests slots too deeply."""


def parse_table(lines: Iterable[str]) -> list[Pair]:
    """The first two columns of TSV lines; lines with fewer are left out."""
    rows = (line.split("\t") for line in lines)
    return [(row[0], row[1]) for row in rows if len(row) >= 2]


def read_table(path: Path) -> list[Pair]:
    """The first two columns of a TSV file."""
    return parse_table(path.read_text(encoding="utf-8").splitlines())


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Fillers, written by hand.

    Attributes:
        men: Full name and last name in Arabic, then in English.
        women: The same.
        countries: Name, English name, capital, English capital, three adjectives (masculine,
            feminine, plural), English adjective, gender.
        plain: For each other kind of slot, pairs of fillers.
        names: Given names and surnames from which unknown men are made.
    """

    men: Sequence[Sequence[str]]
    women: Sequence[Sequence[str]]
    countries: Sequence[Sequence[str]]
    plain: dict[str, Sequence[Pair]]
    names: Sequence[Pair]

    @classmethod
    def load(cls, templates: Path, names: Path) -> Lexicon:
        """Read ``lexicon.py`` beside the templates, and a table of names."""
        spec = importlib.util.spec_from_file_location("lexicon", templates / "lexicon.py")
        if spec is None or spec.loader is None:
            raise FileNotFoundError(templates / "lexicon.py")
        module: Any = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return cls(
            men=module.MEN,
            women=module.WOMEN,
            countries=[country for country in module.C if country[8] != "x"],
            plain={kind: getattr(module, kind) for kind in ("CITY", "ORG", "MIN", "DAYW", "MONTH")},
            names=[
                (arabic, english)
                for arabic, english in read_table(names)
                if 3 <= len(english) <= 12 and english.isalpha() and " " not in arabic
            ],
        )


class Templates:
    """Templates and what may be put into them.

    Args:
        folder: Folder of the templates.
        lexicon: Fillers.
        random_: Decides everything.
    """

    def __init__(self, folder: Path, lexicon: Lexicon, random_: random.Random) -> None:
        self._lexicon = lexicon
        self._random = random_
        self._parts = {
            "speakers": read_table(folder / "speakers.tsv"),
            "adverbs": read_table(folder / "adverbs.tsv"),
            "quotes": read_table(folder / "quotes.tsv"),
            "clauses": read_table(folder / "clauses1.tsv") + read_table(folder / "clauses2.tsv"),
        }
        self._frames = read_table(folder / "frames.tsv")
        self._short = read_table(folder / "sentences.tsv")
        known = {*self._parts, "clauses1", "clauses2", "frames", "sentences"}
        self._long = [
            row
            for path in sorted(folder.glob("*.tsv"))
            if path.stem not in known
            for row in read_table(path)
        ]

    def draw(self) -> Pair:
        """A template of any kind, whole sentences most often."""
        kinds = (
            self._long,
            self._frames,
            self._short,
            self._parts["quotes"],
            self._parts["clauses"],
        )
        (kind,) = self._random.choices(kinds, weights=(60, 15, 15, 5, 5))
        return self._random.choice(kind)

    def fill(self, arabic: str, english: str) -> Pair:
        """Fill all slots.

        Raises:
            SlotError: There is a slot that is not known.
        """
        for _ in range(_DEPTH):
            for number, (slot, part) in enumerate(_NESTED.items(), 1):
                mark = f"{{{slot}}}"
                if mark in arabic:
                    inner = self._random.choice(self._parts[part])
                    # What is put in has referents of its own.
                    source, target = (_renumber(side, 10 * number) for side in inner)
                    arabic, english = arabic.replace(mark, source), english.replace(mark, target)
        feminine = {match[2] for match in _SLOT.finditer(arabic) if match[1] in {"CF", "CAP"}}
        scene = _Scene(lexicon=self._lexicon, random=self._random, feminine=feminine)
        filled = (
            _SLOT.sub(lambda match: scene.value(match)[0], arabic),
            _SLOT.sub(lambda match: scene.value(match)[1], english),
        )
        if "{" in "".join(filled):
            raise SlotError(f"a slot of {arabic!r} cannot be filled")
        return filled


def _renumber(text: str, by: int) -> str:
    return re.sub(
        r"\{([A-Z]+x?)(\d+)(x?)\}",
        lambda match: f"{{{match[1]}{int(match[2]) + by}{match[3]}}}",
        text,
    )


@dataclass(slots=True, kw_only=True)
class _Scene:
    """The referents of one sentence."""

    lexicon: Lexicon
    random: random.Random
    feminine: set[str]
    referents: dict[tuple[str, str], Any] = field(default_factory=dict)

    def value(self, slot: re.Match[str]) -> Pair:
        """The Arabic and the English filler of a slot."""
        kind, number = slot[1], slot[2]
        if kind == "AL":
            return "ال", ""
        if kind in {"M", "ML", "F", "FL"}:
            person = self._keep(kind[0], number, self._man if kind[0] == "M" else self._woman)
            return (person[1], person[3]) if kind.endswith("L") else (person[0], person[2])
        if kind in {"C", "CF", "CAP", "NM", "NF", "NP"}:
            return self._of_country(
                kind, self._keep("C", number, lambda: self._country(number)), slot
            )
        if kind in self.lexicon.plain:
            choices = self.lexicon.plain[kind]
            arabic, english = self._keep(kind, number, lambda: self.random.choice(choices))
            return arabic, english
        figure: Pair = self._keep(kind, number, lambda: self._figure(kind))
        return figure

    def _keep(self, kind: str, number: str, make: Callable[[], Any]) -> Any:
        key = (kind, number)
        if key not in self.referents:
            self.referents[key] = make()
        return self.referents[key]

    def _man(self) -> Sequence[str]:
        if self.random.random() < 0.6:
            return self.random.choice(self.lexicon.men)
        first, last = self.random.choice(self.lexicon.names), self.random.choice(self.lexicon.names)
        return f"{first[0]} {last[0]}", last[0], f"{first[1]} {last[1]}", last[1]

    def _woman(self) -> Sequence[str]:
        return self.random.choice(self.lexicon.women)

    def _country(self, number: str) -> Sequence[str]:
        """A country that no other slot of the sentence has, and of the gender that is needed."""
        taken = [value for (kind, _), value in self.referents.items() if kind == "C"]
        choices = [
            country
            for country in self.lexicon.countries
            if country not in taken and (number not in self.feminine or country[8] == "f")
        ]
        if self.random.random() < 0.35:
            choices = choices[:_COMMON_COUNTRIES]
        return self.random.choice(choices)

    @staticmethod
    def _of_country(kind: str, country: Sequence[str], slot: re.Match[str]) -> Pair:
        name, english, capital, english_capital, man, woman, men, adjective, _ = country
        return {
            "C": (name, english),
            "CF": (name, english),
            "CAP": (capital, english_capital),
            "NM": (man, english if slot[3] else adjective),
            "NF": (woman, adjective),
            "NP": (men, adjective),
        }[kind]

    def _figure(self, kind: str) -> Pair:
        """A number, in digits; small ones as words in English."""
        random_ = self.random
        if kind == "NS":
            number = random_.randint(3, 10)
            return str(number), _NUMERALS[number - 3]
        if kind == "NH":
            number = random_.choice(_ROUND)
            return str(number), f"{number:,}"
        if kind == "PCT" and random_.random() < 0.5:
            text = f"{random_.randint(1, 30)}.{random_.randint(1, 9)}"
            return text, text
        ranges = {"D": (1, 30), "Y": (1979, 2026), "NT": (11, 99), "PCT": (2, 95)}
        if kind not in ranges:
            raise SlotError(f"there is no slot {kind}")
        text = str(random_.randint(*ranges[kind]))
        return text, text

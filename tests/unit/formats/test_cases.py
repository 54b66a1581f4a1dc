"""Golden files: `name.suffix` is read, translated word by word, and compared with `name.en.suffix`.

The translation is a fake: each Arabic word becomes its letters' Latin names, in capitals, so that
one sees which word went where; the word order is turned around within five words to show that
markup follows its words. After a wanted change, look at the new files that
``MT_WRITE_CASES=1 pytest tests/unit/formats/test_cases.py`` writes, and commit them.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from mt_toolkit.bitext import WordLink
from mt_toolkit.formats import format_for
from mt_toolkit.formats.encoding import open_lines
from mt_toolkit.markup import project
from mt_toolkit.protocols import BlockTranslation
from mt_toolkit.text import Block, Span

CASES = Path(__file__).parents[2] / "cases" / "formats"
INPUTS = sorted(path for path in CASES.iterdir() if not path.stem.endswith(".en"))

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآةىؤئ"
LATIN = "a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y a a i a a a w y"
LETTERS = dict(zip(ARABIC, LATIN.split(), strict=True))


def word(arabic: str) -> str:
    return "".join(LETTERS.get(letter, letter) for letter in arabic).upper()


def translate(block: Block) -> BlockTranslation:
    """Words in Latin capitals, the second and third of five in turned order, with their links."""
    words = [*re.finditer(r"\w+", block.text)]
    order = list(range(len(words)))
    for start in range(0, len(words) - 2, 5):
        order[start + 1], order[start + 2] = order[start + 2], order[start + 1]
    text, links, position = "", [], 0
    for place, index in enumerate(order):
        text += block.text[position : words[place].start()]
        english = word(words[index].group())
        target = Span(len(text), len(text) + len(english))
        links.append(WordLink(source=Span(*words[index].span()), target=target, weight=1.0))
        text += english
        position = words[place].end()
    text += block.text[position:]
    return BlockTranslation(text=text, inlines=project(block.inlines, block.text, text, links))


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.name)
def test_case(path: Path) -> None:
    form = format_for(path)
    with open_lines(path) as lines:
        written = "".join(
            form.render(passage, [translate(block) for block in passage.blocks])
            for passage in form.read(lines, path)
        )
    expected = path.with_name(f"{path.stem}.en{path.suffix}")
    if os.environ.get("MT_WRITE_CASES"):
        expected.write_bytes(written.encode())
    assert written == expected.read_bytes().decode()

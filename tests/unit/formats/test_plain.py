from __future__ import annotations

import itertools
import tracemalloc
from typing import TYPE_CHECKING

from mt_toolkit.formats.plain import Plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mt_toolkit.text import Block

LINE = "قال الوزير إن المحادثات مستمرة.\n"


def blocks(lines: Iterable[str]) -> list[Block]:
    return [block for passage in Plain().read(lines, None) for block in passage.blocks]


def texts(text: str) -> list[str]:
    return [block.text for block in blocks(text.splitlines(keepends=True))]


def test_bullets_and_numbers_are_not_translated() -> None:
    for bullet in ("- ", "• ", "– ", "* ", "1. ", "12) ", "٣. ", "  - ", "\u200f- "):
        assert texts(f"{bullet}بند\n") == ["بند"]
    assert texts("-بند\n3.67 بالمئة\n") == ["-بند", "3.67 بالمئة"]


def test_line_numbers_are_those_of_the_file() -> None:
    assert [block.line for block in blocks([LINE, "\n", "***\n", LINE])] == [1, 4]
    assert [block.line for block in blocks([LINE] * 1000)] == list(range(1, 1001))


def test_urls_leave_no_hole_in_the_sentence() -> None:
    assert texts("انظر https://x.org/a هنا\n") == ["انظر هنا"]
    assert texts("انظر (https://x.org/a) هنا.\n") == ["انظر هنا."]
    assert texts("على http://x.org، وهنا\n") == ["على، وهنا"]
    assert texts("راسل a.b@x.org.eg اليوم\n") == ["راسل اليوم"]


def test_a_wrapped_paragraph_is_one_block() -> None:
    sentence = "قال المتحدث باسم الوزارة في بيان صدر مساء أمس إن الوفدين اتفقا على مواصلة الحوار"
    words = sentence.split()
    lines, line = [], ""
    for word in words * 4:
        if len(line) + 1 + len(word) > 70:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    lines.append(line)
    assert len(lines) >= 3
    assert texts("\n".join(lines)) == [" ".join(words * 4)]
    assert texts("\r\n".join(f"    {line}" for line in lines)) == [" ".join(words * 4)]


def test_headlines_and_sentences_a_line_each_stay_apart() -> None:
    headlines = [
        "وزير الخارجية يصل إلى جنيف في زيارة تستمر ثلاثة أيام",
        "جولة جديدة من المحادثات النووية تبدأ غدا في العاصمة النمساوية فيينا",
        "الأمم المتحدة تدعو إلى وقف فوري لإطلاق النار في المدينة",
    ]
    assert texts("\n".join(headlines)) == headlines
    assert texts(LINE * 5) == [LINE.strip()] * 5


def test_a_long_wrapped_paragraph_is_not_cut_between_passages() -> None:
    wide = "كلمة " * 14
    lines = [LINE] * 198 + [f"{wide}نهاية\n"] * 4 + [LINE]
    found = blocks(lines)
    assert found[198].text.count("نهاية") >= 4


def test_a_long_file_takes_no_more_memory_than_a_short_one() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        for _ in Plain().read(itertools.repeat(LINE, count), None):
            pass
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    peak(500)
    assert peak(5000) < 1.5 * peak(1000)

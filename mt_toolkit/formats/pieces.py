"""What readers make of a file before there are blocks: stretches of text and marks of markup."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from mt_toolkit.text import Block, Patch, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = [
    "Mark",
    "PlacedBlock",
    "Text",
    "bracketed",
    "digit_patches",
    "has_letters",
    "merged",
    "with_urls",
    "without_urls",
]

_URL = re.compile(
    r"""(?:(?:https?|ftp)://|\bwww\.)[^\s<>"“”«»،؛؟{}\[\]|\\^`]*[^\s<>"“”«»،؛؟{}\[\]|\\^`.,;:!?)'…]"""
    r"""|(?<![\w.+%-])[\w.+%-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}""",
    re.ASCII | re.IGNORECASE,
)
_BRACKETS = {"(": ")", "[": "]", "<": ">"}

_DIGITS = {
    **{chr(0x660 + digit): str(digit) for digit in range(10)},
    **{chr(0x6F0 + digit): str(digit) for digit in range(10)},
    "\u066b": ".",
    "\u066c": ",",
    "\u066a": "%",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedBlock(Block):
    """A block that knows how it is written.

    Attributes:
        context: The syntax around it, which decides how its translation is escaped.
        hole: For text inside the markup of the next block, for example the alternative text of an
            image in a sentence: the string that stands for it in that block's inlines. Such a
            block's span is empty.
        origin: Where each character of the text stands in the passage's raw text, or ``None`` where
            that is not known.
    """

    context: str
    hole: str = ""
    origin: Text | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A stretch of text to translate and where each of its characters stands in the raw text.

    Attributes:
        text: Decoded text.
        starts: For each character, where its raw form starts.
        ends: For each character, where its raw form ends.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def verbatim(cls, raw: str, start: int, end: int) -> Text:
        """Text that stands in the raw text as it is."""
        return cls(text=raw[start:end], starts=range(start, end), ends=range(start + 1, end + 1))

    @classmethod
    def decoded(cls, text: str, start: int, end: int) -> Text:
        """Text written as one indivisible stretch of raw text, such as an entity."""
        return cls(text=text, starts=[start] * len(text), ends=[end] * len(text))

    def part(self, start: int, end: int) -> Text:
        """Some of the characters."""
        return Text(
            text=self.text[start:end], starts=self.starts[start:end], ends=self.ends[start:end]
        )

    def shifted(self, by: int) -> Text:
        """The same text in raw text of which ``by`` more characters stand before it."""
        return Text(
            text=self.text,
            starts=[start + by for start in self.starts],
            ends=[end + by for end in self.ends],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of markup in the raw text.

    Attributes:
        kind: Whether it opens a pair, closes one, or is a thing of its own.
        start: Where it starts in the raw text.
        end: Where it ends.
        name: Names the pair: a mark closes the last open one of its name.
        lead: White space that goes with it, before it.
        edits: What has to be replaced or translated inside the markup, in order.
    """

    kind: Literal["open", "close", "thing"]
    start: int
    end: int
    name: str = ""
    lead: str = ""
    edits: tuple[Patch | PlacedBlock, ...] = ()


def has_letters(text: str) -> bool:
    """Whether there is anything to translate: at least one letter."""
    return any(map(str.isalpha, text))


def without_urls(text: str) -> str:
    """``text`` without its URLs and e-mail addresses."""
    return _URL.sub("", text)


def digit_patches(text: Text) -> Iterator[Patch]:
    """Patches that write the Arabic digits of untranslated text as ASCII ones."""
    for character, start, end in zip(text.text, text.starts, text.ends, strict=True):
        if character in _DIGITS:
            yield Patch(span=Span(start, end), text=_DIGITS[character])


def merged(items: list[Text | Mark]) -> Iterator[Text | Mark]:
    """The items, texts that follow one another joined."""
    for is_text, group in itertools.groupby(items, key=lambda item: isinstance(item, Text)):
        if not is_text:
            yield from group
            continue
        texts = [item for item in group if isinstance(item, Text)]
        if len(texts) == 1:
            yield texts[0]
        else:
            chain = itertools.chain.from_iterable
            yield Text(
                text="".join(text.text for text in texts),
                starts=list(chain(text.starts for text in texts)),
                ends=list(chain(text.ends for text in texts)),
            )


def with_urls(items: Iterable[Text | Mark]) -> Iterator[Text | Mark]:
    """The items, URLs and e-mail addresses in texts as things of their own."""
    for item in items:
        if isinstance(item, Mark):
            yield item
            continue
        position = 0
        for match in _URL.finditer(item.text):
            yield item.part(position, match.start())
            start, end = item.starts[match.start()], item.ends[match.end() - 1]
            yield Mark(kind="thing", start=start, end=end)
            position = match.end()
        yield item.part(position, len(item.text)) if position else item


def bracketed(items: Iterable[Text | Mark]) -> list[Text | Mark]:
    """The items, things of their own together with the brackets right around them."""
    out = list(items)
    for index, mark in enumerate(out[1:-1], 1):
        before, after = out[index - 1], out[index + 1]
        if not isinstance(mark, Mark) or mark.kind != "thing":
            continue
        if not isinstance(before, Text) or not isinstance(after, Text):
            continue
        if after.text and _BRACKETS.get(before.text[-1:]) == after.text[0]:
            out[index - 1] = before.part(0, len(before.text) - 1)
            out[index] = replace(mark, start=before.starts[-1], end=after.ends[0])
            out[index + 1] = after.part(1, len(after.text))
    return out

"""The markup of a block as a tree, and what of it belongs outside the block."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from mt_toolkit.formats.pieces import Mark, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "Node",
    "Pair",
    "fused",
    "leaves",
    "node_end",
    "node_start",
    "peeled",
    "sections",
    "tightened",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two marks and what is between them, at least one word."""

    open: Mark
    close: Mark
    children: list[Node]


# Deeper nesting is a malformed file; marks beyond it count as things of their own.
_DEEPEST: Final = 50

Node: TypeAlias = "Text | Mark | Pair"


def sections(items: Iterable[Text | Mark]) -> Iterator[list[Node]]:
    """Nest pairs; part the text where an unpaired mark stands outside all pairs."""
    items = list(items)
    partners = _partners(items)
    stack: list[tuple[Mark | None, list[Node]]] = [(None, [])]
    for index, item in enumerate(items):
        children = stack[-1][1]
        if isinstance(item, Text):
            if item.text:
                children.append(item)
        elif item.kind == "thing":
            children.append(item)
        elif index in partners:
            if item.kind == "open":
                stack.append((item, []))
                continue
            opening, inner = stack.pop()
            assert opening is not None  # noqa: S101 - partners are nested
            stack[-1][1].append(_paired(opening, item, inner))
        elif len(stack) > 1:
            children.append(replace(item, kind="thing"))
        else:
            yield children
            yield [replace(item, kind="thing")]
            stack[0] = (None, [])
    yield stack[0][1]


def _partners(items: list[Text | Mark]) -> set[int]:
    """Indices of the marks that open or close a pair, pairs properly nested."""
    partners: set[int] = set()
    waiting: dict[str, list[int]] = defaultdict(list)
    stack: list[int] = []
    for index, item in enumerate(items):
        if not isinstance(item, Mark) or item.kind == "thing":
            continue
        if item.kind == "open":
            if len(stack) < _DEEPEST:
                stack.append(index)
                waiting[item.name].append(index)
        elif waiting[item.name]:
            opening = waiting[item.name][-1]
            partners |= {opening, index}
            while stack and stack[-1] >= opening:
                waiting[_name(items[stack.pop()])].pop()
    return partners


def _name(item: Text | Mark) -> str:
    return item.name if isinstance(item, Mark) else ""


def _paired(opening: Mark, closing: Mark, children: list[Node]) -> Node:
    inner = list(leaves(children))
    if any(isinstance(leaf, Text) and not all(map(_is_space, leaf.text)) for leaf in inner):
        return Pair(open=opening, close=closing, children=children)
    edits = [*opening.edits]
    for leaf in inner:
        if isinstance(leaf, Mark):
            edits.extend(leaf.edits)
    edits.extend(closing.edits)
    return Mark(kind="thing", start=opening.start, end=closing.end, edits=tuple(edits))


def leaves(nodes: Iterable[Node]) -> Iterator[Text | Mark]:
    """The texts and marks of some nodes, in order."""
    for node in nodes:
        if isinstance(node, Pair):
            yield node.open
            yield from leaves(node.children)
            yield node.close
        else:
            yield node


def node_start(node: Node) -> int:
    """Where a node starts in the raw text."""
    if isinstance(node, Text):
        return node.starts[0]
    return node.start if isinstance(node, Mark) else node.open.start


def node_end(node: Node) -> int:
    """Where a node ends in the raw text."""
    if isinstance(node, Text):
        return node.ends[-1]
    return node.end if isinstance(node, Mark) else node.close.end


def peeled(nodes: list[Node]) -> tuple[list[Mark], list[Node], list[Mark]]:
    """What stands before the block's words, the block itself, and what stands after it."""
    before: list[Mark] = []
    after: list[Mark] = []
    while True:
        nodes = _trimmed(tightened(nodes), before, at_start=True)
        trailing: list[Mark] = []
        nodes = _trimmed(nodes[::-1], trailing, at_start=False)[::-1]
        after[:0] = trailing[::-1]
        only = nodes[0] if len(nodes) == 1 else None
        if not isinstance(only, Pair):
            return before, nodes, after
        before.append(only.open)
        after.insert(0, only.close)
        nodes = only.children


def _trimmed(nodes: list[Node], marks: list[Mark], *, at_start: bool) -> list[Node]:
    """The nodes without white space and things of their own in front; these go to ``marks``.

    Where ``at_start`` is false, the nodes are in reverse order.
    """
    for index, node in enumerate(nodes):
        if isinstance(node, Mark):
            marks.append(node)
        elif isinstance(node, Pair):
            return nodes[index:]
        elif (text := _stripped(node, start=at_start, end=not at_start)).text:
            return [text, *nodes[index + 1 :]]
    return []


def _stripped(text: Text, *, start: bool, end: bool) -> Text:
    first, last = 0, len(text.text)
    while start and first < last and _is_space(text.text[first]):
        first += 1
    while end and first < last and _is_space(text.text[last - 1]):
        last -= 1
    return text if last - first == len(text.text) else text.part(first, last)


def _is_space(character: str) -> bool:
    return character.isspace() or character == "\ufeff"


def tightened(nodes: list[Node]) -> list[Node]:
    """Let things of their own take the white space before them, unless a word follows."""
    out: list[Node] = []
    for node, following in itertools.zip_longest(nodes, nodes[1:]):
        previous = out[-1] if out else None
        after = following.text if isinstance(following, Text) else ""
        if isinstance(node, Mark) and isinstance(previous, Text) and not after[:1].isalnum():
            kept = _stripped(previous, start=False, end=True)
            out[-1:] = [kept] if kept.text else []
            out.append(replace(node, lead=previous.text[len(kept.text) :] + node.lead))
        else:
            out.append(node)
    return out


def fused(pair: Pair) -> Pair:
    """Things of their own at the edges of a pair become part of its marks."""
    opening, closing, children = pair.open, pair.close, tightened(pair.children)
    while isinstance(first := children[0], Mark):
        opening = replace(opening, end=first.end, edits=(*opening.edits, *first.edits))
        del children[0]
        if isinstance(text := children[0], Text):
            children[0] = text = _stripped(text, start=True, end=False)
            if text.text:
                opening = replace(opening, end=text.starts[0])
            else:
                del children[0]
    while isinstance(last := children[-1], Mark):
        edits = (*last.edits, *closing.edits)
        closing = replace(closing, start=last.start, lead=last.lead, edits=edits)
        del children[-1]
    return replace(pair, open=opening, close=closing, children=children)

"""What a glossary is read as before it is a glossary: texts, lists and mappings with places.

YAML, CSV and TBX all end up here, and so the same things are right and wrong in each of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeAlias

__all__ = ["ListNode", "MappingNode", "Node", "TextNode", "Unread", "part_of"]


@dataclass(frozen=True, slots=True)
class TextNode:
    """A single value.

    Attributes:
        text: The value as written.
        line: Line, from 1.
        column: Column in code points, from 1.
        type_name: What the value is to a reader of the format: ``string``, ``boolean``,
            ``number``, ``null`` or ``date``.
        exact: Whether ``text`` stands in the file just so, one character for one, from
            ``line:column`` on.
    """

    text: str
    line: int
    column: int
    type_name: str = "string"
    exact: bool = False


@dataclass(frozen=True, slots=True)
class ListNode:
    """Several values in order."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Keys and their values in order; no key comes twice."""

    items: tuple[tuple[TextNode, Node], ...]
    line: int
    column: int


Node: TypeAlias = TextNode | ListNode | MappingNode


class Unread(Protocol):
    """What a node can be made from, but seldom is."""

    def read(self) -> Node:
        """Make it."""


def part_of(node: Node, step: str | int) -> Node | None:
    """The value of a key of a mapping, or the item of a list, or ``None`` where there is none."""
    if isinstance(node, MappingNode):
        return next((value for key, value in node.items if key.text == step), None)
    if isinstance(node, ListNode) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None

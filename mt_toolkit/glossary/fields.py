"""Taking the values out of a mapping, each with its check and its place."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from mt_toolkit.glossary.nodes import ListNode, MappingNode, TextNode
from mt_toolkit.glossary.validity import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from enum import StrEnum

    from mt_toolkit.glossary.nodes import Node
    from mt_toolkit.glossary.problems import Problems

__all__ = ["Fields", "fault_unless", "type_of"]


class Fields:
    """The values of one mapping, each taken with its check; what is wrong is noted.

    Args:
        problems: Where it is noted.
        node: The mapping.
        what: What it is, for messages: "an entry".
        keys: The keys it may have.
    """

    def __init__(
        self, problems: Problems, node: Node | None, what: str, keys: Sequence[str]
    ) -> None:
        self._problems = problems
        self._what = what
        self._line, self._column = (node.line, node.column) if node is not None else (1, 1)
        self._values: dict[str, Node] = {}
        if not isinstance(node, MappingNode):
            problems.add(
                f"{what} is {type_of(node)}, not a mapping",
                line=self._line,
                column=self._column,
                mend=f"Write keys and values: {', '.join(keys[:3])} …",
            )
            return
        for key, value in node.items:
            if key.text in keys:
                self._values[key.text] = value
                continue
            near = get_close_matches(key.text, keys, n=1, cutoff=0.6)
            problems.add(
                f"{what} has no key {key.text!r}",
                line=key.line,
                column=key.column,
                mend=f"You may mean {near[0]!r}" if near else f"Use {', '.join(keys)}",
            )

    def get(self, key: str) -> Node | None:
        """The value of a key as it is."""
        return self._values.get(key)

    def missing(self, key: str, mend: str) -> None:
        """Note that a key is needed, if it is not there."""
        if key not in self._values:
            self._problems.add(
                f"{self._what} lacks {key!r}", line=self._line, column=self._column, mend=mend
            )

    def text(self, key: str, fault_in: Callable[[str], Fault | None]) -> str | None:
        """A text that ``fault_in`` finds no fault in, or ``None``."""
        node = self._values.get(key)
        return None if node is None else self._checked(key, node, fault_in)

    def texts(self, key: str, fault_in: Callable[[str], Fault | None]) -> tuple[str, ...]:
        """The faultless texts of a list."""
        node = self._values.get(key)
        if node is None:
            return ()
        if not isinstance(node, ListNode):
            self._mistyped(key, node, "a list", "Write [one, two], or a line with - for each")
            return ()
        if not node.items:
            self._problems.add(
                f"{key} is an empty list",
                line=node.line,
                column=node.column,
                mend="Leave the key out",
            )
        texts: dict[str, None] = {}
        for item in node.items:
            text = self._checked(key, item, fault_in)
            if text is not None and text in texts:
                self._problems.add(
                    f"{key} has {text!r} twice",
                    line=item.line,
                    column=item.column,
                    mend="Take one of them out",
                )
            elif text is not None:
                texts[text] = None
        return tuple(texts)

    def flag(self, key: str) -> bool:
        """Whether a flag is set."""
        node = self._values.get(key)
        if node is None:
            return False
        if not isinstance(node, TextNode) or node.text not in ("true", "false"):
            self._mistyped(key, node, "true or false", "Write true or false, without quotes")
            return False
        if node.type_name != "boolean":
            self._mistyped(key, node, "true or false", "Take the quotes away")
        return node.text == "true"

    def choice(self, key: str, values: type[StrEnum]) -> Any:
        """One of the members of ``values``, or ``None``."""
        names = ", ".join(values)
        text = self.text(
            key,
            lambda text: fault_unless(
                text in list(values),
                f"is {text!r}, which is none of {names}",
                f"Use one of {names}",
            ),
        )
        return values(text) if text is not None else None

    def _checked(self, key: str, node: Node, fault_in: Callable[[str], Fault | None]) -> str | None:
        if not isinstance(node, TextNode):
            self._mistyped(key, node, "text", "Write one text")
            return None
        wanted = "number" if key == "version" else "string"
        if node.type_name != wanted:
            mend = "Write 1, without quotes" if key == "version" else "Put it in quotes"
            self._mistyped(key, node, "text" if wanted == "string" else "a number", mend)
            return None
        fault = fault_in(node.text)
        if fault is None:
            return node.text
        self._problems.add(
            f"{key} {fault.problem}",
            line=node.line,
            column=node.column + (fault.at if node.exact and fault.at is not None else 0),
            mend=fault.mend,
        )
        return None

    def _mistyped(self, key: str, node: Node, wanted: str, mend: str) -> None:
        self._problems.add(
            f"{key} is {type_of(node)}, not {wanted}",
            line=node.line,
            column=node.column,
            mend=mend,
        )


def type_of(node: Node | None) -> str:
    """What a node is, for messages."""
    if node is None:
        return "empty"
    if isinstance(node, MappingNode):
        return "a mapping"
    if isinstance(node, ListNode):
        return "a list"
    if node.type_name == "null":
        return "empty"
    return f"the {node.type_name} {node.text[:40]!r}"


def fault_unless(right: bool, problem: str, mend: str) -> Fault | None:
    """``None`` where it is right, and a fault where it is not."""
    return None if right else Fault(problem=problem, mend=mend)

"""YAML as nodes, with the place of each, and nothing of YAML that a glossary has no use for.

The text goes through PyYAML's parser (libyaml where it was built with it), which knows neither
types nor objects: no tag is acted upon. Tags, anchors and aliases are refused, and with them
everything that could make a small file a large value or a value that contains itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from mt_toolkit.glossary.nodes import ListNode, MappingNode, TextNode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import yaml

    from mt_toolkit.glossary.nodes import Node
    from mt_toolkit.glossary.problems import Problems

__all__ = ["parse_item", "parse_yaml", "unreadable"]

# A glossary is four levels deep; deeper nesting is a mistake or an attack.
_DEEPEST: Final = 8
# What YAML 1.2 takes as a character of a file.
_UNREADABLE: Final = re.compile("[^\t\n\r -~\u0085\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SYNTAX_MEND: Final = "Put quotes around text with a colon, # or quotes in it; indent with spaces"


def parse_yaml(text: str, problems: Problems) -> Node | None:
    """The one document of a YAML text, or ``None`` where it has none.

    Tags, anchors, aliases and keys that come twice are noted and left out.

    Raises:
        InvalidGlossary: The text is not YAML, or nested too deep.
    """
    if (bad := unreadable(text)) is not None:
        line = text.count("\n", 0, bad) + 1
        problems.add(
            f"U+{ord(text[bad]):04X} may not stand in YAML",
            line=line,
            column=bad - text.rfind("\n", 0, bad),
            mend="Take the character out",
        )
        problems.stop()
    return _parse(text, problems, 1)


def parse_item(text: str, line: int, problems: Problems) -> Node:
    """The one item of the list that ``text`` is, all of it readable.

    Args:
        text: Whole lines of a file.
        line: The number of the first of them.
        problems: Takes what is refused.

    Raises:
        InvalidGlossary: The text is not a list of one item, or nested too deep.
    """
    document = _parse(text, problems, line)
    if not isinstance(document, ListNode) or len(document.items) != 1:
        problems.add("not one entry", line=line)
        problems.stop()
    return document.items[0]


def unreadable(text: str) -> int | None:
    """Where the first character stands that may not stand in YAML."""
    bad = _UNREADABLE.search(text)
    return bad.start() if bad is not None else None


def _parse(text: str, problems: Problems, first_line: int) -> Node | None:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events = yaml.parse(text, Loader=loader)
    try:
        return _Builder(problems, _resolver(), text, first_line).document(events)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problems.add(
            f"not YAML: {error.problem or error.context}",
            line=mark.line + first_line if mark else None,
            column=mark.column + 1 if mark else None,
            mend=_SYNTAX_MEND,
        )
        problems.stop()


def _resolver() -> Callable[[str], str]:
    """Names the type that a reader of YAML 1.1 gives an unquoted scalar."""
    import yaml

    resolver: Any = yaml.SafeLoader("")
    telling = frozenset(resolver.yaml_implicit_resolvers)
    names = {"bool": "boolean", "int": "number", "float": "number", "timestamp": "date"}

    def resolve(value: str) -> str:
        if value[:1] not in telling:
            return "string"
        full_tag: str = resolver.resolve(yaml.ScalarNode, value, (True, False))
        tag = full_tag.rpartition(":")[2]
        return "string" if tag == "str" else names.get(tag, tag)

    return resolve


class _Builder:
    """Builds nodes from events, noting what is refused."""

    def __init__(
        self, problems: Problems, resolve: Callable[[str], str], text: str, first_line: int
    ) -> None:
        self._problems = problems
        self._resolve = resolve
        self._text = text
        self._first_line = first_line

    def document(self, events: Iterator[yaml.Event]) -> Node | None:
        import yaml

        document: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if document is not None:
                    self._refuse(event, "a second document", "Keep one document in a file")
            elif isinstance(event, yaml.NodeEvent):
                document = self._node(event, events, 0)
        return document

    def _node(self, event: yaml.NodeEvent, events: Iterator[yaml.Event], depth: int) -> Node | None:
        import yaml

        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, f"the alias *{event.anchor}", "Write out what it stands for")
            return None
        if event.anchor is not None:
            self._refuse(event, f"the anchor &{event.anchor}", "Take it out")
        if (tag := getattr(event, "tag", None)) is not None:
            self._refuse(event, f"the tag {tag}", "Take it out")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if depth == _DEEPEST:
            self._problems.add(
                f"nested more than {_DEEPEST} levels deep",
                **self._where(event),
                mend="See docs/glossary.md for the form of the file",
            )
            self._problems.stop()
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while isinstance(inner := next(events), yaml.NodeEvent):
                item = self._node(inner, events, depth + 1)
                if item is not None:
                    items.append(item)
            return ListNode(tuple(items), *self._place(event))
        return self._mapping(event, events, depth)

    def _mapping(
        self, event: yaml.NodeEvent, events: Iterator[yaml.Event], depth: int
    ) -> MappingNode:
        import yaml

        pairs: dict[str, tuple[TextNode, Node]] = {}
        while isinstance(inner := next(events), yaml.NodeEvent):
            key = self._node(inner, events, depth + 1)
            value = self._node(_as_node(next(events)), events, depth + 1)
            if key is None or value is None:
                continue
            if not isinstance(key, TextNode):
                self._problems.add(
                    "a list or mapping is used as a key",
                    line=key.line,
                    column=key.column,
                    mend="Use one of the documented keys",
                )
            elif key.text in pairs:
                first = pairs[key.text][0]
                self._problems.add(
                    f"the key {key.text!r} is here twice; it was on line {first.line} before",
                    line=key.line,
                    column=key.column,
                    mend="Keep one of the two",
                )
            else:
                pairs[key.text] = key, value
        return MappingNode(tuple(pairs.values()), *self._place(event))

    def _scalar(self, event: yaml.ScalarEvent) -> TextNode:
        mark = _start(event)
        plain = event.implicit[0]
        quoted = event.style in ("'", '"')
        start = mark.index + quoted
        return TextNode(
            event.value,
            mark.line + self._first_line,
            mark.column + 1 + quoted,
            self._resolve(event.value) if plain else "string",
            self._text.startswith(event.value, start),
        )

    def _refuse(self, event: yaml.Event, what: str, mend: str) -> None:
        self._problems.add(
            f"{what} is not allowed in a glossary",
            **self._where(event),
            mend=mend,
        )

    def _place(self, event: yaml.Event) -> tuple[int, int]:
        mark = _start(event)
        return mark.line + self._first_line, mark.column + 1

    def _where(self, event: yaml.Event) -> dict[str, int]:
        line, column = self._place(event)
        return {"line": line, "column": column}


def _start(event: yaml.Event) -> yaml.Mark | yaml._yaml.Mark:
    if event.start_mark is None:
        raise TypeError(f"a parser of YAML gave no place for {event}")
    return event.start_mark


def _as_node(event: yaml.Event) -> yaml.NodeEvent:
    import yaml

    if not isinstance(event, yaml.NodeEvent):
        raise TypeError(f"a parser of YAML gave {event} for a value")
    return event

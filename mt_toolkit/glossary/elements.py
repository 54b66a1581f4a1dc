"""XML as a tree of elements that know where they stand; no document type, no entities."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Callable

    from mt_toolkit.glossary.problems import Problems

__all__ = ["Element", "parse_elements"]

_DEEPEST: Final = 32
# Markup inside a text: its words belong to the element around it.
_INLINE: Final = frozenset({"hi", "foreign", "ph", "sc", "ec"})
_XML: Final = "http://www.w3.org/XML/1998/namespace "


@dataclass(slots=True, kw_only=True)
class Element:
    """One element.

    Attributes:
        name: Its name without the namespace.
        attributes: Its attributes; ``xml:lang`` under that name.
        line: Line, from 1.
        column: Column in code points, from 1.
        parts: The pieces of text directly in it.
        children: The elements in it.
    """

    name: str
    attributes: dict[str, str]
    line: int
    column: int
    parts: list[str] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text directly in it."""
        return "".join(self.parts)

    def all(self, name: str) -> list[Element]:
        """The children of this name."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> Element | None:
        """The first child of this name."""
        return next((child for child in self.children if child.name == name), None)

    def typed(self, name: str, type_name: str) -> Element | None:
        """The first child of this name whose ``type`` this is."""
        found = (child for child in self.all(name) if child.attributes.get("type") == type_name)
        return next(found, None)


def parse_elements(
    text: str, problems: Problems, name_taken: str, take: Callable[[Element, Element], None]
) -> Element:
    """The root element of an XML text, without the elements that were taken from it.

    A tree of all elements would be large, and Python would go through it again and again in search
    of garbage.

    Args:
        text: The text.
        problems: Takes what is wrong.
        name_taken: Name of the elements that ``take`` wants.
        take: Is given each of these when it ends, after the root.

    Raises:
        InvalidGlossary: The text is not well-formed, has a document type, or nests too deep.
    """
    parser = expat.ParserCreate(encoding="UTF-8", namespace_separator=" ")
    parser.buffer_text = True
    top = Element(name="", attributes={}, line=1, column=1)
    stack = [top]

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(stack) > _DEEPEST:
            refuse(f"nested more than {_DEEPEST} levels deep", "See docs/glossary.md for the form")
        element = Element(
            name=name[name.rfind(" ") + 1 :],
            attributes={
                key.replace(_XML, "xml:") if " " in key else key: value
                for key, value in attributes.items()
            },
            line=parser.CurrentLineNumber,
            column=parser.CurrentColumnNumber + 1,
        )
        stack[-1].children.append(element)
        stack.append(element)

    def end(_name: str) -> None:
        done = stack.pop()
        if done.name == name_taken and len(stack) > 1:
            stack[-1].children.pop()
            take(stack[1], done)
        if done.name in _INLINE:
            stack[-1].parts.extend(done.parts)

    def characters(data: str) -> None:
        stack[-1].parts.append(data)

    def refuse(problem: str, mend: str) -> None:
        problems.add(
            problem,
            line=parser.CurrentLineNumber,
            column=parser.CurrentColumnNumber + 1,
            mend=mend,
        )
        problems.stop()

    def doctype(*_parts: object) -> None:
        refuse("a document type is not allowed in a glossary", "Take the <!DOCTYPE …> out")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        problems.add(
            f"not XML: {expat.ErrorString(error.code)}",
            line=error.lineno,
            column=error.offset + 1,
            mend="Write < and & of a text as &lt; and &amp;, and close every element",
        )
        problems.stop()
    return top.children[0]

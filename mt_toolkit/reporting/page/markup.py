"""HTML and SVG as trees, so that text can only ever be text.

The standard library's element trees escape everything they are given when they are written. No
part of a page that holds text of users is put together from strings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["element", "written"]


def element(tag: str, *children: Element | str, **attributes: str) -> Element:
    """An element with elements and texts in it.

    Attributes are named as in HTML; a ``_`` at the end is dropped and others stand for hyphens, so
    that ``class_`` and ``aria_label`` can be written.
    """
    made = ET.Element(
        tag, {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    )
    last: Element | None = None
    for child in children:
        if not isinstance(child, str):
            made.append(child)
            last = child
        elif last is None:
            made.text = (made.text or "") + child
        else:
            last.tail = (last.tail or "") + child
    return made


def written(tree: Element) -> str:
    """A tree as HTML."""
    return ET.tostring(tree, encoding="unicode", method="html")

"""Inline markup: its place in the translation, and weaving it into the text.

`project` places the markup of a source text in its translation by their word links; `weave` puts
markup back into a text.
"""

from mt_toolkit.markup.projection import project
from mt_toolkit.markup.weaving import weave

__all__ = ["project", "weave"]

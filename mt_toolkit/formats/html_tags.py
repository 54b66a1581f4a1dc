"""What HTML tags mean for translation: which part text, which are passed over, what they hold."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mt_toolkit.formats.pieces import PlacedBlock, has_letters, without_urls
from mt_toolkit.text import Patch, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "BLOCKS",
    "OPAQUE",
    "VOID",
    "Attribute",
    "OpaqueElement",
    "Tag",
    "read_tag",
    "tag_edits",
    "unescaped",
]

# Elements that start a new line or stand for themselves: text before and after is not one sentence.
BLOCKS: Final = frozenset(
    """
    address article aside audio base blockquote body button canvas caption center col
    colgroup datalist dd details dialog dir div dl dt fieldset figcaption figure footer form
    frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li link main
    map menu meta nav noframes noscript object ol optgroup option p param picture plaintext
    pre script search section select slot source style summary table tbody td template
    textarea tfoot th thead title tr track ul video xmp
    """.split()  # noqa: SIM905 - a list of a hundred quoted names is harder to read
)

_CODE: Final = frozenset({"code", "kbd", "samp", "var"})
_RAW: Final = frozenset(
    {"iframe", "math", "noembed", "plaintext", "pre", "script", "style", "svg", "template"}
    | {"textarea", "xmp"}
)

# Elements whose contents are not language.
OPAQUE: Final = _RAW | _CODE

# Elements that have no end tag.
VOID: Final = frozenset(
    {"area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input"}
    | {"keygen", "link", "meta", "param", "source", "track", "wbr"}
)

# Elements that a sibling of the same name ends.
_IMPLIED_END: Final = frozenset({"dd", "dt", "li", "option", "p", "td", "th", "tr"})

_TEXT_ATTRIBUTES: Final = frozenset({"alt", "aria-label", "placeholder", "title"})
_META_NAMES: Final = frozenset({"description", "keywords", "og:description", "og:title"})

_NAME = re.compile(r"</?([A-Za-z][^\s/>]*)")
_ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""", re.DOTALL
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """An attribute of a start tag.

    Attributes:
        name: Its name, in lower case.
        value: Its value, entities decoded; empty where there is none.
        span: Where the raw value stands, without quotation marks.
        quote: The quotation mark, empty for none.
    """

    name: str
    value: str
    span: Span
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A start or end tag.

    Attributes:
        name: Element name, in lower case.
        span: Where the tag stands in the raw text.
        closing: Whether it is an end tag.
        empty: Whether no end tag follows: a void element or ``<x/>``.
        attributes: The attributes by name; of equal names the first one counts.
    """

    name: str
    span: Span
    closing: bool = False
    empty: bool = False
    attributes: dict[str, Attribute] = field(default_factory=dict)

    @property
    def untranslated(self) -> bool:
        """Whether the element's contents are to be left as they are."""
        if self.name in OPAQUE:
            return True
        translate = self.attributes.get("translate")
        classes = self.attributes.get("class")
        return (translate is not None and translate.value.strip().lower() == "no") or (
            classes is not None and "notranslate" in classes.value.lower().split()
        )


def read_tag(raw: str, start: int, end: int) -> Tag:
    """Read the tag that stands at ``raw[start:end]``."""
    match = _NAME.match(raw, start)
    name = match.group(1).lower() if match else ""
    closing = raw.startswith("</", start)
    attributes: dict[str, Attribute] = {}
    if not closing and match:
        for found in _ATTRIBUTE.finditer(raw, match.end(), end):
            group = next((g for g in (2, 3, 4) if found.group(g) is not None), 1)
            span = Span(*found.span(group)) if group > 1 else Span(found.end(), found.end())
            attribute = Attribute(
                name=found.group(1).lower(),
                value=html.unescape(span.of(raw)),
                span=span,
                quote={2: '"', 3: "'"}.get(group, ""),
            )
            attributes.setdefault(attribute.name, attribute)
    return Tag(
        name=name,
        span=Span(start, end),
        closing=closing,
        empty=name in VOID or (raw.endswith("/>", start, end) and not closing),
        attributes=attributes,
    )


class OpaqueElement:
    """Follows the tags inside an untranslated element to find its end.

    Args:
        tag: Its start tag.
    """

    def __init__(self, tag: Tag) -> None:
        self.tag = tag
        self._open: list[str] = []

    def ends_before(self, tag: Tag) -> bool:
        """Whether the element was never closed and ends where this tag starts."""
        name = self.tag.name
        if name in _RAW:
            return False
        if tag.closing:
            # An end tag of an element around it; of inline ones only its own is believed.
            return tag.name != name and tag.name in BLOCKS and tag.name not in self._open
        if name in _CODE:
            return tag.name in BLOCKS
        return tag.name == name and name in _IMPLIED_END and BLOCKS.isdisjoint(self._open)

    def ends_with(self, tag: Tag) -> bool:
        """Whether this tag, one after the other, is the element's end tag."""
        if tag.closing and tag.name in self._open:
            while self._open.pop() != tag.name:
                pass
        elif tag.closing:
            return tag.name == self.tag.name
        elif not tag.empty:
            self._open.append(tag.name)
        return False


def tag_edits(tag: Tag) -> tuple[Patch | PlacedBlock, ...]:
    """What has to change inside a start tag: language, direction, texts for people."""
    edits: list[Patch | PlacedBlock] = []
    missing = ""
    for name, old, new in (("lang", "ar", "en"), ("xml:lang", "ar", "en"), ("dir", "rtl", "ltr")):
        attribute = tag.attributes.get(name)
        if attribute is None:
            if tag.name == "html" and name != "xml:lang":
                missing += f' {name}="{new}"'
        elif tag.name == "html" or attribute.value.strip().lower().split("-")[0] == old:
            edits.append(_valued(attribute, new))
    if missing:
        at = tag.span.start + len("<html")
        edits.append(Patch(span=Span(at, at), text=missing))
    edits += _texts(tag)
    return tuple(sorted(edits, key=lambda edit: edit.span))


def unescaped(raw: str, start: int, end: int) -> Iterator[tuple[str | None, int, int]]:
    """Parts of raw text: entities with what they stand for, and plain text with ``None``."""
    position = start
    for match in _ENTITY.finditer(raw, start, end):
        decoded = html.unescape(match.group())
        if decoded == match.group() or not decoded:
            continue
        if match.start() > position:
            yield None, position, match.start()
        yield decoded, match.start(), match.end()
        position = match.end()
    if end > position:
        yield None, position, end


def _valued(attribute: Attribute, value: str) -> Patch:
    if attribute.quote:
        return Patch(span=attribute.span, text=value)
    # A value that is missing or bare gets quotation marks.
    text = f'"{value}"' if attribute.span else f'="{value}"'
    return Patch(span=attribute.span, text=text)


def _texts(tag: Tag) -> Iterator[PlacedBlock]:
    for attribute in tag.attributes.values():
        if attribute.name in _TEXT_ATTRIBUTES:
            wanted = True
        else:
            wanted = tag.name == "meta" and attribute.name == "content" and _is_text_meta(tag)
        if wanted and has_letters(without_urls(attribute.value)):
            yield PlacedBlock(
                span=attribute.span,
                text=attribute.value,
                context=f"attribute{attribute.quote}",
            )


def _is_text_meta(tag: Tag) -> bool:
    names = (tag.attributes.get("name"), tag.attributes.get("property"))
    return any(name is not None and name.value.strip().lower() in _META_NAMES for name in names)

"""What a pair has beside its texts, as named texts for TMX and XLIFF, and the way back.

The names are those of the fields in JSON Lines, the texts their values in JSON. Names of documents
stand as they are, unless they begin with a quotation mark or hold what XML cannot.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from mt_toolkit.bitext_files.model import Languages
from mt_toolkit.bitext_files.records import FieldError, pair_of, record_of
from mt_toolkit.bitext_files.xml_text import UNHOLDABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mt_toolkit.bitext import SegmentPair

__all__ = ["pair_with", "properties_of"]

_TEXTS: Final = ("source", "target")


def properties_of(pair: SegmentPair) -> Iterator[tuple[str, str]]:
    """Names and values of all that is known of a pair; XML can hold the values."""
    for name, value in record_of(pair).items():
        if name in _TEXTS or value in (None, "", []):
            continue
        if isinstance(value, str) and not value.startswith('"') and not UNHOLDABLE.search(value):
            yield name, value
            continue
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        # JSON in ASCII writes every other character as an escape.
        yield name, json.dumps(value) if UNHOLDABLE.search(text) else text


def pair_with(source: str, target: str, properties: Iterable[tuple[str, str]]) -> SegmentPair:
    """A pair of its texts and properties.

    Raises:
        FieldError: A property has a value that it cannot have.
    """
    record = {name: _value(name, text) for name, text in properties}
    return pair_of({**record, "source": source, "target": target}, Languages())


def _value(name: str, text: str) -> object:
    if name.endswith("_document") and not text.startswith('"'):
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise FieldError(
            f"the property {name} cannot be read: {text!r}", "Mend it, or take it out"
        ) from None

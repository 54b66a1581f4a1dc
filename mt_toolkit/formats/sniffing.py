"""What bytes that are not UTF-8 look like: another encoding, or no text at all."""

from __future__ import annotations

import codecs
from typing import Final

__all__ = ["BINARY_HEAD", "binary_kind", "looks_like"]

# Bytes from the start of a file that its kind is judged by.
BINARY_HEAD: Final = 1 << 13

_KINDS: Final = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (or a document of an office program)"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an older office program"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"RIFF", "a sound, film or image file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\x00", "an SQLite database"),
)

_ARABIC_ENCODINGS: Final = {"cp1256": "windows-1256", "iso8859_6": "iso-8859-6"}
_OTHER_ENCODINGS: Final = {"cp1252": "windows-1252"}

# The letters that Arabic text is made of for more than a half, whatever its subject.
_FREQUENT: Final = frozenset(map(chr, (0x627, 0x644, 0x64A, 0x645, 0x648, 0x646, 0x631, 0x62A)))
# Vowel marks, dotless or rare signs: frequent only in text decoded wrongly.
_LEAST_FREQUENT_SHARE: Final = 0.4
_LEAST_ARABIC_SHARE: Final = 0.7


def binary_kind(head: bytes) -> str | None:
    """What kind of file starts with these bytes, as far as they are a known signature."""
    return next((kind for magic, kind in _KINDS if head.startswith(magic)), None)


def looks_like(sample: bytes) -> str | None:
    """The encoding that a sample looks like, named as ``--encoding`` takes it.

    Args:
        sample: Bytes that are not UTF-8; a few hundred are enough.

    Returns:
        ``utf-16`` (with a byte order mark), ``utf-16-le``, ``utf-16-be``, ``windows-1256``,
        ``iso-8859-6``, ``windows-1252``, or ``None`` where nothing fits.
    """
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in sample:
        return _utf16_order(sample)
    arabic = {name: _arabic_share(sample, codec) for codec, name in _ARABIC_ENCODINGS.items()}
    best = max(arabic, key=lambda name: arabic[name])
    return best if arabic[best] > 0 else _by_detection(sample)


def _utf16_order(sample: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is a code page's number, 0 or 6 in Arabic text."""
    pairs = len(sample) // 2
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if pairs and sum(byte in (0, 6) for byte in high) >= 0.9 * pairs:
            low = sample[0::2] if name == "utf-16-le" else sample[1::2]
            if low.count(0) < 0.1 * pairs:
                return name
    return None


def _arabic_share(sample: bytes, codec: str) -> float:
    """How Arabic a sample reads in an encoding: share of its frequent letters, 0 if it is not."""
    try:
        letters = [c for c in sample.decode(codec) if ord(c) > 0x7F]
    except UnicodeDecodeError:
        return 0.0
    arabic = [c for c in letters if "\u0621" <= c <= "\u064a"]
    if not arabic or len(arabic) < _LEAST_ARABIC_SHARE * len(letters):
        return 0.0
    share = sum(c in _FREQUENT for c in arabic) / len(arabic)
    return share if share >= _LEAST_FREQUENT_SHARE else 0.0


def _by_detection(sample: bytes) -> str | None:
    """Let charset-normalizer choose between the encodings that are likely at all."""
    import charset_normalizer

    names = {**_ARABIC_ENCODINGS, **_OTHER_ENCODINGS}
    found = charset_normalizer.from_bytes(sample, cp_isolation=[*names]).best()
    return names.get(found.encoding) if found is not None else None

from __future__ import annotations

import codecs
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.errors import InputError, UsageError
from mt_toolkit.formats.encoding import open_lines, open_stream
from mt_toolkit.formats.sniffing import looks_like

if TYPE_CHECKING:
    from pathlib import Path

NEWS = (
    "قال وزير الخارجية إن المحادثات التي جرت أمس كانت مفيدة، وأضاف أن الجولة المقبلة "
    "ستعقد في جنيف بعد أسبوعين.\n"
)


def read(path: Path, encoding: str | None = None) -> list[str]:
    with open_lines(path, encoding) as lines:
        return list(lines)


def refused(path: Path, encoding: str | None = None) -> InputError:
    with pytest.raises(InputError) as caught:
        read(path, encoding)
    assert caught.value.path == path
    return caught.value


def test_line_endings_and_the_byte_order_mark_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("\ufeffسطر\r\nسطر\rسطر\n\nآخر".encode())
    assert read(file) == ["\ufeffسطر\r\n", "سطر\r", "سطر\n", "\n", "آخر"]


@given(text=st.text(alphabet="اب\r\n", min_size=1, max_size=40), size=st.integers(1, 9))
def test_lines_do_not_depend_on_how_the_bytes_arrive(text: str, size: int) -> None:
    class Dripping(io.BytesIO):
        def read(self, _size: int | None = -1) -> bytes:
            return super().read(size)

    with open_stream(Dripping(text.encode())) as lines:
        assert list(lines) == list(io.StringIO(text, newline=""))


@pytest.mark.parametrize(
    "encoding", ["windows-1256", "iso-8859-6", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_another_encoding_is_named_and_can_be_passed(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes((NEWS * 3).encode(encoding))
    error = refused(file)
    assert f"looks like {encoding}" in error.problem
    assert error.mend == f"Pass --encoding {encoding}"
    assert error.line == 1
    assert read(file, encoding) == [NEWS] * 3


def test_utf16_big_endian_with_a_mark(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(codecs.BOM_UTF16_BE + NEWS.encode("utf-16-be"))
    assert refused(file).mend == "Pass --encoding utf-16"
    assert read(file, "utf-16") == [NEWS]


def test_the_place_of_a_late_error_is_exact(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    good = NEWS * 5000
    file.write_bytes(good.encode() + "خبر ".encode() + b"\xc7\xe1 end\n")
    lines: list[str] = []
    with open_lines(file) as opened, pytest.raises(InputError) as caught:
        lines.extend(opened)
    assert (caught.value.line, caught.value.column) == (5001, 5)
    assert lines == [NEWS] * 5000


def test_a_cut_off_character_at_the_end_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("سطر\nخبر".encode()[:-1])
    assert refused(file).line == 2


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n\xe2\xe3", "a PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00", "PNG"),
        (bytes(range(256)), "binary"),
    ],
)
def test_binary_files_are_called_by_their_kind(tmp_path: Path, content: bytes, kind: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(content)
    assert kind in refused(file).problem


@pytest.mark.parametrize("content", [b"", codecs.BOM_UTF8])
def test_empty_files_are_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(content)
    assert refused(file).problem == "is empty"


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    assert refused(tmp_path).problem == "is a folder"
    assert refused(tmp_path / "gone.txt").problem == "does not exist"


def test_an_encoding_that_is_none(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x", encoding="utf-8")
    for name in ("klingon", "base64", "rot13"):
        with pytest.raises(UsageError, match=name):
            read(file, name)


def test_the_wrong_encoding_is_said_to_be_wrong(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"\xff\xfe\xff")
    error = refused(file, "ascii")
    assert error.mend is not None
    assert "--encoding" in error.mend


def test_standard_input_is_named_so() -> None:
    with pytest.raises(InputError) as caught, open_stream(io.BytesIO(b"")) as lines:
        list(lines)
    assert caught.value.place == "<stdin>"


def test_french_is_not_taken_for_arabic() -> None:
    french = "Le ministre des Affaires étrangères a été reçu à l'Élysée, où il a évoqué la paix."
    assert looks_like(french.encode("windows-1252")) in ("windows-1252", None)


@given(st.binary(max_size=300))
def test_any_bytes_are_lines_or_an_input_error(data: bytes) -> None:
    try:
        with open_stream(io.BytesIO(data)) as lines:
            text = "".join(lines)
    except InputError:
        return
    assert text.encode() == data

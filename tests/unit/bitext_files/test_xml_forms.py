"""TMX and XLIFF: what is written keeps the standards, what is read may be hostile."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt_toolkit.bitext import SegmentPair
from mt_toolkit.bitext_files import bitext_writer, read_bitext
from mt_toolkit.bitext_files.tmx_units import tmx_units
from mt_toolkit.bitext_files.xliff_units import xliff_units
from mt_toolkit.bitext_files.xml_reading import decoded_xml
from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

ROWS = (
    SegmentPair(source="قال\u200f <الوزير> &\x01", target="He said", confidence=0.5),
    SegmentPair(source="وحده", target="", source_segments=(3,)),
    SegmentPair(source="", target="alone"),
    SegmentPair(source="", target=""),
)

# What the standards say of the elements that we write: attributes, and children in their order.
# TMX 1.4b, its document type; XLIFF 2.0, the schemas of its core and of its metadata module.
TMX_RULES = {
    "tmx": ({"version"}, "header body"),
    "header": (
        {
            "creationtool",
            "creationtoolversion",
            "segtype",
            "o-tmf",
            "adminlang",
            "srclang",
            "datatype",
        },
        "",
    ),
    "body": (set(), "(tu )*"),
    "tu": (set(), "(prop )*(tuv )+"),
    "prop": ({"type"}, ""),
    "tuv": ({"{http://www.w3.org/XML/1998/namespace}lang"}, "seg"),
    "seg": (set(), "(ph )*"),
    "ph": ({"type"}, ""),
}
XLIFF, META = (
    "{urn:oasis:names:tc:xliff:document:2.0}",
    "{urn:oasis:names:tc:xliff:metadata:2.0}",
)
XLIFF_RULES = {
    f"{XLIFF}xliff": ({"version", "srcLang", "trgLang"}, f"({XLIFF}file )+"),
    f"{XLIFF}file": (
        {"id", "{http://www.w3.org/XML/1998/namespace}space"},
        f"({XLIFF}unit |{XLIFF}group )+",
    ),
    f"{XLIFF}group": ({"id"}, ""),
    f"{XLIFF}unit": ({"id"}, f"({META}metadata )?({XLIFF}segment )+"),
    f"{META}metadata": (set(), f"({META}metaGroup )+"),
    f"{META}metaGroup": ({"category"}, f"({META}meta )+"),
    f"{META}meta": ({"type"}, ""),
    f"{XLIFF}segment": (set(), f"{XLIFF}source ({XLIFF}target )?"),
    f"{XLIFF}source": (set(), f"({XLIFF}cp )*"),
    f"{XLIFF}target": (set(), f"({XLIFF}cp )*"),
    f"{XLIFF}cp": ({"hex"}, ""),
}


def broken(element: ElementTree.Element, rules: dict[str, tuple[set[str], str]]) -> list[str]:
    """The elements that are not as the standard says."""
    attributes, model = rules[element.tag]
    children = "".join(f"{child.tag} " for child in element)
    pattern = "".join(
        re.escape(part) if part not in "()*+?|" else part for part in re.split(r"([()*+?|])", model)
    )
    pattern = pattern.replace("\\ ", " ").strip() + (" " if model and model[-1].isalpha() else "")
    wrong = [] if set(element.attrib) == attributes else [f"{element.tag}: {element.attrib}"]
    if not re.fullmatch(pattern, children):
        wrong.append(f"{element.tag}: {children}")
    return wrong + [found for child in element for found in broken(child, rules)]


@pytest.mark.parametrize("rows", [ROWS, ()], ids=["full", "empty"])
@pytest.mark.parametrize(("name", "rules"), [("a.tmx", TMX_RULES), ("a.xlf", XLIFF_RULES)])
def test_what_is_written_keeps_the_standard(
    tmp_path: Path,
    name: str,
    rules: dict[str, tuple[set[str], str]],
    rows: Sequence[SegmentPair],
) -> None:
    with bitext_writer(tmp_path / name) as write:
        for row in rows:
            write(row)
    root = ElementTree.parse(tmp_path / name).getroot()  # noqa: S314 - written above
    assert broken(root, rules) == []
    assert list(read_bitext(tmp_path / name)) == list(rows)


def test_controls_have_a_place_in_both(tmp_path: Path) -> None:
    for name, written in (
        ("a.tmx", '<ph type="x-character">U+0001</ph>'),
        ("a.xlf", '<cp hex="0001"/>'),
    ):
        with bitext_writer(tmp_path / name) as write:
            write(ROWS[0])
        assert written in (tmp_path / name).read_text()


TMX = """<tmx version="1.4"><header srclang="en"><prop type="x">y</prop></header><body>
<tu tuid="a"><note>n</note><prop type="domain">news</prop>
<tuv xml:lang="EN-us"><prop type="z">t</prop>
<seg>He <bpt i="1">&lt;b></bpt>said<ept i="1"/> &amp; <hi>left</hi></seg></tuv>
<tuv lang="ar_EG"><seg>قال<ph>x<sub>y</sub></ph></seg></tuv>
<tuv xml:lang="fr"><seg>dit</seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>rien</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>alone</seg></tuv></tu>
</body></tmx>"""


def test_tmx_of_others(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    for data in (
        TMX.encode(),
        b"\xef\xbb\xbf" + TMX.encode(),
        TMX.encode("utf-16"),
        f'<?xml version="1.0" encoding="UTF-16"?>{TMX}'.encode("utf-16-be"),
        f'<?xml version="1.0" encoding="windows-1256"?>{TMX}'.encode("windows-1256"),
        TMX.replace("<body>", "<body>" + " " * 200_000).encode(),
    ):
        path.write_bytes(data)
        assert list(read_bitext(path)) == [
            SegmentPair(source="قال", target="He said & left"),
            SegmentPair(source="", target="alone"),
        ]


def test_tmx_in_other_languages(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(TMX, encoding="utf-8")
    pairs = list(read_bitext(path, source_language="en", target_language="fr"))
    assert [pair.target for pair in pairs] == ["dit", "rien", ""]
    with pytest.raises(InputError, match=r"no translation unit is in de; .*fr"):
        list(read_bitext(path, target_language="de"))


XLIFF_FILE = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1"
 srcLang="ar-EG" trgLang="en">
<file id="f"><notes><note>x</note></notes><unit id="u">
<m:matches xmlns:m="urn:oasis:names:tc:xliff:matches:2.0"><m:match ref="#1">
<source>لا</source><target>no</target></m:match></m:matches>
<originalData><data id="d">&lt;br></data></originalData>
<segment id="s"><source>نعم<ph id="1"/></source><target>y<pc id="2">es</pc></target></segment>
<ignorable><source> </source></ignorable>
<segment><source>ثم<cp hex="1F"/></source></segment></unit></file></xliff>"""


def test_xliff_of_others(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(XLIFF_FILE, encoding="utf-8")
    there = [("نعم", "yes"), ("ثم\x1f", "")]
    assert [(pair.source, pair.target) for pair in read_bitext(path)] == there
    back = read_bitext(path, source_language="en", target_language="ar")
    assert [(pair.target, pair.source) for pair in back] == there
    with pytest.raises(
        InputError, match=r"a[.]xlf:1: the file is from ar-EG to en, not from fr to"
    ):
        list(read_bitext(path, source_language="fr"))


HOSTILE = [
    ('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>', "declares the entity a"),
    ('<!DOCTYPE x [\n<!ENTITY a SYSTEM "file:///etc/hostname">]>', "declares the entity a"),
    ('<!DOCTYPE x [<!ENTITY % a SYSTEM "https://example.org/a"> %a;]>', "declares the entity a"),
]


@pytest.mark.parametrize(("head", "problem"), HOSTILE)
@pytest.mark.parametrize(("name", "content"), [("a.tmx", TMX), ("a.xlf", XLIFF_FILE)])
def test_entities_are_refused(
    tmp_path: Path, name: str, content: str, head: str, problem: str
) -> None:
    path = tmp_path / name
    path.write_text(head + content.replace("نعم", "&a;"), encoding="utf-8")
    with pytest.raises(InputError, match=problem) as caught:
        list(read_bitext(path))
    assert caught.value.line == head.count("\n") + 1
    assert caught.value.mend is not None


@pytest.mark.parametrize("name", ["a.tmx", "a.xlf"])
def test_a_document_type_alone_does_no_harm_and_is_not_fetched(tmp_path: Path, name: str) -> None:
    head = '<!DOCTYPE x SYSTEM "https://example.invalid/x.dtd">'
    content = TMX if name == "a.tmx" else XLIFF_FILE
    path = tmp_path / name
    path.write_text(head + content, encoding="utf-8")
    assert len(list(read_bitext(path))) == 2
    path.write_text(head + content.replace("قال", "&x;").replace("نعم", "&x;"), encoding="utf-8")
    with pytest.raises(InputError, match="the entity x is not known"):
        list(read_bitext(path))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.tmx", "<tmx>\n<body>", "a.tmx:2:7: the file is not well-formed"),
        ("a.tmx", "<tmx>\n<body>&</body></tmx>", "a.tmx:2:8: the file is not well-formed"),
        ("a.tmx", "", "a.tmx:1:1: the file is not well-formed"),
        ("a.tmx", "<html/>", "a.tmx:1:1: the file is no TMX: it begins with <html>"),
        ("a.xlf", "<html/>", "a.xlf:1:1: the file is no XLIFF: it begins with <html>"),
        (
            "a.xlf",
            '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>',
            "a.xlf:1:1: the file is XLIFF 1.2, not 2",
        ),
        ("a.xlf", XLIFF_FILE.replace("1F", "G"), "a.xlf:9:20: 'G' is no code point"),
        (
            "a.tmx",
            '<?xml version="1.0" encoding="klingon"?><tmx/>',
            "a.tmx:1: the file's encoding cannot be read",
        ),
        (
            "a.tmx",
            '<?xml version="1.0" encoding="ascii"?>\n<tmx>\né</tmx>',
            "a.tmx:3: the file's encoding cannot be read",
        ),
        (
            "a.tmx",
            TMX.replace("domain", "x-mt-toolkit-confidence"),
            "a.tmx:2: the property confidence cannot be read: 'news'",
        ),
    ],
)
def test_bad_xml(tmp_path: Path, name: str, content: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        list(read_bitext(path))
    assert str(caught.value).removeprefix(f"{tmp_path}/").startswith(message)


_PARTS = st.sampled_from(
    (
        "<tmx> </tmx> <body> <tu> </tu> <tuv/> <seg> </seg> <ph_type='x-character'> </ph> U+110000 "
        "<prop> </prop> <!-- <![CDATA[ ]]> <?xml <!DOCTYPE <xliff> <unit> <segment> <source> &#0; &"
    )
    .replace("_", "\n")
    .split(" ")
)


def trouble(read: Callable[[], object]) -> InputError | None:
    """What a reader objects to, if it does."""
    try:
        read()
    except InputError as error:
        return error
    return None


@settings(max_examples=50)
@given(parts=st.lists(_PARTS | st.text(max_size=5), max_size=12))
def test_no_input_breaks_the_readers(parts: list[str]) -> None:
    text = "".join(parts)
    for units in (tmx_units, xliff_units):
        for texts in ([text], list(text), ["<tmx><body><tu>", text]):
            error = trouble(lambda units=units, texts=texts: list(units(texts, None)))  # type: ignore[misc]
            assert error is None or error.line is not None


@settings(max_examples=50)
@given(
    data=st.binary(max_size=60), head=st.sampled_from([b"", b"\xff\xfe", b"<\0", b"\xef\xbb\xbf"])
)
def test_no_bytes_break_the_decoder(data: bytes, head: bytes) -> None:
    error = trouble(lambda: list(decoded_xml([head, data], None)))
    assert error is None or "encoding" in error.problem

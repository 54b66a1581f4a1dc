"""Articles in plain text, Markdown and HTML say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mt_toolkit.alignment.article import read_article
from mt_toolkit.alignment.documents import read_text
from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

HEADING = "محادثات في مسقط"
SENTENCES = ("وصل الوزير إلى مسقط.", "وتبدأ المحادثات غداً.")

MARKDOWN = f"# {HEADING}\n\n{SENTENCES[0]}\n**{SENTENCES[1]}**\n\n```\ncode\n```\n"
HTML = (
    f"<html><head><style>p {{}}</style></head><body><h1>{HEADING}</h1>\n"
    f'<p>{SENTENCES[0]}\n<a href="x">{SENTENCES[1]}</a></p><script>run()</script></body></html>\n'
)


@pytest.mark.parametrize(("suffix", "content"), [(".md", MARKDOWN), (".html", HTML)])
def test_markup_is_no_text(tmp_path: Path, suffix: str, content: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text(content, encoding="utf-8")
    read = read_text(path, "a", "sentences")
    assert [one.text for one in read.segments] == [HEADING, *SENTENCES]
    assert not read.placed
    assert [one.text for one in read_text(path, "a", "lines").segments] == [
        HEADING,
        " ".join(SENTENCES),
    ]


def test_plain_text_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(MARKDOWN, encoding="utf-8")
    article = read_article(path)
    assert article.text == MARKDOWN
    assert article.placed


def test_a_page_without_a_tag_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(SENTENCES[0], encoding="utf-8")
    with pytest.raises(InputError, match="no tag"):
        read_article(path)


def test_a_page_without_a_word_has_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<p><br></p>", encoding="utf-8")
    with pytest.raises(InputError, match="no text"):
        read_text(path, "a", "sentences")

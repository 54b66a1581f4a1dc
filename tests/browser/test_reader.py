"""What a reader sees and does, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.pages import HOSTILE, ROWS_OF_CORPUS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    Opener = Callable[[str], Page]

pytestmark = pytest.mark.browser


def shown(page: Page) -> str | None:
    return page.text_content("#status")


def focused(page: Page) -> str:
    found: str = page.evaluate("document.activeElement.id")
    return found


def test_arabic_runs_from_the_right_beside_the_english(open_page: Opener) -> None:
    page = open_page("article")
    source, target = page.locator("#r1 .source"), page.locator("#r1 .target")
    style = "element => getComputedStyle(element).direction"
    assert source.evaluate(style) == "rtl"
    assert target.evaluate(style) == "ltr"
    assert (source.get_attribute("lang"), target.get_attribute("lang")) == ("ar", "en")
    left, right = target.bounding_box(), source.bounding_box()
    assert left is not None
    assert right is not None
    assert left["x"] + left["width"] <= right["x"]
    assert abs(left["y"] - right["y"]) < 30


def test_hover_and_focus_link_sentence_with_sentence(open_page: Opener) -> None:
    page = open_page("article")
    paint = "element => getComputedStyle(element).backgroundColor"
    sentences = [page.locator(f"#r1 .{side} .sentence") for side in ("source", "target")]
    plain = sentences[0].evaluate(paint)
    page.emulate_media(reduced_motion="reduce")
    sentences[1].hover()
    assert all(sentence.evaluate(paint) != plain for sentence in sentences)
    page.mouse.move(1, 1)
    assert sentences[0].evaluate(paint) == plain
    page.locator("#r1").focus()
    assert all(sentence.evaluate(paint) != plain for sentence in sentences)


def test_word_links_come_on_demand_and_light_up(open_page: Opener) -> None:
    page = open_page("article")
    row = page.locator("#r1")
    assert row.locator(".word").count() == 0
    row.hover()
    row.locator("button.words").click()
    assert row.locator("button.words").get_attribute("aria-pressed") == "true"
    row.locator(".target .word", has_text="arrived").hover()
    assert row.locator(".source .lit").all_text_contents() == ["وصل"]
    row.locator("button.words").click()
    assert row.locator(".word").count() == 0


def test_terms_tell_their_state_without_colour(open_page: Opener) -> None:
    page = open_page("article")
    repaired = page.locator("#r1 .target .term.repaired")
    assert repaired.text_content() == "Zobar Qintash"
    sign = "element => getComputedStyle(element, '::after').content"
    assert "\u21bb" in repaired.evaluate(sign)
    assert "!" in page.locator("#r2 .target .term.wrong").evaluate(sign)
    assert page.locator("#r1 .term.canonical").first.evaluate(sign) in ("none", "normal")
    repaired.hover()
    assert page.locator("#r1 .source .lit").text_content() == "زوبار قنطاش"


def test_what_to_look_at_stands_at_the_top_and_leads_there(open_page: Opener) -> None:
    page = open_page("article")
    attention = page.locator("#attention")
    assert attention.is_visible()
    assert attention.locator(".wrong button").text_content() == "!Qintash"
    attention.locator(".repaired button").click()
    assert focused(page) == "r1"
    attention.locator(".wrong button").click()
    assert focused(page) == "r2"


def test_findings_stand_in_the_margin_with_what_to_do(open_page: Opener) -> None:
    page = open_page("article")
    notes = page.locator("#r2 .note").all_text_contents()
    # The finding tells of the wrong term, so the term does not tell it again.
    assert len(notes) == 2
    assert "MT101" in notes[0]
    assert "Write 'Qintash'" in notes[0]
    assert "was Zubar Kintash" in page.locator("#r1 .note").inner_text()
    # Places after a sign outside the basic plane are right.
    assert page.locator("#r2 .target .flag").text_content() == "Qantash"
    assert page.locator("#r2 .bead").text_content() == "2:1"


def test_filters_show_what_they_say(open_page: Opener) -> None:
    page = open_page("article")
    for label, rows in (
        ("Findings", ["r2"]),
        ("Low confidence", ["r2"]),
        ("Repaired", ["r1"]),
        ("All", ["r1", "r2", "r3", "r4"]),
    ):
        page.locator("#filters label", has_text=label).click()
        assert page.locator(".row").evaluate_all("rows => rows.map(row => row.id)") == rows
    page.select_option("#order", "worst")
    assert page.locator(".row").first.get_attribute("id") == "r2"


def test_search_reads_both_languages_and_forms_of_letters(open_page: Opener) -> None:
    page = open_page("article")
    for text, rows in (("SESSION", ["r3"]), ("الى", ["r1"]), ("قُنتاش", ["r2"]), ("zzz", [])):
        page.fill("#search", text)
        page.wait_for_function(
            "wanted => [...document.querySelectorAll('.row')].map(row => row.id).join() === wanted",
            arg=",".join(rows),
        )
    assert page.locator(".nothing").is_visible()
    page.press("#search", "Escape")
    assert page.locator(".row").count() == 4


def test_everything_can_be_done_with_the_keyboard(open_page: Opener) -> None:
    page = open_page("article")
    page.keyboard.press("j")
    assert focused(page) == "r1"
    page.keyboard.press("ArrowDown")
    assert focused(page) == "r2"
    page.keyboard.press("p")
    assert focused(page) == "r1"
    page.keyboard.press("w")
    page.keyboard.press("ArrowRight")
    assert "Zobar" in (page.text_content("#told") or "")
    assert page.locator("#r1 .source .lit").text_content() == "زوبار"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "words"
    page.keyboard.press("Space")
    assert page.locator("#r1 .word").count() == 0
    page.keyboard.press("4")
    assert shown(page) == "1 segment of 4"
    page.keyboard.press("1")
    page.keyboard.press("/")
    assert focused(page) == "search"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.locator("#keys-on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("4")
    assert shown(page) == "4 segments of 4"


def test_a_corpus_has_its_documents_beside_it(open_page: Opener) -> None:
    page = open_page("corpus")
    assert shown(page) == f"{ROWS_OF_CORPUS} segments of {ROWS_OF_CORPUS}"
    # All rows are there for the browser's own search.
    assert page.locator(".row").count() == ROWS_OF_CORPUS
    page.locator("#documents button", has_text="article 1").click()
    page.wait_for_selector("html[data-ready=all]")
    assert page.locator(".row").count() == ROWS_OF_CORPUS // 3
    assert page.locator('#documents [aria-current="true"]').inner_text().startswith("article 1")
    page.locator("#reader").focus()
    page.keyboard.press("]")
    page.wait_for_selector("html[data-ready=all]")
    assert "article 2" in page.locator(".row").first.inner_text()
    page.locator("#filters label", has_text="Low").click()
    assert page.locator(".row").count() == 1


def test_a_link_leads_to_a_row(open_page: Opener) -> None:
    page = open_page("corpus")
    page.evaluate("location.hash = '#r150'")
    page.wait_for_function("document.activeElement.id === 'r150'")
    box = page.locator("#r150").bounding_box()
    assert box is not None
    assert 0 < box["y"] < 800


@pytest.mark.parametrize(
    ("name", "scheme", "width"),
    [("article", "light", 1280), ("article", "dark", 390), ("corpus", "dark", 1280)],
)
def test_axe_finds_nothing(
    browser: Browser, pages: dict[str, Path], name: str, scheme: str, width: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    # Axe puts itself into the page, which the page's own policy would refuse.
    context = browser.new_context(
        bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    page.goto(pages[name].as_uri())
    page.wait_for_selector("html[data-ready=all]")
    page.locator(".overview > summary").click()
    if name == "corpus":
        # Axe looks at every element: a few rows have all kinds of them.
        page.locator("#filters label", has_text="Low").click()
    found = axe.Axe().run(page).response["violations"]
    context.close()
    assert [
        (rule["id"], [node["html"][:200] for node in rule["nodes"][:3]]) for rule in found
    ] == []


def test_a_phone_stacks_the_texts_and_never_scrolls_sideways(
    browser: Browser, pages: dict[str, Path]
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    for name in ("article", "corpus", "hostile"):
        page.goto(pages[name].as_uri())
        page.wait_for_selector("html[data-ready=all]")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
    page.goto(pages["article"].as_uri())
    source, target = (page.locator(f"#r1 .{side}").bounding_box() for side in ("source", "target"))
    assert source is not None
    assert target is not None
    assert source["y"] + source["height"] <= target["y"]
    context.close()


def test_print_has_every_row_and_no_controls(open_page: Opener) -> None:
    page = open_page("article")
    page.emulate_media(media="print")
    assert page.locator(".bar").is_hidden()
    assert page.locator("#r4").is_visible()
    assert page.pdf().startswith(b"%PDF")


def test_dark_and_light_follow_the_system_and_the_button(open_page: Opener) -> None:
    page = open_page("article")
    paper = "getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="light")
    light = page.evaluate(paper)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(paper)
    assert light != dark
    page.emulate_media(color_scheme="light")
    page.click("#theme")
    assert page.evaluate(paper) == dark
    page.click("#theme")
    assert page.evaluate(paper) == light


def test_hostile_text_is_shown_and_does_nothing(open_page: Opener) -> None:
    page = open_page("hostile")
    assert page.locator("img, iframe, body svg:not(.chart)").count() == 0
    assert page.locator(".row .target").nth(0).inner_text().startswith(HOSTILE[0][:20])
    page.locator("#documents button").nth(2).click()
    page.locator("#attention button").first.click()
    page.locator(".row").first.hover()
    assert page.evaluate("document.scripts.length") == 1 + page.locator("script.options").count()


def test_the_policy_lets_no_other_script_run(
    context: BrowserContext, pages: dict[str, Path]
) -> None:
    page = context.new_page()
    page.goto(pages["article"].as_uri())
    ways = (
        "document.body.innerHTML = '<b>x</b>'",
        "document.body.insertAdjacentHTML('beforeend', '<b>x</b>')",
        "document.createElement('script').text = 'window.ran = true'",
    )
    for way in ways:
        tried = f"(() => {{ try {{ {way}; return 'done'; }} catch (e) {{ return e.name; }} }})()"
        assert page.evaluate(tried) == "TypeError", way


def test_without_its_script_a_short_page_is_a_table(
    browser: Browser, pages: dict[str, Path]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages["article"].as_uri())
    text = page.locator("noscript").inner_text()
    assert "Zobar Qintash arrived in Muscat." in text
    assert "repaired: Zobar Qintash" in text
    page.goto(pages["corpus"].as_uri())
    assert "scripts are switched off" in page.locator("noscript").inner_text()
    context.close()

"""A document in a browser looks like itself: a Word file's looks and pictures, a PDF's pages small, and what a copy
will say in each place."""

import pytest
from playwright.sync_api import Page, expect

from shared.formats.ocr import ocr_available
from tests.browser.test_documents import choose, take_away
from tests.browser.test_documents_review import PAGES, ready, text_of
from tests.shared.formats import docxs, pdfs
from tests.shared.formats.test_docx_looks import PICTURE, cell, grid, with_picture
from tests.shared.formats.test_scans import picture_of

needs_tesseract = pytest.mark.skipif(not ocr_available()[0], reason="Tesseract is not installed")


def letter(picture: bytes) -> bytes:
    body = docxs.p(
        "It binds ", docxs.r("Jane ", "<w:b/>"), docxs.r("Doe", "<w:i/>"), ".", properties='<w:jc w:val="center"/>'
    )
    body += grid(cell("Tenants", '<w:gridSpan w:val="2"/>'), cell("here") + cell("there"))
    return with_picture(picture, body + docxs.p("Her card:", PICTURE) + docxs.p("The end."))


@needs_tesseract
def test_a_word_file_looks_like_itself_and_its_pictures_show_what_was_found_in_them(page, live, axe):
    page.goto(live + "/documents/")
    choose(page, "letter.docx", letter(picture_of("it was signed by Mark Twain").tobytes("png")))
    name = page.locator("#paper mark").first
    expect(name).to_have_text("Jane Doe")

    assert name.locator("strong").inner_text() == "Jane " and name.locator("em").inner_text() == "Doe"
    assert name.evaluate("mark => getComputedStyle(mark.closest('p')).textAlign") == "center"
    expect(page.locator("#paper td").first).to_have_attribute("colspan", "2")
    image = page.locator(".picture-frame img")
    image.scroll_into_view_if_needed()
    expect(page.locator(".picture-frame .hit")).to_have_count(1)
    assert image.evaluate("image => image.naturalWidth") > 100
    expect(page.locator(".picture-words mark")).to_have_text("Mark Twain")

    page.locator(".picture-frame .hit").click()
    expect(page.locator("#inspector")).to_contain_text("Mark Twain")
    expect(page.locator("#inspector")).to_contain_text("read from a picture")
    expect(page.locator(".picture-frame .hit")).to_have_attribute("data-current", "")
    axe(page)
    page.keyboard.press("x")
    expect(page.locator(".picture-frame .hit")).to_have_attribute("data-state", "stays")
    assert "Jane" not in text_of(take_away(page))


def test_a_drawing_that_cannot_be_looked_into_is_said_to_be_there(page, live):
    page.goto(live + "/documents/")
    choose(page, "letter.docx", letter(b"\x01\0\0\0" + bytes(36) + b" EMF"))

    expect(page.locator(".doc-picture")).to_contain_text("a redacted copy leaves it out")
    expect(page.locator("#notes")).to_contain_text("One picture is of a kind (EMF, WMF)")
    take_away(page)
    expect(page.locator("#verdict")).to_contain_text("left out")


@pytest.fixture
def pages(page: Page, live: str) -> Page:
    page.goto(live + "/documents/")
    choose(page, "agreement.pdf", PAGES)
    ready(page)
    return page


def test_boxes_on_pages_say_before_what_they_say_in_the_copy(pages):
    pages.keyboard.press("b")
    after = pages.locator('.hit[aria-label^="Person: Jane Doe"] .hit-after').first
    expect(after).to_have_text("<PRIVATE_PERSON>")
    pages.select_option("#preview-style", "pseudonyms")
    expect(after).not_to_have_text("<PRIVATE_PERSON>")
    shown = after.inner_text()

    text = text_of(take_away(pages))
    assert shown in text and "Jane Doe" not in text


def test_the_preview_follows_decisions_and_ends_where_one_was(pages):
    pages.keyboard.press("b")
    expect(pages.locator(".hit-after").first).to_have_text("<PRIVATE_PERSON>")
    pages.keyboard.press("n")
    pages.keyboard.press("i")
    pages.locator("#inspector-reason").fill("FOIA (b)(6)")
    pages.keyboard.press("Enter")

    expect(pages.locator(".hit-after").first).to_have_text("[FOIA (b)(6)]")
    pages.get_by_role("button", name="Back to the findings").click()
    expect(pages.locator("#preview-bar")).to_be_hidden()
    expect(pages.locator("#bars")).to_be_focused()


def test_all_pages_stand_small_beside_the_document_with_what_is_open_on_each(pages, axe):
    thumbs = pages.locator(".thumb")
    expect(thumbs).to_have_count(3)
    expect(thumbs.first).to_have_attribute("aria-label", "Page 1, 3 of 3 to decide")
    expect(thumbs.last.locator("img")).to_have_attribute("data-drawn", "")
    pages.keyboard.press("n")
    pages.keyboard.press("a")
    expect(thumbs.first).to_have_attribute("aria-label", "Page 1, 2 of 3 to decide")
    axe(pages)

    pages.keyboard.press("g")
    pages.keyboard.type("2")
    pages.keyboard.press("Enter")
    expect(thumbs.nth(1)).to_have_attribute("aria-current", "page")
    thumbs.first.focus()
    pages.keyboard.press("End")
    expect(thumbs.last).to_be_focused()
    pages.keyboard.press("Enter")
    expect(thumbs.last).to_have_attribute("aria-current", "page")
    expect(pages.locator('.leaf[aria-label="Page 3"]')).to_be_in_viewport()
    pages.keyboard.press("t")
    expect(pages.locator("#thumbs-panel")).to_be_hidden()
    expect(pages.locator("#thumbs")).to_be_focused()


def test_on_a_narrow_screen_the_small_pages_come_when_they_are_wanted(new_page, live, axe):
    page = new_page(viewport={"width": 360, "height": 740})
    page.goto(live + "/documents/")
    choose(page, "agreement.pdf", PAGES)
    ready(page)
    expect(page.locator("#thumbs-panel")).to_be_hidden()
    page.locator("#thumbs").click()
    expect(page.locator(".thumb").first.locator("img")).to_have_attribute("data-drawn", "")
    page.keyboard.press("b")
    expect(page.locator("#preview-bar")).to_be_visible()
    axe(page)
    width, visible = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")

    assert width <= visible


@pytest.mark.slow
def test_a_thousand_findings_on_three_hundred_pages_leave_the_page_light(page, live):
    """What is on the screen is bounded, whatever the document is: nodes, pictures, and work for each step."""
    page.goto(live + "/documents/")
    lines = [(72, 100 + 20 * row, f"Line {row} was signed by Jane Doe.") for row in range(4)]
    choose(page, "long.pdf", pdfs.written(*[lines] * 300))
    expect(page.locator("#count")).to_have_text("1,200 findings", timeout=120_000)
    ready(page)
    nodes = "document.querySelectorAll('*').length"
    before = page.evaluate(nodes)
    for _ in range(30):
        page.keyboard.press("a")
    page.locator("#pane").evaluate("pane => pane.scrollTo(0, pane.scrollHeight / 2)")
    expect(page.locator('.leaf[aria-label="Page 150"]')).to_have_attribute("data-drawn", "")

    assert page.evaluate(nodes) < before + 1500
    assert page.evaluate("document.querySelectorAll('#paper mark').length") == 0, "the other view waits for its turn"

"""Every page, light and dark, wide and narrow: no barrier that axe can see, and nothing to scroll sideways for."""

import pytest
from playwright.sync_api import Page, expect

PAGES = ("/", "/documents/", "/images/", "/paste/", "/filter/", "/nothing-here")
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 360, "height": 740}
LOOKS = {
    "light": {"viewport": WIDE, "color_scheme": "light"},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
    "narrow": {"viewport": NARROW, "color_scheme": "light"},
}
LETTER = "# Lease\n\nIt binds Jane Doe and Mark Twain.\n\n- SENTINEL-4471\n- jane.doe@example.com\n\n    code\n"


def assert_fits(page: Page) -> None:
    width, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert width <= room, f"{page.url} is {width} pixels wide in a window of {room}"


def open_letter(page: Page, live: str) -> None:
    page.goto(live + "/documents/")
    page.set_input_files("#file", files=[{"name": "lease.md", "mimeType": "text/markdown", "buffer": LETTER.encode()}])
    expect(page.locator("#doc-name")).to_have_text("lease.md")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_and_has_no_barriers(new_page, live, axe, path, look):
    page = new_page(**LOOKS[look])
    page.goto(live + path)

    assert_fits(page)
    axe(page)


@pytest.mark.parametrize("look", LOOKS)
def test_an_open_document_fits_and_has_no_barriers(new_page, live, axe, look):
    page = new_page(**LOOKS[look])
    open_letter(page, live)
    if look == "narrow":
        page.get_by_role("button", name="Findings", exact=True).click()
    page.locator('.category[data-label="private_person"] summary').click()
    page.get_by_label("Secret", exact=True).uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("l")
    page.keyboard.press("n")
    expect(page.locator("#inspector")).to_contain_text("Jane Doe")

    assert_fits(page)
    axe(page)


def test_the_list_of_keys_has_no_barriers(page, live, axe):
    open_letter(page, live)
    page.keyboard.press("?")

    expect(page.get_by_role("dialog")).to_be_visible()
    axe(page)


def test_an_error_has_no_barriers(page, live, axe):
    page.goto(live + "/documents/")
    page.set_input_files("#file", files=[{"name": "empty.txt", "mimeType": "text/plain", "buffer": b""}])

    expect(page.locator("#problem")).to_be_visible()
    axe(page)


def test_a_finding_is_more_than_a_colour_where_colours_are_the_persons_own(new_page, live):
    page = new_page(forced_colors="active")
    open_letter(page, live)
    style = "element => getComputedStyle(element).outlineStyle"

    assert page.locator("#paper mark").first.evaluate(style) == "solid"


def test_the_chosen_colours_are_there_before_the_first_paint_of_the_next_page(page, live):
    page.goto(live + "/")
    theme = page.get_by_role("button", name="Colours")
    theme.click()
    theme.click()
    page.goto(live + "/documents/")

    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 20, 18)"


def test_the_first_tab_skips_to_the_content(page, live):
    page.goto(live + "/documents/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"

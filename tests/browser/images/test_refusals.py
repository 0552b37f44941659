"""What goes wrong is said in one plain sentence, loses nothing, and can be tried again."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.images.easel import Easel, assert_exactly_covered
from tests.shared.formats.pictures import encoded, png_that_claims, written

READ = {"timeout": 90_000}


def choose(page, data: bytes) -> None:
    page.set_input_files("#file", {"name": "x.png", "mimeType": "image/png", "buffer": data})


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (encoded(written("ask Jane Doe"))[:-200], "This picture is damaged or cut short. Save it again"),
        (png_that_claims(8_000, 6_376), "more than 50 megapixels, the most that is taken"),
        (b"%PDF-1.7", "This is a PDF. Open it on the Documents page"),
    ],
    ids=["damaged", "megapixels", "pdf"],
)
def test_a_file_that_is_no_picture_is_refused_on_the_first_page(page, live, axe, data, sentence):
    page.goto(f"{live}/images/")
    choose(page, data)

    expect(page.get_by_role("alert")).to_contain_text(sentence, **READ)
    expect(page.locator("#start")).to_be_visible()
    expect(page.locator("#working")).to_be_hidden()
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()  # it would be refused again
    expect(page.get_by_role("button", name="Dismiss")).to_be_focused()
    axe(page)
    page.get_by_role("button", name="Dismiss").click()
    expect(page.get_by_role("alert")).to_be_hidden()


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(page, live):
    page.goto(f"{live}/images/")
    expect(page.locator(".thumb")).to_have_count(4)
    before = len(page.watch.requests)
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(26 * 2 ** 20)], "large.png", { type: "image/png" }));
            document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
        }"""
    )

    expect(page.get_by_role("alert")).to_contain_text("This picture is larger than 25 MB, the most that is taken.")
    assert not any(request.method == "POST" for request in page.watch.requests[before:])


def test_a_network_that_is_gone_is_said_and_the_picture_can_be_tried_again(page, live):
    page.goto(f"{live}/images/")
    expect(page.locator(".thumb")).to_have_count(4)
    page.context.set_offline(True)
    choose(page, encoded(written("ask Jane Doe")))
    expect(page.get_by_role("alert")).to_contain_text(re.compile("network|offline|reach", re.I), **READ)

    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("list", name="Person").get_by_role("checkbox")).to_have_count(1, **READ)
    expect(page.get_by_role("alert")).to_be_hidden()


def test_without_tesseract_the_picture_can_be_covered_by_hand(page, live, monkeypatch):
    monkeypatch.setattr("pytesseract.pytesseract.tesseract_cmd", "/nowhere/tesseract")
    page.goto(f"{live}/images/")
    choose(page, encoded(written("nobody reads this")))

    note = page.locator("#notes .notice-warn")
    expect(note).to_contain_text("Tesseract is not installed here. Run sudo apt-get install", **READ)
    expect(note).to_contain_text("nothing written on this picture has been checked. Draw them by hand.")
    page.get_by_role("button", name="Add a bar").click()
    expect(page.locator("#bars-count")).to_have_text("1 of 1 on")
    page.locator("#find").fill("nobody")
    expect(page.locator("#find-said")).to_have_text("No text was read on this picture.")


def test_a_clipboard_that_refuses_is_said_and_the_file_can_be_saved(new_page, live, found):
    page = new_page()
    page.add_init_script(
        "Clipboard.prototype.write = () => Promise.reject(new DOMException('denied', 'NotAllowedError'));"
    )
    easel = Easel(page, live, found)
    page.get_by_role("button", name="Copy the PNG").click()

    expect(page.locator("#save-said")).to_have_text(
        "This browser does not let the page copy pictures. Save the PNG instead."
    )
    assert_exactly_covered(easel.exported(), easel.rects)

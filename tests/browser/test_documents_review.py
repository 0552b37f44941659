"""Reviewing a document in a browser: by keys alone, page by page, undone and done again, and what then leaves."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from shared.formats import open_document
from shared.settings import Settings
from tests.browser.test_documents import choose, take_away
from tests.shared.formats import docxs, pdfs

FIRST = [
    (72, 100, "It binds Jane Doe and Mark Twain."),
    (72, 130, "J. Doe and Ms DOE hold SENTINEL-4471."),
    (72, 160, "Nothing personal stands in this line."),
]
PAGES = pdfs.written(FIRST, [(72, 100, "Ada Lovelace asks Jane Doe.")], [(72, 100, "The end of Grace Hopper.")])


def text_of(saved) -> str:
    """What the downloaded copy says when it is opened again."""
    return open_document(Path(saved.value.path()).read_bytes(), Settings()).map.text


def ready(page: Page) -> None:
    """The first page is drawn and its findings stand on it."""
    expect(page.locator(".leaf").first).to_have_attribute("data-drawn", "")
    expect(page.locator(".hit").first).to_be_attached()


@pytest.fixture
def pages(page: Page, live: str) -> Page:
    """The page with a PDF of three pages open."""
    page.goto(live + "/documents/")
    choose(page, "agreement.pdf", PAGES)
    ready(page)
    return page


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    page.mouse.move(*end)
    page.mouse.up()


def test_a_pdf_is_reviewed_and_taken_away_by_keys_alone(pages):
    expect(pages.locator("#count")).to_have_text("6 findings")
    pages.keyboard.press("n")
    expect(pages.locator(".hit:focus")).to_have_attribute("aria-label", "Person: Jane Doe, will be taken out")
    pages.keyboard.press("x")
    expect(pages.locator(".hit:focus")).to_have_attribute("aria-label", "Person: Mark Twain, will be taken out")
    pages.keyboard.press("a")
    expect(pages.locator("#inspector")).to_contain_text("SENTINEL-4471")
    pages.keyboard.press("p")
    expect(pages.locator("#inspector")).to_contain_text("Mark Twain")
    pages.keyboard.press("i")
    pages.keyboard.press("Tab")
    pages.keyboard.type("FOIA (b)(6)")
    pages.keyboard.press("Enter")
    expect(pages.locator("#decided")).to_have_text("2 decided")
    pages.keyboard.press("s")
    expect(pages.locator("#take-sentence")).to_contain_text("5 of 6 findings are taken out")
    with pages.expect_download() as saved:
        pages.keyboard.press("Enter")

    text = text_of(saved)
    assert saved.value.suggested_filename == "agreement-redacted.pdf"
    assert "It binds Jane Doe and" in text and "Nothing personal stands in this line." in text
    assert not [word for word in ("Twain", "SENTINEL", "Lovelace", "Hopper") if word in text]
    expect(pages.locator("#verdict")).to_contain_text("Checked and saved")


def test_a_word_file_is_reviewed_and_taken_away_by_keys_alone(page, live):
    page.goto(live + "/documents/")
    choose(page, "agreement.docx", docxs.build("".join(docxs.p(text) for _, _, text in FIRST)))
    expect(page.locator("#count")).to_have_text("3 findings")
    expect(page.locator("#notes")).to_contain_text("no fixed pages")
    page.keyboard.press("n")
    expect(page.locator("mark:focus")).to_have_text("Jane Doe")
    page.keyboard.press("e")
    page.get_by_role("dialog").get_by_label("J. Doe").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Redact them all").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("/")
    expect(page.locator("#search-field")).to_be_focused()
    page.keyboard.type("nothing personal")
    expect(page.locator("#search-count")).to_contain_text("1")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#paper mark", has_text="Nothing personal")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#search")).to_be_hidden()
    page.keyboard.press("s")
    expect(page.locator("#take-sentence")).to_contain_text("findings are taken out")
    with page.expect_download() as saved:
        page.keyboard.press("Enter")

    text = text_of(saved)
    assert saved.value.suggested_filename == "agreement-redacted.docx"
    assert "stands in this line." in text
    assert not [word for word in ("Jane", "J. Doe", "Twain", "SENTINEL", "Nothing") if word in text]


def test_who_looks_for_words_while_a_question_is_still_closing_goes_on_writing(pages):
    pages.keyboard.press("n")
    pages.keyboard.press("e")
    # The dialog tells that it is closed a moment after it is: a quick key comes in between.
    pages.get_by_role("button", name="Redact them all").evaluate(
        "button => { button.click(); dispatchEvent(new KeyboardEvent('keydown', { key: '/' })); }"
    )
    expect(pages.locator(".toast")).to_contain_text("will be taken out")
    expect(pages.locator("#search-field")).to_be_focused()
    pages.keyboard.type("nothing personal")
    expect(pages.locator("#search-count")).to_contain_text("1")


def test_a_page_that_comes_late_takes_no_letter_meant_for_the_search(page, live):
    held = []
    page.route("**/page/12.json", lambda route: held.append(route))
    page.goto(live + "/documents/")
    choose(page, "long.pdf", pdfs.written(*[[(72, 100, "It binds Jane Doe.")]] * 12))
    ready(page)
    page.keyboard.press("p")
    expect(page.locator("#count")).to_have_text("12 of 12")
    page.keyboard.press("/")
    page.keyboard.type("x")
    while not held:
        page.wait_for_timeout(20)
    with page.expect_response("**/page/12.json"):
        held[0].continue_()
    expect(page.locator('.leaf[aria-label="Page 12"] .hit')).to_be_attached()
    page.keyboard.type("x")

    expect(page.locator("#search-field")).to_have_value("xx")
    expect(page.locator("#decided")).to_have_text("")


def test_everything_is_undone_and_done_again(pages):
    states = []
    for key in ("n", "x", "c", "u", "a", "x"):
        pages.keyboard.press(key)
        states.append(pages.locator("#categories").inner_text())
    for _ in range(4):
        pages.keyboard.press("u")
    expect(pages.locator("#undo")).to_be_disabled()
    expect(pages.locator('.category[data-label="private_person"] summary')).to_contain_text("5")
    for _ in range(4):
        pages.keyboard.press("U")

    expect(pages.locator("#redo")).to_be_disabled()
    assert pages.locator("#categories").inner_text() == states[-1]


def test_the_threshold_overrides_no_decision(pages):
    pages.keyboard.press("n")
    pages.keyboard.press("a")
    pages.locator("#threshold").fill("95")

    expect(pages.locator("#count")).to_have_text("2 findings")
    pages.keyboard.press("s")
    expect(pages.locator("#take-sentence")).to_have_text(
        "2 of 6 findings are taken out. Left readable: 4 below 95 % certainty."
    )


def test_switching_the_view_keeps_the_place(pages):
    for _ in range(4):
        pages.keyboard.press("n")
    expect(pages.locator(".hit:focus")).to_have_attribute("aria-label", "Person: Ada Lovelace, will be taken out")
    pages.keyboard.press("v")
    expect(pages.locator("mark:focus")).to_have_text("Ada Lovelace")
    expect(pages.locator("mark:focus")).to_be_in_viewport()
    pages.keyboard.press("v")

    expect(pages.locator(".hit:focus")).to_have_attribute("aria-label", "Person: Ada Lovelace, will be taken out")
    expect(pages.locator(".hit:focus")).to_be_in_viewport()


def test_pages_grow_and_shrink_and_stay_where_they_are(pages):
    leaf = pages.locator(".leaf").first
    before = leaf.bounding_box()["width"]
    pages.keyboard.press("+")
    assert leaf.bounding_box()["width"] > before
    pages.keyboard.press("1")
    assert leaf.bounding_box()["width"] == pytest.approx(595 * 96 / 72, abs=1)
    expect(pages.locator("#zoom-fit")).to_have_text("100 %")
    pages.keyboard.press("0")
    assert leaf.bounding_box()["width"] == pytest.approx(before, abs=1)
    pages.locator("#pane").hover()
    pages.keyboard.down("Control")
    pages.mouse.wheel(0, -200)
    pages.keyboard.up("Control")

    expect(pages.locator("#zoom-fit")).not_to_have_text("100 %")
    pages.wait_for_function("before => document.querySelector('.leaf').offsetWidth > before + 20", arg=before)


def test_words_selected_on_a_page_are_taken_out(pages):
    words = pages.locator(".leaf-words > span")
    first = words.filter(has_text="personal").bounding_box()
    last = words.filter(has_text="stands").bounding_box()
    middle = first["y"] + first["height"] / 2
    drag(pages, (first["x"] + 1, middle), (last["x"] + last["width"] - 6, middle))
    expect(pages.locator("#selection")).to_be_visible()
    pages.select_option("#selection-category", "secret")
    pages.click("#selection-redact")

    expect(pages.locator("#inspector")).to_contain_text("Secret, will be taken out, you decided")
    expect(pages.locator("#inspector")).to_contain_text("personal stands")
    assert "personal" not in text_of(saved := take_away(pages))
    assert "in this line." in text_of(saved)


def test_words_selected_in_the_text_are_taken_out_by_a_key(pages):
    pages.keyboard.press("v")
    pages.locator("#paper p", has_text="Nothing personal").first.evaluate(
        """element => {
            const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
            let node = walker.nextNode();
            while (node && !node.data.includes("Nothing")) node = walker.nextNode();
            const at = node.data.indexOf("Nothing");
            getSelection().setBaseAndExtent(node, at, node, at + 7);
        }"""
    )
    pages.keyboard.press("r")

    expect(pages.locator("mark:focus")).to_have_text("Nothing")
    pages.keyboard.press("x")
    expect(pages.locator("#count")).to_contain_text("of 6")


def test_an_area_is_drawn_moved_by_keys_and_what_is_under_it_is_gone(pages):
    pages.keyboard.press("d")
    box = pages.locator(".leaf-words > span", has_text="Nothing").bounding_box()
    drag(pages, (box["x"] - 5, box["y"] - 2), (box["x"] + 400, box["y"] + box["height"] + 2))
    pages.keyboard.press("Escape")
    area = pages.locator(".hit-area:focus")
    expect(area).to_have_attribute("aria-label", "Area, Other, will be taken out, you decided")
    before = area.bounding_box()
    pages.keyboard.press("ArrowRight")
    assert area.bounding_box()["x"] > before["x"]
    pages.keyboard.press("u")
    expect(pages.locator("#inspector")).to_contain_text("Area on page 1")

    text = text_of(take_away(pages))
    assert "Nothing personal" not in text


def test_an_area_is_set_down_and_deleted_by_keys_alone(pages):
    pages.keyboard.press("d")
    expect(pages.locator("#draw-hint")).to_be_visible()
    pages.keyboard.press("Enter")
    expect(pages.locator(".hit-area:focus")).to_be_in_viewport()
    pages.keyboard.press("Shift+ArrowDown")
    pages.keyboard.press("Delete")

    expect(pages.locator(".hit-area")).to_have_count(0)


def test_a_name_is_taken_out_everywhere_and_its_variants_only_if_one_says_so(pages):
    pages.keyboard.press("n")
    pages.keyboard.press("e")
    dialog = pages.get_by_role("dialog")
    expect(dialog).to_contain_text("2 times")
    expect(dialog.get_by_label("J. Doe")).not_to_be_checked()
    dialog.get_by_label("J. Doe").check()
    dialog.get_by_role("button", name="Redact them all").click()

    expect(pages.locator("#toasts")).to_contain_text("3 places will be taken out")
    expect(pages.locator("#count")).to_contain_text("of 7")
    pages.keyboard.press("u")
    expect(pages.locator("#count")).to_contain_text("6")


def test_words_are_looked_for_and_all_taken_out(pages):
    pages.keyboard.press("/")
    pages.keyboard.type("doe")
    expect(pages.locator("#search-count")).to_have_text("4 places")
    pages.keyboard.press("Enter")
    expect(pages.locator("#search-count")).to_have_text("1 of 4")
    pages.get_by_role("button", name="Redact all 4").click()
    pages.keyboard.press("Escape")

    expect(pages.locator("#search")).to_be_hidden()
    assert "doe" not in text_of(take_away(pages)).lower()


def test_a_review_is_saved_without_a_word_of_the_text_and_comes_back(pages, tmp_path):
    pages.keyboard.press("n")
    pages.keyboard.press("x")
    pages.get_by_label("Secret", exact=True).uncheck()
    with pages.expect_download() as saved:
        pages.get_by_role("button", name="Save the review").click()
    content = Path(saved.value.path()).read_text()
    assert saved.value.suggested_filename == "agreement-review.json"
    assert not [word for word in ("Jane", "Twain", "SENTINEL") if word in content]
    assert json.loads(content)["events"][0]["do"] == "reject"

    choose(pages, "agreement.pdf", PAGES)
    expect(pages.locator("#undo")).to_be_disabled()
    pages.set_input_files("#review-file", saved.value.path())
    expect(pages.get_by_label("Secret", exact=True)).not_to_be_checked()
    expect(pages.locator('.category[data-label="private_person"] summary')).to_contain_text("4 of 5")
    pages.keyboard.press("u")
    expect(pages.get_by_label("Secret", exact=True)).to_be_checked()

    pages.set_input_files("#review-file", files=[{"name": "x.json", "mimeType": "text/json", "buffer": b"{}"}])
    expect(pages.get_by_role("dialog")).to_contain_text("holds no review")


def test_a_locked_pdf_asks_for_its_password_and_the_copy_needs_none(page, live):
    page.goto(live + "/documents/")
    choose(page, "locked.pdf", pdfs.locked("hush"))
    expect(page.locator("#password")).to_be_focused()
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("That was not the password")
    page.keyboard.type("hush")
    page.keyboard.press("Enter")
    expect(page.locator("#doc-name")).to_have_text("locked.pdf")

    assert "hush" not in page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, location.href])")
    assert text_of(take_away(page))


def test_another_file_does_not_take_the_place_of_decisions_unasked(pages):
    pages.keyboard.press("n")
    pages.keyboard.press("x")
    choose(pages, "other.txt", "Grace Hopper")
    pages.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(pages.locator("#doc-name")).to_have_text("agreement.pdf")

    choose(pages, "other.txt", "Grace Hopper")
    pages.get_by_role("button", name="Open the other file").click()
    expect(pages.locator("#doc-name")).to_have_text("other.txt")


def test_a_file_that_is_refused_offers_no_second_try(page, live):
    page.goto(live + "/documents/")
    choose(page, "empty.pdf", b"")

    expect(page.locator("#problem-text")).not_to_be_empty()
    expect(page.locator("#retry")).to_be_hidden()


def test_when_the_server_has_let_go_of_the_pages_the_review_goes_on_with_the_same_file(pages):
    pages.keyboard.press("n")
    pages.keyboard.press("x")
    address = pages.locator(".leaf-picture").first.get_attribute("src").partition("/page/")[0]
    assert pages.request.post(pages.url.partition("/documents/")[0] + address + "/close").ok
    for _ in range(6):
        pages.keyboard.press("+")
    expect(pages.locator("#problem")).to_contain_text("The pages were let go")
    pages.get_by_role("button", name="Open it again").click()
    ready(pages)

    expect(pages.locator("#problem")).to_be_hidden()
    expect(pages.locator('.category[data-label="private_person"] summary')).to_contain_text("4 of 5")


def test_leaving_the_page_closes_the_document_on_the_server(pages, live):
    address = live + pages.locator(".leaf-picture").first.get_attribute("src")
    assert pages.request.get(address).ok
    pages.goto("about:blank")

    for _ in range(100):
        if pages.request.get(address).status == 404:
            return
        pages.wait_for_timeout(50)
    raise AssertionError("the document is still open")


@pytest.mark.parametrize("look", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 360, "height": 740}}])
def test_the_desk_and_its_dialogs_fit_and_have_no_barriers(new_page, live, axe, look):
    page = new_page(**look)
    page.goto(live + "/documents/")
    choose(page, "agreement.pdf", PAGES)
    ready(page)
    page.keyboard.press("n")
    expect(page.locator(".hit:focus")).to_be_in_viewport()
    page.keyboard.press("/")
    page.keyboard.type("doe")
    expect(page.locator("#search-count")).to_have_text("4 places")
    axe(page)
    page.keyboard.press("Escape")
    for key in ("e", "s", "?"):
        page.keyboard.press(key)
        expect(page.get_by_role("dialog")).to_be_visible()
        axe(page)
        page.keyboard.press("Escape")
    room = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    width, visible = page.evaluate(room)

    assert width <= visible


@pytest.mark.slow
def test_of_three_hundred_pages_only_those_near_the_window_are_drawn(page, live):
    page.goto(live + "/documents/")
    lines = [(72, 100 + 20 * row, f"Line {row} was signed by Jane Doe.") for row in range(4)]
    choose(page, "long.pdf", pdfs.written(*[lines] * 300))
    expect(page.locator("#count")).to_have_text("1,200 findings", timeout=120_000)
    ready(page)
    page.keyboard.press("p")

    expect(page.locator(".hit:focus")).to_be_in_viewport()
    expect(page.locator("#count")).to_have_text("1,200 of 1,200")
    expect(page.locator('.leaf[aria-label="Page 1"] .leaf-words > span')).to_have_count(0)
    assert page.locator(".leaf-words > span").count() < 20 * 30
    assert page.locator(".leaf-picture[src]").count() < 20

"""How careful the model is, chosen on a page: the endpoint is asked for it, what is found follows, decisions stay."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_documents import choose, take_away
from tests.browser.test_documents_review import text_of
from tests.shared.formats import pdfs

LETTER = "It binds Jane Doe and Mark Twain.\n\nAsk PERHAPS-Bob.\n\nThe door opens with SENTINEL-4471.\n"
SCHEMES = [
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "light", "viewport": {"width": 360, "height": 740}},
]


def care(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).check(force=True)


def asked(page: Page) -> str:
    """The operating point that the page has asked an endpoint for last, "" where it said none."""
    sent = [
        one.post_data_json["data"] for one in page.watch.requests if one.url.partition("?")[0].endswith("/queue/join")
    ]
    return next((one for one in ("default", "recall", "precision") if one in sent[-1][2:]), "")


@pytest.mark.parametrize("options", SCHEMES, ids=["light", "dark", "narrow"])
def test_a_document_is_looked_through_again_and_decisions_survive(live, new_page, axe, options):
    page = new_page(**options)
    page.goto(f"{live}/documents/")
    axe(page)
    choose(page, "letter.txt", LETTER)
    expect(page.locator("#count")).to_have_text("3 findings")
    page.keyboard.press("n")
    page.keyboard.press("a")
    page.keyboard.press("x")
    expect(page.locator("#decided")).to_have_text("2 decided")
    if options.get("viewport"):
        page.get_by_role("button", name="Findings", exact=True).click()

    care(page, "Only sure")
    expect(page.locator(".care-said")).to_have_text(
        "One finding fewer than before. One is there because you decided about it."
    )
    assert asked(page) == "precision"
    marks = page.locator("#paper mark")
    expect(marks).to_have_text(["Jane Doe", "SENTINEL-4471"])
    expect(page.get_by_role("radio", name="Only sure", exact=True)).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(page)

    page.keyboard.press("ArrowLeft")
    expect(marks).to_have_text(["Jane Doe", "Mark Twain", "PERHAPS-Bob", "SENTINEL-4471"])
    expect(marks.nth(1)).to_have_attribute("data-state", "stays")
    expect(marks.nth(0)).to_have_attribute("data-decided", "")
    if not options.get("viewport"):
        made = text_of(take_away(page))
        assert "Mark Twain" in made and not any(word in made for word in ("Jane", "PERHAPS", "SENTINEL"))


def test_the_choice_is_remembered_for_every_page_and_the_next_visit(live, page):
    page.goto(f"{live}/documents/")
    care(page, "Find more")
    page.goto(f"{live}/paste/")

    expect(page.get_by_role("radio", name="Find more", exact=True)).to_be_checked()
    page.fill("#text", LETTER)
    expect(page.locator("#review-text")).to_contain_text("Ask <PRIVATE_PERSON>.")
    care(page, "Balanced")
    page.reload()
    expect(page.get_by_role("radio", name="Balanced", exact=True)).to_be_checked()


def test_on_pages_one_stays_where_one_is(live, page):
    lines = [(72, 100 + 30 * row, "It binds Jane Doe and PERHAPS-Bob.") for row in range(10)]
    page.goto(f"{live}/documents/")
    choose(page, "long.pdf", pdfs.written(*[lines] * 4))
    expect(page.locator("#count")).to_have_text("40 findings")
    page.locator("#pane").evaluate("pane => pane.scrollTo(0, pane.scrollHeight / 2)")
    expect(page.locator('.leaf[aria-label="Page 3"]')).to_be_in_viewport()
    care(page, "Find more")

    expect(page.locator("#count")).to_have_text("80 findings")
    expect(page.locator('.leaf[aria-label="Page 3"]')).to_be_in_viewport()
    expect(page.locator('.leaf[aria-label="Page 3"] .hit').first).to_be_attached()


def test_who_looks_for_words_goes_on_while_the_document_is_looked_through_again(live, page):
    page.goto(f"{live}/documents/")
    choose(page, "letter.txt", LETTER)
    expect(page.locator("#count")).to_have_text("3 findings")
    page.keyboard.press("/")
    page.keyboard.type("binds")
    page.get_by_role("radio", name="Find more", exact=True).evaluate("radio => radio.click()")
    expect(page.locator("#count")).to_have_text("4 findings")

    expect(page.locator("#search-field")).to_be_focused()
    page.keyboard.type(" jane")
    expect(page.locator("#search-field")).to_have_value("binds jane")
    expect(page.locator("#search-count")).to_have_text("1 place")


def test_a_review_that_is_read_while_the_document_is_looked_through_again_holds_for_what_is_there_then(live, page):
    page.goto(f"{live}/documents/")
    choose(page, "letter.txt", LETTER)
    expect(page.locator("#count")).to_have_text("3 findings")
    page.keyboard.press("n")
    page.keyboard.press("x")
    with page.expect_download() as saved:
        page.click("#review-save")
    page.keyboard.press("u")
    expect(page.locator("#decided")).to_have_text("")
    page.evaluate(
        """() => {
            const { text } = Blob.prototype;
            const slow = new Promise((resolve) => (window.goOn = resolve));
            Blob.prototype.text = async function () { await slow; return text.call(this); };
        }"""
    )
    page.set_input_files("#review-file", saved.value.path())
    care(page, "Find more")
    expect(page.locator("#count")).to_contain_text("4")
    page.evaluate("goOn()")

    expect(page.locator("#decided")).to_have_text("1 decided")
    expect(page.locator("#count")).to_contain_text("4")


def test_a_server_that_is_busy_leaves_what_was_found_and_can_be_asked_again(live, page):
    page.goto(f"{live}/documents/")
    choose(page, "letter.txt", LETTER)
    expect(page.locator("#count")).to_have_text("3 findings")
    page.route("**/gradio_api/queue/join*", lambda route: route.fulfill(status=503, json={"detail": "Queue is full."}))
    care(page, "Only sure")

    expect(page.locator("#problem")).to_contain_text("Not looked through again")
    expect(page.locator(".care-said")).to_contain_text("what you see is what was found before")
    expect(page.locator("#paper mark")).to_have_count(3)
    page.unroute("**/gradio_api/queue/join*")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#paper mark")).to_have_count(1)
    expect(page.locator("#problem")).to_be_hidden()


def test_a_copy_is_made_of_what_the_policy_chosen_last_looks_for(live, page):
    own = {"name": "orders", "identifiers": {"everything": {}, "identifiers": [{"pattern": "ORD-\\d{6}"}]}}
    page.goto(f"{live}/documents/")
    choose(page, "letter.txt", "It binds Jane Doe to ORD-204771.")
    expect(page.locator("#count")).to_have_text("1 finding")
    page.keyboard.press("s")
    file = {"name": "own.json", "mimeType": "application/json", "buffer": json.dumps(own).encode()}
    page.locator(".policy-picker input[type=file]").set_input_files(file)

    expect(page.locator("#take-sentence")).to_have_text("All 2 findings are taken out.")
    with page.expect_download() as saved:
        page.click("#take-make")
    assert "ORD" not in text_of(saved) and "Jane" not in text_of(saved)


def test_a_policy_that_says_how_careful_it_is_is_obeyed_until_one_says_otherwise(live, page):
    own = {"name": "eager", "identifiers": {"everything": {}}, "config": {"operatingPoint": "recall"}}
    page.goto(f"{live}/paste/")
    page.fill("#text", LETTER)
    file = {"name": "own.json", "mimeType": "application/json", "buffer": json.dumps(own).encode()}
    page.locator(".policy-picker input[type=file]").set_input_files(file)

    expect(page.get_by_role("radio", name="Find more", exact=True)).to_be_checked()
    expect(page.locator(".care")).to_contain_text("The policy asks for it.")
    expect(page.locator("#review-text")).not_to_contain_text("PERHAPS")
    care(page, "Balanced")
    expect(page.locator("#review-text")).to_contain_text("PERHAPS-Bob")
    assert asked(page) == "default"


def test_a_paste_is_previewed_and_made_by_the_choice_and_a_finding_left_alone_stays_so(live, page):
    page.goto(f"{live}/paste/")
    page.fill("#text", LETTER)
    page.locator("#review-text .mark").nth(1).click()
    care(page, "Find more")
    seen = "It binds <PRIVATE_PERSON> and Mark Twain.\n\nAsk <PRIVATE_PERSON>.\n\nThe door opens with <SECRET>.\n"
    expect(page.locator("#review-text")).to_have_text(seen)
    page.click("#send")
    page.wait_for_selector("#preview:not([hidden])")

    assert page.text_content("#preview") == seen


def test_a_paste_made_without_a_preview_follows_the_choice(live, page):
    page.goto(f"{live}/paste/")
    page.get_by_label("Preview while typing").uncheck()
    care(page, "Only sure")
    page.fill("#text", LETTER)
    page.click("#send")
    page.wait_for_selector("#preview:not([hidden])")

    assert page.text_content("#preview").startswith("It binds Jane Doe and Mark Twain.")
    assert "<SECRET>" in page.text_content("#preview")

"""SmartRedact Paste as a person meets it: compose, two links, what each of them shows."""

import re

import pytest
from playwright.sync_api import expect

TEXT = "please ask Jane Doe <b>now</b>,\nher code is SENTINEL-41 and her sister is Mary Poppins 👩‍👧\n"
REDACTED = "please ask <PRIVATE_PERSON> <b>now</b>,\nher code is <SECRET> and her sister is <PRIVATE_PERSON> 👩‍👧\n"

SCHEMES = [
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "light", "viewport": {"width": 360, "height": 740}},
]


def compose(page, live, text=TEXT, ttl="7d"):
    page.goto(f"{live}/paste/")
    page.fill("#text", text)
    page.select_option("#ttl", ttl)
    page.press("#text", "Control+Enter")
    page.wait_for_selector("#result:not([hidden])")
    return page.input_value("#public-url"), page.input_value("#reveal-url")


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("options", SCHEMES, ids=["light", "dark", "narrow"])
def test_from_a_text_to_both_links_without_a_barrier(live, new_page, axe, options):
    page = new_page(permissions=["clipboard-read", "clipboard-write"], **options)
    page.goto(f"{live}/paste/")
    assert fits(page)
    axe(page)

    page.click("#send")
    assert page.inner_text("#problem") == "There is no text yet. Paste something first."
    axe(page)

    public, reveal = compose(page, live)
    page.wait_for_selector("#preview:not([hidden])")
    assert page.inner_text("#replaced-title") == "3 findings were replaced"
    assert page.inner_text("#legend").split() == ["People", "2", "Secret", "1"]
    assert "in 7 days" in page.inner_text("#result-said")
    assert page.text_content("#preview") == REDACTED
    assert page.evaluate("document.activeElement.id") == "result-title"
    assert fits(page)
    axe(page)

    page.goto(public)
    assert page.text_content("#redacted") == REDACTED
    assert page.locator("#redacted .placeholder").count() == 3
    assert page.locator("#original").count() == 0
    page.click("#wrap")
    assert fits(page)
    axe(page)

    page.goto(reveal)
    assert page.text_content("#original") == TEXT
    assert page.inner_text(".tag-private") == "Private"
    assert not page.is_visible("#redacted")
    axe(page)
    page.check("#show-redacted")
    assert page.is_visible("#redacted") and not page.is_visible("#original")
    axe(page)

    page.goto(f"{public}?token=wrong")
    assert page.text_content("#redacted") == REDACTED
    assert page.locator("#original").count() == 0

    assert page.goto(f"{live}/view/{'A' * 22}").status == 404
    assert page.inner_text("h1") == "There is no paste here"
    assert fits(page)
    axe(page)


def test_the_token_is_in_no_other_request_and_leaves_the_address(live, page):
    _, reveal = compose(page, live)
    token = reveal.partition("?token=")[2]
    page.watch.requests.clear()
    page.goto(reveal)
    page.wait_for_selector("#copy:not([hidden])")

    assert page.url == reveal.partition("?")[0]
    assert page.evaluate("document.cookie") == ""
    others = [request for request in page.watch.requests if request.url != reveal]
    assert others
    for request in others:
        sent = request.all_headers()
        if request.url == page.url:  # the clean address, the only one that is given the cookie
            assert sent.pop("cookie") == f"blackbar_reveal={token}"
        assert token not in request.url + str(sent) + (request.post_data or "")
        assert "gradio" not in request.url
    for request in page.watch.requests:
        assert "referer" not in request.all_headers()


def test_copying_gives_the_exact_text_and_says_so(live, new_page):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    text = "Jane Doe wrote \u202eexe.doc\u200b today"
    public, reveal = compose(page, live, text)
    clipboard = "navigator.clipboard.readText()"

    unseen = "all => all.map((one) => one.dataset.name)"
    page.wait_for_selector("#preview:not([hidden])")
    assert page.locator("#preview .unseen").evaluate_all(unseen) == ["RLO", "ZWSP"]

    page.click("#copy-public")
    expect(page.locator("#copy-public")).to_have_text("Copied ✓")
    expect(page.locator(".toast")).to_contain_text("Public link copied. It stops working in 7 days, on ")
    assert page.evaluate(clipboard) == public
    page.click("#copy-reveal")
    expect(page.locator("#copy-reveal")).to_have_text("Copied ✓")
    assert page.evaluate(clipboard) == reveal

    page.goto(reveal)
    page.click("#copy")
    expect(page.locator(".toast")).to_have_text("The original was copied.")
    with page.expect_download() as saved:
        page.click("#save")
    assert saved.value.suggested_filename == "original.txt"
    assert saved.value.path().read_text(encoding="utf-8") == text
    assert page.evaluate(clipboard) == text
    assert page.locator("#original .unseen").evaluate_all(unseen) == [
        "RLO",
        "ZWSP",
    ]


def test_without_the_clipboard_the_link_is_selected_instead(live, page):
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    compose(page, live)
    page.click("#copy-public")
    expect(page.locator("#copy-public")).to_have_text("Press Ctrl+C")

    assert page.evaluate("getSelection().toString()") == page.input_value("#public-url")


def test_an_error_of_the_server_loses_nothing(live, page):
    page.goto(f"{live}/paste/")
    page.fill("#text", TEXT)
    page.evaluate("document.getElementById('ttl').options[0].value = 'soon'")
    page.select_option("#ttl", "soon")
    page.click("#send")
    page.wait_for_selector("#problem:not([hidden])")

    assert page.inner_text("#problem").startswith("ttl may be 10m, 1h, 1d, 7d, 30d, never")
    assert page.input_value("#text") == TEXT
    assert page.is_enabled("#send")
    page.press("#text", "End")
    page.type("#text", "x")
    assert not page.is_visible("#problem")


def test_a_text_past_the_limit_is_told_before_it_is_sent(live, page):
    page.goto(f"{live}/paste/")
    page.evaluate("document.getElementById('text').value = '😀'.repeat(200001)")
    page.dispatch_event("#text", "input")
    asked = len(page.watch.requests)
    page.click("#send")

    assert page.inner_text("#count") == "200,001 of 200,000 characters"
    assert "a paste may have 200,000" in page.inner_text("#problem")
    assert len(page.watch.requests) == asked


def test_cancelling_brings_the_form_back_with_its_text(run_server, page):
    from tests.fakes import EngineThatWaits

    engine = EngineThatWaits()
    server = run_server("paste", engine=engine)
    page.goto(f"{server.url}/paste/")
    page.fill("#text", TEXT)
    page.click("#send")
    page.wait_for_selector("#working:not([hidden])")
    page.click("#cancel")
    page.wait_for_selector("#working", state="hidden")
    engine.go.set()

    assert page.input_value("#text") == TEXT
    assert not page.is_visible("#problem")
    assert page.is_enabled("#send")
    assert not page.is_visible("#result")


def test_a_text_without_findings_is_shared_with_a_warning(live, page):
    public, _ = compose(page, live, "nothing to see here", "never")

    assert "Nothing personal was found" in page.inner_text("#nothing")
    assert "as long as this server" in page.inner_text("#result-said")
    page.goto(public)
    assert "Nothing personal was found" in page.inner_text(".page-head")
    assert "never" in page.inner_text(".facts")


def test_a_new_paste_starts_empty_and_forgets_the_links(live, page):
    compose(page, live)
    page.click("#again")

    assert page.input_value("#text") == ""
    assert page.is_visible("#compose")
    assert page.input_value("#reveal-url") == ""
    assert page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)").count("SENTINEL") == 0


def test_a_dropped_file_becomes_the_text_and_a_binary_one_is_refused(live, page):
    page.goto(f"{live}/paste/")
    drop = """([bytes]) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], "x.log"));
        const drop = new DragEvent("drop", {dataTransfer: data, cancelable: true, bubbles: true});
        document.getElementById("text").dispatchEvent(drop);
    }"""
    page.evaluate(drop, [[*"héllo\n".encode()]])
    expect(page.locator("#text")).to_have_value("héllo\n")
    page.evaluate(drop, [[0x89, 0x50, 0xFF, 0]])
    page.wait_for_selector("#problem:not([hidden])")

    assert "not plain text" in page.inner_text("#problem")
    assert page.input_value("#text") == "héllo\n"


def test_hostile_text_stays_text_in_every_view(live, page):
    hostile = (
        "</textarea></mark></pre><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    )
    public, reveal = compose(page, live, f"{hostile} Jane Doe {hostile}")
    page.wait_for_selector("#preview:not([hidden])")
    for place, url in (("#preview", None), ("#redacted", public), ("#original", reveal)):
        if url:
            page.goto(url)
        assert hostile in page.text_content(place)
        assert page.locator(f"{place} :not(mark)").count() == 0
        assert page.title() != "owned"


def test_a_number_in_a_right_to_left_line_keeps_its_order(live, page):
    _, reveal = compose(page, live, "שלום, card 4111 1111 1111 1111 שלום")
    page.goto(reveal)
    at = """(offset) => {
        const range = document.createRange();
        const text = document.querySelector("#original .finding").firstChild;
        range.setStart(text, offset);
        range.setEnd(text, offset + 1);
        return range.getBoundingClientRect().left;
    }"""

    assert page.inner_text("#original .finding") == "4111 1111 1111 1111"
    assert page.evaluate(at, 0) < page.evaluate(at, 5) < page.evaluate(at, 18)


def test_without_javascript_a_link_still_shows_its_text(live, page, new_page):
    public, reveal = compose(page, live)
    plain = new_page(java_script_enabled=False)
    plain.goto(public)
    assert plain.text_content("#redacted") == REDACTED
    plain.goto(reveal)
    assert plain.is_visible("#original") and not plain.is_visible("#redacted")
    plain.check("#show-redacted")

    assert plain.is_visible("#redacted") and not plain.is_visible("#original")
    assert re.search(r"\d{2}:\d{2} UTC", plain.inner_text(".facts"))


def test_switching_views_keeps_the_reader_in_place(live, page):
    _, reveal = compose(page, live, "".join(f"line {n} of Jane Doe and SENTINEL-{n}\n" * 3 for n in range(200)))
    page.goto(reveal)
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    first = "[...document.querySelectorAll('{} mark')].findIndex((mark) => mark.getBoundingClientRect().top >= 0)"
    page.wait_for_timeout(100)
    before = page.evaluate(first.format("#original"))
    page.evaluate("document.getElementById('show-redacted').click()")

    assert before > 100
    assert page.evaluate(first.format("#redacted")) == before


@pytest.mark.parametrize("options", SCHEMES, ids=["light", "dark", "narrow"])
def test_an_original_that_may_be_shown_once_is_shown_once_and_without_a_barrier(live, new_page, axe, options):
    page = new_page(**options)
    page.goto(f"{live}/paste/")
    page.select_option("#reveals", "1")
    page.fill("#passphrase", "sesame")
    page.fill("#text", TEXT)
    page.click("#send")
    page.wait_for_selector("#result:not([hidden])")
    assert "Shows the original once" in page.inner_text("#reveal-said")
    page.click("#qr-more summary")
    expect(page.locator("#qr")).to_have_attribute("src", re.compile("/qr.svg$"))
    assert page.locator("#qr").evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 100
    page.click(".link-private summary")
    assert fits(page)
    axe(page)

    fragment = page.input_value("#fragment-url")
    page.watch.requests.clear()
    page.goto(fragment)
    page.wait_for_selector("#reveal")
    assert page.url == fragment.partition("#")[0]
    assert not any(fragment.partition("#")[2] in request.url.partition("#")[0] for request in page.watch.requests)
    assert "history now keeps this link" in page.inner_text("#history")
    assert page.locator("#original").count() == 0
    page.reload()
    page.fill("#passphrase", "wrong")
    page.click("#reveal")
    assert "This passphrase does not open the original" in page.inner_text("#problem")
    assert fits(page)
    axe(page)

    page.fill("#passphrase", "sesame")
    page.click("#reveal")
    assert page.text_content("#original") == TEXT
    assert "This was the last time" in page.inner_text("#left")
    assert fits(page)
    axe(page)
    assert page.goto(fragment.partition("#")[0]).status == 404


def test_the_key_may_be_typed_into_a_form_instead(live, page, axe):
    public, reveal = compose(page, live)
    page.goto(public)
    page.click("#unlock summary")
    page.fill("#token", "x")
    page.press("#token", "Enter")
    assert "This key does not open the original" in page.inner_text("#problem")
    axe(page)
    page.fill("#token", reveal.partition("?token=")[2])
    page.press("#token", "Enter")
    expect(page.locator("#original")).to_have_text(TEXT.strip())

    assert page.url == public


def test_the_delete_link_asks_and_then_deletes(live, page, axe):
    public, _ = compose(page, live)
    page.goto(page.input_value("#delete-url"))
    expect(page.locator("#delete-title")).to_be_focused()  # and so not the button that destroys
    assert page.url == f"{public}/delete"
    axe(page)
    page.click("#delete")
    assert page.inner_text("h1") == "The paste is deleted"
    axe(page)

    assert page.goto(public).status == 404

"""Composing: what others will see grows beside the text, is corrected there, and is what the links then show."""

import json
import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.test_paste import SCHEMES, compose, fits

TEXT = "please ask Jane Doe,\nher code is SENTINEL-41 and her sister is Mary Poppins; her dog is rex, good rex"
AFTER = (
    "please ask <PRIVATE_PERSON>,\nher code is <SECRET> and her sister is <PRIVATE_PERSON>; her dog is rex, good rex"
)

SELECT = """([id, words]) => {
    const box = document.getElementById(id);
    if (box instanceof HTMLTextAreaElement) {
        const at = box.value.indexOf(words);
        box.focus();
        return box.setSelectionRange(at, at + words.length);
    }
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(words);
        if (at >= 0) return getSelection().setBaseAndExtent(node, at, node, at + words.length);
    }
}"""


def select(page, box, words):
    page.evaluate(SELECT, [box, words])
    expect(page.locator("#selected-said")).to_have_text(f"“{words}” is")


def wait_until(holds, seconds=60):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def looked(page, findings):
    """Waits until the preview is of the text as it is."""
    expect(page.locator("#review-text")).to_have_attribute("data-state", "current")
    expect(page.locator("#review-said")).to_have_text(re.compile(f"^{findings} findings? will be replaced"))


def calls(page):
    """The queued calls so far, as the endpoints' numbers and first values."""
    joined = [one for one in page.watch.requests if "/queue/join" in one.url]
    return [json.loads(one.post_data)["data"] for one in joined]


@pytest.mark.parametrize("options", SCHEMES, ids=["light", "dark", "narrow"])
def test_the_public_view_grows_beside_the_text_and_is_corrected_there(live, new_page, axe, options):
    page = new_page(**options)
    page.goto(f"{live}/paste/")
    page.fill("#text", TEXT)
    looked(page, 3)
    shown, marks = page.locator("#review-text"), page.locator("#review-text .mark")
    assert shown.text_content() == AFTER
    assert page.inner_text("#review-legend").split() == ["People", "2", "Secret", "1"]
    page.check("#show-before", force=True)
    assert shown.text_content() == TEXT
    assert marks.evaluate_all("all => all.map((one) => one.dataset.name)") == ["Person", "Secret", "Person"]
    assert fits(page)

    marks.first.press("Enter")
    expect(marks.first).to_have_attribute("aria-pressed", "false")
    expect(marks.first).to_be_focused()
    page.click("#review-add")
    expect(page.locator("#review-said")).to_contain_text("Nothing is selected")
    select(page, "text", "rex")
    page.select_option("#review-label", "secret")
    page.click("#review-add")
    expect(page.locator("#review-said")).to_have_text("Hidden in 2 places.")
    select(page, "review-text", "sister")
    page.click("#review-add")
    page.check("#show-after", force=True)
    wanted = (
        AFTER.replace("ask <PRIVATE_PERSON>", "ask Jane Doe").replace("rex", "<SECRET>").replace("sister", "<SECRET>")
    )
    assert shown.text_content() == wanted

    page.press("#text", "Control+Home")
    page.keyboard.type("Today: ")  # what was decided stays with its words
    looked(page, 5)
    assert shown.text_content() == f"Today: {wanted}"
    assert fits(page)
    axe(page)

    page.click("#send")
    page.wait_for_selector("#preview:not([hidden])")
    assert page.text_content("#preview") == f"Today: {wanted}"


def test_a_superseded_look_is_cancelled_and_nothing_of_any_is_kept(run_server, page):
    from tests.fakes import EngineThatWaits

    engine = EngineThatWaits()
    server = run_server("paste", engine=engine)
    page.goto(f"{server.url}/paste/")
    page.fill("#text", "first Jane Doe")
    assert engine.entered.acquire(timeout=60)
    with page.expect_request("**/gradio_api/cancel"):
        page.fill("#text", "second Jane Doe and Mary Poppins")
    assert engine.entered.acquire(timeout=60)
    engine.go.set()
    looked(page, 2)

    assert page.text_content("#review-text") == "second <PRIVATE_PERSON> and <PRIVATE_PERSON>"
    assert [data[0] for data in calls(page)] == ["first Jane Doe", "second Jane Doe and Mary Poppins"]
    with server.services.store._database.connect() as connection:
        assert connection.exec_driver_sql("select count(*) from pastes").scalar() == 0


def test_typing_asks_when_it_pauses_and_not_for_every_key(live, page):
    page.goto(f"{live}/paste/")
    page.focus("#text")
    page.keyboard.type("ask Jane Doe or Mary Poppins")
    looked(page, 2)

    assert len(calls(page)) <= 3


def test_what_was_found_in_one_text_never_says_what_is_taken_out_of_another(live, page):
    page.goto(f"{live}/paste/")
    page.fill("#text", TEXT)
    looked(page, 3)
    page.locator("#review-text .mark").first.press("Enter")  # from here on the page says what is replaced
    page.uncheck("#live")
    page.fill("#text", TEXT + "; tell Ada Lovelace")
    held = []
    page.route("**/gradio_api/queue/join*", lambda route: route.continue_() if held else held.append(route))
    page.click("#send")
    wait_until(lambda: page.wait_for_timeout(20) or held)
    page.get_by_role("button", name="Try an example").click()
    expect(page.locator("#problem")).to_contain_text("The links are being made")
    assert page.input_value("#text") == TEXT + "; tell Ada Lovelace"
    # By a policy or a care of another kind, something else would be found.
    page.get_by_role("radio", name="Find more", exact=True).evaluate("radio => radio.click()")
    before = len(calls(page))
    held[0].continue_()

    expect(page.locator("#problem")).to_contain_text("Something was changed while the links were being made")
    assert len(calls(page)) == before and page.locator("#result").is_hidden()
    page.click("#send")
    page.wait_for_selector("#preview:not([hidden])")
    assert page.text_content("#preview") == AFTER.replace("<PRIVATE_PERSON>", "Jane Doe", 1) + "; tell <PRIVATE_PERSON>"


def test_without_the_preview_nothing_is_sent_until_it_is_asked_for(live, page):
    page.goto(f"{live}/paste/")
    page.uncheck("#live")
    page.fill("#text", TEXT)
    assert calls(page) == []
    expect(page.locator("#review-title")).to_have_text("Not looked at yet")
    page.click("#review-open")
    looked(page, 3)
    expect(page.locator("#review-title")).to_have_text("What others will see")
    assert len(calls(page)) == 1  # the one that was asked for
    page.reload()
    assert not page.is_checked("#live")
    page.check("#live")
    page.fill("#text", TEXT)
    looked(page, 3)


def test_a_preview_that_fails_says_why_and_stops_nobody(run_server, page):
    server = run_server("paste", previews_per_minute=1)
    page.goto(f"{server.url}/paste/")
    page.fill("#text", "Jane Doe")
    looked(page, 1)
    page.fill("#text", "now Jane Doe")
    expect(page.locator("#review-said")).to_have_text("No preview now: Too many previews. Wait a minute and try again.")
    expect(page.locator("#review-title")).to_have_text("Not looked at since it was changed")
    page.click("#send")
    page.wait_for_selector("#preview:not([hidden])")

    assert page.text_content("#preview") == "now <PRIVATE_PERSON>"


def test_hostile_and_unseen_text_stays_text_in_the_preview(live, page):
    hostile = (
        "</textarea><script>document.title='owned'</script><img src=x onerror=alert(1)> a\u202eb pass\u200cword 👩‍👧"
    )
    page.goto(f"{live}/paste/")
    page.fill("#text", f"{hostile} Jane Doe")
    looked(page, 1)
    shown = page.locator("#review-text")

    assert "<script>" in shown.inner_text()
    assert shown.locator(":scope :not(.mark):not(.unseen)").count() == 0
    assert shown.locator(".unseen").evaluate_all("all => all.map((one) => one.dataset.name)") == ["RLO", "ZWNJ"]
    select(page, "review-text", "word")
    page.click("#review-add")
    assert "pass" in shown.inner_text() and shown.locator(".mark").count() == 2
    assert shown.locator(".mark").first.inner_text() == "<PRIVATE_PERSON>"


def test_a_paste_lives_for_a_time_of_ones_own(live, page):
    page.goto(f"{live}/paste/")
    page.fill("#text", TEXT)
    page.select_option("#ttl", "custom")
    expect(page.locator("#ttl-amount")).to_be_focused()
    page.fill("#ttl-amount", "366")
    page.click("#send")
    expect(page.locator("#problem")).to_have_text(
        "The links can work for a minute at least and 365 days at most, in whole numbers."
    )
    expect(page.locator("#ttl-amount")).to_be_focused()
    page.fill("#ttl-amount", "90")
    page.select_option("#ttl-unit", "minutes")
    page.click("#send")
    page.wait_for_selector("#result:not([hidden])")

    assert "Both links stop in 2 hours" in page.inner_text("#result-said") or "1 hour" in page.inner_text(
        "#result-said"
    )


def test_making_the_links_again_after_a_broken_connection_makes_no_second_paste(run_server, page):
    server = run_server("paste")
    page.goto(f"{server.url}/paste/")
    page.uncheck("#live")
    page.fill("#text", TEXT)
    # The first answer is lost on its way: the call is carried out, and the page hears nothing of it.
    page.route("**/gradio_api/queue/data**", lambda route: route.abort())
    page.click("#send")
    page.wait_for_selector("#problem:not([hidden])")
    page.unroute("**/gradio_api/queue/data**")

    def count() -> int:
        with server.services.store._database.connect() as connection:
            return connection.exec_driver_sql("select count(*) from pastes").scalar()

    wait_until(lambda: count() == 1)
    page.click("#send")
    page.wait_for_selector("#result:not([hidden])")
    keys = [value for data in calls(page) for value in data if re.fullmatch("[0-9a-f]{32}", str(value))]

    assert count() == 1
    assert len(keys) == 2 and len(set(keys)) == 1


def test_my_pastes_are_in_this_browser_alone_and_can_be_opened_deleted_and_forgotten(live, new_page, axe):
    page = new_page()
    public, reveal = compose(page, live, "ask Jane Doe")
    second, _ = compose(page, live, "nothing at all")
    page.goto(f"{live}/paste/")
    assert page.inner_text("#mine summary") == "Your pastes in this browser (2)"
    page.click("#mine summary")
    axe(page)
    rows = page.locator("#mine-list > li")
    assert "1 person replaced. It stops working in 7 days" in rows.nth(1).inner_text()
    stored = page.evaluate("JSON.stringify(localStorage)")
    assert reveal.partition("?token=")[2] not in stored
    assert "Jane" not in stored and "PRIVATE_PERSON" not in stored
    assert "On a computer that others use" in page.inner_text("#mine")

    rows.nth(1).get_by_role("button", name="Duplicate").click()
    expect(page.locator("#text")).to_have_value("ask <PRIVATE_PERSON>")
    with page.expect_popup() as opened:
        rows.nth(1).get_by_role("link", name="Open").click()
    assert opened.value.url == public
    rows.nth(1).get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(rows).to_have_count(1)
    assert page.goto(public).status == 404

    page.goto(f"{live}/paste/")
    page.click("#mine summary")
    rows.first.get_by_role("button", name="Forget").click()
    expect(rows).to_have_count(0)
    assert page.evaluate("localStorage.getItem('blackbar-pastes')") is None
    assert page.goto(second).status == 200
    page.goto(f"{live}/paste/")
    page.click("#mine summary")
    page.uncheck("#mine-on")
    compose(page, live, "ask Jane Doe again")
    page.goto(f"{live}/paste/")
    assert page.inner_text("#mine summary") == "Your pastes in this browser (0)"


def test_a_paste_that_is_gone_already_leaves_the_list(live, page):
    compose(page, live, "ask Jane Doe")
    deletes = page.input_value("#delete-url")
    page.goto(deletes)
    page.click("#delete")
    page.goto(f"{live}/paste/")
    page.click("#mine summary")
    page.locator("#mine-list").get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()

    expect(page.locator(".toast")).to_contain_text("gone already")
    expect(page.locator("#mine-list > li")).to_have_count(0)


def test_a_shown_text_is_duplicated_into_a_new_one_without_being_stored(live, page):
    _, reveal = compose(page, live, "ask Jane Doe 👩‍👧\u200b")
    page.click("#duplicate")
    expect(page.locator("#text")).to_have_value("ask Jane Doe 👩‍👧\u200b")
    page.goto(reveal)
    with page.expect_popup() as opened:
        page.click("#duplicate")
    other = opened.value
    page.watch.follow(other)
    expect(other.locator("#text")).to_have_value("ask Jane Doe 👩‍👧\u200b")
    looked(other, 1)

    assert other.url == f"{live}/paste/"
    assert "Jane" not in other.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert other.evaluate("window.opener") is None


def test_keys_do_what_their_list_says_until_they_are_switched_off(live, new_page, axe):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    _, reveal = compose(page, live, "ask Jane Doe and Mary Poppins")
    page.keyboard.press("c")
    expect(page.locator(".toast")).to_contain_text("Public link copied. It stops working in 7 days")
    page.keyboard.press("d")
    expect(page.locator("#text")).to_have_value("ask Jane Doe and Mary Poppins")
    page.keyboard.type("?n")  # in a field a letter is a letter
    expect(page.locator("#text")).to_have_value("?nask Jane Doe and Mary Poppins")

    page.goto(reveal)
    page.wait_for_selector(".show-keys:not([hidden])")
    page.keyboard.press("o")
    assert page.is_visible("#redacted")
    page.keyboard.press("o")
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.textContent") == "Mary Poppins"
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.textContent") == "Jane Doe"
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Original or redacted")
    axe(page)
    page.get_by_label("Use these keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("o")
    assert page.is_visible("#original")

    page.goto(f"{live}/paste/")
    assert not page.is_visible("#keys")
    page.fill("#text", "ask Jane Doe")
    page.press("#text", "Control+Enter")
    looked(page, 1)
    assert not page.is_visible("#result")
    page.click(".show-keys >> nth=0")
    page.get_by_label("Use these keys").check()
    page.keyboard.press("Escape")
    page.press("#text", "Control+Enter")
    page.wait_for_selector("#result:not([hidden])")

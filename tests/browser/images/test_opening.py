"""A picture on its way onto the page, and the page itself: no barriers, no surprises, fingers welcome."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.images.easel import Easel, assert_exactly_covered, drop, pixels_of
from tests.shared.formats.pictures import encoded, written


def test_a_finger_draws_after_a_tap_on_draw_and_two_fingers_zoom(new_page, live, found):
    page = new_page(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740}, device_scale_factor=2)
    easel = Easel(page, live, found)
    page.locator("#canvas").scroll_into_view_if_needed()
    assert page.evaluate("[below, canvas].every((one) => one.width === Math.round(2 * one.clientWidth))"), "it is sharp"
    box, (x, y, w, h) = next(
        (box, rect) for box, rect in zip(easel.boxes, easel.rects, strict=True) if box["label"] == "private_email"
    )
    left, middle, bottom = easel.at(x, 0)[0], *easel.at(x + w / 2, y + h)
    assert easel.at(0, y + h)[1] - easel.at(0, y)[1] < 16, "the bar is lower than a finger is wide"
    page.touchscreen.tap((left + middle) / 2, bottom + 4)
    expect(page.locator("#selection-title")).to_have_text(box["text"])
    page.get_by_role("button", name="Draw", exact=True).tap()
    fingers = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        touches = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    touch("touchStart", easel.at(100, 1250))
    touch("touchMove", easel.at(200, 1300))
    touch("touchMove", easel.at(300, 1330))
    touch("touchEnd")
    expect(page.get_by_role("list", name="Other").get_by_role("checkbox")).to_have_count(1)

    zoom = page.locator("#zoom-value").text_content()
    x, y = easel.at(430, 700)
    touch("touchStart", (x - 20, y), (x + 20, y))
    touch("touchMove", (x - 40, y), (x + 40, y))
    touch("touchMove", (x - 80, y), (x + 80, y))
    touch("touchEnd")
    assert int(page.locator("#zoom-value").text_content()[:-1]) > 2 * int(zoom[:-1])
    assert page.locator(".bar-box").count() == len(easel.rects) + 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    controls = "#workspace :is(button, select, input:not([type=file]))"
    small = """(all) => all.filter((one) => one.checkVisibility() && one.getBoundingClientRect().height > 0)
        .filter((one) => Math.min(one.getBoundingClientRect().width, one.getBoundingClientRect().height) < 24)
        .map((one) => one.id || one.outerHTML)"""
    assert page.locator(controls).evaluate_all(small) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_there_are_no_barriers(new_page, live, found, axe, scheme):
    page = new_page(color_scheme=scheme)
    page.goto(f"{live}/images/")
    expect(page.locator(".thumb")).to_have_count(4)
    axe(page)

    easel = Easel(page, live, found)
    easel.page.locator(".bar-box").first.focus()
    page.locator("#preview").click()
    for fold in ("Place and size", "Look of the bars", "Go on another day"):
        page.get_by_text(fold).click()
    page.locator("#find").fill("marta")
    drop(page, ["chat", "broken"])
    expect(page.locator("#strip-list li").nth(2)).to_contain_text("Failed", timeout=90_000)
    page.get_by_role("button", name=re.compile("Picture 3 of 3")).click()
    expect(page.locator("#problem")).to_be_visible()
    axe(page)


def test_a_policy_says_what_is_covered_and_how_it_looks(page, live, found):
    policy = {
        "identifiers": {"emailAddress": {"emailAddressFilterStrategies": [{"strategy": "REDACT"}]}},
        "config": {"pdf": {"redactionColor": "white"}},
    }
    file = {"name": "mine.json", "mimeType": "application/json", "buffer": json.dumps(policy).encode()}
    page.goto(f"{live}/images/")
    page.locator(".policy-picker input[type=file]").set_input_files(file)
    expect(page.get_by_label("Policy", exact=True)).to_contain_text("mine.json")
    page.get_by_role("button", name=re.compile("Chat")).click()

    expect(page.get_by_role("checkbox", name="Email", exact=True)).to_be_checked()
    expect(page.get_by_role("checkbox", name="Person", exact=True)).not_to_be_checked()
    mail = [(one["x"], one["y"], one["w"], one["h"]) for one in found["boxes"] if one["label"] == "private_email"]
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the PNG").click()
    assert_exactly_covered(pixels_of(Path(download.value.path()).read_bytes()), mail, (255, 255, 255))


def test_an_empty_file_is_refused_before_it_is_sent(page, live):
    page.goto(f"{live}/images/")
    page.set_input_files("#file", {"name": "x.png", "mimeType": "image/png", "buffer": b""})

    expect(page.get_by_role("alert")).to_contain_text("empty")
    expect(page.locator("#start")).to_be_visible()


@pytest.mark.parametrize("way", ["paste", "drop"])
def test_a_picture_can_be_pasted_and_dropped(page, live, found, way):
    page.goto(f"{live}/images/")
    expect(page.locator(".thumb")).to_have_count(4)
    drop(page, ["chat"], way)

    expect(page.locator(".bar-box")).to_have_count(len(found["boxes"]), timeout=60_000)
    assert not any("secret" in (request.post_data_buffer or b"").decode("latin-1") for request in page.watch.requests)


def test_words_on_a_picture_are_only_ever_text(page, live):
    picture = encoded(written("Jane Doe <img src=x onerror=alert(1)>", "John Roe"))
    page.goto(f"{live}/images/")
    page.set_input_files("#file", {"name": "x.png", "mimeType": "image/png", "buffer": picture})

    expect(page.get_by_role("list", name="Person").get_by_role("checkbox").first).to_be_visible(timeout=60_000)
    assert page.locator("#workspace img").count() == 0


def test_waiting_can_be_cancelled(page, live):
    page.goto(f"{live}/images/")
    slow = encoded(written(*["Jane Doe writes to John Roe about the invoice"] * 24, width=1600))
    page.set_input_files("#file", {"name": "a.png", "mimeType": "image/png", "buffer": slow})
    page.get_by_role("button", name="Cancel").click()

    expect(page.locator("#working")).to_be_hidden()
    expect(page.locator("#start")).to_be_visible()
    assert page.locator("#problem").is_hidden()

"""The Image Anonymizer as a person uses it: what is under a bar is gone from the file, whatever was done before."""

import io
import math
import re
import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from apps.images import pipeline
from apps.images.examples import EXAMPLES, FOLDER
from shared.formats import ocr
from shared.formats.image import Picture
from shared.formats.ocr import PictureText, ocr_available
from tests.shared.formats.pictures import chunk_kinds, encoded, written

pytestmark = pytest.mark.skipif(not ocr_available()[0], reason="Tesseract is not installed")

SOURCE = np.asarray(Image.open(io.BytesIO(EXAMPLES["chat"].png())).convert("RGB"))
MARGIN = 12


class Easel:
    """The page with the chat opened: where things are on the screen, and what the server found."""

    def __init__(self, page: Page, live: str, boxes: list[dict]) -> None:
        self.page = page
        self.boxes = boxes
        page.goto(f"{live}/images/")
        page.get_by_role("button", name=re.compile("Chat")).click()
        expect(page.locator("#workspace")).to_be_visible(timeout=60_000)
        expect(page.locator("#working")).to_be_hidden()
        page.wait_for_function("document.querySelector('#zoom-value').textContent !== ''")
        self.rects = [(box["x"], box["y"], box["w"], box["h"]) for box in self.boxes]

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The point of the screen over a pixel of the fitted picture."""
        area = self.page.locator("#canvas").bounding_box()
        height, width = SOURCE.shape[:2]
        scale = min((area["width"] - 2 * MARGIN) / width, (area["height"] - 2 * MARGIN) / height, 1)
        left = area["x"] + (area["width"] - width * scale) / 2
        top = area["y"] + (area["height"] - height * scale) / 2
        return left + x * scale, top + y * scale

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """From one pixel of the picture to another."""
        self.page.mouse.move(*self.at(*start))
        self.page.mouse.down()
        self.page.mouse.move(*self.at((start[0] + end[0]) / 2, (start[1] + end[1]) / 2))
        self.page.mouse.move(*self.at(*end))
        self.page.mouse.up()

    def undos(self) -> int:
        count = 0
        while self.page.locator("#undo").is_enabled():
            self.page.locator("#undo").click()
            count += 1
        return count

    def exported(self) -> tuple[np.ndarray, bytes]:
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name="Save the PNG").click()
        assert re.fullmatch(r"redacted-\d{8}-\d{4}\.png", download.value.suggested_filename)
        data = Path(download.value.path()).read_bytes()
        return np.asarray(Image.open(io.BytesIO(data)).convert("RGB")), data


@pytest.fixture(scope="module", autouse=True)
def read_once() -> Iterator[None]:
    """Each picture is read by Tesseract once in these tests, not once in each of them."""
    known: dict[tuple[int, bytes], PictureText] = {}

    def read_for_review(picture: Picture, languages: str, timeout_seconds: float) -> PictureText:
        key = (picture.width, picture.pixels)
        if key not in known:
            known[key] = ocr.read_for_review(picture, languages, timeout_seconds)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "read_for_review", read_for_review)
        yield


@pytest.fixture(scope="module")
def found(live) -> list[dict]:
    """What the server finds on the chat; the same picture gives the same boxes."""
    from gradio_client import Client, handle_file

    client = Client(live, analytics_enabled=False, verbose=False)
    chat = handle_file(str(FOLDER / "chat.png"))
    return client.predict(image=chat, api_name="/anonymize_screenshot")["boxes"]


@pytest.fixture
def easel(page, live, found) -> Easel:
    return Easel(page, live, found)


def covered(rects) -> np.ndarray:
    mask = np.zeros(SOURCE.shape[:2], bool)
    for x, y, w, h in rects:
        mask[y : y + h, x : x + w] = True
    return mask


def assert_exactly_covered(pixels: np.ndarray, rects) -> None:
    mask = covered(rects)
    assert pixels.shape == SOURCE.shape
    assert (pixels[mask] == 0).all(), "something shines through a bar"
    assert (pixels[~mask] == SOURCE[~mask]).all(), "something outside the bars was changed"


def changed_box(pixels: np.ndarray, rects) -> tuple[int, int, int, int]:
    """The rectangle of what is black beside the known bars."""
    rows, columns = np.nonzero((pixels != SOURCE).any(axis=2) & ~covered(rects))
    x, y = int(columns.min()), int(rows.min())
    return x, y, int(columns.max()) - x + 1, int(rows.max()) - y + 1


def test_every_pixel_under_a_bar_is_gone_and_every_other_is_kept(easel):
    pixels, data = easel.exported()

    assert len(easel.rects) >= 7
    assert_exactly_covered(pixels, easel.rects)
    kinds = chunk_kinds(data)
    assert set(kinds) == {b"IHDR", b"IDAT", b"IEND"} and kinds[-1] == b"IEND"
    assert struct.unpack_from(">II", data, 16) == (SOURCE.shape[1], SOURCE.shape[0])
    expect(easel.page.locator("#save-said")).to_contain_text("nothing is left under them")


def test_a_bar_and_a_category_can_be_switched_off_and_on(easel):
    emails = easel.page.get_by_role("list", name="Email").get_by_role("checkbox")
    rest = [rect for box, rect in zip(easel.boxes, easel.rects, strict=True) if box["label"] != "private_email"]

    emails.first.press("Space")
    assert_exactly_covered(easel.exported()[0], rest)

    people = easel.page.get_by_role("checkbox", name="Person", exact=True)
    people.click()
    rest = [
        rect
        for box, rect in zip(easel.boxes, easel.rects, strict=True)
        if box["label"] not in ("private_email", "private_person")
    ]
    assert_exactly_covered(easel.exported()[0], rest)

    easel.page.get_by_role("button", name="All", exact=True).click()
    assert_exactly_covered(easel.exported()[0], easel.rects)


def test_a_bar_is_drawn_moved_resized_deleted_and_all_of_it_undone(easel):
    page = easel.page
    easel.drag((100, 1250), (250, 1330))
    drawn = changed_box(easel.exported()[0], easel.rects)
    assert abs(drawn[0] - 100) <= 3 and abs(drawn[1] - 1250) <= 3
    assert abs(drawn[2] - 150) <= 5 and abs(drawn[3] - 80) <= 5

    easel.drag((175, 1290), (205, 1270))
    moved = changed_box(easel.exported()[0], easel.rects)
    assert moved[2:] == drawn[2:]
    assert abs(moved[0] - drawn[0] - 30) <= 3 and abs(moved[1] - drawn[1] + 20) <= 3

    right, bottom = moved[0] + moved[2], moved[1] + moved[3]
    easel.drag((right + 6, bottom + 6), (right + 46, bottom + 26))
    resized = changed_box(easel.exported()[0], easel.rects)
    assert resized[:2] == moved[:2]
    assert abs(resized[2] - moved[2] - 40) <= 3 and abs(resized[3] - moved[3] - 20) <= 3

    page.keyboard.press("Delete")
    assert_exactly_covered(easel.exported()[0], easel.rects)

    page.keyboard.press("Control+z")
    assert changed_box(easel.exported()[0], easel.rects) == resized
    page.keyboard.press("Control+z")
    assert changed_box(easel.exported()[0], easel.rects) == moved
    page.keyboard.press("Control+Shift+z")
    assert changed_box(easel.exported()[0], easel.rects) == resized
    assert easel.undos() == 3
    assert_exactly_covered(easel.exported()[0], easel.rects)


def test_a_gesture_is_given_up_with_escape(easel):
    page = easel.page
    page.mouse.move(*easel.at(100, 1250))
    page.mouse.down()
    page.mouse.move(*easel.at(250, 1330))
    page.keyboard.press("Escape")
    page.mouse.up()

    assert page.locator("#undo").is_disabled()


def test_a_double_click_switches_a_bar(easel):
    x, y, w, h = easel.rects[0]

    easel.page.mouse.dblclick(*easel.at(x + w / 2, y + h / 2))

    assert_exactly_covered(easel.exported()[0], easel.rects[1:])


def test_zoom_and_a_sharp_screen_change_nothing_in_the_file(new_page, live, found):
    easel = Easel(new_page(device_scale_factor=2), live, found)
    page = easel.page
    _, plain = easel.exported()
    page.mouse.move(*easel.at(400, 700))
    for _ in range(6):
        page.mouse.wheel(0, -240)
    expect(page.locator("#zoom-value")).not_to_have_text("100%")

    _, zoomed = easel.exported()

    assert zoomed == plain


def test_the_wheel_and_the_keys_zoom(easel):
    page = easel.page
    value = page.locator("#zoom-value")
    fitted = value.text_content()
    page.locator("#canvas-box").focus()

    page.keyboard.press("1")
    expect(value).to_have_text("100%")
    page.keyboard.press("+")
    expect(value).to_have_text("125%")
    page.keyboard.press("-")
    expect(value).to_have_text("100%")
    page.keyboard.press("0")
    expect(value).to_have_text(fitted)
    page.mouse.move(*easel.at(300, 300))
    page.mouse.wheel(0, -200)
    expect(value).not_to_have_text(fitted)


def test_export_needs_no_server(easel):
    page = easel.page
    before = len(page.watch.requests)
    page.context.set_offline(True)
    page.route("**/*", lambda route: route.abort())

    pixels, _ = easel.exported()

    assert_exactly_covered(pixels, easel.rects)
    assert all(request.url.startswith("blob:") for request in page.watch.requests[before:])


def test_everything_works_by_keyboard_alone(easel):
    page = easel.page
    first = page.get_by_role("list", name="Person").get_by_role("checkbox").first
    first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Alt+ArrowRight")
    page.keyboard.press("Alt+Shift+ArrowDown")
    index = next(i for i, box in enumerate(easel.boxes) if box["text"] == "Marta Okonkwo")
    x, y, w, h = easel.rects[index]
    rects = [*easel.rects]
    rects[index] = (x + 1, y + 10, w + 1, h + 10)
    assert_exactly_covered(easel.exported()[0], rects)

    first.focus()
    page.keyboard.press("Delete")
    expect(page.locator(".bar-box:focus")).to_have_count(1)
    page.keyboard.press("n")
    expect(page.get_by_role("list", name="Other").get_by_role("checkbox")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_role("list", name="Other").get_by_role("checkbox")).not_to_be_checked()
    page.keyboard.press("p")
    expect(page.locator("#preview")).to_have_attribute("aria-pressed", "true")
    del rects[index]
    assert_exactly_covered(easel.exported()[0], rects)
    page.get_by_role("list", name="Phone").get_by_role("checkbox").first.focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_letters_typed_into_a_field_do_nothing_to_the_bars(easel):
    page = easel.page
    page.locator("#category").focus()
    page.keyboard.press("n")
    page.keyboard.press("ArrowDown")

    assert page.locator(".bar-box").count() == len(easel.rects)


def test_the_list_and_the_canvas_have_one_selection(easel):
    page = easel.page
    x, y, w, h = next(r for b, r in zip(easel.boxes, easel.rects, strict=True) if b["label"] == "private_email")

    page.mouse.click(*easel.at(x + w / 2, y + h / 2))
    expect(page.locator("#selection-title")).to_have_text("marta.okonkwo@example.com")
    expect(page.locator(".bar[data-selected]")).to_have_count(1)
    page.get_by_role("list", name="Phone").get_by_role("checkbox").focus()
    expect(page.locator("#selection-title")).to_have_text("(503) 555-0148")
    page.locator("#category").select_option("secret")
    expect(page.get_by_role("list", name="Secret").get_by_role("checkbox")).to_have_count(1)


def test_a_finger_draws_after_a_tap_on_draw_and_two_fingers_zoom(new_page, live, found):
    page = new_page(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740}, device_scale_factor=2)
    easel = Easel(page, live, found)
    page.locator("#canvas").scroll_into_view_if_needed()
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_there_are_no_barriers(new_page, live, found, axe, scheme):
    page = new_page(color_scheme=scheme)
    page.goto(f"{live}/images/")
    expect(page.locator(".thumb")).to_have_count(4)
    axe(page)

    easel = Easel(page, live, found)
    axe(page)
    easel.page.locator(".bar-box").first.focus()
    page.locator("#preview").click()
    page.set_input_files("#file", {"name": "x.png", "mimeType": "image/png", "buffer": b"no picture"})
    expect(page.locator("#problem")).to_be_visible()
    axe(page)


def test_a_refused_file_loses_nothing(easel):
    page = easel.page
    page.set_input_files("#file", {"name": "x.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\nbroken"})

    expect(page.get_by_role("alert")).to_contain_text("damaged")
    expect(page.locator("#workspace")).to_be_visible()
    assert_exactly_covered(easel.exported()[0], easel.rects)


def test_an_empty_file_is_refused_before_it_is_sent(page, live):
    page.goto(f"{live}/images/")
    page.set_input_files("#file", {"name": "x.png", "mimeType": "image/png", "buffer": b""})

    expect(page.get_by_role("alert")).to_contain_text("empty")


@pytest.mark.parametrize("way", ["paste", "drop"])
def test_a_picture_can_be_pasted_and_dropped(page, live, found, way):
    page.goto(f"{live}/images/")
    expect(page.locator(".thumb")).to_have_count(4)
    page.evaluate(
        """async (way) => {
            const data = new DataTransfer();
            data.items.add(new File([await (await fetch("/examples/chat.png")).blob()], "secret name.png"));
            const event = way === "paste" ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true })
                : new DragEvent("drop", { dataTransfer: data, bubbles: true });
            document.body.dispatchEvent(event);
        }""",
        way,
    )

    expect(page.locator(".bar-box")).to_have_count(len(found), timeout=60_000)
    assert not any("secret" in (request.post_data_buffer or b"").decode("latin-1") for request in page.watch.requests)


def test_words_on_a_picture_are_only_ever_text(page, live):
    picture = encoded(written("Jane Doe <img src=x onerror=alert(1)>", "John Roe"))
    page.goto(f"{live}/images/")
    page.set_input_files("#file", {"name": "x.png", "mimeType": "image/png", "buffer": picture})

    expect(page.get_by_role("list", name="Person").get_by_role("checkbox").first).to_be_visible(timeout=60_000)
    assert page.locator("#workspace img").count() == 0


def test_the_last_picture_wins_however_late_the_first_one_comes(page, live):
    page.goto(f"{live}/images/")
    slow = encoded(written(*["Jane Doe writes to John Roe about the invoice"] * 24, width=1600))
    quick = encoded(written("Only Quick"))
    page.set_input_files("#file", {"name": "a.png", "mimeType": "image/png", "buffer": slow})
    page.set_input_files("#file", {"name": "b.png", "mimeType": "image/png", "buffer": quick})

    expect(page.locator("#workspace")).to_be_visible(timeout=60_000)
    page.wait_for_timeout(3000)
    expect(page.locator(".bar-text")).to_have_text(["Only Quick"])


def test_waiting_can_be_cancelled(page, live):
    page.goto(f"{live}/images/")
    slow = encoded(written(*["Jane Doe writes to John Roe about the invoice"] * 24, width=1600))
    page.set_input_files("#file", {"name": "a.png", "mimeType": "image/png", "buffer": slow})
    page.get_by_role("button", name="Cancel").click()

    expect(page.locator("#working")).to_be_hidden()
    expect(page.locator("#start")).to_be_visible()
    assert page.locator("#problem").is_hidden()


def test_unsaved_bars_are_asked_about_before_another_picture_opens(easel):
    page = easel.page
    page.get_by_role("button", name="None", exact=True).click()
    page.set_input_files("#file", {"name": "b.png", "mimeType": "image/png", "buffer": encoded(written("Only Quick"))})

    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(page.locator(".bar-box")).to_have_count(len(easel.rects))


def test_the_picture_can_be_copied(new_page, live, found):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    Easel(page, live, found)
    page.get_by_role("button", name="Copy the PNG").click()

    expect(page.locator("#save-said")).to_contain_text("Copied.")
    kinds = page.evaluate("async () => (await navigator.clipboard.read())[0].types")
    assert kinds == ["image/png"]


def test_handles_are_as_large_on_the_screen_whatever_the_zoom(easel):
    page = easel.page
    x, y, w, h = easel.rects[0]
    page.mouse.click(*easel.at(x + w / 2, y + h / 2))
    corner = easel.at(x + w, y + h)
    cursors = set()
    for offset in (2, 8, 11):
        page.mouse.move(corner[0] + offset, corner[1] + offset / 2)
        cursors.add(page.evaluate("document.querySelector('#canvas').style.cursor"))

    assert cursors == {"nwse-resize"}
    page.mouse.move(corner[0] + 40, corner[1] + 40)
    assert page.evaluate("document.querySelector('#canvas').style.cursor") == "crosshair"
    assert math.isclose(page.evaluate("devicePixelRatio"), 1)

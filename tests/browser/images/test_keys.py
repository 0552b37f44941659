"""Everything by keyboard, nothing by accident."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.images.easel import assert_exactly_covered, pixels_of


def test_everything_works_by_keyboard_alone(easel):
    page = easel.page
    first = page.get_by_role("list", name="Person").get_by_role("checkbox").first
    first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+Alt+ArrowDown")
    index = next(i for i, box in enumerate(easel.boxes) if box["text"] == "Marta Okonkwo")
    x, y, w, h = easel.rects[index]
    rects = [*easel.rects]
    rects[index] = (x + 1, y + 10, w + 1, h + 10)
    assert_exactly_covered(easel.exported(), rects)

    first.focus()
    page.keyboard.press("Delete")
    expect(page.locator(".bar-box:focus")).to_have_count(1)
    page.keyboard.press("n")
    other = page.get_by_role("list", name="Other").get_by_role("checkbox")
    expect(other).to_be_focused()
    page.keyboard.press("Space")
    expect(other).not_to_be_checked()
    page.keyboard.press("p")
    expect(page.locator("#preview")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("c")
    expect(page.locator("#category")).to_be_focused()
    page.keyboard.press("S")
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="Secret").get_by_role("checkbox")).to_be_focused()
    page.keyboard.press("Home")
    expect(page.get_by_role("list", name="Person").get_by_role("checkbox").first).to_be_focused()
    page.keyboard.press("PageDown")
    expect(page.get_by_role("list", name="Person").get_by_role("checkbox").first).not_to_be_focused()
    page.keyboard.press("f")
    expect(page.locator("#find")).to_be_focused()
    page.locator("#canvas-box").focus()
    for key, button in (("d", "#draw"), ("m", "#gather"), ("e", "#erase")):
        page.keyboard.press(key)
        expect(page.locator(button)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#erase")).to_have_attribute("aria-pressed", "false")
    del rects[index]
    with page.expect_download():
        page.keyboard.press("Control+s")
    assert_exactly_covered(easel.exported(), rects)
    page.get_by_role("list", name="Phone").get_by_role("checkbox").first.focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_from_the_first_page_to_the_file_no_mouse_is_needed(page, live, found):
    def tab_to(selector: str) -> None:
        for _ in range(120):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"{selector} is not reached with Tab")

    page.goto(f"{live}/images/")
    expect(page.locator(".thumb")).to_have_count(4)
    tab_to(".thumb")
    while "Chat" not in page.evaluate("document.activeElement.textContent"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#workspace-title")).to_be_focused(timeout=60_000)

    tab_to(".bar-box")
    page.keyboard.press("Space")
    expect(page.locator("#bars-count")).to_have_text(f"{len(found['boxes']) - 1} of {len(found['boxes'])} on")
    with page.expect_download() as download:
        page.keyboard.press("Control+s")

    rects = [(box["x"], box["y"], box["w"], box["h"]) for box in found["boxes"]]
    people = sorted(
        (rect for box, rect in zip(found["boxes"], rects, strict=True) if box["label"] == "private_person"),
        key=lambda rect: rect[1],
    )
    assert_exactly_covered(pixels_of(Path(download.value.path()).read_bytes()), [r for r in rects if r != people[0]])


def test_what_is_done_is_said(easel):
    page = easel.page
    page.get_by_role("list", name="Email").get_by_role("checkbox").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#live")).to_contain_text("At ")
    page.keyboard.press("Control+z")
    expect(page.locator("#live")).to_have_text("Undone: Move.")
    page.keyboard.press("Control+d")
    expect(page.locator("#live")).to_have_text("Duplicate.")


def test_numbers_place_a_bar_to_the_pixel(easel):
    page = easel.page
    page.get_by_role("list", name="Email").get_by_role("checkbox").focus()
    page.get_by_text("Place and size").click()
    for field, value in (("Left", "10"), ("Top", "20"), ("Width", "300"), ("Height", "40")):
        page.get_by_label(field, exact=True).fill(value)
        page.keyboard.press("Enter")

    rest = [r for b, r in zip(easel.boxes, easel.rects, strict=True) if b["label"] != "private_email"]
    assert_exactly_covered(easel.exported(), [*rest, (10, 20, 300, 40)])


def test_letters_typed_into_a_field_do_nothing_to_the_bars(easel):
    page = easel.page
    for field in ("#category", "#find"):
        page.locator(field).focus()
        page.keyboard.press("n")
        page.keyboard.press("ArrowDown")

    assert page.locator(".bar-box").count() == len(easel.rects)
    assert page.locator("#undo").is_disabled()


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

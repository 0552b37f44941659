"""Bars under a pointer: whatever is drawn, moved, gathered or erased is in the file, and all of it can be undone."""

import math

import pytest
from playwright.sync_api import expect

from tests.browser.images.easel import Easel, assert_exactly_covered, changed_box


def test_a_bar_and_a_category_can_be_switched_off_and_on(easel):
    emails = easel.page.get_by_role("list", name="Email").get_by_role("checkbox")
    emails.first.press("Space")
    rest = [rect for box, rect in zip(easel.boxes, easel.rects, strict=True) if box["label"] != "private_email"]
    assert_exactly_covered(easel.exported(), rest)

    easel.page.get_by_role("checkbox", name="Person", exact=True).click()
    off = ("private_email", "private_person")
    rest = [rect for box, rect in zip(easel.boxes, easel.rects, strict=True) if box["label"] not in off]
    assert_exactly_covered(easel.exported(), rest)

    easel.page.get_by_role("button", name="All", exact=True).click()
    assert_exactly_covered(easel.exported(), easel.rects)


def test_a_bar_is_drawn_moved_resized_deleted_and_all_of_it_undone(easel):
    page = easel.page
    page.locator("#snap").click()
    easel.drag((100, 1250), (250, 1330))
    drawn = changed_box(easel.exported(), easel.rects)
    assert abs(drawn[0] - 100) <= 3 and abs(drawn[1] - 1250) <= 3
    assert abs(drawn[2] - 150) <= 5 and abs(drawn[3] - 80) <= 5

    easel.drag((175, 1290), (205, 1270))
    moved = changed_box(easel.exported(), easel.rects)
    assert moved[2:] == drawn[2:]
    assert abs(moved[0] - drawn[0] - 30) <= 3 and abs(moved[1] - drawn[1] + 20) <= 3

    right, bottom = moved[0] + moved[2], moved[1] + moved[3]
    easel.drag((right + 6, bottom + 6), (right + 46, bottom + 26))
    resized = changed_box(easel.exported(), easel.rects)
    assert resized[:2] == moved[:2]
    assert abs(resized[2] - moved[2] - 40) <= 3 and abs(resized[3] - moved[3] - 20) <= 3

    page.locator("#canvas-box").press("Delete")
    assert_exactly_covered(easel.exported(), easel.rects)

    page.keyboard.press("Control+z")
    assert changed_box(easel.exported(), easel.rects) == resized
    page.keyboard.press("Control+z")
    assert changed_box(easel.exported(), easel.rects) == moved
    page.keyboard.press("Control+Shift+z")
    assert changed_box(easel.exported(), easel.rects) == resized
    assert easel.undos() == 3
    assert_exactly_covered(easel.exported(), easel.rects)


def test_a_gesture_is_given_up_with_escape(easel):
    page = easel.page
    page.mouse.move(*easel.at(100, 1250))
    page.mouse.down()
    page.mouse.move(*easel.at(250, 1330))
    page.keyboard.press("Escape")
    page.mouse.up()

    assert page.locator("#undo").is_disabled()


def test_dragging_with_alt_leaves_the_bar_and_moves_a_copy(easel):
    easel.page.locator("#snap").click()
    x, y, w, h = easel.rects[0]
    middle = (x + w / 2, y + h / 2)

    easel.drag(middle, (middle[0], middle[1] + 1150), "Alt")

    copy = changed_box(easel.exported(), easel.rects)
    assert copy[0] == x and copy[2:] == (w, h)
    assert abs(copy[1] - y - 1150) <= 3
    assert easel.undos() == 1


def test_a_frame_selects_what_it_touches_and_the_bars_move_together(easel):
    page = easel.page
    half = sorted(easel.rects, key=lambda rect: rect[1])[: len(easel.rects) // 2]
    bottom = max(rect[1] + rect[3] for rect in half)
    half = [rect for rect in easel.rects if rect[1] < bottom]

    easel.drag((3, 3), (835, bottom - 1), "Shift")
    expect(page.locator("#selection-title")).to_have_text(f"{len(half)} bars selected")
    page.locator("#canvas-box").press("ArrowLeft")

    rects = [(rect[0] - 1, *rect[1:]) if rect in half else rect for rect in easel.rects]
    assert_exactly_covered(easel.exported(), rects)

    page.get_by_role("button", name="Select several").click()
    easel.drag((5, 5), (840, 1380))
    expect(page.locator("#selection-title")).to_have_text(f"{len(easel.rects)} bars selected")
    page.locator("#canvas-box").press("Delete")
    expect(page.locator(".bar-box")).to_have_count(0)
    page.keyboard.press("Control+z")
    assert_exactly_covered(easel.exported(), rects)


def test_further_bars_join_the_selection_with_shift(easel):
    page = easel.page
    for index, (x, y, w, h) in enumerate(easel.rects[:3]):
        page.keyboard.down("Shift") if index else None
        page.mouse.click(*easel.at(x + w / 2, y + h / 2))
    page.keyboard.up("Shift")

    expect(page.locator(".bar[data-selected]")).to_have_count(3)


def test_the_eraser_takes_every_bar_it_comes_over_in_one_step(easel):
    page = easel.page
    page.get_by_role("button", name="Erase").click()
    x, y, w, h = easel.rects[0]
    easel.drag((x + w / 2, 20), (x + w / 2, y + h + 4))
    easel.drag((20, 400), (20, 500))

    assert_exactly_covered(easel.exported(), easel.rects[1:])
    assert easel.undos() == 1
    assert_exactly_covered(easel.exported(), easel.rects)


def test_edges_settle_beside_the_words_they_come_near(easel):
    page = easel.page
    word = easel.word("Today")
    left, top, right, bottom = word["x"], word["y"], word["x"] + word["w"], word["y"] + word["h"]

    page.get_by_role("button", name="None", exact=True).click()
    page.get_by_role("button", name="Draw", exact=True).click()
    easel.drag((left - 6, top - 6), (right + 6, bottom + 6))
    page.get_by_role("button", name="Draw", exact=True).click()

    assert changed_box(easel.exported(), []) == (left - 2, top - 2, word["w"] + 4, word["h"] + 4)
    expect(page.locator("#selection-title")).to_have_text("Today")


def test_control_keeps_edges_where_they_are_put(easel):
    word = easel.word("Today")
    easel.drag((word["x"] - 7, word["y"] - 7), (word["x"] + 90, word["y"] + 40), "Control")

    x, y, _, _ = changed_box(easel.exported(), easel.rects)
    assert abs(x - word["x"] + 7) <= 2 and abs(y - word["y"] + 7) <= 2


def test_zoom_and_a_sharp_screen_change_nothing_in_the_file(new_page, live, found):
    easel = Easel(new_page(device_scale_factor=2), live, found)
    page = easel.page
    plain = easel.file()
    page.mouse.move(*easel.at(400, 700))
    for _ in range(6):
        page.mouse.wheel(0, -240)
    expect(page.locator("#zoom-value")).not_to_have_text("100%")
    page.locator("#preview").click()

    assert easel.file() == plain


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


@pytest.mark.parametrize("way", ["space", "middle"])
def test_the_picture_is_moved_with_space_or_the_middle_button(easel, way):
    page = easel.page
    page.locator("#canvas-box").focus()
    page.keyboard.press("1")
    box = page.locator("#canvas").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    # A bar that is seen at this point before is not drawn, moved or switched by looking around.
    page.mouse.move(*middle)
    if way == "space":
        page.keyboard.down(" ")
    page.mouse.down(button="middle" if way == "middle" else "left")
    page.mouse.move(middle[0] + 10, middle[1] + 60, steps=3)
    assert page.evaluate("document.querySelector('#canvas').style.cursor") == "grabbing"
    page.mouse.up(button="middle" if way == "middle" else "left")
    if way == "space":
        page.keyboard.up(" ")

    assert page.locator("#undo").is_disabled()
    expect(page.locator("#zoom-value")).to_have_text("100%")


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

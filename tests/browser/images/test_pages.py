"""Pages of one file, writing that leans, and several bars at once, in the page as people use it."""

import json

import numpy as np
import pytest
from playwright.sync_api import expect

from shared.formats.shapes import rows_of
from tests.browser.images.easel import SOURCE, covered
from tests.shared.formats.pictures import encoded, written

pytestmark = pytest.mark.browser


def test_the_pages_of_a_tiff_are_gone_through_one_by_one(page, live):
    first, second = written("ask Jane Doe", width=500), written("nothing here", width=400)
    data = encoded(first, "TIFF", save_all=True, append_images=[second])
    page.goto(f"{live}/images/")

    page.locator("#file").set_input_files({"name": "scan.tiff", "mimeType": "image/tiff", "buffer": data})

    names = page.locator("#strip-list .strip-name")
    expect(names).to_have_text(["scan.tiff, page 1", "scan.tiff, page 2"])
    expect(page.locator("#strip-list button").nth(1)).to_contain_text("Not looked at")
    page.locator("#next").click()
    expect(page.locator("#canvas")).to_have_attribute(
        "aria-label", f"Your picture, 400 by {second.height} pixels. No bars."
    )
    page.locator("#format").select_option(label="PDF")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save all 2 pictures in one PDF").click()
    assert download.value.suggested_filename.endswith(".pdf")


def test_codes_and_faces_are_left_where_one_asks_for_it(page, live):
    asked = []
    page.route(
        "**/gradio_api/queue/join*", lambda route: (asked.append(route.request.post_data_json), route.continue_())
    )
    page.goto(f"{live}/images/")
    page.locator("#codes").select_option("off")
    page.locator("#faces").uncheck()

    page.get_by_role("button", name="Chat").click()
    expect(page.locator("#workspace")).to_be_visible()

    assert asked[-1]["data"][1:3] == ["off", False]


def test_a_bar_over_leaning_writing_covers_its_shape_alone_and_is_moved_as_one(easel, tmp_path):
    page = easel.page
    height, width = SOURCE.shape[:2]
    polygon = [[60, 200], [360, 260], [354, 290], [54, 230]]
    bar = {"x": 54, "y": 200, "w": 306, "h": 90, "polygon": polygon, "label": "private_person", "on": True}
    record = {"format": "blackbar-bars", "version": 1, "width": width, "height": height, "styles": {}, "bars": [bar]}
    path = tmp_path / "bars.json"
    path.write_text(json.dumps(record))
    page.locator("#bars-file").set_input_files(path)
    expect(page.locator("#bars-count")).to_have_text("1 of 1 on")

    def expected(dx: int, dy: int) -> np.ndarray:
        return covered(
            [(left, row, right - left, 1) for row, left, right in rows_of(tuple((x + dx, y + dy) for x, y in polygon))]
        )

    changed = (easel.exported() != SOURCE).any(axis=2)
    assert not (changed & ~expected(0, 0)).any() and (easel.exported()[expected(0, 0)] == 0).all()
    easel.drag((207, 245), (227, 345), "Control")
    after = easel.exported()
    assert (after[expected(20, 100)] == 0).all()
    assert (after[~expected(20, 100)] == SOURCE[~expected(20, 100)]).all()
    page.mouse.click(*easel.at(340, 310))  # within its rectangle, beside its shape
    expect(page.locator("#selection-title")).to_have_text("Nothing selected")


def test_a_category_is_written_along_a_leaning_bar_and_hides_no_less(easel, tmp_path):
    page = easel.page
    height, width = SOURCE.shape[:2]
    polygon = [[60, 200], [360, 260], [352, 300], [52, 240]]
    bar = {"x": 52, "y": 200, "w": 308, "h": 100, "polygon": polygon, "label": "private_person", "on": True}
    styles = {"private_person": {"fill": "#1c3f94", "word": True}}
    record = {"format": "blackbar-bars", "version": 1, "width": width, "height": height, "styles": styles}
    path = tmp_path / "bars.json"
    path.write_text(json.dumps({**record, "bars": [bar]}))
    page.locator("#bars-file").set_input_files(path)
    expect(page.locator("#bars-count")).to_have_text("1 of 1 on")

    pixels = easel.exported().astype(int)

    mask = covered([(left, row, right - left, 1) for row, left, right in rows_of(tuple(map(tuple, polygon)))])
    assert (pixels[~mask] == SOURCE[~mask]).all()
    inside, ground = pixels[mask], np.array([0x1C, 0x3F, 0x94])
    share = (inside - ground) / (255 - ground)  # of white, laid over the bar's own colour and nothing else
    assert np.abs(share - share.mean(axis=1, keepdims=True)).max() < 0.03
    assert 0.03 < (share.mean(axis=1) > 0.8).mean() < 0.3, "white letters on the bar"
    left, right = (
        pixels[200:300, columns].min(axis=2) * mask[200:300, columns] > 230
        for columns in (slice(110, 200), slice(210, 300))
    )
    assert np.nonzero(left)[0].mean() + 10 < np.nonzero(right)[0].mean(), "they run downhill as the bar does"


def test_several_bars_are_resized_by_common_handles_in_one_step(easel):
    page = easel.page
    page.locator("#canvas-box").focus()
    page.keyboard.press("Control+a")
    right, bottom = max(x + w for x, _, w, _ in easel.rects), max(y + h for _, y, _, h in easel.rects)
    gap = 4 / (easel.at(1, 0)[0] - easel.at(0, 0)[0])

    easel.drag((right + gap, bottom + gap), (right - 40 + gap, bottom + gap), "Control")

    expect(page.locator("#undo")).to_have_attribute("title", "Undo: Resize bars (Ctrl+Z)")
    with page.expect_download() as download:
        page.locator("#save-bars").evaluate("button => button.click()")
    bars = json.loads(download.value.path().read_text())["bars"]
    left = min(x for x, *_ in easel.rects)
    share = (right - left - 40) / (right - left)
    for bar, (x, y, w, h) in zip(bars, easel.rects, strict=True):
        assert abs(bar["x"] - (left + (x - left) * share)) <= 2 and abs(bar["w"] - w * share) <= 3
        assert (bar["y"], bar["h"]) == (y, h)
    assert easel.undos() == 1

"""Several pictures at once: each by itself, none lost because of another."""

import io
import re
import zipfile
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image
from playwright.sync_api import Page, expect

from apps.images.examples import EXAMPLES
from tests.browser.images.easel import SOURCE, Easel, assert_exactly_covered, drop

READ = {"timeout": 90_000}


def pictures(page: Page):
    return page.get_by_role("navigation", name="Pictures").get_by_role("listitem")


def test_pictures_are_gone_through_one_by_one_and_a_broken_one_loses_none(page, live, found):
    page.goto(f"{live}/images/")
    expect(page.locator(".thumb")).to_have_count(4)
    drop(page, ["chat", "broken", "terminal"])
    expect(pictures(page)).to_have_count(3, **READ)
    expect(pictures(page).nth(1)).to_contain_text("Failed", **READ)
    expect(pictures(page).nth(2)).to_contain_text("Not looked at", **READ)
    expect(page.locator("#strip-count")).to_contain_text("1 failed")
    expect(page.locator(".bar-box")).to_have_count(len(found["boxes"]))

    page.get_by_role("list", name="Email").get_by_role("checkbox").first.press("Space")
    page.get_by_role("button", name="Next picture").click()
    expect(page.get_by_role("button", name=re.compile("Picture 3 of 3"))).to_have_attribute("aria-current", "true")
    expect(page.locator(".bar-text").first).not_to_have_text("Marta Okonkwo")
    assert page.locator("#undo").is_disabled()
    expect(page.get_by_role("button", name="Next picture")).to_be_disabled()
    page.locator("#canvas-box").press("PageUp")
    expect(page.get_by_role("list", name="Email").get_by_role("checkbox").first).not_to_be_checked()
    expect(page.locator("#undo")).to_be_enabled()
    page.locator("#undo").click()

    with page.expect_download() as download:
        page.get_by_role("button", name="Save all 2 pictures as a zip").click()
    archive = zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert archive.testzip() is None
    assert archive.namelist() == ["redacted-01.png", "redacted-02.png"]
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    chat = np.asarray(Image.open(archive.open("redacted-01.png")).convert("RGB"))
    assert_exactly_covered(chat, [(box["x"], box["y"], box["w"], box["h"]) for box in found["boxes"]])
    expect(page.locator("#save-said")).to_contain_text("One is not in it")
    expect(pictures(page).nth(0)).to_contain_text("saved")

    page.locator("#format").select_option(label="PDF")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save all 2 pictures in one PDF").click()
    document = pypdfium2.PdfDocument(Path(download.value.path()).read_bytes())
    sizes = [next(page.get_objects()).get_px_size() for page in document]
    assert sizes == [(EXAMPLES[name].width, EXAMPLES[name].height) for name in ("chat", "terminal")]
    assert not any("secret" in (one.post_data_buffer or b"").decode("latin-1") for one in page.watch.requests)


def test_what_is_changed_while_all_are_saved_is_not_called_saved(easel):
    page = easel.page
    drop(page, ["terminal"])
    expect(page.get_by_role("button", name=re.compile("Picture 2 of 2"))).to_have_attribute(
        "aria-current", "true", **READ
    )
    page.get_by_role("button", name=re.compile("Picture 1 of 2")).click()
    expect(page.get_by_role("button", name=re.compile("Picture 1 of 2"))).to_have_attribute("aria-current", "true")
    page.evaluate(
        """() => {
            const said = document.querySelector("#save-said");
            new MutationObserver((_, observer) => {
                if (!said.textContent.startsWith("Making picture 2 of 2")) return;
                observer.disconnect();
                document.querySelector("#all-off").click();
            }).observe(said, { childList: true });
        }"""
    )
    with page.expect_download():
        page.get_by_role("button", name="Save all 2 pictures as a zip").click()

    expect(pictures(page).nth(1)).to_contain_text("saved")
    expect(page.locator("#bars-count")).to_have_text(f"0 of {len(easel.rects)} on")
    expect(pictures(page).nth(0)).not_to_contain_text("saved")


def test_another_picture_joins_and_the_first_keeps_its_bars(easel):
    page = easel.page
    page.get_by_role("button", name="None", exact=True).click()
    drop(page, ["receipt"])
    expect(page.get_by_role("button", name=re.compile("Picture 2 of 2"))).to_have_attribute(
        "aria-current", "true", **READ
    )
    page.get_by_role("button", name=re.compile("Picture 1 of 2")).click()

    expect(page.locator("#bars-count")).to_have_text(f"0 of {len(easel.rects)} on")
    page.get_by_role("button", name="Take out").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(pictures(page)).to_have_count(2)
    page.get_by_role("button", name="Take out").click()
    page.get_by_role("dialog").get_by_role("button", name="Take it out").click()
    expect(page.get_by_role("navigation", name="Pictures")).to_be_hidden()
    expect(page.locator("#workspace")).to_be_visible()


def test_a_look_goes_to_all_pictures(easel):
    page = easel.page
    drop(page, ["receipt"])
    expect(page.get_by_role("button", name=re.compile("Picture 2 of 2"))).to_have_attribute(
        "aria-current", "true", **READ
    )
    page.get_by_text("Look of the bars").click()
    page.get_by_label("White").check()
    page.get_by_role("button", name="Use on all pictures").click()
    page.get_by_role("button", name=re.compile("Picture 1 of 2")).click()
    expect(page.get_by_role("button", name=re.compile("Picture 1 of 2"))).to_have_attribute("aria-current", "true")

    assert_exactly_covered(easel.exported(), easel.rects, (255, 255, 255))


def test_a_refused_file_loses_nothing(easel):
    page = easel.page
    page.set_input_files("#file", {"name": "x.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\nbroken"})

    expect(page.get_by_role("alert")).to_contain_text("damaged")
    expect(page.locator("#workspace")).to_be_visible()
    assert_exactly_covered(easel.exported(), easel.rects)
    page.get_by_role("button", name="Take it out").click()
    expect(page.get_by_role("alert")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Pictures")).to_be_hidden()


def test_the_picture_chosen_last_is_seen_however_late_the_first_one_comes(new_page, live, found):
    easel = Easel(new_page(), live, found)
    drop(easel.page, ["dashboard"])
    drop(easel.page, ["receipt"])

    wanted = easel.page.get_by_role("button", name=re.compile("Picture 3 of 3"))
    expect(wanted).to_have_attribute("aria-current", "true", **READ)
    expect(pictures(easel.page).nth(1)).to_contain_text("Not looked at", **READ)
    expect(wanted).to_have_attribute("aria-current", "true")
    assert SOURCE.shape[2] == 3

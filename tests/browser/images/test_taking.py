"""What is under a bar is gone from every kind of file, whatever was done before; the rest stays as it was."""

import io
import json
import struct
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.images.easel import SOURCE, Easel, assert_exactly_covered, covered, pixels_of
from tests.shared.formats.pictures import chunk_kinds


def test_every_pixel_under_a_bar_is_gone_and_every_other_is_kept(easel):
    data = easel.file()

    assert len(easel.rects) >= 7
    assert_exactly_covered(pixels_of(data), easel.rects)
    kinds = chunk_kinds(data)
    assert set(kinds) == {b"IHDR", b"IDAT", b"IEND"} and kinds[-1] == b"IEND"
    assert struct.unpack_from(">II", data, 16) == (SOURCE.shape[1], SOURCE.shape[0])
    expect(easel.page.locator("#save-said")).to_contain_text("nothing is left under them")


def test_a_webp_is_exact_too_and_holds_nothing_else(easel):
    data = easel.file("WebP")

    assert_exactly_covered(pixels_of(data), easel.rects)
    assert data[:4] == b"RIFF" and data[8:16] == b"WEBPVP8L"
    assert len(data) == struct.unpack_from("<I", data, 4)[0] + 8
    assert len(data) == struct.unpack_from("<I", data, 16)[0] + struct.unpack_from("<I", data, 16)[0] % 2 + 20


def test_a_jpeg_is_black_under_its_bars_and_holds_no_metadata(easel):
    data = easel.file("JPEG")
    pixels = pixels_of(data).astype(int)

    assert pixels.shape == SOURCE.shape
    for x, y, w, h in easel.rects:
        assert pixels[y : y + h, x : x + w].mean() < 6
        assert pixels[y + 8 : y + h - 8, x + 8 : x + w - 8].max(initial=0) < 12
    assert np.abs(pixels - SOURCE)[~covered(easel.rects)].mean() < 4
    assert not any(marker in data[:600] for marker in (b"\xff\xe1", b"\xff\xe2", b"\xff\xed", b"\xff\xfe", b"Exif"))
    assert data.endswith(b"\xff\xd9")


def test_a_pdf_holds_one_page_of_pixels_and_no_text(easel):
    document = pypdfium2.PdfDocument(easel.file("PDF"))
    [page] = document
    [image] = page.get_objects()

    assert_exactly_covered(np.asarray(image.get_bitmap().to_pil().convert("RGB")), easel.rects)
    assert page.get_textpage().count_chars() == 0
    assert not any(document.get_metadata_dict().values())


def test_files_do_not_depend_on_what_was_under_the_bars(easel):
    """The strongest proof there is: two pictures that differ only under the bars give the same bytes."""
    same = easel.page.evaluate(
        """async (rects) => {
            const { exportPicture, FORMATS } = await import("/images/export.js");
            const { barsOf } = await import("/images/bars.js");
            const { PLAIN, restyled } = await import("/images/styles.js");
            const size = { w: 400, h: 300 };
            const picture = async (ink) => {
                const canvas = new OffscreenCanvas(size.w, size.h);
                const context = canvas.getContext("2d");
                const ground = context.createLinearGradient(0, 0, 400, 300);
                ground.addColorStop(0, "#f4e8c8");
                ground.addColorStop(1, "#315a8c");
                context.fillStyle = ground;
                context.fillRect(0, 0, 400, 300);
                context.fillStyle = ink;
                context.font = "40px sans-serif";
                context.fillText("4929 1234", 52, 84);
                context.fillRect(205, 205, 20, 20);
                return createImageBitmap(canvas);
            };
            const box = (x, y, w, h, more) => ({ x, y, w, h, label: "private_email", ...more });
            const slanted = [[190, 210], [220, 190], [240, 220], [210, 245]];
            const face = box(190, 190, 50, 55, { kind: "face", polygon: slanted });
            const bars = barsOf([box(40, 40, 230, 56), face], size);
            const styles = restyled(restyled(PLAIN, "", { word: true }), "face", { fill: "#b02a2a" });
            const answers = [];
            for (const format of FORMATS) {
                const [a, b] = await Promise.all(["#000000", "#ffffff"].map(async (ink) => {
                    const file = await exportPicture(await picture(ink), bars, styles, format);
                    return new Uint8Array(await file.arrayBuffer());
                }));
                const isSame = a.length === b.length && a.every((byte, at) => byte === b[at]);
                answers.push([format.id, a.length > 200 && isSame]);
            }
            return Object.fromEntries(answers);
        }""",
        easel.rects,
    )

    assert same == {"png": True, "jpg": True, "webp": True, "pdf": True}


def test_export_needs_no_server(easel):
    page = easel.page
    before = len(page.watch.requests)
    page.context.set_offline(True)
    page.route("**/*", lambda route: route.abort())

    assert_exactly_covered(easel.exported(), easel.rects)
    assert all(request.url.startswith("blob:") for request in page.watch.requests[before:])


def test_the_picture_can_be_copied(new_page, live, found):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    easel = Easel(page, live, found)
    page.get_by_role("button", name="Copy the PNG").click()

    expect(page.locator("#save-said")).to_contain_text("Copied.")
    copied = page.evaluate(
        """async () => {
            const [item] = await navigator.clipboard.read();
            return [item.types, [...new Uint8Array(await (await item.getType("image/png")).arrayBuffer())]];
        }"""
    )
    assert copied[0] == ["image/png"]
    assert_exactly_covered(pixels_of(bytes(copied[1])), easel.rects)


def test_each_category_has_a_look_of_its_own_and_undo_knows_it(easel):
    page = easel.page
    page.get_by_text("Look of the bars").click()
    page.get_by_label("White").check()
    assert_exactly_covered(easel.exported(), easel.rects, (255, 255, 255))

    page.get_by_label("For", exact=True).select_option("private_email")
    page.locator("#look-colour").fill("#336699")
    mail = [r for b, r in zip(easel.boxes, easel.rects, strict=True) if b["label"] == "private_email"]
    pixels = easel.exported()
    assert (pixels[covered(mail)] == (0x33, 0x66, 0x99)).all()
    assert (pixels[covered(easel.rects) & ~covered(mail)] == 255).all()

    assert easel.undos() == 2
    assert_exactly_covered(easel.exported(), easel.rects)


def test_a_category_written_on_its_bar_hides_no_less(easel):
    page = easel.page
    page.get_by_text("Look of the bars").click()
    page.get_by_label("Write the category on the bar").check()
    pixels = easel.exported()

    mask = covered(easel.rects)
    assert (pixels[~mask] == SOURCE[~mask]).all()
    [(x, y, w, h)] = [r for b, r in zip(easel.boxes, easel.rects, strict=True) if b["label"] == "private_email"]
    bar = pixels[y : y + h, x : x + w].astype(int)
    assert (bar.max(axis=2) == bar.min(axis=2)).all(), "only black, white and the grey of letters' edges"
    assert 0.01 < (bar[:, :, 0] > 200).mean() < 0.2
    expect(page.locator("#save-said")).to_contain_text("nothing is left under them")


def test_bars_are_saved_without_what_is_under_them_and_loaded_again(easel, tmp_path):
    page = easel.page
    page.get_by_text("Look of the bars").click()
    page.get_by_label("White").check()
    page.get_by_text("Go on another day").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the bars").click()
    record = Path(download.value.path()).read_text()
    assert download.value.suggested_filename.startswith("bars-")
    assert not any(box["text"] in record for box in easel.boxes)

    page.get_by_role("button", name="None", exact=True).click()
    page.get_by_role("radio", name="Black").check()
    file = {"name": "bars.json", "mimeType": "application/json", "buffer": record.encode()}
    page.set_input_files("#bars-file", file)
    expect(page.locator("#save-said")).to_contain_text("Loaded")
    assert_exactly_covered(easel.exported(), easel.rects, (255, 255, 255))
    expect(page.get_by_role("list", name="Email").get_by_role("listitem")).to_contain_text("marta.okonkwo@example.com")

    other = json.dumps({**json.loads(record), "width": 10}).encode()
    page.set_input_files("#bars-file", {**file, "buffer": other})
    expect(page.locator("#save-said")).to_contain_text("belong to a picture of 10 by")
    page.set_input_files("#bars-file", {**file, "buffer": b"{}"})
    expect(page.locator("#save-said")).to_contain_text("holds no bars")


@pytest.mark.parametrize("format_name", ["PNG", "JPEG", "WebP"])
def test_pillow_finds_nothing_beside_the_pixels(easel, format_name):
    image = Image.open(io.BytesIO(easel.file(format_name)))

    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "loop", "background"}

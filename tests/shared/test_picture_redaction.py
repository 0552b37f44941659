"""A redacted picture: under a bar there is nothing but the bar, beside it nothing has changed, no metadata."""

import io
import math
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from shared.errors import BadValue, Unavailable, Unverified
from shared.formats import image_bars
from shared.formats.image import Picture
from shared.formats.image_bars import Cover, encoded
from shared.formats.ocr import ocr_available
from shared.formats.shapes import box_around, rows_of
from shared.formats.textmap import Box
from shared.picture_redaction import redact_picture
from shared.policies import ready_policy
from shared.policy import EVERYTHING, Clause, Drawing, Policy, Treatment
from shared.settings import Settings
from tests.fakes import FakeEngine
from tests.shared.formats import pictures
from tests.shared.formats.test_image_marks import qr_code

needs_tesseract = pytest.mark.skipif(not ocr_available()[0], reason="Tesseract is not installed")


def redacted(data: bytes, policy=EVERYTHING, **options):
    return redact_picture(data, policy, FakeEngine, Settings(), **options)


def pixels_of(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


@pytest.fixture(scope="module")
def shot() -> bytes:
    image = pictures.written("please ask Jane Doe", "about the invoice", "key AKIALY6LEGBXLC245N44")
    image.paste(qr_code("mail jane.doe@example.com"), (760, 30))
    info = PngInfo()
    info.add_text("Comment", "SENTINEL")
    return pictures.encoded(image, pnginfo=info) + b"SENTINEL after the end"


@needs_tesseract
def test_what_is_found_is_gone_and_nothing_else(shot):
    made = redacted(shot)

    before, after = pixels_of(shot), pixels_of(made.data)
    changed = (before != after).any(axis=2)
    assert changed.any() and (after[changed] == 0).all()
    assert made.verdict.by_label["private_person"] == 1 and made.verdict.by_label["qr_code"] == 1
    assert b"SENTINEL" not in made.data
    assert set(pictures.chunk_kinds(made.data)) == {b"IHDR", b"IDAT", b"IEND"}
    assert (made.suffix, made.type) == ("png", "image/png")
    line = slice(90, 132)  # the middle line holds nothing personal
    assert not changed[line, :700].any()


@needs_tesseract
def test_a_policy_decides_what_stays(shot):
    made = redacted(shot, ready_policy("secrets-only"), codes="off", faces=False)

    assert "private_person" not in made.verdict.by_label and made.verdict.by_label["secret"] == 1


@needs_tesseract
@pytest.mark.parametrize(("codes", "covered"), [("always", 2), ("findings", 1), ("off", 0)])
def test_codes_are_covered_always_or_when_they_say_something_personal_or_not(codes, covered):
    image = pictures.written("two codes", width=700)
    sheet = Image.new("RGB", (700, 400), "white")
    sheet.paste(image, (0, 0))
    sheet.paste(qr_code("ask Jane Doe"), (50, 200))
    sheet.paste(qr_code("opening hours"), (400, 200))

    made = redacted(pictures.encoded(sheet), codes=codes, faces=False)

    assert made.verdict.by_label.get("qr_code", 0) == covered


@pytest.mark.parametrize(("form", "suffix"), [("png", "png"), ("jpeg", "jpg"), ("webp", "webp")])
def test_exactly_the_decided_boxes_are_covered(form, suffix):
    source = Image.effect_noise((200, 120), 80).convert("RGB")
    boxes = [{"x": 10, "y": 10, "w": 50, "h": 20, "label": "private_person"}, {"x": 150, "y": 100, "w": 500, "h": 500}]

    made = redacted(pictures.encoded(source), form=form, decisions=boxes)

    after, before = pixels_of(made.data), np.asarray(source)
    mask = np.zeros((120, 200), bool)
    mask[10:30, 10:60] = mask[100:, 150:] = True
    assert made.suffix == suffix and made.verdict.bars == 2
    if form != "jpeg":
        assert (after[mask] == 0).all() and (after[~mask] == before[~mask]).all()
    assert after[12:28, 12:58].max() <= 40


@pytest.mark.parametrize(
    "decisions",
    [
        [{}],
        ["box"],
        [{"x": 1.5, "y": 0, "w": 5, "h": 5}],
        [{"x": 0, "y": 0, "w": 0, "h": 5}],
        [{"x": 900, "y": 0, "w": 5, "h": 5}],
        [{"x": True, "y": 0, "w": 5, "h": 5}],
    ],
)
def test_a_wrong_decision_is_named(decisions):
    with pytest.raises(BadValue, match="Decision 1"):
        redacted(pictures.encoded(Image.new("RGB", (90, 90))), decisions=decisions)


def test_a_form_that_is_none_is_refused():
    with pytest.raises(BadValue, match="png, jpeg, webp"):
        redacted(pictures.encoded(Image.new("RGB", (90, 90))), form="gif")


def test_what_nobody_can_read_is_not_given_out_as_redacted(monkeypatch):
    monkeypatch.setattr("pytesseract.pytesseract.tesseract_cmd", "/nowhere/tesseract")

    with pytest.raises(Unavailable):
        redacted(pictures.encoded(pictures.written("ask Jane Doe")))


def test_bytes_that_still_show_something_are_not_given_out(monkeypatch):
    picture = Picture(20, 20, bytes(range(200)) * 6)
    cover = Cover(Box(0, 0, 0, 20, 20), "white")
    monkeypatch.setattr(image_bars, "_file", lambda pixels, form: picture.png())

    with pytest.raises(Unverified):
        encoded(picture, [cover], "png")


def pages_of(*sizes: tuple[int, int]) -> tuple[bytes, list[np.ndarray]]:
    first, *further = images = [Image.effect_noise(size, 80).convert("RGB") for size in sizes]
    return pictures.encoded(first, "TIFF", save_all=True, append_images=further), [np.asarray(one) for one in images]


def frames_of(data: bytes) -> list[np.ndarray]:
    frames = []
    with Image.open(io.BytesIO(data)) as image:
        for number in range(image.n_frames):
            image.seek(number)
            frames.append(np.asarray(image.convert("RGB")).copy())
    return frames


def test_every_page_of_a_tiff_is_covered_and_none_is_lost():
    data, before = pages_of((200, 120), (90, 150), (60, 60))
    boxes = [{"x": 10, "y": 10, "w": 50, "h": 20}, {"x": 5, "y": 100, "w": 40, "h": 30, "page": 2}]

    made = redacted(data, form="tiff", decisions=boxes)
    after = frames_of(made.data)

    assert (made.suffix, made.type, made.verdict.bars, made.verdict.notes) == ("tiff", "image/tiff", 2, ())
    for number, (x, y, w, h) in enumerate([(10, 10, 50, 20), (5, 100, 40, 30), (0, 0, 0, 0)]):
        expected = before[number].copy()
        expected[y : y + h, x : x + w] = 0
        assert (after[number] == expected).all()


def test_a_pdf_holds_every_page_as_pixels_and_no_word():
    import pymupdf

    data, before = pages_of((200, 120), (90, 150))
    made = redacted(data, form="pdf", decisions=[{"x": 0, "y": 0, "w": 90, "h": 150, "page": 2}])

    with pymupdf.open(stream=made.data) as document:
        assert [len(page.get_images()) for page in document] == [1, 1]
        assert not any(document.metadata[key] for key in ("creator", "producer", "creationDate", "title"))
        shown = [pymupdf.Pixmap(document, page.get_images()[0][0]) for page in document]
    assert shown[0].samples == before[0].tobytes() and set(shown[1].samples) == {0}


def test_one_page_of_several_is_given_out_alone_and_says_so():
    data, before = pages_of((200, 120), (90, 150))

    made = redacted(data, page=2, decisions=[])

    assert (pixels_of(made.data) == before[1]).all()
    assert made.verdict.notes[0] == "This is page 2 of 2 of this file." and "other pages" in made.verdict.notes[1]


@needs_tesseract
def test_what_is_found_on_each_page_is_covered():
    images = [
        pictures.written("please ask Jane Doe"),
        pictures.written("nothing here"),
        pictures.written("ask Jane Doe"),
    ]
    data = pictures.encoded(images[0], "TIFF", save_all=True, append_images=images[1:])

    made = redacted(data, form="tiff")
    changed = [(a != np.asarray(b)).any() for a, b in zip(frames_of(made.data), images, strict=True)]

    assert changed == [True, False, True] and made.verdict.by_label == {"private_person": 2} and len(made.parts) == 3


SLANTED = {"x": 20, "y": 20, "w": 101, "h": 51, "label": "private_person"}


def test_a_slanted_bar_covers_its_shape_and_not_its_rectangle():
    source = Image.effect_noise((200, 120), 80).convert("RGB")
    polygon = [[24, 20], [120, 60], [116, 70], [20, 30]]

    made = redacted(pictures.encoded(source), decisions=[{**SLANTED, "polygon": polygon}])

    changed = (pixels_of(made.data) != np.asarray(source)).any(axis=2)
    mask = np.zeros((120, 200), bool)
    for row, left, right in rows_of(tuple(map(tuple, polygon))):
        mask[row, left:right] = True
    assert not (changed & ~mask).any() and (pixels_of(made.data)[mask] == 0).all()
    assert mask[45, 70] and not mask[25, 115] and not mask[65, 30]


@pytest.mark.parametrize(
    "polygon",
    [
        *("shape", [], [[1, 2], [3, 4]], [[20, 20], [500, 60], [30, 70]], [[20, 20], ["a", 60], [30, 70]]),
        [[30.5, 30.5], [60.5, 30.5], [45.5, 30.5]],  # a line covers nothing
    ],
)
def test_a_polygon_that_is_none_or_leaves_its_box_is_refused(polygon):
    with pytest.raises(BadValue, match="Decision 1: its polygon"):
        redacted(pictures.encoded(Image.new("RGB", (200, 120))), decisions=[{**SLANTED, "polygon": polygon}])


@pytest.mark.parametrize("page", [0, 3, "2", True])
def test_a_decision_for_a_page_that_is_not_there_is_named(page):
    data, _ = pages_of((20, 20), (20, 20))

    with pytest.raises(BadValue, match="Decision 1 is for a page"):
        redacted(data, form="pdf", decisions=[{"x": 0, "y": 0, "w": 5, "h": 5, "page": page}])


@pytest.mark.parametrize("form", ["png", "jpeg"])
def test_a_category_written_on_its_bar_hides_no_less(form):
    policy = replace(EVERYTHING, drawing=Drawing(color="blue", show_replacement=True))
    box = [{"x": 10, "y": 10, "w": 160, "h": 40, "label": "private_email"}]
    white, black = (Image.new("RGB", (200, 120), colour) for colour in ("white", "black"))

    over = [pixels_of(redacted(pictures.encoded(one), policy, decisions=box, form=form).data) for one in (white, black)]
    under = [one[14:46, 14:166].astype(int) for one in over]

    assert (under[0] == under[1]).all() if form == "png" else np.abs(under[0] - under[1]).max() < 60
    assert (over[0][12:14, 12:168] == (0, 0, 255)).all() or form == "jpeg"
    assert (under[0].min(axis=2) > 200).sum() > 60, "the word is there, in white on blue"


@pytest.mark.parametrize("degrees", [-40, 12, 65])
def test_a_category_is_written_along_a_slanted_bar_and_hides_no_less(degrees):
    turn = math.radians(degrees)
    cos, sin = math.cos(turn), math.sin(turn)
    corners = [
        (120 + x * cos - y * sin, 120 + x * sin + y * cos) for x, y in ((-80, -14), (80, -14), (80, 14), (-80, 14))
    ]
    box = box_around(corners, 240, 240)
    rectangle = {"x": int(box.left), "y": int(box.top), "w": int(box.width), "h": int(box.height)}
    decision = {**rectangle, "label": "private_email", "polygon": [list(corner) for corner in corners]}
    policy = replace(EVERYTHING, drawing=Drawing(color="blue", show_replacement=True))
    white, noisy = Image.new("RGB", (240, 240), "white"), Image.effect_noise((240, 240), 90).convert("RGB")

    over = [pixels_of(redacted(pictures.encoded(one), policy, decisions=[decision]).data) for one in (white, noisy)]

    mask = np.zeros((240, 240), bool)
    for row, left, right in rows_of(corners):
        mask[row, left:right] = True
    assert (over[0][mask] == over[1][mask]).all(), "nothing of the picture is in it"
    assert (over[1][~mask] == np.asarray(noisy)[~mask]).all()
    words = Image.fromarray(np.where(mask, over[0].min(axis=2), 0).astype(np.uint8)).rotate(degrees, center=(120, 120))
    level = np.asarray(words) > 150
    assert level[112:129, 60:180].sum() > 100, "the word runs along the bar"
    assert not level[:104].any() and not level[136:].any()


def test_a_category_has_the_colour_its_clause_says():
    policy = Policy("colours", (Clause("private_email", (Treatment("mask", color="red"),)), Clause("private_person")))
    boxes = [{"x": 0, "y": 0, "w": 20, "h": 20, "label": one} for one in ("private_email", "private_person", "face")]
    data = pictures.encoded(Image.new("RGB", (90, 90), "white"))

    colours = [tuple(pixels_of(redacted(data, policy, decisions=[box]).data)[5, 5]) for box in boxes]

    assert colours == [(255, 0, 0), (0, 0, 0), (0, 0, 0)]

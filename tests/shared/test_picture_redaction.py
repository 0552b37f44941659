"""A redacted picture: under a bar there is nothing but the bar, beside it nothing has changed, no metadata."""

import io

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from shared.errors import BadValue, Unavailable, Unverified
from shared.formats import image_bars
from shared.formats.image import Picture
from shared.formats.image_bars import Cover, encoded
from shared.formats.ocr import ocr_available
from shared.formats.textmap import Box
from shared.picture_redaction import redact_picture
from shared.policies import ready_policy
from shared.policy import EVERYTHING
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

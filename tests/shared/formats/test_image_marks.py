"""Codes and faces are found where they are, in a process that can be killed, and what comes back is not believed."""

import io
import json
from pathlib import Path

import pytest
import segno
import zxingcpp
from PIL import Image, ImageEnhance, ImageOps

from shared.errors import BadInput
from shared.formats import image_marks
from shared.formats.image import Picture
from shared.formats.image_marks import find_marks
from tests.pictures.truth import load
from tests.shared.formats.pictures import written

FACE = Image.open(Path(__file__).parent / "samples" / "face.jpg").convert("RGB")
"""A part of NASA's portrait of Eileen Collins, which is in the public domain."""

MEMORY = 3 << 30
SHOTS = Path(__file__).parents[2] / "pictures" / "shots"


def qr_code(text: str, scale: int = 4) -> Image.Image:
    stream = io.BytesIO()
    segno.make(text).save(stream, kind="png", scale=scale)
    return Image.open(stream).convert("RGB")


def page(*parts: tuple[Image.Image, tuple[int, int]]) -> Picture:
    image = written("Ticket for one", "Keep it", width=1000)
    sheet = Image.new("RGB", (1000, 700), "white")
    sheet.paste(image, (0, 0))
    for part, place in parts:
        sheet.paste(part, place)
    return Picture(sheet.width, sheet.height, sheet.tobytes())


def test_a_qr_code_and_a_face_are_found_where_they_are():
    code = qr_code("https://pay.example.com/u/jhartmann")
    found = find_marks(page((code, (600, 300)), (FACE, (60, 300))), 60, MEMORY, codes=True, faces=True)

    by_kind = {mark.kind: mark for mark in found}
    assert set(by_kind) == {"qr_code", "face"}
    box = by_kind["qr_code"].box
    quiet = 4 * 4
    assert box.left <= 600 + quiet and box.top <= 300 + quiet
    assert box.right >= 600 + code.width - quiet and box.bottom >= 300 + code.height - quiet
    assert by_kind["qr_code"].text == "https://pay.example.com/u/jhartmann"
    face = by_kind["face"].box
    assert 60 < (face.left + face.right) / 2 < 280 and 300 < (face.top + face.bottom) / 2 < 540


def test_a_barcode_is_covered_from_end_to_end_of_its_bars():
    pixels = zxingcpp.create_barcode("4006381333931", zxingcpp.EAN13).to_image(scale=3)
    bars = Image.fromarray(pixels).convert("RGB")
    bars = bars.resize((bars.width, 3 * bars.height // 2))

    [mark] = find_marks(page((bars, (200, 400))), 60, MEMORY, codes=True, faces=False)

    assert mark.kind == "barcode" and mark.text == "4006381333931"
    assert mark.box.height > 0.6 * bars.height


@pytest.mark.parametrize("width", [96, 140, 220])
@pytest.mark.parametrize(("light", "degrees", "is_mirrored"), [(0.6, -8, True), (1.0, 0, False), (1.4, 8, False)])
def test_a_portrait_is_found_dark_or_bright_and_held_a_little_askew(width, light, degrees, is_mirrored):
    portrait = FACE.resize((width, round(width * FACE.height / FACE.width)), Image.Resampling.LANCZOS)
    portrait = ImageOps.mirror(portrait) if is_mirrored else portrait
    portrait = ImageEnhance.Brightness(portrait).enhance(light)
    corner = portrait.getpixel((1, 1))
    sheet = page((portrait.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=corner), (300, 300)))

    [mark] = find_marks(sheet, 60, MEMORY, codes=False, faces=True)

    assert 300 < (mark.box.left + mark.box.right) / 2 < 300 + width and mark.box.width > 0.4 * width


@pytest.mark.parametrize("name", ["cards-dark-1x", "slip-photo-0"])
def test_no_face_is_seen_in_avatars_letters_and_paper(name):
    shot = load(SHOTS / f"{name}.zip").image

    assert find_marks(Picture(*shot.size, shot.tobytes()), 60, MEMORY, codes=False, faces=True) == []


def test_what_is_not_asked_for_is_not_looked_for(monkeypatch):
    picture = page((qr_code("hello"), (600, 300)), (FACE, (60, 300)))

    assert [mark.kind for mark in find_marks(picture, 60, MEMORY, codes=True, faces=False)] == ["qr_code"]
    monkeypatch.setattr(image_marks.DECODERS, "run", None)
    assert find_marks(picture, 60, MEMORY, codes=False, faces=False) == []


@pytest.mark.parametrize("answer", [b"", b"[[1]]", b'[["cat", 0, 0, 9, 9, 1, ""]]', b'[["face", 0, 0, 9, 9, 1, 4]]'])
def test_what_a_taken_over_process_says_is_not_believed(monkeypatch, answer):
    monkeypatch.setattr(image_marks.DECODERS, "run", lambda *_: answer)

    with pytest.raises(BadInput):
        find_marks(page(), 60, MEMORY, codes=True, faces=True)


def test_a_mark_never_reaches_past_the_picture(monkeypatch):
    told = json.dumps([["face", -50, -50, 5000, 5000, 7.0, ""], ["face", 1200, 0, 1300, 9, 1.0, ""]]).encode()
    monkeypatch.setattr(image_marks.DECODERS, "run", lambda *_: told)

    [mark] = find_marks(page(), 60, MEMORY, codes=True, faces=True)

    assert (mark.box.left, mark.box.top, mark.box.right, mark.box.bottom) == (0, 0, 1000, 700) and mark.score == 1.0

"""A picture opens as a person sees it, or is refused in one sentence."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from shared.errors import BadInput, BadValue, Damaged, EmptyInput, TooLarge, WrongType
from shared.formats import image as image_module
from shared.formats.image import Picture, is_picture, open_image
from shared.settings import Settings
from tests.shared.formats.pictures import SIGNATURE, chunk, chunk_kinds, encoded, png_that_claims

SETTINGS = Settings()
SAMPLES = Path(__file__).parent / "samples"


def opened(image: Image.Image, kind: str = "PNG", **options) -> Picture:
    return open_image(encoded(image, kind, **options), SETTINGS)


def colour_at(picture: Picture, x: int, y: int) -> tuple[int, int, int]:
    start = 3 * (y * picture.width + x)
    red, green, blue = picture.pixels[start : start + 3]
    return red, green, blue


def held_sideways(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


def two_halves() -> Image.Image:
    """Red on the left, blue on the right: which way is up can be seen."""
    image = Image.new("RGB", (40, 20), "red")
    image.paste("blue", (20, 0, 40, 20))
    return image


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [
        (1, (40, 20), (5, 5)),
        (2, (40, 20), (35, 5)),
        (3, (40, 20), (35, 5)),
        (4, (40, 20), (5, 5)),
        (5, (20, 40), (5, 5)),
        (6, (20, 40), (5, 5)),
        (7, (20, 40), (5, 35)),
        (8, (20, 40), (5, 35)),
    ],
)
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF"])
def test_a_picture_stands_as_the_camera_was_held(orientation, size, red_at, kind):
    lossless = {"lossless": True} if kind == "WEBP" else {}

    picture = opened(two_halves(), kind, exif=held_sideways(orientation), **lossless)

    assert (picture.width, picture.height) == size
    red, green, blue = colour_at(picture, *red_at)
    assert red >= 250 and green <= 5 and blue <= 5  # a JPEG keeps no colour exactly


@pytest.mark.parametrize("name", ["upright", "sideways"])
def test_a_heic_photo_is_opened_without_what_its_camera_wrote(name):
    """Its own turn counts, and not a second time what EXIF says of it."""
    picture = open_image((SAMPLES / f"{name}.heic").read_bytes(), SETTINGS)

    assert (picture.width, picture.height) == (40, 20)
    assert colour_at(picture, 5, 5)[0] > 240 and colour_at(picture, 35, 5)[2] > 240
    assert b"SENTINEL" not in picture.png()


def test_an_avif_photo_is_opened():
    picture = opened(two_halves(), "AVIF", quality=95)

    assert (picture.width, picture.height) == (40, 20) and colour_at(picture, 5, 5)[0] > 240


@pytest.mark.parametrize(
    ("data", "expected"),
    [(encoded(two_halves(), kind), True) for kind in ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")]
    + [(b"BMW 320d, owner Jane Doe, plate and papers", False), (b"RIFF\0\0\0\0WAVE", False), (b"%PDF-1.7", False)],
)
def test_a_picture_is_told_from_other_files_by_how_it_begins(data, expected):
    assert is_picture(data) is expected


def test_a_broken_orientation_is_no_reason_to_refuse():
    broken = b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\x12\x01" * 8

    picture = open_image(encoded(two_halves(), "JPEG", exif=broken), SETTINGS)

    assert (picture.width, picture.height) == (40, 20)


def test_transparency_is_seen_on_white():
    image = Image.new("RGBA", (2, 1), (10, 20, 30, 0))
    image.putpixel((1, 0), (0, 0, 0, 128))

    picture = opened(image)

    assert colour_at(picture, 0, 0) == (255, 255, 255)
    assert colour_at(picture, 1, 0) == (127, 127, 127)


def test_a_transparent_colour_of_a_palette_is_seen_on_white():
    image = Image.new("P", (4, 4), 1)
    image.putpalette([0, 0, 0, 200, 10, 10])

    assert colour_at(opened(image, transparency=1), 0, 0) == (255, 255, 255)
    assert colour_at(opened(image), 0, 0) == (200, 10, 10)


def test_sixteen_bits_are_scaled_and_not_clipped():
    deep = Image.fromarray(np.full((4, 4), 40_000, np.uint16))

    assert colour_at(opened(deep), 0, 0) == (156, 156, 156)
    assert colour_at(opened(deep, "TIFF"), 0, 0) == (156, 156, 156)


def deep_png(colour_type: int, *channels: int) -> bytes:
    """A PNG of four pixels with sixteen bits a channel, which Pillow reads but does not write."""
    rows = (b"\0" + struct.pack(f">{len(channels)}H", *channels) * 2) * 2
    header = struct.pack(">IIBBBBB", 2, 2, 16, colour_type, 0, 0, 0)
    return SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (deep_png(2, 40_000, 10_000, 65_535), (156, 39, 255)),
        (deep_png(6, 40_000, 10_000, 65_535, 65_535), (156, 39, 255)),
        (deep_png(6, 40_000, 10_000, 65_535, 0), (255, 255, 255)),
        (deep_png(4, 40_000, 65_535), (156, 156, 156)),
    ],
    ids=["colour", "opaque", "clear", "grey"],
)
def test_sixteen_bits_of_colour_are_seen_with_eight(data, expected):
    assert colour_at(open_image(data, SETTINGS), 1, 1) == expected


def test_fifty_megapixels_are_taken():
    picture = open_image(encoded(Image.new("1", (8_000, 6_250), 1)), SETTINGS)

    assert picture.width * picture.height == SETTINGS.max_image_pixels and picture.pixels[:3] == b"\xff\xff\xff"


@pytest.mark.parametrize(
    ("mode", "colour", "kind", "expected"),
    [
        ("CMYK", (0, 255, 255, 0), "TIFF", (255, 0, 0)),
        ("CMYK", (0, 255, 255, 0), "JPEG", (255, 0, 0)),
        ("1", 1, "PNG", (255, 255, 255)),
        ("L", 77, "PNG", (77, 77, 77)),
        ("LA", (77, 255), "PNG", (77, 77, 77)),
        ("F", 0.5, "TIFF", (127, 127, 127)),
    ],
)
def test_every_colour_mode_becomes_red_green_blue(mode, colour, kind, expected):
    assert colour_at(opened(Image.new(mode, (4, 4), colour), kind), 0, 0) == expected


def test_colours_are_those_that_the_dropped_profile_meant():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    image = Image.new("RGB", (4, 4), (200, 60, 60))

    exact = opened(image, icc_profile=lab.tobytes())
    broken = opened(image, icc_profile=b"not a profile")

    assert colour_at(exact, 0, 0) == (200, 60, 60)
    assert colour_at(broken, 0, 0) == (200, 60, 60)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_of_many_frames_the_first_is_taken_and_it_says_so(kind):
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue", "green")]

    picture = opened(frames[0], kind, save_all=True, append_images=frames[1:])

    assert picture.notes == ("This file has 3 frames; only the first one is shown and exported.",)
    assert colour_at(picture, 0, 0)[0] > 250 and picture.pages == 1


def pages_of(*colours: str) -> bytes:
    first, *further = (Image.new("RGB", (8 + 4 * number, 8), colour) for number, colour in enumerate(colours))
    return encoded(first, "TIFF", save_all=True, append_images=further)


def test_every_page_of_a_tiff_can_be_opened_and_says_which_it_is():
    data = pages_of("red", "blue", "lime")

    pages = [open_image(data, SETTINGS, page) for page in (1, 2, 3)]

    assert [(page.width, colour_at(page, 0, 0)) for page in pages] == [
        (8, (255, 0, 0)),
        (12, (0, 0, 255)),
        (16, (0, 255, 0)),
    ]
    assert all(page.pages == 3 for page in pages) and pages[1].notes == ("This is page 2 of 3 of this file.",)


def test_a_page_that_is_not_there_is_refused(monkeypatch):
    with pytest.raises(BadValue, match="no page 4: its pages are 1 to 3"):
        open_image(pages_of("red", "blue", "lime"), SETTINGS, 4)
    with pytest.raises(BadValue, match="one page"):
        open_image(encoded(two_halves()), SETTINGS, 2)


def test_a_page_larger_than_a_picture_may_be_is_refused_like_one():
    small, large = Image.new("RGB", (8, 8)), Image.new("RGB", (400, 300))
    data = encoded(small, "TIFF", save_all=True, append_images=[large])

    with pytest.raises(TooLarge, match="megapixels"):
        open_image(data, Settings(max_image_pixels=10_000), 2)


def test_the_preview_in_a_phone_photo_is_no_second_frame():
    photo = Image.new("RGB", (64, 64), "red")

    assert opened(photo, "MPO", save_all=True, append_images=[photo.resize((16, 16))]).notes == ()


def test_the_png_holds_pixels_and_nothing_else():
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_text("Comment", "SENTINEL-in-a-comment")
    data = encoded(two_halves(), pnginfo=told, exif=held_sideways(1)) + b"SENTINEL-after-the-end"

    png = open_image(data, SETTINGS).png()

    assert set(chunk_kinds(png)) == {b"IHDR", b"IDAT", b"IEND"}
    assert b"SENTINEL" not in png
    assert open_image(png, SETTINGS).pixels == open_image(data, SETTINGS).pixels


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", EmptyInput),
        (b"just some words", WrongType),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", WrongType),
        (b"<?xml version='1.0'?><svg/>", WrongType),
        (b"%PDF-1.7", WrongType),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Damaged),
        (b"\0\0\0\x18ftypisom\0\0\0\0isomavc1", WrongType),
        ((SAMPLES / "upright.heic").read_bytes()[:-40], Damaged),
        (encoded(two_halves(), "AVIF")[:-20], Damaged),
        (SIGNATURE, Damaged),
        (png_that_claims(0, 0), Damaged),
        (png_that_claims(0, 10), Damaged),
        (png_that_claims(400, 300), Damaged),
        (SIGNATURE + chunk(b"IHDR", b"short"), Damaged),
        (encoded(two_halves())[:-30], Damaged),
        (encoded(Image.effect_noise((200, 200), 60), "JPEG")[:2000], Damaged),
        (b"GIF89a" + b"\xff" * 40, Damaged),
    ],
)
def test_what_is_no_picture_is_refused_in_one_sentence(data, kind):
    with pytest.raises(kind) as refusal:
        open_image(data, SETTINGS)

    assert refusal.value.message.endswith(".")
    assert "\n" not in refusal.value.message


@pytest.mark.parametrize("size", [(13_000, 13_000), (16_000, 12_000), (8_000, 6_251), (60_000, 60_000)])
def test_a_bomb_is_refused_by_its_header(size):
    with pytest.raises(TooLarge, match="50 megapixels"):
        open_image(png_that_claims(*size), SETTINGS)


def test_the_limits_are_those_of_the_settings():
    data = encoded(Image.new("RGB", (300, 300)))

    with pytest.raises(TooLarge, match="megapixels"):
        open_image(data, Settings(max_image_pixels=300 * 300 - 1))
    with pytest.raises(TooLarge, match="MB"):
        open_image(data, Settings(max_image_bytes=len(data) - 1))
    assert open_image(data, Settings(max_image_pixels=300 * 300, max_image_bytes=len(data))).width == 300


def test_a_decoder_that_was_taken_over_cannot_say_more_than_pixels(monkeypatch):
    head = image_module._HEAD
    answers = [b"", head.pack(2, 2, 1, 0), head.pack(0, 0, 1, 0), head.pack(60_000, 60_000, 1, 0) + b"\0" * 12]

    for answer in answers:
        monkeypatch.setattr(image_module.DECODERS, "run", lambda *_, answer=answer: answer)
        with pytest.raises(BadInput):
            open_image(b"whatever", SETTINGS)


def test_a_picture_does_not_show_its_pixels_in_a_log():
    assert "pixels" not in repr(opened(two_halves()))

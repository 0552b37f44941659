"""A picture with opaque bars, as a file of pixels and nothing else, looked at once more before it is given out.

The bars are painted on the pixels themselves, then the file is made anew, and a second decoder (OpenCV's, where
Pillow wrote) reads the bytes back: under a bar there is the bar, beside it there is the picture. Knows nothing of why
something is covered.
"""

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from shared.errors import TooLarge, Unverified
from shared.formats.image import Picture
from shared.formats.image_pages import TYPES, Page, is_proven, together
from shared.formats.raster_paint import COLORS
from shared.formats.shapes import rows_of, slant_of
from shared.formats.textmap import Box, Corners

FORMS = MappingProxyType({"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp", **TYPES})
"""What a picture is given out as, each with its type. The last two hold all pages of a file."""

LONGEST_SIDE = MappingProxyType({"jpeg": 65_500, "webp": 16_383})
"""What these formats can hold."""

LEAST_LETTERS, LARGEST_LETTERS = 7, 40
"""In pixels: smaller ones cannot be read."""

_QUALITY = 92
_LIKE = 40
"""By how much of 255 a pixel in the middle of a bar may differ in a JPEG, which keeps no pixel exactly."""

_UNPROVEN = (
    "The redacted picture could not be proven clean, so it is not given out. Save the picture as PNG, try again."
)


@dataclass(frozen=True, slots=True)
class Cover:
    """A box to fill, in whole pixels, the name of its colour, and what is written on it. With a polygon, every pixel
    that this touches is filled, and the box is what is around it."""

    box: Box
    color: str = "black"
    polygon: Corners = ()
    words: str = ""

    def rows(self) -> Iterator[tuple[slice, slice]]:
        """The rows and columns of pixels that are covered."""
        if self.polygon:
            for row, left, right in rows_of(self.polygon):
                yield slice(row, row + 1), slice(left, right)
        else:
            yield slice(int(self.box.top), int(self.box.bottom)), slice(int(self.box.left), int(self.box.right))


def painted(picture: Picture, covers: Sequence[Cover]) -> tuple[Any, Any]:
    """The picture's pixels (height, width, 3) with these covers, and which of them are covered (height, width)."""
    import numpy as np

    pixels = np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, 3).copy()
    covered = np.zeros(pixels.shape[:2], bool)
    for cover in covers:
        color = COLORS.get(cover.color, COLORS["black"])
        for rows, columns in cover.rows():
            pixels[rows, columns] = color
            covered[rows, columns] = True
        tile = _tile(cover, color) if cover.words else None
        if tile is not None:
            top, left = int(cover.box.top), int(cover.box.left)
            for rows, columns in cover.rows():
                pixels[rows, columns] = tile[
                    rows.start - top : rows.stop - top, columns.start - left : columns.stop - left
                ]
    return pixels, covered


def encoded(picture: Picture, covers: Sequence[Cover], form: str) -> tuple[bytes, str]:
    """The picture's bytes with these covers, and their type. Raises Unverified rather than give out an unproven one."""
    if max(picture.width, picture.height) > LONGEST_SIDE.get(form, math.inf):
        raise TooLarge(f"A picture this long cannot be a {form.upper()} file. Have it as a PNG.")
    pixels, covered = painted(picture, covers)
    data = _file(pixels, form)
    _prove(data, pixels, covered, form)
    return data, FORMS[form]


def bound(pages: Sequence[Page], form: str) -> tuple[bytes, str]:
    """Pages of painted pixels as one file, a TIFF or a PDF, and its type. Raises Unverified like `encoded`."""
    data = together(pages, form)
    try:
        is_same = is_proven(data, pages, form)
    except Exception:  # a decoder that cannot read it has proven nothing
        is_same = False
    if not is_same:
        raise Unverified(_UNPROVEN)
    return data, TYPES[form]


def _tile(cover: Cover, color: tuple[int, int, int]) -> Any:
    """What is around a bar with its words, drawn on the bar's own colour alone: the edges of letters blend with nothing
    of the picture. None where there is no room for letters that can be read."""
    import numpy as np
    from PIL import Image, ImageDraw, ImageFont

    box, (width, height) = cover.box, (int(cover.box.width), int(cover.box.height))
    (x, y), length, line, angle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2), box.width, box.height, 0.0
    if cover.polygon:
        (x, y), length, line, angle = slant_of(cover.polygon)
    wide = ImageFont.load_default(10).getlength(cover.words) / 10
    size = int(min(line * 0.62, LARGEST_LETTERS, (length - 6) / wide))
    if size < LEAST_LETTERS:
        return None
    letters = Image.new("RGB", (math.ceil(length), math.ceil(line)), color)
    brightness = 0.2126 * color[0] + 0.7152 * color[1] + 0.0722 * color[2]
    ink = "black" if brightness > 118 else "white"
    font = ImageFont.load_default(size)
    place = (letters.width / 2, letters.height / 2)
    ImageDraw.Draw(letters).text(place, cover.words, fill=ink, font=font, anchor="mm")
    if angle:
        letters = letters.rotate(-angle, Image.Resampling.BICUBIC, expand=True, fillcolor=color)
    tile = Image.new("RGB", (width, height), color)
    tile.paste(letters, (round(x - box.left - letters.width / 2), round(y - box.top - letters.height / 2)))
    return np.asarray(tile)


def _file(pixels: Any, form: str) -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    image = Image.fromarray(pixels)
    if form == "png":
        image.save(stream, "PNG", compress_level=6)
    elif form == "webp":
        image.save(stream, "WEBP", lossless=True, quality=40, exact=True)
    else:
        image.save(stream, "JPEG", quality=_QUALITY, subsampling=0)
    return stream.getvalue()


def _prove(data: bytes, pixels: Any, covered: Any, form: str) -> None:
    import cv2
    import numpy as np

    read = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if read is None or read.shape != pixels.shape:
        raise Unverified(_UNPROVEN)
    seen = cv2.cvtColor(read, cv2.COLOR_BGR2RGB)
    if form == "jpeg":
        # Around letters a JPEG differs more: there the middle of 8 by 8 pixels tells.
        away = cv2.blur(np.abs(seen.astype(np.float32) - pixels).max(axis=2), (8, 8))[covered]
        is_same = bool((away <= _LIKE).all()) if away.size else True
    else:
        is_same = bool((seen == pixels).all())
    if not is_same or not _is_bare(data, form):
        raise Unverified(_UNPROVEN)


def _is_bare(data: bytes, form: str) -> bool:
    """Whether the file has no part but those that hold its pixels."""
    if form == "png":
        at, kinds = 8, []
        while at + 12 <= len(data):
            kinds.append(data[at + 4 : at + 8])
            at += 12 + int.from_bytes(data[at : at + 4])
        return at == len(data) and set(kinds) <= {b"IHDR", b"IDAT", b"IEND"} and kinds[-1] == b"IEND"
    if form == "webp":
        return data[12:16] in (b"VP8L", b"VP8 ") and int.from_bytes(data[4:8], "little") + 8 == len(data)
    return not any(
        bytes((0xFF, marker)) in data[:4096].partition(b"\xff\xda")[0] for marker in (*range(0xE1, 0xF0), 0xFE)
    )

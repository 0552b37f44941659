"""A picture with opaque bars, as a file of pixels and nothing else, looked at once more before it is given out.

The bars are painted on the pixels themselves, then the file is made anew, and a second decoder (OpenCV's, where
Pillow wrote) reads the bytes back: under a bar there is the bar, beside it there is the picture. Knows nothing of why
something is covered.
"""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from shared.errors import TooLarge, Unverified
from shared.formats.image import Picture
from shared.formats.raster_paint import COLORS
from shared.formats.textmap import Box

FORMS = MappingProxyType({"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp"})
"""What a picture is given out as, each with its type."""

LONGEST_SIDE = MappingProxyType({"jpeg": 65_500, "webp": 16_383})
"""What these formats can hold."""

_QUALITY = 92
_LIKE = 40
"""By how much of 255 a pixel in the middle of a bar may differ in a JPEG, which keeps no pixel exactly."""

_UNPROVEN = (
    "The redacted picture could not be proven clean, so it is not given out. Save the picture as PNG, try again."
)


@dataclass(frozen=True, slots=True)
class Cover:
    """A box to fill, in whole pixels, and the name of its colour."""

    box: Box
    color: str = "black"


def encoded(picture: Picture, covers: Sequence[Cover], form: str) -> tuple[bytes, str]:
    """The picture's bytes with these covers, and their type. Raises Unverified rather than give out an unproven one."""
    import numpy as np

    if max(picture.width, picture.height) > LONGEST_SIDE.get(form, math.inf):
        raise TooLarge(f"A picture this long cannot be a {form.upper()} file. Have it as a PNG.")
    pixels = np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, 3).copy()
    covered = np.zeros(pixels.shape[:2], bool)
    for cover in covers:
        rows, columns = (
            slice(int(cover.box.top), int(cover.box.bottom)),
            slice(int(cover.box.left), int(cover.box.right)),
        )
        pixels[rows, columns] = COLORS.get(cover.color, COLORS["black"])
        covered[rows, columns] = True
    data = _file(pixels, form)
    _prove(data, pixels, covered, form)
    return data, FORMS[form]


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
        away = np.abs(seen.astype(np.int16) - pixels).max(axis=2)[covered]
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

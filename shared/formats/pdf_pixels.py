"""Looks at the pixels of a redacted page: is anything left of the pictures under a bar?

The page is drawn without its letters and without its bars, so that only its pictures show; there, every pixel of the
box has one color. Knows nothing of how the page was made. Runs where it can be killed.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import pymupdf

from shared.formats.covers import Cover
from shared.formats.raster_pages import pixels_of, zoom_of
from shared.formats.textmap import Box

LOOK_DPI = 150
"""Letters of four points are six pixels high."""

OFF = 40
"""How far, of 255, a pixel may be off: JPEG leaves a shimmer beside an edge. Print on paper is off by 100 and more."""

_EDGE = 0.15
"""How much of a box's height other boxes beside it may take of it: they are painted a little larger than they are."""


def shows_something(page: Any, covers: Sequence[Cover]) -> bool:
    """Whether a picture on the page shows more than one color under one of these covers. Changes the page."""
    pictures = [pymupdf.Rect(one["bbox"]) * page.rotation_matrix for one in page.get_image_info()]
    if not pictures or not covers:
        return False
    page.add_redact_annot((page.rect * page.derotation_matrix).normalize(), fill=False, cross_out=False)
    page.apply_redactions(
        images=pymupdf.PDF_REDACT_IMAGE_NONE,
        graphics=pymupdf.PDF_REDACT_LINE_ART_REMOVE_IF_TOUCHED,
        text=pymupdf.PDF_REDACT_TEXT_REMOVE,
    )
    zoom = zoom_of(page, LOOK_DPI)
    pixels = pixels_of(page, zoom)
    return any(
        _has_colors(pixels, zoom, part, [other.box for other in covers if other.tone != cover.tone])
        for cover in covers
        for part in _parts(cover.box, pictures)
    )


def _parts(box: Box, pictures: Iterable[Any]) -> Iterable[Box]:
    """The box, as far as there are pictures."""
    for picture in pictures:
        left, top = max(box.left, picture.x0), max(box.top, picture.y0)
        right, bottom = min(box.right, picture.x1), min(box.bottom, picture.y1)
        if left < right and top < bottom:
            yield Box(box.page, left, top, right, bottom)


def _has_colors(pixels: Any, zoom: float, box: Box, others: Iterable[Box]) -> bool:
    left, right = max(0, math.ceil(box.left * zoom) + 1), min(pixels.width, math.floor(box.right * zoom) - 1)
    top, bottom = max(0, math.ceil(box.top * zoom) + 1), min(pixels.height, math.floor(box.bottom * zoom) - 1)
    if left >= right or top >= bottom:
        return False
    beside = [_grown(other, zoom) for other in others if _touch(box, other)]
    low, high = [255] * 3, [0] * 3
    for y in range(top, bottom):
        row = pixels.samples_mv[y * pixels.stride + 3 * left : y * pixels.stride + 3 * right]
        for x0, x1 in _free(left, right, [(x[0], x[1]) for x, span in beside if span[0] <= y <= span[1]]):
            part = row[3 * (x0 - left) : 3 * (x1 - left)]
            for channel in range(3):
                values = bytes(part[channel::3])
                low[channel], high[channel] = min(low[channel], min(values)), max(high[channel], max(values))
        if any(most - least > OFF for least, most in zip(low, high, strict=True)):
            return True
    return False


def _free(left: int, right: int, taken: Iterable[tuple[float, float]]) -> Iterable[tuple[int, int]]:
    """What is left of a row of pixels."""
    for start, end in sorted(taken):
        if left < start:
            yield left, min(right, math.floor(start))
        left = max(left, math.ceil(end))
        if left >= right:
            return
    if left < right:
        yield left, right


def _touch(a: Box, b: Box) -> bool:
    room = _EDGE * max(a.height, b.height) + 1
    return a.left < b.right + room and b.left < a.right + room and a.top < b.bottom + room and b.top < a.bottom + room


def _grown(box: Box, zoom: float) -> tuple[tuple[float, float], tuple[float, float]]:
    room = _EDGE * max(box.height, 1.0) * zoom + 2
    return (box.left * zoom - room, box.right * zoom + room), (box.top * zoom - room, box.bottom * zoom + room)

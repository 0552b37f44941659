"""Pages drawn with what is to be hidden painted over, in the process that can be killed: as PNGs, or a PDF of pictures.

This module knows boxes and how to fill them, and nothing of findings or of policies.
"""

import io
import math
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from shared.formats.raster_pages import on_page, opened, pixels_of, zoom_of
from shared.formats.textmap import Box

if TYPE_CHECKING:
    from shared.formats.worker import Report

COLORS: Mapping[str, tuple[int, int, int]] = {
    "black": (0, 0, 0),
    "white": (255, 255, 255),
    "red": (255, 0, 0),
    "green": (0, 128, 0),
    "blue": (0, 0, 255),
    "yellow": (255, 255, 0),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
}

_FONTS = {"times": "tiro", "courier": "cour", "helvetica": "helv"}
_SMALLEST_FONT = 2.0
_BEST_QUALITY = 95  # a JPEG of 100 is three times as large and looks the same
_BEYOND_SIDES, _BEYOND_LINE = 0.13, 0.02
"""How far letters may reach out of their boxes, as shares of the line's height. A bold slanted f begins 0.17 of the
font's size, 0.125 of a line, before its box."""

_UPRIGHT = 3


def draw(data: bytes, options: dict[str, Any], report: "Report") -> bytes:
    """The pages as pictures, as `options` say."""
    drawing = options["drawing"]
    covers: dict[int, list[tuple[Box, str, str]]] = defaultdict(list)
    for page, left, top, right, bottom, color, words in options["covers"]:
        covers[page].append((Box(page, left, top, right, bottom), color or drawing["color"], words))
    with opened(data) as pdf:
        for page, x, y, width, height, color in options["areas"]:
            if 1 <= page <= pdf.page_count:
                covers[page - 1].append((on_page(pdf[page - 1], x, y, width, height), color, ""))
        sheets: _Zip | _Pdf = _Zip() if options["form"] == "zip" else _Pdf(drawing)
        for number in range(pdf.page_count):
            if number not in covers and drawing["keep_untouched_pages"] and isinstance(sheets, _Pdf):
                sheets.keep(pdf, number)
            else:
                page = pdf[number]
                sheets.add(_painted(page, covers.get(number, ()), drawing), page.rect.width, page.rect.height)
            report(number + 1, pdf.page_count)
        return sheets.finish()


class _Zip:
    """Pictures as Philter's clients expect them: page-0.png and on, without loss."""

    def __init__(self) -> None:
        self._bytes = io.BytesIO()
        self._archive = zipfile.ZipFile(self._bytes, "w", zipfile.ZIP_STORED)  # a PNG does not get smaller
        self._count = 0

    def add(self, pixels: Any, width: float, height: float) -> None:
        name = zipfile.ZipInfo(f"page-{self._count}.png", (1980, 1, 1, 0, 0, 0))
        name.external_attr = 0o644 << 16
        self._archive.writestr(name, pixels.tobytes("png"))
        self._count += 1

    def finish(self) -> bytes:
        self._archive.close()
        return self._bytes.getvalue()


class _Pdf:
    """A PDF that consists of pictures: no text, no metadata, nothing of the file it came from."""

    def __init__(self, drawing: Mapping[str, Any]) -> None:
        import pymupdf

        self._pdf = pymupdf.open()
        self._scale = drawing["scale"]
        self._quality = max(1, round(_BEST_QUALITY * drawing["quality"]))
        self._is_scrubbed = False

    def add(self, pixels: Any, width: float, height: float) -> None:
        page = self._pdf.new_page(width=width * self._scale, height=height * self._scale)
        page.insert_image(page.rect, stream=pixels.tobytes("jpeg", jpg_quality=self._quality))

    def keep(self, pdf: Any, number: int) -> None:
        """A page as it is, without what cannot be seen on it."""
        if not self._is_scrubbed:
            pdf.scrub()
            self._is_scrubbed = True
        self._pdf.insert_pdf(pdf, from_page=number, to_page=number, links=False, annots=False, widgets=False)

    def finish(self) -> bytes:
        made: bytes = self._pdf.tobytes(garbage=3, deflate=True, no_new_id=True)
        self._pdf.close()
        return made


def _painted(page: Any, covers: Sequence[tuple[Box, str, str]], drawing: Mapping[str, Any]) -> Any:
    import pymupdf

    zoom = zoom_of(page, drawing["dpi"])
    pixels = pixels_of(page, zoom)
    filled: list[tuple[Any, str, str]] = []
    for box, color, words in covers:
        aside, above = _BEYOND_SIDES * box.height, _BEYOND_LINE * box.height
        if box.height > box.width * _UPRIGHT:  # a line that runs up or down the page
            aside, above = _BEYOND_LINE * box.width, _BEYOND_SIDES * box.width
        area = pymupdf.IRect(
            math.floor((box.left - aside) * zoom) - 1,
            math.floor((box.top - above) * zoom) - 1,
            math.ceil((box.right + aside) * zoom) + 1,
            math.ceil((box.bottom + above) * zoom) + 1,
        )
        area &= pixels.irect
        if not area.is_empty:
            pixels.set_rect(area, COLORS.get(color, COLORS["black"]))
            filled.append((area, color, words))
    if drawing["show_replacement"]:
        for area, color, words in filled:
            if words:
                _write(pixels, area, color, words, zoom, drawing)
    return pixels


def _write(pixels: Any, area: Any, color: str, words: str, zoom: float, drawing: Mapping[str, Any]) -> None:
    """Put words on a bar, as large as they fit."""
    import pymupdf

    font = _FONTS.get(drawing["font"].lower().partition("-")[0], "helv")
    width, height = area.width / zoom, area.height / zoom
    line = " ".join(words.split())
    length = pymupdf.get_text_length(line, fontname=font, fontsize=1)
    size = min(drawing["largest_font"], 0.8 * height, 0.96 * width / length if length else 0)
    if size < _SMALLEST_FONT:
        return
    with pymupdf.open() as sheet:
        page = sheet.new_page(width=width, height=height)
        page.draw_rect(page.rect, color=None, fill=_shares(color), width=0)
        ink = drawing["font_color"] if drawing["font_color"] != color else "white" if color == "black" else "black"
        left = (width - length * size) / 2
        page.insert_text((left, height / 2 + 0.35 * size), line, fontname=font, fontsize=size, color=_shares(ink))
        stamp = pixels_of(page, zoom)
        stamp.set_origin(area.x0, area.y0)
        pixels.copy(stamp, area & stamp.irect)


def _shares(color: str) -> tuple[float, ...]:
    return tuple(part / 255 for part in COLORS.get(color, COLORS["black"]))

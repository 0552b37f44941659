"""Redacts a PDF and leaves it a PDF: what was found is gone from its pages, and everything else is text as before.

Letters under a box are taken out of the page, pixels under it are made blank, and only then is a box drawn. What no
reader shows (comments, forms, links, layers, properties, text beside the page) does not come along: the file is
built anew by `pdf_rebuild`. A page that cannot be cleaned becomes a picture with the boxes painted into it.

Runs where it can be killed. It believes itself nothing: `pdf_verify` looks at what it made.
"""

import json
import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pymupdf

from shared.formats.pdf_rebuild import rebuild, without_hidden_layers
from shared.formats.pdf_strings import take_apart
from shared.formats.pdf_widths import Word, set_anew
from shared.formats.raster_pages import MOST_PIXELS, opened
from shared.formats.textmap import Box

Report = Callable[[int, int], None]

SHRINK = 0.18
"""How much of a line's height is left alone above and below. Lines set tightly overlap: a full box takes the letters
of the lines beside it along, 0.20 and less was never too little."""

_BEYOND_SIDES, _BEYOND_LINE = 0.13, 0.06
"""How far ink may reach out of the boxes of its letters, as shares of the line's height; counts where it is pixels."""

_SMALLEST_FONT, _LARGEST_FONT = 4.0, 12.0
_QUALITY = 90
_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_IGNORE_ACTUALTEXT

TONES = {"bar": ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0)), "pale": ((0.93, 0.93, 0.93), (0.0, 0.0, 0.0))}
"""What a box is filled and written with: a bar hides something, a pale one holds what stands in its place."""


@dataclass(frozen=True, slots=True)
class Cover:
    """A box to hide something with. `words` stand in its place, `is_upright` is a line that runs up or down."""

    box: Box
    words: str
    tone: str
    is_upright: bool
    is_area: bool = False


def redact(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    """A line of JSON that says which pages became pictures, and the PDF.

    `options`: `covers` are [page, left, top, right, bottom, words, tone, upright] on the page as it is seen, `areas`
    the same for what is no line of text, `raster` the pages that become pictures, `dpi` how fine.
    """
    as_pictures = {int(page) for page in options["raster"]}
    if options.get("closes_widths"):
        as_pictures |= {int(cover[0]) for cover in (*options["covers"], *options["areas"])}
    with opened(data) as pdf:
        has_layers = bool(pdf.get_ocgs())
    if has_layers:
        data = without_hidden_layers(data)  # MuPDF forgets what is on a layer once it has worked on a page
    while True:
        made = _redact(data, options, as_pictures, report)
        rebuilt = rebuild(made, bool(options.get("prunes_fonts")))
        if rebuilt.unclean <= as_pictures:
            return json.dumps(sorted(as_pictures)).encode() + b"\n" + rebuilt.data
        as_pictures |= rebuilt.unclean


def _redact(data: bytes, options: dict[str, Any], as_pictures: set[int], report: Report) -> bytes:
    lines, areas = _by_page(options["covers"], False), _by_page(options["areas"], True)
    with opened(data) as pdf:
        count = pdf.page_count
        taken_apart: set[int] = set()
        for number in range(count):
            page = pdf[number]
            covers = [*lines.get(number, ()), *areas.get(number, ())]
            if number in as_pictures:
                _photograph(pdf, page, covers, float(options["dpi"]), bool(options.get("closes_widths")))
            else:
                _clean(pdf, page, lines.get(number, ()), areas.get(number, ()), taken_apart)
                _draw(page, covers)
            report(number + 1, 2 * count)
        if options.get("prunes_fonts"):
            with suppress(RuntimeError, ValueError, AttributeError, KeyError):  # a font that cannot be taken apart
                pdf.subset_fonts()
        made: bytes = pdf.tobytes(garbage=4, deflate=True)
        return made


def _by_page(covers: Sequence[Sequence[Any]], are_areas: bool) -> dict[int, list[Cover]]:
    by_page: dict[int, list[Cover]] = defaultdict(list)
    for page, left, top, right, bottom, words, tone, is_upright in covers:
        box = Box(int(page), left, top, right, bottom)
        by_page[box.page].append(Cover(box, words, tone, bool(is_upright), are_areas))
    return by_page


def _clean(pdf: Any, page: Any, lines: Sequence[Cover], areas: Sequence[Cover], taken_apart: set[int]) -> None:
    """Take what lies under the boxes out of the page, and everything beside the page."""
    seen = page.rect
    if lines or areas:
        take_apart(pdf, page, taken_apart)
    page.clip_to_rect((seen * page.derotation_matrix).normalize())
    if not lines and not areas:
        return
    for cover in lines:
        _mark(page, _shrunk(cover))
    for cover in areas:
        _mark(page, _rect(cover.box))
    page.apply_redactions(images=pymupdf.PDF_REDACT_IMAGE_NONE, graphics=0, text=pymupdf.PDF_REDACT_TEXT_REMOVE)
    if not _may_have_pixels(page):
        return
    # Pixels are hidden by the whole box and a little more: what is shrunk would leave slivers that can be read.
    for cover in (*lines, *areas):
        _mark(page, _grown(cover))
    page.apply_redactions(images=pymupdf.PDF_REDACT_IMAGE_PIXELS, graphics=0, text=pymupdf.PDF_REDACT_TEXT_NONE)


def _may_have_pixels(page: Any) -> bool:
    """Whether pixels can lie under a box. Without any, a page takes half the time."""
    return bool(page.get_images() or page.get_xobjects()) or b"ID" in page.read_contents()


def _mark(page: Any, seen: Any) -> None:
    rect = (seen * page.derotation_matrix).normalize()
    if not rect.is_empty:
        page.add_redact_annot(rect, fill=False, cross_out=False)


def _rect(box: Box) -> Any:
    return pymupdf.Rect(box.left, box.top, box.right, box.bottom)


def _shrunk(cover: Cover) -> Any:
    box = cover.box
    aside, above = (SHRINK * box.width, 0.0) if cover.is_upright else (0.0, SHRINK * box.height)
    return pymupdf.Rect(box.left + aside, box.top + above, box.right - aside, box.bottom - above)


def _grown(cover: Cover) -> Any:
    box = cover.box
    aside, above = _BEYOND_SIDES * box.height, _BEYOND_LINE * box.height
    if cover.is_upright:
        aside, above = _BEYOND_LINE * box.width, _BEYOND_SIDES * box.width
    return pymupdf.Rect(box.left - aside, box.top - above, box.right + aside, box.bottom + above)


def _draw(page: Any, covers: Sequence[Cover]) -> None:
    """Boxes over where something was, with what stands in its place."""
    if not covers:
        return
    turned = page.derotation_matrix
    shape = page.new_shape()
    for cover in covers:
        shape.draw_rect((_rect(cover.box) * turned).normalize())
        shape.finish(color=None, fill=TONES[cover.tone][0], width=0)
    shape.commit()
    for cover in covers:
        box, line = cover.box, " ".join(cover.words.split())
        length = pymupdf.get_text_length(line, fontsize=1) if line else 0.0
        size = min(_LARGEST_FONT, 0.8 * box.height, 0.96 * box.width / length) if length else 0.0
        if size >= _SMALLEST_FONT:
            place = pymupdf.Point(box.left + (box.width - length * size) / 2, (box.top + box.bottom) / 2 + 0.35 * size)
            page.insert_text(place * turned, line, fontsize=size, color=TONES[cover.tone][1], rotate=page.rotation)


def _words(page: Any) -> list[Word]:
    """Where the page's words are, as it is seen."""
    words: list[Word] = []
    for left, top, right, bottom, _, block, line, _ in page.get_text("words", flags=_FLAGS):
        seen = (pymupdf.Rect(left, top, right, bottom) * page.rotation_matrix).normalize()
        words.append(Word(Box(page.number, seen.x0, seen.y0, seen.x1, seen.y1), (block, line)))
    return words


def _photograph(pdf: Any, page: Any, covers: Sequence[Cover], dpi: float, closes_widths: bool = False) -> None:
    """Put a picture of the page in its place, the boxes painted into its pixels; with `closes_widths`, its lines are
    set anew so that the boxes tell no widths."""
    number, seen = page.number, page.rect
    words = _words(page) if closes_widths else []
    if closes_widths:  # letters that are gone leave no ink beside the boxes, however they are moved
        lines, areas = [one for one in covers if not one.is_area], [one for one in covers if one.is_area]
        _clean(pdf, page, lines, areas, set())
    zoom = min(dpi / 72, math.sqrt(MOST_PIXELS / max(1.0, seen.width * seen.height)))
    pixels = page.get_pixmap(matrix=(zoom, 0, 0, zoom, 0, 0), colorspace=pymupdf.csRGB, alpha=False, annots=False)
    if closes_widths and covers:
        listed = page.get_displaylist(annots=0)

        def draw(left: float, top: int, right: float, bottom: int) -> Any:
            clip = pymupdf.Rect(left, top / zoom, right, bottom / zoom)
            matrix = pymupdf.Matrix(zoom, 0, 0, zoom, -left * zoom, 0)
            return listed.get_pixmap(matrix=matrix, colorspace=pymupdf.csRGB, alpha=0, clip=clip)

        boxes = set_anew(pixels, zoom, words, [cover.box for cover in covers], draw, pymupdf.IRect)
        covers = [Cover(box, "", "bar", False) for box in boxes]
    for cover in covers:
        grown = (_rect(cover.box) if closes_widths else _grown(cover)) * pymupdf.Matrix(zoom, zoom)
        area = pymupdf.IRect(
            math.floor(grown.x0) - 1, math.floor(grown.y0) - 1, math.ceil(grown.x1) + 1, math.ceil(grown.y1) + 1
        )
        area &= pixels.irect
        if not area.is_empty:
            pixels.set_rect(area, tuple(round(255 * share) for share in TONES[cover.tone][0]))
    sheet = pdf.new_page(pno=number, width=seen.width, height=seen.height)
    sheet.insert_image(sheet.rect, stream=pixels.tobytes("jpeg", jpg_quality=_QUALITY))
    _draw(sheet, covers)
    pdf.delete_page(number + 1)

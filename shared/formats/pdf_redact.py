"""Redacts a PDF and leaves it a PDF: what was found is gone from its pages, and everything else is text as before.

Letters under a box are taken out of the page, pixels under it are made blank, and only then is a box drawn. What no
reader shows (comments, forms, links, layers, properties, text beside the page) does not come along: the file is
built anew by `pdf_rebuild`. A page that cannot be cleaned becomes a picture with the boxes painted into it.

Runs where it can be killed. It believes itself nothing: `pdf_verify` looks at what it made.
"""

import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cache
from typing import Any

import pymupdf

from shared.errors import Damaged
from shared.formats.covers import Cover
from shared.formats.pdf_rebuild import rebuild, without_hidden_layers
from shared.formats.pdf_strings import take_apart
from shared.formats.pdf_widths import Word, set_anew
from shared.formats.raster_pages import DAMAGED, opened, pixels_of, zoom_of
from shared.formats.textmap import Box

Report = Callable[[int, int], None]

_BEYOND_SIDES, _BEYOND_LINE = 0.13, 0.06
"""How far ink may reach out of the boxes of its letters, as shares of the line's height; counts where it is pixels."""

_SMALLEST_FONT, _LARGEST_FONT = 4.0, 12.0
_QUALITY = 90
_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_IGNORE_ACTUALTEXT

TONES = {"bar": ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0)), "pale": ((0.93, 0.93, 0.93), (0.0, 0.0, 0.0))}
"""What a box is filled and written with: a bar hides something, a pale one holds what stands in its place."""


class _UncleanError(Damaged):
    """Nothing can be taken out of these pages, such as one whose forms draw themselves."""

    def __init__(self, pages: set[int]) -> None:
        super().__init__(DAMAGED)
        self.pages = pages


def redact(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    """A line of JSON that says which pages became pictures and where on them boxes moved to, and the PDF.

    `options`: `covers` are packed covers of lines on the page as it is seen, `areas` those of what is no letter of the
    page, `raster` the pages that become pictures, `dpi` how fine; with `closes_widths`, `words` are those that were
    read from a page's pixels.
    """
    as_pictures = {int(page) for page in options["raster"]}
    if options.get("closes_widths"):
        as_pictures |= {int(cover[0]) for cover in (*options["covers"], *options["areas"])}
    moved: dict[int, list[list[float]]] = {}
    with opened(data) as pdf:
        has_layers = bool(pdf.get_ocgs())
    if has_layers:
        data = without_hidden_layers(data)  # MuPDF forgets what is on a layer once it has worked on a page
    while True:
        try:
            made = _redact(data, options, as_pictures, moved, report)
        except _UncleanError as unclean:
            as_pictures |= unclean.pages
            continue
        rebuilt = rebuild(made, bool(options.get("prunes_fonts")))
        if rebuilt.unclean <= as_pictures:
            told = {"pictures": sorted(as_pictures), "moved": moved}
            return json.dumps(told).encode() + b"\n" + rebuilt.data
        as_pictures |= rebuilt.unclean


def _redact(
    data: bytes, options: dict[str, Any], as_pictures: set[int], moved: dict[int, list[list[float]]], report: Report
) -> bytes:
    lines, areas = _by_page(options["covers"]), _by_page(options["areas"])
    words = options.get("words", {})
    with opened(data) as pdf:
        count = pdf.page_count
        taken_apart: set[int] = set()
        unclean: set[int] = set()
        for number in range(count):
            page = pdf[number]
            own, pixels = lines.get(number, []), areas.get(number, [])
            if number not in as_pictures:
                try:
                    _clean(pdf, page, own, pixels, taken_apart)
                except Exception as error:  # MuPDF raises RuntimeError, ValueError and a dozen classes of its own
                    if isinstance(error, MemoryError) or "malloc" in str(error):
                        raise
                    unclean.add(number)
                else:
                    _draw(page, [*own, *pixels])
            elif options.get("closes_widths") and (own or pixels):
                boxes = _set_anew(pdf, page, own, pixels, words.get(str(number), ()), float(options["dpi"]))
                moved[number] = [[box.left, box.top, box.right, box.bottom] for box in boxes]
            else:
                _photograph(pdf, page, [*own, *pixels], float(options["dpi"]))
            report(number + 1, 2 * count)
        if unclean:
            raise _UncleanError(unclean)
        if options.get("prunes_fonts"):
            with suppress(RuntimeError, ValueError, AttributeError, KeyError):  # a font that cannot be taken apart
                pdf.subset_fonts()
        made: bytes = pdf.tobytes(garbage=4, deflate=True)
        return made


def _by_page(packed: Sequence[Sequence[Any]]) -> dict[int, list[Cover]]:
    by_page: dict[int, list[Cover]] = defaultdict(list)
    for cover in map(Cover.unpacked, packed):
        by_page[cover.box.page].append(cover)
    return by_page


def _clean(pdf: Any, page: Any, lines: Sequence[Cover], areas: Sequence[Cover], taken_apart: set[int]) -> None:
    """Take what lies under the boxes out of the page, and everything beside the page.

    The page lies unturned meanwhile: MuPDF 1.28 clips a turned one at the wrong edges, and whole lines are lost.
    """
    if lines or areas:
        take_apart(pdf, page, taken_apart)
    turn, rotation = page.derotation_matrix, page.rotation
    page.set_rotation(0)
    page.clip_to_rect(page.rect)
    if lines or areas:
        _take_out(page, [(_rect(cover.core) * turn).normalize() for cover in (*lines, *areas)])
        _take_out(page, _left(page, lines, turn))
        if _may_have_pixels(page):
            _blank(page, [(_grown(cover) * turn).normalize() for cover in (*lines, *areas)])
    page.set_rotation(rotation)


def _take_out(page: Any, boxes: Sequence[Any]) -> None:
    """The letters that these boxes touch."""
    if _mark(page, boxes):
        page.apply_redactions(images=pymupdf.PDF_REDACT_IMAGE_NONE, graphics=0, text=pymupdf.PDF_REDACT_TEXT_REMOVE)


def _blank(page: Any, boxes: Sequence[Any]) -> None:
    """Pixels are hidden by the whole box and a little more: a strip would leave slivers that can be read."""
    if _mark(page, boxes):
        page.apply_redactions(images=pymupdf.PDF_REDACT_IMAGE_PIXELS, graphics=0, text=pymupdf.PDF_REDACT_TEXT_NONE)


def _mark(page: Any, boxes: Sequence[Any]) -> bool:
    marked = [box for box in boxes if not box.is_empty]
    for box in marked:
        page.add_redact_annot(box, fill=False, cross_out=False)
    return bool(marked)


def _left(page: Any, lines: Sequence[Cover], turn: Any) -> list[Any]:
    """What more to take out where a word still stands in the strip that was."""
    if not lines:
        return []
    words = [word[:4] for word in page.get_text("words", flags=_FLAGS)]
    met = [cover for cover in lines if _is_met((_rect(cover.core) * turn).normalize(), words)]
    return [(_rect(cover.reach) * turn).normalize() for cover in met]


def _is_met(strip: Any, words: Iterable[tuple[float, float, float, float]]) -> bool:
    x0, y0, x1, y1 = strip
    return any(top < y1 and y0 < bottom and left < x1 and x0 < right for left, top, right, bottom in words)


def _may_have_pixels(page: Any) -> bool:
    """Whether pixels can lie under a box. Without any, a page takes half the time."""
    return bool(page.get_images() or page.get_xobjects()) or b"ID" in page.read_contents()


def _rect(box: Box) -> Any:
    return pymupdf.Rect(box.left, box.top, box.right, box.bottom)


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
    turned, rotation = page.derotation_matrix, page.rotation
    shape = page.new_shape()
    for cover in covers:
        shape.draw_rect((_rect(cover.box) * turned).normalize())
        shape.finish(color=None, fill=TONES[cover.tone][0], width=0)
    for cover in covers:
        box, line = cover.box, " ".join(cover.words.split())
        length = _length(line) if line else 0.0
        size = min(_LARGEST_FONT, 0.8 * box.height, 0.96 * box.width / length) if length else 0.0
        if size >= _SMALLEST_FONT:
            place = pymupdf.Point(box.left + (box.width - length * size) / 2, (box.top + box.bottom) / 2 + 0.35 * size)
            shape.insert_text(place * turned, line, fontsize=size, color=TONES[cover.tone][1], rotate=rotation)
    shape.commit()


@cache
def _length(line: str) -> float:
    """How wide a line is at one point; most boxes of a document say one of a few things."""
    return float(pymupdf.get_text_length(line, fontsize=1))


def _words(page: Any) -> list[Word]:
    """Where the page's words are, as it is seen."""
    words: list[Word] = []
    for left, top, right, bottom, _, block, line, _ in page.get_text("words", flags=_FLAGS):
        seen = (pymupdf.Rect(left, top, right, bottom) * page.rotation_matrix).normalize()
        words.append(Word(Box(page.number, seen.x0, seen.y0, seen.x1, seen.y1), (block, line)))
    return words


def _photograph(pdf: Any, page: Any, covers: Sequence[Cover], dpi: float) -> None:
    """Put a picture of the page in its place, the boxes painted into its pixels."""
    zoom = zoom_of(page, dpi)
    pixels = pixels_of(page, zoom)
    for cover in covers:
        _paint(pixels, _grown(cover), zoom, cover.tone)
    _replace(pdf, page, pixels, covers)


def _set_anew(
    pdf: Any, page: Any, lines: Sequence[Cover], areas: Sequence[Cover], read: Sequence[Sequence[float]], dpi: float
) -> list[Box]:
    """The same with its lines set anew, so that the boxes tell no widths; where the boxes are then. `read` are words
    that were read from its pixels."""
    number = page.number
    words = _words(page) + [Word(Box(number, *edges), (-1, int(line))) for *edges, line in read]
    _clean(pdf, page, lines, areas, set())  # letters that are gone leave no ink, however they are moved
    zoom = zoom_of(page, dpi)
    pixels = pixels_of(page, zoom)
    listed = page.get_displaylist(annots=0)

    def draw(left: float, top: int, right: float, bottom: int) -> Any:
        clip = pymupdf.Rect(left, top / zoom, right, bottom / zoom)
        matrix = pymupdf.Matrix(zoom, 0, 0, zoom, -left * zoom, 0)
        return listed.get_pixmap(matrix=matrix, colorspace=pymupdf.csRGB, alpha=0, clip=clip)

    boxes = set_anew(pixels, zoom, words, [cover.box for cover in (*lines, *areas)], draw, pymupdf.IRect)
    for box in boxes:
        _paint(pixels, _rect(box), zoom, "bar")
    _replace(pdf, page, pixels, [Cover.whole(box) for box in boxes])
    return boxes


def _paint(pixels: Any, seen: Any, zoom: float, tone: str) -> None:
    left, top, right, bottom = seen * pymupdf.Matrix(zoom, zoom)
    area = pymupdf.IRect(math.floor(left) - 1, math.floor(top) - 1, math.ceil(right) + 1, math.ceil(bottom) + 1)
    area &= pixels.irect
    if not area.is_empty:
        pixels.set_rect(area, tuple(round(255 * share) for share in TONES[tone][0]))


def _replace(pdf: Any, page: Any, pixels: Any, covers: Sequence[Cover]) -> None:
    number, seen = page.number, page.rect
    sheet = pdf.new_page(pno=number, width=seen.width, height=seen.height)
    sheet.insert_image(sheet.rect, stream=pixels.tobytes("jpeg", jpg_quality=_QUALITY))
    _draw(sheet, covers)
    pdf.delete_page(number + 1)

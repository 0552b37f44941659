"""A PDF as pictures of its pages: what was found is painted over before a picture leaves, and nothing lies under it.

`draw_pages` gives a ZIP of PNGs or a PDF that consists of pictures. `pages_to_read` and `photograph` are for pages
whose own text does not say all they show. Files are opened in the killable process of `shared.formats.isolation`;
this module knows nothing of findings or of policies, only boxes and how to fill them.
"""

import io
import json
import math
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from shared.errors import BlackbarError, Damaged, PasswordNeeded
from shared.formats.textmap import Box

if TYPE_CHECKING:
    from shared.formats.worker import Report
    from shared.policy import Area, Drawing
    from shared.settings import Settings

Form = Literal["pdf", "zip"]
"""A PDF of pictures, or a ZIP of them."""

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

MOST_PIXELS = 25_000_000
"""A larger page (a poster, a plan) is drawn at fewer dots per inch: 25 million dots take 75 MB."""

_FONTS = {"times": "tiro", "courier": "cour", "helvetica": "helv"}
_SMALLEST_FONT = 2.0
_BEST_QUALITY = 95  # a JPEG of 100 is three times as large and looks the same
_BEYOND_SIDES, _BEYOND_LINE = 0.13, 0.02
"""How far letters may reach out of their boxes, as shares of the line's height. A bold slanted f begins 0.17 of the
font's size, 0.125 of a line, before its box."""

_UPRIGHT = 3

_PICTURE_SHARE = 0.02
"""Smaller pictures on a page with text are logos and rules."""

_NAMELESS_SHARE = 0.2
_FAR_PIXELS = 200
_DAMAGED = "This PDF is damaged and cannot be drawn. Open it in a PDF viewer, print it to a new PDF and try again."
_LOCKED = "This PDF needs a password. Give it, or open the file in a PDF viewer and save a copy without one."


@dataclass(frozen=True, slots=True)
class Cover:
    """A box to fill. `words` are written into it where the drawing shows replacements."""

    box: Box
    color: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class PageToRead:
    """A page, counted from 0, that shows more than its text says. `is_blind`: no usable text at all."""

    number: int
    is_blind: bool


def draw_pages(
    data: bytes, covers: Sequence[Cover], areas: Sequence["Area"], drawing: "Drawing", form: Form,
    settings: "Settings", progress: Callable[[float], None] | None = None,
) -> bytes:  # fmt: skip
    """The PDF's pages as pictures with every cover and area filled. Raises a BadInput for what cannot be drawn."""
    options = {
        "form": form,
        "drawing": asdict(drawing),
        "areas": [[area.page, area.x, area.y, area.width, area.height, area.color] for area in areas],
        "covers": [
            [cover.box.page, cover.box.left, cover.box.top, cover.box.right, cover.box.bottom, cover.color, cover.words]
            for cover in covers
        ],
    }
    drawn = _run("draw", data, options, settings, progress)
    if not drawn.startswith(b"%PDF-" if form == "pdf" else b"PK"):
        raise Damaged(_DAMAGED)  # only a file that has taken over its reader answers like this
    return drawn


def pages_to_read(data: bytes, settings: "Settings") -> list[PageToRead]:
    """The pages that show pictures or text without letters: whoever redacts has to look at these."""
    try:
        pages = json.loads(_run("look_through", data, {}, settings, None))
        return [PageToRead(int(number), bool(is_blind)) for number, is_blind in pages]
    except (ValueError, TypeError):
        raise Damaged(_DAMAGED) from None


def photograph(data: bytes, pages: Sequence[int], dpi: int, settings: "Settings") -> Iterator[tuple[int, bytes, float]]:
    """Each of these pages as it is seen: its number, a PNG, and how many points one dot of it is."""
    for page in pages:
        answer = _run("photograph_one", data, {"page": page, "dpi": dpi}, settings, None)
        head, _, png = answer.partition(b"\n")
        try:
            points = float(head)
        except ValueError:
            raise Damaged(_DAMAGED) from None
        if not 0 < points < math.inf:
            raise Damaged(_DAMAGED)
        yield page, png, points


def _run(
    name: str, data: bytes, options: dict[str, Any], settings: "Settings", progress: Callable[[float], None] | None
) -> bytes:
    from shared.formats.isolation import POOL, Limits

    limits = Limits(settings.parse_seconds, settings.parse_memory_bytes, settings.max_document_pages)
    return POOL.run(f"shared.formats.raster:{name}", data, options, limits, progress)


# What follows runs in the process that can be killed.


def draw(data: bytes, options: dict[str, Any], report: "Report") -> bytes:
    """The pages as pictures, as `options` say."""
    drawing = options["drawing"]
    covers: dict[int, list[tuple[Box, str, str]]] = defaultdict(list)
    for page, left, top, right, bottom, color, words in options["covers"]:
        covers[page].append((Box(page, left, top, right, bottom), color or drawing["color"], words))
    with opened(data) as pdf:
        for page, x, y, width, height, color in options["areas"]:
            if 1 <= page <= pdf.page_count:
                covers[page - 1].append((_on_page(pdf[page - 1], x, y, width, height), color, ""))
        sheets: _Zip | _Pdf = _Zip() if options["form"] == "zip" else _Pdf(drawing)
        for number in range(pdf.page_count):
            if number not in covers and drawing["keep_untouched_pages"] and isinstance(sheets, _Pdf):
                sheets.keep(pdf, number)
            else:
                page = pdf[number]
                sheets.add(_painted(page, covers.get(number, ()), drawing), page.rect.width, page.rect.height)
            report(number + 1, pdf.page_count)
        return sheets.finish()


def look_through(data: bytes, options: dict[str, Any], report: "Report") -> bytes:
    """The pages that must be looked at, as JSON."""
    found: list[tuple[int, bool]] = []
    with opened(data) as pdf:
        for page in pdf:
            text = page.get_text()
            is_blind = not text.strip() or text.count("\ufffd") > _NAMELESS_SHARE * len(text)
            if (is_blind and _shows_something(page)) or _has_picture(page):
                found.append((page.number, is_blind))
            report(page.number + 1, pdf.page_count)
    return json.dumps(found).encode()


def photograph_one(data: bytes, options: dict[str, Any], report: "Report") -> bytes:
    """One page: the points per dot, a new line, and a PNG."""
    with opened(data) as pdf:
        page = pdf[options["page"]]
        zoom = _zoom(page, options["dpi"])
        png: bytes = _pixels(page, zoom).tobytes("png")
        return f"{1 / zoom!r}\n".encode() + png


class opened:
    """The PDF in these bytes as its reader saw it: forms and notes are part of the pages. Refuses in plain words."""

    def __init__(self, data: bytes) -> None:
        import pymupdf

        pymupdf.TOOLS.mupdf_display_errors(False)
        pymupdf.TOOLS.mupdf_display_warnings(False)
        self._data = data
        self._pdf: Any = None

    def __enter__(self) -> Any:
        import pymupdf

        try:
            self._pdf = pymupdf.open(stream=self._data, filetype="pdf")
            if self._pdf.needs_pass:
                raise PasswordNeeded(_LOCKED)
            if self._pdf.page_count == 0:
                raise Damaged(_DAMAGED)
            if self._pdf.has_annots() or self._pdf.is_form_pdf:
                # What was not read must not be drawn: a form that cannot be made part of its page is refused.
                self._pdf.bake(annots=True, widgets=True)
        except Exception as error:
            self.__exit__(type(error), error, None)
        return self._pdf

    def __exit__(self, _: Any, error: BaseException | None, __: Any) -> None:
        if self._pdf is not None:
            self._pdf.close()
            self._pdf = None
        if error is None or isinstance(error, BlackbarError):
            if error is not None:
                raise error
            return
        if isinstance(error, MemoryError) or "malloc" in str(error):
            raise MemoryError from None
        raise Damaged(_DAMAGED) from None


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


def _on_page(page: Any, x: float, y: float, width: float, height: float) -> Box:
    """A rectangle of a policy, from the lower left corner of the page as PDF counts, on the page as it is seen."""
    import pymupdf

    seen = pymupdf.Rect(x, y, x + width, y + height) * page.transformation_matrix * page.rotation_matrix
    return Box(page.number, seen.x0, seen.y0, seen.x1, seen.y1)


def _zoom(page: Any, dpi: float) -> float:
    size = max(1.0, page.rect.width * page.rect.height)
    return min(dpi / 72, math.sqrt(MOST_PIXELS / size))


def _pixels(page: Any, zoom: float) -> Any:
    import pymupdf

    # annots=False: what is not part of the page by now was not read.
    return page.get_pixmap(matrix=(zoom, 0, 0, zoom, 0, 0), colorspace=pymupdf.csRGB, alpha=False, annots=False)


def _painted(page: Any, covers: Sequence[tuple[Box, str, str]], drawing: Mapping[str, Any]) -> Any:
    import pymupdf

    zoom = _zoom(page, drawing["dpi"])
    pixels = _pixels(page, zoom)
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
        stamp = _pixels(page, zoom)
        stamp.set_origin(area.x0, area.y0)
        pixels.copy(stamp, area & stamp.irect)


def _shares(color: str) -> tuple[float, ...]:
    return tuple(part / 255 for part in COLORS.get(color, COLORS["black"]))


def _has_picture(page: Any) -> bool:
    if not page.get_images():
        return False
    size = max(1.0, page.rect.width * page.rect.height)
    boxes = (picture["bbox"] for picture in page.get_image_info())
    return any(
        max(0.0, right - left) * max(0.0, bottom - top) >= _PICTURE_SHARE * size for left, top, right, bottom in boxes
    )


def _shows_something(page: Any) -> bool:
    """Whether there is any ink on the page, seen from far away."""
    longest = max(page.rect.width, page.rect.height, 1.0)
    return not _pixels(page, _FAR_PIXELS / longest).is_unicolor

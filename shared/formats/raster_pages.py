"""A PDF's pages as they are seen, in the process that can be killed: their pictures, and which say less than they show.

This module knows boxes and dots, and nothing of what is painted over.
"""

import json
import math
from typing import TYPE_CHECKING, Any

from shared.errors import BlackbarError, Damaged, PasswordNeeded
from shared.formats.textmap import Box

if TYPE_CHECKING:
    from shared.formats.worker import Report

MOST_PIXELS = 25_000_000
"""A larger page (a poster, a plan) is drawn at fewer dots per inch: 25 million dots take 75 MB."""

_PICTURE_SHARE = 0.02
"""Smaller pictures on a page with text are logos and rules."""

_NAMELESS_SHARE = 0.2
_FAR_PIXELS = 200
DAMAGED = "This PDF is damaged and cannot be drawn. Open it in a PDF viewer, print it to a new PDF and try again."
_LOCKED = "This PDF needs a password. Give it, or open the file in a PDF viewer and save a copy without one."


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
        zoom = zoom_of(page, options["dpi"])
        png: bytes = pixels_of(page, zoom).tobytes("png")
        return f"{1 / zoom!r}\n".encode() + png


def place(data: bytes, options: dict[str, Any], report: "Report") -> bytes:
    """Where the rectangles of a policy lie on the pages as they are seen, as JSON."""
    placed: list[list[float]] = []
    with opened(data) as pdf:
        for page, x, y, width, height in options["areas"]:
            if 1 <= page <= pdf.page_count:
                box = on_page(pdf[page - 1], x, y, width, height)
                placed.append([page - 1, box.left, box.top, box.right, box.bottom])
    return json.dumps(placed).encode()


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
                raise Damaged(DAMAGED)
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
        raise Damaged(DAMAGED) from None


def on_page(page: Any, x: float, y: float, width: float, height: float) -> Box:
    """A rectangle of a policy, from the lower left corner of the page as PDF counts, on the page as it is seen."""
    import pymupdf

    seen = pymupdf.Rect(x, y, x + width, y + height) * page.transformation_matrix * page.rotation_matrix
    return Box(page.number, seen.x0, seen.y0, seen.x1, seen.y1)


def zoom_of(page: Any, dpi: float) -> float:
    size = max(1.0, page.rect.width * page.rect.height)
    return min(dpi / 72, math.sqrt(MOST_PIXELS / size))


def pixels_of(page: Any, zoom: float) -> Any:
    import pymupdf

    # annots=False: what is not part of the page by now was not read.
    return page.get_pixmap(matrix=(zoom, 0, 0, zoom, 0, 0), colorspace=pymupdf.csRGB, alpha=False, annots=False)


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
    return not pixels_of(page, _FAR_PIXELS / longest).is_unicolor

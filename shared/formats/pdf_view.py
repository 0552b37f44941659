"""Shows a page of a PDF as a picture, and opens a PDF that is locked with a password.

Runs where it can be killed. Knows nothing of findings.
"""

import math
from collections.abc import Callable
from typing import Any

import pymupdf

from shared.errors import Damaged, PasswordNeeded, PasswordWrong

Report = Callable[[int, int], None]

MOST_VIEW_PIXELS = 16_000_000
"""A page at four times its size, or a plan of a house at its own."""

MOST_READ_PIXELS = 25_000_000
"""What a page is read at: an A0 plan at 85 dots per inch."""

_DAMAGED = "This PDF is damaged and cannot be shown. Open it in a PDF viewer, print it to a new PDF and try again."


def unlock(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    """`1` when a password was needed, else `0`; a new line; the same PDF without a lock."""
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        # A PDF may be encrypted so that it opens, and shows no page until it has the password.
        is_locked = bool(pdf.needs_pass) or (pdf.page_count == 0 and "encryption" in (pdf.metadata or {}))
        if is_locked and not options["password"]:
            raise PasswordNeeded("This PDF needs a password. Type it to go on; it is used once and never kept.")
        if is_locked and not (pdf.authenticate(options["password"]) and pdf.page_count):
            raise PasswordWrong("This is not the password of this PDF. Check it and try again.")
        if pdf.page_count == 0:
            raise Damaged(_DAMAGED)
        plain: bytes = pdf.tobytes(encryption=pymupdf.PDF_ENCRYPT_NONE)
        return (b"1\n" if is_locked else b"0\n") + plain


def render(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    """Page `page`, counted from 0, as a PNG, `scale` pixels to a point and at most `MOST_VIEW_PIXELS`."""
    pixels = _pixels(data, int(options["page"]), float(options["scale"]), MOST_VIEW_PIXELS)
    png: bytes = pixels.tobytes("png")
    return png


def photograph(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    """Page `page` at `dpi`: its width and height in pixels, its points per pixel, a new line, and its colors."""
    pixels = _pixels(data, int(options["page"]), float(options["dpi"]) / 72, MOST_READ_PIXELS)
    head = f"{pixels.width} {pixels.height} {1 / pixels.zoom!r}\n"
    return head.encode() + bytes(pixels.samples_mv)


def _pixels(data: bytes, number: int, scale: float, most: int) -> Any:
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        if not 0 <= number < pdf.page_count:
            raise Damaged(_DAMAGED)
        page = pdf[number]
        zoom = min(scale, math.sqrt(most / max(1.0, page.rect.width * page.rect.height)))
        # Forms and notes are drawn as they look; as part of the page they were read.
        pixels = page.get_pixmap(matrix=(zoom, 0, 0, zoom, 0, 0), colorspace=pymupdf.csRGB, alpha=False, annots=True)
        pixels.zoom = zoom
        return pixels

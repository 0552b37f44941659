"""The pictures of a Word file: which of them can be looked into, and each as plain pixels for whoever reads.

Nothing of the file's own bytes leaves: a picture is decoded where its decoder can be killed, and what comes out is a
new PNG without names, places and other words. Drawings of commands (EMF, WMF, SVG) are not run: they are not shown,
and a redacted copy leaves them out.
"""

from collections.abc import Callable
from typing import Any

from shared.errors import BadInput, WrongType
from shared.formats.docx_package import Package

MOST_SIDE = 1_600
"""How wide or high a picture is shown at most: the width of the page on a sharp screen."""

_KINDS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")

Report = Callable[[int, int], None]


def can_be_shown(package: Package, part: str) -> bool:
    """Whether this part begins as a picture made of pixels does."""
    try:
        return is_of_pixels(package.head(part))
    except BadInput:
        return False


def is_of_pixels(data: bytes) -> bool:
    """Whether these bytes begin as a picture made of pixels does; they may lie."""
    return data.startswith(_KINDS) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP")


def draw(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    """The picture in `part` as a PNG, at most `MOST_SIDE` wide and high. `max_pixels` is the most it may have.

    Runs where it can be killed.
    """
    import io
    import struct

    from PIL import Image

    from shared.formats.image import decode

    raw = Package(data).read(str(options["part"]))
    if not is_of_pixels(raw):
        raise WrongType("This picture is of a kind that cannot be shown here.")
    answer = decode(raw, {"max_pixels": int(options["max_pixels"]), "page": 1}, report)
    width, height = struct.unpack_from("!II", answer)
    image = Image.frombytes("RGB", (width, height), answer[-3 * width * height :])
    image.thumbnail((MOST_SIDE, MOST_SIDE))
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()

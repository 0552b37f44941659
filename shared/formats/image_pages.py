"""Pictures as the pages of one file, a TIFF or a PDF: pixels, how many there are of them, and nothing else.

The pixels are stored exactly, each as its difference from the one to the left, deflated; both formats know that. What
is written here is read back by somebody else's decoder, page by page, before it is given out. Knows no bars.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from shared.formats.pdf_of_pixels import pdf_of, pixels_of_pdf

TYPES = {"tiff": "image/tiff", "pdf": "application/pdf"}

_WIDTH, _HEIGHT, _BITS, _COMPRESSION, _COLORS, _STRIP, _SAMPLES, _ROWS, _BYTES, _PLANES, _PREDICTOR = (
    256, 257, 258, 259, 262, 273, 277, 278, 279, 284, 317,
)  # fmt: skip
_SHORT, _LONG = 3, 4
_DEFLATED, _RED_GREEN_BLUE, _LESS_THE_ONE_BEFORE = 8, 2, 2


@dataclass(frozen=True, slots=True)
class Page:
    """A page packed for the file, and what its pixels hash to."""

    width: int
    height: int
    packed: bytes = field(repr=False)
    digest: bytes = field(repr=False)


def packed(pixels: Any) -> Page:
    """Pixels (height, width, 3) as a page."""
    import numpy as np

    rows = pixels.copy()
    rows[:, 1:] -= pixels[:, :-1]  # modulo 256, as both formats have it
    height, width = pixels.shape[:2]
    return Page(width, height, zlib.compress(np.ascontiguousarray(rows).tobytes(), 6), _digest(pixels))


def together(pages: Sequence[Page], form: str) -> bytes:
    """The file."""
    if form == "pdf":
        return pdf_of([(page.width, page.height, page.packed) for page in pages])
    return _tiff_of(pages)


def is_proven(data: bytes, pages: Sequence[Page], form: str) -> bool:
    """Whether another decoder finds exactly these pixels in the file, page by page, and no page more."""
    found = pixels_of_pdf(data) if form == "pdf" else _pixels_of_tiff(data)
    digests = [_digest(pixels) for pixels in found]
    return digests == [page.digest for page in pages]


def _digest(pixels: Any) -> bytes:
    import numpy as np

    shape = struct.pack("<II", *pixels.shape[:2])
    return hashlib.sha256(shape + np.ascontiguousarray(pixels).tobytes()).digest()


def _tiff_of(pages: Iterable[Page]) -> bytes:
    parts, at = [b"II*\0", b""], 8
    link = 1  # which part says where the next directory is
    for page in pages:
        strip = page.packed + b"\0" * (len(page.packed) % 2)
        bits = at + len(strip)
        directory = bits + 6
        padding = b"\0" * (directory % 2)
        directory += len(padding)
        entries = [
            (_WIDTH, _LONG, 1, page.width),
            (_HEIGHT, _LONG, 1, page.height),
            (_BITS, _SHORT, 3, bits),
            (_COMPRESSION, _SHORT, 1, _DEFLATED),
            (_COLORS, _SHORT, 1, _RED_GREEN_BLUE),
            (_STRIP, _LONG, 1, at),
            (_SAMPLES, _SHORT, 1, 3),
            (_ROWS, _LONG, 1, page.height),
            (_BYTES, _LONG, 1, len(page.packed)),
            (_PLANES, _SHORT, 1, 1),
            (_PREDICTOR, _SHORT, 1, _LESS_THE_ONE_BEFORE),
        ]
        parts[link] = struct.pack("<I", directory)
        told = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in entries)
        parts += [strip, struct.pack("<HHH", 8, 8, 8) + padding, told, struct.pack("<I", 0)]
        link = len(parts) - 1
        at = directory + len(told) + 4
    return b"".join(parts)


def _pixels_of_tiff(data: bytes) -> Iterator[Any]:
    import cv2
    import numpy as np

    buffer = np.frombuffer(data, np.uint8)
    is_read, pages = cv2.imdecodemulti(buffer, cv2.IMREAD_COLOR)
    for page in pages if is_read else ():
        yield cv2.cvtColor(page, cv2.COLOR_BGR2RGB)

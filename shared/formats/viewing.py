"""The pages of a PDF and the pictures of a Word file as a reader sees them, drawn in a process that can be killed, and
PDFs opened with a password.

Knows nothing of findings, of people or of HTTP.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shared.errors import Damaged
from shared.formats.isolation import POOL, VIEWERS, Gone, Limits

if TYPE_CHECKING:
    from shared.settings import Settings

SMALLEST_SCALE, LARGEST_SCALE = 0.05, 4.0
"""Pixels to a point: a thumbnail of 30 pixels, and 288 dots per inch for a sharp screen and a close look."""

_PNG = b"\x89PNG\r\n\x1a\n"
_NO_PICTURE = "This picture is damaged and cannot be shown."
_DAMAGED = "This PDF is damaged and cannot be shown. Open it in a PDF viewer, print it to a new PDF and try again."


@dataclass(frozen=True, slots=True)
class Opened:
    """A PDF without its lock. `needed`: it took the password to open it."""

    data: bytes = field(repr=False)
    was_locked: bool
    needed: bool


def unlock(data: bytes, password: str, settings: "Settings") -> Opened:
    """The file as anyone can open it; what is not locked comes back as it is. Raises PasswordNeeded, PasswordWrong."""
    if b"/Encrypt" not in data or b"%PDF-" not in data[:1024]:
        return Opened(data, False, False)
    answer = POOL.run("shared.formats.pdf_view:unlock", data, {"password": password}, _limits(settings))
    needed, _, plain = answer.partition(b"\n")
    if not plain.startswith(b"%PDF-"):
        raise Damaged(_DAMAGED)  # only a file that has taken over its reader answers like this
    return Opened(plain, True, needed == b"1")


def render_page(data: bytes, page: int, scale: float, settings: "Settings", gone: Gone | None = None) -> bytes:
    """A page, counted from 0, as a PNG. Raises Abandoned soon after nobody waits for it any more."""
    options = {"page": page, "scale": min(LARGEST_SCALE, max(SMALLEST_SCALE, scale))}
    png = VIEWERS.run("shared.formats.pdf_view:render", data, options, _limits(settings), None, gone)
    if not png.startswith(_PNG):
        raise Damaged(_DAMAGED)  # only a file that has taken over its reader answers like this
    return png


def render_picture(data: bytes, part: str, settings: "Settings", gone: Gone | None = None) -> bytes:
    """A picture of a Word file as a PNG of its pixels alone, made anew. Raises a BadInput for one that cannot be shown,
    and Abandoned soon after nobody waits for it any more."""
    options = {"part": part, "max_pixels": settings.max_image_pixels}
    png = VIEWERS.run("shared.formats.docx_pictures:draw", data, options, _limits(settings), None, gone)
    if not png.startswith(_PNG):
        raise Damaged(_NO_PICTURE)  # only a file that has taken over its reader answers like this
    return png


def _limits(settings: "Settings") -> Limits:
    return Limits(settings.parse_seconds, settings.parse_memory_bytes, 0)

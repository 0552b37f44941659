"""A PDF as pictures of its pages: what was found is painted over before a picture leaves, and nothing lies under it.

`draw_pages` gives a ZIP of PNGs or a PDF that consists of pictures. `pages_to_read` and `photograph` are for pages
whose own text does not say all they show, `place_areas` finds the rectangles of a policy. Files are opened in the
killable process of `shared.formats.isolation`; this module knows nothing of findings or of policies, only boxes and
how to fill them.
"""

import json
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from shared.errors import Damaged
from shared.formats.textmap import Box

if TYPE_CHECKING:
    from shared.policy import Area, Drawing
    from shared.settings import Settings

Form = Literal["pdf", "zip"]
"""A PDF of pictures, or a ZIP of them."""

_DAMAGED = "This PDF is damaged and cannot be drawn. Open it in a PDF viewer, print it to a new PDF and try again."


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
    drawn = _run("paint:draw", data, options, settings, progress)
    if not drawn.startswith(b"%PDF-" if form == "pdf" else b"PK"):
        raise Damaged(_DAMAGED)  # only a file that has taken over its reader answers like this
    return drawn


def pages_to_read(data: bytes, settings: "Settings") -> list[PageToRead]:
    """The pages that show pictures or text without letters: whoever redacts has to look at these."""
    try:
        pages = json.loads(_run("pages:look_through", data, {}, settings, None))
        return [PageToRead(int(number), bool(is_blind)) for number, is_blind in pages]
    except (ValueError, TypeError):
        raise Damaged(_DAMAGED) from None


def photograph(data: bytes, pages: Sequence[int], dpi: int, settings: "Settings") -> Iterator[tuple[int, bytes, float]]:
    """Each of these pages as it is seen: its number, a PNG, and how many points one dot of it is."""
    for page in pages:
        answer = _run("pages:photograph_one", data, {"page": page, "dpi": dpi}, settings, None)
        head, _, png = answer.partition(b"\n")
        try:
            points = float(head)
        except ValueError:
            raise Damaged(_DAMAGED) from None
        if not 0 < points < math.inf:
            raise Damaged(_DAMAGED)
        yield page, png, points


def place_areas(data: bytes, areas: Sequence["Area"], settings: "Settings") -> list[Box]:
    """Where rectangles of a policy lie on the pages as they are seen. Pages that are not there are left out."""
    asked = [[area.page, area.x, area.y, area.width, area.height] for area in areas]
    try:
        placed = json.loads(_run("pages:place", data, {"areas": asked}, settings, None)) if asked else []
        return [Box(int(page), *map(float, edges)) for page, *edges in placed]
    except (ValueError, TypeError):
        raise Damaged(_DAMAGED) from None


def _run(
    name: str, data: bytes, options: dict[str, Any], settings: "Settings", progress: Callable[[float], None] | None
) -> bytes:
    from shared.formats.isolation import POOL, Limits

    limits = Limits(settings.parse_seconds, settings.parse_memory_bytes, settings.max_document_pages)
    return POOL.run(f"shared.formats.raster_{name}", data, options, limits, progress)

"""A PDF goes in with what is to be gone, and comes out a PDF, proven clean, or not at all.

One process redacts, another looks at the bytes that leave and knows nothing of how they were made. A page that fails
becomes a picture; if that does not help, the file is refused. Knows nothing of policies or of people.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shared.errors import Damaged, Unverified
from shared.formats.covers import Area, Cover, covers_of
from shared.formats.document import ReadDocument
from shared.formats.drawn import drawn
from shared.formats.expecting import expected_of_pages, removed_beside_pages, stretches, words_of_pixels
from shared.formats.steps import ADVICE, Progress, run_step
from shared.formats.textmap import Box, unite_lines
from shared.redaction import Redaction

if TYPE_CHECKING:
    from shared.settings import Settings

PICTURE_DPI = 200
"""How finely a page is drawn that cannot be cleaned: small print stays readable."""

_STRANGE = "This PDF made its redactor fail. Print it to a new PDF and try again."
_ABOVE, _BELOW = 0.2, 0.05
"""Boxes of words that were read from pixels end with their ink; a line of letters has this much room around it."""


def redact_pdf(
    data: bytes, document: ReadDocument, redactions: Sequence[Redaction], areas: Sequence[Area],
    closes: Mapping[str, bool], settings: "Settings", say: Progress,
) -> tuple[bytes, tuple[int, ...]]:  # fmt: skip
    """The file, and its pages, counted from 1, that became pictures. Raises Unverified, Damaged."""
    broken = [page.number for page in document.pages if not page.width]
    if broken:
        raise Damaged(
            f"Page {broken[0]} of this PDF is damaged and cannot be read, so it cannot be redacted. Open the file in a "
            "PDF viewer, print it to a new PDF and try again."
        )
    options, expected = steps_of(document, redactions, areas, closes)
    for start in (0.0, 0.5):
        head, _, made = run_step("pdf_redact:redact", data, options, settings, say, start, 0.35).partition(b"\n")
        as_pictures, moved = _told(head)
        looked_at = {**expected, "moved": moved}
        answer = run_step("pdf_verify:verify", made, looked_at, settings, say, start + 0.35, 0.15)
        failed, checks_failed = _found(answer)
        if not failed and not checks_failed:
            return made, tuple(page + 1 for page in sorted(as_pictures))
        if checks_failed or not failed - as_pictures:
            break
        options["raster"] = sorted(as_pictures | failed)
    where = f"page {min(failed) + 1}" if failed else "the file as a whole"
    raise Unverified(f"The redacted PDF could not be proven clean at {where}, so it is not given out. {ADVICE}")


def _told(head: bytes) -> tuple[set[int], dict[str, list[list[float]]]]:
    """Which pages became pictures, and where on them boxes moved to."""
    try:
        told = json.loads(head)
        moved = {str(int(page)): [list(map(float, box)) for box in boxes] for page, boxes in told["moved"].items()}
        return {int(page) for page in told["pictures"]}, moved
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Damaged(_STRANGE) from None  # only a file that has taken over its redactor answers like this


def _found(answer: bytes) -> tuple[set[int], set[str]]:
    """The pages, counted from 0, and the checks that failed."""
    try:
        found = json.loads(answer)
        return {int(page) for page in found["failed"]}, {str(check) for check in found["broken"]}
    except (ValueError, TypeError, KeyError):
        raise Damaged(_STRANGE) from None


def steps_of(
    document: ReadDocument, redactions: Sequence[Redaction], areas: Sequence[Area] = (),
    closes: Mapping[str, bool] | None = None,
) -> tuple[dict[str, Any], dict[str, Any]]:  # fmt: skip
    """What the process that redacts a PDF is told, and the one that verifies it."""
    letters, painted = _covers(document, redactions)
    painted += [Cover.whole(area.box, area.words) for area in areas]
    options: dict[str, Any] = {
        "covers": [cover.packed() for cover in letters],
        "areas": [cover.packed() for cover in painted],
        "raster": [],
        "dpi": PICTURE_DPI,
        "words": {},
        **(closes or {}),
    }
    if options.get("closes_widths"):
        pages = {cover.box.page for cover in painted}
        options["words"] = {str(number): _words_of_pixels(document, number) for number in pages}
    expected = {
        "pages": expected_of_pages(document, redactions),
        "removed": removed_beside_pages(document, redactions),
        "covers": [cover.packed() for cover in (*letters, *painted)],
    }
    return options, expected


def _covers(document: ReadDocument, redactions: Sequence[Redaction]) -> tuple[list[Cover], list[Cover]]:
    """What covers the findings: letters of the page, and letters that are pixels."""
    letters: list[Cover] = []
    painted: list[Cover] = []
    for redaction in redactions:
        said = False
        words, tone = drawn(redaction.replacement)
        for start, end, is_scanned in stretches(document, redaction.span.start, redaction.span.end):
            found = _covers_of(document, start, end, is_scanned)
            widest = max(found, key=lambda cover: cover.box.width, default=None)
            says = "" if said else words
            (painted if is_scanned else letters).extend(
                replace(cover, words=says if cover is widest else "", tone=tone) for cover in found
            )
            said = said or bool(found)
    return letters, painted


def _covers_of(document: ReadDocument, start: int, end: int, is_scanned: bool) -> list[Cover]:
    places = document.map.places(start, end)
    first = next((place for place in places if isinstance(place, Box)), None)
    if first is None:
        return []
    if is_scanned:
        return [Cover.whole(box) for box in unite_lines(place for place in places if isinstance(place, Box))]
    return covers_of(document.map, start, end, document.pages[first.page].rotation % 180 == 90)


def _words_of_pixels(document: ReadDocument, number: int) -> list[list[float]]:
    """The words that were read from a page's pixels, each with its line, as high as lines of letters are."""
    lines: dict[int, list[Box]] = defaultdict(list)
    for line, span in words_of_pixels(document, number):
        lines[line] += document.map.boxes(span.start, span.end)
    words: list[list[float]] = []
    for line, boxes in lines.items():
        if boxes:
            top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
            above, below = top - _ABOVE * (bottom - top), bottom + _BELOW * (bottom - top)
            words += [[box.left, above, box.right, below, line] for box in boxes]
    return words

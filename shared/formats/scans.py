"""Pages that show more than their text says are looked at, and what is read there becomes part of the document.

A scanned page, a picture on a page, letters drawn as shapes: each such page is drawn at 200 dots per inch and read by
Tesseract, pages side by side in processes of their own. Where a page has text of its own, only words that it does not
say are added. Every character that was read from pixels is marked so. Knows nothing of what the words mean.
"""

import math
import os
from bisect import bisect_right
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from typing import TYPE_CHECKING

from shared.errors import Damaged, TooComplex
from shared.formats.document import ReadDocument
from shared.formats.scan_text import with_words
from shared.formats.textmap import Box, TextMap

if TYPE_CHECKING:
    from shared.formats.image import Picture
    from shared.formats.nursery import Gone
    from shared.formats.ocr_words import Word
    from shared.settings import Settings

READING_DPI = 200
"""How finely a page is read. At 150 small print is lost, at 300 it takes twice as long and reads no more."""

MOST_SCANS = 200
"""Reading one takes two seconds, and somebody waits."""

_COVERED = 0.5
"""A word that was read from pixels is the page's own word when it lies under its letters by half."""

Progress = Callable[[int, int], None]


def pages_to_look_at(document: ReadDocument, every: bool = False) -> list[int]:
    """The pages, counted from 0, that show more than their text says; all that there are with `every`."""
    if document.format != "pdf":
        return []
    return [number for number, page in enumerate(document.pages) if page.width and (page.has_image or every)]


def read_scans(
    data: bytes, document: ReadDocument, settings: "Settings", progress: Progress | None = None,
    gone: "Gone | None" = None, every: bool = False, is_strict: bool = False,
) -> ReadDocument:  # fmt: skip
    """The document with what its pages show as pixels. `progress` hears how many pages are done, of how many.

    A page that cannot be read is told in a note; with `is_strict` it raises.
    """
    from shared.formats.ocr import ocr_available

    wanted = pages_to_look_at(document, every)
    if not wanted or not ocr_available(settings.ocr_languages)[0]:
        return document
    wanted, late = wanted[:MOST_SCANS], wanted[MOST_SCANS:]
    read: dict[int, TextMap[Box]] = {}
    failed: list[int] = []
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2, thread_name_prefix="scans") as threads:
        jobs = {threads.submit(_read_page, data, document, number, settings, gone): number for number in wanted}
        try:
            for done, job in enumerate(as_completed(jobs), 1):
                try:
                    read[jobs[job]] = job.result()
                except (Damaged, TooComplex) as refusal:
                    if is_strict:
                        where = jobs[job] + 1
                        raise type(refusal)(f"The picture on page {where} of this PDF could not be read.") from None
                    failed.append(jobs[job])
                if progress:
                    progress(done, len(wanted))
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            raise
    return _noted(with_words(document, read), sorted([*late, *failed]), len(read))


def _read_page(
    data: bytes, document: ReadDocument, number: int, settings: "Settings", gone: "Gone | None"
) -> TextMap[Box]:
    from shared.formats.ocr import read_page
    from shared.formats.ocr_words import text_map

    picture, points = _photograph(data, number, settings, gone)
    words = [
        replace(word, box=_on_page(word.box, number, points))
        for word in read_page(picture, settings.ocr_languages, settings.parse_seconds, gone)
    ]
    return text_map(_not_said(words, _own_boxes(document, number)))


def _photograph(data: bytes, number: int, settings: "Settings", gone: "Gone | None") -> "tuple[Picture, float]":
    from shared.formats.image import Picture
    from shared.formats.isolation import POOL, Limits

    limits = Limits(settings.parse_seconds, settings.parse_memory_bytes)
    answer = POOL.run(
        "shared.formats.pdf_view:photograph", data, {"page": number, "dpi": READING_DPI}, limits, None, gone
    )
    head, _, pixels = answer.partition(b"\n")
    try:
        width, height, points = head.split()
        picture, point = Picture(int(width), int(height), pixels), float(points)
    except ValueError:
        raise Damaged("This page cannot be drawn.") from None
    if len(pixels) != 3 * picture.width * picture.height or not 0 < point < math.inf:
        raise Damaged("This page cannot be drawn.")  # only a file that has taken over its reader answers like this
    return picture, point


def _on_page(box: Box, page: int, points: float) -> Box:
    return Box(page, box.left * points, box.top * points, box.right * points, box.bottom * points)


def _own_boxes(document: ReadDocument, number: int) -> list[Box]:
    """Where the page's own letters are, one box a word."""
    page = document.pages[number]
    text = document.map.text
    boxes: list[Box] = []
    open_ = False
    for run in document.map.runs_in(page.start, page.end):
        is_blank = text[run.start].isspace()
        if isinstance(run.place, Box) and not is_blank:
            joins = open_ and abs(boxes[-1].top - run.place.top) < 1 and run.place.left >= boxes[-1].left
            boxes[-1:] = [boxes[-1].union(run.place)] if joins else [*boxes[-1:], run.place]
        open_ = not is_blank
    return boxes


def _not_said(words: Sequence["Word"], own: Sequence[Box]) -> list["Word"]:
    if not own:
        return list(words)
    rows: dict[int, list[Box]] = {}
    for box in own:
        for row in range(int(box.top) // 16, int(box.bottom) // 16 + 1):
            rows.setdefault(row, []).append(box)

    def is_said(box: Box) -> bool:
        near = {b for row in range(int(box.top) // 16, int(box.bottom) // 16 + 1) for b in rows.get(row, ())}
        shared = sum(
            max(0.0, min(box.right, other.right) - max(box.left, other.left))
            * max(0.0, min(box.bottom, other.bottom) - max(box.top, other.top))
            for other in near
        )
        return shared >= _COVERED * box.width * box.height

    return [word for word in words if not is_said(word.box)]


def _noted(document: ReadDocument, unread: Sequence[int], read: int) -> ReadDocument:
    """What was not read before and now is needs no note; what still is not, one of its own."""
    from shared.formats.pdf_notes import pages_sentence

    notes = [note for note in document.notes if not _is_about_pixels(note)]
    if document.scanned:
        where = sorted({bisect_right([page.start for page in document.pages], start) for start, _ in document.scanned})
        notes.append(f"{pages_sentence(where, 'has', 'have')} words that were read from pixels: look twice there.")
    if unread:
        numbers = [number + 1 for number in unread]
        notes.append(f"{pages_sentence(numbers, 'shows a picture', 'show pictures')} that could not be read.")
    if any(not text.isspace() for text in document.map.text):
        notes = [note for note in notes if note != "No text was found in this file."]
    return replace(document, notes=tuple(notes))


def _is_about_pixels(note: str) -> bool:
    return note.endswith(" not read.") and any(
        words in note for words in ("Text inside pictures", "scanned image", "letters drawn as pictures")
    )

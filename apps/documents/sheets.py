"""What a page of an open document looks like, or a picture in it: its words and its findings with their boxes, as JSON.

Boxes are left, top, right, bottom in points from the upper left corner of the page as it is seen. Knows no HTTP.
"""

import re
from collections.abc import Sequence
from typing import Any

from apps.documents.desk import Kept
from shared.errors import NotFound
from shared.formats.document import Page, ReadDocument
from shared.formats.looks import Figure
from shared.formats.textmap import Box, Spot, unite_lines
from shared.spans import Span

_WORD = re.compile(r"\S+")


def sheet(kept: Kept, number: int) -> dict[str, Any]:
    """Page `number`, counted from 1. Raises NotFound when the document has no such page.

    `words` are in reading order; `x`, in words that stand level, are where each of its characters begins and where the
    last one ends. `findings` are the boxes of each finding by its id, one a line.
    """
    document = kept.document
    page = page_of(document, number)
    return {
        "number": page.number,
        "width": round(page.width, 2),
        "height": round(page.height, 2),
        "rotation": page.rotation,
        "start": page.start,
        "end": page.end,
        "words": _words(document, page),
        "findings": _findings(kept.spans, document, page),
    }


def picture_sheet(kept: Kept, number: int) -> dict[str, Any]:
    """Picture `number` of a Word file, counted from 1, as `sheet` gives a page: in pixels, with the words that were
    read from it. Raises NotFound when the document has no such picture."""
    document = kept.document
    figure = figure_of(document, number)
    part = figure.part
    told = [block for block in document.blocks if block.figure >= 0 and document.figures[block.figure].part == part]
    start, end = (told[0].start, told[0].end) if told else (0, 0)
    runs = [run for run in document.map.runs_in(start, end) if isinstance(run.place, Spot)] if start < end else []
    boxes = [(run.start, run.end, _box(run.place)) for run in runs if isinstance(run.place, Spot)]
    words = []
    for match in _WORD.finditer(document.map.text, start, end):
        placed = [
            (max(first, match.start()), box)
            for first, last, box in boxes
            if first < match.end() and last > match.start()
        ]
        if placed:
            words.append(_word(match.start(), match.end(), placed))
    found = {}
    for index, span in enumerate(kept.spans):
        if span.start < end and span.end > start:
            lines = unite_lines(box for first, last, box in boxes if first < span.end and last > span.start)
            found[str(index)] = [_edges(box) for box in lines]
    size = {"number": number, "width": figure.across, "height": figure.down, "start": start, "end": end}
    return {**size, "words": words, "findings": found}


def figure_of(document: ReadDocument, number: int) -> Figure:
    """The picture of this number, if it can be seen."""
    if not 1 <= number <= len(document.figures) or not document.figures[number - 1].is_shown:
        raise NotFound("This document has no such picture.")
    return document.figures[number - 1]


def _box(spot: Spot) -> Box:
    return Box(0, spot.left, spot.top, spot.right, spot.bottom)


def page_of(document: ReadDocument, number: int) -> Page:
    """The page of this number, if it can be seen."""
    if not 1 <= number <= len(document.pages) or not document.pages[number - 1].width:
        raise NotFound("This document has no such page.")
    return document.pages[number - 1]


def _words(document: ReadDocument, page: Page) -> list[dict[str, Any]]:
    words: list[dict[str, Any]] = []
    runs = [run for run in document.map.runs_in(page.start, page.end) if isinstance(run.place, Box)]
    at = 0
    for match in _WORD.finditer(document.map.text, page.start, page.end):
        while at < len(runs) and runs[at].end <= match.start():
            at += 1
        stop = at
        while stop < len(runs) and runs[stop].start < match.end():
            stop += 1
        # A word whose letters stand apart (a column that MuPDF ran together, spaced capitals) is several boxes.
        placed = [(run.start, run.place) for run in runs[at:stop] if isinstance(run.place, Box)]
        if placed:
            words.append(_word(match.start(), match.end(), placed))
        at = stop
    return words


def _word(start: int, end: int, placed: Sequence[tuple[int, Box]]) -> dict[str, Any]:
    boxes = [box for _, box in placed]
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.union(box)
    word: dict[str, Any] = {"start": start, "end": end, "box": _edges(whole)}
    lefts = [box.left for box in boxes]
    is_level = all(abs(box.top - whole.top) < 0.5 * whole.height for box in boxes) and whole.width > 0
    if len(placed) == end - start > 1 and is_level and lefts == sorted(lefts) and lefts[0] < lefts[-1]:
        word["x"] = [*(round(left, 1) for left in lefts), round(whole.right, 1)]
    elif is_level and len(set(lefts)) == 1 and whole.width > whole.height / 2:
        step = whole.width / (end - start)  # read from pixels: each letter has the box of its word
        word["x"] = [round(whole.left + step * index, 1) for index in range(end - start + 1)]
    return word


def _findings(spans: Sequence[Span], document: ReadDocument, page: Page) -> dict[str, list[list[float]]]:
    found: dict[str, list[list[float]]] = {}
    for number, span in enumerate(spans):
        if span.start < page.end and span.end > page.start:
            places = document.map.places(max(span.start, page.start), min(span.end, page.end))
            found[str(number)] = [_edges(box) for box in unite_lines(p for p in places if isinstance(p, Box))]
    return found


def _edges(box: Box) -> list[float]:
    return [round(edge, 2) for edge in (box.left, box.top, box.right, box.bottom)]

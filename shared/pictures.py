"""What to cover on a picture: a bar for every line of every finding, for every code, for every face.

A bar belongs to a finding by the characters they share, never by comparing words; a finding over two lines has two
bars. Knows no HTTP, and neither how words are read nor how bars are drawn.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from shared.detection import Detection, detect, detect_all, join_fragments
from shared.engine import Engine
from shared.errors import BadValue
from shared.formats.image import Picture
from shared.formats.image_marks import Mark
from shared.formats.ocr_views import views
from shared.formats.textmap import Box, TextMap
from shared.policy import Lookup
from shared.spans import Span, settle

PADDING = 2
"""Pixels around a word's box: the edges of letters are blurred and Tesseract's boxes are at times one too small.
Measured on screenshots: 91 % of the items are covered to the last pixel without, 99 % with it."""

LEANING = 1.3
"""From how many times the height of its words on a line's box is that of a line which leans."""

Codes = Literal["always", "findings", "off"]
"""Which codes are covered: all, those that say something personal, or none."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle in whole pixels of the picture. `finding` counts the findings; bars of one finding share it.

    `text` is what stands on its line, or the whole finding where its lines cannot be told apart.
    """

    finding: int
    x: int
    y: int
    width: int
    height: int
    line: int
    span: Span
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Place:
    """A word of the picture in whole pixels, without padding, and the number of the line it stands in, from 0."""

    x: int
    y: int
    width: int
    height: int
    line: int
    text: str = field(repr=False)


def code_choice(wanted: str) -> Codes:
    """The choice as a caller names it."""
    for choice in get_args(Codes):
        if wanted == choice:
            return choice  # type: ignore[no-any-return]
    raise BadValue(f"Codes are covered in one of these ways: {', '.join(get_args(Codes))}.")


def detect_in_views(
    words: TextMap[Box], engine: Engine, progress: Callable[[float], None] | None = None, lookups: Sequence[Lookup] = ()
) -> Detection:
    """The findings of every view together, settled."""
    others = views(words)
    whole, *further = detect_all([words.text, *(view.text for view in others)], engine, progress, lookups)
    found = set(whole.found)
    for view, detection in zip(others, further, strict=True):
        found.update(view.back(detection.found, words.text))
    settled = tuple(join_fragments(words.text, settle(found)))
    return Detection(settled, tuple(sorted(found)), whole.engine, whole.seconds)


def bars_of(words: TextMap[Box], detection: Detection, picture: Picture) -> tuple[Bar, ...]:
    """One bar per line of each finding, padded and rounded outward to whole pixels of the picture."""
    bars: list[Bar] = []
    breaks = [match.start() for match in _LINE_END.finditer(words.text)]
    for finding, span in enumerate(detection.spans):
        boxes = _boxes(words, span)
        text = words.text[span.start : span.end]
        lines = [line for line in re.split(r"[\n\t]+", text) if line.strip()]
        texts = lines if len(lines) == len(boxes) else [text] * len(boxes)
        first = bisect_left(breaks, span.start)
        bars += [
            Bar(finding, *_whole_pixels(box, picture, PADDING), first + number, span, line)
            for number, (box, line) in enumerate(zip(boxes, texts, strict=True))
        ]
    return tuple(bars)


def _boxes(words: TextMap[Box], span: Span) -> list[Box]:
    """What to cover: one box per line, or one per word where a line leans so much that its box would cover others."""
    boxes: list[Box] = []
    for line in words.boxes(span.start, span.end):
        parts = [box for box in words.places(span.start, span.end) if _holds(line, box)]
        if len(parts) > 1 and line.height > LEANING * max(box.height for box in parts):
            boxes += parts
        else:
            boxes.append(line)
    return boxes


def _holds(line: Box, box: Box) -> bool:
    return line.left <= box.left and line.right >= box.right and line.top <= box.top and line.bottom >= box.bottom


def places_of(words: TextMap[Box], picture: Picture) -> tuple[Place, ...]:
    """Every word with the line it stands in. Columns of one row are lines of their own."""
    breaks = [match.start() for match in _LINE_END.finditer(words.text)]
    return tuple(
        Place(*_whole_pixels(run.place, picture, 0), bisect_left(breaks, run.start), words.text[run.start : run.end])
        for run in words.runs
    )


_LINE_END = re.compile(r"[\n\t]+")


def _whole_pixels(box: Box, picture: Picture, padding: int) -> tuple[int, int, int, int]:
    """x, y, width, height: a bar with a fraction of a pixel would let the original shine through its edge."""
    left = max(0, math.floor(box.left) - padding)
    top = max(0, math.floor(box.top) - padding)
    right = min(picture.width, math.ceil(box.right) + padding)
    bottom = min(picture.height, math.ceil(box.bottom) + padding)
    return left, top, right - left, bottom - top


def bars_of_marks(marks: Iterable[Mark], first: int, picture: Picture, codes: Codes, engine: Engine) -> tuple[Bar, ...]:
    """A bar over every code and face that is to be covered, counted on from `first`. They stand in no line: -1."""
    bars: list[Bar] = []
    for mark in marks:
        if mark.kind != "face" and codes == "findings" and not detect(mark.text, engine).spans:
            continue
        span = Span(0, 1, mark.kind, mark.kind, mark.score, "rule")
        bars.append(Bar(first + len(bars), *_whole_pixels(mark.box, picture, PADDING), -1, span, ""))
    return tuple(bars)

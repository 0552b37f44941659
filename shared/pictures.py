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
from shared.formats.shapes import area, box_around, on_picture, padded
from shared.formats.textmap import Box, Corners, Leaning, Run, TextMap, unite_lines
from shared.policy import Lookup, Policy
from shared.spans import Span, settle

PADDING = 2
"""Pixels around a word's box: the edges of letters are blurred and Tesseract's boxes are at times one too small.
Measured on screenshots: 91 % of the items are covered to the last pixel without, 99 % with it."""

LEANING = 1.3
"""From how many times the height of its words on a line's box is that of a line which leans."""

SLANTED = 1.2
"""From how many times its area on the rectangle around a leaning bar would cover too much beside it."""

Codes = Literal["always", "findings", "off"]
"""Which codes are covered: all, those that say something personal, or none."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle in whole pixels of the picture. `finding` counts the findings; bars of one finding share it.

    `text` is what stands on its line, or the whole finding where its lines cannot be told apart. A bar over writing
    that leans covers its `polygon` alone, and the rectangle is the one around it; else it has none.
    """

    finding: int
    x: int
    y: int
    width: int
    height: int
    line: int
    span: Span
    text: str = field(repr=False)
    polygon: Corners = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A word of the picture in whole pixels, without padding, and the number of the line it stands in, from 0."""

    x: int
    y: int
    width: int
    height: int
    line: int
    text: str = field(repr=False)
    polygon: Corners = ()


def code_choice(wanted: str) -> Codes:
    """The choice as a caller names it."""
    for choice in get_args(Codes):
        if wanted == choice:
            return choice  # type: ignore[no-any-return]
    raise BadValue(f"Codes are covered in one of these ways: {', '.join(get_args(Codes))}.")


def detect_in_views(
    words: TextMap[Box], engine: Engine, progress: Callable[[float], None] | None = None,
    lookups: Sequence[Lookup] = (), operating_point: str = "",
) -> Detection:  # fmt: skip
    """The findings of every view together, settled."""
    others = views(words)
    texts = [words.text, *(view.text for view in others)]
    whole, *further = detect_all(texts, engine, progress, lookups, operating_point)
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
        for number, (box, line) in enumerate(zip(boxes, texts, strict=True)):
            around, polygon = _shape(box, picture, PADDING)
            bars.append(Bar(finding, *around, first + number, span, line, polygon))
    return tuple(bars)


def _boxes(words: TextMap[Box], span: Span) -> list[Box]:
    """What to cover: one box per line, or one per word where a line leans so much that its box would cover others and
    its words do not say how they lean."""
    boxes: list[Box] = []
    for runs, leans in _stretches(words, span):
        if leans:
            boxes.append(leaning_over([run.place for run in runs]))
            continue
        places = [run.place for run in runs]
        for line in unite_lines(places):
            parts = [box for box in places if _holds(line, box)]
            if len(parts) > 1 and line.height > LEANING * max(box.height for box in parts):
                boxes += parts
            else:
                boxes.append(line)
    return boxes


def _stretches(words: TextMap[Box], span: Span) -> list[tuple[list[Run[Box]], bool]]:
    """The words of a finding that go together: those of one line where it leans, else all that do not."""
    found: list[tuple[list[Run[Box]], bool]] = []
    for run in words.runs_in(span.start, span.end):
        leans = isinstance(run.place, Leaning)
        if found and found[-1][1] == leans:
            between = words.text[found[-1][0][-1].end : run.start]
            if not leans or not between.strip(" "):
                found[-1][0].append(run)
                continue
        found.append(([run], leans))
    return found


def leaning_over(boxes: Sequence[Box]) -> Leaning:
    """One leaning box over the words of one line: it leans as the line from the first word to the last one does."""
    shapes = [box.corners for box in boxes if isinstance(box, Leaning)]
    points = [point for corners in shapes for point in corners]
    (x0, y0), (x1, y1) = _middle(shapes[0][0], shapes[0][3]), _middle(shapes[-1][1], shapes[-1][2])
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    cos, sin = (x1 - x0) / length, (y1 - y0) / length
    along = [x * cos + y * sin for x, y in points]
    down = [y * cos - x * sin for x, y in points]
    corners = tuple(
        (s * cos - t * sin, s * sin + t * cos)
        for s, t in (
            (min(along), min(down)), (max(along), min(down)), (max(along), max(down)), (min(along), max(down)),
        )
    )  # fmt: skip
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.union(box)
    return Leaning(whole.page, whole.left, whole.top, whole.right, whole.bottom, corners)


def _middle(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float]:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def _holds(line: Box, box: Box) -> bool:
    return line.left <= box.left and line.right >= box.right and line.top <= box.top and line.bottom >= box.bottom


def places_of(words: TextMap[Box], picture: Picture) -> tuple[Place, ...]:
    """Every word with the line it stands in. Columns of one row are lines of their own."""
    breaks = [match.start() for match in _LINE_END.finditer(words.text)]
    places = []
    for run in words.runs:
        around, polygon = _shape(run.place, picture, 0)
        places.append(Place(*around, bisect_left(breaks, run.start), words.text[run.start : run.end], polygon))
    return tuple(places)


_LINE_END = re.compile(r"[\n\t]+")


def _shape(box: Box, picture: Picture, padding: int) -> tuple[tuple[int, int, int, int], Corners]:
    """The rectangle of a box, and its polygon where it leans so much that the rectangle would cover far more."""
    if isinstance(box, Leaning):
        polygon = on_picture(padded(box.corners, padding), picture.width, picture.height)
        around = box_around(polygon, picture.width, picture.height) if polygon else None
        if around is not None:
            rectangle = int(around.left), int(around.top), int(around.width), int(around.height)
            return rectangle, polygon if around.width * around.height > SLANTED * area(polygon) else ()
    return _whole_pixels(box, picture, padding), ()


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


def color_of(span: Span, policy: Policy) -> str:
    """In what colour a policy covers a finding like this on a picture."""
    clause = policy.clause_for(span)
    return (clause.treatments[0].color if clause and clause.treatments else "") or policy.drawing.color

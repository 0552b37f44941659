"""Sets the lines of a drawn page anew, so that no box tells how long the word was that it stands for.

Who knows a font can tell "Ann" from "Bob" by the width of the gap alone, and by where the rest of the line stands. So
every box becomes as wide as every other, what follows it moves up, and all blanks of the line become the same: what
is left says how many boxes there are. Works on the pixels of a page; its letters are gone by then. Knows no files.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from shared.formats.textmap import Box

BOX_POINTS = 36.0
"""The width of every box, and the grid that other boxes grow to."""

_BLANK = 0.26
"""A blank, as a share of the line's height."""

_ABOVE, _BELOW = 0.13, 0.03
"""How much of a line's height is left alone, where lines set tightly reach into one another: no ink is there."""

_NEAR = 1.5

Draw = Callable[[float, int, float, int], Any]
"""The pixels of a stretch of the page: from left to right in points, the left edge on a whole pixel, and from top to
bottom in pixels."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word on the page as it is seen, in points. Words of one `line` stand on one line."""

    box: Box
    line: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a line: kept pixels, or a box. `is_glued`: no blank before it."""

    left: float
    right: float
    is_box: bool
    is_glued: bool


def set_anew(
    pixels: Any, zoom: float, words: Sequence[Word], covers: Sequence[Box], draw: Draw, rect: Any
) -> list[Box]:
    """Move what stands on the lines of the covers. `rect` makes a rectangle of pixels. Gives the boxes to paint."""
    lines: dict[tuple[int, int], list[Word]] = defaultdict(list)
    for word in words:
        lines[word.line].append(word)
    starts = [min(word.box.left for word in line) for line in lines.values()]
    boxes: list[Box] = []
    on_lines: set[Box] = set()
    for line in lines.values():
        whole = line[0].box
        for word in line[1:]:
            whole = whole.union(word.box)
        own = [cover for cover in covers if _is_on(cover, whole)]
        if own and whole.width > whole.height:
            on_lines.update(own)
            boxes += _set_line(pixels, zoom, _pieces(line, own), whole, starts, draw, rect)
    return [*boxes, *(_on_grid(cover) for cover in covers if cover not in on_lines)]


def _is_on(cover: Box, line: Box) -> bool:
    shared = min(cover.bottom, line.bottom) - max(cover.top, line.top)
    beside = min(cover.right, line.right) - max(cover.left, line.left)
    return 2 * shared > min(cover.height, line.height) and beside > 0


def _pieces(line: Iterable[Word], covers: Sequence[Box]) -> list[_Piece]:
    """The line as stretches that stay and boxes, from left to right."""
    pieces: list[_Piece] = [_Piece(cover.left, cover.right, True, False) for cover in covers]
    for word in line:
        left, right = word.box.left, word.box.right
        for cover in sorted(covers, key=lambda box: box.left):
            if cover.right <= left + 0.2 or cover.left >= right - 0.2:
                continue
            if cover.left > left + 0.2:
                pieces.append(_Piece(left, cover.left, False, False))
            left = max(left, cover.right)
        if right > left + 0.2:
            pieces.append(_Piece(left, right, False, False))
    pieces.sort(key=lambda piece: (piece.left, piece.right))
    glued = [i > 0 and piece.left - pieces[i - 1].right < 0.4 for i, piece in enumerate(pieces)]
    return [
        _Piece(piece.left, piece.right, piece.is_box, is_glued) for piece, is_glued in zip(pieces, glued, strict=True)
    ]


def _set_line(
    pixels: Any,
    zoom: float,
    pieces: Sequence[_Piece],
    line: Box,
    starts: Sequence[float],
    draw: Draw,
    rect: Any,
) -> list[Box]:
    above, below = line.top + _ABOVE * line.height, line.bottom - _BELOW * line.height
    top, bottom = math.floor(above * zoom), math.ceil(below * zoom)
    left = min(line.left, pieces[0].left)
    if sum(abs(start - left) < _NEAR for start in starts) < 2:  # a centred line begins where its length says
        left = BOX_POINTS * math.floor(left / BOX_POINTS)
    # Each is drawn for itself, from a whole pixel on: where it once began within a pixel would tell a width as well.
    strips = [None if piece.is_box else draw(piece.left, top, piece.right, bottom) for piece in pieces]
    paper = _paper(pixels, rect(_down(line.left, zoom), top, _up(line.right, zoom), bottom))
    pixels.set_rect(rect(_down(min(line.left, left), zoom), top, _up(line.right, zoom), bottom), paper)
    boxes: list[Box] = []
    at = left
    for number, (piece, strip) in enumerate(zip(pieces, strips, strict=True)):
        at += 0.0 if piece.is_glued or not number else _BLANK * line.height
        if strip is None:
            boxes.append(Box(line.page, at, above, at + BOX_POINTS, below))
            at += BOX_POINTS
        else:
            strip.set_origin(round(at * zoom), top)
            pixels.copy(strip, rect(*strip.irect) & pixels.irect)
            at += round(piece.right - piece.left, 1)
    return boxes


def _down(points: float, zoom: float) -> int:
    return max(0, math.floor(points * zoom))


def _up(points: float, zoom: float) -> int:
    return math.ceil(points * zoom)


def _paper(pixels: Any, area: Any) -> tuple[int, ...]:
    """The color that most of an area has."""
    counts: dict[bytes, int] = pixels.color_count(colors=True, clip=area & pixels.irect) or {b"\xff\xff\xff": 1}
    most: bytes = max(counts, key=lambda color: counts[color])
    return tuple(most)


def _on_grid(box: Box) -> Box:
    """A box that is no part of a line that is known, on a coarse grid. What stands beside it may be hidden too."""
    return Box(
        box.page,
        BOX_POINTS * math.floor(box.left / BOX_POINTS),
        box.top,
        BOX_POINTS * math.ceil(box.right / BOX_POINTS),
        box.bottom,
    )

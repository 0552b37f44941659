"""Shapes that stand at an angle on a picture: how large they are, what is around them, which whole pixels they touch.

A shape has no dents, and its corners come in order around it. Sums alone, the same as those of the page's canvas:
rows of whole pixels cover a little more than the shape, never less. Knows no bars and no words.
"""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from shared.formats.textmap import Box, Corners

MOST_CORNERS = 64


def box_around(corners: Iterable[tuple[float, float]], width: int, height: int) -> Box | None:
    """The whole pixels around a shape on a picture of this size; None where it lies beside it."""
    xs, ys = zip(*corners, strict=True)
    left, top = max(0, math.floor(min(xs))), max(0, math.floor(min(ys)))
    right, bottom = min(width, math.ceil(max(xs))), min(height, math.ceil(max(ys)))
    return Box(0, left, top, right, bottom) if left < right and top < bottom else None


def area(corners: Corners) -> float:
    """In square pixels."""
    return abs(_turned_area(corners))


def padded(corners: Corners, padding: float) -> Corners:
    """The shape with each of its sides moved outward by this much."""
    if not padding:
        return corners
    way = math.copysign(1.0, _turned_area(corners))
    sides = []
    for (x0, y0), (x1, y1) in pairwise((*corners, corners[0])):
        length = math.hypot(x1 - x0, y1 - y0)
        if length > 0:
            out = (way * (y1 - y0) / length * padding, way * (x0 - x1) / length * padding)
            sides.append(((x0 + out[0], y0 + out[1]), ((x1 - x0) / length, (y1 - y0) / length)))
    met = [_meeting(sides[number - 1], side) for number, side in enumerate(sides)]
    return tuple(point for point in met if point is not None)


def on_picture(corners: Corners, width: int, height: int) -> Corners:
    """The part of the shape that lies on a picture; no corners where none does."""
    kept = list(corners)
    for axis, limit, sign in ((0, 0.0, 1), (0, float(width), -1), (1, 0.0, 1), (1, float(height), -1)):
        cut: list[tuple[float, float]] = []
        for here, there in pairwise((*kept, *kept[:1])):
            a, b = sign * (here[axis] - limit), sign * (there[axis] - limit)
            if a >= 0:
                cut.append(here)
            if (a < 0) != (b < 0):
                share = a / (a - b)
                cut.append((here[0] + share * (there[0] - here[0]), here[1] + share * (there[1] - here[1])))
        kept = cut
    # What was cut lies on the edge but for the last digit, which would be a pixel beside the picture.
    inside = tuple((min(max(x, 0.0), float(width)), min(max(y, 0.0), float(height))) for x, y in kept)
    return inside if len(inside) >= 3 else ()


def rows_of(corners: Corners) -> list[tuple[int, int, int]]:
    """Every pixel that the shape touches, row by row from the top: the row, its first column, and one past its last."""
    top, bottom = math.floor(min(y for _, y in corners)), math.ceil(max(y for _, y in corners))
    found = []
    for row in range(top, bottom):
        xs = _crossings(corners, row)
        left, right = math.floor(min(xs)), math.ceil(max(xs))
        if left < right:
            found.append((row, left, right))
    return found


def slant_of(corners: Corners) -> tuple[tuple[float, float], float, float, float]:
    """How writing in a shape runs, along its longest side and never upside down: around which middle, how long and how
    high, and by how many degrees it runs downhill."""
    sides = [(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise((*corners, corners[0]))]
    dx, dy = max(sides, key=lambda side: math.hypot(*side))
    turn = math.atan2(-dy, -dx) if dx < 0 else math.atan2(dy, dx)
    cos, sin = math.cos(turn), math.sin(turn)
    along, down = [x * cos + y * sin for x, y in corners], [y * cos - x * sin for x, y in corners]
    s, t = (min(along) + max(along)) / 2, (min(down) + max(down)) / 2
    middle = (s * cos - t * sin, s * sin + t * cos)
    return middle, max(along) - min(along), max(down) - min(down), math.degrees(turn)


def _crossings(corners: Corners, row: int) -> list[float]:
    xs = []
    for (x0, y0), (x1, y1) in pairwise((*corners, corners[0])):
        if row <= y0 <= row + 1:
            xs.append(x0)
        xs += [x0 + (level - y0) * (x1 - x0) / (y1 - y0) for level in (row, row + 1) if (y0 < level) != (y1 < level)]
    return xs


def _turned_area(corners: Sequence[tuple[float, float]]) -> float:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise((*corners, corners[0]))) / 2


def _meeting(
    a: tuple[tuple[float, float], tuple[float, float]], b: tuple[tuple[float, float], tuple[float, float]]
) -> tuple[float, float] | None:
    """Where two lines, each a point and a direction, meet; for one that goes on straight, where the second begins."""
    (ax, ay), (ux, uy) = a
    (bx, by), (vx, vy) = b
    turn = ux * vy - uy * vx
    if abs(turn) < 1e-9:
        return bx, by
    along = ((bx - ax) * vy - (by - ay) * vx) / turn
    return ax + along * ux, ay + along * uy

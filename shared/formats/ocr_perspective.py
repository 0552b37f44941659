"""A sheet that a camera saw from aside: its lines run together towards one point, and that point says how it lies.

From the angles of its lines alone, whatever is around the sheet. Lines that run level on the sheet are level on the
picture that `straightened` describes; that letters get smaller upwards or downwards is left, as it costs no reading.
Knows no pixels and reads nothing.
"""

import math
import random
from collections.abc import Sequence
from typing import Any

from shared.formats.ocr_lines import Turned

FEWEST_LINES, AGREEING = 6, 0.75
"""So many long lines, and this share of their length, have to run towards the point."""

NEAR_DEGREES, NEAR_SHORT = 0.7, 7.0
"""How far a line may run past the point: the middle of its ink tells its angle to half a degree, or, where it is
short, to this much divided by how many times its height it is long."""

LEAST_SPREAD = 1.5
"""Of degrees. By how much the angles of the lines differ over the picture at least; below, turning it is enough."""

MOST_STRETCHED = 2.5
"""Beyond this a part of the sheet has too few pixels to be read, and the lines may be no writing."""

_TRIES = 200


def straightened(lines: Sequence[Turned], width: int, height: int) -> Any:
    """The map (3, 3) from the picture to one whose lines run level, with the middle kept in its place and size; None
    where the lines do not run together, or are too few to tell."""
    import numpy as np

    if len(lines) < FEWEST_LINES:
        return None
    unit = math.hypot(width, height) / 2
    middles = np.array([middle for middle, _, _ in lines]) / unit - np.array([width, height]) / (2 * unit)
    turns = np.radians([angle for _, _, angle in lines])
    weights = np.array([size[0] for _, size, _ in lines])
    near = np.radians([max(NEAR_DEGREES, NEAR_SHORT * size[1] / size[0]) for _, size, _ in lines])
    point = _meeting_point(middles, turns, weights, near)
    if point is None:
        return None
    angles = np.degrees(_towards(point, _corners(width, height, unit)))
    heard = np.degrees(_towards(point, middles))
    if heard.max() - heard.min() < LEAST_SPREAD or np.abs(angles).max() > 35:
        return None
    return _leveling(point, width, height, unit)


def _corners(width: int, height: int, unit: float) -> Any:
    import numpy as np

    x, y = width / (2 * unit), height / (2 * unit)
    return np.array([(-x, -y), (x, -y), (x, y), (-x, y)])


def _meeting_point(middles: Any, turns: Any, weights: Any, near: Any) -> Any:
    """Where most lines meet, on the plane or infinitely far: the best of many pairs, then of all that agree."""
    import numpy as np

    normals = np.stack([-np.sin(turns), np.cos(turns)], axis=1)
    through = np.column_stack([normals, -(normals * middles).sum(axis=1)])  # (lines, 3)
    rng = random.Random(0)
    best, most = None, 0.0
    for _ in range(_TRIES):
        a, b = rng.sample(range(len(turns)), 2)
        agreeing = _agree(np.cross(through[a], through[b]), middles, turns, near)
        if (agreed := float(weights[agreeing].sum())) > most:
            best, most = agreeing, agreed
    if best is None:
        return None
    for _ in range(3):
        own = through[best] * weights[best, None]
        best = _agree(point := np.linalg.svd(own)[2][-1], middles, turns, near)
        if best.sum() < 2:
            return None
    is_enough = best.sum() >= FEWEST_LINES and weights[best].sum() >= AGREEING * weights.sum()
    return point if is_enough else None


def _agree(point: Any, middles: Any, turns: Any, near: Any) -> Any:
    import numpy as np

    away = (_towards(point, middles) - turns + math.pi / 2) % math.pi - math.pi / 2
    return np.abs(away) <= near


def _towards(point: Any, middles: Any) -> Any:
    """At which angle a line through each place runs that goes to the point, between -90 and 90 degrees."""
    import numpy as np

    x, y = (point[:2] - point[2] * middles).T
    return np.where(x < 0, np.arctan2(-y, -x), np.arctan2(y, x))


def _leveling(point: Any, width: int, height: int, unit: float) -> Any:
    import numpy as np

    here = np.array([[1 / unit, 0, -width / (2 * unit)], [0, 1 / unit, -height / (2 * unit)], [0, 0, 1]])
    turn = float(_towards(point, np.zeros((1, 2)))[0])
    cos, sin = math.cos(turn), math.sin(turn)
    # The line on which the point and the upright direction lie goes to infinity, and with it the point.
    horizon = np.cross(point, np.array([-sin, cos, 0.0]))
    if abs(horizon[2]) < 1e-9:
        return None
    away = np.array([[1, 0, 0], [0, 1, 0], horizon / horizon[2]])
    corners = np.column_stack([_corners(width, height, unit), np.ones(4)])
    depths = corners @ away[2]
    if depths.min() <= 0 or depths.max() / depths.min() > MOST_STRETCHED:
        return None
    moved = away @ point
    turn = math.atan(moved[1] / moved[0]) if abs(moved[0]) > 1e-9 else 0.0
    cos, sin = math.cos(turn), math.sin(turn)
    level = np.array([[cos, sin, 0], [-sin, cos, 0], [0, 0, 1.0]])
    return np.linalg.inv(here) @ level @ away @ here

"""Lines of writing on a picture, found by their strokes alone: where they stand and how far they lean.

Something thin, lighter or darker than what is around it, in a row: that is writing in any colour and in any script.
Reads nothing.
"""

import math
from collections.abc import Sequence
from typing import Any

Turned = tuple[tuple[float, float], tuple[float, float], float]
"""A rectangle that need not stand upright: its middle, its size, and by how many degrees it is turned."""


STROKE = 22
"""Of 255. By how much a stroke differs from what is around it; below is a photograph's noise."""


TILTED, ALIKE, LEAST_LINES = 0.8, 2.5, 4
"""A page is tilted when at least this many long lines are, most of them by this many degrees or more, within a few of
one another: a sheet before a camera, and not a sticker on a screen."""


MOST_STROKES = 20_000
"""A page of small print has 3,000 separate ones; gravel has more, and no lines."""

LONG_LINE = 5.0
"""From how many times its height on a line tells at which angle it is written."""


AGREED = 2.0
"""By how many degrees at most the middle of its ink runs otherwise than the rectangle around it."""


STEEPEST = 30.0
"""Of degrees. Steeper strokes are drawings."""


NEAR_LINES = 4.0
"""How many line heights away a long line may be to say at which angle a word near it is written."""

_LEAST_HEIGHT, _MOST_HEIGHT = 6, 120


def long_lines(pixels: Any) -> list[Turned]:
    """The lines of a picture that are long enough to tell at which angle they are written."""
    import cv2

    scale = min(1.0, 1400 / max(pixels.shape[:2]))
    small = pixels if scale == 1.0 else cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return [
        ((x / scale, y / scale), (width / scale, height / scale), angle)
        for (x, y), (width, height), angle in writing(strokes_of(small, 14.0), 14.0, apart=True)
        if width >= LONG_LINE * height
    ]


def tilt(lines: Sequence[Turned]) -> float:
    """By how many degrees long lines run downhill, when most of them do; else 0."""
    angles = sorted(angle for _, _, angle in lines)
    if len(angles) < LEAST_LINES:
        return 0.0
    middle = angles[len(angles) // 2]
    alike = sum(abs(angle - middle) <= ALIKE for angle in angles)
    return middle if abs(middle) >= TILTED and alike >= 0.6 * len(angles) else 0.0


def writing(strokes: Any, size: float, *, apart: bool) -> list[Turned]:
    """What looks like a line of writing, each with the angle of the long lines around it. `apart`: a tail of one line
    that touches the next makes no line of the two, and costs each line its ends, which are put back."""
    import cv2
    import numpy as np

    joined = cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, np.ones((1, max(3, round(0.55 * size))), np.uint8))
    if apart:
        joined = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, max(3, round(0.75 * size))), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    if count > MOST_STROKES:
        return []
    found: list[tuple[Any, int, Any]] = []
    long_ones: list[Turned] = []
    for number in range(1, count):
        left, top, width, height, area = (int(value) for value in stats[number])
        if width < 1.3 * size or area < 12 or not _LEAST_HEIGHT <= height <= _MOST_HEIGHT + width // 2:
            continue
        part = labels[top : top + height, left : left + width] == number
        points = np.argwhere(part)[:, ::-1].astype(np.float32) + np.array([left, top], np.float32)
        found.append((points, area, strokes[top : top + height, left : left + width] * part))
        whole = _around(points)
        if whole[1][0] >= LONG_LINE * whole[1][1] and abs(whole[2]) <= STEEPEST:
            slope = _slope(points)
            if abs(slope - whole[2]) <= AGREED:
                long_ones.append((whole[0], whole[1], slope))
    places = []
    for points, area, ink in found:
        place = _turned(points, _angle_near(points, long_ones))
        if _is_writing(ink, place, area):
            places.append(_with_ends(strokes, place, size) if apart else place)
    return places


def strokes_of(pixels: Any, size: float) -> Any:
    """Where something thin is, lighter or darker than what is around it in any colour: 1, else 0."""
    import cv2
    import numpy as np

    smooth = cv2.GaussianBlur(np.ascontiguousarray(pixels), (3, 3), 0)
    side = 2 * max(3, round(0.3 * size)) + 1
    kernel = np.ones((side, side), np.uint8)
    light = cv2.morphologyEx(smooth, cv2.MORPH_TOPHAT, kernel)
    dark = cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, kernel)
    return (np.maximum(light, dark).max(axis=2) > STROKE).astype(np.uint8)


def _around(points: Any) -> Turned:
    """The smallest rectangle around a place, its long side along the line of writing."""
    import cv2

    (x, y), (width, height), angle = cv2.minAreaRect(points)
    if width < height:
        width, height, angle = height, width, angle - 90
    return (float(x), float(y)), (float(width), float(height)), float((angle + 90) % 180 - 90)


def _slope(points: Any) -> float:
    """The angle of the line through the middle of the ink."""
    import numpy as np

    x, y = (points - points.mean(axis=0)).T.astype(np.float64)
    return math.degrees(math.atan(float((x * y).sum() / max(1.0, (x * x).sum()))))


def _angle_near(points: Any, long_ones: Sequence[Turned]) -> float:
    """The angle of the nearest long line: a single word is no measure, its g hangs down and its l stands up."""
    x, y = points.mean(axis=0).tolist()
    best = (math.inf, 0.0)
    for middle, (width, height), angle in long_ones:
        turn = math.radians(angle)
        dx, dy = x - middle[0], y - middle[1]
        along = max(0.0, abs(dx * math.cos(turn) + dy * math.sin(turn)) - width / 2)
        down = abs(dy * math.cos(turn) - dx * math.sin(turn))
        best = min(best, (math.hypot(along, down) / height, angle))
    return best[1] if best[0] <= NEAR_LINES else 0.0


def _turned(points: Any, angle: float) -> Turned:
    """The smallest rectangle of this angle around a place."""
    import numpy as np

    turn = math.radians(angle)
    cos, sin = math.cos(turn), math.sin(turn)
    along, down = points @ np.array([cos, sin], np.float32), points @ np.array([-sin, cos], np.float32)
    left, right, top, bottom = (float(v) for v in (along.min(), along.max() + 1, down.min(), down.max() + 1))
    s, t = (left + right) / 2, (top + bottom) / 2
    return (s * cos - t * sin, s * sin + t * cos), (right - left, bottom - top), angle


def upright(
    pixels: Any, place: Turned, columns: int, rows: int, scale: float, *, smooth: bool = True
) -> tuple[Any, Any]:
    """What is around the middle of a place, as wide and high as that many pixels, turned level and `scale` times as
    large; and the map (2, 3) from it back to the picture."""
    import cv2
    import numpy as np

    (x, y), _, angle = place
    turn = math.radians(angle)
    cos, sin = math.cos(turn) / scale, math.sin(turn) / scale
    back = np.array(
        [
            [cos, -sin, x - cos * columns / 2 + sin * rows / 2],
            [sin, cos, y - sin * columns / 2 - cos * rows / 2],
        ]
    )
    # OpenCV turns no picture with a side of 32,768 pixels: only what is needed of it.
    reach = math.hypot(columns, rows) / scale / 2 + 2
    left, top = max(0, int(x - reach)), max(0, int(y - reach))
    part = np.ascontiguousarray(pixels[top : math.ceil(y + reach), left : math.ceil(x + reach)])
    way = (cv2.INTER_CUBIC if smooth else cv2.INTER_NEAREST) | cv2.WARP_INVERSE_MAP
    edge = cv2.BORDER_REPLICATE if smooth else cv2.BORDER_CONSTANT
    there = back - np.array([[0, 0, left], [0, 0, top]])
    return cv2.warpAffine(part, there, (columns, rows), flags=way, borderMode=edge), back


def _with_ends(strokes: Any, place: Turned, size: float) -> Turned:
    """The place with the narrow letters at its ends: ink that goes on in the same row without a wider gap."""
    (x, y), (width, height), angle = place
    reach = round(2.5 * height)
    columns, rows = round(width) + 2 * reach, max(3, round(0.7 * height))
    band, _ = upright(strokes, place, columns, rows, 1.0, smooth=False)
    row: Any = band.max(axis=0)
    before, after = _goes_on(row[:reach][::-1], 0.6 * size), _goes_on(row[columns - reach :], 0.6 * size)
    shift, turn = (after - before) / 2, math.radians(angle)
    cos, sin = math.cos(turn), math.sin(turn)
    return (x + cos * shift, y + sin * shift), (width + before + after, height), angle


def _goes_on(flags: Any, gap: float) -> int:
    """How far ink goes on over gaps that are no wider than this."""
    last = 0
    for position, inked in enumerate(flags.tolist(), 1):
        if inked:
            last = position
        elif position - last > gap:
            break
    return last


def _is_writing(strokes: Any, turned: Turned, area: int) -> bool:
    """Letters fill the better part of their line, but never wholly, and there are several of them."""
    import numpy as np

    width, height = turned[1]
    if not _LEAST_HEIGHT <= height <= _MOST_HEIGHT or width < 1.2 * height:
        return False
    if area < 0.3 * width * height:
        return False
    changes = int(np.abs(np.diff(strokes.astype(np.int8), axis=1)).sum(axis=1).max(initial=0))
    return changes >= 6

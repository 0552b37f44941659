"""A sheet that was held askew or seen from aside, straightened so that its lines run level; and its words put back.

Tesseract follows a line that runs down by a degree or two; at five it loses the order of lines and then whole lines.
Only what is read is straightened: the picture stays as it is, and each word gets the corners where it leans there.
Letters that lean against their own line are left: by 15 degrees they are read and covered as well as upright ones, by
25 one string of 28 keeps an edge, by 45 four of them (two drawn pages, sheared). Knows nothing of reading.
"""

import math
from dataclasses import dataclass, replace
from typing import Any

from shared.formats.image import Picture
from shared.formats.ocr_lines import long_lines, tilt, upright
from shared.formats.ocr_perspective import straightened
from shared.formats.shapes import box_around
from shared.formats.textmap import Box, Corners, Leaning, Run, TextMap

LONGEST_SIDE = 20_000
"""Nobody photographs a strip of paper that long, and OpenCV turns none of 32,768 pixels."""

MOST_LARGER = 1.6
"""How many times the pixels of the picture a straightened one may have."""

Map = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]
"""From the points of one plane to those of another."""


@dataclass(frozen=True, slots=True)
class Level:
    """A picture whose lines run level, and the map from it back to the `width` by `height` pixels of the original;
    None where it is the original."""

    picture: Picture
    back: Map | None
    width: int
    height: int

    def put_back(self, words: TextMap[Box]) -> TextMap[Box]:
        """The same text with its words where they stand on the original, each with its own corners there."""
        if self.back is None:
            return words
        placed = ((run, self._leaning(run.place)) for run in words.runs)
        return TextMap(words.text, tuple(Run(run.start, run.end, box) for run, box in placed if box is not None))

    def _leaning(self, box: Box) -> Box | None:
        if isinstance(box, Leaning):
            corners = self._moved(box.corners)
        else:
            corners = self._moved(
                ((box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom))
            )
        around = box_around(corners, self.width, self.height)
        level = box.level if isinstance(box, Leaning) else box
        return around and Leaning(0, around.left, around.top, around.right, around.bottom, corners, level)

    def _moved(self, corners: Corners) -> Corners:
        assert self.back is not None
        (a, b, c), (d, e, f), (g, h, i) = self.back
        return tuple(
            ((a * x + b * y + c) / (g * x + h * y + i), (d * x + e * y + f) / (g * x + h * y + i)) for x, y in corners
        )


def leveled(picture: Picture) -> Level:
    """The picture as it is when its lines run level already, or when there are too few to tell."""
    import numpy as np

    same = Level(picture, None, picture.width, picture.height)
    if max(picture.width, picture.height) > LONGEST_SIDE:
        return same
    pixels = np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, 3)
    lines = long_lines(pixels)
    ahead = straightened(lines, picture.width, picture.height)
    if ahead is not None and (seen := _from_ahead(pixels, ahead)) is not None:
        return replace(same, picture=seen[0], back=seen[1])
    degrees = tilt(lines)
    if not degrees:
        return same
    turned, back = _turned(pixels, degrees)
    return replace(same, picture=turned, back=back)


def _turned(pixels: Any, degrees: float) -> tuple[Picture, Map]:
    rows, columns = pixels.shape[:2]
    turn = math.radians(degrees)
    cos, sin = abs(math.cos(turn)), abs(math.sin(turn))
    width, height = math.ceil(columns * cos + rows * sin), math.ceil(columns * sin + rows * cos)
    whole = ((columns / 2, rows / 2), (float(columns), float(rows)), degrees)
    turned, back = upright(pixels, whole, width, height, 1.0)
    (a, b, c), (d, e, f) = back.tolist()
    return Picture(width, height, turned.tobytes()), ((a, b, c), (d, e, f), (0.0, 0.0, 1.0))


def _from_ahead(pixels: Any, ahead: Any) -> tuple[Picture, Map] | None:
    """The picture as `ahead` maps it, all of it, with no part smaller than it was in the middle."""
    import cv2
    import numpy as np

    rows, columns = pixels.shape[:2]
    corners = np.array([[0, 0, 1], [columns, 0, 1], [columns, rows, 1], [0, rows, 1]], float) @ ahead.T
    xs, ys = corners[:, 0] / corners[:, 2], corners[:, 1] / corners[:, 2]
    width, height = math.ceil(xs.max() - xs.min()), math.ceil(ys.max() - ys.min())
    if width * height > MOST_LARGER * columns * rows or max(width, height) > LONGEST_SIDE:
        return None
    there = np.array([[1, 0, -xs.min()], [0, 1, -ys.min()], [0, 0, 1]]) @ ahead
    flags = cv2.INTER_CUBIC
    seen = cv2.warpPerspective(
        np.ascontiguousarray(pixels), there, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    one, two, three = ((float(a), float(b), float(c)) for a, b, c in np.linalg.inv(there).tolist())
    return Picture(width, height, seen.tobytes()), (one, two, three)

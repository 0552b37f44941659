"""A sheet that was held askew before the camera, turned so that its lines run level; and words turned back.

Tesseract follows a line that runs down by a degree or two; at five it loses the order of lines and then whole lines.
Knows nothing of reading.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from shared.formats.image import Picture
from shared.formats.ocr_lines import tilt, upright
from shared.formats.ocr_words import Word
from shared.formats.textmap import Box

LONGEST_SIDE = 20_000
"""Nobody photographs a strip of paper that long, and OpenCV turns none of 32,768 pixels."""


@dataclass(frozen=True, slots=True)
class Level:
    """A picture whose lines run level, and how it was turned from the `width` by `height` pixels of the original."""

    picture: Picture
    degrees: float
    width: int
    height: int

    def put_back(self, words: Sequence[Word]) -> list[Word]:
        """The words where they stand on the original, in boxes that hold them as they lean there."""
        if not self.degrees:
            return list(words)
        return [replace(word, box=box) for word in words if (box := self._leaning(word.box)) is not None]

    def _leaning(self, box: Box) -> Box | None:
        turn = math.radians(self.degrees)
        cos, sin = math.cos(turn), math.sin(turn)
        corners = [
            (x - self.picture.width / 2, y - self.picture.height / 2)
            for x in (box.left, box.right)
            for y in (box.top, box.bottom)
        ]
        xs = [self.width / 2 + x * cos - y * sin for x, y in corners]
        ys = [self.height / 2 + x * sin + y * cos for x, y in corners]
        left, top = max(0, math.floor(min(xs))), max(0, math.floor(min(ys)))
        right, bottom = min(self.width, math.ceil(max(xs))), min(self.height, math.ceil(max(ys)))
        return Box(0, left, top, right, bottom) if left < right and top < bottom else None


def leveled(picture: Picture) -> Level:
    """The picture as it is when its lines run level already, or when there are too few to tell."""
    import numpy as np

    pixels = np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, 3)
    degrees = tilt(pixels)
    if not degrees or max(picture.width, picture.height) > LONGEST_SIDE:
        return Level(picture, 0.0, picture.width, picture.height)
    turn = math.radians(degrees)
    cos, sin = math.cos(turn), math.sin(turn)
    width = math.ceil(picture.width * abs(cos) + picture.height * abs(sin))
    height = math.ceil(picture.width * abs(sin) + picture.height * abs(cos))
    whole = ((picture.width / 2, picture.height / 2), (float(picture.width), float(picture.height)), degrees)
    turned, _ = upright(pixels, whole, width, height, 1.0)
    return Level(Picture(width, height, turned.tobytes()), degrees, picture.width, picture.height)

"""A sheet seen from aside is straightened by its lines alone, and its words go back where they lean."""

import math
import random

import numpy as np
import pytest

from shared.formats.image import Picture
from shared.formats.ocr_level import Level, leveled
from shared.formats.ocr_perspective import straightened
from shared.formats.textmap import Box, Leaning, Run, TextMap
from tests.pictures.photograph import _perspective, _through

WIDTH, HEIGHT = 1600, 2000
SHEET = ((0, 0), (1400, 0), (1400, 1800), (0, 1800))
SIDEWAYS = ((200, 300), (1500, 60), (1500, 1900), (220, 1500))


def lines_of(corners, strays=0):
    """Thirty lines of a sheet whose corners lie there, told as roughly as strokes tell them, and some others."""
    rng = random.Random(1)
    seen = _perspective(SHEET, corners)
    lines = []
    for number in range(30):
        y = 60 + 58 * number
        (x0, y0), (x1, y1) = _through(seen, 60 + 50 * rng.random(), y), _through(seen, 600 + 700 * rng.random(), y)
        angle = math.degrees(math.atan2(y1 - y0, x1 - x0)) + rng.gauss(0, 0.25)
        lines.append((((x0 + x1) / 2, (y0 + y1) / 2), (math.hypot(x1 - x0, y1 - y0), 20.0), angle))
    stray = [
        ((WIDTH * rng.random(), HEIGHT * rng.random()), (200.0, 20.0), rng.uniform(-20, 20)) for _ in range(strays)
    ]
    return lines + stray, seen


def slope(ahead, seen, y) -> float:
    (x0, y0, z0), (x1, y1, z1) = (ahead @ (*_through(seen, x, y), 1.0) for x in (80, 1300))
    return math.degrees(math.atan2(y1 / z1 - y0 / z0, x1 / z1 - x0 / z0))


def test_lines_that_run_together_are_straightened_whatever_lies_around():
    lines, seen = lines_of(SIDEWAYS, strays=4)
    ahead = straightened(lines, WIDTH, HEIGHT)

    assert ahead is not None
    assert max(abs(slope(ahead, seen, y)) for y in range(60, 1800, 60)) < 0.3


@pytest.mark.parametrize("corners", [SHEET, ((100, 200), (1500, 300), (1500, 1900), (100, 1800))])
def test_lines_side_by_side_are_no_perspective(corners):
    assert straightened(lines_of(corners)[0], WIDTH, HEIGHT) is None


def test_lines_that_agree_on_nothing_are_left():
    rng = random.Random(2)
    lines = [((1600 * rng.random(), 2000 * rng.random()), (300.0, 20.0), rng.uniform(-25, 25)) for _ in range(40)]

    assert straightened(lines, WIDTH, HEIGHT) is None
    assert straightened(lines[:3], WIDTH, HEIGHT) is None


def test_words_go_back_with_their_corners_and_know_where_they_stood_level():
    turn = math.radians(10)
    cos, sin = math.cos(turn), math.sin(turn)
    back = ((cos, -sin, 50.0), (sin, cos, 20.0), (0.0, 0.0, 1.0))
    box = Box(0, 100, 100, 160, 120)
    level = Level(Picture(400, 300, b""), back, 400, 300)

    (run,) = level.put_back(TextMap("Jane", (Run(0, 4, box),))).runs

    assert isinstance(run.place, Leaning) and run.place.level == box
    assert run.place.corners[0] == pytest.approx((100 * cos - 100 * sin + 50, 100 * sin + 100 * cos + 20))
    assert all(
        run.place.left <= x <= run.place.right and run.place.top <= y <= run.place.bottom for x, y in run.place.corners
    )


def test_a_picture_without_lines_is_left_as_it_is():
    picture = Picture(300, 200, np.full((200, 300, 3), 200, np.uint8).tobytes())

    assert leveled(picture) == Level(picture, None, 300, 200)

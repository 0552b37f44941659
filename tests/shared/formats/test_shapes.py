"""Slanted shapes are covered to the last pixel they touch, and not moved by the picture's edge."""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.formats.shapes import area, box_around, on_picture, padded, rows_of

SQUARE = ((10.0, 10.0), (30.0, 10.0), (30.0, 20.0), (10.0, 20.0))


def turned(degrees: float, corners=SQUARE, around=(40.0, 30.0)):
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return tuple(
        (around[0] + (x - 20) * cos - (y - 15) * sin, around[1] + (x - 20) * sin + (y - 15) * cos) for x, y in corners
    )


def holds(corners, x, y) -> bool:
    sides = zip(corners, (*corners[1:], corners[0]), strict=True)
    return all((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0) >= -1e-9 for (x0, y0), (x1, y1) in sides)


def test_an_upright_shape_is_its_rectangle():
    assert rows_of(SQUARE) == [(row, 10, 30) for row in range(10, 20)]
    assert (area(SQUARE), padded(SQUARE, 2)[0]) == (200, (8, 8))


@given(st.floats(-80, 80))
@settings(max_examples=40, deadline=None)
def test_every_point_of_a_turned_shape_lies_in_its_rows_and_in_the_padded_one(degrees):
    shape = turned(degrees)
    rows = {row: (left, right) for row, left, right in rows_of(shape)}
    larger = padded(shape, 2)

    assert math.isclose(area(larger), 24 * 14)
    for x, y in np.random.default_rng(0).uniform((10, 10), (30, 20), (40, 2)):
        ((at_x, at_y),) = turned(degrees, ((float(x), float(y)),))
        left, right = rows[math.floor(at_y)]
        assert left <= at_x <= right and holds(larger, at_x, at_y)


@given(st.floats(-80, 80), st.floats(-10, 70), st.floats(-10, 50))
@settings(max_examples=40, deadline=None)
def test_the_part_on_a_picture_keeps_its_sides(degrees, x, y):
    shape = turned(degrees, around=(x, y))
    part = on_picture(shape, 60, 40)

    for at_x, at_y in np.random.default_rng(0).uniform((0, 0), (60, 40), (60, 2)):
        assert (bool(part) and holds(part, at_x, at_y)) == holds(shape, at_x, at_y)
    if part and box_around(part, 60, 40):
        assert all(0 <= row < 40 and 0 <= left < right <= 60 for row, left, right in rows_of(part))


def test_a_shape_beside_the_picture_is_none():
    assert on_picture(SQUARE, 5, 5) == ()
    assert box_around(SQUARE, 5, 5) is None

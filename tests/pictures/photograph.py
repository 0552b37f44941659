"""A photograph of a drawn page, simulated: held askew, lit from one side, a little blurred, noisy, saved as JPEG.

What is true of the page stays true of the photograph: its ink and its lines go the same way as its pixels.
"""

import io
import random

import numpy as np
from PIL import Image, ImageFilter

from tests.pictures.truth import Item, Shot

LONGEST_SIDE = 2400


def photographed(sheet: Shot, seed: str) -> Shot:
    """The sheet on a table, as a phone sees it."""
    rng = random.Random(seed)
    zoom = min(1.0, 0.8 * LONGEST_SIDE / max(sheet.image.size))
    width, height = (round(side * zoom) for side in sheet.image.size)
    page = sheet.image.resize((width, height), Image.Resampling.LANCZOS)
    ink = Image.fromarray(sheet.ink)
    corners = _corners(rng, width, height)
    canvas = (round(max(x for x, _ in corners) + 0.07 * width), round(max(y for _, y in corners) + 0.07 * height))
    to_page = _perspective(corners, [(0, 0), (width, 0), (width, height), (0, height)])
    table = tuple(rng.randint(60, 150) for _ in range(3))
    page = page.transform(canvas, Image.Transform.PERSPECTIVE, to_page, Image.Resampling.BICUBIC, fillcolor=table)
    to_sheet = _perspective(corners, [(0, 0), (sheet.image.width, 0), sheet.image.size, (0, sheet.image.height)])
    ink = ink.transform(canvas, Image.Transform.PERSPECTIVE, to_sheet, Image.Resampling.NEAREST)
    to_photo = _perspective([(0, 0), (sheet.image.width, 0), sheet.image.size, (0, sheet.image.height)], corners)
    items = tuple(
        Item(item.label, item.text, tuple(tuple(_through(to_photo, *point) for point in line) for line in item.lines))
        for item in sheet.items
    )
    return Shot(sheet.name, _developed(rng, page), items, np.asarray(ink), sheet.text)


def _corners(rng: random.Random, width: int, height: int) -> list[tuple[float, float]]:
    """Where the page's corners come to lie: up to 5 degrees turned, and each corner pulled a little by the lens."""
    turn = np.radians(rng.uniform(-5, 5))
    cos, sin = float(np.cos(turn)), float(np.sin(turn))
    pull = 0.035 * max(width, height)
    placed = [
        (x * cos - y * sin + rng.uniform(-pull, pull), x * sin + y * cos + rng.uniform(-pull, pull))
        for x, y in ((0, 0), (width, 0), (width, height), (0, height))
    ]
    left, top = min(x for x, _ in placed) - 0.07 * width, min(y for _, y in placed) - 0.07 * height
    return [(x - left, y - top) for x, y in placed]


def _perspective(source: object, target: object) -> list[float]:
    """The eight numbers that take points of `source` to points of `target`."""
    rows, values = [], []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return [float(number) for number in np.linalg.solve(np.array(rows, float), np.array(values, float))]


def _through(numbers: list[float], x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f, g, h = numbers
    depth = g * x + h * y + 1
    return (a * x + b * y + c) / depth, (d * x + e * y + f) / depth


def _developed(rng: random.Random, page: Image.Image) -> Image.Image:
    """Light from one side, a soft shadow, blur, noise, JPEG."""
    pixels = np.asarray(page.filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 1.1)))).astype(np.float32)
    height, width = pixels.shape[:2]
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    along = (xs / width - 0.5) * np.cos(angle) + (ys / height - 0.5) * np.sin(angle)
    light = 0.8 + 0.45 * along
    x, y, reach = rng.uniform(0, width), rng.uniform(0, height), rng.uniform(0.2, 0.4) * max(width, height)
    light -= 0.22 * np.exp(-((xs - x) ** 2 + (ys - y) ** 2) / (2 * reach**2))
    warm = np.array([1.0, rng.uniform(0.93, 1.0), rng.uniform(0.82, 0.97)], np.float32)
    noise = np.random.default_rng(rng.randint(0, 2**31)).normal(0, rng.uniform(3, 7), pixels.shape)
    stream = io.BytesIO()
    lit = np.clip(pixels * light[..., None] * warm + noise, 0, 255).astype(np.uint8)
    Image.fromarray(lit).save(stream, "JPEG", quality=rng.randint(70, 88))
    return Image.open(io.BytesIO(stream.getvalue())).convert("RGB")

"""How much of what is personal on a picture its bars leave readable, counted in pixels of ink.

Two questions: with the true strings given, do the words' boxes cover them; and does the whole product, from the
picture's bytes to its bars. A bar over the whole page would leave nothing readable, so what is covered needlessly is
counted as well.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageDraw

from apps.images.pipeline import Bar, bars_of
from shared.detection import Detection
from shared.formats.image import Picture
from shared.formats.shapes import rows_of
from shared.formats.textmap import Box, TextMap
from shared.spans import Span
from tests.pictures.truth import Item, Quad, Shot

FULLY = 0.98
"""The share of its ink from which on an item is covered: the last hundredths are the faint edges of letters."""

NEAR = 0.35
"""How much of its line's height around an item a bar may take without it being needless."""


@dataclass(frozen=True)
class ItemScore:
    """What became of one string."""

    shot: str
    item: Item
    ink: int
    left: int

    @property
    def is_covered(self) -> bool:
        return self.left <= (1 - FULLY) * self.ink


@dataclass
class Score:
    """What became of many."""

    items: list[ItemScore] = field(default_factory=list)
    needless: list[float] = field(default_factory=list)
    """For each picture the share of its area that is covered and need not be."""

    def add(self, shot: Shot, bars: Iterable[Bar]) -> None:
        covered, wanted = np.zeros(shot.ink.shape, bool), np.zeros(shot.ink.shape, bool)
        for bar in bars:
            covered |= _mask_of(bar, shot)
        for item in shot.items:
            for line in item.lines:
                wanted |= _filled(_grown(line), shot)
        for number, item in enumerate(shot.items, 1):
            ink = shot.ink == number
            if ink.any():
                self.items.append(ItemScore(shot.name, item, int(ink.sum()), int((ink & ~covered).sum())))
        self.needless.append(float((covered & ~wanted).mean()))

    @property
    def fully(self) -> float:
        return sum(item.is_covered for item in self.items) / max(1, len(self.items))

    @property
    def ink_left(self) -> float:
        return sum(item.left for item in self.items) / max(1, sum(item.ink for item in self.items))

    @property
    def over(self) -> float:
        return sum(self.needless) / max(1, len(self.needless))

    def by_label(self) -> dict[str, "Score"]:
        groups: dict[str, Score] = defaultdict(Score)
        for item in self.items:
            groups[item.item.label].items.append(item)
        return dict(sorted(groups.items()))

    def line(self) -> str:
        covered = sum(item.is_covered for item in self.items)
        return (
            f"{covered} of {len(self.items)} items fully covered ({self.fully:.2%}), {self.ink_left:.3%} of their ink "
            f"left, {self.over:.2%} of the pictures covered needlessly"
        )


def picture_of(shot: Shot) -> Picture:
    return Picture(shot.image.width, shot.image.height, shot.image.tobytes())


def given_strings(shot: Shot, words: TextMap[Box]) -> tuple[Bar, ...]:
    """The bars if a perfect finder named the words that are personal: those that lie on an item's lines."""
    spans = [span for item in shot.items for span in _spans_on(item, words)]
    return bars_of(words, Detection(tuple(spans), tuple(spans), "truth", 0.0), picture_of(shot))


def _spans_on(item: Item, words: TextMap[Box]) -> Iterable[Span]:
    """One span for each unbroken row of words that lie on the item."""
    start = end = last = -1
    for number, run in enumerate(words.runs):
        if not any(_lies_on(run.place, line) for line in item.lines):
            continue
        if number != last + 1 and end > 0:
            yield Span(start, end, item.label)
            start = -1
        start, end, last = (run.start if start < 0 else start), run.end, number
    if end > 0:
        yield Span(start, end, item.label)


def _lies_on(box: Box, line: Quad) -> bool:
    """Whether a word has much to do with a line: its middle, at some place along it, lies inside."""
    (x0, y0), (x1, y1), _, (x3, y3) = line
    shares = np.linspace(0.04, 0.96, 24)
    xs, ys = box.left + shares * box.width - x0, np.full(24, (box.top + box.bottom) / 2 - y0)
    s, t = np.linalg.solve(np.array([[x1 - x0, x3 - x0], [y1 - y0, y3 - y0]]), np.stack([xs, ys]))
    return bool(((s >= 0) & (s <= 1) & (t >= 0.05) & (t <= 0.95)).any())


def _mask_of(bar: Bar, shot: Shot) -> np.ndarray:
    mask = np.zeros(shot.ink.shape, bool)
    for row, left, right in rows_of(bar.polygon) if bar.polygon else ():
        mask[row, left:right] = True
    if not bar.polygon:
        mask[bar.y : bar.y + bar.height, bar.x : bar.x + bar.width] = True
    return mask


def _filled(corners: Sequence[tuple[float, float]], shot: Shot) -> np.ndarray:
    image = Image.new("1", (shot.ink.shape[1], shot.ink.shape[0]))
    ImageDraw.Draw(image).polygon([tuple(corner) for corner in corners], fill=1, outline=1)
    return np.asarray(image)


def _grown(line: Quad) -> list[tuple[float, float]]:
    (x0, y0), _, _, (x3, y3) = line
    reach = NEAR * float(np.hypot(x3 - x0, y3 - y0))
    middle = np.mean(np.array(line), axis=0)
    grown = []
    for x, y in line:
        away = np.array([x, y]) - middle
        length = float(np.hypot(*away)) or 1.0
        grown.append(tuple(np.array([x, y]) + away / length * reach * 1.4))
    return grown

"""What the first look at a picture left for the second one: writing that it did not see, or is not sure of.

A word that was read with confidence is white for the second look, and so is what is too small or too thin to be
writing. The rest is cut into strips from edge to edge of the picture, through blank rows alone, so that no letter is
ever cut; several strips lie on one sheet, and the sheets can be read side by side. Reads nothing itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from shared.formats.ocr_words import SURER, Word

SURE = 98.0 - SURER
"""Of 100. From this confidence on a word of the second look is never believed instead: none reaches more than 98."""

INK = 205
"""Of 255. What stands out by this much or more, dark on white, may be a stroke: a light grey on white has 160."""

ROOM = 0.7
"""How much around what is left stays to be seen, in heights of the usual line."""

LEAST, CORNER, RULE = 0.3, 0.6, 4.0
"""In heights of the usual line: what is lower is a dot, or, where it touches a rule, the corner of a frame; a stroke
this long is a rule, and white like what was read."""

BESIDE = 1.2
"""In heights of a word: how near it stands to what is left of its line."""

WORTH_A_SHEET = 400_000
"""In pixels: a sheet with less is read in the time that a process needs to start."""


@dataclass(frozen=True, slots=True)
class _Strip:
    """Rows of a sheet, from `top` to `bottom`, that are those of the image from `there` on."""

    top: int
    bottom: int
    there: int


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """Strips one below the other; `pixels`: (height, width), dark on white."""

    pixels: Any
    strips: tuple[_Strip, ...]
    number: int

    def put_back(self, words: Sequence[Word]) -> list[Word]:
        """The words of this sheet where they stand on the image. Every sheet counts its blocks from one: they are kept
        apart."""
        found = []
        for word in words:
            middle = (word.box.top + word.box.bottom) / 2
            strip = min(self.strips, key=lambda strip: max(strip.top - middle, middle - strip.bottom))
            down = strip.there - strip.top
            box = replace(word.box, top=word.box.top + down, bottom=word.box.bottom + down)
            found.append(replace(word, box=box, block=word.block + _BLOCKS * self.number))
        return found


_BLOCKS = 100_000


def left_over(contrast: Any, words: Sequence[Word], most: int) -> list[Sheet]:
    """At most so many sheets of what is left of an image after these words were read; none where nothing is.

    `contrast`: (height, width), dark on white; the words in its pixels.
    """
    import cv2
    import numpy as np

    usual = _usual_height(words)
    # Half as large is fine enough to tell writing from rules, and four times as quick.
    step = 2 if usual >= 20 else 1
    rows, columns = contrast.shape
    small = (
        contrast if step == 1 else cv2.resize(contrast, (-(-columns // 2), -(-rows // 2)), interpolation=cv2.INTER_AREA)
    )
    sure, unsure = _by_sureness(words)
    doubted = _boxes(unsure, small.shape, step)
    left = _writing(small, _boxes(sure, small.shape, step) | doubted, usual / step) | doubted
    if not left.any():
        return []
    white = _boxes([word for word in sure if not _is_beside(word, left, step)], small.shape, step) & ~doubted
    room = 2 * max(2, round(ROOM * usual / step)) + 1
    kept = cv2.dilate(left.astype(np.uint8), np.ones((room, room), np.uint8)) > 0
    if step == 2:
        kept, white = (flags.repeat(2, axis=0).repeat(2, axis=1)[:rows, :columns] for flags in (kept, white))
    return _sheets(np.where(white, np.uint8(255), contrast), kept, max(4, round(usual)), most)


def _writing(contrast: Any, read: Any, usual: float) -> Any:
    """Where ink outside of what was read may be writing."""
    import cv2
    import numpy as np

    ink: Any = ((contrast < INK) & ~read).astype(np.uint8)
    length = max(9, round(RULE * usual))
    rules: Any = np.zeros_like(ink)
    for straight in (np.ones((1, length), np.uint8), np.ones((length, 1), np.uint8)):
        rules |= cv2.morphologyEx(ink, cv2.MORPH_OPEN, straight)
    rules = cv2.dilate(rules, np.ones((3, 3), np.uint8))
    joined = cv2.morphologyEx(ink & (1 - rules), cv2.MORPH_CLOSE, np.ones((1, max(3, round(0.55 * usual))), np.uint8))
    labels: Any
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    heights = stats[:, cv2.CC_STAT_HEIGHT] / usual
    is_corner = np.bincount(labels[cv2.dilate(rules, np.ones((3, 3), np.uint8)) > 0], minlength=count) > 0
    is_left = heights >= np.where(is_corner, CORNER, LEAST)
    is_left[0] = False
    return np.take(is_left, labels)


def _is_beside(word: Word, left: Any, step: int) -> bool:
    """Whether a word stands in its line right before or after what is left: that is read better with it than alone."""
    box = word.box
    quarter, reach = box.height / 4, BESIDE * box.height
    top, bottom = int(box.top + quarter) // step, int(box.bottom - quarter) // step + 1
    start, end = max(0, int(box.left - reach)) // step, int(box.right + reach) // step + 1
    return bool(left[top:bottom, start:end].any())


def _usual_height(words: Sequence[Word]) -> float:
    heights = sorted(word.box.height for word in words)
    return min(80.0, max(14.0, heights[len(heights) // 2])) if heights else 30.0


def _by_sureness(words: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    return [word for word in words if word.confidence >= SURE], [word for word in words if word.confidence < SURE]


def _boxes(words: Sequence[Word], shape: tuple[int, int], step: int) -> Any:
    """The pixels of these words and a little around them."""
    import numpy as np

    pixels = np.zeros(shape, bool)
    for word in words:
        aside = 0.2 * word.box.height
        left, top = max(0, int(word.box.left - aside)), max(0, int(word.box.top - aside))
        right, bottom = int(word.box.right + aside), int(word.box.bottom + aside)
        pixels[top // step : bottom // step + 1, left // step : right // step + 1] = True
    return pixels


def _sheets(seen: Any, kept: Any, gap: int, most: int) -> list[Sheet]:
    """The rows that hold something, dealt out to sheets with about as much on each."""
    bands = _bands(seen, kept)
    amounts = [int(kept[top:bottom].sum()) for top, bottom in bands]
    sheets = max(1, min(most, sum(amounts) // WORTH_A_SHEET + 1))
    share, done = sum(amounts) / sheets, 0
    dealt: list[list[tuple[int, int]]] = [[] for _ in range(sheets)]
    for band, amount in zip(bands, amounts, strict=True):
        dealt[min(sheets - 1, int((done + amount / 2) / share))].append(band)
        done += amount
    return [_sheet(seen, some, gap, number) for number, some in enumerate(dealt) if some]


def _bands(seen: Any, kept: Any) -> list[tuple[int, int]]:
    """From row to row, cut in the middle of where no letter stands."""
    import numpy as np

    inked = (seen < INK).any(axis=1)
    bands = []
    for top, bottom in _runs(kept.any(axis=1)):
        cuts = [top + (a + b) // 2 for a, b in _runs(~inked[top:bottom]) if b - a >= 4 and a > 0 and b < bottom - top]
        bands += list(pairwise([top, *cuts, bottom]))
    return [(top, bottom) for top, bottom in bands if np.any(kept[top:bottom])]


def _runs(flags: Any) -> list[tuple[int, int]]:
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _sheet(seen: Any, bands: Sequence[tuple[int, int]], gap: int, number: int) -> Sheet:
    import numpy as np

    blank = np.full((gap, seen.shape[1]), 255, np.uint8)
    parts, strips, at, last = [blank], [], gap, bands[0][0]
    for top, bottom in bands:
        apart = min(gap, top - last)  # never wider than it was: Tesseract refuses pictures that are too long
        strips.append(_Strip(at + apart, at + apart + bottom - top, top))
        parts += [blank[:apart], seen[top:bottom]]
        at, last = at + apart + bottom - top, bottom
    return Sheet(np.vstack([*parts, blank]), tuple(strips), number)

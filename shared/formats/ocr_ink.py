"""Where the ink of a word really is: Tesseract's boxes leave out the plus of a number, a dot, the edge of a letter.

Looks at pixels around boxes that others found; reads nothing. A word's paper is the commonest colour in its box,
so that light text on dark, or red on a button, is ink like any other.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from shared.formats.ocr_words import Word
from shared.formats.textmap import Box, Leaning

FAINT = 0.25
"""From which share of a word's strongest contrast a pixel is ink: what is fainter is the paper's own texture."""

LEAST_CONTRAST = 14
"""Of 255. What differs less from its paper cannot be told from the noise of a photograph."""

ASIDE, ABOVE = 0.8, 0.45
"""How far a box may grow to either side and upwards or downwards, in heights of its line."""

LETTER_GAP = 0.16
"""The widest gap inside a word, in heights of its line: a blank is wider."""


def grown(words: Sequence[Word], pixels: Any) -> list[Word]:
    """The words with boxes that hold all of their ink. `pixels`: (height, width, 3), without a photograph's noise."""
    heights = _line_heights(words)
    near = _Neighbours(words)
    return [
        word  # its box was grown where it was read, upright
        if isinstance(word.box, Leaning)
        else replace(word, box=_grown(word.box, heights[_line_of(word)], near.beside(number), pixels))
        for number, word in enumerate(words)
    ]


def underscores(words: Sequence[Word], before: Sequence[Word], pixels: Any) -> list[Word]:
    """The words with the underscores that Tesseract does not see: low ink that fills the gap between two words.

    `before` are the same words as they were before they grew: a gap that growing has closed held ink.
    """
    seen = list(words)
    for number in range(len(words) - 1):
        here, there = words[number], words[number + 1]
        if _line_of(here) != _line_of(there) or isinstance(here.box, Leaning) or isinstance(there.box, Leaning):
            continue
        height = max(before[number].box.height, before[number + 1].box.height)
        was = before[number + 1].box.left - before[number].box.right
        if not 0.2 * height <= was <= 1.2 * height or there.box.left - here.box.right > 0.15 * height:
            continue
        gap = replace(
            before[number].box,
            left=before[number].box.right,
            right=before[number + 1].box.left,
            top=min(here.box.top, there.box.top),
            bottom=max(here.box.bottom, there.box.bottom),
        )
        ink = _ink(before[number].box, gap, pixels)
        if ink is not None and ink.size and _is_underscore(ink):
            box = replace(here.box, right=max(here.box.right, there.box.left))
            seen[number] = replace(seen[number], text=here.text.rstrip("_") + "_", box=box)
    return seen


def _is_underscore(ink: Any) -> bool:
    """Whether what is between two words is a thin stroke along the lower edge and nothing else."""
    rows = ink.shape[0]
    upper, lower = ink[: round(0.6 * rows)], ink[round(0.6 * rows) :]
    filled = float(lower.any(axis=0).mean())
    return filled >= 0.7 and float(upper.mean()) < 0.06 and float(ink.sum(axis=0).max()) <= 0.3 * rows + 1


def values_apart(words: Sequence[Word], pixels: Any) -> list[Word]:
    """`KEY=value` as two words that touch, where the place of the sign can be told, so that a bar hides the value
    alone."""
    apart: list[Word] = []
    for word in words:
        at = 0 if isinstance(word.box, Leaning) else word.text.find("=") + 1
        boxes = parted(word, at, pixels) if 1 < at < len(word.text) else None
        if boxes is None:
            apart.append(word)
        else:
            name, value = boxes
            apart += [replace(word, text=word.text[:at], box=name), replace(word, text=word.text[at:], box=value)]
    return apart


def parted(word: Word, at: int, pixels: Any) -> tuple[Box, Box] | None:
    """The boxes of `text[:at]`, which ends in an equals sign, and of the rest; None where that cannot be told.

    The sign is looked for where its place in the text says, by what it looks like: two bars, one above the other.
    """
    import numpy as np

    ink = _ink(word.box, word.box, pixels)
    if ink is None or word.box.height < 6:
        return None
    each = word.box.width / max(1, len(word.text))
    expected = (at - 0.5) * each
    reach = max(2.0 * each, 0.12 * word.box.width)
    best: tuple[float, int, int] | None = None
    for start, end in _runs(_two_bars(ink)):
        middle = (start + end) / 2
        wide_enough = 0.35 * each <= end - start <= 1.6 * each
        if wide_enough and abs(middle - expected) <= reach and (best is None or abs(middle - expected) < best[0]):
            best = (abs(middle - expected), start, end)
    if best is None:
        return None
    after = np.flatnonzero(~ink[:, best[2] :].any(axis=0))
    if not len(after) or after[0] > 0.5 * each:  # no blank column behind it: the cut would go through a letter
        return None
    cut = word.box.left + best[2] + int(after[0])
    box = word.box
    if not box.left < cut < box.right:
        return None
    return replace(box, right=cut), replace(box, left=cut)


def _two_bars(ink: Any) -> Any:
    """Which columns hold exactly two strokes, both thin, of which neither lies at the line's edge."""
    import numpy as np

    height = ink.shape[0]
    padded = np.vstack([np.zeros((1, ink.shape[1]), bool), ink, np.zeros((1, ink.shape[1]), bool)])
    strokes = (padded[1:] & ~padded[:-1]).sum(axis=0)
    share = ink.sum(axis=0) / height
    first, last = ink.argmax(axis=0), height - 1 - ink[::-1].argmax(axis=0)
    inside = (first > 0.12 * height) & (last < 0.95 * height) & (last - first < 0.55 * height)
    return (strokes == 2) & (share < 0.5) & inside


def _runs(flags: Any) -> list[tuple[int, int]]:
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _line_of(word: Word) -> tuple[int, int, int]:
    return word.block, word.paragraph, word.line


def _line_heights(words: Sequence[Word]) -> dict[tuple[int, int, int], float]:
    heights: dict[tuple[int, int, int], list[float]] = {}
    for word in words:
        heights.setdefault(_line_of(word), []).append(word.box.height)
    return {line: sorted(values)[len(values) // 2] for line, values in heights.items()}


class _Neighbours:
    """How far a box may grow before it meets another word."""

    def __init__(self, words: Sequence[Word]) -> None:
        import numpy as np

        self._boxes = np.array([(w.box.left, w.box.top, w.box.right, w.box.bottom) for w in words], float).reshape(
            -1, 4
        )

    def beside(self, number: int) -> tuple[float, float, float, float]:
        """The nearest edge of another word to the left, above, to the right and below."""
        import numpy as np

        left, top, right, bottom = self._boxes[number]
        others = np.delete(self._boxes, number, axis=0)
        on_line = (others[:, 1] < bottom) & (others[:, 3] > top)
        in_column = (others[:, 0] < right) & (others[:, 2] > left)
        middle, center = (left + right) / 2, (top + bottom) / 2
        lefts = others[on_line & ((others[:, 0] + others[:, 2]) / 2 < middle), 2]
        rights = others[on_line & ((others[:, 0] + others[:, 2]) / 2 > middle), 0]
        aboves = others[in_column & ((others[:, 1] + others[:, 3]) / 2 < center), 3]
        belows = others[in_column & ((others[:, 1] + others[:, 3]) / 2 > center), 1]
        return (
            min(left, lefts.max(initial=-np.inf)),
            min(top, aboves.max(initial=-np.inf)),
            max(right, rights.min(initial=np.inf)),
            max(bottom, belows.min(initial=np.inf)),
        )


def _grown(box: Box, line_height: float, limits: tuple[float, float, float, float], pixels: Any) -> Box:
    height = max(box.height, min(line_height, 2 * box.height), 6.0)
    rows, columns = pixels.shape[:2]
    aside, above = ASIDE * height, ABOVE * height
    left, top = max(0.0, box.left - aside, limits[0]), max(0.0, box.top - above, limits[1])
    right, bottom = min(columns, box.right + aside, limits[2]), min(rows, box.bottom + above, limits[3])
    around = Box(box.page, int(left), int(top), int(-(-right // 1)), int(-(-bottom // 1)))
    ink = _ink(box, around, pixels)
    if ink is None:
        return box
    inner = [int(box.left) - int(around.left), int(box.top) - int(around.top)]
    inner += [inner[0] + max(1, round(box.width)), inner[1] + max(1, round(box.height))]
    x0, y0, x1, y1 = inner
    y0 -= _reach(ink[:y0, x0:x1].any(axis=1)[::-1], 1)
    y1 += _reach(ink[y1:, x0:x1].any(axis=1), 1)
    gap = max(1, round(LETTER_GAP * height))
    x0 -= _reach(_columns(ink, y0, y1)[:x0][::-1], gap)
    x1 += _reach(_columns(ink, y0, y1)[x1:], gap)
    return Box(
        box.page,
        min(box.left, around.left + x0),
        min(box.top, around.top + y0),
        max(box.right, around.left + x1),
        max(box.bottom, around.top + y1),
    )


def _columns(ink: Any, top: int, bottom: int) -> Any:
    """Which columns have ink between these rows that is not a frame: a stroke that goes on past the line's height."""
    inside = ink[top:bottom]
    through = inside.all(axis=0) & ((top > 0) & (ink[:top].all(axis=0) if top else False))
    return inside.any(axis=0) & ~through


def _reach(flags: Any, gap: int) -> int:
    """How far ink goes on from the start, over gaps of at most this many blanks. Ink that never ends is a frame or
    a picture, and none of the word's."""
    last = blanks = 0
    for position, inked in enumerate(flags, 1):
        if inked:
            last, blanks = position, 0
        else:
            blanks += 1
            if blanks > gap:
                return last
    return last if blanks or not len(flags) else 0


def _ink(box: Box, around: Box, pixels: Any) -> Any:
    """Where there is ink around a box, by the paper and the contrast inside it; None where it has no contrast."""
    import numpy as np

    own = pixels[int(box.top) : int(-(-box.bottom // 1)), int(box.left) : int(-(-box.right // 1))]
    if own.size == 0:
        return None
    paper = np.median(own.reshape(-1, 3), axis=0)
    part = pixels[int(around.top) : int(around.bottom), int(around.left) : int(around.right)]
    differs = np.abs(part.astype(np.int16) - paper.astype(np.int16)).max(axis=2)
    strongest = float(np.percentile(np.abs(own.astype(np.int16) - paper.astype(np.int16)).max(axis=2), 97))
    if strongest < LEAST_CONTRAST:
        return None
    return differs > max(LEAST_CONTRAST, FAINT * strongest)

"""A picture cut in two where nothing stands, so that two processes can read its halves at once, and the words of both.

The cut goes from edge to edge through rows that are all alike, at least as many as a line is high: no letter is cut, a
column of text that goes on over the middle keeps the whole picture together, and frames may be crossed. Reads nothing
itself.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from shared.formats.ocr_words import Word

LEAST_PIXELS = 1_000_000
"""A smaller picture is read in the time that a second process needs to start and to warm up."""

ALIKE = 12
"""Of 255. By how much a row may differ from the one above it and be blank: a soft shadow does, a letter does more."""

GAP = 0.9
"""How wide the cut must be, in heights of the usual line: between lines of one paragraph there is half of that."""

LEAST_SHARE = 0.25
"""Of the strokes on the picture. A half with less is not worth a process."""

_BLOCKS = 10_000


def cut_of(grey: Any) -> int | None:
    """The row at which to cut; None where a picture stays whole. `grey`: (height, width)."""
    import cv2
    import numpy as np

    if grey.size < LEAST_PIXELS:
        return None
    changes = cv2.absdiff(grey[1:], grey[:-1]) > ALIKE
    strokes = np.cumsum(np.concatenate(([0], changes.sum(axis=1))))
    edges = np.flatnonzero(np.diff(np.concatenate(([True], strokes[1:] == strokes[:-1], [True])).astype(np.int8)))
    lines = [end - start for start, end in zip(edges[::2], edges[1::2], strict=True) if end - start >= 6]
    if not lines or not strokes[-1]:
        return None
    least = max(8.0, GAP * float(np.median(lines)))
    blanks = [
        (int(start), int(end)) for start, end in zip(edges[1::2], edges[2::2], strict=False) if end - start >= least
    ]
    share = {(start + end) // 2: float(strokes[start] / strokes[-1]) for start, end in blanks}
    best = min(share, key=lambda row: abs(share[row] - 0.5), default=None)
    return best if best is not None and LEAST_SHARE <= share[best] <= 1 - LEAST_SHARE else None


def joined(upper: Sequence[Word], lower: Sequence[Word], cut: int) -> list[Word]:
    """The words of both halves, the lower ones where they stand on the whole. A paragraph that goes on right below the
    cut stays one."""
    moved = [
        replace(
            word,
            box=replace(word.box, top=word.box.top + cut, bottom=word.box.bottom + cut),
            block=word.block + _BLOCKS,
        )
        for word in lower
    ]
    if upper and moved and _goes_on(upper, moved):
        first, last = moved[0].block, upper[-1].block
        moved = [
            replace(word, block=last, paragraph=word.paragraph + _BLOCKS) if word.block == first else word
            for word in moved
        ]
    return [*upper, *moved]


def _goes_on(upper: Sequence[Word], lower: Sequence[Word]) -> bool:
    """Whether the last line of one half and the first of the other are as near as lines of a paragraph."""
    last = [word.box for word in upper if _line(word) == _line(upper[-1])]
    first = [word.box for word in lower if _line(word) == _line(lower[0])]
    gap = min(box.top for box in first) - max(box.bottom for box in last)
    height = max(box.height for box in (*last, *first))
    overlap = min(max(box.right for box in last), max(box.right for box in first)) - max(last[0].left, first[0].left)
    return gap <= 1.5 * height and overlap > 0


def _line(word: Word) -> tuple[int, int, int]:
    return word.block, word.paragraph, word.line

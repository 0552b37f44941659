"""A line of text on a page: its characters, the box of each, and how it was set.

Sizes and positions are in points, from the top left corner of the page as it is seen. This module knows no PDF
library: it is what `pdf.py` hands to the modules that find paragraphs and tables.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")
_HYPHENS = "-\u2010\u00ad"


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """Character `offsets[i]` of `text` has the edges `edges[4 * i : 4 * i + 4]`: left, top, right, bottom.

    A character without edges was added for reading, such as the blank in a wide gap. `group` numbers the lines that
    the page sets together. `is_level` is False for text that does not run horizontally.
    """

    text: str
    offsets: "array[int]"
    edges: "array[float]"
    left: float
    top: float
    right: float
    bottom: float
    size: float
    group: int = 0
    is_bold: bool = False
    is_fixed: bool = False
    is_level: bool = True

    def __repr__(self) -> str:
        return f"Line({len(self.text)} characters at {self.left:.0f}, {self.top:.0f})"

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def first_word_width(self) -> float:
        """How much room the line's first word takes."""
        end = bisect_left(self.offsets, len(self.text.split(None, 1)[0]))
        lefts, rights = self.edges[0 : 4 * end : 4], self.edges[2 : 4 * end : 4]
        return max(rights) - min(lefts) if end else 0.0

    @property
    def runs_right_to_left(self) -> bool:
        return len(_RIGHT_TO_LEFT.findall(self.text)) * 2 > len(_LETTER.findall(self.text))


@dataclass(frozen=True, slots=True, repr=False)
class PageLines:
    """A page's size, and its lines in the order in which it was written."""

    width: float
    height: float
    lines: Sequence[Line]


def joined(first: Line, second: Line, gap: str = " ") -> Line:
    """Two pieces of one line, such as a bullet and the text far to its right, as one."""
    shift = len(first.text) + len(gap)
    return Line(
        first.text + gap + second.text,
        first.offsets + array("I", [offset + shift for offset in second.offsets]),
        first.edges + second.edges,
        min(first.left, second.left),
        min(first.top, second.top),
        max(first.right, second.right),
        max(first.bottom, second.bottom),
        max(first.size, second.size),
        first.group,
        first.is_bold and second.is_bold,
        first.is_fixed and second.is_fixed,
        first.is_level and second.is_level,
    )


def on_one_row(a: Line, b: Line) -> bool:
    """Whether two lines stand side by side."""
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    return a.is_level and b.is_level and shared > 0.6 * min(a.height, b.height) and not _overlap(a, b)


def _overlap(a: Line, b: Line) -> bool:
    return min(a.right, b.right) - max(a.left, b.left) > 1.0


def wraps(line: Line, following: Line, left: float, right: float) -> bool:
    """Whether the text only went to the next line because the next word had no room between `left` and `right`.

    A line of an address ends early and its end means something; a line of a paragraph ends where the column does.
    """
    if not (line.is_level and following.is_level) or not following.text.strip():
        return False
    room = (line.left - left) if line.runs_right_to_left else (right - line.right)
    if abs((line.left - left) - (right - line.right)) < 2.0:  # centred, or as wide as the column
        room = (line.left - left) + (right - line.right)
    return following.first_word_width + 0.2 * line.size > room


def separator(line: Line, following: Line, left: float, right: float) -> tuple[str, int]:
    """What stands between two lines of one paragraph, and how many characters around it a line's end put there.

    They are a hyphen at the end of the line, the separator itself, both, or neither: "Fitz-" and "gerald" are one
    word, "Anna-" and "Lena" one name with a hyphen.
    """
    last, first = line.text[-1], following.text[0]
    if last in _HYPHENS and len(line.text) > 1 and line.text[-2].isalnum() and first.isalnum():
        cuts_a_word = line.text[-2].isalpha() and first.islower()
        return "\n", 2 if cuts_a_word else 1
    return (" " if wraps(line, following, left, right) else "\n"), 0

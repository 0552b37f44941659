"""A line of text on a page: its characters, the box of each, and how it was set.

Sizes and positions are in points, from the top left corner of the page as it is seen. This module knows no PDF
library: it is what `pdf.py` hands to the modules that find paragraphs and tables.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")
_EAST_ASIAN = re.compile("[\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]")
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
    """A page's size, and its lines in the order in which it was written. `has_image`: it shows more than they say."""

    width: float
    height: float
    lines: Sequence[Line]
    rotation: int = 0
    has_image: bool = False


class Together:
    """Lines that belong together, and the room they take."""

    __slots__ = ()
    lines: Sequence[Line]

    @property
    def left(self) -> float:
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        return max(line.right for line in self.lines)

    @property
    def top(self) -> float:
        return min(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        return max(line.bottom for line in self.lines)


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


def on_one_line(a: Line, b: Line) -> bool:
    """Whether two pieces of text stand side by side at one height."""
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    overlap = min(a.right, b.right) - max(a.left, b.left)
    return a.is_level and b.is_level and shared > 0.6 * min(a.height, b.height) and overlap <= 1.0


def cut_before(line: Line, lefts: Sequence[float], points: float) -> list[Line]:
    """The line cut before each word that begins within `points` of one of `lefts`, its own beginning aside."""
    pieces: list[Line] = []
    begin = 0
    for index, offset in enumerate(line.offsets):
        begins_a_word = index > begin and line.text[offset - 1 : offset].isspace() and not line.text[offset].isspace()
        if begins_a_word and any(abs(line.edges[4 * index] - left) <= points for left in lefts):
            pieces.append(_piece(line, begin, index))
            begin = index
    return [*pieces, _piece(line, begin, len(line.offsets))] if pieces else [line]


def _piece(line: Line, first: int, end: int) -> Line:
    """The characters with the places `[first, end)`, blanks around them aside."""
    while end > first and line.text[line.offsets[end - 1]].isspace():
        end -= 1
    start = line.offsets[first]
    edges = line.edges[4 * first : 4 * end]
    return replace(
        line,
        text=line.text[start : line.offsets[end - 1] + 1],
        offsets=array("I", [offset - start for offset in line.offsets[first:end]]),
        edges=edges,
        left=min(edges[0::4]),
        right=max(edges[2::4]),
    )


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


def is_address(lines: Sequence[Line], page_width: float) -> bool:
    """Whether these lines are such as stand below one another for themselves: few, short, each with a capital or a
    number at its beginning. Of three lines of prose at least one goes on with a small letter."""
    width = max(line.right for line in lines) - min(line.left for line in lines)
    begins = [line.text[0] for line in lines[1:]]
    return 2 < len(lines) <= 8 and width < 0.45 * page_width and all(b.isupper() or b.isdigit() for b in begins)


def separator(line: Line, following: Line, left: float, right: float) -> tuple[str, int]:
    """What stands between two lines of one paragraph, and how many characters around it a line's end put there.

    They are a hyphen at the end of the line, the separator itself, both, or neither: "Fitz-" and "gerald" are one
    word, "Anna-" and "Lena" one name with a hyphen, and Chinese has no blanks at all.
    """
    last, first = line.text[-1], following.text[0]
    if _EAST_ASIAN.match(last) and _EAST_ASIAN.match(first):
        return "\n", int(wraps(line, following, left, right))
    if last in _HYPHENS and len(line.text) > 1 and line.text[-2].isalnum() and first.isalnum():
        cuts_a_word = line.text[-2].isalpha() and first.islower()
        return "\n", 2 if cuts_a_word else 1
    return (" " if wraps(line, following, left, right) else "\n"), 0

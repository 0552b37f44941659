"""Where letters of a PDF go: what is taken out of the page, and the box that is drawn in its place.

MuPDF takes out every letter whose box is touched, and boxes of letters overlap: those of lines that are set tightly,
of italics, of anything that is neither level nor upright. So what is taken out is a thin strip from the middle of the
first letter to the middle of the last one, in the direction in which the text runs; slanted text goes letter by letter,
each by the point that the fewest of its neighbours share. Knows no PDF library and no findings.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from shared.formats.textmap import Box, Run, TextMap, unite_lines

Direction = Literal["across", "along", "slanted"]
"""How text runs on the page as it is seen: in level lines, up or down, or in neither way."""

THIN = 0.04
"""How high the strip is, as a share of the line's height. On the 40 PDFs of the corpus it meets every letter but
those whose font lies about its height; these are met by `TALL`."""

TALL = 0.64
"""What is taken out where the strip left something: never too little, and at times a neighbour's too."""

_INWARD = 0.3
"""How far into the first and the last letter the taller box reaches."""

_STRAIGHT = 0.2
"""A line is level when it rises by less than this share of its length: text askew by 11 degrees still is."""

_SKEWED = 1.6
"""A box this much higher than its letters is that of a line askew: its letters go one by one."""

_POINTS = sorted(
    ((across / 10, down / 10) for across in range(1, 10, 2) for down in range(1, 10, 2)),
    key=lambda point: abs(point[0] - 0.5) + abs(point[1] - 0.5),
)
"""Of a slanted letter's box, the middle first."""

_NEIGHBOURS, _ABOUT = 8, 400
"""How many characters before and after are looked at: on a line, and on the lines above and below."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a page that goes with all that lies in it. `words` are written on its box."""

    box: Box
    words: str = ""
    label: str = "area"


@dataclass(frozen=True, slots=True)
class Cover:
    """A box to draw over something that goes. Letters go where `core` touches them, and where that was not enough
    `reach`. `words` stand in the box; `is_upright` is a line that runs up or down."""

    box: Box
    core: Box
    reach: Box
    words: str = ""
    tone: str = "bar"
    is_upright: bool = False

    @classmethod
    def whole(cls, box: Box, words: str = "", tone: str = "bar") -> "Cover":
        """All that lies in this box."""
        return cls(box, box, box, words, tone)

    def packed(self) -> list[Any]:
        edges = [edge for box in (self.box, self.core, self.reach) for edge in _edges(box)]
        return [self.box.page, edges, self.words, self.tone, self.is_upright]

    @classmethod
    def unpacked(cls, packed: Sequence[Any]) -> "Cover":
        page, edges, words, tone, is_upright = packed
        box, core, reach = (Box(int(page), *edges[at : at + 4]) for at in (0, 4, 8))
        return cls(box, core, reach, str(words), str(tone), bool(is_upright))


def covers_of(text: TextMap[Any], start: int, end: int, is_turned: bool = False) -> list[Cover]:
    """What to take out and to cover so that the characters `[start, end)` are gone, line by line.

    `is_turned`: text runs up or down where nothing else tells, as on a page that was turned by 90 degrees.
    """
    around = text.runs_in(max(0, start - _NEIGHBOURS), min(len(text.text), end + _NEIGHBOURS))
    runs = [run for run in around if isinstance(run.place, Box)]
    covers: list[Cover] = []
    for direction, boxes in _stretches(runs, start, end, "along" if is_turned else "across"):
        others = [run.place for run in runs if not start <= run.start < end]
        if direction == "slanted":
            around = text.runs_in(max(0, start - _ABOUT), min(len(text.text), end + _ABOUT))
            others = [run.place for run in around if not start <= run.start < end]
            covers += _letters(boxes, [box for box in others if isinstance(box, Box)])
        elif direction == "along":
            covers += [_flipped(cover) for cover in _lines(list(map(_flip, boxes)), list(map(_flip, others)))]
        else:
            covers += _lines(boxes, others)
    return covers


def _stretches(
    runs: Sequence[Run[Box]], start: int, end: int, usual: Direction
) -> Iterable[tuple[Direction, list[Box]]]:
    """The boxes of the characters `[start, end)`, those that run in one direction together."""
    found: list[tuple[Direction, list[Box]]] = []
    for pieces in _lines_of(runs):
        boxes = [run.place for run in pieces if start <= run.start < end]
        if boxes:
            direction = _direction([run.place for run in pieces], usual)
            if found and found[-1][0] == direction:
                found[-1][1].extend(boxes)
            else:
                found.append((direction, boxes))
    return found


def _lines_of(runs: Sequence[Run[Box]]) -> Iterable[list[Run[Box]]]:
    """Runs that follow one another without a gap: between two lines there is always a character without a place."""
    pieces = list(runs[:1])
    for last, run in pairwise(runs):
        if run.start != last.end or run.place.page != last.place.page:
            yield pieces
            pieces = []
        pieces.append(run)
    if pieces:
        yield pieces


def _direction(boxes: Sequence[Box], usual: Direction) -> Direction:
    (x, y), (far_x, far_y) = _middle(boxes[0]), _middle(boxes[-1])
    across, down = abs(far_x - x), abs(far_y - y)
    if max(across, down) < 0.5:
        return usual
    if down <= _STRAIGHT * across:
        return "across"
    return "along" if across <= _STRAIGHT * down else "slanted"


def _lines(boxes: Sequence[Box], others: Sequence[Box]) -> list[Cover]:
    covers: list[Cover] = []
    for letters in _grouped(boxes):
        [whole] = unite_lines(letters)
        if whole.height > _SKEWED * max(box.height for box in letters):
            covers += [_line([box], others) for box in letters]
        else:
            covers.append(_line(letters, others))
    return covers


def _grouped(boxes: Iterable[Box]) -> list[list[Box]]:
    """The letters of each line."""
    lines: list[tuple[Box, list[Box]]] = []
    for box in boxes:
        united = unite_lines([lines[-1][0], box]) if lines else []
        if len(united) == 1:
            lines[-1] = (united[0], [*lines[-1][1], box])
        else:
            lines.append((box, [box]))
    return [letters for _, letters in lines]


def _line(letters: Sequence[Box], others: Sequence[Box]) -> Cover:
    [whole] = unite_lines(letters) if len(letters) > 1 else letters
    first, last = min(letters, key=_center), max(letters, key=_center)
    left, right = _center(first), _center(last)
    for other in others:
        if _shares_the_line(other, whole):
            if other.left < first.left and left <= other.right < first.right:
                left = other.right + 0.02 * first.width
            if other.right > last.right and last.left < other.left <= right:
                right = other.left - 0.02 * last.width
    if left > right:
        left = right = min(max((left + right) / 2, first.left), last.right)
    core = _strip(whole, left, right, THIN)
    reach = _strip(whole, left - _INWARD * first.width, right + _INWARD * last.width, TALL)
    return Cover(whole, core, reach)


def _strip(line: Box, left: float, right: float, share: float) -> Box:
    middle, half = (line.top + line.bottom) / 2, share * line.height / 2
    return Box(line.page, left - 0.05, middle - half, right + 0.05, middle + half)


def _shares_the_line(box: Box, line: Box) -> bool:
    return box.page == line.page and box.top < (line.top + line.bottom) / 2 < box.bottom


def _letters(boxes: Sequence[Box], others: Sequence[Box]) -> list[Cover]:
    """Slanted letters: their boxes lie over one another, each has points that few others have."""
    covers: list[Cover] = []
    for box in boxes:
        points = [(box.left + across * box.width, box.top + down * box.height) for across, down in _POINTS]
        x, y = min(points, key=lambda point: sum(_holds(other, *point) for other in others))
        core = Box(box.page, x - 0.05, y - 0.05, x + 0.05, y + 0.05)
        middle_x, middle_y = _middle(box)
        aside, above = _INWARD * box.width, _INWARD * box.height
        reach = Box(box.page, middle_x - aside, middle_y - above, middle_x + aside, middle_y + above)
        covers.append(Cover(box, core, reach))
    return covers


def _holds(box: Box, x: float, y: float) -> bool:
    return box.left - 0.1 <= x <= box.right + 0.1 and box.top - 0.1 <= y <= box.bottom + 0.1


def _middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


def _center(box: Box) -> float:
    return (box.left + box.right) / 2


def _edges(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right, box.bottom


def _flip(box: Box) -> Box:
    """Across becomes down."""
    return Box(box.page, box.top, box.left, box.bottom, box.right)


def _flipped(cover: Cover) -> Cover:
    return Cover(_flip(cover.box), _flip(cover.core), _flip(cover.reach), is_upright=True)

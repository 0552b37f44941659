"""Where each character of a text lives in the file it was read from.

A text is cut into runs, and each run has a place: a `Box` on a page or in a picture, a `Passage` of a file
made of text. Characters between runs were added for reading (a line's end, a blank between two columns) and
have no place. This module knows no file format and no library that reads one.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, overload


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """An upright rectangle on page `page`, counted from 0. The origin is the top left corner of the page as it is
    seen, after any rotation; the unit is a point (1/72 inch) in a PDF and a pixel in a picture."""

    page: int
    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        if self.page < 0:
            raise ValueError(f"pages count from 0, not from {self.page}")
        # Written so that a NaN is refused as well.
        if not (self.left <= self.right and self.top <= self.bottom):
            raise ValueError(f"a box needs left <= right and top <= bottom, not {self}")

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def union(self, other: "Box") -> "Box":
        """The smallest box that holds both, which lie on one page."""
        if other.page != self.page:
            raise ValueError(f"boxes on pages {self.page} and {other.page} have no union")
        return Box(
            self.page,
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


Corners = tuple[tuple[float, float], ...]
"""Of a shape without dents, in order around it."""


@dataclass(frozen=True, slots=True, order=True)
class Leaning(Box):
    """A box around something that does not stand upright on a picture: on a note stuck on askew, on a sheet seen from
    aside. `corners` are its own, from the upper left one of the writing on, clockwise; `level` is where it would stand
    if its lines ran level."""

    corners: Corners = ()
    level: Box | None = None


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Where a run begins in a file made of text: `part` names the part of a DOCX, `element` counts that part's text
    elements in file order from 0, and `offset` counts the characters of that element. A plain text is part ""."""

    part: str
    element: int
    offset: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Spot(Passage):
    """Where a word stands in the pixels of a picture that is a part of a file; `element` and `offset` say nothing."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0


P = TypeVar("P", bound=Box | Passage, covariant=True)
"""What a place is in one kind of file."""


@dataclass(frozen=True, slots=True)
class Run(Generic[P]):
    """The characters `[start, end)` of a text, all of them at `place`."""

    start: int
    end: int
    place: P

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a run needs 0 <= start < end, not {self.start} and {self.end}")


class BoxRuns(Sequence[Run[Box]]):
    """Millions of one-character runs in a few flat arrays: 24 bytes each, where a `Run` with its `Box` takes 250.

    `starts[i]` is the character, `pages[i]` its page, and `edges[4 * i : 4 * i + 4]` are left, top, right, bottom.
    """

    TYPECODES = ("I", "I", "f")

    __slots__ = ("edges", "pages", "starts")

    def __init__(self, starts: "array[int]", pages: "array[int]", edges: "array[float]") -> None:
        if len(pages) != len(starts) or len(edges) != 4 * len(starts):
            raise ValueError(f"{len(starts)} runs need as many pages and four edges each")
        if (starts.typecode, pages.typecode, edges.typecode) != self.TYPECODES:
            raise ValueError(f"these arrays are of types {self.TYPECODES}: no negative character, no negative page")
        if any(not edges[i] <= edges[i + 2] for i in range(0, len(edges), 4)):
            raise ValueError("a box needs left <= right")
        if any(not edges[i] <= edges[i + 2] for i in range(1, len(edges), 4)):
            raise ValueError("a box needs top <= bottom")
        self.starts = starts
        self.pages = pages
        self.edges = edges

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, index: int) -> Run[Box]: ...
    @overload
    def __getitem__(self, index: slice) -> "list[Run[Box]]": ...
    def __getitem__(self, index: int | slice) -> "Run[Box] | list[Run[Box]]":
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        start = self.starts[index]
        index %= len(self.starts)
        return Run(start, start + 1, Box(self.pages[index], *self.edges[4 * index : 4 * index + 4]))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, BoxRuns):
            return NotImplemented
        return (self.starts, self.pages, self.edges) == (other.starts, other.pages, other.edges)

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True, repr=False)
class TextMap(Generic[P]):
    """A text and the place of each of its characters. `runs` are sorted and disjoint; offsets are code points."""

    text: str
    runs: Sequence[Run[P]]

    def __post_init__(self) -> None:
        end = 0
        for start, stop in _ranges(self.runs):
            if start < end:
                raise ValueError(f"runs are sorted and disjoint, but one starts at {start}, before {end}")
            end = stop
        if end > len(self.text):
            raise ValueError(f"a run ends at {end}, past the text's {len(self.text)} characters")

    def __repr__(self) -> str:
        return f"TextMap({len(self.text)} characters, {len(self.runs)} runs)"

    def runs_in(self, start: int, end: int) -> Iterator[Run[P]]:
        """The runs that share a character with `[start, end)`, in order."""
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"no characters {start} to {end} in a text of {len(self.text)}")
        index = max(0, bisect_right(self.runs, start, key=lambda run: run.start) - 1)
        while index < len(self.runs):
            run = self.runs[index]
            if run.start >= end:
                return
            if run.end > start and start < end:
                yield run
            index += 1

    def places(self, start: int, end: int) -> list[P]:
        """Where the characters `[start, end)` live: the place of every run that holds one of them, in order."""
        return [run.place for run in self.runs_in(start, end)]

    def boxes(self, start: int, end: int) -> list[Box]:
        """What to cover so that the characters `[start, end)` are covered: one box per line, in reading order.

        A text without boxes, such as a DOCX, gives none.
        """
        return unite_lines(place for place in self.places(start, end) if isinstance(place, Box))


def unite_lines(boxes: Iterable[Box]) -> list[Box]:
    """Boxes in reading order, with those that follow one another on one line made one.

    Two boxes are on one line when they share at least half the height of the lower one, and no more than two line
    heights of empty space lie between them: a wider gap is another column.
    """
    lines: list[Box] = []
    for box in boxes:
        if lines and _on_one_line(lines[-1], box):
            lines[-1] = lines[-1].union(box)
        else:
            lines.append(box)
    return lines


def _on_one_line(a: Box, b: Box) -> bool:
    height = min(a.height, b.height)
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    gap = max(a.left, b.left) - min(a.right, b.right)
    return a.page == b.page and 2 * shared >= height > 0 and gap <= 2 * max(a.height, b.height)


def _ranges(runs: Sequence[Run[P]]) -> Iterator[tuple[int, int]]:
    if isinstance(runs, BoxRuns):
        return ((start, start + 1) for start in runs.starts)
    return ((run.start, run.end) for run in runs)

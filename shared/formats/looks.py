"""How a document's text looks: bold words, cells that are one, pictures between paragraphs, signs of footnotes.

What is here is dress: it says nothing and changes no character of the text, so that a view can show a document as its
author made it while every finding stays where it is. Knows no file format.
"""

from dataclasses import dataclass
from math import isfinite

MARKS = (
    "bold", "italic", "underline", "strike", "super", "sub", "code", "caps", "small_caps", "link", "hidden",
)  # fmt: skip
"""What words can be. `link`: they led somewhere; `hidden`: the file asks its readers not to show them."""

ALIGNS = ("", "center", "end")
"""Where lines stand; without a word, at their start."""

MOST_SPANNED = 1_000
"""What a browser takes at most as the width or the height of one cell."""


@dataclass(frozen=True, slots=True)
class Styled:
    """The characters `[start, end)` look like this. `marks` are of `MARKS`."""

    start: int
    end: int
    marks: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.marks or not set(self.marks) <= set(MARKS):
            raise ValueError("a style has marks of ours")


@dataclass(frozen=True, slots=True)
class Reference:
    """Before the character `at` stands the sign of a footnote, which is no text: `words` is its number."""

    at: int
    words: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that the file shows: the `part` that holds it, and how large it is shown, in points, 0 for unknown.

    `is_shown`: of a kind that can be looked into; what cannot is left out of a redacted copy. `across` and `down` are
    its pixels, known once somebody has looked.
    """

    part: str
    width: float = 0.0
    height: float = 0.0
    is_shown: bool = True
    across: int = 0
    down: int = 0

    def __post_init__(self) -> None:
        if not (isfinite(self.width) and isfinite(self.height) and self.width >= 0 and self.height >= 0):
            raise ValueError("a picture has a size")


@dataclass(frozen=True, slots=True)
class CellLook:
    """How far a cell reaches and where its lines stand."""

    columns: int = 1
    rows: int = 1
    align: str = ""

    def __post_init__(self) -> None:
        if not (1 <= self.columns <= MOST_SPANNED and 1 <= self.rows <= MOST_SPANNED and self.align in ALIGNS):
            raise ValueError("a cell spans at least one row and column, and no more than can be shown")

"""The cells of a table in a Word file, on the grid that they share: which of them reach over several rows or columns.

A merged cell is written once for each row it reaches over, empty after the first; rows and columns that are there for
the space they take are left out. Knows nothing of the text but whether there is some.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from shared.formats.docx_inline import NOT_SHOWN, TEXT_ELEMENTS, W
from shared.formats.looks import MOST_SPANNED, CellLook

_MOST_COLUMNS = 63  # Word's own limit
_PLAIN_STYLES = ("", "TableGrid", "TableNormal", "TableGridLight", "PlainTable1")


@dataclass(slots=True)
class Cell:
    """A cell, its corner on the grid, and how far it reaches."""

    element: Any
    row: int
    column: int
    columns: int = 1
    rows: int = 1

    @property
    def has_text(self) -> bool:
        return has_text(self.element)

    @property
    def look(self) -> CellLook:
        for paragraph in self.element.iter(W + "p"):
            if has_text(paragraph):
                return CellLook(self.columns, self.rows, align_of(paragraph.find(W + "pPr")))
        return CellLook(self.columns, self.rows)


def grid_of(table: Any) -> list[list[Cell]]:
    """The cells row by row, each merged one once, without rows and columns that hold nothing."""
    rows = [list(_row(row, number)) for number, row in enumerate(rows_of(table))]
    cells = _merged(rows)
    full = [cell for cell in cells if cell.has_text]
    kept_rows, kept_columns = sorted({cell.row for cell in full}), sorted({cell.column for cell in full})
    grid: list[list[Cell]] = [[] for _ in kept_rows]
    for cell in cells:
        top, bottom = (bisect_left(kept_rows, at) for at in (cell.row, cell.row + cell.rows))
        left, right = (bisect_left(kept_columns, at) for at in (cell.column, cell.column + cell.columns))
        if top < bottom and left < right:
            cell.rows, cell.columns, cell.column = min(bottom - top, MOST_SPANNED), right - left, left
            grid[top].append(cell)
    for row in grid:
        row.sort(key=lambda cell: cell.column)
    return grid


def head_rows(table: Any) -> int:
    """How many of the first rows name what stands below them, as the file says; 0 for a table without."""
    marked = 0
    for row in rows_of(table):
        properties = row.find(W + "trPr")
        header = None if properties is None else properties.find(W + "tblHeader")
        if header is None or header.get(W + "val", "true") in ("0", "false", "off"):
            break
        marked += has_text(row)
    if marked:
        return marked
    properties = table.find(W + "tblPr")
    style = None if properties is None else properties.find(W + "tblStyle")
    look = None if properties is None else properties.find(W + "tblLook")
    if style is None or look is None or style.get(W + "val", "") in _PLAIN_STYLES:
        return 0
    return int(look.get(W + "firstRow", "") in ("1", "true", "on") or _bit(look.get(W + "val", ""), 0x20))


def rows_of(table: Any) -> Iterator[Any]:
    """Its rows, but for those that change tracking has deleted."""
    for row in held(table, W + "tr"):
        properties = row.find(W + "trPr")
        if properties is None or properties.find(W + "del") is None:
            yield row


def cells_of(row: Any) -> Iterator[Any]:
    return held(row, W + "tc")


def held(parent: Any, tag: str) -> Iterator[Any]:
    """The elements of this kind in `parent`, also those in a content control or in another wrapping."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in NOT_SHOWN:
            yield from held(child, tag)


def has_text(element: Any) -> bool:
    return any(text.text and not text.text.isspace() for text in element.iter(*TEXT_ELEMENTS))


def align_of(properties: Any | None) -> str:
    """Where the lines of a paragraph with these properties stand; "" also for what its style says."""
    placed = None if properties is None else properties.find(W + "jc")
    value = "" if placed is None else placed.get(W + "val", "")
    return {"center": "center", "right": "end", "end": "end"}.get(value, "")


def _row(row: Any, number: int) -> Iterator[Cell]:
    properties = row.find(W + "trPr")
    column = _count(properties, "gridBefore", 0)
    for element in cells_of(row):
        own = element.find(W + "tcPr")
        wide = max(1, min(_count(own, "gridSpan", 1), _MOST_COLUMNS))
        yield Cell(element, number, column, wide)
        column += wide


def _merged(rows: list[list[Cell]]) -> list[Cell]:
    """The cells, those that go on with the one above as a part of it. One that has words of its own is its own."""
    cells: list[Cell] = []
    above: dict[int, Cell] = {}
    for row in rows:
        now: dict[int, Cell] = {}
        for cell in row:
            merge = _merge(cell.element)
            before = above.get(cell.column)
            if merge == "continue" and before and before.columns == cell.columns and not cell.has_text:
                before.rows += 1
                now[cell.column] = before
            else:
                cells.append(cell)
                if merge:
                    now[cell.column] = cell
        above = now
    return cells


def _merge(element: Any) -> str:
    properties = element.find(W + "tcPr")
    merge = None if properties is None else properties.find(W + "vMerge")
    return "" if merge is None else str(merge.get(W + "val", "continue"))


def _count(properties: Any | None, name: str, otherwise: int) -> int:
    child = None if properties is None else properties.find(W + name)
    value = "" if child is None else child.get(W + "val", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else otherwise


def _bit(value: str, bit: int) -> bool:
    try:
        return bool(int(value, 16) & bit)
    except ValueError:
        return False

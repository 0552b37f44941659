"""Rows and columns, found by how text stands beside and below other text, without looking at any ruling.

A table is at least two rows, each of at least two cells, whose cells stand in common columns. A cell may have
several lines. Where two columns of prose were written row by row, they come back as two columns. This module knows
no PDF library.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from shared.formats.pdf_lines import Line, Together, cut_before

_ALIGNED_POINTS = 4.0
"""Edges this close are one edge: numbers set flush right differ by less than a digit's side bearing."""

_CELL_CHARACTERS = 400
"""Longer ones are columns or boxes of prose that happen to stand side by side."""

_PROSE_CHARACTERS = 20
"""A line of two-column prose holds this many characters or more. And it goes on where the line above it ended, so at
least a third of them begin with a small letter; cells of a table hardly ever do."""


@dataclass(frozen=True, slots=True)
class Cell(Together):
    """Lines that stand below one another and follow one another: perhaps a cell, perhaps a paragraph."""

    lines: tuple[Line, ...]

    @property
    def characters(self) -> int:
        return sum(len(line.text) for line in self.lines)


Row = list[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """Cells by row and column; each cell is its lines, none where it is empty."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]

    @property
    def lines(self) -> list[Line]:
        return [line for row in self.rows for cell in row for line in cell]


def rows_of(lines: Iterable[Line]) -> list[Row]:
    """Cells that stand side by side and follow one another, together."""
    rows: list[Row] = []
    for cell in _cells(lines):
        if rows and _is_beside(rows[-1], cell):
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return rows


def _cells(lines: Iterable[Line]) -> list[Cell]:
    cells: list[list[Line]] = []
    for line in lines:
        if cells and _goes_below(cells[-1][-1], line):
            cells[-1].append(line)
        else:
            cells.append([line])
    return [Cell(tuple(cell)) for cell in cells]


def _goes_below(last: Line, line: Line) -> bool:
    gap = line.top - last.bottom
    return (
        last.group == line.group
        and last.is_level
        and line.is_level
        and -0.5 * last.height < gap < 0.5 * last.height
        and _share_an_edge(((last.left, last.right), (line.left, line.right)), 2.0)
    )


def _is_beside(row: Row, cell: Cell) -> bool:
    """Whether the cell stands beside every cell of the row, at the height of one of them."""
    level = cell.lines[0].is_level and row[0].lines[0].is_level
    apart = all(cell.left >= other.right - 1.0 or cell.right <= other.left + 1.0 for other in row)
    height = min(cell.lines[0].height, row[0].lines[0].height)
    beside = any(min(cell.bottom, other.bottom) - max(cell.top, other.top) > 0.6 * height for other in row)
    return level and apart and beside


def tables_in(rows: Sequence[Row]) -> list[Row | Table]:
    """The same rows, those that form a table made one."""
    found: list[Row | Table] = []
    index = 0
    while index < len(rows):
        table = _longest_table(rows, index)
        if len(table) < 2:
            found.append(rows[index])
            index += 1
        else:
            found.extend(_table(table))
            index += len(table)
    return found


def _longest_table(rows: Sequence[Row], start: int) -> list[Row]:
    """The rows of the table that begins at `start`; none where none begins."""
    if not _may_be_of_a_table(rows[start]):
        return []
    table = [rows[start]]
    for row in rows[start + 1 :]:
        cut = _cut(row, [cell.left for cell in _widest(table)])
        if not (_may_be_of_a_table(cut) and _is_near(table[-1], cut) and _are_aligned([*table, cut])):
            break
        table.append(cut)
    return table


def _may_be_of_a_table(row: Row) -> bool:
    return len(row) >= 2 and all(cell.characters <= _CELL_CHARACTERS for cell in row)


def _cut(row: Row, lefts: Sequence[float]) -> Row:
    """Cells that stand so near to one another that they look like one line, cut where columns begin."""
    if len(row) >= len(lefts) or any(len(cell.lines) > 1 for cell in row):
        return row
    lines = [cell.lines[0] for cell in row]
    return [Cell((piece,)) for line in lines for piece in cut_before(line, lefts, 2.0)]


def _is_near(above: Row, below: Row) -> bool:
    gap = min(cell.top for cell in below) - max(cell.bottom for cell in above)
    return -2.0 < gap < 2.5 * above[0].lines[0].height


def _are_aligned(rows: Sequence[Row]) -> bool:
    """Whether the rows stand in common columns. The heads of columns may stand otherwise than what is below them."""
    columns = _columns(rows)
    if columns is None or not _are_apart(columns):
        return False
    has_head = len(rows) > 2 or all(line.is_bold for cell in rows[0] for line in cell.lines)
    return _share_edges(columns) or (has_head and (len(rows) == 2 or _share_edges(_columns(rows[1:]) or ())))


def _are_apart(columns: Sequence[Sequence[Cell]]) -> bool:
    sides = [(min(cell.left for cell in column), max(cell.right for cell in column)) for column in columns if column]
    return all(right <= left + 1.0 for (_, right), (left, _) in pairwise(sides))


def _share_edges(columns: Sequence[Sequence[Cell]]) -> bool:
    shared = [[(cell.left, cell.right) for cell in column] for column in columns if len(column) > 1]
    return len(shared) >= 2 and all(_share_an_edge(sides, _ALIGNED_POINTS) for sides in shared)


def _share_an_edge(sides: Sequence[tuple[float, float]], points: float) -> bool:
    """Whether these stand flush left, flush right or centred below one another."""
    edges = zip(*((left, right, (left + right) / 2) for left, right in sides), strict=True)
    return any(max(edge) - min(edge) <= points for edge in edges)


def _columns(rows: Sequence[Row]) -> list[list[Cell]] | None:
    """The cells of each column, or None where a row has two in one."""
    widest = _widest(rows)
    columns: list[list[Cell]] = [[] for _ in widest]
    for row in rows:
        taken = [_column_of(cell, widest) for cell in row]
        if len(set(taken)) < len(taken):
            return None
        for column, cell in zip(taken, row, strict=True):
            columns[column].append(cell)
    return columns


def _widest(rows: Sequence[Row]) -> Row:
    """The row with the most cells, from left to right: it says where the columns are."""
    most = max(len(row) for row in rows)
    return sorted(next(row for row in rows if len(row) == most), key=lambda cell: cell.left)


def _column_of(cell: Cell, widest: Sequence[Cell]) -> int:
    def distance(index: int) -> float:
        other = widest[index]
        return min(
            abs(cell.left - other.left),
            abs(cell.right - other.right),
            abs(cell.left + cell.right - other.left - other.right) / 2,
        )

    return min(range(len(widest)), key=distance)


def _table(rows: Sequence[Row]) -> list[Row | Table]:
    columns = _columns(rows) or []
    if len(columns) == 2 and len(rows) >= 4 and all(map(_is_prose, columns)):
        return [[cell] for column in columns for cell in column]
    widest = _widest(rows)
    table = []
    for row in rows:
        cells: list[tuple[Line, ...]] = [()] * len(widest)
        for cell in row:
            cells[_column_of(cell, widest)] = cell.lines
        table.append(tuple(cells))
    return [Table(tuple(table))]


def _is_prose(column: Sequence[Cell]) -> bool:
    lines = [line for cell in column for line in cell.lines]
    going_on = sum(line.text[0].islower() for line in lines)
    return 3 * going_on >= len(lines) and sum(len(line.text) for line in lines) >= _PROSE_CHARACTERS * len(lines)

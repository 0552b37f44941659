"""Rows and columns, found by how lines of text stand beside and below one another, without looking at any ruling.

A table is at least two rows, each of at least two cells, whose cells stand in common columns. Where two columns of
prose were written row by row, they come back as two columns. This module knows no PDF library.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from shared.formats.pdf_lines import Line, on_one_row

_ALIGNED_POINTS = 4.0
"""Edges this close are one edge: numbers set flush right differ by less than a digit's side bearing."""

_PROSE_CHARACTERS = 20
"""A line of two-column prose holds this many characters or more. And it goes on where the line above it ended, so at
least a third of them begin with a small letter; cells of a table hardly ever do."""


@dataclass(slots=True)
class Table:
    """Cells by row and column; each cell is its lines."""

    rows: list[list[list[Line]]] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        return [line for row in self.rows for cell in row for line in cell]


Row = list[Line]


def rows_of(lines: Iterable[Line]) -> list[Row]:
    """Lines that stand side by side and follow one another, together."""
    rows: list[Row] = []
    for line in lines:
        if rows and all(on_one_row(other, line) for other in rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def tables_in(rows: Sequence[Row]) -> list[Row | Table]:
    """The same rows, those that form a table made one."""
    found: list[Row | Table] = []
    index = 0
    while index < len(rows):
        end = _table_end(rows, index)
        if end - index < 2:
            found.append(rows[index])
            index += 1
            continue
        found.extend(_table(rows[index:end]))
        index = end
    return found


def _table_end(rows: Sequence[Row], start: int) -> int:
    """Where the table that begins at `start` ends; `start` itself where none begins."""
    if len(rows[start]) < 2:
        return start
    end = start + 1
    while end < len(rows) and len(rows[end]) >= 2 and _is_near(rows[end - 1], rows[end]):
        if not _are_aligned(rows[start : end + 1]):
            break
        end += 1
    return end


def _is_near(above: Row, below: Row) -> bool:
    height = max(line.height for line in above)
    return 0 < min(line.top for line in below) - min(line.top for line in above) < 5 * height


def _are_aligned(rows: Sequence[Row]) -> bool:
    columns = _columns(rows)
    if columns is None:
        return False
    shared = [column for column in columns if len(column) > 1]
    return len(shared) >= 2 and all(_is_column(column) for column in shared)


def _is_column(lines: Sequence[Line]) -> bool:
    lefts = [line.left for line in lines]
    rights = [line.right for line in lines]
    middles = [(line.left + line.right) / 2 for line in lines]
    return any(max(edges) - min(edges) <= _ALIGNED_POINTS for edges in (lefts, rights, middles))


def _columns(rows: Sequence[Row]) -> list[list[Line]] | None:
    """The lines of each column, or None where a row has two lines in one."""
    widest = _widest(rows)
    columns: list[list[Line]] = [[] for _ in widest]
    for row in rows:
        taken = [_column_of(line, widest) for line in row]
        if len(set(taken)) < len(taken):
            return None
        for column, line in zip(taken, row, strict=True):
            columns[column].append(line)
    return columns


def _widest(rows: Sequence[Row]) -> Row:
    """The row with the most cells, from left to right: it says where the columns are."""
    most = max(len(row) for row in rows)
    return sorted(next(row for row in rows if len(row) == most), key=lambda line: line.left)


def _column_of(line: Line, widest: Sequence[Line]) -> int:
    def distance(index: int) -> float:
        other = widest[index]
        return min(
            abs(line.left - other.left),
            abs(line.right - other.right),
            abs(line.left + line.right - other.left - other.right) / 2,
        )

    return min(range(len(widest)), key=distance)


def _table(rows: Sequence[Row]) -> list[Row | Table]:
    columns = _columns(rows) or []
    if len(columns) == 2 and len(rows) >= 4 and all(_is_prose(column) for column in columns):
        return [[line] for column in columns for line in column]
    widest = _widest(rows)
    table = Table()
    for row in rows:
        cells: list[list[Line]] = [[] for _ in widest]
        for line in row:
            cells[_column_of(line, widest)].append(line)
        table.rows.append(cells)
    return [table]


def _is_prose(column: Sequence[Line]) -> bool:
    going_on = sum(line.text[0].islower() for line in column)
    return 3 * going_on >= len(column) and sum(len(line.text) for line in column) >= _PROSE_CHARACTERS * len(column)

"""The lines of one page, cut into paragraphs, list items, code and tables.

A piece does not know yet whether it is a heading or a page's header: that takes the whole document
(`pdf_layout.py`). This module knows no PDF library.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from shared.formats.document import Kind
from shared.formats.pdf_lines import Line, PageLines, Together, joined, on_one_line, wraps
from shared.formats.pdf_tables import Cell, Row, Table, rows_of, tables_in

BULLET = re.compile("([\u2022\u25e6\u25aa\u25ab\u2023\u00b7\u25cf\u25cb\u25a0\u25a1\u2043\u2013\uf0b7\uf0a7*-])\\s+")
NUMBER = re.compile(r"(\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+")

_NEAR = 8.0
"""Pieces of one row no further apart than this many letter heights are read as one line: "Name:     Jane"."""


@dataclass(slots=True)
class Piece(Together):
    """Part of a page on its way to becoming a block. `marker` is the bullet or number of a list item, and
    `marker_end` where the item's own text begins."""

    lines: list[Line]
    table: Table | None = None
    kind: Kind = "paragraph"
    level: int = 0
    marker: str = ""
    marker_end: int = 0

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)

    @property
    def is_bold(self) -> bool:
        return all(line.is_bold for line in self.lines)


def pieces_of(page: PageLines) -> list[Piece]:
    """The page in pieces, in the order in which it was written."""
    pieces: list[Piece] = []
    for found in tables_in([_with_marker(row) for row in rows_of(page.lines)]):
        if isinstance(found, Table):
            pieces.append(Piece(found.lines, found, "table"))
            continue
        for line in _closed_up([line for cell in found for line in cell.lines]):
            if pieces and pieces[-1].table is None and not _begins(line, pieces[-1].lines):
                pieces[-1].lines.append(line)
            else:
                pieces.append(Piece([line]))
    for piece in pieces:
        _name(piece)
    return pieces


def _with_marker(row: Row) -> Row:
    """A bullet or a number that stands far left of its text belongs to it."""
    if len(row) == 2 and len(row[0].lines) == 1 and " " not in row[0].lines[0].text:
        marker, (first, *others) = row[0].lines[0], row[1].lines
        if _marker(marker.text + " "):
            return [Cell((joined(marker, first), *others))]
    return row


def _marker(text: str) -> re.Match[str] | None:
    return BULLET.match(text) or NUMBER.match(text)


def _closed_up(lines: Sequence[Line]) -> Iterator[Line]:
    """Pieces of one line that a gap set apart, as one."""
    line = lines[0]
    for following in lines[1:]:
        gap = max(line.left, following.left) - min(line.right, following.right)
        if on_one_line(line, following) and (following.group == line.group or gap <= _NEAR * line.size):
            line = joined(line, following)
        else:
            yield line
            line = following
    yield line


def _begins(line: Line, before: Sequence[Line]) -> bool:
    """Whether `line` begins a new piece."""
    last = before[-1]
    if _marker(line.text) or line.is_level != last.is_level or line.is_fixed != last.is_fixed:
        return True
    if abs(line.size - last.size) > 0.15 * last.size:
        return True
    left, right = _sides([*before, line])
    if line.is_bold != last.is_bold and not wraps(last, line, left, right):
        return True
    return line.group != last.group and not _goes_on(last, line, left)


def _goes_on(last: Line, line: Line, left: float) -> bool:
    """Whether a paragraph goes on although the page sets its lines apart, as wide line spacing does."""
    gap = line.top - last.bottom
    is_below = -0.5 * last.height < gap < 0.9 * last.height and abs(line.left - left) < 3.0
    return is_below and (line.text[0].islower() or last.text[-1] in "-\u00ad")


def _sides(lines: Iterable[Line]) -> tuple[float, float]:
    return min(line.left for line in lines), max(line.right for line in lines)


def _name(piece: Piece) -> None:
    if piece.table:
        return
    if len(piece.lines) > 1 and all(line.is_fixed for line in piece.lines):
        piece.kind = "code"
        return
    marker = _marker(piece.lines[0].text)
    if marker and marker.end() < len(piece.lines[0].text):
        piece.kind, piece.marker, piece.marker_end = "list_item", marker[1], marker.end()

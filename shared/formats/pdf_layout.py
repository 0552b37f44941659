"""Pieces of pages become a text with structure: headings, paragraphs, lists, tables, headers and footers.

The order in which a page was written is kept: it reads two columns right, where sorting by place mixes them. What
is a heading follows from the size that most of the text has; what is a header, from its coming back page after
page. This module knows no PDF library.
"""

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from shared.formats.document import Block, Page, Range
from shared.formats.pdf_lines import Line, PageLines, is_address, separator
from shared.formats.pdf_pieces import BULLET, Piece, pieces_of
from shared.formats.textmap import Box, BoxRuns, TextMap

_PAGE_NUMBER = re.compile(r"\W*(?:\w{1,8}\W+)?\d{1,4}(?:\W+(?:\w{1,4}\W+)?\d{1,4})?\W*")

_MARGIN = 0.10
"""Headers and footers stand within this share of the page's height from its edge."""

_LARGER = 1.12
"""Headings are at least this much larger than most of the text; 11 points over 10 is emphasis, 12 is a heading."""

_HEADING_CHARACTERS = 200
_BOLD_HEADING_CHARACTERS = 80
_MOST_LEVELS = 6
_INDENT_POINTS = 8.0


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole text, with its structure."""

    map: TextMap[Box]
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    breaks: tuple[Range, ...]


def lay_out(pages: Sequence[PageLines]) -> Layout:
    """The text of these pages, as a person would read it."""
    pieces = [pieces_of(page) for page in pages]
    _name_headers_and_footers(pages, pieces)
    _name_headings([piece for on_page in pieces for piece in on_page])
    for on_page in pieces:
        _check_numbers(on_page)
        _set_depths(on_page)
    writer = _Writer()
    for page, on_page in zip(pages, pieces, strict=True):
        writer.write_page(page, on_page)
    return writer.layout()


def _name_headers_and_footers(pages: Sequence[PageLines], pieces: Sequence[Sequence[Piece]]) -> None:
    in_margin = [
        (piece, "header" if piece.bottom <= _MARGIN * page.height else "footer")
        for page, on_page in zip(pages, pieces, strict=True)
        for piece in on_page
        if piece.table is None and (piece.bottom <= _MARGIN * page.height or piece.top >= (1 - _MARGIN) * page.height)
    ]
    seen = Counter((where, _without_numbers(piece.text)) for piece, where in in_margin)
    often = max(2, min(3, len(pages)))
    for piece, where in in_margin:
        if seen[where, _without_numbers(piece.text)] >= often or _PAGE_NUMBER.fullmatch(piece.text):
            piece.kind = "header" if where == "header" else "footer"
            piece.marker, piece.marker_end = "", 0


def _without_numbers(text: str) -> str:
    return re.sub(r"\d+", "#", text.casefold())


def _name_headings(pieces: Iterable[Piece]) -> None:
    written = [piece for piece in pieces if piece.kind in ("paragraph", "list_item")]
    by_size: Counter[float] = Counter()
    bold = plain = 0
    for piece in written:
        for line in piece.lines:
            by_size[round(line.size)] += len(line.text)
            bold, plain = bold + len(line.text) * line.is_bold, plain + len(line.text) * (not line.is_bold)
    if not by_size:
        return
    usual = by_size.most_common(1)[0][0]
    large = [piece for piece in written if _is_large_heading(piece, usual)]
    # Bold text is a heading only where bold is rare.
    bold_ones = [piece for piece in written if 4 * bold < plain and _is_bold_heading(piece, usual)]
    sizes = sorted({round(piece.size) for piece in large}, reverse=True)
    for piece in large:
        piece.level = sizes.index(round(piece.size)) + 1
    for piece in bold_ones:
        piece.level = piece.level or len(sizes) + 1
    for piece in (*large, *bold_ones):
        piece.kind, piece.marker, piece.marker_end = "heading", "", 0
        piece.level = min(piece.level, _MOST_LEVELS)


def _is_large_heading(piece: Piece, usual: float) -> bool:
    text = piece.text
    return piece.size >= _LARGER * usual and len(text) <= _HEADING_CHARACTERS and _has_a_word(text)


def _is_bold_heading(piece: Piece, usual: float) -> bool:
    text = piece.text
    return (
        piece.is_bold
        and len(piece.lines) == 1
        and piece.size >= 0.95 * usual
        and len(text) <= _BOLD_HEADING_CHARACTERS
        and _has_a_word(text)
        and text[-1] not in ".,;:"
    )


def _has_a_word(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _check_numbers(pieces: Sequence[Piece]) -> None:
    """A number before a text makes a list only where its neighbour counts on: "5. May" alone is a date."""
    numbered = {
        index: int(digits)
        for index, piece in enumerate(pieces)
        if piece.kind == "list_item" and (digits := piece.marker.strip("(.)")).isdigit()
    }
    items = [index for index, piece in enumerate(pieces) if piece.kind == "list_item"]
    for index, number in numbered.items():
        counts_on = any(numbered.get(other) in (number - 1, number + 1) for other in items if other != index)
        if not counts_on:
            pieces[index].kind, pieces[index].marker, pieces[index].marker_end = "paragraph", "", 0


def _set_depths(pieces: Sequence[Piece]) -> None:
    indents: list[float] = []
    for piece in pieces:
        if piece.kind != "list_item":
            indents = []
            continue
        indents = [indent for indent in indents if indent < piece.left - _INDENT_POINTS]
        indents.append(piece.left)
        piece.level = len(indents)


class _Writer:
    """Writes pieces one after another and remembers where everything came to stand."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._width = 0.0
        self._starts, self._on_pages, self._edges = array("I"), array("I"), array("f")
        self._pages: list[Page] = []
        self._blocks: list[Block] = []
        self._breaks: list[Range] = []

    def layout(self) -> Layout:
        runs = BoxRuns(self._starts, self._on_pages, self._edges)
        return Layout(TextMap("".join(self._parts), runs), tuple(self._pages), tuple(self._blocks), tuple(self._breaks))

    def write_page(self, page: PageLines, pieces: Sequence[Piece]) -> None:
        before: Piece | None = None
        start = self._length
        self._width = page.width
        for piece in pieces:
            if self._length:
                is_next_item = before is not None and before.kind == piece.kind == "list_item"
                self._add("\n" if is_next_item else "\n\n")
            if before is None:
                start = self._length
            self._write(piece)
            before = piece
        number = len(self._pages) + 1
        self._pages.append(Page(number, start, self._length, page.width, page.height, page.rotation, page.has_image))

    def _write(self, piece: Piece) -> None:
        start = self._length
        rows: tuple[tuple[Range, ...], ...] = ()
        if piece.table:
            rows = self._write_rows(piece.table.rows)
        elif piece.kind == "code":
            left = piece.left
            for number, line in enumerate(piece.lines):
                self._add(("\n" if number else "") + _indent(line, left))
                self._write_line(line)
        else:
            self._write_lines(piece.lines, is_address(piece.lines, self._width))
        marker = "\u2022" if BULLET.fullmatch(piece.marker + " ") else piece.marker
        block = Block(piece.kind, start, self._length, len(self._pages), piece.level, marker, rows)
        self._blocks.append(replace(block, start=start + piece.marker_end))

    def _write_rows(self, rows: Sequence[Sequence[Sequence[Line]]]) -> tuple[tuple[Range, ...], ...]:
        written = []
        for number, row in enumerate(rows):
            self._add("\n" if number else "")
            cells = []
            for column, lines in enumerate(row):
                self._add("\t" if column else "")
                start = self._length
                if lines:
                    self._write_lines(lines)
                cells.append((start, self._length))
            written.append(tuple(cells))
        return tuple(written)

    def _write_lines(self, lines: Sequence[Line], keeps_lines: bool = False) -> None:
        left, right = min(line.left for line in lines), max(line.right for line in lines)
        self._write_line(lines[0])
        for last, line in pairwise(lines):
            between, dropped = ("\n", 0) if keeps_lines else separator(last, line, left, right)
            self._add(between)
            if dropped:
                self._breaks.append((self._length - dropped, self._length))
            self._write_line(line)

    def _write_line(self, line: Line) -> None:
        base = self._length
        self._starts.extend([base + offset for offset in line.offsets])
        self._on_pages.extend([len(self._pages)] * len(line.offsets))
        self._edges.extend(line.edges)
        self._add(line.text)

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _indent(line: Line, left: float) -> str:
    """The blanks that a line of code begins with: MuPDF tells them only by the line's place."""
    width = (line.right - line.left) / max(1, len(line.text))
    return " " * round((line.left - left) / width) if width > 0 else ""

"""The header above a value: which column of a table in plain text (Markdown, CSV, tabs) a position is in.

Knows no category and no file format: it sees lines that are cut by the same sign into the same number of cells.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DELIMITERS = ("|", "\t", ";", ",")
_RULE = re.compile(r"[\s|:+=-]+")
_QUOTED_OR_COMMA = re.compile(r'"[^"\n]*"|,')
_LINE_LIMIT = 2000
"""Longer lines are prose or data of a kind that nobody reads by columns."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: where its header begins, its rows `[start, end)`, the sign between cells, its columns' names."""

    top: int
    start: int
    end: int
    delimiter: str
    headers: tuple[str, ...]

    def header(self, text: str, position: int) -> str:
        """The header over `position`; empty when the position is past the table."""
        if position >= self.end:
            return ""
        line = text.rfind("\n", max(0, position - _LINE_LIMIT), position) + 1
        cell = text.count(self.delimiter, line, position)
        return self.headers[cell] if cell < len(self.headers) else ""

    def cells(self, text: str, number: int) -> Iterator[tuple[int, int]]:
        """Where the cells of one column stand, without the spaces and quotes around them."""
        position = self.start
        for line in text[self.start : self.end].split("\n"):
            parts = line.split(self.delimiter)
            if number < len(parts):
                start = position + sum(len(part) + 1 for part in parts[:number])
                cell = parts[number]
                bare = cell.strip(" \t\"'`*")
                if bare:
                    start += cell.index(bare)
                    yield start, start + len(bare)
            position += len(line) + 1


def tables(text: str) -> tuple[Table, ...]:
    """The tables of a text, in order."""
    if not any(delimiter in text for delimiter in _DELIMITERS):
        return ()
    found_tables: list[Table] = []
    cut = ("", 0)
    header: tuple[str, ...] = ()
    top = first = end = position = 0
    for line in text.split("\n"):
        found = _cut(line)
        if found != cut or not found[0]:
            if header and end > first:
                found_tables.append(Table(top, first, end, cut[0], header))
            cut, header = found, ()
            if found[0]:
                header = _headers(line, found[0])
                top, first = position, position + len(line) + 1
        end = position + len(line)
        position = end + 1
    if header and end > first:
        found_tables.append(Table(top, first, end, cut[0], header))
    return tuple(found_tables)


def without_commas(text: str) -> str:
    """The text with a bar for each comma between the cells of a table: a comma may be a part of a number, a bar not."""
    pieces: list[str] = []
    position = 0
    for table in tables(text) if "," in text else ():
        if table.delimiter == ",":
            pieces.append(text[position : table.top])
            pieces.append(_QUOTED_OR_COMMA.sub(_bar, text[table.top : table.end]))
            position = table.end
    return "".join((*pieces, text[position:])) if pieces else text


def _bar(match: re.Match[str]) -> str:
    return "|" if match[0] == "," else match[0]


def _count(line: str, delimiter: str) -> int:
    if delimiter == "," and '"' in line:
        return sum(match[0] == "," for match in _QUOTED_OR_COMMA.finditer(line))
    return line.count(delimiter)


def _cut(line: str) -> tuple[str, int]:
    if len(line) <= _LINE_LIMIT:
        for delimiter in _DELIMITERS:
            if delimiter in line and (count := _count(line, delimiter)) >= (2 if delimiter in "|," else 1):
                return delimiter, count
    return "", 0


def _headers(line: str, delimiter: str) -> tuple[str, ...]:
    """The cells of a first line, if they are names: short, and not values."""
    cells = tuple(cell.strip(" \"'*_`\t") for cell in line.split(delimiter))
    named = [cell for cell in cells if cell]
    if not named or any(len(cell) > 40 for cell in cells):
        return ()
    if any(char in "0123456789@{}()=<>" for cell in named for char in cell) and delimiter != "|":
        return ()
    return () if _RULE.fullmatch(line) else cells

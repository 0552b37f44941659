"""Finds the structure that Markdown's marks tell, over the text exactly as it was written.

markdown-it finds the blocks. A block leaves out the marks around it (`#`, a bullet, a fence); what is within it
stays as it is, `**bold**` included. Letters that markdown-it drops, such as a link's target further down, are
paragraphs of their own: nothing that could be a finding is hidden. Knows nothing of processes: it runs where it can
be killed, because a text can be built to keep a parser busy.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from shared.formats.document import Block, Page, Range, ReadDocument
from shared.formats.textmap import TextMap
from shared.formats.wire import pack

Report = Callable[[int, int], None]

_FRONT_MATTER = re.compile(r"---\n(.*?)\n(?:---|\.\.\.)(?:\n|$)", re.DOTALL)
_FENCE = re.compile(r"\s*+(`{3,}+|~{3,}+)\s*+[\w+#.-]*+\s*+")
_MARKS = re.compile(r"[\s>#*+\-_=|:.)(]*+(?:\d{1,9}[.)])?\s*+")
_CELL = re.compile(r"(?:\\.|[^|\\])+|(?<=\|)(?=\|)")


def read(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    """A document with the blocks of this text, packed. The text comes in UTF-8 and with plain line feeds."""
    text = data.decode()
    return pack(ReadDocument("markdown", TextMap(text, ()), (Page(1, 0, len(text)),), tuple(blocks_of(text))))


def blocks_of(text: str) -> Iterator[Block]:
    """The blocks of a Markdown text, in order and apart; what stands between them are marks and blanks."""
    position = 0
    front = _FRONT_MATTER.match(text)
    if front:
        yield Block("code", front.start(1), front.end(1))
        position = front.end()
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["block"])
    # Blanked rather than cut off, so that lines keep their numbers.
    tokens = parser.parse("\n" * text.count("\n", 0, position) + text[position:])
    for block in _blocks(tokens, _Lines(text)):
        if block.start >= position and text[block.start : block.end].strip():
            yield from _left_over(text, position, block.start)
            yield block
            position = block.end
    yield from _left_over(text, position, len(text))


class _Lines:
    """A text by its lines. Only line feeds end one, for markdown-it as well."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.starts = [0, *accumulate(len(line) + 1 for line in self.lines)]

    def range(self, first: int, end: int) -> Range:
        """The lines `[first, end)` without the last line's end."""
        last = max(first, min(end, len(self.lines)) - 1)
        return self.starts[first], self.starts[last] + len(self.lines[last])

    def content(self, first: int, end: int, content: str) -> Range:
        """Where a token's content begins on its first line and ends on its last."""
        start, stop = self.range(first, end)
        wanted = content.split("\n")
        last = min(first + len(wanted), end, len(self.lines)) - 1
        at = self.lines[first].find(wanted[0])
        ends_at = self.lines[last].rfind(wanted[-1])
        start = self.starts[first] + at if at >= 0 else start
        stop = self.starts[last] + ends_at + len(wanted[-1]) if ends_at >= 0 else stop
        return start, max(start, stop)


def _blocks(tokens: Sequence[Token], lines: _Lines) -> Iterator[Block]:
    depth = heading = 0
    marker = ""
    skip_until = 0
    for token in tokens:
        first, end = token.map or (0, 0)
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type == "list_item_open":
            marker = f"{token.info}{token.markup}" if token.info else "\u2022"
        elif token.type == "heading_open":
            heading = int(token.tag[1:])
        elif token.type == "heading_close":
            heading = 0
        elif token.type == "table_open":
            yield _table(lines, first, end)
            skip_until = end
        elif token.type == "inline" and first >= skip_until:
            start, stop = lines.content(first, end, token.content)
            if heading:
                yield Block("heading", start, stop, level=heading)
            elif depth and marker:
                yield Block("list_item", start, stop, level=depth, marker=marker)
            else:
                yield Block("paragraph", start, stop)
            marker = ""
        elif token.type == "fence":
            yield Block("code", *_fenced(lines, first, end))
        elif token.type in ("code_block", "html_block"):
            yield Block("code", *lines.range(first, end))


def _fenced(lines: _Lines, first: int, end: int) -> Range:
    opening = _FENCE.fullmatch(lines.lines[first])
    closing = end - 1 > first and _FENCE.fullmatch(lines.lines[min(end, len(lines.lines)) - 1])
    inner, last = first + bool(opening), end - bool(closing)
    return lines.range(inner, last) if inner < last else (lines.starts[first],) * 2


def _table(lines: _Lines, first: int, end: int) -> Block:
    rows = []
    for number in range(first, min(end, len(lines.lines))):
        if number != first + 1:  # the rule below the head
            rows.append(tuple(_cells(lines.lines[number], lines.starts[number])))
    start, stop = lines.range(first, end)
    return Block("table", start, stop, rows=tuple(rows))


def _cells(line: str, start: int) -> Iterator[Range]:
    for match in _CELL.finditer(line):
        blanks = len(match[0]) - len(match[0].lstrip())
        words = match[0].strip()
        outside = not words and (match.start() == 0 or match.end() == len(line))
        if not outside:
            yield start + match.start() + blanks, start + match.start() + blanks + len(words)


def _left_over(text: str, start: int, end: int) -> Iterator[Block]:
    """Lines between two blocks that hold more than marks."""
    position = start
    for line in text[start:end].split("\n"):
        words = line.strip()
        if words and not _MARKS.fullmatch(line) and not _FENCE.fullmatch(line):
            begin = position + line.index(words)
            yield Block("paragraph", begin, begin + len(words))
        position += len(line) + 1

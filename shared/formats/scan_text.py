"""Words that were read from a page's pixels stand after its own text, and all that pointed into the document follows.

Knows nothing of how they were read.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import replace

from shared.formats.document import Block, Page, Range, ReadDocument
from shared.formats.textmap import Box, BoxRuns, TextMap

_GAP = "\n\n"


def with_words(document: ReadDocument, read: Mapping[int, TextMap[Box]]) -> ReadDocument:
    """The document with these words after the own text of each page, each character with the box of its word."""
    growing = _GrowingText(document)
    pages: list[Page] = []
    scanned: list[Range] = []
    added: list[Block] = []
    for number, page in enumerate(document.pages):
        growing.copy_to(page.start)
        start = growing.length
        growing.copy_to(page.end)
        words = read.get(number)
        if not words or not words.text:
            pages.append(replace(page, start=start, end=growing.length))
            continue
        first, last = growing.add(words, number)
        pages.append(replace(page, start=first if page.start == page.end else start, end=last))
        scanned.append((first, last))
        added += _paragraphs(words.text, first, number)
        growing.part_from_the_next()
    growing.copy_to(len(document.map.text))
    blocks = [_moved(block, growing) for block in document.blocks]
    return replace(
        document,
        map=growing.map(),
        pages=tuple(pages),
        blocks=tuple(sorted([*blocks, *added], key=lambda block: (block.start, block.end))),
        breaks=tuple(growing.moved(*one) for one in document.breaks),
        hidden=tuple(
            replace(one, start=start, end=end)
            for one in document.hidden
            for start, end in [growing.moved(one.start, one.end)]
        ),
        scanned=tuple(scanned),
    )


class _GrowingText:
    """The new text and its boxes as they grow, and where every offset of the old one went."""

    def __init__(self, document: ReadDocument) -> None:
        assert isinstance(document.map.runs, BoxRuns)
        self.length = 0
        self._text, self._runs = document.map.text, document.map.runs
        self._taken = self._run_at = 0
        self._parts: list[str] = []
        self._starts, self._pages, self._edges = array("I"), array("I"), array("f")
        self._from: list[int] = []
        self._shifts: list[int] = []
        """How far the old text from each offset in `_from` on moved."""

    def copy_to(self, end: int) -> None:
        """The old text up to there, with its boxes."""
        if end <= self._taken:
            return
        first, shift = self._run_at, self.length - self._taken
        while self._run_at < len(self._runs) and self._runs.starts[self._run_at] < end:
            self._run_at += 1
        starts = self._runs.starts[first : self._run_at]
        self._starts.extend([start + shift for start in starts] if shift else starts)
        self._pages.extend(self._runs.pages[first : self._run_at])
        self._edges.extend(self._runs.edges[4 * first : 4 * self._run_at])
        self._from.append(self._taken)
        self._shifts.append(shift)
        self._write(self._text[self._taken : end])
        self._taken = end

    def add(self, words: TextMap[Box], page: int) -> Range:
        """New words, in a paragraph of their own; where they stand."""
        if self.length and not (self._parts and self._parts[-1].endswith(_GAP)):
            self._write(_GAP)
        first = self.length
        for run in words.runs:
            box = run.place
            for offset in range(run.start, run.end):
                self._starts.append(first + offset)
                self._pages.append(page)
                self._edges.extend((box.left, box.top, box.right, box.bottom))
        self._write(words.text)
        return first, self.length

    def part_from_the_next(self) -> None:
        """What follows of the old text begins a paragraph."""
        if self._taken < len(self._text) and not self._text.startswith("\n", self._taken):
            self._write(_GAP)

    def moved(self, first: int, last: int) -> Range:
        """Where a range of the old text stands now."""
        start = self._moved(first)
        return start, self._moved(last - 1) + 1 if last > first else start

    def map(self) -> TextMap[Box]:
        return TextMap("".join(self._parts), BoxRuns(self._starts, self._pages, self._edges))

    def _moved(self, offset: int) -> int:
        return offset + self._shifts[max(0, bisect_right(self._from, offset) - 1)] if self._shifts else offset

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)


def _moved(block: Block, growing: _GrowingText) -> Block:
    start, end = growing.moved(block.start, block.end)
    rows = tuple(tuple(growing.moved(*cell) for cell in row) for row in block.rows)
    return replace(block, start=start, end=end, rows=rows)


def _paragraphs(text: str, start: int, page: int) -> Iterable[Block]:
    at = 0
    for part in text.split(_GAP):
        if part.strip():
            yield Block("paragraph", start + at, start + at + len(part), page)
        at += len(part) + len(_GAP)

"""What a document says, how it is built up, and where each of its characters lives in the file.

`ReadDocument` is what any reader hands back; `TextDocument` can also carry out redactions. A person's view of
the document is its blocks in order; the detector's view leaves out what only a line's end put there
(`shared.formats.view`). This module knows no file format.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Literal, Protocol, get_args

from shared.formats.looks import ALIGNS, CellLook, Figure, Reference, Styled
from shared.formats.textmap import Box, Passage, TextMap
from shared.redaction import Redaction, redact_text
from shared.spans import Span

Format = Literal["pdf", "docx", "text", "markdown"]

Kind = Literal[
    "heading", "paragraph", "list_item", "table", "code", "header", "footer", "footnote", "picture", "hidden"
]

KINDS: tuple[str, ...] = get_args(Kind)
FORMATS: tuple[str, ...] = get_args(Format)

Range = tuple[int, int]
"""The characters `[start, end)` of the document's text."""


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the document's structure: the characters `[start, end)`, on page `page`, counted from 0.

    Characters outside every block are dress: blank lines, `#` and `|` of Markdown, a list item's bullet, which is
    `marker`. `level` is a heading's rank or a list item's depth, from 1, and 0 elsewhere. `rows` are the cells of a
    table, row by row, each a range within the block; `looks` say the same cells' looks where they are known, and the
    first `head` rows name what stands below. `figure` counts the document's figures from 0: the block is that picture,
    its characters what was read from its pixels.
    """

    kind: Kind
    start: int
    end: int
    page: int = 0
    level: int = 0
    marker: str = ""
    rows: tuple[tuple[Range, ...], ...] = ()
    looks: tuple[tuple[CellLook, ...], ...] = ()
    head: int = 1
    align: str = ""
    figure: int = -1


@dataclass(frozen=True, slots=True)
class Page:
    """The characters `[start, end)` stand on page `number`, counted from 1 as a reader does.

    `width` and `height` are those of the page as it is seen, in points, after it was turned by `rotation` degrees; 0
    where a file has no pages of its own. `has_image`: it shows more than its text says, so that it has to be looked at.
    """

    number: int
    start: int
    end: int
    width: float = 0.0
    height: float = 0.0
    rotation: int = 0
    has_image: bool = False

    def __post_init__(self) -> None:
        if not (isfinite(self.width) and isfinite(self.height)):
            raise ValueError("a page has a size")


@dataclass(frozen=True, slots=True)
class Hidden:
    """The characters `[start, end)` stand where a reader does not see them: `place` says where, in plain words."""

    place: str
    start: int
    end: int


class Document(Protocol):
    """Whatever was read, from whatever file. `notes` are plain sentences for the person who sent it."""

    @property
    def format(self) -> Format: ...
    @property
    def map(self) -> TextMap[Box | Passage]: ...
    @property
    def pages(self) -> Sequence[Page]: ...
    @property
    def blocks(self) -> Sequence[Block]: ...
    @property
    def breaks(self) -> Sequence[Range]: ...
    @property
    def notes(self) -> Sequence[str]: ...


class Redactable(Document, Protocol):
    """A document that can give back its own file without what was found."""

    def redact(self, redactions: Iterable[Redaction]) -> bytes: ...


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document as its reader found it. Checked on creation, since readers work on files made to mislead them.

    `breaks` are the characters that only a line's end put there: the hyphen and the line's end in "Fitz-\\ngerald".
    `scanned` are those that were read from pixels. `hidden` are those that nobody sees: on a page, or after the last
    one, where the words of comments and properties are put. `styles`, `references` and `figures` are how it looks.
    """

    format: Format
    map: TextMap[Box | Passage]
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    breaks: tuple[Range, ...] = ()
    notes: tuple[str, ...] = ()
    scanned: tuple[Range, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    styles: tuple[Styled, ...] = ()
    references: tuple[Reference, ...] = ()
    figures: tuple[Figure, ...] = ()

    def __post_init__(self) -> None:
        length = len(self.map.text)
        if self.format not in FORMATS:
            raise ValueError("this is no format of ours")
        if not self.pages:
            raise ValueError("a document has at least one page")
        _check_ranges([(page.start, page.end) for page in self.pages], 0, length)
        _check_ranges([(block.start, block.end) for block in self.blocks], 0, length)
        _check_ranges(self.breaks, 0, length)
        _check_ranges(self.scanned, 0, length)
        _check_ranges([(hidden.start, hidden.end) for hidden in self.hidden], 0, length)
        _check_ranges([(styled.start, styled.end) for styled in self.styles], 0, length)
        _check_ranges([(reference.at, reference.at) for reference in self.references], 0, length)
        for block in self.blocks:
            self._check_block(block)

    def _check_block(self, block: Block) -> None:
        if block.kind not in KINDS or not 0 <= block.page < len(self.pages) or block.level < 0:
            raise ValueError("a block has a kind of ours, a page of this document and a level from 0")
        _check_ranges([cell for row in block.rows for cell in row], block.start, block.end)
        if block.looks and list(map(len, block.looks)) != list(map(len, block.rows)):
            raise ValueError("every cell has its looks, or none has")
        if block.align not in ALIGNS or block.head < 0 or not -1 <= block.figure < len(self.figures):
            raise ValueError("a block stands somewhere, and its picture is one of this document")

    @property
    def shown(self) -> int:
        """Where the pages end: what follows stands on none of them."""
        return self.pages[-1].end


@dataclass(frozen=True, slots=True)
class TextDocument(ReadDocument):
    """A plain text or Markdown file. `source` is the file's text before its line ends were made the same."""

    source: str = field(default="", repr=False)
    encoding: str = "utf-8"

    def redact(self, redactions: Iterable[Redaction]) -> bytes:
        """The same file, in its own encoding and with its own line ends, with each finding replaced."""
        moved = [Redaction(self._in_source(redaction.span), redaction.replacement) for redaction in redactions]
        redacted = redact_text(self.source, moved)
        try:
            return redacted.encode(self.encoding)
        except UnicodeEncodeError:  # a black bar in a Windows-1252 file
            return redacted.encode("utf-8")

    def _in_source(self, span: Span) -> Span:
        runs = list(self.map.runs_in(span.start, span.end))
        if not runs:
            raise ValueError("a redaction covers no character of the file")
        first, last = runs[0], runs[-1]
        start = _offset(first.place) + max(0, span.start - first.start)
        end = _offset(last.place) + min(last.end, span.end) - last.start
        return Span(start, end, span.label, span.kind, span.score, span.source)


def _offset(place: Box | Passage) -> int:
    assert isinstance(place, Passage)
    return place.offset


def _check_ranges(ranges: Iterable[Range], start: int, end: int) -> None:
    for first, last in ranges:
        if not start <= first <= last <= end:
            raise ValueError(f"a range from {first} to {last} is out of order, or not within {start} to {end}")
        start = last

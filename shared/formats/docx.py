"""Reads a Word file: everything it shows, in reading order, and the text element that each character comes from.

Headers first, then the body with its tables, lists, text boxes, charts and diagrams, then footnotes and endnotes,
then footers. A picture stands after the paragraph or the table it is anchored in. Tracked changes are read as if
accepted: inserted text is in, deleted text is not, and a note says so. Hidden text is read, because whoever opens the
file can show it. Comments are not; a note says so.

Word files have no pages of their own: pages are where Word last broke them, if it wrote that down. Knows nothing
of processes: it runs where it can be killed.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

from shared.errors import Damaged, TooLarge
from shared.formats.document import Block, Hidden, Kind, Page, Range, ReadDocument
from shared.formats.docx_hidden import VANISHED, words_beside
from shared.formats.docx_inline import MC, NOT_SHOWN, A, C, Inline, W, chosen
from shared.formats.docx_looks import Looks
from shared.formats.docx_package import Package
from shared.formats.docx_pictures import can_be_shown
from shared.formats.docx_styles import Role, Styles
from shared.formats.docx_tables import cells_of, grid_of, head_rows, rows_of
from shared.formats.docx_writer import Writer
from shared.formats.looks import CellLook, Figure
from shared.formats.sniff import check_archive
from shared.formats.unseen import with_hidden_words
from shared.formats.wire import pack

Report = Callable[[int, int], None]


def read(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    """The document in these bytes, packed. `options` hold `max_pages` and `max_characters`."""
    check_archive(data)
    return pack(read_docx(data, options["max_pages"], options["max_characters"], options.get("hidden", False)))


def read_docx(data: bytes, max_pages: int, max_characters: int, with_hidden: bool = False) -> ReadDocument:
    """The document in these bytes. Raises a `BadInput` in plain words for whatever cannot be read."""
    package = Package(data)
    reader = _Reader(package, max_pages, max_characters)
    document = reader.read()
    if not with_hidden:
        return document
    vanished = tuple(Hidden(VANISHED, start, end) for start, end in reader.vanished)
    notes = tuple(note for note in document.notes if note != _SENTENCES["deleted"] and "comment" not in note)
    return with_hidden_words(replace(document, hidden=vanished, notes=notes), {}, words_beside(package, reader.parts))


class _Reader:
    """Walks through the parts and has written down what they show."""

    def __init__(self, package: Package, max_pages: int, max_characters: int) -> None:
        self._package = package
        self._max_pages = max_pages
        styles = self._optional("styles")
        self._styles = Styles(styles, self._optional("numbering"))
        self._writer = Writer(max_characters)
        self._inline = Inline(self._writer, Looks(styles))
        self._blocks: list[Block] = []
        self._figures: list[Figure] = []
        self._pictures: dict[str, str] = {}
        self._kinds: dict[str, bool] = {}
        self._sign = ""
        self.parts: list[str] = []

    @property
    def vanished(self) -> list[Range]:
        """Where text stands that is set to be hidden."""
        return self._inline.vanished

    def read(self) -> ReadDocument:
        main = self._package.main
        for header in self._package.related(main, "header"):
            self._read_part(header.target, "header")
        self._read_part(main, "paragraph")
        for notes in self._package.related(main, "footnotes", "endnotes"):
            self._read_part(notes.target, "footnote")
        for footer in self._package.related(main, "footer"):
            self._read_part(footer.target, "footer")
        starts, length = self._writer.page_starts(), self._writer.length
        if len(starts) > self._max_pages:
            raise TooLarge(
                f"This document has {len(starts):,} pages; the most that are taken is {self._max_pages:,}. Send a "
                "part of it."
            )
        ends = [*starts[1:], length]
        return ReadDocument(
            "docx",
            self._writer.text_map(),
            tuple(Page(number, start, end) for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)),
            tuple(replace(block, page=bisect_right(starts, block.start) - 1) for block in self._blocks),
            notes=tuple(self._notes()),
            styles=tuple(self._inline.book.styled),
            references=tuple(replace(one, at=min(one.at, length)) for one in self._inline.references),
            figures=tuple(self._figures),
        )

    def _optional(self, kind: str) -> Any | None:
        """A part without which the text can be read all the same."""
        for relationship in self._package.related(self._package.main, kind):
            with suppress(Damaged):
                return self._package.xml(relationship.target)
        return None

    def _read_part(self, part: str, kind: Kind) -> None:
        root = self._open(part)
        self._read_blocks(root, kind)
        drawings, self._inline.drawings = self._inline.drawings, []
        for relationship in self._package.related(part, "chart", "diagramData"):
            if relationship.id in drawings:
                self._read_drawing(relationship.target)

    def _open(self, part: str) -> Any:
        root = self._package.xml(part)
        self.parts.append(part)
        self._inline.open(part, root)
        self._pictures = {one.id: one.target for one in self._package.related(part, "image")}
        return root

    def _read_blocks(self, parent: Any, kind: Kind) -> None:
        for child in parent:
            if child.tag == W + "p":
                self._read_paragraph(child, kind)
            elif child.tag == W + "tbl":
                self._read_table(child, kind)
            elif child.tag == MC + "AlternateContent":
                self._read_blocks(chosen(child), kind)
            elif child.tag in NOT_SHOWN:
                self._inline.look_at(child)
            elif child.get(W + "type") not in ("separator", "continuationSeparator"):
                # The body, a footnote, a content control, a custom XML element: whatever holds paragraphs.
                if child.tag in (W + "footnote", W + "endnote"):
                    self._sign = self._inline.number_of(child.tag.removeprefix(W), child.get(W + "id", ""))
                self._read_blocks(child, kind)

    def _read_paragraph(self, paragraph: Any, kind: Kind) -> None:
        role = self._styles.role(paragraph.find(W + "pPr"))
        is_next_item = role.depth and self._blocks and self._blocks[-1].kind == "list_item"
        self._writer.gap = "\n" if is_next_item and kind == "paragraph" else "\n\n"
        with self._boxes_after(kind):
            start = self._inline.write(paragraph)
            if start is not None:
                block = _block(kind, role, start, self._writer.length)
                if kind == "footnote":
                    block, self._sign = replace(block, marker=self._sign), ""
                if block.kind == "heading":
                    self._inline.book.without("bold", start)
                self._blocks.append(block)
            self._show_pictures()

    def _show_pictures(self) -> None:
        """Pictures that were met since stand here."""
        shown, self._inline.pictures = self._inline.pictures, []
        for one in shown:
            part = self._pictures.get(one.id)
            if part is None or len(self._figures) >= _MOST_FIGURES:
                continue
            if part not in self._kinds:
                self._kinds[part] = can_be_shown(self._package, part)
            end = self._writer.length
            self._blocks.append(Block("picture", end, end, figure=len(self._figures)))
            self._figures.append(Figure(part, one.width, one.height, self._kinds[part]))

    def _read_table(self, table: Any, kind: Kind) -> None:
        grid = grid_of(table)
        if all(sum(cell.has_text for cell in cells) <= 1 for cells in grid):
            # A frame around text rather than a table: whole letters stand in such.
            for cell in (cell for row in rows_of(table) for cell in cells_of(row)):
                self._read_blocks(cell, kind)
            return
        writer = self._writer
        writer.gap = "\n\n"
        writer.flush()
        start = writer.length
        written: list[tuple[Range, ...]] = []
        looks: list[tuple[CellLook, ...]] = []
        with self._boxes_after(kind):
            for cells in grid:
                writer.add("\n" if written else "")
                ranges: list[Range] = []
                for cell in cells:
                    writer.add("\t" if ranges else "")
                    ranges.append(self._write_cell(cell.element))
                written.append(tuple(ranges))
                looks.append(tuple(cell.look for cell in cells))
            self._blocks.append(
                Block("table", start, writer.length, rows=tuple(written), looks=tuple(looks), head=head_rows(table))
            )
            self._show_pictures()

    @contextmanager
    def _boxes_after(self, kind: Kind) -> Iterator[None]:
        """Text boxes are anchored within a text and read after it."""
        outer, self._inline.boxes = self._inline.boxes, []
        yield
        inside, self._inline.boxes = self._inline.boxes, outer
        for box in inside:
            self._read_blocks(box, kind)

    def _write_cell(self, cell: Any) -> Range:
        start = self._writer.length
        self._write_flat(cell, start)
        self._writer.gap = ""
        return start, self._writer.length

    def _write_flat(self, parent: Any, start: int) -> None:
        """What stands in a cell, one below the other; the cells of a table in it side by side."""
        for child in parent:
            if child.tag == W + "p":
                self._styles.role(child.find(W + "pPr"))
                self._writer.gap = self._writer.gap or ("\n" if self._writer.length > start else "")
                self._inline.write(child)
            elif child.tag == W + "tbl":
                for row in rows_of(child):
                    for number, cell in enumerate(cells_of(row)):
                        self._writer.gap = ("\t" if number else "\n") if self._writer.length > start else ""
                        self._write_flat(cell, self._writer.length)
            elif child.tag == MC + "AlternateContent":
                self._write_flat(chosen(child), start)
            elif child.tag in NOT_SHOWN:
                self._inline.look_at(child)
            else:
                self._write_flat(child, start)

    def _read_drawing(self, part: str) -> None:
        """The words of a chart or of a diagram, each a paragraph."""
        with suppress(Damaged):
            for element in self._open(part).iter(A + "p", C + "strCache"):
                for words in [element] if element.tag == A + "p" else element.iter(C + "v"):
                    self._writer.gap = "\n\n"
                    start = self._inline.write(words)
                    if start is not None:
                        self._blocks.append(Block("paragraph", start, self._writer.length))

    def _notes(self) -> Iterator[str]:
        if not self._blocks:
            yield "No text was found in this file."
        for what, sentence in _SENTENCES.items():
            if what in self._inline.seen:
                yield sentence
        blind = len({figure.part for figure in self._figures if not figure.is_shown})
        if blind:
            what = "One picture is" if blind == 1 else f"{blind:,} pictures are"
            yield f"{what} of a kind (EMF, WMF) that cannot be looked into: a redacted copy leaves it out."
        comments = 0
        for part in self._package.related(self._package.main, "comments"):
            with suppress(Damaged):
                comments += sum(1 for _ in self._package.xml(part.target).iter(W + "comment"))
        if comments:
            yield f"{comments:,} comment{'s were' if comments > 1 else ' was'} not read."


_MOST_FIGURES = 1_000

_SENTENCES = {
    "hidden": "This document has hidden text; it was read and is shown here.",
    "deleted": "Deleted text that change tracking keeps in this file was not read.",
    "picture": "Text inside pictures was not read.",
    "object": "Files and objects embedded in this document were not read.",
    "chunk": "Other documents inserted into this one were not read.",
}


def _block(kind: Kind, role: Role, start: int, end: int) -> Block:
    if kind != "paragraph":
        return Block(kind, start, end, marker=role.marker, align=role.align)
    if role.heading:
        return Block("heading", start, end, level=role.heading, marker=role.marker, align=role.align)
    if role.depth:
        return Block("list_item", start, end, level=role.depth, marker=role.marker)
    return Block(kind, start, end, align=role.align)

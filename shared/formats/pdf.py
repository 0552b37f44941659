"""Reads a PDF: what its pages show as text, with the box of every character.

Text is read as it is drawn, so an ActualText that says something else is not believed, and form fields and notes
count as far as the page shows them. Text that is drawn but not seen (white, transparent, under a picture) is read:
whoever copies the page gets it. Text outside the visible page, on hidden layers, in comments and properties comes
after the last page, where it is asked for; else it is not read, and a note says so.

Knows nothing of processes: it runs where it can be killed. The only module that imports PyMuPDF.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from operator import eq
from typing import Any

import pymupdf

from shared.errors import BlackbarError, Damaged, PasswordNeeded, TooLarge
from shared.formats.document import ReadDocument
from shared.formats.pdf_hidden import OUTSIDE, unseen, words_beside, words_on_layers
from shared.formats.pdf_layout import lay_out
from shared.formats.pdf_lines import Line, PageLines
from shared.formats.pdf_notes import Notes
from shared.formats.unseen import with_hidden_words
from shared.formats.wire import pack

Report = Callable[[int, int], None]
Edges = tuple[float, float, float, float]

_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_IGNORE_ACTUALTEXT
"""Ligatures come apart because TEXT_PRESERVE_LIGATURES is not there. TEXT_MEDIABOX_CLIP is not there either: what
lies outside the page is left out below, where it can be told."""

_PLAIN = re.compile("[ -~\u0080-\u024f]*")

_LOCKED = "This PDF needs a password. Give it, or open the file in a PDF viewer and save a copy without one."
_DAMAGED = "This PDF is damaged and cannot be read. Open it in a PDF viewer, print it to a new PDF and try again."


def read(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    """The document in these bytes, packed. `options` hold `max_pages` and `max_characters`."""
    return pack(read_pdf(data, options["max_pages"], options["max_characters"], report, options.get("hidden", False)))


def _silence(done: int, steps: int) -> None:
    """For whoever does not want to hear how far it is."""


def read_pdf(
    data: bytes, max_pages: int, max_characters: int, report: Report = _silence, with_hidden: bool = False
) -> ReadDocument:
    """The document in these bytes. Raises a `BadInput` in plain words for whatever cannot be read."""
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    try:
        with pymupdf.open(stream=data, filetype="pdf") as pdf:
            return _read(pdf, max_pages, max_characters, report, b"/Encrypt" in data, with_hidden)
    except BlackbarError:
        raise
    except Exception as error:  # MuPDF raises RuntimeError, ValueError and a dozen classes of its own
        _raise_if_memory(error)
        raise Damaged(_DAMAGED) from None


def _read(
    pdf: Any, max_pages: int, max_characters: int, report: Report, is_encrypted: bool, with_hidden: bool
) -> ReadDocument:
    if pdf.needs_pass:
        raise PasswordNeeded(_LOCKED)
    count = pdf.page_count
    if count == 0:
        raise PasswordNeeded(_LOCKED) if is_encrypted else Damaged(_DAMAGED)
    if count > max_pages:
        raise TooLarge(f"This PDF has {count:,} pages; the most that are taken is {max_pages:,}. Send a part of it.")
    notes = Notes(pdf)
    seeker = _Hidden(pdf) if with_hidden else None
    _bake(pdf, notes)
    pages: list[PageLines] = []
    characters = 0
    for number in range(count):
        page = _page(pdf, number, notes, seeker)
        characters += sum(len(line.text) for line in page.lines)
        if characters > max_characters:
            raise TooLarge(
                f"This PDF has more than {max_characters:,} characters of text, the most that are taken. Send a part "
                "of it."
            )
        pages.append(page)
        report(number + 1, count)
    layout = lay_out(pages)
    document = ReadDocument("pdf", layout.map, layout.pages, layout.blocks, layout.breaks)
    if seeker:
        document = with_hidden_words(document, seeker.unseen, seeker.beside(pdf, max_characters - characters))
    return replace(document, notes=notes.sentences(characters > 0, with_hidden))


def _bake(pdf: Any, notes: Notes) -> None:
    """Make what form fields and notes show part of their pages, so that it is read as text."""
    if not (pdf.has_annots() or pdf.is_form_pdf):
        return
    try:
        pdf.bake(annots=True, widgets=True)
    except Exception as error:  # a broken form; the pages themselves can still be read
        _raise_if_memory(error)
        notes.form_failed = True


class _Hidden:
    """Collects what nobody sees while the pages are read."""

    def __init__(self, pdf: Any) -> None:
        self._words = words_beside(pdf)
        self.unseen: dict[int, list[tuple[Edges, str]]] = {}

    def look_at(self, page: Any, raw: dict[str, Any], sheet: "_Sheet") -> None:
        """The letters of a page that are not seen, and those that are not on it."""
        spans = [span for block in raw["blocks"] for line in block.get("lines", ()) for span in line["spans"]]
        found = unseen(page, spans, _drawn)
        if found:
            self.unseen[page.number] = [(sheet.seen(box), place) for box, place in found]
        if sheet.outside:
            self._words.append((OUTSIDE, " ".join("".join(sheet.outside).split())))

    def beside(self, pdf: Any, most: int) -> list[tuple[str, str]]:
        """All that stands on no page, at most so many characters of it."""
        try:
            self._words += words_on_layers(pdf, _reopened, lambda page: str(page.get_text(flags=_FLAGS)))
        except Exception as error:  # layers that make no sense; what is shown was read
            _raise_if_memory(error)
        kept: list[tuple[str, str]] = []
        for place, words in self._words:
            most -= len(words) + 2
            if most >= 0:
                kept.append((place, words))
        return kept


def _reopened(data: bytes) -> Any:
    return pymupdf.open(stream=data, filetype="pdf")


def _drawn(page: Any, box: Edges) -> Any:
    clip = pymupdf.Rect(box) * page.rotation_matrix
    return page.get_pixmap(clip=clip, matrix=(2, 0, 0, 2, 0, 0), colorspace=pymupdf.csRGB, alpha=False, annots=False)


def _page(pdf: Any, number: int, notes: Notes, seeker: _Hidden | None) -> PageLines:
    try:
        page = pdf[number]
        width, height = page.rect.width, page.rect.height
        lines = list(_lines(page, notes, seeker))
        has_image = notes.look_at(page, "".join(line.text for line in lines))
        return PageLines(width, height, lines, int(page.rotation), has_image)
    except Exception as error:  # one broken page; the others can still be read
        _raise_if_memory(error)
        notes.broken.append(number + 1)
        return PageLines(0.0, 0.0, ())


def _raise_if_memory(error: Exception) -> None:
    if isinstance(error, MemoryError) or "malloc" in str(error):
        raise MemoryError from None


def _lines(page: Any, notes: Notes, seeker: _Hidden | None) -> Iterator[Line]:
    raw = page.get_textpage(clip=pymupdf.INFINITE_RECT(), flags=_FLAGS).extractRAWDICT()
    sheet = _Sheet(page)
    for group, block in enumerate(raw["blocks"]):
        for raw_line in block.get("lines", ()):
            line = sheet.line(raw_line, group)
            if line:
                yield line
    if any(not letters.isspace() for letters in sheet.outside):
        notes.outside.append(page.number + 1)
    if seeker:
        seeker.look_at(page, raw, sheet)


class _Sheet:
    """Turns MuPDF's lines into ours: on the page as it is seen, without what lies outside it."""

    def __init__(self, page: Any) -> None:
        # MuPDF gives the places of characters before the page is turned.
        self._turn = tuple(page.rotation_matrix) if page.rotation else None
        self._width, self._height = page.rect.width, page.rect.height
        self.outside: list[str] = []

    def seen(self, box: Edges) -> Edges:
        """A box on the page as it is seen, after any turn."""
        return _turned(box, self._turn) if self._turn else box

    def line(self, raw: dict[str, Any], group: int) -> Line | None:
        chars = [char for span in raw["spans"] for char in span["chars"]]
        text, offsets, edges = self._plain(chars) or self._unusual(chars)
        blank = len(text) - len(text.lstrip())
        text = text.strip()
        first, end = bisect_left(offsets, blank), bisect_left(offsets, blank + len(text))
        if first == end:
            return None
        if end - first < len(offsets):
            offsets, edges = offsets[first:end], edges[4 * first : 4 * end]
        if blank:
            offsets = array("I", [offset - blank for offset in offsets])
        spans = [span for span in raw["spans"] if any(not char["c"].isspace() for char in span["chars"])]
        return Line(
            text,
            offsets,
            edges,
            min(edges[0::4]),
            min(edges[1::4]),
            max(edges[2::4]),
            max(edges[3::4]),
            float(max(spans, key=lambda span: len(span["chars"]))["size"]),
            group,
            all(span["flags"] & pymupdf.TEXT_FONT_BOLD for span in spans),
            all(span["flags"] & pymupdf.TEXT_FONT_MONOSPACED for span in spans),
            self._is_level(raw),
        )

    def _plain(self, chars: Sequence[dict[str, Any]]) -> tuple[str, "array[int]", "array[float]"] | None:
        """A line of plain letters on a page that is not turned, as nearly all are: in a third of the time."""
        text = "".join([char["c"] for char in chars])
        if self._turn or not chars or len(text) != len(chars) or not _PLAIN.fullmatch(text):
            return None
        edges = array("f", chain.from_iterable([char["bbox"] for char in chars]))
        lefts, tops, rights, bottoms = (edges[side::4] for side in range(4))
        # Whatever lies over the page's edge, or within the letter before it, is looked at one by one.
        if min(lefts) < 0 or min(tops) < 0 or max(rights) > self._width or max(bottoms) > self._height:
            return None
        if any(map(eq, lefts, rights)) or any(map(eq, tops, bottoms)):
            return None
        if self.outside:
            self.outside.append(" ")
        if not any(char["synthetic"] for char in chars):
            return text, array("I", range(len(text))), edges
        offsets = array("I", [offset for offset, char in enumerate(chars) if not char["synthetic"]])
        return text, offsets, array("f", chain.from_iterable([chars[offset]["bbox"] for offset in offsets]))

    def _unusual(self, chars: Iterable[dict[str, Any]]) -> tuple[str, "array[int]", "array[float]"]:
        """Any line, letter by letter."""
        parts: list[str] = []
        offsets, edges = array("I"), array("f")
        length = 0
        across, down = 2 * self._width, 2 * self._height  # a character is on the page when its middle is
        last: Edges = (0.0, 0.0, 0.0, 0.0)
        for char in chars:
            letters, box = char["c"], char["bbox"]
            if self._turn:
                box = _turned(box, self._turn)
            left, top, right, bottom = box
            if left == right or top == bottom:
                box = last  # the second letter of a ligature, an accent: drawn within the letter before it
            last = box
            if not (0 <= left + right <= across and 0 <= top + bottom <= down):
                self.outside.append(letters)
                continue
            if not " " <= letters <= "\u024f" or letters == "\u007f":
                letters = _letters(letters)
            parts.append(letters)
            # A blank that MuPDF added between two words is not in the file and has no place.
            if not char["synthetic"]:
                for offset in range(length, length + len(letters)):
                    offsets.append(offset)
                    edges.extend(box)
            length += len(letters)
        if self.outside:
            self.outside.append(" ")
        return "".join(parts), offsets, edges

    def _is_level(self, raw: dict[str, Any]) -> bool:
        across, down = raw["dir"]
        if self._turn:
            a, b, c, d, _, _ = self._turn
            across, down = a * across + c * down, b * across + d * down
        return bool(raw["wmode"] == 0 and across > 0 and abs(down) < 0.1)


def _turned(box: Edges, turn: tuple[float, ...]) -> Edges:
    a, b, c, d, e, f = turn
    xs = [a * x + c * y + e for x in (box[0], box[2]) for y in (box[1], box[3])]
    ys = [b * x + d * y + f for x in (box[0], box[2]) for y in (box[1], box[3])]
    return min(xs), min(ys), max(xs), max(ys)


def _letters(character: str) -> str:
    """What a reader sees of an unusual character: ligatures and Arabic's shaped letters as plain letters."""
    if "\ufb00" <= character <= "\ufdff" or "\ufe70" <= character < "\ufeff":
        return unicodedata.normalize("NFKC", character)
    if character in "\t\n\r":
        return " "
    return "\ufffd" if unicodedata.category(character) in ("Cc", "Cs") else character

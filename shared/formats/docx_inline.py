"""What stands beside one another in a paragraph of a Word file: runs, links, tabs, and what is anchored there.

Unknown elements are looked into rather than passed over: when unsure, read. Text boxes, charts, diagrams and pictures
are remembered for whoever reads the blocks. Knows nothing of blocks, and of looks only who knows them.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shared.formats.docx_writer import Writer
from shared.formats.looks import Reference
from shared.formats.textmap import Passage

if TYPE_CHECKING:
    from shared.formats.docx_looks import Looks

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_D = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_V = "{urn:schemas-microsoft-com:vml}"

TEXT_ELEMENTS = (W + "t", _M + "t", A + "t", C + "v")
"""The elements that hold text a reader sees. `Passage.element` counts them, all of them, through a part."""

NOT_SHOWN = frozenset(
    W + name
    for name in (
        "pPr", "rPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "rubyPr",
        "del", "moveFrom", "delText", "delInstrText", "instrText", "altChunk",
    )
)  # fmt: skip
"""Properties, deleted text, other documents, and the codes of fields; a field's result stands beside its code."""

_SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
    W + "sym": "\u25aa",
}

_NAMES = {
    W + "del": "deleted",
    W + "moveFrom": "deleted",
    W + "altChunk": "chunk",
    W + "object": "object",
    A + "blip": "picture",
    _V + "imagedata": "picture",
}

_WHITESPACE = str.maketrans("\t\n\r", "   ")


_NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75}
_EMU_PER_POINT = 12_700
_MOST_POINTS = 5_000.0


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture where it is anchored: the id of its relationship, and how large it is shown, in points."""

    id: str
    width: float = 0.0
    height: float = 0.0


class Inline:
    """Writes what elements show. `seen` names what was there beside text: deleted text, pictures, hidden runs."""

    def __init__(self, writer: Writer, looks: "Looks") -> None:
        from shared.formats.docx_looks import Book

        self._writer = writer
        self._looks = looks
        self._paragraph_style = ""
        self._links = 0
        self._notes: dict[str, dict[str, int]] = {"footnote": {}, "endnote": {}}
        self.book = Book()
        self.references: list[Reference] = []
        self.pictures: list[Shown] = []
        self._part = ""
        self._numbers: dict[Any, int] = {}
        self.boxes: list[Any] = []
        self.drawings: list[str] = []
        self.seen: set[str] = set()
        self.vanished: list[tuple[int, int]] = []

    def open(self, part: str, root: Any) -> None:
        """From here on, elements come from this part."""
        self._part = part
        self._numbers = {element: number for number, element in enumerate(root.iter(*TEXT_ELEMENTS))}

    def write(self, element: Any) -> int | None:
        """Write what the element shows, and say where it begins; None when it shows nothing."""
        properties = element.find(W + "pPr")
        style = None if properties is None else properties.find(W + "pStyle")
        self._paragraph_style = "" if style is None else style.get(W + "val", "")
        self._writer.begin()
        self._write(element)
        return self._writer.begun

    def number_of(self, kind: str, note: str) -> str:
        """The number of a footnote or endnote by its id, as they were met in the text; "" for one that was not."""
        number = self._notes[kind].get(note, 0)
        return _sign(kind, number) if number else ""

    def look_at(self, element: Any) -> None:
        """Remember what is there beside text."""
        tag = element.tag
        if tag == C + "chart":
            self.drawings.append(element.get(_R + "id", ""))
        elif tag == _D + "relIds":
            self.drawings.append(element.get(_R + "dm", ""))
        elif tag == W + "rPr" and element.find(W + "vanish") is not None:
            self.seen.add("hidden")
        elif tag in _NAMES:
            self.seen.add(_NAMES[tag])
            if tag == A + "blip" and element.get(_R + "embed"):
                self.pictures.append(Shown(element.get(_R + "embed"), *_extent(element)))
            elif tag == _V + "imagedata" and element.get(_R + "id"):
                self.pictures.append(Shown(element.get(_R + "id"), *_style_size(element.getparent())))

    def _write(self, element: Any) -> None:
        tag = element.tag
        if tag in TEXT_ELEMENTS:
            place = Passage(self._part, self._numbers[element])
            self._writer.write_from(place, (element.text or "").translate(_WHITESPACE))
        elif tag == W + "lastRenderedPageBreak" or (tag == W + "br" and element.get(W + "type") == "page"):
            self._writer.break_page()
        elif tag in _SIGNS:
            self._writer.write(_SIGNS[tag])
        elif tag == MC + "AlternateContent":
            self._write_all(chosen(element))
        elif tag == W + "txbxContent":
            self.boxes.append(element)
        elif tag == W + "ruby":
            self._write_ruby(element)
        elif tag == W + "r":
            self._write_run(element)
        elif tag in _NOTES:
            self._refer(_NOTES[tag], element)
        else:
            self.look_at(element)
            self._links += tag == W + "hyperlink"
            if tag not in NOT_SHOWN:
                self._write_all(element)
            self._links -= tag == W + "hyperlink"
            if tag == A + "p":
                self._writer.gap = "\n"

    def _write_run(self, run: Any) -> None:
        start = self._writer.next
        self._write_all(run)
        if (end := self._writer.length) <= start:
            return
        properties = run.find(W + "rPr")
        self.book.add(start, end, self._looks.marks(properties, self._paragraph_style, self._links > 0))
        if _has_vanished(properties):
            self.vanished.append((start, end))

    def _refer(self, kind: str, element: Any) -> None:
        numbers = self._notes[kind]
        number = numbers.setdefault(element.get(W + "id", ""), len(numbers) + 1)
        self.references.append(Reference(self._writer.next, _sign(kind, number)))

    def _write_all(self, elements: Any) -> None:
        for element in elements:
            self._write(element)

    def _write_ruby(self, ruby: Any) -> None:
        """A word and, in brackets, the small reading above it."""
        self._write_all(ruby.iterfind(W + "rubyBase"))
        self._writer.write(" (")
        self._write_all(ruby.iterfind(W + "rt"))
        self._writer.write(")")


def _sign(kind: str, number: int) -> str:
    """Word counts footnotes 1, 2, 3 and endnotes i, ii, iii."""
    if kind == "footnote" or number > 39:
        return str(number)
    tens, ones = divmod(number, 10)
    return "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]


def _extent(blip: Any) -> tuple[float, float]:
    """How large a picture is shown: the nearest size that is told around it."""
    for around in blip.iterancestors():
        name = around.tag.rpartition("}")[2]
        size = None
        if name == "pic":
            size = next(around.iter(A + "ext"), None)
        elif name in ("inline", "anchor"):
            size = next((child for child in around if child.tag.endswith("}extent")), None)
        if size is not None and (found := _points(size.get("cx"), size.get("cy"))) != (0.0, 0.0):
            return found
    return 0.0, 0.0


def _points(*sides: str | None) -> tuple[float, float]:
    width, height = (int(side) / _EMU_PER_POINT if side and side.isdigit() and len(side) < 12 else 0 for side in sides)
    return min(width, _MOST_POINTS), min(height, _MOST_POINTS)


def _style_size(shape: Any | None) -> tuple[float, float]:
    """The size in the `style` of a VML shape: "width:415.5pt;height:3in"."""
    style = "" if shape is None else shape.get("style", "")
    sides = []
    for side in ("width", "height"):
        found = re.search(rf"(?:^|;)\s*{side}\s*:\s*(\d{{1,5}}(?:\.\d{{1,4}})?)(pt|in|cm|mm|px)", style[:500])
        sides.append(min(float(found[1]) * _POINTS[found[2]], _MOST_POINTS) if found else 0.0)
    return sides[0], sides[1]


def _has_vanished(properties: Any | None) -> bool:
    vanish = None if properties is None else properties.find(W + "vanish")
    return vanish is not None and vanish.get(W + "val", "true") not in ("0", "false", "off")


def chosen(alternate: Any) -> Any:
    """The content that a current reader shows: the choice, and only without one the fallback, which repeats it."""
    choice = alternate.find(MC + "Choice")
    fallback = alternate.find(MC + "Fallback")
    return choice if choice is not None else fallback if fallback is not None else ()

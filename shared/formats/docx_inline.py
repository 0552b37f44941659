"""What stands beside one another in a paragraph of a Word file: runs, links, tabs, and what is anchored there.

Unknown elements are looked into rather than passed over: when unsure, read. Text boxes, charts and diagrams are
remembered for whoever reads the blocks. Knows nothing of blocks, styles or parts.
"""

from typing import Any

from shared.formats.docx_writer import Writer
from shared.formats.textmap import Passage

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


class Inline:
    """Writes what elements show. `seen` names what was there beside text: deleted text, pictures, hidden runs."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
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
        self._writer.begin()
        self._write(element)
        return self._writer.begun

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
        else:
            self.look_at(element)
            start = self._writer.length
            if tag not in NOT_SHOWN:
                self._write_all(element)
            if tag == W + "r" and self._writer.length > start and _has_vanished(element):
                self.vanished.append((start, self._writer.length))
            if tag == A + "p":
                self._writer.gap = "\n"

    def _write_all(self, elements: Any) -> None:
        for element in elements:
            self._write(element)

    def _write_ruby(self, ruby: Any) -> None:
        """A word and, in brackets, the small reading above it."""
        self._write_all(ruby.iterfind(W + "rubyBase"))
        self._writer.write(" (")
        self._write_all(ruby.iterfind(W + "rt"))
        self._writer.write(")")


def _has_vanished(run: Any) -> bool:
    properties = run.find(W + "rPr")
    vanish = None if properties is None else properties.find(W + "vanish")
    return vanish is not None and vanish.get(W + "val", "true") not in ("0", "false", "off")


def chosen(alternate: Any) -> Any:
    """The content that a current reader shows: the choice, and only without one the fallback, which repeats it."""
    choice = alternate.find(MC + "Choice")
    fallback = alternate.find(MC + "Fallback")
    return choice if choice is not None else fallback if fallback is not None else ()

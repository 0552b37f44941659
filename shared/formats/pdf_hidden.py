"""What a PDF says where a reader does not see it, and where that is.

Two kinds: words beside the pages (comments, properties, bookmarks, what lies outside the page or on a hidden layer),
and letters on a page that nobody sees (invisible ones, white on white, under a box, a tenth of a millimetre high).
Works on PyMuPDF's objects without importing it. Knows no findings.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

Edges = tuple[float, float, float, float]

INVISIBLE = "in letters that are not drawn"
TINY = "in letters too small to read"
SAME_COLOR = "in the color of its background"
COVERED = "under a box or a picture"
OUTSIDE = "outside the page"
LAYER = "on a hidden layer"
COMMENT = "in a comment"
FIELD = "in a form field"
PROPERTY = "in the document's properties"
BOOKMARK = "in a bookmark"
ATTACHMENT = "in the name of an attached file"
LINK = "in a link"

SMALLEST_POINTS = 2.0
"""Letters of a third of a millimetre: print of four points is the smallest that people read."""

_LIGHT = 0xE0
_ONE_COLOR, _OFF = 0.985, 6
"""Letters that are seen ink a twentieth of their box and more."""

_FREE_TEXT = 2
_MOST_WORDS = 100_000
_MOST_LOOKED_AT = 300
_XML_TEXT = re.compile(r">([^<>]+)<|\s(?:\w+:)?\w+=\"([^\"]*)\"")
_XML_OWN = re.compile(r"<\?.*?\?>|\sxmlns(?::\w+)?=\"[^\"]*\"|\srdf:about=\"[^\"]*\"", re.DOTALL)
_PROGRAMS = {"creator", "producer", "format", "encryption", "creationDate", "modDate", "trapped"}
_SOFTWARE_KEYS = {"Creator", "Producer", "CreationDate", "ModDate", "Trapped"}

Place = tuple[str, str]
"""Where, and what it says."""


def words_beside(pdf: Any) -> list[Place]:
    """What the file says beside its pages. To be asked before comments are made part of them."""
    found: dict[Place, None] = {}
    length = 0
    for ask in (_properties, _bookmarks, _attachments, _on_pages):
        with suppress(RuntimeError, ValueError, TypeError, KeyError, AttributeError, IndexError):  # a broken part
            for place, words in ask(pdf):
                text = " ".join(words.split())
                if text and (place, text) not in found and length < _MOST_WORDS:
                    found[place, text] = None
                    length += len(text)
    return list(found)


def _properties(pdf: Any) -> Iterator[Place]:
    known: set[str] = set()
    for key, value in (pdf.metadata or {}).items():
        if key not in _PROGRAMS and value:
            known.add(value)
            yield PROPERTY, value
    kind, info = pdf.xref_get_key(-1, "Info")
    if kind == "xref":
        number = int(info.split()[0])
        for key in pdf.xref_get_keys(number):
            kind, value = pdf.xref_get_key(number, key)
            if kind == "string" and key not in _SOFTWARE_KEYS and value not in known:
                known.add(value)
                yield PROPERTY, value
    for match in _XML_TEXT.finditer(_XML_OWN.sub("", pdf.get_xml_metadata() or "")):
        value = (match[1] or match[2] or "").strip()
        if value not in known and any(letter.isalpha() for letter in value) and "://" not in value:
            known.add(value)
            yield PROPERTY, value


def _bookmarks(pdf: Any) -> Iterator[Place]:
    for _, title, *_ in pdf.get_toc(simple=True):
        yield BOOKMARK, title


def _attachments(pdf: Any) -> Iterator[Place]:
    for name in pdf.embfile_names():
        info = pdf.embfile_info(name)
        yield ATTACHMENT, info.get("filename") or name
        yield ATTACHMENT, info.get("description") or info.get("desc") or ""


def _on_pages(pdf: Any) -> Iterator[Place]:
    if not pdf.has_annots() and not pdf.has_links() and not pdf.is_form_pdf:
        return
    for page in pdf:
        for link in page.get_links():
            target = link.get("uri") or link.get("file") or ""
            yield LINK, target.removeprefix("mailto:")
        for one in page.annots() or ():
            said = one.info
            if one.type[0] != _FREE_TEXT:  # shows its content on the page, where it is read
                yield COMMENT, said.get("content", "")
            yield COMMENT, said.get("title", "")
            yield COMMENT, said.get("subject", "")
        for field in page.widgets() or ():
            if field.field_display == 1:
                yield FIELD, str(field.field_value or "")
            for key in ("DV", "TU", "Parent/DV", "Parent/TU", "Parent/V"):
                kind, value = pdf.xref_get_key(field.xref, key)
                if kind == "string" and value != field.field_value:
                    yield FIELD, value


def words_on_layers(pdf: Any, reopen: Callable[[bytes], Any], text_of: Callable[[Any], str]) -> list[Place]:
    """What lies on layers that are not shown. Leaves them shown: to be asked last."""
    layers = pdf.get_ocgs()
    state = pdf.get_layer(-1) if layers else {}
    if not layers or (not state.get("off") and state.get("basestate", "ON") != "OFF"):
        return []
    before = [set(text_of(page).split()) for page in pdf]
    pdf.set_layer(-1, basestate="ON", on=list(layers), off=[])
    found: list[Place] = []
    with reopen(pdf.tobytes()) as other:  # the layers of an open file stay as they were
        for page, shown in zip(other, before, strict=True):
            lines = text_of(page).splitlines()
            hidden = [line for line in lines if any(word not in shown for word in line.split())]
            if hidden:
                found.append((LAYER, " ".join(hidden)))
    return found


def unseen(page: Any, spans: Iterable[dict[str, Any]], draw: Callable[[Any, Edges], Any]) -> list[tuple[Edges, str]]:
    """Boxes of letters on this page that nobody sees, and why; before the page is turned. `draw` gives the pixels of a
    box."""
    found: list[tuple[Edges, str]] = []
    doubtful: list[tuple[Edges, str]] = []
    pictures: list[Edges] | None = None
    lines = [span for span in spans if any(not char["c"].isspace() for char in span["chars"])]
    lids, undrawn = _lids(page) if lines else ([], [])
    for span in lines:
        box = span["bbox"]
        if span["alpha"] == 0 or any(_is_in(box, one) for one in undrawn):
            if pictures is None:
                pictures = [one["bbox"] for one in page.get_image_info()]
            # A scan with the words that a program read in it: the picture shows them.
            if not any(_is_in(box, picture) for picture in pictures):
                found.append((box, INVISIBLE))
        elif span["size"] < SMALLEST_POINTS and box[3] - box[1] < SMALLEST_POINTS:
            found.append((box, TINY))
        elif _is_light(span["color"]):
            doubtful.append((box, SAME_COLOR))
        elif any(_is_in(box, lid) for lid in lids):
            doubtful.append((box, COVERED))
    for box, place in doubtful[:_MOST_LOOKED_AT]:
        if _is_of_one_color(draw(page, _within(box))):
            found.append((box, place))
    return found


def _is_of_one_color(pixels: Any) -> bool:
    """Whether nobody sees a letter there. The edges of white letters on white are off by one."""
    counts: dict[bytes, int] = pixels.color_count(colors=True)
    most = max(counts, key=lambda color: counts[color])
    alike = sum(n for color, n in counts.items() if all(abs(a - b) <= _OFF for a, b in zip(color, most, strict=True)))
    return alike > _ONE_COLOR * sum(counts.values())


def _within(box: Edges) -> Edges:
    """Without the edges, where the lines above and below and rules reach in."""
    above = 0.15 * (box[3] - box[1])
    return box[0], box[1] + above, box[2], box[3] - above


def _is_light(color: int) -> bool:
    return min(color >> 16 & 255, color >> 8 & 255, color & 255) >= _LIGHT


def _lids(page: Any) -> tuple[list[Edges], list[Edges]]:
    """What is drawn over letters that were there before, areas large enough to hide a word; and where letters stand
    that are not drawn. MuPDF tells both in a fifth of the time that it takes to tell each letter's style."""
    lids: list[Edges] = []
    undrawn: list[Edges] = []
    has_text = False
    for kind, box in page.get_bboxlog():
        if kind == "fill-text":
            has_text = True
        elif kind == "ignore-text":
            undrawn.append((box[0] - 2, box[1] - 2, box[2] + 2, box[3] + 2))
        elif (
            has_text
            and kind in ("fill-path", "fill-image", "fill-shade")
            and box[2] - box[0] > 8 < 2 * (box[3] - box[1])
        ):
            lids.append(box)
            if len(lids) > _MOST_LOOKED_AT:
                break
    return lids, undrawn


def _is_in(box: Sequence[float], other: Sequence[float]) -> bool:
    middle = (box[1] + box[3]) / 2
    return other[0] - 1 <= box[0] and box[2] <= other[2] + 1 and other[1] <= middle <= other[3]

"""Redacts a Word file and leaves it one: what was found is gone, its formatting stays, and nothing else comes along.

Only parts on a list are written again: the text, its styles, lists, headers, footers, notes, charts, diagrams and
pictures. Comments, properties, tracked changes, field codes, link targets, embedded files, macros, names and ids are
not on it. Changes are accepted, as the reader shows them. `verify` looks at what leaves.

Runs where it can be killed.
"""

import io
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from shared.errors import BadInput
from shared.formats.docx_clean import MEASURE, clean, clean_styles, is_own_name
from shared.formats.docx_inline import TEXT_ELEMENTS
from shared.formats.docx_package import Package, Relationship
from shared.formats.docx_pictures import is_of_pixels
from shared.formats.docx_scans import painted
from shared.formats.pixels import PLAIN_PIXEL, plain_picture
from shared.formats.traces import Needles, bytes_of, folded

Report = Callable[[int, int], None]

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_DRAWING = "application/vnd.openxmlformats-officedocument.drawingml."

_KINDS = {
    "styles": ("word/styles", _WORD + "styles+xml"),
    "numbering": ("word/numbering", _WORD + "numbering+xml"),
    "settings": ("word/settings", _WORD + "settings+xml"),
    "theme": ("word/theme/theme", "application/vnd.openxmlformats-officedocument.theme+xml"),
    "header": ("word/header", _WORD + "header+xml"),
    "footer": ("word/footer", _WORD + "footer+xml"),
    "footnotes": ("word/footnotes", _WORD + "footnotes+xml"),
    "endnotes": ("word/endnotes", _WORD + "endnotes+xml"),
    "chart": ("word/charts/chart", _DRAWING + "chart+xml"),
    "diagramData": ("word/diagrams/data", _DRAWING + "diagramData+xml"),
    "diagramLayout": ("word/diagrams/layout", _DRAWING + "diagramLayout+xml"),
    "diagramQuickStyle": ("word/diagrams/quickStyle", _DRAWING + "diagramStyle+xml"),
    "diagramColors": ("word/diagrams/colors", _DRAWING + "diagramColors+xml"),
    "image": ("word/media/image", ""),
}
"""The parts that are written again, each under a name of ours."""

_MAIN = ("word/document.xml", _WORD + "document.main+xml")
_NAMES = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|word/(?:[a-z]+/)?_rels/[a-zA-Z]+\d*\.xml\.rels|"
    r"word/(?:document|(?:(?:theme|charts|diagrams|media)/)?[a-zA-Z]+\d+)\.(?:xml|png|jpeg)"
)
_FONTS = {"ascii", "hAnsi", "cs", "eastAsia", "typeface"}
_OWN_WORD = re.compile("[a-z]+([A-Z][a-zA-Z]*)?")
"""How Word writes its own values: center, compressPunctuation."""

_SETTINGS = {
    "evenAndOddHeaders", "defaultTabStop", "mirrorMargins", "gutterAtTop", "autoHyphenation", "compat",
    "footnotePr", "endnotePr", "characterSpacingControl",
}  # fmt: skip


def redact(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    """How many pictures had to go and which were painted over, as JSON; a new line; and the Word file with each of
    `edits` carried out.

    An edit is part, element, from, to, and what stands there instead.
    """
    edits: dict[str, list[tuple[int, int, int, str]]] = defaultdict(list)
    for part, element, start, end, words in options["edits"]:
        edits[part].append((int(element), int(start), int(end), words))
    copy = _Copy(Package(data), edits, options["pictures"])
    made = copy.write()
    told = {"lost": copy.lost_pictures, "painted": copy.painted}
    return json.dumps(told).encode() + b"\n" + made


@dataclass(slots=True)
class _Part:
    name: str
    type: str
    data: bytes = b""
    targets: str = ""


class _Copy:
    """Writes the parts that are allowed into a new file."""

    def __init__(
        self,
        package: Package,
        edits: dict[str, list[tuple[int, int, int, str]]],
        pictures: dict[str, list[list[float]]],
    ) -> None:
        self._package = package
        self._pictures = pictures
        self._edits = edits
        self._parts: dict[str, _Part] = {}
        self._counts: dict[str, int] = defaultdict(int)
        self._styles: dict[str, str] = {}
        self.lost_pictures = 0
        self.painted: dict[str, str] = {}

    def write(self) -> bytes:
        main = self._package.main
        for relationship in self._package.related(main, "styles"):
            self._styles = clean_styles(self._package.xml(relationship.target))
        self._add(main, _Part(*_MAIN), "document")
        typed = [part for part in self._parts.values() if part.type]
        types = "".join(f'<Override PartName="/{part.name}" ContentType="{part.type}"/>' for part in typed)
        files = {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="application/vnd.'
            'openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
            f"{types}</Types>".encode(),
            "_rels/.rels": _listing([("rId1", "officeDocument", _MAIN[0])]),
        }
        for part in self._parts.values():
            files[part.name] = part.data
            if part.targets:
                folder, _, name = part.name.rpartition("/")
                files[f"{folder}/_rels/{name}.rels"] = part.targets.encode()
        return _zipped(files)

    def _add(self, source: str, part: _Part, kind: str) -> None:
        self._parts[source] = part
        if kind == "image":
            return
        root = self._package.xml(source)
        _carry_out(root, self._edits.get(source, []))
        ids: dict[str, str] = {}
        listed: list[tuple[str, str, str]] = []
        for relationship in self._package.related(source, *_KINDS):
            if kind == "chart" and relationship.kind != "image":
                continue
            target = self._target(relationship)
            ids[relationship.id] = f"rId{len(ids) + 1}"
            listed.append((ids[relationship.id], relationship.kind, target.name))
        if kind == "settings":
            for child in [child for child in root if etree.QName(child).localname not in _SETTINGS]:
                root.remove(child)
        if kind == "styles":
            clean_styles(root)
        clean(root, ids, self._styles)
        part.data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        if listed and kind != "settings":
            part.targets = _listing(listed).decode()

    def _target(self, relationship: Relationship) -> _Part:
        known = self._parts.get(relationship.target)
        if known is not None:
            return known
        stem, content_type = _KINDS[relationship.kind]
        self._counts[stem] += 1
        ending, data = "xml", b""
        if relationship.kind == "image":
            picture = self._picture(relationship.target)
            self.lost_pictures += picture is None
            data, ending = picture or (PLAIN_PIXEL, "png")
        part = _Part(f"{stem}{self._counts[stem]}.{ending}", content_type, data)
        if relationship.target in self._pictures and data is not PLAIN_PIXEL:
            self.painted[part.name] = relationship.target
        self._add(relationship.target, part, relationship.kind)
        return part

    def _picture(self, part: str) -> tuple[bytes, str] | None:
        """Its pixels and its ending; None for what holds commands or words, and for what cannot be decoded."""
        data = self._package.read(part)
        if boxes := self._pictures.get(part):
            return painted(data, boxes), "png"
        if plain := plain_picture(data):
            return plain
        try:
            return (painted(data, ()), "png") if is_of_pixels(data) else None
        except BadInput:
            return None


def _carry_out(root: Any, edits: list[tuple[int, int, int, str]]) -> None:
    elements = list(root.iter(*TEXT_ELEMENTS))
    for number, start, end, words in sorted(edits, reverse=True):
        element = elements[number]
        text = element.text or ""
        element.text = text[:start] + words + text[end:]
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _listing(listed: list[tuple[str, str, str]]) -> bytes:
    inside = "".join(f'<Relationship Id="{id}" Type="{_OFFICE}{kind}" Target="/{name}"/>' for id, kind, name in listed)
    return f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{_RELS}">{inside}</Relationships>'.encode()


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


# ------------------------------------------------------------------ looking at what leaves


def verify(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    """The names of checks that failed, as JSON. `kept` is what may be there, `removed` and `words` what must not."""
    failed: set[str] = set()
    needles = Needles(options["words"], [options["kept"]])
    gone = bytes_of(Needles(options["removed"], [options["kept"]]).gone_everywhere())
    shown: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if archive.comment or any(entry.comment or entry.extra for entry in archive.infolist()):
            failed.add("allow-list of parts")
        for entry in archive.infolist():
            if not _NAMES.fullmatch(entry.filename):
                failed.add("allow-list of parts")
            content = archive.read(entry)
            if not entry.filename.endswith((".xml", ".rels")) and any(needle in content.lower() for needle in gone):
                failed.add("words of every part")
            if entry.filename.endswith((".xml", ".rels")):
                root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
                for element in root.iter():
                    if element.tag in TEXT_ELEMENTS:
                        shown.append(element.text or "")
                    elif not MEASURE.fullmatch(element.text or "") or (element.tail or "").strip():
                        failed.add("words of every part")
                # Lists of parts are made of our own names for them.
                is_listing = entry.filename.endswith(".rels") or entry.filename == "[Content_Types].xml"
                if not is_listing and any(needle in value for value in _values(root) for needle in gone):
                    failed.add("words of every part")
    # Runs joined, since one word may be cut into several; and each by itself, since joining hides short ones.
    if needles.left_in(folded("".join(shown))) or needles.left_in(folded(" ".join(shown))):
        failed.add("words of every part")
    return json.dumps(sorted(failed)).encode()


def _values(root: Any) -> Iterator[bytes]:
    """What attributes say. A finding may have the name of a font (Georgia) and be part of Word's own words."""
    for element in root.iter():
        for key, value in element.attrib.items():
            if etree.QName(key).localname not in _FONTS and not _OWN_WORD.fullmatch(value) and not is_own_name(value):
                yield value.lower().encode()

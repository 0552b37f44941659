"""The parts of a Word file and how they point at one another, opened without trusting any of it.

A zip archive can unfold to a million times its size and an XML part can pull in others; both are refused here,
before anything is unfolded. Strict Open XML, which uses other names for the same things, comes out as the usual
kind. Knows nothing of what a document says.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from shared.errors import Damaged, Locked, TooComplex, TooLarge

MEGABYTE = 1024 * 1024

MOST_PARTS = 5_000
MOST_PART_BYTES = 60 * MEGABYTE
MOST_BYTES = 200 * MEGABYTE
MOST_RATIO = 200
"""What Word's own files stay far below. A ratio says something only about parts of a megabyte and more: an empty
table of a thousand rows packs two hundred to one as well."""

_DAMAGED = "This Word file is damaged. Open it in Word, save a fresh copy and try again."

_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMES = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
    b"http://purl.oclc.org/ooxml/officeDocument/": b"http://schemas.openxmlformats.org/officeDocument/2006/",
}


@dataclass(frozen=True, slots=True)
class Relationship:
    """One part pointing at another: its `kind` is the last word of its type ("header", "footnotes")."""

    id: str
    kind: str
    target: str


class Package:
    """A Word file as its parts. Names of parts have no leading slash."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
            raise Damaged(_DAMAGED) from None
        entries = self._archive.infolist()
        _check_sizes(entries)
        self._entries = {entry.filename.replace("\\", "/").lstrip("/").lower(): entry for entry in entries}
        self.main = self._find_main()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def xml(self, name: str) -> Any:
        """The root element of a part. Raises Damaged when it is not there or not XML, or TooComplex for a DTD."""
        data = self.read(name)
        root = _parse(data)
        if _STRICT in data or root.tag.startswith("{" + _STRICT.decode()):
            # Written out anew, it is UTF-8 whatever it was before.
            plain = etree.tostring(root)
            for strict, usual in _STRICT_NAMES.items():
                plain = plain.replace(strict, usual)
            root = _parse(plain)
        return root

    def related(self, part: str, *kinds: str) -> Iterator[Relationship]:
        """The parts of these kinds that `part` points at and that are there, in the order of its list."""
        folder, name = posixpath.split(part)
        listing = posixpath.join(folder, "_rels", f"{name}.rels")
        if listing not in self:
            return
        for element in self.xml(listing):
            if not isinstance(element.tag, str) or element.get("TargetMode") == "External":
                continue
            kind = element.get("Type", "").rpartition("/")[2]
            target = element.get("Target", "")
            path = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            if (not kinds or kind in kinds) and path in self:
                yield Relationship(element.get("Id", ""), kind, path)

    def external(self, part: str) -> Iterator[str]:
        """What lies outside the file and `part` points at: addresses of pages and of people."""
        folder, name = posixpath.split(part)
        listing = posixpath.join(folder, "_rels", f"{name}.rels")
        if listing in self:
            for element in self.xml(listing):
                if isinstance(element.tag, str) and element.get("TargetMode") == "External":
                    yield element.get("Target", "")

    def _find_main(self) -> str:
        for relationship in self.related("", "officeDocument"):
            return relationship.target
        if "word/document.xml" in self:
            return "word/document.xml"
        raise Damaged(_DAMAGED)

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises Damaged when it is not there or cannot be unfolded."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise Damaged(_DAMAGED)
        try:
            # zipfile unfolds no more than the size that was checked above, and fails when there is more.
            return self._archive.read(entry)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
            raise Damaged(_DAMAGED) from None

    def head(self, name: str, most: int = 16) -> bytes:
        """The first bytes of a part. Raises Damaged when it is not there or cannot be unfolded."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise Damaged(_DAMAGED)
        try:
            with self._archive.open(entry) as part:
                return part.read(most)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
            raise Damaged(_DAMAGED) from None


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise Locked("This Word file needs a password. Open it in Word, save a copy without one and try again.")
    if len(entries) > MOST_PARTS:
        raise TooLarge(
            f"This Word file has {len(entries):,} parts inside; the most that are taken is {MOST_PARTS:,}. Send a "
            "part of the document."
        )
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise _unfolds(MOST_BYTES)
    for entry in entries:
        if entry.file_size > MOST_PART_BYTES and entry.filename.lower().endswith((".xml", ".rels")):
            raise _unfolds(MOST_PART_BYTES)
        if entry.file_size > MEGABYTE and entry.file_size > MOST_RATIO * max(1, entry.compress_size):
            raise TooComplex(
                f"A part of this Word file unfolds to more than {MOST_RATIO} times its size, as only files built to "
                "exhaust a reader do. Save a fresh copy in Word and try again."
            )


def _unfolds(limit: int) -> TooLarge:
    return TooLarge(
        f"This Word file unfolds to more than {limit // MEGABYTE} MB, the most that is taken. Send a part of the "
        "document, or a copy with smaller pictures."
    )


def _parse(data: bytes) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise _has_dtd() from None
        raise Damaged(_DAMAGED) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _has_dtd()
    return root


def _has_dtd() -> TooComplex:
    return TooComplex(
        "This Word file defines its own abbreviations (a DTD), which Word never does and attacks do. Save a fresh "
        "copy in Word and try again."
    )

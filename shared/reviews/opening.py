"""A file is opened for a review: without its lock, with what nobody sees, and with what its pictures say.

What is decided about a document counts its characters, so whoever carries a review out opens the file in the same way.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from shared.errors import BadValue
from shared.formats import ReadDocument, open_document
from shared.formats.docx_scans import read_pictures
from shared.formats.scans import pages_to_look_at, read_scans
from shared.formats.viewing import unlock
from shared.settings import Settings

Report = Callable[[float, str], None]

READING = "Reading the document"

OCR = ("auto", "none", "all")
"""Which pages are read from pixels too: those that show more than their text says, none, or every one."""

UNLOCKED, UNRESTRICTED = (
    "This file was locked with a password; a redacted copy is not.",
    "This file asked its readers not to change or copy it; a redacted copy does not.",
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was opened and read: `data` is the file without a lock."""

    data: bytes = field(repr=False)
    document: ReadDocument = field(repr=False)


def check_ocr(ocr: str) -> None:
    """Raises BadValue for what says nothing about which pages are read."""
    if ocr not in OCR:
        raise BadValue(f"ocr must be one of these: {', '.join(OCR)}.")


def open_source(
    data: bytes, suffix: str, settings: Settings, report: Report, password: str = "", ocr: str = "auto"
) -> Source:
    """Read a document: its text, and what its pages show as pixels. `report` hears shares from 0 to 1."""
    check_ocr(ocr)
    opened = unlock(data, password, settings)
    document = open_document(
        opened.data, settings, suffix, lambda share: report(0.3 * share, READING), with_hidden=True
    )
    if opened.was_locked:
        document = replace(document, notes=(*document.notes, UNLOCKED if opened.needed else UNRESTRICTED))
    if ocr != "none" and pages_to_look_at(document, ocr == "all"):
        document = read_scans(
            opened.data,
            document,
            settings,
            lambda done, of: report(0.3 + 0.7 * done / of, f"Reading pictures of pages: {done} of {of}"),
            every=ocr == "all",
        )
    if ocr != "none" and document.format == "docx":
        document = read_pictures(
            opened.data,
            document,
            settings,
            lambda done, of: report(0.3 + 0.7 * done / of, f"Reading pictures: {done} of {of}"),
        )
    return Source(opened.data, document)

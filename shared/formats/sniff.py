"""What kind of file these bytes are, by the bytes alone; the name's ending only tells Markdown from plain text.

Every kind that people do send and that cannot be read here gets a sentence that says what to do instead. This
module opens nothing: it looks at the first bytes and, in a zip archive, where it can be killed, at the list of names.
"""

import io
import zipfile

from shared.errors import BlackbarError, Damaged, Locked, WrongType
from shared.formats.document import Format

MARKDOWN_SUFFIXES = ("md", "markdown", "mdown", "mkd")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\0\0\1\0")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")

# PDF readers accept a header anywhere in the first kilobyte, after whatever a mail program put before it.
_PDF_HEADER_WITHIN = 1024

READABLE = "PDF, Word (.docx), plain text and Markdown files can be read here"


def sniff(data: bytes, suffix: str = "") -> Format:
    """Which of our formats this is; every zip archive passes for Word until `check_archive`. Raises a `BadInput` with
    advice for every other."""
    if data.startswith(b"%PDF-") or (b"%PDF-" in data[:_PDF_HEADER_WITHIN] and b"endobj" in data):
        return "pdf"
    refusal = _refusal(data)
    if refusal:
        raise refusal
    if data.startswith(b"PK\3\4"):
        return "docx"
    return "markdown" if suffix.lower().lstrip(".") in MARKDOWN_SUFFIXES else "text"


def _refusal(data: bytes) -> BlackbarError | None:
    if data.startswith(_OLE):
        # The directory of an OLE file names its streams; a locked Word file is one that holds this stream.
        if _ENCRYPTED_PACKAGE in data:
            return Locked("This Word file needs a password. Open it in Word, save a copy without one and try again.")
        return WrongType(
            "This file is in an old Office format, such as .doc. Open it in Word or LibreOffice, save it as .docx "
            "and try again."
        )
    if data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or data[4:8] == b"ftyp":
        return WrongType("This is a picture or a film, not a document. Pictures can be opened on the Images page.")
    if data.startswith((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")):
        return WrongType(f"This is an archive. Unpack it and send one document at a time: {READABLE}.")
    if data.startswith(b"{\\rtf"):
        return WrongType("This is a Rich Text file. Open it in Word or LibreOffice, save it as .docx and try again.")
    if data.startswith((b"%!PS", b"\x7fELF", b"MZ", b"SQLite format 3\0", b"PK\x05\x06", b"PK\x07\x08")):
        return WrongType(f"This kind of file cannot be read here. {READABLE}.")
    return None


def check_archive(data: bytes) -> None:
    """Raises a `BadInput` with advice for a zip archive that is no Word file. Only where it can be killed: a list of
    names of 50 MB takes ten seconds and half a gigabyte."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        if b"word/" in data or b"[Content_Types].xml" in data[:4096]:
            raise Damaged(
                "This Word file is damaged or cut short. Open it in Word, save a fresh copy and try again."
            ) from None
        raise WrongType(f"This is a damaged archive, not a document. {READABLE}.") from None
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        raise WrongType("This is a spreadsheet or a presentation. Save it as PDF and try again.")
    if "mimetype" in names and "content.xml" in names:
        raise WrongType("This is an OpenDocument file. Open it in LibreOffice, save it as .docx or PDF and try again.")
    if "[Content_Types].xml" not in names:
        raise WrongType(f"This is an archive. Unpack it and send one document at a time: {READABLE}.")

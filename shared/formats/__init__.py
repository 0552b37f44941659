"""Bytes in, a document out: what it says, how it is built up, and where each character lives in the file.

PDF, Word, plain text and Markdown. Whatever cannot be read is refused in one plain sentence. Knows nothing of
findings, of people or of HTTP.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from shared.errors import Damaged, EmptyInput, TooComplex, TooLarge
from shared.formats.document import ReadDocument, TextDocument

if TYPE_CHECKING:
    from shared.formats.isolation import Limits, Progress
    from shared.settings import Settings  # its import takes longer than reading a small file

_FILES = {"pdf": "PDF", "docx": "Word file"}
_NAMES = {**_FILES, "text": "plain text"}

__all__ = ["ReadDocument", "TextDocument", "open_document"]


def open_document(
    data: bytes, settings: "Settings", suffix: str = "", progress: "Callable[[float], None] | None" = None,
    with_hidden: bool = False,
) -> ReadDocument:  # fmt: skip
    """The document in these bytes. `suffix`, the ending of its name, only tells Markdown from plain text.

    `with_hidden` reads what nobody sees as well: comments, properties, letters outside the page. `progress` hears
    shares from 0 to 1. Raises a `BadInput` that says what is wrong with the file and what to do.
    """
    from shared.formats.sniff import sniff

    if not data:
        raise EmptyInput("This file is empty. Choose one with something in it.")
    if len(data) > settings.max_document_bytes:
        limit = settings.max_document_bytes // 1024**2
        raise TooLarge(f"This file is larger than {limit} MB, the most that is taken. Send a part of it.")
    form = sniff(data, suffix)
    if form == "markdown":
        return _read_markdown(data, settings)
    document: ReadDocument
    if form == "text":
        document = _read_plain(data, settings)
    else:
        document = _read_apart(form, data, settings, progress, with_hidden)
    if suffix.lower().lstrip(".") in _FILES.keys() - {form}:
        return replace(document, notes=(*document.notes, f"This file is a {_NAMES[form]}, whatever its name says."))
    return document


def warm() -> None:
    """Have a reader waiting, so that the first file is as quick as the next."""
    from shared.formats.isolation import POOL

    POOL.warm()


def _read_plain(data: bytes, settings: "Settings") -> TextDocument:
    from shared.formats.plain import read_plain

    return read_plain(data, settings.max_document_characters)


def _read_markdown(data: bytes, settings: "Settings") -> TextDocument:
    document = replace(_read_plain(data, settings), format="markdown")
    try:
        structure = _read_apart("markdown", document.map.text.encode(), settings, None)
    except (TooComplex, Damaged):  # the text itself is there all the same
        return replace(document, notes=(*document.notes, "The structure of this text was too complex to follow."))
    return replace(document, blocks=structure.blocks)


def _read_apart(
    reader: str, data: bytes, settings: "Settings", progress: "Progress | None", with_hidden: bool = False
) -> ReadDocument:
    """Read in a process of its own."""
    from shared.formats.isolation import POOL
    from shared.formats.wire import unpack

    options = {
        "max_pages": settings.max_document_pages,
        "max_characters": settings.max_document_characters,
        "hidden": with_hidden,
    }
    packed = POOL.run(f"shared.formats.{reader}:read", data, options, _limits(settings), progress)
    try:
        document = unpack(packed)
    except (ValueError, TypeError, LookupError, AttributeError):
        # Only a reader that a file has taken over answers like this.
        raise Damaged(
            "This file made its reader fail: it is damaged, or built to do so. Open it in its own program, save a "
            "fresh copy and try again."
        ) from None
    return document


def _limits(settings: "Settings") -> "Limits":
    from shared.formats.isolation import Limits

    return Limits(settings.parse_seconds, settings.parse_memory_bytes, settings.max_document_pages)

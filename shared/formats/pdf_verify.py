"""Looks at a redacted PDF as a stranger would: is anything of what was removed still in it?

Reads the bytes that are about to leave: the text of every page by PDFium, which had no part in making the file, and
by MuPDF, and every string, name and stream in the file itself. What was removed may only be where the same words
were meant to stay. Answers with numbers and names of checks, never with words of the document.

Runs where it can be killed.
"""

import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pikepdf
import pymupdf
import pypdfium2

from shared.formats.traces import PDF_CHECKS, Needles, bytes_of, folded

Report = Callable[[int, int], None]

_ROOT = {"/Type", "/Pages", "/Version", "/Extensions"}
_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_IGNORE_ACTUALTEXT


def verify(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    """JSON: `failed` pages, counted from 0, and `broken`, the checks that failed for no page in particular.

    `options`: `pages` is what may stand on each page, and `removed` what was taken from it; another `removed` is what
    stood on no page, in a comment or a property.
    """
    pages = options["pages"]
    failed: set[int] = set()
    broken: set[str] = set()
    if data.count(b"%%EOF") != 1 or not data.rstrip().endswith(b"%%EOF"):
        broken.add(PDF_CHECKS[3])
    seen = _texts(data)
    if len(seen) != len(pages):
        broken.add(PDF_CHECKS[3])
    removed = [word for page in pages for word in page["removed"]]
    everywhere = Needles([*removed, *options["removed"]], [page["kept"] for page in pages])
    for number, (page, texts) in enumerate(zip(pages, seen, strict=False)):
        own = Needles(dict.fromkeys(page["removed"], 0), [page["kept"]])
        if any(own.left_in(text) for text in texts):
            failed.add(number)
        report(number + 1, len(pages))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if set(pdf.Root.keys()) - _ROOT or set(pdf.trailer.keys()) & {"/Info", "/Encrypt", "/Prev"}:
            broken.add(PDF_CHECKS[3])
        gone = bytes_of(everywhere.gone_everywhere())
        for number, page in enumerate(pdf.pages):
            if any(_holds(piece, gone) for piece in _pieces(page.obj, set())):
                failed.add(number)
        for key, value in pdf.Root.items():
            if key != "/Pages" and any(_holds(piece, gone) for piece in _pieces(value, set())):
                broken.add(PDF_CHECKS[2])
    return json.dumps({"failed": sorted(failed), "broken": sorted(broken)}).encode()


def _texts(data: bytes) -> list[tuple[str, str]]:
    """Each page as PDFium and as MuPDF read it."""
    read: list[tuple[str, str]] = []
    document = pypdfium2.PdfDocument(data)
    with pymupdf.open(stream=data, filetype="pdf") as other:
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            text = words.get_text_range() if words.count_chars() else ""
            words.close()
            page.close()
            sheet = other[number].get_textpage(clip=pymupdf.INFINITE_RECT(), flags=_FLAGS)
            read.append((folded(text), folded(sheet.extractText())))
    document.close()
    return read


def _holds(piece: bytes, gone: Mapping[bytes, str]) -> bool:
    low = piece.lower()
    return any(needle in low for needle in gone)


def _pieces(thing: Any, seen: set[tuple[int, int]]) -> Iterator[bytes]:
    """Every string, name, key and stream that can be reached from here, and the strings of a line joined."""
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream) and thing.is_indirect:
        if thing.objgen in seen:
            return
        seen.add(thing.objgen)
    if isinstance(thing, pikepdf.Array):
        for item in thing:
            yield from _pieces(item, seen)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in thing.items():
            yield key.encode()
            if key != "/Parent":
                yield from _pieces(value, seen)
        if isinstance(thing, pikepdf.Stream):
            yield from _unfolded(thing)
    elif isinstance(thing, pikepdf.String):
        yield bytes(thing)
    elif isinstance(thing, pikepdf.Name):
        yield str(thing).encode()


def _unfolded(stream: Any) -> Iterator[bytes]:
    yield stream.read_raw_bytes()
    try:
        content = stream.read_bytes()
    except (pikepdf.PdfError, RuntimeError):
        return  # a picture in a format of its own; its bytes as they are were looked at
    yield content
    if b"Tj" in content or b"TJ" in content:
        try:
            yield b"".join(_strings(stream))
        except (pikepdf.PdfError, TypeError, UnicodeDecodeError):
            return  # a font or a picture that has these letters by chance; `rebuild` has written all content anew


def _strings(stream: Any) -> Iterator[bytes]:
    for instruction in pikepdf.parse_content_stream(stream):
        if str(instruction.operator) in ("Tj", "TJ", "'", '"'):
            for operand in instruction.operands:
                for part in operand if isinstance(operand, pikepdf.Array) else [operand]:
                    if isinstance(part, pikepdf.String):
                        yield bytes(part)

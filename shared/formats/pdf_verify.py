"""Looks at a redacted PDF as a stranger would: is anything of what was removed still in it?

Reads the bytes that are about to leave: the text of every page by PDFium, which had no part in making the file, and
by MuPDF, every string, name and stream in the file itself, and every pixel of a picture under a bar. What was removed
may only be where the same words were meant to stay. Answers with numbers and names of checks, never with words of the
document.

Runs where it can be killed.
"""

import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pikepdf
import pymupdf
import pypdfium2

from shared.formats.covers import Cover
from shared.formats.finder import Finder
from shared.formats.pdf_pixels import shows_something
from shared.formats.textmap import Box
from shared.formats.traces import PDF_CHECKS, Needles, bytes_of, folded

Report = Callable[[int, int], None]

_ROOT = {"/Type", "/Pages", "/Version", "/Extensions"}
_PDF_WORDS = frozenset(
    """Ascent AvgWidth BBox BaseEncoding BaseFont BitsPerComponent CIDFontType0 CIDFontType0C CIDFontType2 CIDSystemInfo
    CIDToGIDMap CapHeight CharProcs CharSet ColorSpace Contents CropBox DCTDecode Decode DecodeParms DescendantFonts
    Descent DeviceCMYK DeviceGray DeviceN DeviceRGB Differences Domain Encoding ExtGState Extends Filter FirstChar
    FlateDecode FontBBox FontDescriptor FontFamily FontFile FontFile2 FontFile3 FontMatrix FontName FontStretch
    FontWeight FormType Function FunctionType Functions Group Height Helvetica Identity Identity-H ImageMask Indexed
    Intent Interpolate Isolated ItalicAngle Knockout LastChar Leading Length Length1 Length2 Length3 Luminosity
    MacRomanEncoding Matrix MaxWidth MediaBox MissingWidth Multiply Normal OpenType Ordering PaintType Parent Pattern
    PatternType Predictor Registry Resources Rotate SMaskInData Separation Shading ShadingType StandardEncoding Subtype
    Supplement TilingType ToUnicode Transparency TrueType UserUnit Version WMode Widths Width WinAnsiEncoding XHeight
    XObject""".split()  # noqa: SIM905
)
"""Words of PDF itself: someone may be called Parent, and every page names its parent."""

_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_IGNORE_ACTUALTEXT


def verify(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    """JSON: `failed` pages, counted from 0, and `broken`, the checks that failed for no page in particular.

    `options`: `pages` is what may stand on each page, and `removed` what was taken from it; another `removed` is what
    stood on no page, in a comment or a property. `covers` are the packed covers, and `moved` where they are on pages
    whose lines were set anew.
    """
    pages = options["pages"]
    failed: set[int] = set()
    broken: set[str] = set()
    if data.count(b"%%EOF") != 1 or not data.rstrip().endswith(b"%%EOF"):
        broken.add(PDF_CHECKS[3])
    seen, shown = _looked_at(data, _by_page(options))
    failed |= shown
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
        gone = Finder(bytes_of(everywhere.gone_everywhere()))
        for number, page in enumerate(pdf.pages):
            if any(_holds(piece, gone) for piece in _pieces(page.obj, set())):
                failed.add(number)
        for key, value in pdf.Root.items():
            if key != "/Pages" and any(_holds(piece, gone) for piece in _pieces(value, set())):
                broken.add(PDF_CHECKS[2])
    return json.dumps({"failed": sorted(failed), "broken": sorted(broken)}).encode()


def _looked_at(data: bytes, covers: Mapping[int, Sequence[Cover]]) -> tuple[list[tuple[str, str]], set[int]]:
    """Each page as PDFium and as MuPDF read it, and the pages with pictures that show something under a cover."""
    read: list[tuple[str, str]] = []
    shown: set[int] = set()
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
            if shows_something(other[number], covers.get(number, ())):
                shown.add(number)
    document.close()
    return read, shown


def _by_page(options: dict[str, Any]) -> dict[int, list[Cover]]:
    moved = {int(page): boxes for page, boxes in options.get("moved", {}).items()}
    by_page = {page: [Cover.whole(Box(page, *box)) for box in boxes] for page, boxes in moved.items()}
    for cover in map(Cover.unpacked, options.get("covers", ())):
        if cover.box.page not in moved:
            by_page.setdefault(cover.box.page, []).append(cover)
    return by_page


def _holds(piece: bytes, gone: Finder) -> bool:
    return any(True for _ in gone.found_in(piece.lower()))


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
            if key[1:] not in _PDF_WORDS:
                yield key.encode()
            if key != "/Parent":
                yield from _pieces(value, seen)
        if isinstance(thing, pikepdf.Stream):
            yield from _unfolded(thing)
    elif isinstance(thing, pikepdf.String):
        yield bytes(thing)
    elif isinstance(thing, pikepdf.Name) and str(thing)[1:] not in _PDF_WORDS:
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

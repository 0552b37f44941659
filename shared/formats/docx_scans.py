"""The words in the pictures of a Word file: read, added after the text, and painted over when they go.

Each picture is decoded in a process that can be killed and read by Tesseract; every character knows the picture and
the rectangle of pixels it came from. Knows nothing of what the words mean.
"""

import io
import os
from array import array
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shared.errors import BlackbarError, Unavailable
from shared.formats.document import Block, ReadDocument
from shared.formats.textmap import Box, Run, Spot, TextMap

if TYPE_CHECKING:
    from shared.formats.nursery import Gone
    from shared.settings import Settings

MOST_PICTURES = 200
_SMALLEST_PIXELS = 20
"""Rules and dots of lists are pictures too; no word is as low."""

Progress = Callable[[int, int], None]

_NOT_READ = "Text inside pictures was not read."
_HEAD_BYTES = 8


def list_pictures(data: bytes, options: dict[str, Any], report: Callable[[int, int], None]) -> bytes:
    """Every picture that the file shows: the length of its part's name, of its bytes, and both. Runs where it can be
    killed."""
    from shared.formats.docx_package import Package

    package = Package(data)
    out = array("B")
    seen: set[str] = set()
    parts = [package.main, *(one.target for one in package.related(package.main, "header", "footer", "footnotes"))]
    for part in parts:
        for relationship in package.related(part, "image"):
            if relationship.target not in seen and len(seen) < MOST_PICTURES:
                seen.add(relationship.target)
                name, picture = relationship.target.encode(), package.read(relationship.target)
                out.frombytes(len(name).to_bytes(_HEAD_BYTES) + len(picture).to_bytes(_HEAD_BYTES) + name + picture)
    return out.tobytes()


def read_pictures(
    data: bytes, document: ReadDocument, settings: "Settings", progress: Progress | None = None,
    gone: "Gone | None" = None,
) -> ReadDocument:  # fmt: skip
    """The document with the words of its pictures after its text. `progress` hears how many are done, of how many."""
    from shared.formats.isolation import POOL, Limits
    from shared.formats.ocr import ocr_available

    if _NOT_READ not in document.notes or not ocr_available(settings.ocr_languages)[0]:
        return document
    limits = Limits(settings.parse_seconds, settings.parse_memory_bytes)
    pictures = _listed(POOL.run("shared.formats.docx_scans:list_pictures", data, {}, limits, None, gone))
    read: dict[int, TextMap[Box]] = {}
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2, thread_name_prefix="scans") as threads:
        jobs = {threads.submit(_read, picture, settings, gone): number for number, (_, picture) in enumerate(pictures)}
        try:
            for done, job in enumerate(as_completed(jobs), 1):
                read[jobs[job]] = job.result()
                if progress:
                    progress(done, len(pictures))
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            raise
    return _with_pictures(document, [(part, read[number]) for number, (part, _) in enumerate(pictures)])


def _listed(answer: bytes) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    at = 0
    while at + 2 * _HEAD_BYTES <= len(answer):
        name = int.from_bytes(answer[at : at + _HEAD_BYTES])
        size = int.from_bytes(answer[at + _HEAD_BYTES : at + 2 * _HEAD_BYTES])
        at += 2 * _HEAD_BYTES
        found.append((answer[at : at + name].decode("utf-8", "replace"), answer[at + name : at + name + size]))
        at += name + size
    return found


def _read(data: bytes, settings: "Settings", gone: "Gone | None") -> TextMap[Box]:
    """The words of one picture; none where it is of a kind that is left out of a copy, or cannot be read."""
    from shared.formats.image import open_image
    from shared.formats.ocr import read_page
    from shared.formats.ocr_words import text_map

    try:
        picture = open_image(data, settings)
        if min(picture.width, picture.height) < _SMALLEST_PIXELS:
            return TextMap("", ())
        return text_map(read_page(picture, settings.ocr_languages, settings.parse_seconds, gone))
    except Unavailable:
        raise
    except BlackbarError:
        return TextMap("", ())


def _with_pictures(document: ReadDocument, read: Sequence[tuple[str, TextMap[Box]]]) -> ReadDocument:
    shown, text = document.shown, document.map.text
    parts: list[str] = []
    runs: list[Run[Any]] = [run for run in document.map.runs if run.start < shown]
    blocks: list[Block] = []
    length = shown
    scanned: list[tuple[int, int]] = []
    for part, words in read:
        if not words.text.strip():
            continue
        gap = "\n\n" if length else ""
        start = length + len(gap)
        parts += (gap, words.text)
        for run in words.runs:
            box = run.place
            runs.append(
                Run(start + run.start, start + run.end, Spot(part, -1, 0, box.left, box.top, box.right, box.bottom))
            )
        length = start + len(words.text)
        scanned.append((start, length))
        blocks.append(Block("paragraph", start, length, len(document.pages) - 1))
    moved = length - shown
    notes = [note for note in document.notes if note != _NOT_READ and not (scanned and note.startswith("No text was"))]
    if scanned:
        notes.append("Words in its pictures were read from pixels: look twice there.")
    *before, last = document.pages
    return replace(
        document,
        map=TextMap(text[:shown] + "".join(parts) + text[shown:], tuple(runs)),
        pages=(*before, replace(last, end=length)),
        blocks=(
            *(block for block in document.blocks if block.start < shown),
            *blocks,
            *(replace(b, start=b.start + moved, end=b.end + moved) for b in document.blocks if b.start >= shown),
        ),
        hidden=tuple(
            replace(one, start=one.start + moved, end=one.end + moved) if one.start >= shown else one
            for one in document.hidden
        ),
        scanned=tuple(scanned),
        notes=tuple(notes),
    )


def painted(data: bytes, boxes: Sequence[Sequence[float]]) -> bytes:
    """A picture as a PNG of its pixels alone, these rectangles black. Runs where it can be killed."""
    from PIL import Image, ImageDraw, ImageOps

    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")) as opened:
        upright = ImageOps.exif_transpose(opened)
        image = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    draw = ImageDraw.Draw(image)
    for left, top, right, bottom in boxes:
        above = 0.06 * (bottom - top)
        draw.rectangle((left - 2, top - above - 1, right + 2, bottom + above + 1), fill="black")
    plain = Image.frombytes(image.mode, image.size, image.tobytes())
    out = io.BytesIO()
    plain.save(out, "PNG")
    return out.getvalue()

"""The words in the pictures of a Word file: read, put where the picture is shown, and painted over when they go.

Each picture is decoded in a process that can be killed and read by Tesseract; every character knows the picture and
the rectangle of pixels it came from. Knows nothing of what the words mean.
"""

import io
import os
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from shared.errors import BlackbarError, Damaged, TooLarge, Unavailable
from shared.formats.document import Block, Hidden, ReadDocument
from shared.formats.looks import Styled
from shared.formats.textmap import Box, Run, Spot, TextMap

if TYPE_CHECKING:
    from shared.formats.nursery import Gone
    from shared.settings import Settings

MOST_PICTURES = 200

MOST_PAINTED_PIXELS = 100_000_000
"""A poster scanned at 300 dots per inch; decoded it takes 400 MB."""

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
    read: dict[int, _Looked] = {}
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
    seen = {part: read[number] for number, (part, _) in enumerate(pictures)}
    figures = tuple(
        replace(one, across=seen[one.part].across, down=seen[one.part].down) if one.part in seen else one
        for one in document.figures
    )
    words = {part: one.words for part, one in seen.items() if one.words.text.strip()}
    return _with_pictures(replace(document, figures=figures), words)


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


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was read of a picture, and how many pixels it has."""

    words: TextMap[Box] = field(default_factory=lambda: TextMap("", ()))
    across: int = 0
    down: int = 0


def _read(data: bytes, settings: "Settings", gone: "Gone | None") -> _Looked:
    """The words of one picture; none where it is of a kind that is left out of a copy, or cannot be read."""
    from shared.formats.image import open_image
    from shared.formats.ocr import read_page
    from shared.formats.ocr_words import text_map

    try:
        picture = open_image(data, settings)
        if min(picture.width, picture.height) < _SMALLEST_PIXELS:
            return _Looked(across=picture.width, down=picture.height)
        words = text_map(read_page(picture, settings.ocr_languages, settings.parse_seconds, gone))
        return _Looked(words, picture.width, picture.height)
    except Unavailable:
        raise
    except BlackbarError:
        return _Looked()


def _with_pictures(document: ReadDocument, words: Mapping[str, TextMap[Box]]) -> ReadDocument:
    """The document with the words of each picture where it is shown first, and after the text where it is not."""
    notes = [note for note in document.notes if note != _NOT_READ and not (words and note.startswith("No text was"))]
    if not words:
        return replace(document, notes=tuple(notes))
    first: dict[str, int] = {}
    for number, block in enumerate(document.blocks):
        if block.kind == "picture":
            first.setdefault(document.figures[block.figure].part, number)
    placed = sorted((number, part) for part, number in first.items() if part in words)
    lost = [part for part in words if part not in first]
    growth = _Growth(document)
    filled = {number: growth.insert(document.blocks[number].start, part, words[part]) for number, part in placed}
    before = [number for number, _ in placed]
    added = [growth.insert(document.shown, part, words[part]) for part in lost]
    blocks = [
        replace(block, start=filled[number][0], end=filled[number][1])
        if number in filled
        else growth.block(block, bisect_left(before, number))
        for number, block in enumerate(document.blocks)
    ]
    shown = sum(block.start < document.shown or block.end <= document.shown for block in document.blocks)
    blocks[shown:shown] = [Block("paragraph", start, end, len(document.pages) - 1) for start, end in added]
    return growth.grown(
        replace(document, notes=(*notes, "Words in its pictures were read from pixels: look twice there.")),
        blocks,
        sorted([*filled.values(), *added]),
    )


class _Growth:
    """A text into which words are put, from its beginning on; everything after them moves."""

    def __init__(self, document: ReadDocument) -> None:
        self._document = document
        self._at: list[int] = []
        self._sizes: list[int] = []  # of all that was put in, up to here
        self._parts: list[str] = []
        self._runs: list[Run[Any]] = []

    def insert(self, at: int, part: str, words: TextMap[Box]) -> tuple[int, int]:
        """Put the words of this part in, and say where they stand now."""
        text = self._document.map.text
        moved = self._sizes[-1] if self._sizes else 0
        before = "\n\n" if at + moved else ""
        after = "" if at == len(text) or text.startswith("\n", at) else "\n\n"
        start = at + moved + len(before)
        for run in words.runs:
            box = run.place
            spot = Spot(part, -1, 0, box.left, box.top, box.right, box.bottom)
            self._runs.append(Run(start + run.start, start + run.end, spot))
        self._at.append(at)
        self._parts.append(before + words.text + after)
        self._sizes.append(moved + len(self._parts[-1]))
        return start, start + len(words.text)

    def start(self, offset: int) -> int:
        """Where what begins here begins now: after what was put in at the same place."""
        index = bisect_right(self._at, offset)
        return offset + (self._sizes[index - 1] if index else 0)

    def end(self, offset: int) -> int:
        """Where what ends here ends now: before what was put in at the same place."""
        index = bisect_left(self._at, offset)
        return offset + (self._sizes[index - 1] if index else 0)

    def range(self, start: int, end: int) -> tuple[int, int]:
        return (self.start(start), self.end(end)) if start < end else (self.end(start), self.end(start))

    def block(self, block: Block, after: int) -> Block:
        """A block that follows so many of those that were put in: one without words may stand where they do."""
        start, end = self.range(block.start, block.end)
        if block.start == block.end:
            start = end = block.start + (self._sizes[after - 1] if after else 0)
        return replace(
            block, start=start, end=end, rows=tuple(tuple(self.range(*c) for c in row) for row in block.rows)
        )

    def grown(
        self, document: ReadDocument, blocks: Sequence[Block], scanned: Sequence[tuple[int, int]]
    ) -> ReadDocument:
        """The document with all that was put in. Blocks and what was scanned are known already."""
        text, taken = document.map.text, 0
        parts: list[str] = []
        for at, part in zip(self._at, self._parts, strict=True):
            parts += (text[taken:at], part)
            taken = at
        runs = [Run(self.start(run.start), self.end(run.end), run.place) for run in document.map.runs]
        *before, last = document.pages
        pages = [replace(page, start=self.end(page.start), end=self.end(page.end)) for page in before]
        return replace(
            document,
            map=TextMap("".join([*parts, text[taken:]]), tuple(sorted([*runs, *self._runs], key=_start))),
            pages=(*pages, replace(last, start=self.end(last.start), end=self.start(last.end))),
            blocks=tuple(blocks),
            hidden=tuple(_moved(one, self) for one in document.hidden),
            styles=tuple(_moved(one, self) for one in document.styles),
            references=tuple(replace(one, at=self.end(one.at)) for one in document.references),
            scanned=tuple(scanned),
        )


Ranged = TypeVar("Ranged", Hidden, Styled)


def _moved(one: Ranged, growth: _Growth) -> Ranged:
    start, end = growth.range(one.start, one.end)
    return replace(one, start=start, end=end)


def _start(run: Run[Any]) -> int:
    return run.start


def painted(data: bytes, boxes: Sequence[Sequence[float]]) -> bytes:
    """A picture as a PNG of its pixels alone, these rectangles black. Raises a BadInput for one that cannot be decoded
    or has more pixels than one may. Runs where it can be killed."""
    from PIL import Image, ImageDraw, ImageOps

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")) as opened:
            if opened.width * opened.height > MOST_PAINTED_PIXELS:
                raise TooLarge("This picture has more pixels than one may. Save it smaller and try again.")
            upright = ImageOps.exif_transpose(opened)
            image = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError):
        raise Damaged("This picture is damaged. Save it again from where it came and try once more.") from None
    draw = ImageDraw.Draw(image)
    for left, top, right, bottom in boxes:
        above = 0.06 * (bottom - top)
        draw.rectangle((left - 2, top - above - 1, right + 2, bottom + above + 1), fill="black")
    plain = Image.frombytes(image.mode, image.size, image.tobytes())
    out = io.BytesIO()
    plain.save(out, "PNG")
    return out.getvalue()

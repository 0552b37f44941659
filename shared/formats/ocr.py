"""Reads the words of a picture and where each of them stands, with Tesseract.

The first look, over the brightness, gives the reading order. The second, over how far each pixel stands out from its
surroundings whatever the colours, reads what the first did not see or is not sure of: red on black, white on blue; it
is prepared while the first one reads, and cut into sheets that all cores read at once (`ocr_left`). What still looks
like writing and was not read, or stands askew, is cut out, turned upright and read once more (`ocr_rest`), and every
box grows to its word's last dot (`ocr_ink`). Knows nothing of what the words mean.
"""

import os
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shared.errors import TooComplex
from shared.formats.image import Picture
from shared.formats.nursery import Gone
from shared.formats.ocr_halves import cut_of, joined
from shared.formats.ocr_ink import grown, underscores, values_apart
from shared.formats.ocr_left import left_over
from shared.formats.ocr_level import leveled
from shared.formats.ocr_repair import repaired
from shared.formats.ocr_rest import rest
from shared.formats.ocr_sights import brightness, has_dark_patches, inked, placed, standing_out
from shared.formats.ocr_tesseract import LINES_READ, SCATTERED, ocr_available, words_on
from shared.formats.ocr_words import Word, merge, text_map
from shared.formats.textmap import Box, TextMap

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["ONCE_ONLY", "OTHER_SCRIPT", "PictureText", "ocr_available", "read_for_review", "read_page", "read_words"]

THOROUGH_SECONDS = 20.0
"""What the second look may take when a person waits: 3 are enough for a full 4K screenshot, minutes for a meadow."""

MOST_AT_ONCE = 4
"""Processes of Tesseract for one picture: each takes 0.2 to 1 GB, and a container may see cores that it has not."""

ONCE_ONLY = "This picture was read once only, as a second look took too long: look twice at coloured text."

UNSURE, FEWEST_WORDS = 50.0, 6
"""Of 100. With less confidence on average, over at least so many words, it is another script: English has 80 to 96 on
screens and photographs, Chinese, Russian and Greek read as English have 25 to 40."""

OTHER_SCRIPT = (
    "Most of the writing on this picture could hardly be read as {languages}: it may be in another script or language. "
    "Start with --ocr-languages that has it, and look at every word yourself."
)


@dataclass(frozen=True, slots=True)
class PictureText:
    """What is written on a picture. `notes` says when a part of the reading had to be left out."""

    map: TextMap[Box]
    notes: tuple[str, ...] = ()


def read_words(picture: Picture, languages: str, timeout_seconds: float) -> TextMap[Box]:
    """The text of the picture, line by line in reading order, with a pixel box for every word.

    Raises Unavailable when Tesseract is missing or fails, TooComplex when either look takes too long.
    """
    level = leveled(picture)
    words, late = _looked_twice(level.picture, languages, timeout_seconds, timeout_seconds, _cores())
    if late:
        raise late
    return level.put_back(text_map(_completed(words, level.picture, languages, timeout_seconds)))


def read_page(picture: Picture, languages: str, timeout_seconds: float, gone: Gone | None = None) -> list[Word]:
    """The words of a page of a document, of which as many are read at once as there are cores. The second look is
    spared where a page is dark print on light paper; what neither saw is looked for as on any picture."""
    if has_dark_patches(picture):
        words, late = _looked_twice(picture, languages, timeout_seconds, timeout_seconds, 1, gone)
        if late:
            raise late
    else:
        image = brightness(picture)
        words = merge(placed(_lines_of(image, languages, timeout_seconds, None, gone), image, picture), [])
    return _completed(words, picture, languages, timeout_seconds, gone)


def read_for_review(picture: Picture, languages: str, timeout_seconds: float) -> PictureText:
    """The same for a person to review: without what the second look had no time for, and a note says so."""
    thorough_seconds = min(timeout_seconds, THOROUGH_SECONDS)
    level = leveled(picture)
    words, late = _looked_twice(level.picture, languages, timeout_seconds, thorough_seconds, _cores())
    notes: tuple[str, ...] = (ONCE_ONLY,) if late else ()
    try:
        words = _completed(words, level.picture, languages, thorough_seconds)
    except TooComplex:
        notes = (ONCE_ONLY,)
    if _is_foreign(words):
        notes += (OTHER_SCRIPT.format(languages=languages),)
    return PictureText(level.put_back(text_map(words)), notes)


def _is_foreign(words: Sequence[Word]) -> bool:
    letters = sum(len(word.text) for word in words)
    return len(words) >= FEWEST_WORDS and sum(word.confidence * len(word.text) for word in words) < UNSURE * letters


def _looked_twice(
    picture: Picture, languages: str, first_seconds: float, second_seconds: float, cores: int, gone: Gone | None = None
) -> tuple[list[Word], TooComplex | None]:
    """The words of both looks, merged, and the refusal of what the second one had no time for."""
    import numpy as np
    from PIL import Image

    late: TooComplex | None = None
    further: list[Word] = []
    with ThreadPoolExecutor(max_workers=cores + 1, thread_name_prefix="ocr") as threads:
        preparing = threads.submit(standing_out, picture)
        image = brightness(picture)
        seen = _lines_of(image, languages, first_seconds, threads if cores > 1 else None, gone)
        words = placed(seen, image, picture)
        contrast = preparing.result()
        if contrast is None:
            return merge(words, []), None
        sheets = left_over(np.asarray(contrast), seen, cores)
        jobs = [
            threads.submit(words_on, Image.fromarray(sheet.pixels), SCATTERED, languages, second_seconds, gone)
            for sheet in sheets
        ]
        for sheet, job in zip(sheets, jobs, strict=True):
            try:
                further += sheet.put_back(job.result())
            except TooComplex as refusal:
                late = refusal
    return merge(words, placed(inked(further, contrast), contrast, picture)), late


def _lines_of(
    image: "Image", languages: str, timeout_seconds: float, threads: Executor | None = None, gone: Gone | None = None
) -> list[Word]:
    """The words of an image in reading order, its halves read at once where it can be cut in two."""
    import numpy as np

    cut = cut_of(np.asarray(image)) if threads else None
    if threads is None or cut is None:
        return inked(words_on(image, LINES_READ, languages, timeout_seconds, gone), image)
    halves = image.crop((0, 0, image.width, cut)), image.crop((0, cut, image.width, image.height))
    upper, lower = (threads.submit(words_on, half, LINES_READ, languages, timeout_seconds, gone) for half in halves)
    return inked(joined(upper.result(), lower.result(), cut), image)


def _cores() -> int:
    """How many processes of Tesseract run at once for a picture that somebody waits for."""
    seen = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST_AT_ONCE, seen)


def _completed(
    words: Sequence[Word], picture: Picture, languages: str, timeout_seconds: float, gone: Gone | None = None
) -> list[Word]:
    """The words with all of their ink, with those that neither look saw, certain slips put right, and each value apart
    from its name."""
    import cv2
    import numpy as np
    from PIL import Image

    pixels = np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, 3)
    calm = cv2.GaussianBlur(pixels, (3, 3), 0)
    words = _whole(words, calm)
    sheet = rest(pixels, words)
    if sheet is not None:
        read = words_on(Image.fromarray(sheet.pixels), SCATTERED, languages, timeout_seconds, gone)
        found = sheet.put_back(read, picture)
        words = _whole(merge(sheet.without_askew(words, found), found), calm)
    return values_apart(repaired(words), pixels)


def _whole(words: Sequence[Word], pixels: Any) -> list[Word]:
    """The words with all of their ink, and with the underscores between them."""
    larger = grown(words, pixels)
    return underscores(larger, words, pixels)

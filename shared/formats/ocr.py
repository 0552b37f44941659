"""Reads the words of a picture and where each of them stands, with Tesseract.

Two passes run side by side and are merged. The first, over the brightness, gives the reading order. The second,
over how far each pixel stands out from its surroundings whatever the colours, adds only the words that the first
one missed: red on black, white on blue. Measured on 22 screenshots, that leaves a tenth of the ink uncovered that
one plain pass leaves. Knows nothing of what the words mean. The only module that imports pytesseract.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from shared.errors import TooComplex, Unavailable
from shared.formats.image import Picture
from shared.formats.textmap import Box, Run, TextMap

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_SIDE = 32_000
"""Tesseract refuses pictures with a side of 32768 pixels or more; a longer screenshot is read a little smaller."""

LINES_READ, SCATTERED = 3, 11
"""Tesseract's page segmentation modes: columns, paragraphs and lines in order; any text, in no order."""

SURE_ENOUGH, SURE_IF_SHORT = 20.0, 75.0
"""From 0 to 100: what a word of the second pass needs, and one of at most three letters."""

_JOINTS = ".@_-/:="

INKED = 0.25
"""The least share of a word's height that has ink. Tesseract's boxes are at times twice as tall as the letters."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as read: `box` in pixels of the picture, `paragraph` and `line` as Tesseract numbers them."""

    text: str
    box: Box
    confidence: float
    block: int
    paragraph: int
    line: int


def ocr_available(languages: str = "eng") -> tuple[bool, str]:
    """Whether words can be read on this machine, and in one sentence why not and what to install."""
    import pytesseract

    if not shutil.which(pytesseract.pytesseract.tesseract_cmd):
        packages = " ".join(f"tesseract-ocr-{name}" for name in _package_names(languages.split("+")))
        return False, f"Tesseract is not installed on this machine: sudo apt-get install tesseract-ocr {packages}"
    try:
        installed = set(pytesseract.get_languages())
    except (OSError, RuntimeError):
        return False, "Tesseract is installed but does not start: sudo apt-get install --reinstall tesseract-ocr"
    missing = [name for name in languages.split("+") if name not in installed]
    if missing:
        packages = " ".join(f"tesseract-ocr-{name}" for name in _package_names(missing))
        return False, f"Tesseract lacks the language {', '.join(missing)}: sudo apt-get install {packages}"
    return True, f"Tesseract {_version()} with {languages}"


def read_words(picture: Picture, languages: str, timeout_seconds: float) -> TextMap[Box]:
    """The text of the picture, line by line in reading order, with a pixel box for every word.

    Raises Unavailable when Tesseract is missing or fails, TooComplex when it takes too long.
    """
    with ThreadPoolExecutor(max_workers=2, thread_name_prefix="ocr") as threads:
        plain = threads.submit(_pass, picture, _luma, LINES_READ, languages, timeout_seconds)
        contrast = threads.submit(_pass, picture, _stands_out, SCATTERED, languages, timeout_seconds)
        return text_map(merge(plain.result(), contrast.result()))


def merge(words: Sequence[Word], further: Sequence[Word]) -> list[Word]:
    """The words of the first pass in their order, and those of the second where the first read nothing.

    A line of missed words goes where a reader meets it: into the line it is a part of, else beside the line at its
    height, else below the one above it.
    """
    read = [word for word in words if _letters(word)]
    missed = [word for word in further if _is_sure(word) and not _was_read(word, read)]
    # What the first pass read as a lone dash or dot, the second one read as a word: one of the two is enough.
    lines = _lines(word for word in words if _letters(word) or _covered(word.box, missed) < 0.5)
    for line in _lines(missed):
        if not _join_line(lines, line):
            lines.insert(_place_of(lines, line), line)
    return [word for line in lines for word in line]


def _is_sure(word: Word) -> bool:
    """Texture and the edges of pictures are read as a few letters; long random keys are read with little confidence."""
    letters = len(_letters(word))
    return letters > 0 and word.confidence >= (SURE_IF_SHORT if letters <= 3 else SURE_ENOUGH)


def _was_read(word: Word, read: Sequence[Word]) -> bool:
    """Whether half of it lies under words of the first pass, or these say about as much and lie under it."""
    if _covered(word.box, read) >= 0.5:
        return True
    same = [other for other in read if _covered(other.box, [word]) >= 0.5]
    return 2 * len(_letters(word)) <= 3 * sum(len(_letters(other)) for other in same)


def text_map(words: Sequence[Word]) -> TextMap[Box]:
    """Words as text: a blank between words, a tab between columns, a line's end, an empty line where there is a gap."""
    parts: list[str] = []
    runs: list[Run[Box]] = []
    length = 0
    for before, word in zip([None, *words], words, strict=False):
        gap = "" if before is None else _gap(before, word)
        start = length + len(gap)
        length = start + len(word.text)
        parts += (gap, word.text)
        runs.append(Run(start, length, word.box))
    return TextMap("".join(parts), tuple(runs))


def _gap(before: Word, word: Word) -> str:
    if before.block != word.block:
        # Tesseract starts a block nearly anywhere; what stands right below is still the same address or sentence.
        below = word.box.top - before.box.bottom
        return "\n" if 0 <= below < max(before.box.height, word.box.height) else "\n\n"
    if (before.paragraph, before.line) != (word.paragraph, word.line):
        return "\n"
    if _is_one_word(before, word):
        return ""
    # As wide as two lines are high: another column, as in a table. `unite_lines` draws the line at the same width.
    is_column = word.box.left - before.box.right > 2 * max(before.box.height, word.box.height)
    return "\t" if is_column else " "


def _is_one_word(before: Word, word: Word) -> bool:
    """Whether Tesseract cut a word at a dot: "billing@example." and "com" touch, "jane." and "doe@example.org" have no
    room for a blank of their size between them."""
    if word.box.left <= before.box.left or not (before.text[-1] in _JOINTS or word.text[0] in _JOINTS):
        return False
    gap = word.box.left - before.box.right
    return gap <= 0 or ("@" in before.text + word.text and 2 * gap <= max(before.box.height, word.box.height))


def _letters(word: Word) -> str:
    return "".join(character for character in word.text if character.isalnum())


def _area(box: Box) -> float:
    return box.width * box.height


def _covered(box: Box, words: Iterable[Word]) -> float:
    """The share of the box that lies under the words, which hardly ever overlap one another."""
    total = 0.0
    for word in words:
        width = min(box.right, word.box.right) - max(box.left, word.box.left)
        height = min(box.bottom, word.box.bottom) - max(box.top, word.box.top)
        if width > 0 and height > 0:
            total += width * height
    return total / _area(box) if _area(box) else 1.0


def _lines(words: Iterable[Word]) -> list[list[Word]]:
    lines: dict[tuple[int, int, int], list[Word]] = {}
    for word in words:
        lines.setdefault((word.block, word.paragraph, word.line), []).append(word)
    return list(lines.values())


def _bounds(line: Sequence[Word]) -> Box:
    bounds = line[0].box
    for word in line[1:]:
        bounds = bounds.union(word.box)
    return bounds


def _join_line(lines: list[list[Word]], missed: list[Word]) -> bool:
    """Puts missed words into the line that they are a part of: at its height, and close by."""
    new = _bounds(missed)
    for line in lines:
        old = _bounds(line)
        shared = min(old.bottom, new.bottom) - max(old.top, new.top)
        apart = max(old.left, new.left) - min(old.right, new.right)
        if 2 * shared >= min(old.height, new.height) > 0 and apart <= 2 * max(old.height, new.height):
            first = line[0]
            line += [
                replace(word, block=first.block, paragraph=first.paragraph, line=first.line) for word in missed
            ]
            line.sort(key=lambda word: word.box.left)
            return True
    return False


def _place_of(lines: Sequence[Sequence[Word]], missed: Sequence[Word]) -> int:
    new = _bounds(missed)
    middle = (new.top + new.bottom) / 2
    beside: list[tuple[float, int]] = []
    below = 0
    for index, line in enumerate(lines):
        old = _bounds(line)
        if old.top <= middle <= old.bottom:
            before = new.right <= old.left
            beside.append((old.left - new.right, index) if before else (new.left - old.right, index + 1))
        elif old.bottom <= middle and old.left < new.right and new.left < old.right:
            below = index + 1
    return min(beside)[1] if beside else below


def _pass(
    picture: Picture, prepare: "Callable[[Image, float], Image]", mode: int, languages: str, timeout_seconds: float
) -> list[Word]:
    """One run of Tesseract over the prepared picture."""
    from PIL import Image

    scale = _scale(picture.width, picture.height)
    image = prepare(Image.frombytes("RGB", (picture.width, picture.height), picture.pixels), scale)
    table = _tesseract(image, mode, languages, timeout_seconds)
    words = _words(table, image.width / picture.width, image.height / picture.height, picture)
    return [word for word in words if _is_inked(image, word, scale)]


def _scale(width: int, height: int) -> float:
    """How much larger Tesseract should see it: it is trained on text of about 30 pixels, screenshots have 15."""
    longest = max(width, height)
    if longest <= 900:
        return 3.0
    if longest <= 1700:
        return 2.0
    return min(1.0, LONGEST_SIDE / longest)


def _tesseract(image: "Image", mode: int, languages: str, timeout_seconds: float) -> str:
    """Tesseract's table of words. `run_tesseract` and not `image_to_data`: the latter writes the picture and its
    text into the machine's common temporary folder."""
    import pytesseract
    from pytesseract import pytesseract as inner

    _one_thread_each()
    with tempfile.TemporaryDirectory(prefix="blackbar-ocr-") as name:
        folder = Path(name)
        with _memory_file(folder / "picture.pgm") as source, _memory_file(folder / "words.tsv") as table:
            image.save(source, "PPM")   # not compressed: a PNG took a fifth of the time of the whole pass
            source.flush()
            try:
                inner.run_tesseract(
                    str(folder / "picture.pgm"),
                    str(folder / "words"),
                    extension="tsv",
                    lang=languages,
                    config=f"--psm {mode} -c tessedit_create_tsv=1",
                    timeout=timeout_seconds,
                )
            except pytesseract.TesseractNotFoundError:
                raise Unavailable(ocr_available(languages)[1]) from None
            except pytesseract.TesseractError:
                raise Unavailable("Tesseract failed on this picture, so no text was read.") from None
            except RuntimeError:   # pytesseract's way to say that the time is over; the process is gone by now
                seconds = round(timeout_seconds)
                raise TooComplex(f"Reading the text of this picture took longer than {seconds} seconds.") from None
            return table.read().decode("utf-8", errors="replace")


@contextmanager
def _memory_file(path: Path) -> Iterator[BinaryIO]:
    """A file that has a path and lies in memory only: what is read and written there never reaches a disk."""
    if not hasattr(os, "memfd_create"):   # not Linux: a file in a folder that nobody else may enter
        with path.open("w+b") as file:
            yield file
        return
    with os.fdopen(os.memfd_create(path.name), "w+b") as file:
        path.symlink_to(f"/proc/{os.getpid()}/fd/{file.fileno()}")
        yield file


@cache
def _one_thread_each() -> None:
    """Tells Tesseract, and only Tesseract, to use one thread: two passes at once on two cores take half the time of
    two passes that each try to use both. The limit must not reach this process, whose model needs its threads."""
    from pytesseract import pytesseract as inner

    inner.environ = {**inner.environ, "OMP_THREAD_LIMIT": "1"}


def _words(table: str, scale_x: float, scale_y: float, picture: Picture) -> list[Word]:
    """The rows of level 5 (words), their boxes back in pixels of the picture, rounded outward."""
    words = []
    for row in table.splitlines()[1:]:
        cells = row.split("\t", 11)
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        block, paragraph, line = int(cells[2]), int(cells[3]), int(cells[4])
        left, top, width, height = (int(cell) for cell in cells[6:10])
        box = Box(
            0,
            max(0, int(left // scale_x)),
            max(0, int(top // scale_y)),
            min(picture.width, int(-(-(left + width) // scale_x))),
            min(picture.height, int(-(-(top + height) // scale_y))),
        )
        words.append(Word(cells[11].strip(), box, float(cells[10]), block, paragraph, line))
    return words


def _scaled(image: "Image", scale: float) -> "Image":
    from PIL import Image

    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image if size == image.size else image.resize(size, Image.Resampling.BICUBIC)


def _is_inked(image: "Image", word: Word, scale: float) -> bool:
    """Whether a word has ink over a good part of its height: a dashed rule is read as "ew ew ew" and has an eighth."""
    import numpy as np

    left, top, right, bottom = (
        round(edge * scale) for edge in (word.box.left, word.box.top, word.box.right, word.box.bottom)
    )
    pixels: Any = np.asarray(image.crop((left, top, max(right, left + 1), max(bottom, top + 1)))).astype(np.int16)
    difference = np.abs(pixels - np.median(pixels))   # (height, width)
    return bool((difference > difference.max() / 2).any(axis=1).mean() >= INKED)


def _luma(image: "Image", scale: float) -> "Image":
    return _scaled(image.convert("L"), scale)


def _stands_out(image: "Image", scale: float) -> "Image":
    """Dark where a pixel differs from its surroundings in any colour channel, white where it does not, so that text
    looks the same on light and on dark. The surroundings are the median of 11 × 11 in a quarter-size copy: about as
    wide as a line of the text that Tesseract will see. Taken before the scaling they were three lines wide, and words
    on a coloured button were lost."""
    import numpy as np
    from PIL import Image, ImageFilter

    image = _scaled(image, scale)
    small = image.resize((max(1, image.width // 4), max(1, image.height // 4)), Image.Resampling.BOX)
    around = small.filter(ImageFilter.MedianFilter(11)).resize(image.size, Image.Resampling.BILINEAR)
    # In bands of rows: a picture of 50 megapixels would take 1.2 GB as floats at once.
    contrast = np.empty((image.height, image.width), np.uint8)
    pixels, background = np.asarray(image), np.asarray(around)   # (height, width, 3)
    for top in range(0, image.height, 512):
        rows = slice(top, top + 512)
        difference = np.abs(pixels[rows].astype(np.float32) - background[rows]).max(axis=2)
        contrast[rows] = 255 - np.clip(difference * (255 / 120), 0, 255)
    return Image.fromarray(contrast)


def _package_names(languages: Iterable[str]) -> list[str]:
    """Debian's names: `chi_sim` is in tesseract-ocr-chi-sim."""
    return [name.replace("_", "-") for name in languages]


def _version() -> str:
    import pytesseract

    return str(pytesseract.get_tesseract_version())

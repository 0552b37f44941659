"""Reads the words of a picture and where each of them stands, with Tesseract.

Two passes run side by side and are merged. The first, over the brightness, gives the reading order. The second,
over how far each pixel stands out from its surroundings whatever the colours, adds only the words that the first
one missed: red on black, white on blue. What still looks like writing and was not read, or stands askew, is cut out,
turned upright and read once more (`ocr_rest`), and every box grows to its word's last dot (`ocr_ink`). A picture is not
cut into tiles: over a full 4K page the passes take 3.4 and 3.2 seconds of processor, so two cores are equally busy, and
a cut could go through a word. Knows nothing of what the words mean. The only module that imports pytesseract.
"""

import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from shared.errors import Abandoned, BadInput, TooComplex, Unavailable
from shared.formats.image import Picture
from shared.formats.isolation import Limits
from shared.formats.nursery import Gone
from shared.formats.ocr_ink import grown, underscores, values_apart
from shared.formats.ocr_inside import is_installed, languages_folder, table_of
from shared.formats.ocr_level import leveled
from shared.formats.ocr_repair import repaired
from shared.formats.ocr_rest import rest
from shared.formats.ocr_words import Word, merge, text_map
from shared.formats.textmap import Box, TextMap

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_SIDE = 32_000
"""Tesseract refuses pictures with a side of 32768 pixels or more; a longer screenshot is read a little smaller."""

LINES_READ, SCATTERED = 3, 11
"""Tesseract's page segmentation modes: columns, paragraphs and lines in order; any text, in no order."""

INKED = 0.25
"""The least share of a word's height that has ink. Tesseract's boxes are at times twice as tall as the letters."""


THOROUGH_SECONDS = 20.0
"""What the second pass may take when a person waits: 5 are enough for a full 4K screenshot, minutes for a meadow."""

TEXTURE = 0.3
"""With a larger share of pixels that stand out, a picture is texture and has no use for the second pass: a full page of
small print has 0.1, a screenshot 0.03, grass and gravel 0.7."""


MOST_MEMORY_BYTES = 3 << 30
"""A full page of small print takes 0.2 GB, a picture of 50 megapixels one."""

DARK, DARK_SHARE = 110, 0.01
"""A page of a document is looked at twice when more than this share of it is this dark over the width of a letter: text
may stand there in a light colour. Black print on white has no such patch."""

_LOOK_SECONDS = 0.25

FAILED = "Tesseract failed on this picture, so no text was read."

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


def ocr_available(languages: str = "eng") -> tuple[bool, str]:
    """Whether words can be read on this machine, and in one sentence why not and what to install."""
    import pytesseract

    wanted = languages.split("+")
    if not shutil.which(pytesseract.pytesseract.tesseract_cmd):
        return False, f"Tesseract is not installed here. {_advice(['tesseract-ocr', *_packages(wanted)])}"
    try:
        installed = set(pytesseract.get_languages())
    except (OSError, RuntimeError):
        return False, f"Tesseract does not start. {_advice(['--reinstall', 'tesseract-ocr'])}"
    missing = [name for name in wanted if name not in installed]
    if missing:
        return False, f"Tesseract cannot read {', '.join(missing)} here. {_advice(_packages(missing))}"
    return True, f"Tesseract {_version()} reads {languages}."


def _advice(packages: Sequence[str]) -> str:
    return f"Run sudo apt-get install {' '.join(packages)}, then start again."


def _packages(languages: Iterable[str]) -> list[str]:
    """Debian's names: `chi_sim` is in tesseract-ocr-chi-sim."""
    return [f"tesseract-ocr-{name.replace('_', '-')}" for name in languages]


def read_words(picture: Picture, languages: str, timeout_seconds: float) -> TextMap[Box]:
    """The text of the picture, line by line in reading order, with a pixel box for every word.

    Raises Unavailable when Tesseract is missing or fails, TooComplex when either pass takes too long.
    """
    level = leveled(picture)
    with _two_passes(level.picture, languages, timeout_seconds, timeout_seconds) as (plain, contrast):
        words = merge(plain.result(), contrast.result())
    return level.put_back(text_map(_completed(words, level.picture, languages, timeout_seconds)))


def _whole(words: Sequence[Word], pixels: Any) -> list[Word]:
    """The words with all of their ink, and with the underscores between them."""
    larger = grown(words, pixels)
    return underscores(larger, words, pixels)


def read_page(picture: Picture, languages: str, timeout_seconds: float, gone: Gone | None = None) -> list[Word]:
    """The words of a page of a document. The second pass takes as long as the first, and is spared where a page is
    dark print on light paper; what neither saw is looked for as on any picture."""
    words = _pass(picture, _luma, LINES_READ, languages, timeout_seconds, gone)
    if _has_dark_patches(picture):
        words = merge(words, _pass(picture, _stands_out, SCATTERED, languages, timeout_seconds, gone))
    return _completed(merge(words, []), picture, languages, timeout_seconds, gone)


def _has_dark_patches(picture: Picture) -> bool:
    import numpy as np
    from PIL import Image

    image = Image.frombytes("RGB", (picture.width, picture.height), picture.pixels).convert("L")
    small = image.resize((max(1, image.width // 16), max(1, image.height // 16)), Image.Resampling.BOX)
    return bool((np.asarray(small) < DARK).mean() > DARK_SHARE)


def read_for_review(picture: Picture, languages: str, timeout_seconds: float) -> PictureText:
    """The same for a person to review: without the second pass when that takes too long, and a note says so."""
    thorough_seconds = min(timeout_seconds, THOROUGH_SECONDS)
    level = leveled(picture)
    with _two_passes(level.picture, languages, timeout_seconds, thorough_seconds) as (plain, contrast):
        words = plain.result()
        notes: tuple[str, ...] = ()
        try:
            words = merge(words, contrast.result())
        except TooComplex:
            words, notes = merge(words, []), (ONCE_ONLY,)
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


def _completed(
    words: Sequence[Word], picture: Picture, languages: str, timeout_seconds: float, gone: Gone | None = None
) -> list[Word]:
    """The words with all of their ink, with those that neither pass saw, certain slips put right, and each value apart
    from its name."""
    import cv2
    import numpy as np
    from PIL import Image

    pixels = np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, 3)
    calm = cv2.GaussianBlur(pixels, (3, 3), 0)
    words = _whole(words, calm)
    sheet = rest(pixels, words)
    if sheet is not None:
        table = _tesseract(Image.fromarray(sheet.pixels), SCATTERED, languages, timeout_seconds, gone)
        found = sheet.put_back(_words(table, 1.0, 1.0, Picture(sheet.width, sheet.height, b"")), picture)
        words = _whole(merge(sheet.without_askew(words, found), found), calm)
    return values_apart(repaired(words), pixels)


@contextmanager
def _two_passes(
    picture: Picture, languages: str, plain_seconds: float, contrast_seconds: float
) -> Iterator[tuple[Future[list[Word]], Future[list[Word]]]]:
    with ThreadPoolExecutor(max_workers=2, thread_name_prefix="ocr") as threads:
        yield (
            threads.submit(_pass, picture, _luma, LINES_READ, languages, plain_seconds),
            threads.submit(_pass, picture, _stands_out, SCATTERED, languages, contrast_seconds),
        )


def _pass(
    picture: Picture,
    prepare: "Callable[[Image, float], Image | None]",
    mode: int,
    languages: str,
    timeout_seconds: float,
    gone: Gone | None = None,
) -> list[Word]:
    """One run of Tesseract over the prepared picture."""
    from PIL import Image

    scale = _scale(picture.width, picture.height)
    image = prepare(Image.frombytes("RGB", (picture.width, picture.height), picture.pixels), scale)
    if image is None:
        return []
    table = _tesseract(image, mode, languages, timeout_seconds, gone)
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


def _tesseract(image: "Image", mode: int, languages: str, timeout_seconds: float, gone: Gone | None = None) -> str:
    """Tesseract's table of words. The picture goes in and the table comes out through pipes: no file of either is
    ever made. `pytesseract.image_to_data` writes both into the machine's common temporary folder. Where the library is
    installed, it reads in the program's place."""
    import pytesseract

    folder = languages_folder(pytesseract.pytesseract.tesseract_cmd) if is_installed() else ""
    if folder:
        return _library_table(image, mode, languages, folder, timeout_seconds, gone)
    head = b"P%d\n%d %d\n255\n" % (5 if image.mode == "L" else 6, image.width, image.height)
    command = [pytesseract.pytesseract.tesseract_cmd, "stdin", "stdout", "-l", languages]
    try:
        process = subprocess.Popen(
            [*command, "--psm", str(mode), "-c", "tessedit_create_tsv=1"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # it repeats there what it reads
            env=_one_thread_each(),
        )
    except OSError:
        raise Unavailable(ocr_available(languages)[1]) from None
    try:
        _limit(process.pid, timeout_seconds)
        table = _answer(process, head + image.tobytes(), timeout_seconds, gone)
    finally:
        process.kill()
        process.wait()
    if process.returncode not in (0, -signal.SIGKILL) or not table:
        raise Unavailable(FAILED)
    return table.decode("utf-8", errors="replace")


def _library_table(image: "Image", mode: int, languages: str, folder: str, seconds: float, gone: Gone | None) -> str:
    grey = image.mode == "L"
    try:
        return table_of(
            image.width, image.height, image.tobytes(), is_grey=grey, mode=mode, languages=languages, folder=folder,
            limits=Limits(seconds, MOST_MEMORY_BYTES), gone=gone,
        ).decode("utf-8", errors="replace")  # fmt: skip
    except TooComplex:
        raise TooComplex(f"Reading the text of this picture took longer than {round(seconds)} seconds.") from None
    except BadInput:
        raise Unavailable(FAILED) from None


def _limit(pid: int, seconds: float) -> None:
    with suppress(OSError):  # it has ended already
        resource.prlimit(pid, resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
        resource.prlimit(pid, resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 1))


def _answer(process: "subprocess.Popen[bytes]", picture: bytes, seconds: float, gone: Gone | None) -> bytes:
    """What the program says to this picture. `communicate` by itself does not go on writing after a timeout."""
    deadline = time.monotonic() + seconds
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="ocr-pipe") as thread:
        answer = thread.submit(process.communicate, picture)
        try:
            while True:
                try:
                    return answer.result(min(_LOOK_SECONDS, max(0.0, deadline - time.monotonic())))[0]
                except TimeoutError:
                    if gone and gone():
                        raise Abandoned("The call was ended.") from None
                    if time.monotonic() >= deadline:
                        took = round(seconds)
                        raise TooComplex(f"Reading the text of this picture took longer than {took} seconds.") from None
        finally:
            process.kill()  # so that the thread ends as well


@cache
def _one_thread_each() -> dict[str, str]:
    """Tells Tesseract, and only Tesseract, to use one thread: two passes at once on two cores take half the time of
    two passes that each try to use both. The limit must not reach this process, whose model needs its threads."""
    from pytesseract import pytesseract as inner

    return {**inner.environ, "OMP_THREAD_LIMIT": "1"}


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
    difference = np.abs(pixels - np.median(pixels))  # (height, width)
    return bool((difference > difference.max() / 2).any(axis=1).mean() >= INKED)


def _luma(image: "Image", scale: float) -> "Image":
    return _scaled(image.convert("L"), scale)


def _stands_out(image: "Image", scale: float) -> "Image | None":
    """Dark where a pixel differs from its surroundings in any colour channel, white where it does not, so that text
    looks the same on light and on dark; nothing when that is so nearly everywhere.

    The surroundings are the median of 11 × 11 in a quarter-size copy: about as wide as a line of the text that
    Tesseract will see. Taken before the scaling they were three lines wide, and words on a coloured button were lost.
    """
    import numpy as np
    from PIL import Image, ImageFilter

    image = _scaled(image, scale)
    small = image.resize((max(1, image.width // 4), max(1, image.height // 4)), Image.Resampling.BOX)
    around = small.filter(ImageFilter.MedianFilter(11)).resize(image.size, Image.Resampling.BILINEAR)
    # In bands of rows: a picture of 50 megapixels would take 1.2 GB as floats at once.
    contrast = np.empty((image.height, image.width), np.uint8)
    pixels, background = np.asarray(image), np.asarray(around)  # (height, width, 3)
    for top in range(0, image.height, 512):
        rows = slice(top, top + 512)
        difference = np.abs(pixels[rows].astype(np.float32) - background[rows]).max(axis=2)
        contrast[rows] = 255 - np.clip(difference * (255 / 120), 0, 255)
    return None if (contrast < 128).mean() > TEXTURE else Image.fromarray(contrast)


def _version() -> str:
    import pytesseract

    return str(pytesseract.get_tesseract_version())

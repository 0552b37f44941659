"""Starts Tesseract over one picture and says what it saw, word by word; and says what to install where it is missing.

The program reads and answers through pipes, with one thread, within limits of time and memory; where the library is
installed it reads in the program's place (`ocr_inside`). Knows nothing of how a picture was prepared nor of what the
words mean. The only module that imports pytesseract.
"""

import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from shared.errors import Abandoned, BadInput, TooComplex, Unavailable
from shared.formats.isolation import Limits
from shared.formats.nursery import Gone
from shared.formats.ocr_inside import is_installed, languages_folder, table_of
from shared.formats.ocr_words import Word
from shared.formats.textmap import Box

if TYPE_CHECKING:
    from PIL.Image import Image

LINES_READ, SCATTERED = 3, 11
"""Tesseract's page segmentation modes: columns, paragraphs and lines in order; any text, in no order."""

MOST_MEMORY_BYTES = 3 << 30
"""A full page of small print takes 0.2 GB, a picture of 50 megapixels one."""

FAILED = "Tesseract failed on this picture, so no text was read."

_LOOK_SECONDS = 0.25


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
    return True, f"Tesseract {pytesseract.get_tesseract_version()} reads {languages}."


def _advice(packages: Sequence[str]) -> str:
    return f"Run sudo apt-get install {' '.join(packages)}, then start again."


def _packages(languages: Iterable[str]) -> list[str]:
    """Debian's names: `chi_sim` is in tesseract-ocr-chi-sim."""
    return [f"tesseract-ocr-{name.replace('_', '-')}" for name in languages]


def words_on(image: "Image", mode: int, languages: str, timeout_seconds: float, gone: Gone | None = None) -> list[Word]:
    """The words that Tesseract sees, in its order, in pixels of this image. Raises Unavailable when it is missing or
    fails, TooComplex when it takes too long."""
    words = []
    for row in _table(image, mode, languages, timeout_seconds, gone).splitlines()[1:]:
        cells = row.split("\t", 11)
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():  # level 5 are words
            continue
        block, paragraph, line, left, top, width, height = (int(cells[at]) for at in (2, 3, 4, 6, 7, 8, 9))
        box = Box(0, left, top, left + width, top + height)
        words.append(Word(cells[11].strip(), box, float(cells[10]), block, paragraph, line))
    return words


def _table(image: "Image", mode: int, languages: str, seconds: float, gone: Gone | None) -> str:
    """Tesseract's table. The picture goes in and the table comes out through pipes: no file of either is ever made.
    `pytesseract.image_to_data` writes both into the machine's common temporary folder."""
    import pytesseract

    # Of several languages it leaves out in silence what is not there.
    if "+" in languages and not _has_all(pytesseract.pytesseract.tesseract_cmd, languages):
        raise Unavailable(ocr_available(languages)[1])
    folder = languages_folder(pytesseract.pytesseract.tesseract_cmd) if is_installed() else ""
    if folder:
        return _library_table(image, mode, languages, folder, seconds, gone)
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
        _limit(process.pid, seconds)
        table = _answer(process, head + image.tobytes(), seconds, gone)
    finally:
        process.kill()
        process.wait()
    if process.returncode not in (0, -signal.SIGKILL) or not table:
        can_read, reason = ocr_available(languages)
        raise Unavailable(FAILED if can_read else reason)
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


@cache
def _has_all(_program: str, languages: str) -> bool:
    return ocr_available(languages)[0]


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
    """Tells Tesseract, and only Tesseract, to use one thread: two of it at once on two cores take half the time of
    two that each try to use both. The limit must not reach this process, whose model needs its threads."""
    from pytesseract import pytesseract as inner

    return {**inner.environ, "OMP_THREAD_LIMIT": "1"}

"""How fast documents are: pages per second to read, find hidden places, show, redact and verify, and to read scans.

    python -m benchmarks.documents [--pages 200] [--scans 4] [--json]

Pages are dense (3,800 characters) and made up; twenty names a page, no two of them alike, are redacted. Each step runs
in the reader's own process as in the product, one document alone and two side by side. Beside the clock's time stands
the processor's: on a machine that is busy otherwise, that is the honest number.
"""

import argparse
import json
import os
import random
import re
import resource
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

CHARACTERS, NAMES = 3_800, 20
_WORDS = tuple(
    "agreement between parties named below sets out terms under which services delivered invoiced paid either party "  # noqa: SIM905
    "may end with thirty days notice writing Amelia Hart Jonas Weber Springfield Maple Street invoice account".split()
)


@dataclass(frozen=True, slots=True)
class Speed:
    """Pages per second by the clock and by the processor, and the largest memory of a reader, in MB."""

    step: str
    side_by_side: int
    pages: int
    by_clock: float
    by_processor: float
    peak_mb: int


def dense_pdf(pages: int, seed: int = 7) -> bytes:
    """Pages of small print, always the same for one seed."""
    import pymupdf

    rng = random.Random(seed)
    with pymupdf.open() as pdf:
        for number in range(pages):
            text, names = f"Page {number + 1}. ", 0
            while len(text) < CHARACTERS:
                if names * CHARACTERS < len(text) * NAMES:
                    text, names = f"{text}{_name(rng)} ", names + 1
                text += rng.choice(_WORDS) + rng.choice((" ", " ", " ", ", ", ". "))
            pdf.new_page().insert_textbox((50, 50, 545, 800), text, fontsize=10)
        data: bytes = pdf.tobytes(deflate=True)
    return data


def _name(rng: random.Random) -> str:
    return "Q" + "".join(rng.choices("aeioubcdfghklmnprstvw", k=8))


def names_in(text: str) -> list[tuple[int, int]]:
    """Where the names stand."""
    return [match.span() for match in re.finditer(r"\bQ[a-z]{8}\b", text)]


def scanned_pdf(pages: int) -> bytes:
    """The same pages as pictures of 200 dots per inch."""
    import pymupdf

    with pymupdf.open(stream=dense_pdf(pages), filetype="pdf") as source, pymupdf.open() as pdf:
        for page in source:
            pixels = page.get_pixmap(dpi=200, colorspace=pymupdf.csGRAY)
            sheet = pdf.new_page(width=page.rect.width, height=page.rect.height)
            sheet.insert_image(sheet.rect, stream=pixels.tobytes("jpeg", jpg_quality=85))
        data: bytes = pdf.tobytes()
    return data


def measured(step: str, pages: int, work: Callable[[], Any], side_by_side: int, idle: float = 0.0) -> Speed:
    """How fast `work` on so many pages is, as often at once as said. Readers are children of a child of this process:
    their processor time is counted once that child has ended, less the `idle` seconds that it takes to start."""
    started, before = time.perf_counter(), _processor_seconds()
    threads = [threading.Thread(target=work) for _ in range(side_by_side)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    passed = time.perf_counter() - started
    from shared.formats.isolation import POOL

    POOL.close()  # its copies' time and memory become ours
    used = _processor_seconds() - before - idle
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    done = pages * side_by_side
    return Speed(step, side_by_side, done, done / passed, done / max(used, 1e-6), peak)


def _processor_seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=200, help="pages of the dense document")
    options.add_argument("--scans", type=int, default=4, help="scanned pages to read")
    options.add_argument("--json", action="store_true", help="the numbers for programs")
    given = options.parse_args()

    from shared.formats import open_document, warm
    from shared.formats.isolation import POOL, Limits
    from shared.formats.ocr import ocr_available
    from shared.formats.redacting import redact_file
    from shared.formats.redacting_pdf import steps_of
    from shared.formats.scans import read_scans
    from shared.formats.viewing import render_page
    from shared.redaction import Redaction
    from shared.settings import Settings
    from shared.spans import Span

    settings = Settings(parse_seconds=600)
    data = dense_pdf(given.pages)
    document = open_document(data, settings)
    found = names_in(document.map.text)
    redactions = [Redaction(Span(start, end, "private_person"), "<PRIVATE_PERSON>") for start, end in found]
    orders, expected = steps_of(document, redactions)
    limits = Limits(600, settings.parse_memory_bytes, 2 * given.pages)
    made = POOL.run("shared.formats.pdf_redact:redact", data, orders, limits).partition(b"\n")[2]
    shown = min(given.pages, 40)

    def show() -> None:
        for number in range(shown):
            render_page(data, number, 110 / 72, settings)

    steps: list[tuple[str, int, Callable[[], Any]]] = [
        ("read text with places", given.pages, lambda: open_document(data, settings)),
        ("and hidden places", given.pages, lambda: open_document(data, settings, with_hidden=True)),
        ("show at 110 dpi", shown, show),
        ("redact", given.pages, lambda: POOL.run("shared.formats.pdf_redact:redact", data, orders, limits)),
        ("verify", given.pages, lambda: POOL.run("shared.formats.pdf_verify:verify", made, expected, limits)),
        ("redact and verify", given.pages, lambda: redact_file(data, document, redactions, settings)),
    ]
    first = dense_pdf(1)

    def start() -> None:
        """A reader that has loaded its libraries and has read one page."""
        POOL.close()
        warm()
        open_document(first, settings)

    POOL.close()
    before = _processor_seconds()
    start()
    POOL.close()
    idle = _processor_seconds() - before
    speeds = []
    for name, pages, work in steps:
        for side_by_side in (1, 2):
            start()
            speeds.append(measured(name, pages, work, side_by_side, idle))
    if given.scans and ocr_available(settings.ocr_languages)[0]:
        scan = scanned_pdf(given.scans)
        opened = open_document(scan, settings)
        start()
        speeds.append(
            measured("read scans", given.scans, lambda: read_scans(scan, opened, settings), 1, idle)
        )  # pages side by side
    if given.json:
        print(json.dumps([asdict(speed) for speed in speeds], indent=1))
        return
    pages = f"{given.pages} pages of {CHARACTERS:,} characters, {len(redactions)} findings"
    print(f"{os.cpu_count()} processor cores, {pages}\n")
    print(f"{'':24}{'documents':>10}{'pages/s':>10}{'per processor s':>17}{'peak MB':>9}")
    for one in speeds:
        line = f"{one.step:24}{one.side_by_side:>10}{one.by_clock:>10.1f}{one.by_processor:>17.1f}{one.peak_mb:>9}"
        slow = f"   {1 / one.by_clock:.1f} s a page, {1 / one.by_processor:.1f} s of a processor"
        print(line + (slow if one.by_clock < 5 else ""))


if __name__ == "__main__":
    main()

"""From a document's bytes to its text, its structure, and where its personal data stands.

Knows no HTTP, no file format and no model; it is the line that joins them.
"""

import re
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from shared.errors import BadValue
from shared.formats import ReadDocument, open_document
from shared.formats.docx_scans import read_pictures
from shared.formats.scans import pages_to_look_at, read_scans
from shared.formats.view import detector_view
from shared.formats.viewing import unlock
from shared.services import Services
from shared.spans import LABELS, Span, cover

Report = Callable[[float, str], None]

READING, LOOKING = "Reading the document", "Looking for personal data"

_READING_SHARE = 0.3
"""How much of the bar reading takes: on two cores the model needs two to ten times as long as a parser, and reading
pages from pixels a hundred times as long."""

OCR = ("auto", "none", "all")
"""Which pages are read from pixels too: those that show more than their text says, none, or every one."""

UNLOCKED, UNRESTRICTED = (
    "This file was locked with a password; a redacted copy is not.",
    "This file asked its readers not to change or copy it; a redacted copy does not.",
)

_WORD = re.compile(r"\S*\w\S*")


@dataclass(frozen=True, slots=True)
class Stats:
    """What the dashboard counts. `share_of_text` is how much of what is written, blanks aside, was found."""

    pages: int
    words: int
    characters: int
    findings: int
    by_label: Mapping[str, int]
    share_of_text: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was opened and read: `data` is the file without a lock."""

    data: bytes = field(repr=False)
    document: ReadDocument = field(repr=False)


@dataclass(frozen=True, slots=True)
class Exploration:
    """A document and what was found in it; `spans` are settled and count the characters of the document's text."""

    data: bytes = field(repr=False)
    document: ReadDocument
    spans: tuple[Span, ...]
    stats: Stats
    engine: str


def open_source(
    data: bytes, suffix: str, services: Services, report: Report, password: str = "", ocr: str = "auto"
) -> Source:
    """Read a document: its text, and what its pages show as pixels. `report` hears shares from 0 to 1."""
    if ocr not in OCR:
        raise BadValue(f"ocr must be one of these: {', '.join(OCR)}.")
    settings = services.settings

    opened = unlock(data, password, settings)
    document = open_document(
        opened.data, settings, suffix, lambda share: report(0.3 * share, READING), with_hidden=True
    )
    if opened.was_locked:
        document = replace(document, notes=(*document.notes, UNLOCKED if opened.needed else UNRESTRICTED))
    if ocr != "none" and pages_to_look_at(document, ocr == "all"):
        document = read_scans(
            opened.data,
            document,
            settings,
            lambda done, of: report(0.3 + 0.7 * done / of, f"Reading pictures of pages: {done} of {of}"),
            every=ocr == "all",
        )
    if ocr != "none" and document.format == "docx":
        document = read_pictures(
            opened.data,
            document,
            settings,
            lambda done, of: report(0.3 + 0.7 * done / of, f"Reading pictures: {done} of {of}"),
        )
    return Source(opened.data, document)


def explore(
    data: bytes, suffix: str, services: Services, report: Report, password: str = "", ocr: str = "auto"
) -> Exploration:
    """Read a document and find its personal data. `suffix` is the ending of its name, a hint and no more."""
    started = time.perf_counter()
    report(0.0, READING)
    part = _READING_SHARE
    source = open_source(data, suffix, services, lambda share, what: report(part * share, what), password, ocr)
    view = detector_view(source.document)
    report(part, LOOKING)
    detection = services.detect(view.text, lambda share: report(part + (1 - part) * share, LOOKING))
    spans = tuple(view.back(detection.spans))
    stats = measure(source.document, spans, time.perf_counter() - started)
    return Exploration(source.data, source.document, spans, stats, detection.engine)


def measure(document: ReadDocument, spans: Sequence[Span], seconds: float) -> Stats:
    """The numbers of the dashboard."""
    text = document.map.text
    counted = Counter(span.label for span in spans)
    labels = [*LABELS, *sorted(counted.keys() - set(LABELS))]
    written = _written(text)
    found = sum(_written(text[start:end]) for start, end in cover(spans))
    return Stats(
        pages=len(document.pages),
        words=sum(1 for _ in _WORD.finditer(text)),
        characters=len(text),
        findings=len(spans),
        by_label={label: counted[label] for label in labels},
        share_of_text=found / written if written else 0.0,
        seconds=seconds,
    )


def _written(text: str) -> int:
    """Characters that are not blank."""
    return sum(map(len, text.split()))

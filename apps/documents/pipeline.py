"""From a document's bytes to its text, its structure, and where its personal data stands.

Knows no HTTP, no file format and no model; it is the line that joins them.
"""

import re
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from shared.formats import ReadDocument
from shared.formats.view import detector_view
from shared.reviews.opening import READING, Report, open_source
from shared.services import Services
from shared.spans import LABELS, Span, cover

LOOKING = "Looking for personal data"

_READING_SHARE = 0.3
"""How much of the bar reading takes: on two cores the model needs two to ten times as long as a parser, and reading
pages from pixels a hundred times as long."""

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
class Exploration:
    """A document and what was found in it; `spans` are settled and count the characters of the document's text."""

    data: bytes = field(repr=False)
    document: ReadDocument
    spans: tuple[Span, ...]
    stats: Stats
    engine: str


def explore(
    data: bytes, suffix: str, services: Services, report: Report, password: str = "", ocr: str = "auto",
    operating_point: str = "",
) -> Exploration:  # fmt: skip
    """Read a document and find its personal data. `suffix` is the ending of its name, a hint and no more;
    `operating_point` is how the model decides, empty for its usual way."""
    started = time.perf_counter()
    report(0.0, READING)
    part = _READING_SHARE
    source = open_source(data, suffix, services.settings, lambda share, what: report(part * share, what), password, ocr)
    view = detector_view(source.document)
    report(part, LOOKING)
    detection = services.detect(
        view.text, lambda share: report(part + (1 - part) * share, LOOKING), operating_point=operating_point
    )
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

"""From a document's bytes to its text, its structure, and where its personal data stands.

Knows no HTTP, no file format and no model; it is the line that joins them.
"""

import re
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from shared.formats import ReadDocument
from shared.formats.view import detector_view
from shared.policy import EVERYTHING, Lookup, Policy
from shared.reviews.opening import READING, Report, open_source
from shared.services import Services
from shared.spans import LABELS, Span, cover, with_known_label

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
class Search:
    """What is looked for: what a policy knows of its own beside the eight categories, and how the model decides."""

    lookups: tuple[Lookup, ...] = ()
    operating_point: str = ""

    @classmethod
    def of(cls, policy: Policy) -> "Search":
        return cls(policy.lookups, policy.operating_point)


@dataclass(frozen=True, slots=True)
class Exploration:
    """A document and what was found in it; `spans` are settled and count the characters of the document's text."""

    data: bytes = field(repr=False)
    document: ReadDocument
    spans: tuple[Span, ...]
    stats: Stats
    engine: str
    search: Search = field(repr=False)


def explore(
    data: bytes, suffix: str, services: Services, report: Report, password: str = "", ocr: str = "auto",
    policy: Policy = EVERYTHING,
) -> Exploration:  # fmt: skip
    """Read a document and find its personal data, and what the policy looks for beside. `suffix` is the ending of its
    name, a hint and no more."""
    started = time.perf_counter()
    report(0.0, READING)
    part = _READING_SHARE
    source = open_source(data, suffix, services.settings, lambda share, what: report(part * share, what), password, ocr)
    return look(
        source.data,
        source.document,
        policy,
        services,
        lambda share: report(part + (1 - part) * share, LOOKING),
        started,
    )


def look(
    data: bytes, document: ReadDocument, policy: Policy, services: Services, progress: Callable[[float], None],
    started: float | None = None,
) -> Exploration:  # fmt: skip
    """Find personal data in a document that was read; `started` is when that began, if it counts."""
    started = time.perf_counter() if started is None else started
    search = Search.of(policy)
    view = detector_view(document)
    progress(0.0)
    detection = services.detect(view.text, progress, search.lookups, search.operating_point)
    spans = tuple(map(with_known_label, view.back(detection.spans)))
    stats = measure(document, spans, time.perf_counter() - started)
    return Exploration(data, document, spans, stats, detection.engine, search)


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

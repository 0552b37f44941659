"""From a document's bytes to a redacted copy, in its own format or in another, with the proof that it is clean.

What a person has decided is carried out as it is; without decisions, everything that is found goes. Knows no HTTP.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from apps.documents.desk import Kept
from apps.documents.pipeline import LOOKING, explore
from apps.documents.writing import WRITERS, Line
from shared.filtering import everywhere, filter_document, read_pictures
from shared.formats.document import ReadDocument
from shared.formats.drawn import drawn
from shared.formats.redacting import RedactedFile, write_file
from shared.policy import Policy
from shared.redaction import Redaction
from shared.reviews.copying import Reasons, copy_of, redactions_of
from shared.reviews.decisions import Decisions, needs_findings, read_decisions
from shared.reviews.opening import READING, Report, check_ocr, open_source
from shared.services import Services
from shared.spans import Span

REDACTING = "Taking it out and checking the copy"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants redacted: a file, or a document that is open, and by which decisions and policy."""

    policy: Policy
    decisions: Any = None
    data: bytes = b""
    suffix: str = ""
    password: str = ""
    ocr: str = "auto"
    kept: Kept | None = None


def redact_document(asked: Asked, services: Services, report: Report) -> RedactedFile:
    """The redacted copy. Raises Unverified when it cannot be proven clean."""
    report(0.0, READING)
    check_ocr(asked.ocr)
    if asked.decisions is None:
        return _redact_all(asked, services, report)
    kept = asked.kept or _read(asked, services, _within(report, 0.0, 0.4))
    decisions = read_decisions(asked.decisions, kept.document, kept.spans)
    redactions = redactions_of(kept.document.map.text, decisions, asked.policy)
    lines = _lines(kept.document, redactions, decisions, kept.spans)
    return _made(kept, redactions, decisions, asked.policy, lines, services, _within(report, 0.4, 0.6))


def preview(kept: Kept, decisions: Any, policy: Policy) -> dict[str, Any]:
    """What a copy would say in each place, by the very steps that make it. `drawn` is what is written on a page's box,
    `pale` that it looks like the paper and not like a bar."""
    read = read_decisions(decisions, kept.document, kept.spans)
    redactions = redactions_of(kept.document.map.text, read, policy)
    return {"redactions": [_shown(redaction) for redaction in redactions]}


def _shown(redaction: Redaction) -> dict[str, Any]:
    words, tone = drawn(redaction.replacement)
    span = redaction.span
    shown = {"start": span.start, "end": span.end, "replacement": redaction.replacement}
    return shown | ({"drawn": words} if words else {}) | ({"pale": True} if tone == "pale" else {})


def _read(asked: Asked, services: Services, report: Report) -> Kept:
    """The document as `analyze_document` read it, with its findings where the decisions speak of them."""
    if needs_findings(asked.decisions):
        found = explore(asked.data, asked.suffix, services, report, asked.password, asked.ocr, asked.policy)
        return Kept(found.data, found.document, found.spans, found.engine)
    source = open_source(asked.data, asked.suffix, services.settings, report, asked.password, asked.ocr)
    return Kept(source.data, source.document, ())


def _redact_all(asked: Asked, services: Services, report: Report) -> RedactedFile:
    if asked.kept:
        data, document = asked.kept.data, asked.kept.document
    else:
        part = _within(report, 0.0, 0.2)
        source = open_source(asked.data, asked.suffix, services.settings, part, asked.password, "none")
        data, document = source.data, source.document
        if document.format in ("pdf", "docx"):
            document = read_pictures(data, document, services.settings, lambda share: report(share / 5, READING))
    engine = services.engine(progress=lambda share: report(0.2, LOOKING))
    filtered = filter_document(document, asked.policy, engine, None, lambda share: report(0.2 + share / 5, LOOKING))
    redactions = everywhere(document.map.text, filtered.decision)
    kept = Kept(data, document, filtered.detection.spans)
    decisions = Decisions(tuple(redaction.span for redaction in redactions))
    lines = _lines(document, redactions, decisions, kept.spans)
    return _made(kept, redactions, decisions, asked.policy, lines, services, _within(report, 0.4, 0.6))


def _made(
    kept: Kept, redactions: Sequence[Redaction], decisions: Decisions, policy: Policy, lines: Sequence[Line],
    services: Services, report: Report,
) -> RedactedFile:  # fmt: skip
    report(0.0, REDACTING)
    if decisions.format != "same":
        writer = WRITERS[decisions.format]
        return write_file(kept.document, redactions, decisions.format, lambda: writer(kept.document, redactions, lines))
    return copy_of(
        kept.data,
        kept.document,
        redactions,
        decisions,
        policy,
        services.settings,
        lambda share: report(share, REDACTING),
    )


def _lines(
    document: ReadDocument, redactions: Sequence[Redaction], decisions: Decisions, found: Sequence[Span]
) -> list[Line]:
    """What a list of the redactions says of each, without a word of what was taken out."""
    hidden = [(one.start, one.end, one.place) for one in document.hidden]
    starts = [page.start for page in document.pages]
    by_place = {(span.start, span.end): span for span in found}
    reasons = Reasons(decisions.reasons)
    lines = []
    for redaction in redactions:
        span = by_place.get((redaction.span.start, redaction.span.end), redaction.span)
        page = bisect_right(starts, span.start) if span.start < document.shown else 0
        where = next((place for start, end, place in hidden if start < span.end and span.start < end), "")
        scanned = any(start < span.end and span.start < end for start, end in document.scanned)
        number = document.pages[max(0, page - 1)].number if page else 0
        lines.append(Line(redaction, span, number, where, scanned, reasons.of(redaction.span)))
    return lines


def _within(report: Report, start: float, size: float) -> Report:
    return lambda share, what: report(start + size * share, what)

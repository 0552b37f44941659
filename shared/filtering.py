"""A text or a file comes in, and what a policy says about it is done: the straight line of every face.

    text -> detect -> consider -> redacted text
    file -> read -> detect -> consider -> the same kind of file without them, checked

This module knows no HTTP and no names of policies or contexts. PDFs as pictures are `shared.filtering_pdf`'s.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import regex

from shared.decision import Decision, Surroundings, consider, decide
from shared.detection import Detection, detect
from shared.engine import Engine
from shared.errors import Damaged, TooLarge, Unavailable
from shared.formats import open_document
from shared.formats.document import Page, ReadDocument
from shared.formats.raster import place_areas
from shared.formats.redacting import Area, RedactedFile, redact_file
from shared.formats.view import detector_view
from shared.policy import Area as PolicyArea
from shared.policy import Policy, Treatment
from shared.redaction import Redaction, redact_text
from shared.settings import Settings
from shared.spans import Span, outside

Progress = Callable[[float], None]

_SHORTEST_REPEATED = 3

_NAMELESS_SHARE = 0.2
"""From this share of letters without a name on, a page's text says nothing."""


@dataclass(frozen=True, slots=True)
class Filtered:
    """What was found in a text and what became of it. `text` is the original."""

    text: str = field(repr=False)
    redacted: str = field(repr=False)
    decision: Decision
    detection: Detection


def filter_text(
    text: str, policy: Policy, engine: Engine, around: Surroundings | None = None, progress: Progress | None = None
) -> Filtered:
    """The text with done to it what the policy says."""
    detection = detect(text, engine, progress, policy.lookups, policy.operating_point)
    decision = consider(text, candidates(detection), policy, around)
    return Filtered(text, redact_text(text, decision.redactions), decision, detection)


def filter_file(
    data: bytes, policy: Policy, engine: Engine, settings: Settings, around: Surroundings | None = None,
    progress: Progress | None = None, suffix: str = "",
) -> tuple[RedactedFile, list[Filtered]]:  # fmt: skip
    """A copy in the file's own format with every finding gone, checked before it is handed back, and what was found.

    Raises Unverified when it cannot be proven clean, and otherwise what `filter_pdf` raises.
    """
    document = open_document(data, settings, suffix)
    areas: list[Area] = []
    if document.format in ("pdf", "docx"):
        document = read_pictures(data, document, settings, part_of(progress, 0.0, 0.25))
    if document.format == "pdf":
        areas = [Area(box) for box in place_areas(data, areas_of_pdfs(policy), settings)]
    filtered = filter_document(document, policy, engine, around, part_of(progress, 0.25, 0.25))
    redactions = everywhere(document.map.text, filtered.decision)
    return redact_file(data, document, redactions, settings, half_of(progress, 0.5), areas), [filtered]


def areas_of_pdfs(policy: Policy) -> "list[PolicyArea]":
    return [area for area in policy.areas if area.mime_type == "application/pdf"]


def read_pictures(
    data: bytes, document: ReadDocument, settings: Settings, progress: Progress | None = None
) -> ReadDocument:
    """The document with the words of its pictures, each word once. Of a PDF, raises what `filter_pdf` raises: a page
    that nobody can read is not given out as redacted."""
    from shared.formats import docx_scans
    from shared.formats.ocr import ocr_available
    from shared.formats.scans import MOST_SCANS, pages_to_look_at, read_scans

    if document.format == "docx":
        return docx_scans.read_pictures(data, document, settings, _told(progress))
    refuse_unread(document)
    wanted = pages_to_look_at(document)
    if not wanted:
        return document
    if not ocr_available(settings.ocr_languages)[0]:
        blind = next((page for page in map(document.pages.__getitem__, wanted) if _is_blind(document, page)), None)
        if blind is not None:
            raise Unavailable(
                f"Page {blind.number} of this PDF is a picture, and this machine cannot read text in pictures, so it "
                "cannot be redacted here."
            )
        return document
    if len(wanted) > MOST_SCANS:
        raise TooLarge(
            f"Pages with pictures to be read: {len(wanted):,}. The most that are taken is {MOST_SCANS}. Send a part "
            "of it."
        )
    return read_scans(data, document, settings, _told(progress), is_strict=True)


def _told(progress: Progress | None) -> Callable[[int, int], None] | None:
    return (lambda done, of: progress(done / of)) if progress else None


def _is_blind(document: ReadDocument, page: Page) -> bool:
    text = document.map.text[page.start : page.end]
    return not text.strip() or text.count("\ufffd") > _NAMELESS_SHARE * len(text)


def everywhere(text: str, decision: Decision) -> list[Redaction]:
    """What was decided, at every place where the same words stand."""
    return sorted([*decision.redactions, *(redaction for redaction, _ in repeated(text, decision))])


def candidates(detection: Detection) -> list[Span]:
    """What a policy is asked about: everything as it was found, and fragments of one name as one.

    Not the settled findings: one that lies over parts of several kinds has the name of a part.
    """
    return list(detection.found)


def decided(text: str, spans: Sequence[Span], policy: Policy, around: Surroundings | None = None) -> list[Redaction]:
    """What the policy makes of each of these, and a placeholder where it would have let one stand: a person who has
    looked at them has decided that they go."""
    by_policy = consider(text, spans, policy, around).redactions
    taken = [redaction.span for redaction in by_policy]
    rest = [part for span in spans for part in outside(span, taken)]
    return sorted([*by_policy, *decide(text, rest)])


def refuse_unread(document: ReadDocument) -> None:
    broken = [page.number for page in document.pages if not page.width]
    if broken:
        raise Damaged(
            f"Page {broken[0]} of this PDF is damaged and cannot be read, so it cannot be redacted. Open the file in a "
            "PDF viewer, print it to a new PDF and try again."
        )


def half_of(progress: Progress | None, start: float) -> Progress | None:
    return part_of(progress, start, 0.5)


def part_of(progress: Progress | None, start: float, size: float) -> Progress | None:
    return (lambda share: progress(start + size * share)) if progress else None


def filter_document(
    document: ReadDocument, policy: Policy, engine: Engine, around: Surroundings | None = None,
    progress: Progress | None = None,
) -> Filtered:  # fmt: skip
    """What is done about the document's text. Detection reads words that a line's end has cut as whole; what it finds
    is decided on the page's own text."""
    view = detector_view(document)
    seen = detect(view.text, engine, progress, policy.lookups, policy.operating_point)
    detection = replace(seen, spans=tuple(view.back(seen.spans)), found=tuple(view.back(seen.found)))
    text = document.map.text
    decision = consider(text, candidates(detection), policy, around)
    return Filtered(text, redact_text(text, decision.redactions), decision, detection)


def done_by(decision: Decision) -> Iterator[tuple[Redaction, Treatment]]:
    return zip(decision.redactions, decision.treatments, strict=True)


def repeated(text: str, decision: Decision) -> Iterator[tuple[Redaction, Treatment]]:
    """Every other place where a redacted text stands: a name that is covered once is not readable elsewhere."""
    words = {
        word: (redaction, treatment)
        for redaction, treatment in done_by(decision)
        if len(word := text[redaction.span.start : redaction.span.end].strip()) >= _SHORTEST_REPEATED
    }
    if not words:
        return
    known = iter(decision.redactions)
    last = next(known, None)
    for match in regex.finditer(r"(?<![\p{L}\p{N}])\L<words>(?![\p{L}\p{N}])", text, words=list(words)):
        while last is not None and last.span.end <= match.start():
            last = next(known, None)
        if last is None or match.end() <= last.span.start:
            redaction, treatment = words[match[0]]
            yield replace(redaction, span=replace(redaction.span, start=match.start(), end=match.end())), treatment

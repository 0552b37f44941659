"""A text or a PDF comes in, and what a policy says about it is done: the straight line of the Filter API and the shell.

    text -> detect -> consider -> redacted text
    PDF  -> read -> detect -> consider -> boxes -> pictures of its pages
    file -> read -> detect -> consider -> the same kind of file without them, checked

This module knows no HTTP and no names of policies or contexts.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import regex

from shared.decision import Decision, Surroundings, consider, decide
from shared.detection import Detection, detect
from shared.engine import Engine
from shared.errors import BadInput, BadValue, Damaged, TooLarge, Unavailable, WrongType
from shared.formats import open_document
from shared.formats.document import Page, ReadDocument
from shared.formats.raster import Cover, Form, draw_pages, pages_to_read, photograph
from shared.formats.redacting import RedactedFile, redact_file
from shared.formats.textmap import Box, Passage, TextMap
from shared.formats.view import detector_view
from shared.policy import Policy, Treatment
from shared.redaction import Redaction, redact_text
from shared.settings import Settings
from shared.spans import Span

Progress = Callable[[float], None]

READING_DPI = 200
"""How pictures of pages are read. At 150 small print is lost, at 300 it takes twice as long."""

MOST_PICTURES = 200
"""Reading one takes a second or two, and somebody waits."""

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
    detection = detect(text, engine, progress, policy.lookups)
    decision = consider(text, candidates(detection), policy, around)
    return Filtered(text, redact_text(text, decision.redactions), decision, detection)


def filter_pdf(
    data: bytes, policy: Policy, engine: Engine, form: Form, settings: Settings, around: Surroundings | None = None,
    progress: Progress | None = None,
) -> tuple[bytes, list[Filtered]]:  # fmt: skip
    """The PDF as pictures of its pages with every finding covered, and what was found: in its text, then in pictures.

    Raises BadInput for a page that cannot be read, and Unavailable for one that is a picture where pictures cannot
    be read: what nobody looked at is not given out as redacted.
    """
    around = around or Surroundings()
    document = open_document(data, settings)
    if document.format != "pdf":
        raise WrongType("This is not a PDF.")
    _refuse_unread(document)
    filtered = filter_document(document, policy, engine, around, _half(progress, 0.0))
    covers = [
        *_covers(document.map, _done(filtered.decision)),
        *_covers(document.map, _repeated(document.map.text, filtered.decision)),
    ]
    every = [filtered]
    for words, found in _filter_pictures(data, policy, engine, settings, around, progress):
        covers += _covers(words, _done(found.decision))
        every.append(found)
    areas = [area for area in policy.areas if area.mime_type == "application/pdf"]
    drawn = draw_pages(data, covers, areas, policy.drawing, form, settings, _half(progress, 0.5))
    return drawn, every


def filter_file(
    data: bytes, policy: Policy, engine: Engine, settings: Settings, around: Surroundings | None = None,
    progress: Progress | None = None, suffix: str = "",
) -> tuple[RedactedFile, list[Filtered]]:  # fmt: skip
    """A copy in the file's own format with every finding gone, checked before it is handed back, and what was found.

    Raises Unverified when it cannot be proven clean, and otherwise what `filter_pdf` raises.
    """
    document = open_document(data, settings, suffix)
    refuse_areas(document, policy)
    if document.format == "pdf":
        document = read_pictures(data, document, settings, _part(progress, 0.0, 0.25))
    filtered = filter_document(document, policy, engine, around, _part(progress, 0.25, 0.25))
    redactions = everywhere(document.map.text, filtered.decision)
    return redact_file(data, document, redactions, settings, _half(progress, 0.5)), [filtered]


def refuse_areas(document: ReadDocument, policy: Policy) -> None:
    """Raises BadValue for a policy that covers rectangles of pages, where the pages of a PDF stay text."""
    if document.format == "pdf" and any(area.mime_type == "application/pdf" for area in policy.areas):
        raise BadValue("This policy covers rectangles of pages, which is done only where a PDF becomes pictures.")


def read_pictures(
    data: bytes, document: ReadDocument, settings: Settings, progress: Progress | None = None
) -> ReadDocument:
    """The PDF with the words of its pictures, each word once. Raises what `filter_pdf` raises: a page that nobody can
    read is not given out as redacted."""
    from shared.formats.ocr import ocr_available
    from shared.formats.scans import MOST_SCANS, pages_to_look_at, read_scans

    _refuse_unread(document)
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
    return read_scans(
        data, document, settings, (lambda done, of: progress(done / of)) if progress else None, is_strict=True
    )


def _is_blind(document: ReadDocument, page: Page) -> bool:
    text = document.map.text[page.start : page.end]
    return not text.strip() or text.count("\ufffd") > _NAMELESS_SHARE * len(text)


def everywhere(text: str, decision: Decision) -> list[Redaction]:
    """What was decided, at every place where the same words stand."""
    return sorted([*decision.redactions, *(redaction for redaction, _ in _repeated(text, decision))])


def candidates(detection: Detection) -> list[Span]:
    """What a policy is asked about: everything as it was found, and fragments of one name as one.

    Not the settled findings: one that lies over parts of several kinds has the name of a part.
    """
    return list(detection.found)


def decided(text: str, spans: Sequence[Span], policy: Policy, around: Surroundings | None = None) -> list[Redaction]:
    """What the policy makes of each of these, and a placeholder where it would have let one stand: a person who has
    looked at them has decided that they go."""
    by_policy = consider(text, spans, policy, around).redactions
    rest = [part for span in spans for part in _uncovered(span, by_policy)]
    return sorted([*by_policy, *decide(text, rest)])


def _uncovered(span: Span, redactions: Sequence[Redaction]) -> Iterator[Span]:
    position = span.start
    for redaction in redactions:
        other = redaction.span
        if other.end <= position or other.start >= span.end:
            continue
        if other.start > position:
            yield replace(span, start=position, end=other.start)
        position = max(position, other.end)
    if position < span.end:
        yield replace(span, start=position)


def _refuse_unread(document: ReadDocument) -> None:
    broken = [page.number for page in document.pages if not page.width]
    if broken:
        raise Damaged(
            f"Page {broken[0]} of this PDF is damaged and cannot be read, so it cannot be redacted. Open the file in a "
            "PDF viewer, print it to a new PDF and try again."
        )


def _half(progress: Progress | None, start: float) -> Progress | None:
    return _part(progress, start, 0.5)


def _part(progress: Progress | None, start: float, size: float) -> Progress | None:
    return (lambda share: progress(start + size * share)) if progress else None


def filter_document(
    document: ReadDocument, policy: Policy, engine: Engine, around: Surroundings | None = None,
    progress: Progress | None = None,
) -> Filtered:  # fmt: skip
    """What is done about the document's text. Detection reads words that a line's end has cut as whole; what it finds
    is decided on the page's own text."""
    view = detector_view(document)
    seen = detect(view.text, engine, progress, policy.lookups)
    detection = replace(seen, spans=tuple(view.back(seen.spans)), found=tuple(view.back(seen.found)))
    text = document.map.text
    decision = consider(text, candidates(detection), policy, around)
    return Filtered(text, redact_text(text, decision.redactions), decision, detection)


def _done(decision: Decision) -> Iterator[tuple[Redaction, Treatment]]:
    return zip(decision.redactions, decision.treatments, strict=True)


def _repeated(text: str, decision: Decision) -> Iterator[tuple[Redaction, Treatment]]:
    """Every other place where a redacted text stands: a name that is covered once is not readable elsewhere."""
    words = {
        word: (redaction, treatment)
        for redaction, treatment in _done(decision)
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


def _covers(
    words: "TextMap[Box] | TextMap[Box | Passage]", done: Iterable[tuple[Redaction, Treatment]]
) -> Iterator[Cover]:
    for redaction, treatment in done:
        for box in words.boxes(redaction.span.start, redaction.span.end):
            yield Cover(box, treatment.color, redaction.replacement)


def _filter_pictures(
    data: bytes, policy: Policy, engine: Engine, settings: Settings, around: Surroundings, progress: Progress | None
) -> Iterator[tuple[TextMap[Box], Filtered]]:
    """The words of pages that show pictures, each page by itself, with boxes in points of the page."""
    from shared.formats.image import open_image
    from shared.formats.ocr import ocr_available, read_words

    pages = pages_to_read(data, settings)
    if not pages:
        return
    can_read, _ = ocr_available(settings.ocr_languages)
    if not can_read:
        blind = next((page for page in pages if page.is_blind), None)
        if blind is not None:
            raise Unavailable(
                f"Page {blind.number + 1} of this PDF is a picture, and this machine cannot read text in pictures, so "
                "it cannot be redacted here."
            )
        return
    if len(pages) > MOST_PICTURES:
        raise TooLarge(
            f"Pages with pictures to be read: {len(pages):,}. The most that are taken is {MOST_PICTURES}. "
            "Send a part of it."
        )
    for number, png, points in photograph(data, [page.number for page in pages], READING_DPI, settings):
        try:
            read = read_words(open_image(png, settings), settings.ocr_languages, settings.parse_seconds)
        except BadInput as refusal:
            raise type(refusal)(f"The picture on page {number + 1} of this PDF could not be read.") from None
        if progress:
            progress(0.5)  # ends the work when nobody waits for it any more
        words = _on_page(read, number, points)
        yield words, filter_text(words.text, policy, engine, around)


def _on_page(words: TextMap[Box], page: int, points: float) -> TextMap[Box]:
    def placed(box: Box) -> Box:
        return Box(page, box.left * points, box.top * points, box.right * points, box.bottom * points)

    return TextMap(words.text, tuple(replace(run, place=placed(run.place)) for run in words.runs))

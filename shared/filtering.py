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
from shared.formats.document import ReadDocument
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
    filtered = _filter_document(document, policy, engine, around, _half(progress, 0.0))
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
    from shared.formats.ocr import ocr_available

    around = around or Surroundings()
    document = open_document(data, settings, suffix)
    every = [_filter_document(document, policy, engine, around, _half(progress, 0.0))]
    areas: list[Box] = []
    if document.format == "pdf":
        _refuse_unread(document)
        if any(area.mime_type == "application/pdf" for area in policy.areas):
            raise BadValue("This policy covers rectangles of pages, which is done only where a PDF becomes pictures.")
        for words, found in _filter_pictures(data, policy, engine, settings, around, _still(progress, 0.5)):
            areas += [cover.box for cover in _covers(words, _done(found.decision))]
            every.append(found)
        if ocr_available(settings.ocr_languages)[0]:
            document = replace(document, notes=tuple(note for note in document.notes if not _READ_NOW(note)))
    redactions = [*every[0].decision.redactions, *(one for one, _ in _repeated(document.map.text, every[0].decision))]
    made = redact_file(data, document, sorted(redactions), settings, _half(progress, 0.5), areas)
    return made, every


_READ_NOW = regex.compile("Text inside pictures|.* scanned images?; ").match


def _still(progress: Progress | None, share: float) -> Progress | None:
    """For work of unknown length: it may be ended, and tells no more than where it began."""
    return (lambda _: progress(share)) if progress else None


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
    return (lambda share: progress(start + share / 2)) if progress else None


def _filter_document(
    document: ReadDocument, policy: Policy, engine: Engine, around: Surroundings, progress: Progress | None
) -> Filtered:
    """Detection reads words that a line's end has cut as whole; what it finds is decided on the page's own text."""
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

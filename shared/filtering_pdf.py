"""A PDF comes in, and leaves as the same PDF without what a policy names, checked, or as pictures of its pages.

    PDF -> read -> detect -> consider -> the same PDF without them, where that is proven clean
                                      -> boxes -> pictures of its pages, painted over

This module knows no HTTP and no names of policies or contexts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from shared.decision import Surroundings
from shared.engine import Engine
from shared.errors import BadInput, Damaged, TooComplex, TooLarge, Unavailable, Unverified, WrongType
from shared.filtering import (
    Filtered,
    Progress,
    areas_of_pdfs,
    done_by,
    filter_document,
    filter_file,
    filter_text,
    half_of,
    refuse_unread,
    repeated,
)
from shared.formats import open_document
from shared.formats.raster import Cover, Form, draw_pages, pages_to_read, photograph
from shared.formats.textmap import Box, Passage, TextMap
from shared.policy import Drawing, Policy, Treatment
from shared.redaction import Redaction
from shared.settings import Settings

READING_DPI = 200
"""How pictures of pages are read. At 150 small print is lost, at 300 it takes twice as long."""

MOST_PICTURES = 200
"""Reading one takes a second or two, and somebody waits."""


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
    refuse_unread(document)
    filtered = filter_document(document, policy, engine, around, half_of(progress, 0.0))
    covers = [
        *_covers(document.map, done_by(filtered.decision)),
        *_covers(document.map, repeated(document.map.text, filtered.decision)),
    ]
    every = [filtered]
    for words, found in _filter_pictures(data, policy, engine, settings, around, progress):
        covers += _covers(words, done_by(found.decision))
        every.append(found)
    drawn = draw_pages(data, covers, areas_of_pdfs(policy), policy.drawing, form, settings, half_of(progress, 0.5))
    return drawn, every


def redacted_pdf(
    data: bytes, policy: Policy, engine: Engine, settings: Settings, around: Surroundings | None = None,
    progress: Progress | None = None,
) -> tuple[bytes, list[Filtered], bool]:  # fmt: skip
    """The PDF without its findings, what was found, and whether it kept its text: it does where that is proven clean.

    Otherwise it becomes pictures of its pages, as it does for a policy that says how they are drawn. Raises what
    `filter_pdf` raises.
    """
    if not _says_how_to_draw(policy):
        try:
            made, filtered = filter_file(data, policy, engine, settings, around, progress, "pdf")
            if made.suffix == "pdf":
                return made.data, filtered, not made.verdict.pages_as_pictures
        except (Unverified, Damaged, TooComplex):  # pictures need less of a file to be in order
            pass
    drawn, filtered = filter_pdf(data, policy, engine, "pdf", settings, around, progress)
    return drawn, filtered, False


def _says_how_to_draw(policy: Policy) -> bool:
    colors = {area.color for area in policy.areas} | {t.color for clause in policy.clauses for t in clause.treatments}
    return policy.drawing != Drawing() or bool(colors - {"", "black"})


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

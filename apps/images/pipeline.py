"""From a picture's bytes to the bars that cover what is personal in it.

Knows no HTTP, no Tesseract and no Pillow; what a bar is and where it belongs is in `shared.pictures`.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from shared.decision import consider
from shared.detection import Detection
from shared.errors import BadInput, BlackbarError, TooComplex, Unavailable
from shared.filtering import candidates
from shared.formats.image import Picture, open_image
from shared.formats.image_marks import Mark, find_marks
from shared.formats.ocr import read_for_review
from shared.pictures import PADDING, Bar, Codes, Place, bars_of, bars_of_marks, detect_in_views, places_of
from shared.policy import EVERYTHING, Policy
from shared.services import Services

__all__ = ["PADDING", "Bar", "Place", "Reading", "bars_of", "places_of", "read_picture"]

NO_TEXT = "No text was found on this picture."

NO_MARKS = "QR codes, barcodes and faces were not looked for, as that took too long: cover them by hand."

LOOKING = "Looking for personal data"

Report = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """A picture, what is written on it, and what to cover. `is_read` is false when nobody could look for text.

    `let_stand` are the findings that the policy would leave: their bars are offered, and cover nothing yet.
    """

    picture: Picture
    text: str = field(repr=False)
    words: tuple[Place, ...] = field(repr=False)
    bars: tuple[Bar, ...]
    engine: str
    is_read: bool
    notes: tuple[str, ...]
    let_stand: frozenset[int] = frozenset()


def read_picture(
    data: bytes, services: Services, report: Report, codes: Codes = "always", *, faces: bool = True,
    policy: Policy = EVERYTHING, page: int = 1,
) -> Reading:  # fmt: skip
    """The picture upright and without metadata, and a bar for every line of every finding, every code and every face;
    of a TIFF with several pages, one of them.

    Without Tesseract, or when it fails, there is still a picture to edit by hand, and a note that says so.
    """
    settings = services.settings
    report(0.05, "Opening the picture")
    picture = open_image(data, settings, page)
    report(0.15, "Reading the text")
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="marks") as thread:
        looking = thread.submit(
            find_marks, picture, settings.parse_seconds, settings.parse_memory_bytes, codes=codes != "off", faces=faces
        )
        try:
            written = read_for_review(picture, settings.ocr_languages, settings.parse_seconds)
        except (Unavailable, TooComplex) as error:
            return _unread(picture, looking, services, error.message)
        marks, notes = _seen(looking)
    report(0.7, LOOKING)
    words = written.map
    engine = services.engine(progress=lambda share: report(0.7, LOOKING))
    detection = detect_in_views(
        words, engine, lambda share: report(0.7 + 0.25 * share, LOOKING), policy.lookups, policy.operating_point
    )
    bars = bars_of(words, detection, picture)
    bars += bars_of_marks(marks, len(detection.spans), picture, codes, engine)
    notes = (*(written.notes if words.text else ()), *picture.notes, *notes, *(() if words.text else (NO_TEXT,)))
    stays = _let_stand(words.text, detection, policy)
    return Reading(picture, words.text, places_of(words, picture), bars, detection.engine, True, notes, stays)


def _let_stand(text: str, detection: Detection, policy: Policy) -> frozenset[int]:
    """The findings of which the policy would remove nothing at all."""
    gone = [one.span for one in consider(text, candidates(detection), policy).redactions]
    numbered = enumerate(detection.spans)
    return frozenset(
        n for n, span in numbered if not any(one.start < span.end and span.start < one.end for one in gone)
    )


def _seen(looking: "Future[list[Mark]]") -> tuple[list[Mark], tuple[str, ...]]:
    try:
        return looking.result(), ()
    except BadInput:
        return [], (NO_MARKS,)


def _unread(picture: Picture, looking: "Future[list[Mark]]", services: Services, reason: str) -> Reading:
    """Codes and faces are covered all the same, and all codes: nobody could look into what they say."""
    note = (
        f"{reason} No bars were placed over text: nothing written on this picture has been checked. Draw them by hand."
    )
    try:
        marks, notes = _seen(looking)
        bars = bars_of_marks(marks, 0, picture, "always", services.engine())
    except BlackbarError:
        bars, notes = (), (NO_MARKS,)
    return Reading(picture, "", (), bars, services.engine_info["name"], False, (note, *picture.notes, *notes))

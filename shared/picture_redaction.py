"""A picture comes in, and a picture goes out with opaque bars over what a policy or a person says is to go.

    bytes -> upright pixels -> words, codes, faces -> findings -> policy -> bars -> pixels -> checked bytes

What leaves is pixels alone, checked on the very bytes by a second decoder. This module knows no HTTP.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from shared.decision import Surroundings, consider
from shared.engine import Engine
from shared.errors import BadValue
from shared.filtering import Filtered, candidates
from shared.formats.image import Picture, open_image
from shared.formats.image_bars import FORMS, Cover, bound, encoded, painted
from shared.formats.image_marks import find_marks
from shared.formats.image_pages import TYPES, Page, packed
from shared.formats.ocr import read_words
from shared.formats.textmap import Box
from shared.picture_decisions import by_page, decided, word_of
from shared.pictures import Bar, Codes, bars_of, bars_of_marks, color_of, detect_in_views
from shared.policy import Policy
from shared.redaction import redact_text
from shared.settings import Settings

ONE_OF_SEVERAL = "Its other pages are not in this file: have them all as a TIFF or a PDF, or each by its number."

CHECKS = (
    "Every pixel under a bar has the bar's colour in the bytes that leave",
    "No pixel beside the bars was changed",
    "The file holds pixels alone: no metadata, no preview, nothing after its end",
)
LOSSY_CHECKS = (
    "The picture's pixels under the bars were replaced before it was saved",
    "The file holds pixels alone: no metadata, no preview, nothing after its end",
)


@dataclass(frozen=True, slots=True)
class PictureVerdict:
    """What was covered and how that was proven; nothing here repeats a word of the picture."""

    removed: int
    by_label: Mapping[str, int]
    bars: int
    checks: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RedactedPicture:
    """The new file, and what it is."""

    data: bytes = field(repr=False)
    suffix: str
    type: str
    verdict: PictureVerdict
    parts: tuple[Filtered, ...] = ()


@dataclass(frozen=True, slots=True)
class _Covered:
    """What is to be covered on one page, the label of each finding, and why."""

    covers: Sequence[Cover]
    labels: Sequence[str]
    part: Filtered | None = None


def redact_picture(
    data: bytes, policy: Policy, engine: Callable[[], Engine], settings: Settings, form: str = "png",
    decisions: Sequence[Any] | None = None, codes: Codes = "always", *, faces: bool = True,
    around: Surroundings | None = None, page: int = 1, progress: Callable[[float], None] | None = None,
) -> RedactedPicture:  # fmt: skip
    """The redacted picture. With `decisions`, boxes in pixels, exactly these are covered; without, what is found.

    As "tiff" or "pdf" it holds every page of a file that has several, else only `page`. Raises Unavailable where its
    text cannot be read: what nobody looked at is not given out as redacted.
    """
    if form not in FORMS:
        raise BadValue(f"A picture is given out as one of these: {', '.join(FORMS)}.")
    tell = progress or (lambda share: None)
    is_whole = form in TYPES
    first = open_image(data, settings, 1 if is_whole else page)
    wanted = range(1, first.pages + 1) if is_whole else (page,)
    chosen = None if decisions is None else by_page(decisions, first.pages)
    done: list[_Covered] = []
    pages: list[Page] = []
    for at, number in enumerate(wanted):
        picture = first if number == wanted[0] else open_image(data, settings, number)
        if chosen is None:
            share = _share_of(tell, at, len(wanted))
            one = _found(picture, policy, engine, settings, codes, faces, around, share)
        else:
            one = _Covered(*decided(chosen.get(number, ()), picture, policy))
        done.append(one)
        if is_whole:
            pages.append(packed(painted(picture, one.covers)[0]))
    out, mime = bound(pages, form) if is_whole else encoded(first, done[0].covers, form)
    verdict = _verdict(first, done, form, is_whole, by_person=chosen is not None)
    parts = tuple(one.part for one in done if one.part)
    return RedactedPicture(out, "jpg" if form == "jpeg" else form, mime, verdict, parts)


def _share_of(tell: Callable[[float], None], at: int, pages: int) -> Callable[[float], None]:
    return lambda share: tell((at + share) / pages)


def _found(
    picture: Picture, policy: Policy, engine: Callable[[], Engine], settings: Settings, codes: Codes, faces: bool,
    around: Surroundings | None, tell: Callable[[float], None],
) -> _Covered:  # fmt: skip
    tell(0.1)
    marks = find_marks(picture, settings.parse_seconds, settings.parse_memory_bytes, codes=codes != "off", faces=faces)
    words = read_words(picture, settings.ocr_languages, settings.parse_seconds)
    tell(0.6)
    detection = detect_in_views(
        words, engine(), lambda share: tell(0.6 + 0.3 * share), policy.lookups, policy.operating_point
    )
    decision = consider(words.text, candidates(detection), policy, around)
    chosen = replace(detection, spans=tuple(one.span for one in decision.redactions))
    covers = [
        _cover(bar, decision.treatments[bar.finding].color or policy.drawing.color, policy)
        for bar in bars_of(words, chosen, picture)
    ]
    seen = bars_of_marks(marks, 0, picture, codes, engine())
    covers += [_cover(bar, color_of(bar.span, policy), policy) for bar in seen]
    labels = [one.span.label for one in decision.redactions] + [bar.span.label for bar in seen]
    return _Covered(
        covers, labels, Filtered(words.text, redact_text(words.text, decision.redactions), decision, detection)
    )


def _verdict(
    picture: Picture, done: Sequence[_Covered], form: str, is_whole: bool, *, by_person: bool
) -> PictureVerdict:
    labels = [label for one in done for label in one.labels]
    bars = sum(len(one.covers) for one in done)
    checks = LOSSY_CHECKS if form == "jpeg" else CHECKS
    notes = () if is_whole else picture.notes
    if picture.pages > 1 and not is_whole:
        notes = (*notes, ONE_OF_SEVERAL)
    return PictureVerdict(bars if by_person else len(labels), dict(Counter(labels)), bars, checks, notes)


def _cover(bar: Bar, color: str, policy: Policy) -> Cover:
    words = word_of(bar.span.label) if policy.drawing.show_replacement else ""
    return Cover(Box(0, bar.x, bar.y, bar.x + bar.width, bar.y + bar.height), color, bar.polygon, words)

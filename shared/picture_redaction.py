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
from shared.formats.image_bars import FORMS, Cover, encoded
from shared.formats.image_marks import find_marks
from shared.formats.ocr import read_words
from shared.formats.textmap import Box
from shared.pictures import Codes, bars_of, bars_of_marks, detect_in_views
from shared.policy import Policy, Treatment
from shared.redaction import redact_text
from shared.settings import Settings
from shared.spans import Span

MOST_DECISIONS = 10_000

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


def redact_picture(
    data: bytes, policy: Policy, engine: Callable[[], Engine], settings: Settings, form: str = "png",
    decisions: Sequence[Any] | None = None, codes: Codes = "always", *, faces: bool = True,
    around: Surroundings | None = None, progress: Callable[[float], None] | None = None,
) -> RedactedPicture:  # fmt: skip
    """The redacted picture. With `decisions`, boxes in pixels, exactly these are covered; without, what is found.

    Raises Unavailable where its text cannot be read: what nobody looked at is not given out as redacted.
    """
    if form not in FORMS:
        raise BadValue(f"A picture is given out as one of these: {', '.join(FORMS)}.")
    tell = progress or (lambda share: None)
    picture = open_image(data, settings)
    tell(0.1)
    if decisions is not None:
        covers, labels = _decided(decisions, picture, policy)
        return _made(picture, covers, labels, len(covers), form)
    marks = find_marks(picture, settings.parse_seconds, settings.parse_memory_bytes, codes=codes != "off", faces=faces)
    words = read_words(picture, settings.ocr_languages, settings.parse_seconds)
    tell(0.6)
    detection = detect_in_views(words, engine(), lambda share: tell(0.6 + 0.3 * share), policy.lookups)
    decision = consider(words.text, candidates(detection), policy, around)
    chosen = replace(detection, spans=tuple(one.span for one in decision.redactions))
    done = list(zip(decision.redactions, decision.treatments, strict=True))
    covers = [
        _cover(bar.x, bar.y, bar.width, bar.height, _color(done[bar.finding][1], policy))
        for bar in bars_of(words, chosen, picture)
    ]
    seen = bars_of_marks(marks, 0, picture, codes, engine())
    covers += [_cover(bar.x, bar.y, bar.width, bar.height, policy.drawing.color) for bar in seen]
    labels = [one.span.label for one in decision.redactions] + [bar.span.label for bar in seen]
    filtered = Filtered(words.text, redact_text(words.text, decision.redactions), decision, detection)
    made = _made(picture, covers, labels, len(labels), form)
    return replace(made, parts=(filtered,))


def _made(picture: Picture, covers: Sequence[Cover], labels: Sequence[str], removed: int, form: str) -> RedactedPicture:
    data, mime = encoded(picture, covers, form)
    checks = LOSSY_CHECKS if form == "jpeg" else CHECKS
    verdict = PictureVerdict(removed, dict(Counter(labels)), len(covers), checks, picture.notes)
    return RedactedPicture(data, "jpg" if form == "jpeg" else form, mime, verdict)


def _cover(x: int, y: int, width: int, height: int, color: str) -> Cover:
    return Cover(Box(0, x, y, x + width, y + height), color)


def _color(treatment: Treatment, policy: Policy) -> str:
    return treatment.color or policy.drawing.color


def _decided(decisions: Sequence[Any], picture: Picture, policy: Policy) -> tuple[list[Cover], list[str]]:
    """Boxes as a client sends them back. Raises BadValue that says which one is wrong."""
    if len(decisions) > MOST_DECISIONS:
        raise BadValue(f"There are {len(decisions):,} decisions; the most that are taken is {MOST_DECISIONS:,}.")
    covers, labels = [], []
    for number, given in enumerate(decisions, 1):
        edges = [given.get(name) for name in "xywh"] if isinstance(given, dict) else []
        numbers = [edge for edge in edges if isinstance(edge, int) and not isinstance(edge, bool)]
        if len(numbers) < 4 or numbers[2] <= 0 or numbers[3] <= 0:
            raise BadValue(f"Decision {number} must be a box with x, y, w and h in whole pixels.")
        x, y, w, h = numbers
        if x >= picture.width or y >= picture.height or x + w <= 0 or y + h <= 0:
            raise BadValue(
                f"Decision {number} lies beside the picture, which is {picture.width} by {picture.height} pixels."
            )
        label = given.get("label")
        label = label if isinstance(label, str) and label else "custom"
        span = Span(0, 1, label[:64], str(given.get("kind", ""))[:64], 1.0, "person")
        clause = policy.clause_for(span)
        color = clause.treatments[0].color if clause and clause.treatments else ""
        box = Box(0, max(0, x), max(0, y), min(picture.width, x + w), min(picture.height, y + h))
        covers.append(Cover(box, color or policy.drawing.color))
        labels.append(span.label)
    return covers, labels

"""What the Image Anonymizer answers over the network: the reading of a picture as JSON, and the examples.

Knows the shape of the answers and nothing of how bars are found.
"""

import base64
import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from apps.images.examples import EXAMPLES, Example
from apps.images.pipeline import Reading, Report, read_picture
from shared.errors import BadValue
from shared.formats.image_marks import MARKS
from shared.formats.textmap import Corners
from shared.picture_redaction import redact_picture
from shared.pictures import Bar, Place, code_choice, color_of
from shared.policy import Policy
from shared.services import Services
from shared.spans import LABELS, Span

_FORMS = {"jpg": "jpeg", "tif": "tiff"}


def anonymize(
    data: bytes, services: Services, report: Report, codes: str = "always", *, faces: bool = True,
    policy: str = "default", page: int = 1, operating_point: str = "",
) -> dict[str, Any]:  # fmt: skip
    """The picture, its text and its bars, as `anonymize_screenshot` gives them."""
    started = time.perf_counter()
    chosen = services.policy(policy, operating_point)
    reading = read_picture(data, services, report, code_choice(codes), faces=faces, policy=chosen, page=whole(page))
    report(0.97, "Sending it back")
    return answer(reading, chosen, page, time.perf_counter() - started)


def redact(
    data: bytes, decisions: Sequence[Any] | None, policy: str, form: str, services: Services, report: Report,
    codes: str = "always", *, faces: bool = True, page: int = 1,
) -> dict[str, Any]:  # fmt: skip
    """The redacted picture and its verdict, as `redact_image` gives them."""
    report(0.0, "Opening the picture")
    made = redact_picture(
        data, services.policy(policy), services.engine, services.settings, _FORMS.get(form, form), decisions,
        code_choice(codes), faces=faces, page=whole(page),
        progress=lambda share: report(share, "Looking for personal data"),
    )  # fmt: skip
    report(1.0, "Sending it back")
    return {
        "file": base64.b64encode(made.data).decode("ascii"),
        "name": f"redacted.{made.suffix}",
        "type": made.type,
        "verdict": asdict(made.verdict) | {"checks": [{"name": name, "passed": True} for name in made.verdict.checks]},
    }


def whole(page: Any) -> int:
    """A page's number as a client sent it."""
    if isinstance(page, bool) or not isinstance(page, int):
        raise BadValue("The page must be a whole number, counted from 1.")
    return page


def answer(reading: Reading, policy: Policy, page: int, seconds: float) -> dict[str, Any]:
    picture = reading.picture
    return {
        "image_data_url": "data:image/png;base64," + base64.b64encode(picture.png()).decode("ascii"),
        "width": picture.width,
        "height": picture.height,
        "page": page,
        "pages": picture.pages,
        "boxes": [_box(number, bar, bar.finding not in reading.let_stand) for number, bar in enumerate(reading.bars)],
        "look": {"fill": policy.drawing.color, "word": policy.drawing.show_replacement},
        "looks": _looks(reading, policy),
        "words": [_word(place) for place in reading.words],
        "text": reading.text,
        "engine": reading.engine,
        "seconds": round(seconds, 3),
        "read": reading.is_read,
        "notes": list(reading.notes),
    }


def _looks(reading: Reading, policy: Policy) -> dict[str, dict[str, str]]:
    """The categories that the policy covers in a colour of their own. One whose kinds differ has the colour of what was
    found, where that is one."""
    looks: dict[str, dict[str, str]] = {}
    for label in (*LABELS, *MARKS):
        found = {color_of(bar.span, policy) for bar in reading.bars if bar.span.label == label}
        fill = found.pop() if len(found) == 1 else color_of(Span(0, 1, label), policy)
        if fill != policy.drawing.color:
            looks[label] = {"fill": fill}
    return looks


def _box(number: int, bar: Bar, on: bool) -> dict[str, Any]:
    """`on` is whether the policy would cover it."""
    return {
        "id": number,
        "finding": bar.finding,
        "x": bar.x,
        "y": bar.y,
        "w": bar.width,
        "h": bar.height,
        "line": bar.line,
        "label": bar.span.label,
        "kind": bar.span.kind,
        "text": bar.text,
        "on": on,
        "score": round(bar.span.score, 4),
        "source": bar.span.source,
        **_polygon(bar.polygon),
    }


def _word(place: Place) -> dict[str, Any]:
    """A word as the canvas snaps to it."""
    box = {"x": place.x, "y": place.y, "w": place.width, "h": place.height}
    return {**box, "line": place.line, "text": place.text, **_polygon(place.polygon)}


def _polygon(corners: Corners) -> dict[str, Any]:
    """Only writing that leans has one: its corners, to the hundredth of a pixel."""
    return {"polygon": [[round(x, 2), round(y, 2)] for x, y in corners]} if corners else {}


def list_examples() -> list[dict[str, Any]]:
    """The examples as the page shows them."""
    return [_example(example) for example in EXAMPLES.values()]


def _example(example: Example) -> dict[str, Any]:
    return {
        "name": example.name,
        "title": example.title,
        "alt": example.alt,
        "width": example.width,
        "height": example.height,
        "url": f"/examples/{example.name}.png",
    }

"""What the Image Anonymizer answers over the network: the reading of a picture as JSON, and the examples.

Knows the shape of the answers and nothing of how bars are found.
"""

import base64
import time
from typing import Any

from apps.images.examples import EXAMPLES, Example
from apps.images.pipeline import Bar, Place, Reading, Report, read_picture
from shared.services import Services


def anonymize(data: bytes, services: Services, report: Report) -> dict[str, Any]:
    """The picture, its text and its bars, as `anonymize_screenshot` gives them."""
    started = time.perf_counter()
    reading = read_picture(data, services, report)
    report(0.97, "Sending it back")
    return answer(reading, time.perf_counter() - started)


def answer(reading: Reading, seconds: float) -> dict[str, Any]:
    picture = reading.picture
    return {
        "image_data_url": "data:image/png;base64," + base64.b64encode(picture.png()).decode("ascii"),
        "width": picture.width,
        "height": picture.height,
        "boxes": [_box(number, bar) for number, bar in enumerate(reading.bars)],
        "words": [_word(place) for place in reading.words],
        "text": reading.text,
        "engine": reading.engine,
        "seconds": round(seconds, 3),
        "read": reading.is_read,
        "notes": list(reading.notes),
    }


def _box(number: int, bar: Bar) -> dict[str, Any]:
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
        "score": round(bar.span.score, 4),
        "source": bar.span.source,
    }


def _word(place: Place) -> dict[str, Any]:
    """A word as the canvas snaps to it."""
    box = {"x": place.x, "y": place.y, "w": place.width, "h": place.height}
    return {**box, "line": place.line, "text": place.text}


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

"""Looks at the pictures of a redacted Word file: is every pixel under a bar of one color?

Reads the file that is about to leave and knows nothing of how its bars were painted. Runs where it can be killed.
"""

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from math import ceil, floor
from typing import Any

Report = Callable[[int, int], None]


def look(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    """The parts, as JSON, that show something under one of their rectangles, or cannot be looked at. `bars` are the
    rectangles by the part's name."""
    bars: dict[str, list[Sequence[float]]] = options["bars"]
    failed: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for number, (name, boxes) in enumerate(bars.items(), 1):
            if not _is_blank(archive.read(name), boxes):
                failed.append(name)
            report(number, len(bars))
    return json.dumps(failed).encode()


def _is_blank(picture: bytes, boxes: Sequence[Sequence[float]]) -> bool:
    from PIL import Image

    with Image.open(io.BytesIO(picture), formats=("PNG",)) as opened:
        image = opened.convert("RGBA")
    for left, top, right, bottom in boxes:
        left, top = max(0, floor(left)), max(0, floor(top))
        right, bottom = min(image.width, ceil(right)), min(image.height, ceil(bottom))
        if left < right and top < bottom and image.crop((left, top, right, bottom)).getcolors(1) is None:
            return False
    return True

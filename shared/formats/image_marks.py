"""What is personal on a picture beside its words: QR codes and barcodes, and faces that look at the camera.

Codes are decoded, so that what they say can be looked through like any text. Faces are found by the cascade that comes
with OpenCV: it sees faces from the front, not profiles, masks or drawings, and it is honest only as a help. Both run
in a process that can be killed. Knows nothing of bars.
"""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shared.errors import BadInput
from shared.formats.image import DECODERS, Picture
from shared.formats.isolation import Limits
from shared.formats.textmap import Box
from shared.formats.worker import Report

MARKS = ("qr_code", "barcode", "face")

FACE_SIDE, FACES_LOOKED_AT = 28, 1600
"""Smaller faces tell nobody who it is; a picture is looked at with at most this long a side, which takes a second."""

FACE_SURE = 2.0
"""The cascade's own score from which on a place is looked at again: a portrait has 4 to 5, a cup 1.2, but a face on a
coin 6 and a tower's windows 2.2. With the second look, by other cascades, 107 of 108 variants of one portrait are kept,
96 to 220 pixels wide, dark or bright, turned by 8 degrees, as a poor JPEG; at 64 pixels, where the face has 28, it is 8
of 36. On 94 drawn pages, photographs of them and screenshots no face is seen."""

_SIZE = struct.Struct("!II")
_MATRIX = ("QR", "Data Matrix", "Aztec", "MaxiCode", "rMQR")


@dataclass(frozen=True, slots=True)
class Mark:
    """A code or a face: where it is, how sure that is, and what the code says."""

    kind: str
    box: Box
    score: float
    text: str = field(default="", repr=False)


def find_marks(picture: Picture, seconds: float, memory_bytes: int, *, codes: bool, faces: bool) -> list[Mark]:
    """The codes and faces of a picture, from the top. Raises a BadInput when looking takes too long."""
    if not codes and not faces:
        return []
    head = _SIZE.pack(picture.width, picture.height)
    options = {"codes": codes, "faces": faces}
    limits = Limits(seconds, memory_bytes)
    answer = DECODERS.run(f"{__name__}:look", head + picture.pixels, options, limits)
    try:
        marks = [_mark(one, picture) for one in json.loads(answer)]
    except (ValueError, TypeError, KeyError):
        raise BadInput("The codes of this picture could not be read.") from None
    return sorted((mark for mark in marks if mark), key=lambda mark: (mark.box.top, mark.box.left))


def _mark(told: Any, picture: Picture) -> Mark | None:
    """A mark as it was told, checked as if a stranger had sent it."""
    kind, left, top, right, bottom, score, text = told
    if kind not in MARKS or not isinstance(text, str):
        raise ValueError
    left, top = max(0, int(left)), max(0, int(top))
    right, bottom = min(picture.width, int(right)), min(picture.height, int(bottom))
    return (
        Mark(kind, Box(0, left, top, right, bottom), min(1.0, float(score)), text)
        if left < right and top < bottom
        else None
    )


# What follows runs in the process that can be killed.


def look(data: bytes, options: Mapping[str, Any], _report: Report) -> bytes:
    """Every mark as [kind, left, top, right, bottom, score, text], as JSON."""
    import numpy as np

    width, height = _SIZE.unpack_from(data)
    pixels = np.frombuffer(data, np.uint8, offset=_SIZE.size).reshape(height, width, 3)
    found = _codes(pixels) if options["codes"] else []
    return json.dumps(found + (_faces(pixels) if options["faces"] else [])).encode()


def _codes(pixels: Any) -> list[list[Any]]:
    import zxingcpp

    found = []
    for code in zxingcpp.read_barcodes(pixels):
        corners = [
            getattr(code.position, corner) for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
        ]
        xs, ys = [corner.x for corner in corners], [corner.y for corner in corners]
        kind = "qr_code" if any(name in str(code.format) for name in _MATRIX) else "barcode"
        # Its corners are the middles of the outermost modules, and a barcode is scanned along one line of many.
        margin = max(4, round(0.06 * max(max(xs) - min(xs), max(ys) - min(ys))))
        box = [min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin]
        if kind == "barcode":
            box = _whole_barcode(pixels, box)
        found.append([kind, *box, 1.0, code.text])
    return found


def _whole_barcode(pixels: Any, box: list[int]) -> list[int]:
    """The barcode from end to end of its bars: up and down for as long as the same bars go on."""
    import numpy as np

    height, width = pixels.shape[:2]
    left, top, right, bottom = max(0, box[0]), max(0, box[1]), min(width, box[2]), min(height, box[3])
    if right - left < bottom - top:  # it stands on its side
        turned = _whole_barcode(np.swapaxes(pixels, 0, 1), [box[1], box[0], box[3], box[2]])
        return [turned[1], turned[0], turned[3], turned[2]]
    grey = pixels[:, left:right].mean(axis=2)
    middle = grey[min(height - 1, (top + bottom) // 2)] - 128

    def goes_on(row: int) -> bool:
        other = grey[row] - 128
        norm = float(np.linalg.norm(middle) * np.linalg.norm(other)) or 1.0
        return float(middle @ other) / norm > 0.6

    while top > 0 and goes_on(top - 1):
        top -= 1
    while bottom < height and goes_on(bottom):
        bottom += 1
    return [left, max(0, top - 4), right, min(height, bottom + 4)]


def _faces(pixels: Any) -> list[list[Any]]:
    import cv2

    cv2.setNumThreads(1)
    height, width = pixels.shape[:2]
    scale = min(1.0, FACES_LOOKED_AT / max(width, height))
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    if scale < 1.0:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    cascade = _cascade("frontalface_default")
    boxes, _, scores = cascade.detectMultiScale3(
        grey, scaleFactor=1.15, minNeighbors=5, minSize=(FACE_SIDE, FACE_SIDE), outputRejectLevels=True
    )
    found = []
    for (x, y, w, h), score in zip(boxes, scores, strict=True):
        if float(score) >= FACE_SURE and _is_face(grey, int(x), int(y), int(w)):
            aside, above = 0.12 * w, 0.2 * h  # the cascade cuts chin, ears and hair
            edges = (x - aside, y - above, x + w + aside, y + h + above)
            found.append(["face", *(round(edge / scale) for edge in edges), min(1.0, float(score) / 10), ""])
    return found


def _is_face(grey: Any, x: int, y: int, side: int) -> bool:
    """The second look, closer: another cascade sees a face as well, and either eyes in it or a third one agrees."""
    import cv2

    scale = max(1.0, 120 / side)
    margin = round(0.35 * side)
    around = grey[max(0, y - margin) : y + side + margin, max(0, x - margin) : x + side + margin]
    around = cv2.resize(around, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    least = round(0.6 * side * scale)

    def sees(name: str) -> bool:
        return len(_cascade(name).detectMultiScale(around, 1.05, 3, minSize=(least, least))) > 0

    if not sees("frontalface_alt"):
        return False
    upper = cv2.resize(grey[y : y + round(0.6 * side), x : x + side], None, fx=scale, fy=scale)
    smallest, largest = round(0.12 * side * scale), round(0.4 * side * scale)
    eyes = _cascade("eye").detectMultiScale(upper, 1.05, 3, minSize=(smallest,) * 2, maxSize=(largest,) * 2)
    return len(eyes) > 0 or sees("frontalface_alt_tree")


def _cascade(name: str) -> Any:
    import cv2

    return cv2.CascadeClassifier(str(Path(cv2.__file__).parent / "data" / f"haarcascade_{name}.xml"))

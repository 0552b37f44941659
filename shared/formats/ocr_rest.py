"""What stands out on a picture like writing and was not read: a key on a coloured pill, a note stuck on askew.

Each such place is cut out, turned upright, made dark on white whatever its colours were, and put with the others on
one sheet, which is read like any picture; the words then go back to where they stood. Reads nothing itself.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from shared.formats.image import Picture
from shared.formats.ocr_ink import grown, underscores, values_apart
from shared.formats.ocr_lines import Turned, strokes_of, upright, writing
from shared.formats.ocr_words import SURE_ENOUGH, SURE_IF_SHORT, Word
from shared.formats.shapes import box_around
from shared.formats.textmap import Box, Leaning

MOST_PLACES = 60
"""On a sheet. A screenshot has a handful; a photograph of leaves has hundreds that are none."""


READ_HEIGHT = 34
"""How high a line stands on the sheet: Tesseract is trained on letters of about 30 pixels."""


ASKEW = 2.2
"""From how many degrees on a line is read upright on the sheet. Tesseract follows one or two by itself."""


FLOOR, FRAME = 0.18, 0.35
"""What differs from the paper by less than this share of the writing is white. What takes up more than that share of an
edge is a frame."""


LONG = 8
"""From how many characters on a word is taken that was read with little confidence, as random keys are."""


WELL_READ = 90.0
"""Of 100. A line that was read with this confidence is left as it is, askew or not."""


SURE = 50.0
"""Of 100. From this confidence on even two letters on the sheet are a word."""

_SPACE = 26


@dataclass(frozen=True, slots=True)
class Place:
    """A place that was cut out. `back` takes a point of the sheet to the picture: six numbers of an affine map."""

    top: int
    bottom: int
    back: tuple[tuple[float, float, float], tuple[float, float, float]]
    rect: Turned
    is_askew: bool

    @property
    def middle(self) -> tuple[float, float]:
        """Of the place on the sheet: where the middle of its rectangle on the picture comes from."""
        (a, b, c), (d, e, f) = self.back
        x, y = self.rect[0]
        size = a * e - b * d
        return (e * (x - c) - b * (y - f)) / size, (a * (y - f) - d * (x - c)) / size


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """All places below one another, dark on white; `pixels`: (height, width)."""

    pixels: Any
    places: tuple[Place, ...]

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    def put_back(self, words: Sequence[Word], picture: Picture) -> list[Word]:
        """The words of the sheet where they stand on the picture, each place a block of its own. On a place that is
        askew they have all of their ink already: beside the picture's own pixels a leaning box cannot grow."""
        found: list[Word] = []
        for number, place in enumerate(self.places, 1):
            own = [word for word in words if place.top <= (word.box.top + word.box.bottom) / 2 < place.bottom]
            for word in self._whole(own) if place.is_askew else own:
                box = _carried(word.box, place, picture.width, picture.height)
                if box is not None:
                    found.append(replace(word, box=box, confidence=_sureness(word), block=number, paragraph=1, line=1))
        return found

    def _whole(self, words: Sequence[Word]) -> list[Word]:
        import numpy as np

        pixels = np.repeat(self.pixels[:, :, None], 3, axis=2)
        return values_apart(underscores(grown(words, pixels), words, pixels), pixels)

    def without_askew(self, words: Sequence[Word], found: Sequence[Word]) -> list[Word]:
        """The words without those on lines that are askew and were read better on the sheet."""
        gone: set[int] = set()
        for number, place in enumerate(self.places):
            if place.is_askew:
                old = [word for word in words if _holds(place.rect, word.box)]
                new = [word for word in found if word.block == number + 1]
                if _weight(new) >= 0.8 * _weight(old) and _confidence(new) >= _confidence(old) - 5:
                    gone |= {id(word) for word in old}
                    gone |= {id(word) for word in words if any(_hides(word.box, other.box) for other in new)}
        return [word for word in words if id(word) not in gone]


def rest(pixels: Any, words: Sequence[Word]) -> Sheet | None:
    """A sheet of what looks like writing outside of the words' boxes; None where there is nothing such.

    `pixels`: (height, width, 3).
    """
    import cv2
    import numpy as np

    size = _usual_height(words)
    strokes = strokes_of(pixels, size)
    askew = [
        place for place in writing(strokes, size, apart=True) if abs(place[2]) >= ASKEW and not _was_read(place, words)
    ]
    for place in askew:
        corners = cv2.boxPoints((place[0], (place[1][0] + 2, place[1][1] + 2), place[2]))
        cv2.fillPoly(strokes, [np.round(corners).astype(np.int32)], 0)
    for word in words:
        left, top = max(0, int(word.box.left) - 2), max(0, int(word.box.top) - 2)
        strokes[top : math.ceil(word.box.bottom) + 2, left : math.ceil(word.box.right) + 2] = 0
    places = [*askew, *writing(strokes, size, apart=False)]
    places.sort(key=lambda place: -place[1][0] * place[1][1])
    return _sheet(pixels, sorted(places[:MOST_PLACES], key=lambda place: place[0][1])) if places else None


def _usual_height(words: Sequence[Word]) -> float:
    heights = sorted(word.box.height for word in words)
    return min(60.0, max(10.0, heights[len(heights) // 2])) if heights else 18.0


def _sheet(pixels: Any, places: Sequence[Turned]) -> Sheet:
    import numpy as np

    cuts, at, kept = [], _SPACE, []
    for place in places:
        cut, back = _cut(pixels, place)
        matrix = np.vstack([back, [0, 0, 1]]) @ np.array([[1, 0, -_SPACE], [0, 1, -at], [0, 0, 1]], float)
        (a, b, c), (d, e, f) = matrix[:2].tolist()
        bottom = at + cut.shape[0] + _SPACE // 2
        kept.append(Place(at - _SPACE // 2, bottom, ((a, b, c), (d, e, f)), place, abs(place[2]) >= ASKEW))
        cuts.append((at, cut))
        at += cut.shape[0] + _SPACE
    sheet = np.full((at, max(cut.shape[1] for _, cut in cuts) + 2 * _SPACE), 255, np.uint8)
    for top, cut in cuts:
        sheet[top : top + cut.shape[0], _SPACE : _SPACE + cut.shape[1]] = cut
    return Sheet(sheet, tuple(kept))


def _cut(pixels: Any, place: Turned) -> tuple[Any, Any]:
    """The place upright, larger, dark on white; and the map from it back to the picture."""
    width, height = place[1]
    # the strokes' rectangle and a little around it
    width, height = width + 0.5 * height, 1.35 * height
    scale = min(4.0, max(0.5, READ_HEIGHT * 1.35 / height))
    columns, rows = max(8, round(width * scale)), max(8, round(height * scale))
    cut, back = upright(pixels, place, columns, rows, scale)
    return _dark_on_white(cut), back


def _dark_on_white(cut: Any) -> Any:
    """The commonest colour becomes white, what differs most from it black, and a photograph's noise white as well."""
    import cv2
    import numpy as np

    values = cv2.GaussianBlur(cut, (3, 3), 0).astype(np.float32)
    aside = values.shape[0] // 6
    inner = values[aside : values.shape[0] - aside]
    paper = np.median(inner.reshape(-1, 3), axis=0)
    differs = np.abs(values - paper).max(axis=2)
    strongest = max(20.0, float(np.percentile(differs[aside : values.shape[0] - aside], 96)))
    dark = np.clip((differs / strongest - FLOOR) * (255 / (1 - FLOOR)), 0, 255).astype(np.uint8)
    return 255 - _without_frame(dark)


def _without_frame(dark: Any) -> Any:
    """What lies along the edge is the end of the button; a letter touches the edge with a tip at most."""
    import cv2
    import numpy as np

    count, labels, _, _ = cv2.connectedComponentsWithStats((dark > 100).astype(np.uint8), connectivity=8)
    rows, columns = dark.shape
    along = [(labels[0], columns), (labels[-1], columns), (labels[:, 0], rows), (labels[:, -1], rows)]
    outside: Any = np.zeros(count, bool)
    for edge, length in along:
        outside |= np.bincount(edge, minlength=count) > FRAME * length
    outside[0] = False
    mask = cv2.dilate(np.take(outside, labels).astype(np.uint8), np.ones((5, 5), np.uint8))
    return np.where(mask > 0, 0, dark).astype(np.uint8)


def _sureness(word: Word) -> float:
    """How sure a word of the sheet is: it looks like writing, which a word of a whole picture may not."""
    if word.confidence >= SURE:
        return max(word.confidence, SURE_IF_SHORT)
    return max(word.confidence, SURE_ENOUGH) if len(word.text) >= LONG else word.confidence


def _holds(rect: Turned, box: Box) -> bool:
    """Whether the middle of a box lies in a turned rectangle, or just beside its ends."""
    (x, y), (width, height), angle = rect
    turn = math.radians(angle)
    dx, dy = (box.left + box.right) / 2 - x, (box.top + box.bottom) / 2 - y
    along, down = dx * math.cos(turn) + dy * math.sin(turn), dy * math.cos(turn) - dx * math.sin(turn)
    return abs(along) <= width / 2 + height / 2 and abs(down) <= 0.6 * height


def _confidence(words: Sequence[Word]) -> float:
    return _weight(words) / max(1, sum(len(word.text) for word in words))


def _was_read(place: Turned, words: Sequence[Word]) -> bool:
    """Whether Tesseract has read this line well although it is askew."""
    held = [word for word in words if _holds(place, word.box)]
    return _confidence(held) >= WELL_READ and sum(word.box.width for word in held) >= 0.86 * place[1][0]


def _weight(words: Sequence[Word]) -> float:
    """How much was read, and how surely."""
    return sum(len(word.text) * word.confidence for word in words)


def _hides(box: Box, other: Box) -> bool:
    """Whether a box lies over a good part of another."""
    width = min(box.right, other.right) - max(box.left, other.left)
    height = min(box.bottom, other.bottom) - max(box.top, other.top)
    return width > 0 and height > 0 and width * height > 0.4 * other.width * other.height


def _carried(box: Box, place: Place, width: int, height: int) -> Box | None:
    (a, b, c), (d, e, f) = place.back
    around = [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]
    corners = tuple((a * x + b * y + c, d * x + e * y + f) for x, y in around)
    upright = box_around(corners, width, height)
    if upright is None or not place.is_askew:
        return upright
    # Level, it would stand as far from the middle of its place as it does on the sheet.
    size, (x, y) = math.hypot(a, d), place.rect[0]
    left, top = x + (box.left - place.middle[0]) * size, y + (box.top - place.middle[1]) * size
    level = Box(0, left, top, left + box.width * size, top + box.height * size)
    return Leaning(0, upright.left, upright.top, upright.right, upright.bottom, corners, level)

"""A picture as Tesseract is given it: its brightness, or how far each pixel stands out from what is around it.

The first keeps the reading order, the second sees red on black and white on blue as dark on white. Both are made as
large as the letters need. Reads nothing.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shared.formats.image import Picture
from shared.formats.ocr_words import Word
from shared.formats.textmap import Box

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_SIDE = 32_000
"""Tesseract refuses pictures with a side of 32768 pixels or more; a longer screenshot is read a little smaller."""

INKED = 0.25
"""The least share of a word's height that has ink. Tesseract's boxes are at times twice as tall as the letters."""

TEXTURE = 0.3
"""With a larger share of pixels that stand out, a picture is texture and has no use for the second look: a full page of
small print has 0.1, a screenshot 0.03, grass and gravel 0.7."""

DARK, DARK_SHARE = 110, 0.01
"""A page of a document is looked at twice when more than this share of it is this dark over the width of a letter: text
may stand there in a light colour. Black print on white has no such patch."""


def brightness(picture: Picture) -> "Image":
    """The picture in grey."""
    return _scaled(_image(picture).convert("L"), _scale(picture.width, picture.height))


def standing_out(picture: Picture) -> "Image | None":
    """Dark where a pixel differs from its surroundings in any colour channel, white where it does not, so that text
    looks the same on light and on dark; nothing when that is so nearly everywhere.

    The surroundings are the median of 11 × 11 in a quarter-size copy: about as wide as a line of the text that
    Tesseract will see. Taken before the scaling they were three lines wide, and words on a coloured button were lost.
    """
    import cv2
    import numpy as np
    from PIL import Image

    image = _scaled(_image(picture), _scale(picture.width, picture.height))
    small = image.resize((max(1, image.width // 4), max(1, image.height // 4)), Image.Resampling.BOX)
    median = Image.fromarray(cv2.medianBlur(np.asarray(small), 11))
    around = median.resize(image.size, Image.Resampling.BILINEAR)
    difference = cv2.absdiff(np.asarray(image), np.asarray(around)).max(axis=2)  # (height, width)
    darkness = np.clip(np.arange(256) * (255 / 120), 0, 255)
    contrast = cv2.LUT(difference, (255 - darkness).astype(np.uint8))
    return None if (contrast < 128).mean() > TEXTURE else Image.fromarray(contrast)


def has_dark_patches(picture: Picture) -> bool:
    """Whether light text may stand on something dark."""
    import numpy as np
    from PIL import Image

    image = _image(picture).convert("L")
    small = image.resize((max(1, image.width // 16), max(1, image.height // 16)), Image.Resampling.BOX)
    return bool((np.asarray(small) < DARK).mean() > DARK_SHARE)


def placed(words: Sequence[Word], image: "Image", picture: Picture) -> list[Word]:
    """The words of such an image where they stand on the picture, their boxes rounded outward."""
    across, down = image.width / picture.width, image.height / picture.height
    return [replace(word, box=_placed(word.box, across, down, picture)) for word in words]


def inked(words: Sequence[Word], image: "Image") -> list[Word]:
    """Those that have ink to speak of."""
    return [word for word in words if _is_inked(image, word.box)]


def _placed(box: Box, across: float, down: float, picture: Picture) -> Box:
    return Box(
        0,
        max(0, int(box.left // across)),
        max(0, int(box.top // down)),
        min(picture.width, int(-(-box.right // across))),
        min(picture.height, int(-(-box.bottom // down))),
    )


def _is_inked(image: "Image", box: Box) -> bool:
    """Whether a word has ink over a good part of its height: a dashed rule is read as "ew ew ew" and has an eighth."""
    import numpy as np

    left, top, right, bottom = int(box.left), int(box.top), int(box.right), int(box.bottom)
    pixels: Any = np.asarray(image.crop((left, top, max(right, left + 1), max(bottom, top + 1)))).astype(np.int16)
    difference = np.abs(pixels - np.median(pixels))  # (height, width)
    return bool((difference > difference.max() / 2).any(axis=1).mean() >= INKED)


def _image(picture: Picture) -> "Image":
    from PIL import Image

    return Image.frombytes("RGB", (picture.width, picture.height), picture.pixels)


def _scale(width: int, height: int) -> float:
    """How much larger Tesseract should see it: it is trained on text of about 30 pixels, screenshots have 15."""
    longest = max(width, height)
    if longest <= 900:
        return 3.0
    if longest <= 1700:
        return 2.0
    return min(1.0, LONGEST_SIDE / longest)


def _scaled(image: "Image", scale: float) -> "Image":
    from PIL import Image

    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image if size == image.size else image.resize(size, Image.Resampling.BICUBIC)

"""A drawn picture and what is truly on it: each personal string, where its lines stand, and every pixel of its ink.

The truth comes from the page that was drawn, never from anything that reads pictures.
"""

import io
import json
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from PIL import Image

Quad = tuple[tuple[float, float], ...]
"""The corners of a line of text, from its upper left one on, clockwise."""


PHOTO = "-photo-"
"""What the name of a photograph holds."""


@dataclass(frozen=True)
class Item:
    """One personal string as it stands on a picture."""

    label: str
    text: str
    lines: tuple[Quad, ...]


@dataclass(frozen=True)
class Shot:
    """A picture with its truth. In `ink`, a pixel of item n is n + 1, and every other pixel is 0."""

    name: str
    image: Image.Image
    items: tuple[Item, ...]
    ink: np.ndarray
    text: str = ""

    def save(self, folder: Path) -> None:
        """One zip: the picture, the ink as a picture, and the strings."""
        with zipfile.ZipFile(folder / f"{self.name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("picture", _png(self.image) if PHOTO not in self.name else _jpeg(self.image))
            archive.writestr("ink.png", _png(Image.fromarray(self.ink)))
            told = {"items": [asdict(item) for item in self.items], "text": self.text}
            archive.writestr("truth.json", json.dumps(told, indent=1))


def load(path: Path) -> Shot:
    """The picture as it was saved."""
    with zipfile.ZipFile(path) as archive:
        told = json.loads(archive.read("truth.json"))
        image = Image.open(io.BytesIO(archive.read("picture"))).convert("RGB")
        ink = np.asarray(Image.open(io.BytesIO(archive.read("ink.png"))))
    items = tuple(
        Item(one["label"], one["text"], tuple(tuple(map(tuple, line)) for line in one["lines"]))
        for one in told["items"]
    )
    return Shot(path.stem, image, items, ink, told["text"])


def _png(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _jpeg(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=92)
    return stream.getvalue()

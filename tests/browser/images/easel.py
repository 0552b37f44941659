"""The Image Anonymizer with the chat opened: where things are on the screen, and what an exported file holds."""

import io
import re
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Page, expect

from apps.images.examples import EXAMPLES

SOURCE = np.asarray(Image.open(io.BytesIO(EXAMPLES["chat"].png())).convert("RGB"))
MARGIN = 12


class Easel:
    """The page with the chat opened: where things are on the screen, and what the server found."""

    def __init__(self, page: Page, live: str, answer: dict) -> None:
        self.page = page
        page.set_default_timeout(60_000)
        self.boxes = answer["boxes"]
        self.words = answer["words"]
        page.goto(f"{live}/images/")
        page.get_by_role("button", name=re.compile("Chat")).click()
        expect(page.locator("#workspace")).to_be_visible(timeout=60_000)
        expect(page.locator("#working")).to_be_hidden()
        page.wait_for_function("document.querySelector('#zoom-value').textContent !== ''")
        self.rects = [(box["x"], box["y"], box["w"], box["h"]) for box in self.boxes]

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The point of the screen over a pixel of the fitted picture."""
        area = self.page.locator("#canvas").bounding_box()
        height, width = SOURCE.shape[:2]
        scale = min((area["width"] - 2 * MARGIN) / width, (area["height"] - 2 * MARGIN) / height, 1)
        left = area["x"] + (area["width"] - width * scale) / 2
        top = area["y"] + (area["height"] - height * scale) / 2
        return left + x * scale, top + y * scale

    def over(self, word: str) -> tuple[float, float]:
        """The point of the screen over the middle of a word."""
        found = next(one for one in self.words if one["text"] == word)
        return self.at(found["x"] + found["w"] / 2, found["y"] + found["h"] / 2)

    def word(self, text: str) -> dict:
        return next(one for one in self.words if one["text"] == text)

    def drag(self, start: tuple[float, float], end: tuple[float, float], *keys: str) -> None:
        """From one pixel of the picture to another, with keys held."""
        mouse, keyboard = self.page.mouse, self.page.keyboard
        mouse.move(*self.at(*start))
        for key in keys:
            keyboard.down(key)
        mouse.down()
        mouse.move(*self.at((start[0] + end[0]) / 2, (start[1] + end[1]) / 2))
        mouse.move(*self.at(*end))
        mouse.up()
        for key in keys:
            keyboard.up(key)

    def undos(self) -> int:
        count = 0
        while self.page.locator("#undo").is_enabled():
            self.page.locator("#undo").click()
            count += 1
        return count

    def file(self, name: str = "PNG") -> bytes:
        """The file as it is saved in a format."""
        self.page.locator("#format").select_option(label=name)
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name=f"Save the {name}").click()
        ending = {"PNG": "png", "JPEG": "jpg", "WebP": "webp", "PDF": "pdf"}[name]
        assert re.fullmatch(rf"redacted-\d{{8}}-\d{{4}}\.{ending}", download.value.suggested_filename)
        return Path(download.value.path()).read_bytes()

    def exported(self) -> np.ndarray:
        return pixels_of(self.file())


def pixels_of(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def covered(rects) -> np.ndarray:
    mask = np.zeros(SOURCE.shape[:2], bool)
    for x, y, w, h in rects:
        mask[y : y + h, x : x + w] = True
    return mask


def assert_exactly_covered(pixels: np.ndarray, rects, fill: tuple[int, int, int] = (0, 0, 0)) -> None:
    mask = covered(rects)
    assert pixels.shape == SOURCE.shape
    assert (pixels[mask] == fill).all(), "something shines through a bar"
    assert (pixels[~mask] == SOURCE[~mask]).all(), "something outside the bars was changed"


def changed_box(pixels: np.ndarray, rects) -> tuple[int, int, int, int]:
    """The rectangle of what is black beside the known bars."""
    rows, columns = np.nonzero((pixels != SOURCE).any(axis=2) & ~covered(rects))
    x, y = int(columns.min()), int(rows.min())
    return x, y, int(columns.max()) - x + 1, int(rows.max()) - y + 1


def drop(page: Page, names: list[str], way: str = "drop") -> None:
    """Examples of the server as files that are dropped on the page, or pasted; a name that is none is a broken file."""
    page.evaluate(
        """async ([names, way]) => {
            const data = new DataTransfer();
            for (const name of names) {
                const answer = await fetch(`/examples/${name}.png`);
                const blob = answer.ok ? await answer.blob() : new Blob(["no picture"]);
                data.items.add(new File([blob], `secret ${name}.png`, { type: "image/png" }));
            }
            const event = way === "paste" ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true })
                : new DragEvent("drop", { dataTransfer: data, bubbles: true });
            document.body.dispatchEvent(event);
        }""",
        [names, way],
    )

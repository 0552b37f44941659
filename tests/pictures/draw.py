"""Draws the project's own pages in Chromium, and keeps what is truly on them.

    python -m tests.pictures.draw FOLDER [--pages tuning|scoring] [--only NAME]

Each page is photographed twice, with and without the ink of its personal strings: the difference is their ink, to
the pixel. Light and dark, sharp screens and plain ones. The same fonts give the same pictures.
"""

import argparse
import io
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import jinja2
import numpy as np
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import CHROMIUM_ARGUMENTS
from tests.pictures.content import people
from tests.pictures.photograph import photographed
from tests.pictures.truth import Item, Shot

PAGES = Path(__file__).parent / "pages"

PHOTOGRAPHED = {"tuning": ("letter", "receipt", "form"), "scoring": ("invoice", "record", "slip")}
"""The pages that people hold before a camera."""

LEAST_INK = 12
"""By how much of 255 a pixel must differ to be ink at all; beyond, a quarter of what its string differs at most."""

_LINES_OF = """
(element) => {
  const lines = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  // getClientRects is upright; for turned elements the corners come from the unturned box and the turn itself.
  let turned = element.closest('[style*="rotate"], .card');
  const angle = turned ? parseFloat(getComputedStyle(turned).rotate) || 0 : 0;
  let around = null;
  if (angle) {
    const box = turned.getBoundingClientRect();
    around = [box.left + box.width / 2, box.top + box.height / 2];
    turned.style.rotate = '0deg';
  }
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      const {left, top, right, bottom} = rect;
      if (rect.width > 0) lines.push([[left, top], [right, top], [right, bottom], [left, bottom]]);
    }
  }
  if (angle) {
    turned.style.rotate = '';
    if (parseFloat(getComputedStyle(turned).rotate) !== angle) turned.style.rotate = angle + 'deg';
    const turn = angle * Math.PI / 180, cos = Math.cos(turn), sin = Math.sin(turn);
    return lines.map(line => line.map(([x, y]) => [
      around[0] + (x - around[0]) * cos - (y - around[1]) * sin,
      around[1] + (x - around[0]) * sin + (y - around[1]) * cos]));
  }
  return lines;
}
"""

_WITHOUT_INK = "[data-label], [data-label] * { color: transparent !important; text-shadow: none !important; }"


def draw(pages: str, only: str = "") -> Iterator[Shot]:
    """Every picture of one of the two sets, photographs last."""
    names = sorted(path.stem for path in (PAGES / pages).glob("*.html"))
    seeds = {name: number for number, name in enumerate(names)}
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGUMENTS)
        for variant, (dark, scale) in enumerate(((False, 1), (True, 1), (False, 2), (True, 2))):
            page = browser.new_page(viewport={"width": 1200, "height": 300}, device_scale_factor=scale)
            for name in names:
                full = f"{name}-{'dark' if dark else 'light'}-{scale}x"
                if only in full:
                    yield _shot(page, pages, name, full, dark, scale, 10 * variant + seeds[name])
        paper = browser.new_page(viewport={"width": 1200, "height": 300}, device_scale_factor=2)
        for number, name in enumerate(PHOTOGRAPHED[pages]):
            for take in range(3):
                full = f"{name}-photo-{take}"
                if only in full:
                    sheet = _shot(paper, pages, name, full, False, 2, 100 + 10 * take + number)
                    yield photographed(sheet, seed=f"{pages} {number} {take}")
        browser.close()


def _shot(page: Page, pages: str, name: str, full: str, dark: bool, scale: int, seed: int) -> Shot:
    page.set_content(html(pages, name, dark, seed))
    body = page.locator("body")
    width = int(body.evaluate("body => body.offsetWidth"))
    page.set_viewport_size({"width": width, "height": 300})
    elements = page.query_selector_all("[data-label]")
    items = tuple(
        Item(
            element.get_attribute("data-label") or "",
            element.inner_text().strip(),
            tuple(tuple((x * scale, y * scale) for x, y in line) for line in element.evaluate(_LINES_OF)),
        )
        for element in elements
    )
    text = body.inner_text()
    whole = _photo(page)
    page.add_style_tag(content=_WITHOUT_INK)
    return Shot(full, whole, items, ink_of(whole, _photo(page), items), text)


def html(pages: str, name: str, dark: bool, seed: int) -> str:
    """A page with its people."""
    places = jinja2.FileSystemLoader([PAGES, PAGES / pages])
    template = jinja2.Environment(loader=places, autoescape=True).get_template(f"{name}.html")
    return "<!doctype html><meta charset=utf-8>" + template.render(w=people(pages, seed), dark=dark, seed=seed)


def ink_of(whole: Image.Image, bare: Image.Image, items: tuple[Item, ...]) -> np.ndarray:
    """Each item's ink, from the picture with and the one without it."""
    difference = np.abs(np.asarray(whole).astype(np.int16) - np.asarray(bare)).max(axis=2)
    ink = np.zeros(difference.shape, np.uint8)
    height, width = difference.shape
    for number, item in enumerate(items, 1):
        for line in item.lines:
            xs, ys = [x for x, _ in line], [y for _, y in line]
            left, right = max(0, int(min(xs)) - 2), min(width, int(max(xs)) + 3)
            top, bottom = max(0, int(min(ys)) - 2), min(height, int(max(ys)) + 3)
            part = difference[top:bottom, left:right]
            if part.size:
                seen = part > max(LEAST_INK, 0.25 * part.max())
                here = ink[top:bottom, left:right]
                here[seen & (here == 0) & _inside(line, left, top, part.shape)] = number
    return ink


def _inside(line: tuple[tuple[float, float], ...], left: int, top: int, shape: tuple[int, int]) -> np.ndarray:
    """Which pixels lie within three of the line's own box: boxes of turned lines overlap their neighbours'."""
    ys, xs = np.mgrid[0 : shape[0], 0 : shape[1]] + 0.5
    within = np.ones(shape, bool)
    for (x0, y0), (x1, y1) in zip(line, (*line[1:], line[0]), strict=True):
        length = float(np.hypot(x1 - x0, y1 - y0)) or 1.0
        within &= ((x1 - x0) * (ys + top - y0) - (y1 - y0) * (xs + left - x0)) / length >= -3
    return within


def _photo(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", choices=PHOTOGRAPHED, default="scoring")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for shot in draw(options.pages, options.only):
        shot.save(options.folder)
        print(f"{shot.name}: {shot.image.width} x {shot.image.height}, {len(shot.items)} items", flush=True)


if __name__ == "__main__":
    main()

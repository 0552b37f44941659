"""Noisy readings of forms: drawn, scanned or photographed, read by Tesseract. `python -m training.eval.scans`

Writes scans.jsonl, which is what the evaluation reads. Each layout of training.eval.forms is drawn five times in five
languages; the page is turned and blurred, lit unevenly, made coarse, noisy and saved as JPEG; Tesseract reads it
(Debian: tesseract-ocr-deu -spa -chi-sim -jpn, fonts-noto-cjk fonts-dejavu fonts-liberation fonts-wqy-zenhei
fonts-ipafont-gothic). As the turn of the page is known, every line that was read is laid over the characters that were
drawn there and the two are aligned, so that a value keeps its mark however badly it was read, and whatever order the
lines came in. A document of which fewer than half of the characters were read is left out; a value of which no
character was read is not judged where something was read in its place. Seeded; another version of Tesseract reads
otherwise, so the readings themselves are kept.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from training.pieces import Mark, Piece, load, save

HERE = Path(__file__).parent / "scans.jsonl"
TESSERACT = {"en": "eng", "de": "deu", "es": "spa", "zh": "chi_sim", "ja": "jpn"}
TIMES = 5
LEAST = 0.5  # of the characters have to be read right


def scans() -> list[Piece]:
    """The set as it was read."""
    return list(load(HERE))


# what happens to a page


@dataclass(frozen=True)
class View:
    """How a page was caught: where each point of the picture lies on the page."""

    matrix: Any  # 3 by 3, picture to page

    def page(self, x: float, y: float) -> tuple[float, float]:
        one, other, by = self.matrix @ (x, y, 1.0)
        return one / by, other / by


def caught(page: Any, rng: Random) -> tuple[Any, View]:
    """A scan or a photograph of a page."""
    import numpy as np
    from PIL import Image, ImageFilter

    photo = rng.random() < 0.5
    width, height = page.size
    scale = rng.uniform(0.68, 1.0) if photo else rng.uniform(0.6, 1.0)
    turn = rng.uniform(-2.2, 2.2) * np.pi / 180
    wide, high = int(width * scale) + 60, int(height * scale) + 60
    slant = 0.035 if photo else 0.004
    corners, seen = [(0, 0), (width, 0), (width, height), (0, height)], []
    for x, y in corners:
        dx, dy = (x - width / 2) * scale, (y - height / 2) * scale
        seen.append((
            wide / 2 + (dx * np.cos(turn) - dy * np.sin(turn)) * (1 + rng.uniform(-slant, slant)),
            high / 2 + (dx * np.sin(turn) + dy * np.cos(turn)) * (1 + rng.uniform(-slant, slant)),
        ))  # fmt: skip
    rows = []
    for (x, y), (u, v) in zip(corners, seen, strict=True):
        rows += [[u, v, 1, 0, 0, 0, -x * u, -x * v], [0, 0, 0, u, v, 1, -y * u, -y * v]]
    solved = np.linalg.solve(np.array(rows, float), np.array([value for corner in corners for value in corner], float))
    picture = page.transform(
        (wide, high),
        Image.Transform.PERSPECTIVE,
        tuple(solved),
        Image.Resampling.BICUBIC,
        fillcolor=205 if photo else 250,
    )
    picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0.35, 1.15)))
    noise = np.random.default_rng(rng.randrange(1 << 30))
    light = np.asarray(picture, float)
    if photo:
        across, down = np.linspace(-1, 1, wide)[None, :], np.linspace(-1, 1, high)[:, None]
        light = light * (0.78 + 0.22 * rng.uniform(-1, 1) * across + 0.18 * rng.uniform(-1, 1) * down)
        light = light - 32 * np.exp(
            -(((across - rng.uniform(-1, 1)) / 0.5) ** 2 + ((down - rng.uniform(-1, 1)) / 0.6) ** 2)
        )
    light = light + noise.normal(0, rng.uniform(4, 16), light.shape)
    specks = noise.random(light.shape)
    light[specks < rng.uniform(0, 0.001)] = 20
    if not photo and rng.random() < 0.3:  # a fax, or a copy of a copy
        light = np.where(light < rng.randint(130, 185), 0.0, 255.0)
    picture = Image.fromarray(light.clip(0, 255).astype("uint8"))
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=rng.randint(28, 75))
    return Image.open(kept), View(np.append(solved, 1.0).reshape(3, 3))


# what is read from it


@dataclass(frozen=True)
class Line:
    """One line as Tesseract read it, and the strip of the page where it stood."""

    words: tuple[str, ...]
    block: int
    left: float
    right: float
    top: float
    bottom: float


def read(picture: Any, view: View, languages: str) -> list[Line]:
    import pytesseract

    table = pytesseract.image_to_data(picture, lang=languages, output_type=pytesseract.Output.DICT)
    lines: dict[tuple[int, int, int], list[int]] = {}
    for index, text in enumerate(table["text"]):
        if text.strip():
            key = table["block_num"][index], table["par_num"][index], table["line_num"][index]
            lines.setdefault(key, []).append(index)
    found = []
    for (block, *_), words in lines.items():
        lefts, rights, tops, bottoms = [], [], [], []
        # Boxes of words are tall where a speck or a rule was taken along: the middling height of a line is sure.
        height = sorted(table["height"][word] for word in words)[len(words) // 2]
        for word in words:
            left, middle = table["left"][word], table["top"][word] + table["height"][word] / 2
            lefts.append(view.page(left, middle)[0])
            rights.append(view.page(left + table["width"][word], middle)[0])
            tops.append(view.page(left, middle - height / 2)[1])
            bottoms.append(view.page(left, middle + height / 2)[1])
        read_words = tuple(table["text"][word].strip() for word in words)
        found.append(Line(read_words, block, min(lefts), max(rights), min(tops), max(bottoms)))
    return found


# whose each character is


def aligned(read: str, drawn: str) -> list[tuple[int, bool]]:
    """For each character read the one drawn that it stands for (-1: none), and whether it was read right."""
    rows = [list(range(0, 2 * len(drawn) + 1, 2))]
    for one, char in enumerate(read, 1):
        row, above = [2 * one], rows[-1]
        for other, right in enumerate(drawn, 1):
            swap = above[other - 1] + (0 if char == right else 1 if char.lower() == right.lower() else 3)
            row.append(min(swap, above[other] + 2, row[-1] + 2))
        rows.append(row)
    out: list[tuple[int, bool]] = [(-1, False)] * len(read)
    one, other = len(read), len(drawn)
    while one and other:
        same = read[one - 1] == drawn[other - 1]
        cost = 0 if same else 1 if read[one - 1].lower() == drawn[other - 1].lower() else 3
        if rows[one][other] == rows[one - 1][other - 1] + cost:
            one, other = one - 1, other - 1
            out[one] = (other, same)
        elif rows[one][other] == rows[one - 1][other] + 2:
            one -= 1
        else:
            other -= 1
    return out


def owners(values: list[int]) -> list[int]:
    """A character that stands for none belongs where both its neighbours belong (-2 asks for an owner)."""
    out = list(values)
    for index, value in enumerate(values):
        if value == -2:
            before = next((other for other in reversed(out[:index]) if other != -2), -1)
            after = next((other for other in values[index:] if other != -2), -1)
            out[index] = before if before == after else -1
    return out


def carried(
    lines: list[Line], glyphs: list[Any], values: list[tuple[str, str]], language: str, name: str
) -> tuple[Piece, float]:
    """The text that was read, with the values' marks, and the share of the characters that were read right."""
    parts: list[str] = []
    belongs: list[int] = []  # for each character the value, -1 for none, -3 for white space put in
    exact, right = [0] * len(values), 0
    for number, line in enumerate(lines):
        if number:
            gap = "\n\n" if line.block != lines[number - 1].block else "\n"
            parts.append(gap)
            belongs += [-3] * len(gap)
        there = [
            glyph
            for glyph in glyphs
            if line.left - 8 <= (glyph.left + glyph.right) / 2 <= line.right + 8
            and line.top <= (glyph.top + glyph.bottom) / 2 <= line.bottom
        ]
        there.sort(key=lambda glyph: (round(glyph.top / 14), glyph.left))
        said = "".join(line.words)
        pairs = aligned(said, "".join(glyph.char for glyph in there))
        right += sum(same for _, same in pairs)
        for at, same in pairs:
            if same and there[at].value >= 0:
                exact[there[at].value] += 1
        whose = iter(owners([there[at].value if at >= 0 else -2 for at, _ in pairs]))
        for index, word in enumerate(line.words):
            if index:
                parts.append(" ")
                belongs.append(-3)
            parts.append(word)
            belongs += [next(whose) for _ in word]
    text = "".join(parts)
    spans: list[Mark] = []
    ignored: list[Mark] = []
    for start, end, value in runs(belongs):
        into = spans if exact[value] else ignored
        into.append(Mark(start, end, values[value][1] if exact[value] else ""))
    return Piece(text, tuple(spans), tuple(ignored), language, name), right / max(1, len(glyphs))


def runs(belongs: list[int]) -> Iterator[tuple[int, int, int]]:
    """Stretches of one owner; white space (-3) between two characters of one value is the value's."""
    start = -1
    last = -1
    for index, value in enumerate([*belongs, -1]):
        if value == -3:
            continue
        if start >= 0 and value != belongs[start]:
            yield start, last + 1, belongs[start]
            start = -1
        if value >= 0 and start < 0:
            start = index
        last = index


def document(language: str, number: int, time: int, seed: int) -> tuple[Piece, float]:
    from training.eval.forms import LAYOUTS, Sheet

    rng = Random(f"{seed}/{language}/{number}/{time}")
    sheet = Sheet(language, rng)
    LAYOUTS[number](sheet)
    picture, view = caught(sheet.picture(), rng)
    languages = TESSERACT[language] + ("+eng" if language in ("zh", "ja") and rng.random() < 0.5 else "")
    return carried(read(picture, view, languages), sheet.glyphs, sheet.values, language, LAYOUTS[number].__name__)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=424242)
    parser.add_argument("--to", type=Path, default=HERE)
    parser.add_argument("--languages", nargs="*", default=list(TESSERACT))
    parser.add_argument("--times", type=int, default=TIMES)
    options = parser.parse_args()
    from training.eval.forms import LAYOUTS

    kept: list[Piece] = []
    for language in options.languages:
        made = [
            document(language, number, time, options.seed)
            for number in range(len(LAYOUTS))
            for time in range(options.times)
        ]
        good = [(piece, share) for piece, share in made if share >= LEAST]
        kept += [piece for piece, _ in good]
        mean = sum(share for _, share in good) / max(1, len(good))
        print(f"{language}: {len(good)} of {len(made)} kept, {mean:.3f} of the characters right", flush=True)
    save(options.to, kept)


if __name__ == "__main__":
    main()

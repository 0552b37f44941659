"""Forms and letters as they lie on a desk, drawn: ten layouts, and where each of their characters stands.

A `Sheet` knows of each drawn character its box and whether it belongs to a value, and of which label. Knows nothing
of scanning, nor of what is read from it (training.eval.scans). Only this module and scans.py draw.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from random import Random

from PIL import Image, ImageDraw, ImageFont

from training.eval.form_values import Abroad, FormEnglish, source
from training.eval.form_words import WORDS
from training.eval.written import Carrier, write

WIDTH, MARGIN = 1240, 90
FOLDER = "/usr/share/fonts/"
CJK = FOLDER + "opentype/noto/Noto{}CJK-{}.ttc"
LATIN_FONTS = (
    ("truetype/dejavu/DejaVuSans.ttf", "truetype/dejavu/DejaVuSans-Bold.ttf"),
    ("truetype/dejavu/DejaVuSerif.ttf", "truetype/dejavu/DejaVuSerif-Bold.ttf"),
    ("truetype/liberation/LiberationSerif-Regular.ttf", "truetype/liberation/LiberationSerif-Bold.ttf"),
    ("truetype/liberation/LiberationSansNarrow-Regular.ttf", "truetype/liberation/LiberationSans-Bold.ttf"),
    ("truetype/liberation/LiberationMono-Regular.ttf", "truetype/liberation/LiberationMono-Bold.ttf"),
    ("truetype/liberation/LiberationSerif-Italic.ttf", "truetype/liberation/LiberationSans-Regular.ttf"),
)
OTHERS = {"zh": ("truetype/wqy/wqy-zenhei.ttc", 0), "ja": ("opentype/ipafont-gothic/ipag.ttf", 0)}
INDEX = {"ja": 0, "zh": 2}  # of a language's face in the collections of Noto


@cache
def font(path: str, index: int, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, index=index)


@dataclass(frozen=True)
class Glyph:
    char: str
    left: float
    right: float
    top: float
    bottom: float
    value: int  # of Sheet.values, or -1


class Sheet:
    """A page under the pen."""

    def __init__(self, language: str, rng: Random):
        self.language, self.rng, self.words = language, rng, WORDS[language]
        self.source: FormEnglish | Abroad = source(language, rng)
        self.values: list[tuple[str, str]] = []
        self.glyphs: list[Glyph] = []
        self.rules: list[tuple[float, float, float, float]] = []
        self.ink = rng.randint(0, 90)
        self.size = rng.choice((25, 27, 30, 33))
        self.fonts = self.faces()
        self.texts: list[tuple[float, float, str, int, bool]] = []

    def faces(self) -> tuple[tuple[str, int], tuple[str, int]]:
        rng, language = self.rng, self.language
        if language not in INDEX:
            plain, bold = rng.choice(LATIN_FONTS)
            return (FOLDER + plain, 0), (FOLDER + bold, 0)
        if rng.random() < 0.35:
            path, index = OTHERS[language]
            return (FOLDER + path, index), (FOLDER + path, index)
        kind = rng.choice(("Sans", "Serif"))
        return (CJK.format(kind, "Regular"), INDEX[language]), (CJK.format(kind, "Bold"), INDEX[language])

    def font(self, size: int, bold: bool) -> ImageFont.FreeTypeFont:
        return font(*self.fonts[bold], size)

    def width(self, text: str, size: int, bold: bool = False) -> float:
        return self.font(size, bold).getlength(text)

    def put(self, left: float, top: float, text: str, size: int = 0, bold: bool = False, value: int = -1) -> float:
        """Writes a run of text; gives where it ends."""
        size = size or self.size
        face, at = self.font(size, bold), left
        self.texts.append((left, top, text, size, bold))
        for index, char in enumerate(text):
            end = left + face.getlength(text[: index + 1])
            if not char.isspace():
                self.glyphs.append(Glyph(char, at, end, top, top + size * 1.2, value))
            at = end
        return at

    def keep(self, value: tuple[str, str | None]) -> tuple[str, int]:
        """A value that is about to be drawn, and its number."""
        text, label = value
        if not label:
            return text, -1
        self.values.append((text, label))
        return text, len(self.values) - 1

    def fill(self, name: str) -> tuple[str, int]:
        return self.keep(self.source.fill(name))

    def label(self, name: str) -> str:
        return self.rng.choice(self.words.labels[name])

    def flow(self, parts: list[tuple[str, int]], left: float, top: float, right: float, size: int = 0) -> float:
        """Text with values in it, broken into lines; gives where the next line would stand."""
        size = size or self.size
        at = left
        for text, value in parts:
            for word in self.units(text):
                if word == "\n":
                    at, top = left, top + size * 1.55
                    continue
                if at > left and at + self.width(word.rstrip(), size) > right:
                    at, top = left, top + size * 1.55
                    word = word.lstrip()
                if word:
                    at = self.put(at, top, word, size, value=value)
        return top + size * 1.55

    def units(self, text: str) -> list[str]:
        units: list[str] = []
        for char in text:
            alone = char == "\n" or (self.words.unspaced and not char.isascii())
            if not units or alone or units[-1][-1] in " \n" or (self.words.unspaced and not units[-1][-1].isascii()):
                units.append(char)
            else:
                units[-1] += char
        return units

    def sentence(self, template: str) -> list[tuple[str, int]]:
        piece = write(Carrier("", template), self.source, self.rng, self.language)
        parts, at = [], 0
        for mark in piece.spans:
            parts += [(piece.text[at : mark.start], -1), self.keep((piece.text[mark.start : mark.end], mark.label))]
            at = mark.end
        return [*parts, (piece.text[at:], -1)]

    def fields(self, count: int) -> list[str]:
        names = ["1", *self.rng.sample([name for name in self.words.labels if name != "1"], count - 1)]
        self.rng.shuffle(names)
        return names

    def title(self, top: float = MARGIN, left: float = MARGIN) -> float:
        self.put(left, top, self.rng.choice(self.words.firms), self.size - 4)
        self.put(left, top + self.size * 1.6, self.rng.choice(self.words.titles), int(self.size * 1.5), True)
        return top + self.size * 4.6

    def picture(self) -> Image.Image:
        height = max(glyph.bottom for glyph in self.glyphs) + MARGIN
        page = Image.new("L", (WIDTH, int(height)), 255 - self.rng.randint(0, 12))
        pen = ImageDraw.Draw(page)
        for left, top, text, size, bold in self.texts:
            pen.text((left, top), text, font=self.font(size, bold), fill=self.ink)
        for rule in self.rules:
            pen.line(rule, fill=self.ink + 40, width=2)
        return page


Layout = Callable[[Sheet], None]


def lined(sheet: Sheet) -> None:
    """A label, then the value on a line."""
    top = sheet.title()
    for name in sheet.fields(7):
        end = sheet.put(
            MARGIN, top, sheet.label(name) + sheet.rng.choice((":", "", " :")), bold=sheet.rng.random() < 0.3
        )
        left = max(end + 25, 470)
        text, value = sheet.fill(name)
        top = sheet.flow([(text.replace("\n", ", "), value)], left, top, WIDTH - MARGIN)
        sheet.rules.append((left, top - sheet.size * 0.2, WIDTH - MARGIN, top - sheet.size * 0.2))
        top += sheet.size * 0.6
    sheet.put(MARGIN, top + 20, sheet.rng.choice(sheet.words.remarks), sheet.size - 5)


def grid(sheet: Sheet) -> None:
    """A table of two columns with all its lines."""
    top = sheet.title()
    first = top - 8
    for name in sheet.fields(6):
        sheet.rules.append((MARGIN, top - 8, WIDTH - MARGIN, top - 8))
        sheet.put(MARGIN + 14, top + 6, sheet.label(name))
        text, value = sheet.fill(name)
        top = sheet.flow([(text.replace("\n", ", "), value)], 480, top + 6, WIDTH - MARGIN - 15) + 8
    for left in (MARGIN, 460, WIDTH - MARGIN):
        sheet.rules.append((left, first, left, top - 8))
    sheet.rules.append((MARGIN, top - 8, WIDTH - MARGIN, top - 8))


def pairs(sheet: Sheet) -> None:
    """Small labels above the values, two beside one another."""
    top = sheet.title()
    names = sheet.fields(6)
    for one in range(0, 6, 2):
        ends = []
        for name, left in zip(names[one : one + 2], (MARGIN, 660), strict=True):
            sheet.put(left, top, sheet.label(name), sheet.size - 8)
            text, value = sheet.fill(name)
            ends.append(sheet.flow([(text.replace("\n", ", "), value)], left, top + sheet.size, left + 480))
        top = max(ends) + sheet.size * 0.8
    sheet.put(MARGIN, top, sheet.rng.choice(sheet.words.remarks), sheet.size - 6)


def letter(sheet: Sheet) -> None:
    sheet.put(700, MARGIN, sheet.rng.choice(sheet.words.firms), bold=True)
    top = sheet.flow([sheet.fill("1"), ("\n", -1), sheet.fill("any")], MARGIN, MARGIN + 80, 640)
    top = sheet.flow(sheet.sentence(sheet.rng.choice(sheet.words.letters)), MARGIN, top + 70, WIDTH - MARGIN)
    text, value = sheet.fill("2")
    sheet.put(MARGIN, top + 70, text, value=value)


def notice(sheet: Sheet) -> None:
    """A heading and a paragraph with people in it."""
    sheet.put(MARGIN, MARGIN, sheet.rng.choice(sheet.words.firms), int(sheet.size * 1.4), True)
    sheet.flow(sheet.sentence(sheet.rng.choice(sheet.words.notices)), MARGIN, MARGIN + 120, WIDTH - MARGIN)


def receipt(sheet: Sheet) -> None:
    """Narrow, with items and a customer at the foot."""
    left, right = 330, 900
    top = sheet.flow([(sheet.rng.choice(sheet.words.firms), -1)], left, MARGIN, right) + 20
    for item in sheet.rng.sample(sheet.words.items, 3):
        sheet.put(left, top, item, sheet.size - 4)
        sheet.put(right - 120, top, f"{sheet.rng.randint(1, 90)}.{sheet.rng.randint(0, 99):02}", sheet.size - 4)
        top += sheet.size * 1.5
    sheet.put(left, top, sheet.words.total, bold=True)
    sheet.put(right - 120, top, f"{sheet.rng.randint(90, 400)}.{sheet.rng.randint(0, 99):02}", bold=True)
    top += sheet.size * 2
    for name in sheet.rng.sample(("card", "1", "customer", "tel"), 3):
        text, value = sheet.fill(name)
        top = sheet.flow([(sheet.label(name) + " ", -1), (text, value)], left, top, right)
    sheet.put(left, top + 20, sheet.words.thanks)


def badge(sheet: Sheet) -> None:
    """A card with a place for a picture and few labels."""
    sheet.rules += [(MARGIN, 60, 1100, 60), (1100, 60, 1100, 560), (MARGIN, 560, 1100, 560), (MARGIN, 60, MARGIN, 560)]
    sheet.rules += [(120, 160, 370, 160), (370, 160, 370, 470), (120, 470, 370, 470), (120, 160, 120, 470)]
    sheet.put(120, 85, sheet.rng.choice(sheet.words.firms), sheet.size - 2, True)
    top = 160.0
    for name in ("1", *sheet.rng.sample(("dob", "id", "date", "customer", "any"), 3)):
        if sheet.rng.random() < 0.6:
            sheet.put(410, top, sheet.label(name), sheet.size - 9)
            top += sheet.size
        text, value = sheet.fill(name)
        top = sheet.flow([(text.replace("\n", ", "), value)], 410, top, 1080) + 10


def roster(sheet: Sheet) -> None:
    """People under one another, with a head."""
    top = sheet.title()
    columns = (MARGIN, 480, 790)
    for left, name in zip(columns, ("1", "tel", "mail"), strict=True):
        sheet.put(left, top, sheet.label(name), sheet.size - 6, True)
    for number in range(1, 6):
        top += sheet.size * 1.8
        if sheet.rng.random() < 0.5:
            sheet.rules.append((MARGIN, top - 8, WIDTH - MARGIN, top - 8))
        for left, value in zip(columns, sheet.source.row(number), strict=True):
            text, which = sheet.keep(value)
            sheet.put(left, top, text, sheet.size - 6, value=which)


def slip(sheet: Sheet) -> None:
    """A transfer slip: labels at the left in small print, dotted lines, the account in the middle."""
    sheet.put(MARGIN, MARGIN, sheet.rng.choice(sheet.words.firms), bold=True)
    top = MARGIN + 90.0
    for name in ("1", "iban", "2", *sheet.rng.sample(("customer", "date", "any"), 2)):
        end = sheet.put(MARGIN, top, sheet.label(name), sheet.size - 8)
        text, value = sheet.fill(name)
        end = sheet.put(max(420, end + 20), top, text.replace("\n", ", "), value=value)
        dots = int((WIDTH - MARGIN - end) / max(1.0, sheet.width(".", sheet.size - 8)))
        if dots > 3:
            sheet.put(end + 6, top + 6, "." * (dots - 1), sheet.size - 8)
        top += sheet.size * 2.1
    sheet.put(MARGIN, top, sheet.rng.choice(sheet.words.remarks), sheet.size - 8)


def bill(sheet: Sheet) -> None:
    """An invoice: whom it is for at the right, items, where to pay."""
    sheet.put(MARGIN, MARGIN, sheet.rng.choice(sheet.words.firms), int(sheet.size * 1.2), True)
    top = sheet.flow([sheet.fill("1"), ("\n", -1), sheet.fill("any")], 660, MARGIN + 70, WIDTH - MARGIN) + 40
    for item in sheet.rng.sample(sheet.words.items, 3):
        sheet.put(MARGIN, top, item)
        sheet.put(980, top, f"{sheet.rng.randint(3, 300)},{sheet.rng.randint(0, 99):02}")
        sheet.rules.append((MARGIN, top + sheet.size * 1.4, WIDTH - MARGIN, top + sheet.size * 1.4))
        top += sheet.size * 1.8
    for name in ("iban", sheet.rng.choice(("tel", "mail", "customer"))):
        text, value = sheet.fill(name)
        top = sheet.flow([(sheet.label(name) + ": ", -1), (text, value)], MARGIN, top + 20, WIDTH - MARGIN)


LAYOUTS: tuple[Layout, ...] = (lined, grid, pairs, letter, notice, receipt, badge, roster, slip, bill)

"""Draws the four example pictures: a chat, a receipt, a dashboard, a terminal. Everyone in them is invented.

`python -m apps.images.examples.draw` writes the PNG files beside this module; the same fonts give the same bytes.
Numbers and addresses are those set aside for examples (555-01xx, example.com, 203.0.113.0/24, test cards).
Knows nothing of the app that shows them.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SCALE = 2
"""Drawn as on a sharp screen: two pixels for each one named below."""

FONTS = Path("/usr/share/fonts/truetype")
FACES = {
    "regular": FONTS / "liberation/LiberationSans-Regular.ttf",
    "bold": FONTS / "liberation/LiberationSans-Bold.ttf",
    "mono": FONTS / "dejavu/DejaVuSansMono.ttf",
    "mono-bold": FONTS / "dejavu/DejaVuSansMono-Bold.ttf",
}


class Sheet:
    """A canvas in logical pixels: boxes with smooth corners, and text by its left (or right) edge and its baseline."""

    def __init__(self, width: int, height: int, background: str) -> None:
        self.image = Image.new("RGB", (width * SCALE, height * SCALE), background)
        self.draw = ImageDraw.Draw(self.image)

    def box(self, left: float, top: float, right: float, bottom: float, fill: str, radius: float = 0) -> None:
        bounds = [round(edge * SCALE) for edge in (left, top, right, bottom)]
        if not radius:
            self.draw.rectangle((bounds[0], bounds[1], bounds[2] - 1, bounds[3] - 1), fill=fill)
            return
        width, height, smooth = bounds[2] - bounds[0], bounds[3] - bounds[1], 4
        mask = Image.new("L", (width * smooth, height * smooth), 0)
        ImageDraw.Draw(mask).rounded_rectangle(
            (0, 0, width * smooth - 1, height * smooth - 1), radius * SCALE * smooth, fill=255
        )
        mask = mask.resize((width, height), Image.Resampling.BOX)
        self.image.paste(Image.new("RGB", (width, height), fill), (bounds[0], bounds[1]), mask)

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        self.box(x - radius, y - radius, x + radius, y + radius, fill, radius)

    def line(self, points: Sequence[tuple[float, float]], fill: str, width: float = 1) -> None:
        self.draw.line([(x * SCALE, y * SCALE) for x, y in points], fill=fill, width=round(width * SCALE))

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 14,
        fill: str = "#222222",
        face: str = "regular",
        anchor: str = "ls",
    ) -> float:
        """Writes the words and gives the x at which they end."""
        font = _font(face, size)
        self.draw.text((x * SCALE, y * SCALE), words, font=font, fill=fill, anchor=anchor)
        return x + self.width(words, size, face)

    def width(self, words: str, size: float = 14, face: str = "regular") -> float:
        return float(_font(face, size).getlength(words)) / SCALE


def _font(face: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FACES[face]), round(size * SCALE), layout_engine=ImageFont.Layout.BASIC)


def chat() -> Image.Image:
    """A conversation about a move, on a phone."""
    sheet = Sheet(430, 690, "#f2f0ea")
    sheet.box(0, 0, 430, 64, "#ffffff")
    sheet.box(0, 64, 430, 65, "#e2ded4")
    sheet.disc(40, 32, 19, "#c96f4a")
    sheet.text(40, 37, "MO", 14, "#ffffff", "bold", anchor="ms")
    sheet.text(70, 29, "Marta Okonkwo", 16, "#1f1d1a", "bold")
    sheet.text(70, 48, "online", 12, "#5d7a5f")
    sheet.text(215, 93, "Today", 12, "#8a8478", anchor="ms")
    y = 108.0
    for own, at, lines in (
        (False, "09:12", ["Hi! Did the movers confirm Saturday?"]),
        (True, "09:14", ["Yes. I told them 14 June 2026, and to", "ask for Daniel Reyes at the door."]),
        (False, "09:14", ["Great. Which address did you give?"]),
        (True, "09:16", ["2187 Alder Creek Road,", "Portland, OR 97205"]),
        (True, "09:16", ["They call you on (503) 555-0148", "if nobody opens."]),
        (False, "09:21", ["Perfect. Please send the invoice to", "marta.okonkwo@example.com"]),
        (False, "09:22", ["And the deposit goes to IBAN", "GB82 WEST 1234 5698 7654 32"]),
        (True, "09:25", ["Done, thank you Marta!"]),
    ):
        y = _bubble(sheet, y, lines, at, own)
    return sheet.image


def _bubble(sheet: Sheet, top: float, lines: Sequence[str], at: str, own: bool) -> float:
    size, step, pad = 15, 21, 13
    width = max(sheet.width(line, size) for line in lines) + 2 * pad
    width = max(width, 90.0)
    height = step * len(lines) + 27
    left = 414 - width if own else 16
    sheet.box(left, top, left + width, top + height, "#2f5d50" if own else "#ffffff", 15)
    for row, line in enumerate(lines):
        sheet.text(left + pad, top + 23 + row * step, line, size, "#ffffff" if own else "#24211d")
    sheet.text(left + width - pad, top + height - 8, at, 10.5, "#c4d9d1" if own else "#8a8478", anchor="rs")
    return top + height + 9


def receipt() -> Image.Image:
    """A pharmacy's receipt on a table."""
    sheet = Sheet(460, 650, "#cfc7ba")
    sheet.box(49, 34, 419, 624, "#b9b0a1", 3)
    sheet.box(44, 28, 414, 618, "#fdfcf8", 3)
    ink, soft = "#2b2a28", "#6b6862"
    sheet.text(229, 70, "FAIRWEATHER PHARMACY", 19, ink, "mono-bold", anchor="ms")
    sheet.text(229, 92, "store 0417", 13, soft, "mono", anchor="ms")
    rows = [
        ("Customer", "Helen Abernathy"),
        ("Born", "03/11/1984"),
        ("Phone", "+1 212 555 0186"),
        ("Loyalty no.", "4417 8820 61"),
    ]
    y = 132.0
    for left, right in rows:
        sheet.text(66, y, left, 13, soft, "mono")
        sheet.text(392, y, right, 13, ink, "mono", anchor="rs")
        y += 24
    y = _dashes(sheet, y)
    for left, right in [
        ("Ibuprofen 400 mg", "7.80"),
        ("Vitamin D3 drops", "12.40"),
        ("Plasters, 20 pcs", "3.95"),
        ("Hand cream 75 ml", "6.20"),
    ]:
        sheet.text(66, y, left, 13, ink, "mono")
        sheet.text(392, y, right, 13, ink, "mono", anchor="rs")
        y += 24
    y = _dashes(sheet, y)
    sheet.text(66, y + 4, "TOTAL", 17, ink, "mono-bold")
    sheet.text(392, y + 4, "$ 30.35", 17, ink, "mono-bold", anchor="rs")
    y = _dashes(sheet, y + 30)
    for left, right in [("VISA", "4111 1111 1111 1111"), ("Name", "H. ABERNATHY"), ("Paid", "21 May 2026, 17:42")]:
        sheet.text(66, y, left, 13, soft, "mono")
        sheet.text(392, y, right, 13, ink, "mono", anchor="rs")
        y += 24
    y = _dashes(sheet, y)
    sheet.text(229, y, "Deliver refills to", 12, soft, "mono", anchor="ms")
    sheet.text(229, y + 21, "48 Linden Terrace, Apt 5B", 13, ink, "mono", anchor="ms")
    sheet.text(229, y + 41, "Albany, NY 12207", 13, ink, "mono", anchor="ms")
    sheet.text(229, y + 76, "helen.abernathy@example.org", 12, soft, "mono", anchor="ms")
    return sheet.image


def _dashes(sheet: Sheet, y: float) -> float:
    for x in range(66, 392, 8):
        sheet.line([(x, y - 6), (x + 4, y - 6)], "#a8a398", 1)
    return y + 20


def dashboard() -> Image.Image:
    """A support team's customer page."""
    sheet = Sheet(960, 600, "#f5f6f8")
    sheet.box(0, 0, 188, 600, "#20242c")
    sheet.text(24, 42, "Northwind Desk", 16, "#ffffff", "bold")
    for row, item in enumerate(["Overview", "Customers", "Orders", "Invoices", "Settings"]):
        top = 76 + row * 42
        if item == "Customers":
            sheet.box(12, top - 8, 176, top + 26, "#343b47", 8)
        sheet.text(28, top + 15, item, 14, "#ffffff" if item == "Customers" else "#b4bac5")
    sheet.text(28, 566, "Signed in as Priya Nair", 11.5, "#b4bac5")
    sheet.text(216, 48, "Customers", 22, "#1d2129", "bold")
    sheet.text(216, 71, "Last change 12 March 2026", 13, "#667085")
    for column, (name, number, bars) in enumerate(
        [
            ("New this week", "38", (3, 5, 4, 7, 6, 9, 8)),
            ("Open tickets", "17", (8, 6, 7, 5, 4, 4, 3)),
            ("Refunds", "4", (1, 2, 1, 3, 2, 1, 2)),
        ]
    ):
        left = 216 + column * 242
        sheet.box(left, 92, left + 226, 190, "#ffffff", 12)
        sheet.text(left + 18, 120, name, 13, "#667085")
        sheet.text(left + 18, 163, number, 32, "#1d2129", "bold")
        for day, height in enumerate(bars):
            bar = left + 112 + day * 14
            sheet.box(bar, 172 - height * 5.5, bar + 8, 172, "#5b7fd1" if day == 6 else "#cdd8f1", 2)
    sheet.box(216, 208, 926, 574, "#ffffff", 12)
    columns = [(236.0, "Name"), (386, "Email"), (620, "Phone"), (762, "Account")]
    for start, title in columns:
        sheet.text(start, 238, title, 12.5, "#667085", "bold")
    people = [
        ("Tomasz Zielinski", "t.zielinski@example.com", "+1 415 555 0132", "ACC-20417733"),
        ("Amara Diallo", "amara.diallo@example.net", "+1 646 555 0109", "ACC-20418120"),
        ("Rosa Velasquez", "rosa.v@example.org", "+1 305 555 0177", "ACC-20418554"),
        ("Henrik Lindqvist", "h.lindqvist@example.com", "+1 206 555 0164", "ACC-20419002"),
        ("Mei-Ling Tan", "meiling.tan@example.net", "+1 702 555 0121", "ACC-20419377"),
        ("Oliver Brandt", "oliver@example.org", "+1 512 555 0195", "ACC-20420016"),
    ]
    for row, person in enumerate(people):
        y = 278.0 + row * 49
        sheet.line([(236, y - 26), (906, y - 26)], "#eceff3")
        sheet.text(columns[0][0], y, person[0], 13.5, "#1d2129", "bold")
        for (x, _title), value in zip(columns[1:], person[1:], strict=True):
            sheet.text(x, y, value, 13.5, "#3c4454")
    return sheet.image


def terminal() -> Image.Image:
    """A deployment's log, with what should never be in one."""
    sheet = Sheet(860, 530, "#10131a")
    sheet.box(0, 0, 860, 34, "#1d212b")
    for light, colour in ((22, "#e0655c"), (42, "#dfae4b"), (62, "#69b36b")):
        sheet.disc(light, 17, 6, colour)
    sheet.text(430, 22, "deploy@atlas: ~/billing", 12.5, "#9aa3b2", anchor="ms")
    green, blue, plain, dim, amber, red = "#8fd694", "#8ab4f8", "#dfe4ec", "#8790a0", "#e6c07b", "#f08d86"
    lines: list[list[tuple[str, str]]] = [
        [("$ ", green), ("ssh deploy@203.0.113.42", plain)],
        [("Last login: Tue Feb 10 2026 from 198.51.100.7", dim)],
        [("$ ", green), ("cat .env", plain)],
        [("AWS_ACCESS_KEY_ID=", blue), ("AKIAIOSFODNN7EXAMPLE", amber)],
        [("DATABASE_URL=", blue), ("postgres://billing:tr0ub4dor@db.example.com/main", amber)],
        [("SMTP_FROM=", blue), ("billing@example.com", amber)],
        [("$ ", green), ("tail -n 6 app.log", plain)],
        [("10:41:07 INFO  ", dim), ("invoice sent to j.hartmann@example.net", plain)],
        [("10:41:09 INFO  ", dim), ("customer Julia Hartmann, phone +1 617 555 0153", plain)],
        [("10:41:12 WARN  ", dim), ("card 5555 5555 5555 4444 declined", amber)],
        [("10:41:15 INFO  ", dim), ("callback https://pay.example.com/u/jhartmann", plain)],
        [("10:41:20 ERROR ", dim), ("tax number 078-05-1120 rejected for Julia Hartmann", red)],
        [("10:41:21 INFO  ", dim), ("ticket handed to Samir Haddad", plain)],
        [("$ ", green)],
    ]
    for row, parts in enumerate(lines):
        x = 22.0
        for words, colour in parts:
            x = sheet.text(x, 66 + row * 33, words, 15, colour, "mono")
        if row == len(lines) - 1:
            sheet.box(x, 52 + row * 33, x + 9, 71 + row * 33, "#dfe4ec")
    return sheet.image


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "chat": chat,
    "receipt": receipt,
    "dashboard": dashboard,
    "terminal": terminal,
}


def main() -> None:
    folder = Path(__file__).parent
    for name, draw in PICTURES.items():
        # 128 colours are all these drawings need, anti-aliased edges included, and keep the repository small.
        draw().quantize(128, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
            folder / f"{name}.png", optimize=True
        )


if __name__ == "__main__":
    main()

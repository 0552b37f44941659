"""PDFs that tests build for themselves, each named by what it shows."""

import io
import struct
import zlib
from collections.abc import Sequence

import pymupdf

PROSE = (
    "This agreement is made between the parties named below and sets out the terms under which services are "
    "delivered, invoiced and paid for. Either party may end it with thirty days of notice in writing. "
)


def saved(pdf: pymupdf.Document, **options: object) -> bytes:
    data: bytes = pdf.tobytes(**options)
    pdf.close()
    return data


def written(*pages: Sequence[tuple[float, float, str]], size: float = 11, rotation: int = 0, turn: int = 0) -> bytes:
    """Pages of texts at places: `written([(72, 100, "Jane")], [(72, 100, "page two")])`; `turn` is that of the text."""
    pdf = pymupdf.open()
    for texts in pages:
        page = pdf.new_page()
        for left, baseline, text in texts:
            page.insert_text((left, baseline), text, fontsize=size, rotate=turn)
        page.set_rotation(rotation)
    return saved(pdf)


def two_columns() -> bytes:
    pdf = pymupdf.open()
    page = pdf.new_page()
    page.insert_textbox((50, 72, 280, 400), "Left begins. " + PROSE * 2 + "Left ends.", fontsize=11)
    page.insert_textbox((315, 72, 545, 400), "Right begins. " + PROSE * 2 + "Right ends.", fontsize=11)
    return saved(pdf)


def two_columns_row_by_row() -> bytes:
    """The same columns as some programs write them: first lines first."""
    left = ["Left begins with a line of some", "length and goes on with another", "one that is long enough, as the",
            "prose of a column usually is"]  # fmt: skip
    right = ["Right begins with a line of some", "length and goes on with another", "one that is long enough, as the",
             "text of a column usually reads"]  # fmt: skip
    rows = [
        (x, 100 + 14 * number, text)
        for number, pair in enumerate(zip(left, right, strict=True))
        for x, text in zip((50, 315), pair, strict=True)
    ]
    return written(rows)


def paragraph(lines: Sequence[str], size: float = 11) -> bytes:
    return written([(72, 100 + 1.25 * size * number, line) for number, line in enumerate(lines)], size=size)


def html(source: str, css: str = "", pages: int = 1) -> bytes:
    """A page set by MuPDF's own typesetter, with its fonts for every script."""
    pdf = pymupdf.open()
    for _ in range(pages):
        pdf.new_page().insert_htmlbox((60, 72, 535, 770), source, css=css)
    return saved(pdf)


def table(rows: Sequence[Sequence[str]], right: bool = False) -> bytes:
    pdf = pymupdf.open()
    page = pdf.new_page()
    page.insert_text((60, 70), "Everyone who took part, with the number they can be reached at", fontsize=11)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            left = 60 + 160 * column
            if right and column == 2:
                left += 100 - pymupdf.get_text_length(text, fontsize=11)
            page.insert_text((left, 110 + 20 * number), text, fontsize=11)
    return saved(pdf)


def report(pages: int) -> bytes:
    """A report with a running header, a page number, headings and a list."""
    pdf = pymupdf.open()
    for number in range(1, pages + 1):
        page = pdf.new_page()
        page.insert_text((60, 40), f"Annual report {2000 + number}, confidential", fontsize=9)
        page.insert_text((60, 110), f"Chapter {'ABCDEFGH'[number - 1]}", fontsize=20)
        page.insert_textbox((60, 140, 535, 260), PROSE * 3, fontsize=11)
        page.insert_text((60, 300), "What was agreed", fontsize=14)
        for line, item in enumerate(("\u2022 pay in time", "\u2022 keep it secret", "\u2022 tell Jane Miller")):
            page.insert_text((70, 330 + 15 * line), item, fontsize=11)
        page.insert_text((290, 815), f"Page {number} of {pages}", fontsize=9)
    return saved(pdf)


def form() -> bytes:
    """A form field and a comment beside the text."""
    pdf = pymupdf.open()
    page = pdf.new_page()
    page.insert_text((72, 100), "Applicant:", fontsize=11)
    field = pymupdf.Widget()
    field.field_name, field.field_type = "name", pymupdf.PDF_WIDGET_TYPE_TEXT
    field.field_value, field.rect = "Jane Miller", pymupdf.Rect(140, 86, 300, 106)
    page.add_widget(field)
    page.add_text_annot((400, 100), "Ask Jane for her number.")
    page.add_freetext_annot((72, 150, 300, 170), "Seen by Bob Smith", fontsize=11)
    return saved(pdf)


def scanned(pages: int = 1, with_text: int = 0) -> bytes:
    """Pages that are one large picture each, after `with_text` pages of text."""
    pdf = pymupdf.open()
    for _ in range(with_text):
        pdf.new_page().insert_text((72, 100), "This page has text.")
    picture = pymupdf.Pixmap(pymupdf.csGRAY, (0, 0, 60, 80), False)
    picture.clear_with(220)
    for _ in range(pages):
        page = pdf.new_page()
        page.insert_image(page.rect, pixmap=picture)
    return saved(pdf)


def locked(password: str = "hush") -> bytes:
    pdf = pymupdf.open()
    pdf.new_page().insert_text((72, 100), "Jane Miller")
    return saved(pdf, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=password, owner_pw=password)


def raw(content: bytes, resources: bytes = b"", objects: Sequence[bytes] = (), page: bytes = b"") -> bytes:
    """A PDF written by hand: one page with this content, Helvetica as /F1, further objects from number 6 on."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R " + page
        + b" /Resources << /Font << /F1 5 0 R >> " + resources + b" >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        font,
        *objects,
    ]  # fmt: skip
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start))
    return out.getvalue()


def nested_forms(depth: int) -> bytes:
    """Two kilobytes that draw themselves two to the power of `depth` times."""
    forms = [
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X %d 0 R >> >> "
        b"/Length 11 >>\nstream\n/X Do /X Do\nendstream" % (7 + number)
        for number in range(depth)
    ]
    last = b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Length 9 >>\nstream\n0 0 m 1 l\nendstream"
    return raw(b"/X Do", b"/XObject << /X 6 0 R >>", [*forms, last])


def content_bomb(megabytes: int) -> bytes:
    """A content stream that unfolds to this size."""
    packed = zlib.compress(b"0 0 m 9 9 l S\n" * (megabytes * 1024 * 1024 // 14), 9)
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    data = raw(b"", b"", [stream])
    return data.replace(b"/Contents 4 0 R", b"/Contents 6 0 R")


def pages(count: int) -> bytes:
    pdf = pymupdf.open()
    for _ in range(count):
        pdf.new_page(width=100, height=100)
    return saved(pdf)


def png() -> bytes:
    row = b"\0" + b"\xff" * 3 * 8
    body = zlib.compress(row * 8)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

    head = struct.pack("!IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")

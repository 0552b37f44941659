"""Pictures as the pages of a PDF that holds pixels and nothing else, not even a date; and those pixels read back.

One pixel is 3/4 of a point, as at 96 pixels an inch, like the PDFs that the Image Anonymizer's page makes. Knows
nothing of what was on the pictures.
"""

from collections.abc import Iterator, Sequence
from typing import Any

LONGEST = 14_400
"""The longest side that readers are bound to show, in points."""


def pdf_of(pages: Sequence[tuple[int, int, bytes]]) -> bytes:
    """Each page a width, a height, and its pixels: each less the one to its left, deflated."""
    parts, offsets = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"], [0]

    def write(number: int, told: str, stream: bytes | None = None) -> None:
        assert number == len(offsets)
        offsets.append(sum(map(len, parts)))
        body = told if stream is None else f"<< {told} /Length {len(stream)} >>"
        parts.append(f"{number} 0 obj\n{body}\n".encode())
        if stream is not None:
            parts.extend((b"stream\n", stream, b"\nendstream\n"))
        parts.append(b"endobj\n")

    write(1, "<< /Type /Catalog /Pages 2 0 R >>")
    kids = " ".join(f"{3 + 3 * number} 0 R" for number in range(len(pages)))
    write(2, f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>")
    for number, (width, height, packed) in enumerate(pages):
        page, content, image = (3 + 3 * number + more for more in range(3))
        scale = min(0.75, LONGEST / max(width, height))
        w, h = (f"{side * scale:.4f}".rstrip("0").rstrip(".") for side in (width, height))
        write(
            page,
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {w} {h}] /Contents {content} 0 R "
            f"/Resources << /XObject << /Im {image} 0 R >> >> >>",
        )
        write(content, "", f"q {w} 0 0 {h} 0 0 cm /Im Do Q".encode())
        layout = f"/Predictor 2 /Colors 3 /BitsPerComponent 8 /Columns {width}"
        write(
            image,
            f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceRGB "
            f"/BitsPerComponent 8 /Filter /FlateDecode /DecodeParms << {layout} >>",
            packed,
        )
    start = sum(map(len, parts))
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets[1:])
    parts.append(f"xref\n0 {len(offsets)}\n0000000000 65535 f \n{table}".encode())
    parts.append(f"trailer\n<< /Size {len(offsets)} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return b"".join(parts)


def pixels_of_pdf(data: bytes) -> Iterator[Any]:
    """What PDFium finds on each page: the pixels (height, width, 3) of its one picture; none where there is more."""
    import pypdfium2
    import pypdfium2.raw

    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(len(document)):
            page = document[number]
            objects = list(page.get_objects())
            if len(objects) != 1 or objects[0].type != pypdfium2.raw.FPDF_PAGEOBJ_IMAGE:
                return
            pixels = objects[0].get_bitmap().to_numpy()
            yield pixels[:, :, 2::-1].copy()  # PDFium has blue first
            page.close()
    finally:
        document.close()

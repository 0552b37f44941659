"""Pictures for tests, made on the spot: in every colour mode, lying, cut short, and with words on them."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw, ImageFont

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def encoded(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG whose header says this size, whatever follows."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")


def chunk_kinds(png: bytes) -> list[bytes]:
    assert png.startswith(SIGNATURE)
    kinds, position = [], len(SIGNATURE)
    while position < len(png):
        length = struct.unpack_from(">I", png, position)[0]
        kinds.append(png[position + 4 : position + 8])
        position += 12 + length
    return kinds


def written(
    *lines: str, size: int = 32, ink: str = "black", paper: str = "white", width: int = 1000, margin: int = 40
) -> Image.Image:
    """Lines of text, one below the other. Pillow's own font: no machine lacks it."""
    step = round(size * 1.6)
    image = Image.new("RGB", (width, 2 * margin + step * len(lines)), paper)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size)
    for row, line in enumerate(lines):
        draw.text((margin, margin + row * step), line, fill=ink, font=font)
    return image

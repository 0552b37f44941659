"""Pictures as they lie in a document, without the words that cameras and programs write beside the pixels.

The pixels stay as they are, bit by bit. Formats that draw with words are not pictures to this module.
"""

PLAIN_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000b49444154789c63600002000005"
    "00017a5eab3f0000000049454e44ae426082"
)
"""A PNG of one clear dot, for where a picture had to go."""

_KEPT_CHUNKS = (
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD",
)  # fmt: skip


def plain_picture(data: bytes) -> tuple[bytes, str] | None:
    """The picture with nothing but its pixels, and its ending; None for a format that can hold words."""
    if data.startswith(b"\xff\xd8\xff"):
        return plain_jpeg(data), "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return plain_png(data), "png"
    return None


def plain_png(data: bytes) -> bytes:
    """A PNG of the chunks that are needed to draw it."""
    kept, at = [data[:8]], 8
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4])
        kind = data[at + 4 : at + 8]
        if kind in _KEPT_CHUNKS:
            kept.append(data[at:end])
        if kind == b"IEND":
            break
        at = end
    return b"".join(kept)


def plain_jpeg(data: bytes) -> bytes:
    """A JPEG without its comments and application segments, but for JFIF, the color profile and Adobe's."""
    kept, at = [data[:2]], 2
    while data[at : at + 1] == b"\xff" and at + 4 <= len(data):
        marker = data[at + 1]
        if marker == 0xDA:  # from here on there are pixels
            end = data.rfind(b"\xff\xd9")
            kept.append(data[at : end + 2] if end > at else data[at:])
            return b"".join(kept)
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in (0xE0, 0xE2, 0xEE):
            kept.append(data[at:end])
        at = end
    return data


def plain_jpx(data: bytes) -> bytes:
    """A JPEG 2000 without the boxes that hold words."""
    kept, at = [], 0
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16])
        end = len(data) if size == 0 else at + size
        if end <= at or end > len(data):
            return data
        if kind not in (b"xml ", b"uuid", b"uinf"):
            kept.append(data[at:end])
        at = end
    return b"".join(kept) if at == len(data) else data

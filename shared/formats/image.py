"""Opens a picture the way a person sees it: upright, opaque, in plain colours, without anything hidden in the file.

What comes out is pixels and nothing else: no EXIF, no comments, no colour profile, no second frame. Knows nothing
of text or bars. Decoding happens here alone.
"""

import io
import struct
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shared.errors import BadValue, BlackbarError, Damaged, EmptyInput, TooComplex, TooLarge, WrongType
from shared.formats.isolation import Limits, Pool
from shared.formats.worker import Report
from shared.settings import MEGABYTE, Settings

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "HEIF")
"""What Pillow may try. Everything else it can open stays closed: less to attack, and nobody sends it."""

WHOLE_FRAME = ("MPO",)
"""Formats whose further frames are previews of the first: nothing to tell the user about."""

MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF", b"GIF8", b"BM", b"II*\0", b"MM\0*")
"""How these files begin: what begins so and cannot be identified is a damaged one, not an unknown one."""

BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
"""What stands after `ftyp` in a HEIC or AVIF photo; videos begin alike with other brands."""

ORIENTATION = 0x0112
"""EXIF's tag for which way the camera was held."""

DECODERS = Pool(
    most=2,
    preload=(
        "shared.formats.image",
        "numpy",
        "PIL.Image",
        "PIL.ImageCms",
        "PIL.PngImagePlugin",
        "PIL.JpegImagePlugin",
        "pi_heif",
        "shared.formats.image_marks",
        "zxingcpp",
        "cv2",
    ),
)
"""The processes that decode. No process is started before the first picture, or `warm`."""

MOST_PAGES = 200
"""Of a TIFF. Each is read like a picture of its own, which takes seconds."""

_HEAD = struct.Struct("!IIIB")
"""Width, height, number of frames, whether they are pages."""

ONE_PAGE = "This picture has one page. Ask for page 1, or leave the page out."

_DAMAGED = "This picture is damaged or cut short. Save it again from where it came and try once more."
_UNKNOWN = "This is not a picture that can be opened here. Use PNG, JPEG, WebP, GIF, BMP, TIFF, HEIC or AVIF."


@dataclass(frozen=True, slots=True)
class Picture:
    """An upright, opaque picture: `pixels` are red, green, blue, one byte each, row by row from the top."""

    width: int
    height: int
    pixels: bytes = field(repr=False)
    notes: tuple[str, ...] = ()
    pages: int = 1
    """How many the file has, where it is a TIFF; this is one of them."""

    def png(self) -> bytes:
        """The picture as a lossless PNG that holds pixels alone: no chunk but IHDR, IDAT and IEND."""
        from PIL import Image

        stream = io.BytesIO()
        # Level 1: a 1080p screenshot takes a third of the time of level 6 for a tenth more bytes.
        Image.frombytes("RGB", (self.width, self.height), self.pixels).save(stream, "PNG", compress_level=1)
        return stream.getvalue()


def open_image(data: bytes, settings: Settings, page: int = 1) -> Picture:
    """The picture in these bytes, or one page of a TIFF, ready to be read and shown. Raises a BadInput that says what
    is wrong with it."""
    if not data:
        raise EmptyInput("This file is empty. Choose a picture and try again.")
    if len(data) > settings.max_image_bytes:
        limit = settings.max_image_bytes // MEGABYTE
        raise TooLarge(f"This picture is larger than {limit} MB, the most that is taken. Send a smaller one.")
    _refuse_by_name(data)
    limits = Limits(settings.parse_seconds, settings.parse_memory_bytes)
    options = {"max_pixels": settings.max_image_pixels, "page": page}
    try:
        answer = DECODERS.run(f"{__name__}:decode", data, options, limits)
    except TooComplex:
        raise TooComplex("This picture takes more time or memory than one may. Save it smaller, try again.") from None
    return _picture(answer, settings.max_image_pixels, page)


def is_picture(data: bytes) -> bool:
    """Whether these bytes say that they are a picture of a format that is opened here; they may lie."""
    if data.startswith(b"RIFF"):
        return data[8:12] == b"WEBP"
    if data.startswith(b"BM"):  # so may a sentence
        return data[15:18] == b"\0\0\0" and data[14] in (12, 40, 52, 56, 64, 108, 124)
    return data.startswith(MAGIC) or _is_photo(data)


def _is_photo(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] in BRANDS


def warm() -> None:
    """Have a decoder waiting, so that the first picture is as quick as the next."""
    DECODERS.warm()


def decode(data: bytes, options: Mapping[str, Any], _report: Report) -> bytes:
    """The head of an answer and its pixels. Pillow's decoders meet bytes from outside here, and only here: this runs
    in a process that can be killed."""
    upright, frames, has_pages = _opened(data, options["max_pixels"], options["page"])
    return _HEAD.pack(upright.width, upright.height, frames, has_pages) + upright.tobytes()


def _opened(data: bytes, max_pixels: int, page: int = 1) -> "tuple[Image, int, bool]":
    """The picture upright and plain, how many frames it has, and whether they are pages."""
    # Pillow itself loads only some of these plugins before it looks at `formats`.
    import pi_heif
    from PIL import AvifImagePlugin, Image, TiffImagePlugin, WebPImagePlugin  # noqa: F401

    pi_heif.register_heif_opener()

    with _refusals(data, max_pixels), Image.open(io.BytesIO(data), formats=FORMATS) as image:
        _check_size(image, max_pixels)
        frames = 1 if image.format in WHOLE_FRAME else getattr(image, "n_frames", 1)
        has_pages = image.format == "TIFF"
        _check_pages(frames if has_pages else 1, page)
        image.seek(page - 1)
        _check_size(image, max_pixels)
        image.load()
        return _upright(_plain_colours(image), image.getexif().get(ORIENTATION)), frames, has_pages


def _picture(answer: bytes, max_pixels: int, page: int) -> Picture:
    """The answer of a decoder, checked as if a stranger sent it: the picture may have taken the decoder over."""
    try:
        width, height, frames, has_pages = _HEAD.unpack_from(answer)
    except struct.error:
        raise Damaged(_DAMAGED) from None
    pixels = answer[_HEAD.size :]
    if not 0 < width * height <= max_pixels or len(pixels) != 3 * width * height or (has_pages and frames > MOST_PAGES):
        raise Damaged(_DAMAGED)
    if frames <= 1:
        return Picture(width, height, pixels)
    if has_pages:
        return Picture(width, height, pixels, (f"This is page {page} of {frames} of this file.",), frames)
    return Picture(
        width, height, pixels, (f"This file has {frames} frames; only the first one is shown and exported.",)
    )


def _check_pages(pages: int, page: int) -> None:
    if pages > MOST_PAGES:
        raise TooLarge(f"This file has {pages:,} pages, and {MOST_PAGES} is the most that is taken. Send a part of it.")
    if not 1 <= page <= pages:
        raise BadValue(f"This file has no page {page}: its pages are 1 to {pages}." if pages > 1 else ONE_PAGE)


def _refuse_by_name(data: bytes) -> None:
    """The kinds of file that people do send and that need their own advice."""
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<svg", b"<?xml", b"<!doctype svg")):
        raise WrongType("SVG drawings can carry programs and are not opened here. Take a screenshot of it instead.")
    if head.startswith(b"%pdf"):
        raise WrongType("This is a PDF. Open it on the Documents page instead.")


@contextmanager
def _refusals(data: bytes, max_pixels: int) -> Iterator[None]:
    """Whatever a decoder trips over becomes one plain sentence; its own words may repeat what is in the file."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    except BlackbarError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels(max_pixels) from None
    except UnidentifiedImageError:
        raise (Damaged(_DAMAGED) if data.startswith(MAGIC) or _is_photo(data) else WrongType(_UNKNOWN)) from None
    except MemoryError:
        raise TooLarge("This picture needs more memory than one picture may take. Send a smaller one.") from None
    except Exception:  # decoders raise nearly anything: OSError, SyntaxError, struct.error, zlib.error, IndexError …
        raise Damaged(_DAMAGED) from None


def _check_size(image: "Image", max_pixels: int) -> None:
    """From the header alone, before a single pixel is decoded."""
    width, height = image.size
    if width < 1 or height < 1:
        raise Damaged("This picture has no pixels: its width or height is zero. Choose another one.")
    if width * height > max_pixels:
        raise _too_many_pixels(max_pixels)


def _too_many_pixels(max_pixels: int) -> TooLarge:
    megapixels = max_pixels // 1_000_000
    return TooLarge(f"This picture has more than {megapixels} megapixels, the most that is taken. Send a smaller one.")


def _upright(plain: "Image", orientation: Any) -> "Image":
    """Turned and mirrored as EXIF says the camera was held. Not `ImageOps.exif_transpose`: it rewrites the EXIF
    and so fails on a broken one, of which one number is all that is needed."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return plain.transpose(turns[orientation]) if orientation in turns else plain


def _plain_colours(image: "Image") -> "Image":
    """Red, green and blue, eight bits each, sRGB, transparency shown as it looks on white."""
    if image.mode in ("I;16", "I;16L", "I;16B", "I;16N", "I", "F"):
        return _deep_grey(image).convert("RGB")
    if image.has_transparency_data:
        flat = _on_white(image)
        return _in_srgb(flat, image.info.get("icc_profile"))
    if image.mode in ("L", "RGB", "CMYK"):
        return _in_srgb(image, image.info.get("icc_profile"))
    return _in_srgb(image.convert("RGB"), image.info.get("icc_profile"))


def _on_white(image: "Image") -> "Image":
    from PIL import Image

    layers = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layers.size, "white"), layers).convert("RGB")


def _deep_grey(image: "Image") -> "Image":
    """Grey deeper than eight bits, scaled down; Pillow's own conversion clips it (40000 of 65535 becomes white)."""
    import numpy as np
    from PIL import Image

    levels: Any = np.nan_to_num(np.asarray(image).astype(np.float32))  # (height, width)
    if image.mode == "F":
        levels = levels * 255.0 if levels.max() <= 1.0 else levels
    elif image.mode != "I" or levels.max() > 255:
        levels = np.floor(levels / 256.0)
    return Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8), mode="L")


def _in_srgb(image: "Image", profile: Any) -> "Image":
    """Colours as the profile in the file means them, since the profile itself is dropped."""
    from PIL import ImageCms

    if not isinstance(profile, bytes) or not profile:
        return image.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        space = source.profile.xcolor_space.strip()
        described = ImageCms.getProfileDescription(source)
        # sRGB into sRGB would only round: those pixels are kept exactly.
        if space != {"L": "GRAY"}.get(image.mode, image.mode) or "srgb" in described.lower():
            return image.convert("RGB")
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image.convert("RGB")  # a broken profile says nothing about the colours
    return converted if converted is not None else image.convert("RGB")

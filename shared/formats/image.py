"""Opens a picture the way a person sees it: upright, opaque, in plain colours, without anything hidden in the file.

What comes out is pixels and nothing else: no EXIF, no comments, no colour profile, no second frame. Knows nothing
of text or bars. The only module that imports Pillow, apart from the reader of words.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shared.errors import BlackbarError, Damaged, EmptyInput, TooLarge, WrongType
from shared.settings import MEGABYTE, Settings

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
"""What Pillow may try. Everything else it can open stays closed: less to attack, and nobody sends it."""

WHOLE_FRAME = ("MPO",)
"""Formats whose further frames are previews of the first: nothing to tell the user about."""

MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF", b"GIF8", b"BM", b"II*\0", b"MM\0*")
"""How these files begin: what begins so and cannot be identified is a damaged one, not an unknown one."""

ORIENTATION = 0x0112
"""EXIF's tag for which way the camera was held."""

_DAMAGED = "This picture is damaged or cut short. Save it again from where it came and try once more."
_UNKNOWN = "This is not a picture that can be opened here. Use PNG, JPEG, WebP, GIF, BMP, TIFF or AVIF."


@dataclass(frozen=True, slots=True)
class Picture:
    """An upright, opaque picture: `pixels` are red, green, blue, one byte each, row by row from the top."""

    width: int
    height: int
    pixels: bytes = field(repr=False)
    notes: tuple[str, ...] = ()

    def png(self) -> bytes:
        """The picture as a lossless PNG that holds pixels alone: no chunk but IHDR, IDAT and IEND."""
        from PIL import Image

        stream = io.BytesIO()
        # Level 1: a 1080p screenshot takes a third of the time of level 6 for a tenth more bytes.
        Image.frombytes("RGB", (self.width, self.height), self.pixels).save(stream, "PNG", compress_level=1)
        return stream.getvalue()


def open_image(data: bytes, settings: Settings) -> Picture:
    """The picture in these bytes, ready to be read and shown. Raises a BadInput that says what is wrong with it."""
    if not data:
        raise EmptyInput("This file is empty. Choose a picture and try again.")
    if len(data) > settings.max_image_bytes:
        limit = settings.max_image_bytes // MEGABYTE
        raise TooLarge(f"This picture is larger than {limit} MB, the most that is taken. Send a smaller one.")
    _refuse_by_name(data)
    return decode(data, settings.max_image_pixels)


def decode(data: bytes, max_pixels: int) -> Picture:
    """The same without the cheap checks. Pillow's decoders on bytes from outside: call it where it can be killed."""
    # Pillow itself loads only some of these plugins before it looks at `formats`.
    from PIL import AvifImagePlugin, Image, TiffImagePlugin, WebPImagePlugin  # noqa: F401

    with _refusals(data, max_pixels):
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            _check_size(image, max_pixels)
            notes = _frames_note(image)
            image.seek(0)
            image.load()
            upright = _upright(_plain_colours(image), image.getexif().get(ORIENTATION))
        return Picture(upright.width, upright.height, upright.tobytes(), notes)


def _refuse_by_name(data: bytes) -> None:
    """The kinds of file that people do send and that need their own advice."""
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<svg", b"<?xml", b"<!doctype svg")):
        raise WrongType("SVG drawings can carry programs and are not opened here. Take a screenshot of it instead.")
    if head.startswith(b"%pdf"):
        raise WrongType("This is a PDF. Open it on the Documents page instead.")
    brand = data[8:12]
    if data[4:8] == b"ftyp" and brand in (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"):
        raise WrongType("HEIC photos cannot be opened here. Save the photo as JPEG or PNG and try again.")


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
        raise (Damaged(_DAMAGED) if data.startswith(MAGIC) else WrongType(_UNKNOWN)) from None
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


def _frames_note(image: "Image") -> tuple[str, ...]:
    if image.format in WHOLE_FRAME or not getattr(image, "is_animated", False):
        return ()
    frames = getattr(image, "n_frames", 1)
    what = "pages" if image.format == "TIFF" else "frames"
    return (f"This file has {frames} {what}; only the first one is shown and exported.",)


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

    levels: Any = np.nan_to_num(np.asarray(image).astype(np.float32))   # (height, width)
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
        return image.convert("RGB")   # a broken profile says nothing about the colours
    return converted if converted is not None else image.convert("RGB")

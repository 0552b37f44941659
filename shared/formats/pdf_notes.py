"""What a person should know about a PDF beside its text, above all what could not be read of it.

Each note is a plain sentence that repeats nothing of the file. Works on PyMuPDF's objects without importing it.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

_NAMELESS = "\ufffd"
_NAMELESS_SHARE = 0.2
"""From this share of letters without a name on, a page's text is not to be relied on."""

_SCAN_SHARE = 0.3
_PICTURE_SHARE = 0.02
"""A page without text and with a picture over this share of it is a scan; on other pages smaller pictures than the
second share are logos and rules."""


_FAR_PIXELS = 200
_FREE_TEXT = 2

T = TypeVar("T")


class Notes:
    """Collects while the pages are read. Pages are counted from 1."""

    def __init__(self, pdf: Any) -> None:
        self.form_failed = False
        self.broken: list[int] = []
        self.outside: list[int] = []
        self._nameless: list[int] = []
        self._scanned: list[int] = []
        self._drawn: list[int] = []
        self._has_pictures = False
        self._pages = int(pdf.page_count)
        self._is_repaired = bool(pdf.is_repaired)
        self._comments = sum(_if_readable(partial(_comments, pdf, number), 0) for number in _annotated(pdf))
        self._attachments = int(_if_readable(pdf.embfile_count, 0))
        layers: dict[int, Any] = _if_readable(pdf.get_ocgs, {})
        self._has_hidden_layers = any(not layer["on"] for layer in layers.values())

    def look_at(self, page: Any, text: str) -> bool:
        """Notice what else than `text` the page shows; whether there is such."""
        number = page.number + 1
        is_nameless = text.count(_NAMELESS) > _NAMELESS_SHARE * len(text)
        if is_nameless:
            self._nameless.append(number)
        if not text or page.get_images():
            return _if_readable(partial(self._look_at_pictures, page, bool(text)), True) or is_nameless
        return is_nameless

    def _look_at_pictures(self, page: Any, has_text: bool) -> bool:
        number = page.number + 1
        size = max(1.0, page.rect.width * page.rect.height)
        largest = max((_area(picture["bbox"]) / size for picture in page.get_image_info()), default=0.0)
        if has_text:
            self._has_pictures = self._has_pictures or largest >= _PICTURE_SHARE
            return largest >= _PICTURE_SHARE
        if largest >= _SCAN_SHARE:
            self._scanned.append(number)
            return True
        if not _shows_something(page):
            return False
        self._drawn.append(number)
        return True

    def sentences(self, has_text: bool, with_hidden: bool = False) -> tuple[str, ...]:
        """Everything worth telling, the gravest first. `with_hidden`: what nobody sees was read as well."""
        notes = [] if has_text else ["No text was found in this file."]
        if self._is_repaired:
            notes.append(f"This file was damaged; {_count(self._pages - len(self.broken), 'page')} could be recovered.")
        if self.broken:
            notes.append(f"{pages_sentence(self.broken, 'is', 'are')} damaged and could not be read.")
        if self._scanned:
            one = len(self._scanned) == 1
            what = "a scanned image; its text was" if one else "scanned images; their text was"
            notes.append(f"{pages_sentence(self._scanned, 'is', 'are')} {what} not read.")
        if self._drawn:
            notes.append(
                f"{pages_sentence(self._drawn, 'has', 'have')} no text; letters drawn as pictures were not read."
            )
        if self._nameless:
            notes.append(
                f"{pages_sentence(self._nameless, 'uses', 'use')} a font that does not tell which letters it shows; "
                "part of the text could not be read."
            )
        if self.outside and not with_hidden:
            notes.append(
                f"{pages_sentence(self.outside, 'has', 'have')} text outside the visible page; it was not read."
            )
        if self._has_hidden_layers and not with_hidden:
            notes.append("This file has hidden layers; text on them was not read.")
        if self._has_pictures:
            notes.append("Text inside pictures was not read.")
        if self.form_failed:
            notes.append("The form in this file is damaged; what was filled in may be missing.")
        if self._comments and not with_hidden:
            notes.append(f"{_count(self._comments, 'comment')} beside the text {_were(self._comments)} not read.")
        if self._attachments:
            notes.append(f"{_count(self._attachments, 'attached file')} {_were(self._attachments)} not read.")
        return tuple(notes)


def _if_readable(ask: Callable[[], T], otherwise: T) -> T:
    """What a damaged file cannot tell is no reason to read nothing of it."""
    try:
        return ask()
    except MemoryError:
        raise
    except Exception:
        return otherwise


def _annotated(pdf: Any) -> range:
    return range(pdf.page_count) if _if_readable(pdf.has_annots, False) else range(0)


def _comments(pdf: Any, number: int) -> int:
    annotations = pdf[number].annots()
    # A FreeText annotation shows its content on the page, where it is read.
    return sum(1 for one in annotations if one.info.get("content") and one.type[0] != _FREE_TEXT)


def _shows_something(page: Any) -> bool:
    """Whether there is any ink on the page, seen from far away."""
    longest = max(page.rect.width, page.rect.height, 1.0)
    return not page.get_pixmap(matrix=(_FAR_PIXELS / longest, 0, 0, _FAR_PIXELS / longest, 0, 0)).is_unicolor


def _area(box: Sequence[float]) -> float:
    left, top, right, bottom = box
    return max(0.0, right - left) * max(0.0, bottom - top)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def pages_sentence(numbers: Sequence[int], one: str, many: str) -> str:
    """ "Page 4 is", "Pages 1, 2 and 7 are", "Pages 1 to 30 are"."""
    if len(numbers) == 1:
        return f"Page {numbers[0]} {one}"
    stretches: list[list[int]] = []
    for number in numbers:
        if stretches and number == stretches[-1][-1] + 1:
            stretches[-1][1:] = [number]
        else:
            stretches.append([number])
    named = [f"{first} to {last[0]}" if (last := rest) else str(first) for first, *rest in stretches]
    return f"Pages {', '.join(named[:-1])} and {named[-1]} {many}" if len(named) > 1 else f"Pages {named[0]} {many}"

"""What a request of Philter's clients asks for, or the refusal it gets: its kind of body, the form of the answer.

This module knows the rules of HTTP for one request and nothing of what is done with it.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from shared.errors import BadValue, BlackbarError, EmptyInput, WrongType

Kind = Literal["text", "pdf"]

MISSING = "A required parameter is missing or contains an invalid value."
"""Philter's own sentence; its clients look for it."""

MOST_NAME = 1_000
"""The longest document id, context or policy name, in characters."""

PDF_ANSWERS = ("application/zip", "application/pdf", "image/png", "image/jpeg")
"""What a redacted PDF can be asked for as; older clients call the ZIP of pictures by what is in it."""

_PDF_WITHIN = 1024
_BINARY = (b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")


class NotAcceptable(BlackbarError):
    """The caller takes no kind of answer that there is."""

    status = 406


class LengthRequired(BlackbarError):
    """The caller says neither how long the body is nor that it comes in chunks."""

    status = 411


def check_length(headers: Mapping[str, str]) -> None:
    """Raises LengthRequired when nobody can tell whether a body comes."""
    if "content-length" not in headers and "transfer-encoding" not in headers:
        raise LengthRequired("Say how long the body is: Content-Length is missing.")


def body_kind(content_type: str, *allowed: Kind) -> Kind:
    """What the caller says it sends. Its charset is not asked for: text is UTF-8 here, always."""
    given = content_type.partition(";")[0].strip().lower()
    kinds: dict[str, Kind] = {"text/plain": "text", "application/pdf": "pdf"}
    kind = kinds.get(given)
    if kind is None or kind not in allowed:
        takes = "text as text/plain" + (" or a PDF as application/pdf" if "pdf" in allowed else "")
        raise WrongType(f"This kind of body is not taken here. Send {takes}, and say so with Content-Type.")
    return kind


def check_pdf(body: bytes) -> bytes:
    """The body, which begins as a PDF does."""
    if not body:
        raise EmptyInput(MISSING)
    if b"%PDF-" not in body[:_PDF_WITHIN]:
        raise WrongType("This is not a PDF. Send text with Content-Type: text/plain.")
    return body


def read_text(body: bytes) -> str:
    """The body as text. Raises BadValue that names the first byte that is not UTF-8."""
    if not body:
        raise EmptyInput(MISSING)
    if body.startswith(b"%PDF-"):
        raise WrongType("This is a PDF. Send it with Content-Type: application/pdf.")
    if body.startswith(_BINARY):
        raise WrongType("This is not text. Send text as text/plain or a PDF as application/pdf.")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadValue(f"The text is not valid UTF-8: the byte at offset {error.start} is out of place.") from None


def check_name(name: str) -> str:
    """A document id, context or policy name as it came. Raises BadValue for what no header or list could hold."""
    if len(name) > MOST_NAME or not name.isprintable():
        raise BadValue(MISSING)
    return name


def choose(accept: str, offers: Sequence[str]) -> str:
    """The offer that the caller likes best; of equals the one it named most exactly, then our first.

    Raises NotAcceptable when it takes none of them.
    """
    ranges = [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    best = max(offers, key=lambda offer: _liking(offer, ranges))  # max takes the first of equals
    if _liking(best, ranges)[0] <= 0:
        raise NotAcceptable(f"The answer can be had as {' or '.join(offers[:2])}; ask for it with Accept.")
    return best


def _range(part: str) -> tuple[str, float]:
    kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = min(1.0, max(0.0, float(value)))
            except ValueError:
                quality = 0.0
    return ("*/*" if kind == "*" else kind), quality


def _liking(offer: str, ranges: Sequence[tuple[str, float]]) -> tuple[float, int]:
    """How much the most exact range that speaks of the offer likes it, and how exact that is."""
    exactness = {offer: 2, f"{offer.partition('/')[0]}/*": 1, "*/*": 0}
    speaking = [(exactness[kind], quality) for kind, quality in ranges if kind in exactness]
    if not speaking:
        return 0.0, 0
    exact, quality = max(speaking)
    return quality, exact

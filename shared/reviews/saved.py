"""A review as the Documents page saves it, carried out elsewhere: on the command line, on another machine.

The file says where things stand, never what stands there, and of which document: another one, or another version, is
refused. Knows no policies.
"""

import json
from array import array
from typing import Any

from shared.errors import BadValue
from shared.formats.document import ReadDocument
from shared.reviews.decisions import is_area

KIND, VERSION = "blackbar review", 1
MOST_BYTES = 64 * 1024 * 1024

_ODD, _HALF = 0x01000193, 0xFFFFFFFF


def decisions_in(data: bytes, document: ReadDocument) -> dict[str, Any]:
    """What a saved review, or a plain list or object of decisions, says goes from this document."""
    if len(data) > MOST_BYTES:
        raise BadValue("The file of decisions is larger than 64 MB, the most that is taken.")
    try:
        given = json.loads(data)
    except (ValueError, RecursionError):
        raise BadValue("The file of decisions is not JSON. Choose one that “Save the review” made.") from None
    if isinstance(given, list):
        return {"spans": [one for one in given if not is_area(one)], "areas": list(filter(is_area, given))}
    if not isinstance(given, dict):
        raise BadValue("The file of decisions holds no review. Choose one that “Save the review” made.")
    if given.get("kind") != KIND:
        return given
    outcome = given.get("outcome")
    if given.get("version") != VERSION or not isinstance(outcome, dict):
        raise BadValue("This review was saved by another version, which cannot be read here.")
    if given.get("document") != fingerprint(document.map.text):
        raise BadValue(
            "This review belongs to another document, or the document was read otherwise, as with other languages of "
            "OCR. Open the file on the Documents page, load the review there and save it again."
        )
    return {"spans": outcome.get("spans", []), "areas": outcome.get("areas", [])}


def fingerprint(text: str) -> str:
    """A short number that tells two texts apart and nothing of what they say, as the page reckons it."""
    units = array("H", text.encode("utf-16-le", "surrogatepass"))
    high, low = 0xCBF29CE4, 0x84222325
    for unit in units:
        low = ((low ^ unit) * _ODD) & _HALF
        high = ((high ^ (unit + (low >> 7))) * _ODD) & _HALF
    return f"{len(units)}-{high:x}{low:08x}"

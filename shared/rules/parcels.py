"""Parcel numbers that check themselves: UPS (1Z…) and the post's S10 (RR123456785DE). Others need a label."""

import re
from collections.abc import Iterator

from shared.rules.finding import finding
from shared.rules.reading import CHECKED, Reading
from shared.spans import Span

_UPS = re.compile(
    r"1Z(?<![0-9A-Za-z]1Z) ?[0-9A-Z]{3} ?[0-9A-Z]{3} ?[0-9A-Z]{2} ?[0-9A-Z]{4} ?[0-9A-Z]{3} ?[0-9](?![0-9A-Za-z])"
)
_POST = re.compile(r"[A-Z](?<![0-9A-Za-z].)[A-Z] ?[0-9]{2,3} ?[0-9]{3} ?[0-9]{3} ?[0-9]? ?[A-Z]{2}(?![0-9A-Za-z])")


def find(reading: Reading) -> Iterator[Span]:
    """The parcel numbers of a text."""
    for match in _UPS.finditer(reading.text):
        if _ups(match[0].replace(" ", "")[2:]):
            yield finding(match.start(), match.end(), "tracking_number", CHECKED)
    for match in _POST.finditer(reading.text):
        digits = re.sub("[^0-9]", "", match[0])
        if len(digits) == 9 and _post(digits):
            yield finding(match.start(), match.end(), "tracking_number", CHECKED)


def _ups(code: str) -> bool:
    values = [int(char) if char.isdigit() else (ord(char) - 63) % 10 for char in code]
    total = sum(value * (1 + place % 2) for place, value in enumerate(values[:-1]))
    return -total % 10 == values[-1]


def _post(digits: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(digits, (8, 6, 4, 2, 3, 5, 9, 7), strict=False))
    return {10: 0, 11: 5}.get(11 - total % 11, 11 - total % 11) == int(digits[8])

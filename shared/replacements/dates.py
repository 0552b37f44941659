"""Replacements for dates that keep their look: 03/09/1985 shifted by a month is 04/09/1985, not 1985-04-09.

Dates of digits, with English month names, and in Chinese, Japanese and Korean are understood. Anything else, and
any day that is not in the calendar, becomes a placeholder.
"""

import calendar
import hashlib
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from shared.replacements.finding import Finding, Replaced, Replacement
from shared.replacements.plain import PLACEHOLDER, placeholder

_MONTHS = tuple(calendar.month_name)[1:]
_SHAPES = (
    r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})",
    r"(?P<y>\d{4})\s*[年년]\s*(?P<m>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*[日일]",
    r"(?P<first>\d{1,2})(?P<s>[-/. ])(?P<second>\d{1,2})(?P=s)(?P<y>\d{4}|\d{2})",
    r"(?P<d>\d{1,2})(?P<o>st|nd|rd|th)?(?:\s+of)?[\s.-]+(?P<name>[A-Za-z]{3,9})\.?,?[\s-]+(?P<y>\d{4}|\d{2})",
    r"(?P<name>[A-Za-z]{3,9})\.?\s+(?P<d>\d{1,2})(?P<o>st|nd|rd|th)?,?\s+(?P<y>\d{4}|\d{2})",
)
_CENTURY_TURNS = 30
"""A year of two digits up to this is of the 2000s, above it of the 1900s."""


@dataclass(frozen=True, slots=True)
class _Written:
    """A date as it is written: the day it means, and where each of its parts stands."""

    day: date
    text: str
    parts: tuple[tuple[int, int, str], ...]
    padded: bool

    def rewritten(self, day: date) -> str:
        """Another day in the same words."""
        text = self.text
        for start, end, part in sorted(self.parts, reverse=True):
            text = text[:start] + self._spell(day, part, self.text[start:end]) + text[end:]
        return text

    def _spell(self, day: date, part: str, like: str) -> str:
        if part == "name":
            name = _MONTHS[day.month - 1]
            name = name[:3] if len(like) == 3 and like.lower() != "may" else name
            return name.upper() if like.isupper() else name.lower() if like.islower() else name
        if part == "o":
            return "th" if day.day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
        if part == "y":
            return f"{day.year % 10 ** len(like):0{len(like)}}"
        number = day.month if part == "m" else day.day
        return f"{number:02}" if self.padded else str(number)


def shift(
    days: int = 0, months: int = 0, years: int = 0, random: bool = False, otherwise: str = PLACEHOLDER
) -> Replacement:
    """Another day, written in the same way. `random` takes 1 to 29 days, 1 to 11 months and 1 or 2 years back.

    All dates under one key are shifted alike, so that the time between them stays. `otherwise` is the format of the
    placeholder for what is no date.
    """
    instead = placeholder(otherwise)

    def replace(finding: Finding) -> Replaced:
        written = _read(finding.text)
        moved = written and _moved(written.day, *(_random_shift(finding.key) if random else (days, months, years)))
        return Replaced(written.rewritten(moved)) if written and moved else instead(finding)

    return replace


def year(otherwise: str = PLACEHOLDER) -> Replacement:
    """The year alone."""
    instead = placeholder(otherwise)

    def replace(finding: Finding) -> Replaced:
        written = _read(finding.text)
        return Replaced(f"{written.day.year:04}") if written else instead(finding)

    return replace


def distance(future: bool = False, today: date | None = None, otherwise: str = PLACEHOLDER) -> Replacement:
    """How long ago the day was: `10 years 2 months ago`. Days to come are told only if `future` is set."""
    instead = placeholder(otherwise)

    def replace(finding: Finding) -> Replaced:
        written, now = _read(finding.text), today or date.today()
        if not written or (written.day > now and not future):
            return instead(finding)
        earlier, later = sorted((written.day, now))
        months = (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)
        length = (
            " ".join(
                f"{count} {unit}{'s' * (count != 1)}"
                for count, unit in ((months // 12, "year"), (months % 12, "month"))
                if count
            )
            or "less than a month"
        )
        return Replaced(f"in {length}" if written.day > now else f"{length} ago")

    return replace


def _read(text: str) -> _Written | None:
    for shape in _patterns():
        if match := shape.fullmatch(text.strip()):
            return _understood(match, len(text) - len(text.lstrip()), text)
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(shape, re.IGNORECASE) for shape in _SHAPES)


def _understood(match: re.Match[str], offset: int, text: str) -> _Written | None:
    groups = {name: value for name, value in match.groupdict().items() if value and name != "s"}
    names = {"first": "m", "second": "d"}
    if "first" in groups and (match["s"] == "." or int(groups["first"]) > 12):
        names = {"first": "d", "second": "m"}  # 24.12.2024 and 24/12/2024; 01/02/2024 is read as in the US
    parts = {names.get(name, name): name for name in groups}
    months = [i for i, month in enumerate(_MONTHS, 1) if month.lower().startswith(groups.get("name", "?").lower())]
    if "name" in parts and len(months) != 1:
        return None
    month = months[0] if "name" in parts else int(groups[parts["m"]])
    try:
        day = date(_full_year(groups[parts["y"]]), month, int(groups[parts["d"]]))
    except ValueError:
        return None
    places = tuple((offset + match.start(name), offset + match.end(name), part) for part, name in parts.items())
    counts = [groups[parts[part]] for part in ("m", "d") if part in parts]
    # 03/09 is padded, 3/9 is not; 12/31 could be either, and is mostly padded where it is all digits.
    padded = any(c.startswith("0") for c in counts) or (
        match.re.groupindex.keys() >= {"s"} and min(map(len, counts)) == 2
    )
    return _Written(day, text, places, padded)


def _full_year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) <= _CENTURY_TURNS else 1900)


def _moved(day: date, days: int, months: int, years: int) -> date | None:
    count = day.year * 12 + day.month - 1 + years * 12 + months
    year_, month = divmod(count, 12)
    try:
        last = calendar.monthrange(year_, month + 1)[1]
        return date(year_, month + 1, min(day.day, last)) + timedelta(days)
    except (ValueError, OverflowError):
        return None


def _random_shift(key: bytes) -> tuple[int, int, int]:
    digest = hashlib.sha256(b"date shift" + key).digest()
    number = int.from_bytes(digest, "big")
    return -(1 + number % 29), -(1 + number // 29 % 11), -(1 + number // 319 % 2)

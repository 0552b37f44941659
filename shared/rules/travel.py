"""What machines read at a border: the zone at the foot of passports, identity cards and visas; names of passengers.

Of such a zone nothing is left legible but the letters that say what it is: its check digits and fillers would tell a
part of what is hidden. Layouts and check digits: ICAO Doc 9303, parts 3 to 7. Names of passengers are written as
airlines do, "DOE/JANE MRS", on boarding passes also without a blank before the rest (IATA resolution 792).
"""

import re
from collections.abc import Iterator

from shared.rules.finding import finding
from shared.rules.reading import CHECKED, CONTEXT, FORMAT, Reading
from shared.rules.vocabulary import listed
from shared.spans import Span

_LINE = re.compile(r"[A-Z0-9<](?<![A-Za-z0-9<].)[A-Z0-9<]{27,45}(?![A-Za-z0-9<>])")
"""Of 30, 36 or 44 characters, two of them given away: a scan loses one or reads one twice."""
_LENGTHS = (30, 36, 44)
_HEAD = re.compile(r"(?:[PV][A-Z<]|[IAC][A-Z<])[A-Z<]{3}")
"""What it is and who gave it out."""
_NAMES = re.compile(r"[A-Z]+(?:<{1,2}[A-Z]+)*(?=<{2}|<?\Z)")
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_HOLDER = re.compile(
    r"(?P<number>[A-Z0-9<]{9}[0-9<])[A-Z<]{3}(?P<birth>[0-9<]{6}[0-9])[MFX<](?P<end>[0-9<]{6}[0-9])"
    r"|(?P<born>[0-9<]{6}[0-9])[MFX<](?P<until>[0-9<]{6}[0-9])[A-Z<]{3}"
    r"|[IAC][A-Z<][A-Z<]{3}(?P<card>[A-Z0-9<]{9}[0-9])"
)
"""The second line of a passport, the second of a card, the first of a card."""

_PASSENGER = re.compile(
    r"[A-Z](?<![\w/-].)[A-Z'-]{1,24}(?: [A-Z]{2,20})?/[A-Z]{2,20}(?: [A-Z]{1,20}){0,2}? ?"
    r"(?:MRS?|MS|MISS|MSTR|CHD|INF)(?![\w/])"
)
_NO_SURNAMES = frozenset(listed("AND HE SHE HIS HER HIM MALE FEMALE YES NO MR MRS MS DR INPUT READ WITH IN ON", " "))
_LABELLED = re.compile(
    r"(?:passengers?|pax|travell?er|passagier|passager|pasajero|passeggero|passageiro|pasażer)"
    r"(?:[ /](?:name|nom|nombre|nome))?(?: name)?[ ]?[:#]?\s{1,4}"
    r"([a-z'-]{2,24}/[a-z]{2,20}(?: [a-z]{2,20})?)(?![\w/])"
)
_BOARDING = re.compile(
    r"M(?<![A-Za-z0-9].)[1-4]([A-Z][A-Z' -]{0,18}/[A-Z]{1,18}(?: [A-Z]{1,18})?) {0,18}E?([A-Z0-9]{5,7}) {1,2}"
    r"[A-Z]{6}[A-Z0-9]{2}"
)


def find(reading: Reading) -> Iterator[Span]:
    """The readable zones and the passengers of a text."""
    text = reading.text
    if "<" in text:
        yield from _zones(text)
    if "/" in text:
        yield from _passengers(reading)


def _zones(text: str) -> Iterator[Span]:
    lines = [match for match in _LINE.finditer(text) if _may_be_read(match[0])]
    for line, before, after in zip(lines, [None, *lines], [*lines[1:], None], strict=False):
        beside = any(
            other and not text[min(line.end(), other.end()) : max(line.start(), other.start())].strip()
            for other in (before, after)
        )
        score = _score(line[0], beside)
        if score and any(map(str.isdigit, line[0])):
            yield finding(line.start(), line.start() + len(line[0].rstrip("<")), "passport", score)
        elif score and (names := _NAMES.search(line[0], _names_at(line[0]))):
            yield finding(line.start() + names.start(), line.start() + names.end(), "person", score)


def _may_be_read(line: str) -> bool:
    return min(abs(len(line) - length) for length in _LENGTHS) < 3 and len(set(line)) > 4


def _score(line: str, beside: bool) -> float:
    """How sure it is that this is a line of such a zone: its check digits agree, another stands beside it, its form."""
    holder = _HOLDER.match(line)
    if holder and all(_checks(part) for part in holder.groups() if part):
        return CHECKED
    if not any(map(str.isdigit, line)):
        return (CHECKED if beside else CONTEXT) if "<<" in line else 0.0
    return FORMAT if beside or line.count("<") > 1 else 0.0


def _checks(part: str) -> bool:
    """Weights 7, 3, 1 over digits, letters (A is 10) and fillers (0). A field that is left out may have no digit."""
    total = sum(max(0, _DIGITS.find(char)) * (7, 3, 1)[place % 3] for place, char in enumerate(part[:-1]))
    return str(total % 10) == part[-1].replace("<", "0") if part.strip("<") else True


def _names_at(line: str) -> int:
    """Where the names begin: after the head, but not in the third line of a card, which has none."""
    return 5 if _HEAD.match(line) and (len(line) > 32 or line[1] == "<") else 0


def _passengers(reading: Reading) -> Iterator[Span]:
    text = reading.text
    for match in _BOARDING.finditer(text):
        yield finding(match.start(1), match.end(1), "person", CHECKED)
        yield finding(match.start(2), match.end(2), "customer_id", CHECKED)
    for match in _PASSENGER.finditer(text):
        if match[0].partition("/")[0] not in _NO_SURNAMES:
            yield finding(match.start(), match.end(), "person", CONTEXT)
    for match in _LABELLED.finditer(reading.lower):
        if text[match.start(1) : match.end(1)].isupper():
            yield finding(match.start(1), match.end(1), "person", CONTEXT)

"""People in the records that hospitals, insurers and offices send each other, where a place in the record says who.

HL7 version 2 (`PID|1||4711||DOE^JANE`), X12 (`NM1*IL*1*DOE*JANE`), FHIR (`"family": "Doe", "given": ["Jane"]`). Fields
by the standards' own numbers; what is empty, or said to be null (`""`), is nobody's.
"""

import re
from collections.abc import Iterator
from types import MappingProxyType

from shared.rules.finding import finding
from shared.rules.reading import CONTEXT, Reading
from shared.spans import Span

Fields = MappingProxyType[int, str]
"""The kind of what stands in a field, by the field's number."""

_HL7 = MappingProxyType(
    {
        "PID": MappingProxyType(
            {
                2: "health_number",
                3: "health_number",
                4: "health_number",
                5: "person",
                6: "person",
                7: "date",
                9: "person",
                11: "street_address",
                13: "phone_number",
                14: "phone_number",
                18: "bank_account",
                19: "ssn",
                20: "driving_licence",
                21: "health_number",
                23: "city",
                29: "date",
            }
        ),
        "NK1": MappingProxyType(
            {2: "person", 4: "street_address", 5: "phone_number", 6: "phone_number", 16: "date", 30: "person"}
        ),
        "GT1": MappingProxyType(
            {
                2: "customer_id",
                3: "person",
                4: "person",
                5: "street_address",
                6: "phone_number",
                7: "phone_number",
                8: "date",
                12: "ssn",
            }
        ),
        "IN1": MappingProxyType(
            {16: "person", 18: "date", 19: "street_address", 36: "health_number", 49: "customer_id"}
        ),
        "PV1": MappingProxyType(
            {
                7: "physician_name",
                8: "physician_name",
                9: "physician_name",
                17: "physician_name",
                19: "case_id",
                44: "date",
                45: "date",
            }
        ),
        "ORC": MappingProxyType({12: "physician_name"}),
        "OBR": MappingProxyType({16: "physician_name", 28: "physician_name"}),
    }
)
"""Segments that name people, as chapter 3 (patients), 4 (orders) and 6 (guarantors, insurance) of HL7 2.x list them."""

_SEGMENT = re.compile(rf"(?<![^\n\"'`>])[ \t]{{0,8}}({'|'.join(_HL7)})\|[^\n]{{4,4000}}")
_X12 = re.compile(r"(?<![A-Za-z0-9])(NM1|N1|N3|N4|DMG|PER|REF)\*([^~\n]{2,400})(?=[~\n]|\Z)")
_X12_SIGNS = ("nm1*", "per*")
_NUMBERS = MappingProxyType(
    {"SY": "ssn", "0F": "customer_id", "1W": "customer_id", "1L": "customer_id", "EJ": "case_id"}
)
"""What `REF` says of a person, by its qualifier."""
_FAMILY = re.compile(r"\"family\"\s{0,4}:\s{0,4}\"([^\"\n]{1,80})\"")
_GIVEN = re.compile(r"\"given\"\s{0,4}:\s{0,4}\[([^\]]{1,200})\]")
_TEXT = re.compile(r"\"([^\"\n]{1,80})\"")
_NAME_REACH = 300
"""How far apart, in characters, the two halves of a FHIR name may stand."""


def find(reading: Reading) -> Iterator[Span]:
    """The people in the records of a text."""
    text, lower = reading.text, reading.lower
    if "|" in text and "^" in text:
        for segment in _SEGMENT.finditer(text):
            yield from _hl7(text, segment)
    if any(sign in lower for sign in _X12_SIGNS):
        yield from _x12(text)
    if '"given"' in lower and '"family"' in lower:
        yield from _fhir(text)


def _hl7(text: str, segment: re.Match[str]) -> Iterator[Span]:
    fields = _HL7[segment[1]]
    for number, (start, end) in enumerate(_parts(text, segment.start(1), segment.end(), "|")):
        if number in fields:
            yield from _said(text, start, end, fields[number])


def _x12(text: str) -> Iterator[Span]:
    person = False
    for segment in _X12.finditer(text):
        parts = list(_parts(text, segment.start(2), segment.end(2), "*"))
        values = [text[start:end] for start, end in parts]
        if segment[1] in ("NM1", "N1"):
            person = segment[1] == "NM1" and values[1:2] == ["1"]
            wanted = {2: "surname", 3: "first_name", 4: "first_name", 8: "health_number"} if person else {}
        elif segment[1] == "PER":
            wanted = {1: "person", 3: "phone_number" if "EM" not in values[2:3] else "email_address"}
        elif segment[1] == "REF":
            wanted = {1: _NUMBERS[values[0]]} if values[0] in _NUMBERS else {}
        elif person:
            wanted = {
                "N3": {0: "street_address", 1: "street_address"},
                "N4": {0: "city", 2: "zip_code"},
                "DMG": {1: "date"},
            }[segment[1]]
        else:
            wanted = {}
        for number, kind in wanted.items():
            if number < len(parts):
                yield from _said(text, *parts[number], kind)


def _fhir(text: str) -> Iterator[Span]:
    for family in _FAMILY.finditer(text):
        start = max(0, family.start() - _NAME_REACH)
        for names in _GIVEN.finditer(text, start, family.end() + _NAME_REACH):
            yield from _said(text, family.start(1), family.end(1), "surname")
            for name in _TEXT.finditer(text, names.start(1), names.end(1)):
                yield from _said(text, name.start(1), name.end(1), "first_name")


def _parts(text: str, start: int, end: int, sign: str) -> Iterator[tuple[int, int]]:
    for part in text[start:end].split(sign):
        yield start, start + len(part)
        start += len(part) + 1


def _said(text: str, start: int, end: int, kind: str) -> Iterator[Span]:
    """The part of a field that says something, if any does."""
    value = text[start:end].rstrip(" ^~&\"'`\t,\\")
    bare = value.lstrip(" ^~&\"'`\t\\")
    if sum(map(str.isalnum, bare)) > 1:
        yield finding(start + len(value) - len(bare), start + len(value), kind, CONTEXT)

"""Numbers that only their label tells: employee, customer and case ids, accounts, passports, licences, PINs.

No checksum decides here, so the label has to stand right before the value, above it, or over its column; a number
whose checksum disagrees is found where its label claims it all the same ("IBAN: …", `shared.rules.claimed`). Ids
with a telling prefix (`EMP-10442`, `CASE-2024-118`) need no label. What names a person or their account with
somebody is found; the number of an order, an invoice, a parcel or a ticket is nobody's.
"""

import re
from collections.abc import Iterator

from shared.rules.claimed import claims
from shared.rules.finding import finding
from shared.rules.labels import kinds, label_at_end
from shared.rules.reading import CONTEXT, FORMAT, Reading
from shared.rules.vocabulary import listed
from shared.spans import Span

_VALUE = re.compile(
    r"[0-9](?<![0-9].)[0-9A-Za-z]{0,40}(?:[-/_][0-9A-Za-z]{1,16}|\.[0-9][0-9A-Za-z]{0,15}|"
    r" (?:[0-9]{2,12}|[0-9](?=[\n.,;|<)]|\Z)|[A-Z]{1,2}(?=[ \n.,;|<]|\Z))(?![0-9A-Za-z:@./-][0-9A-Za-z])){0,6}"
)
_PREFIXED = re.compile(
    r"(?<![0-9A-Za-z_./-])(?:(?P<employee>EMP|EMPL|EID|STAFF|WORKER|BADGE|PERS|MA-NR)|(?P<customer>CUST|"
    r"CUS|CLIENT|KD|KND|KDNR|CLI|MEMBER|MBR|MEM|ACCT|ACC|POL|POLICY|STU|STUD|SUBS?|LOY)|"
    r"(?P<case>CASE|CAS|CLM|CLAIM|REQ|AZ|EXP|DOSSIER|MATTER|COMPLAINT|REF)|"
    r"(?P<health>MRN|PAT|PATIENT|PID|NHC|HCN|HIC|RX))"
    r"(?:[-_#]|(?<=MRN)|(?<=EMP))"
    r"(?=[0-9A-Z-]*[0-9]{3})[0-9A-Z]{2,14}(?:-[0-9A-Z]{1,12}){0,3}(?![0-9A-Za-z_])"
)
_PREFIX_KINDS = {"employee": "employee_id", "customer": "customer_id", "case": "case_id", "health": "health_number"}
_LEFT = re.compile(r"[A-Za-z0-9/_.-]")
_LEFT_LIMIT = 16
_LETTERS = re.compile(r"[A-ZÄÖÜ]{1,3}(?:[ -][A-Z]{1,2})? \Z")
_DATE_OR_TIME = re.compile(
    r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}|(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}.*|"
    r"[0-9]{1,2}:[0-9]{2}.*"
)
_AMOUNT = re.compile(
    r"[0-9]{1,3}(?:[.,][0-9]{3})*[.,][0-9]{2}|[0-9]{1,3}(?:\.[0-9]{1,2}){1,3}|[0-9]+(?:st|nd|rd|th|px|em|"
    r"pt|ms|kb|mb|gb|kg|cm|mm|km|min|h|d|"
    r"s|x|k)",
    re.IGNORECASE,
)
_COURT = re.compile(r"[CTF]-[0-9]{1,4}/[0-9]{2}(?: P)?")
"""A judgment of the European Court, which everybody may cite: C-311/18."""
_MINIMUM = {
    "pin": 3,
    "employee_id": 3,
    "customer_id": 4,
    "case_id": 3,
    "bank_account": 5,
    "bank_routing_number": 3,
    "passport": 6,
}


_LETTERED = frozenset(("passport", "driving_licence", "national_id"))


def find(reading: Reading) -> Iterator[Span]:
    """The labelled and prefixed ids of a text."""
    text, done = reading.text, 0
    for match in _VALUE.finditer(text):
        start = match.start()
        if start < done or (start and text[start - 1] in ".,:$€£+@%" and text[start - 2 : start - 1].isdigit()):
            continue
        while start > done and match.start() - start < _LEFT_LIMIT and _LEFT.match(text[start - 1]):
            start -= 1
        start += len(text[start : match.start()]) - len(text[start : match.start()].lstrip("/_.-"))
        for begin in _beginnings(text, start, done):
            if span := _labelled(reading, begin, match):
                done = span.end
                yield span
                break
    for match in _PREFIXED.finditer(text):
        kind = _PREFIX_KINDS[match.lastgroup or "case"]
        digits = sum(char.isdigit() for char in match[0])
        if kind != "case_id" or digits > 3:
            yield finding(match.start(), match.end(), kind, CONTEXT if digits > 3 and kind != "case_id" else FORMAT)


def _beginnings(text: str, start: int, done: int) -> Iterator[int]:
    """Where the value may begin: at its digits, or with letters a space before: "V 2291 8831", "M-AB 1234"."""
    yield start
    letters = _LETTERS.search(text, max(done, start - 9), start)
    if letters and not text[max(0, letters.start() - 1) : letters.start()].isalnum():
        yield letters.start()


def _labelled(reading: Reading, start: int, match: re.Match[str]) -> Span | None:
    label = reading.label(start)
    for words in (label.words, label.column):
        numbered = reading.text[max(0, start - 3) : start].rstrip(" :")[-1:] == "#"
        name = label_at_end(words) or (label_at_end(f"{words} #") if numbered else "")
        if (
            not name and words and len(match[0]) > 8 and reading.text[start - 1] == " "
        ):  # a bank's name may stand in between
            rest = words.rpartition(" ")
            name = label_at_end(rest[0].rstrip(" :")) if rest[2].isalpha() else ""
            name = name if kinds().get(name) == "bank_account" else ""
        if name and (claimed := _claimed(reading, start, name, label.naming)):
            return claimed
        if name and (kind := kinds()[name]):
            end = _end(reading.text, match, kind)
            value = reading.text[start:end]
            spoken = kind == "pin" and len(value) > 3 and reading.text[start - 4 : start] == "PIN "
            named = spoken or label.naming or _says_number(name) or (kind != "pin" and _is_striking(value))
            return finding(start, end, kind, CONTEXT) if named and _fits(value, kind) else None
    return None


def _claimed(reading: Reading, start: int, name: str, naming: bool) -> Span | None:
    """The number that its label claims, if it is written as such numbers are."""
    for kind, shape in claims().get(name, ()):
        match = shape.match(reading.text, start)
        if match and (naming or kind == "iban" or _says_number(name)) and len(set(match[0])) > 3:
            return finding(start, match.end(), kind, FORMAT)
    return None


def _is_striking(value: str) -> bool:
    """Whether a value needs no colon after its label: "passport 533380006", "badge B-2291"."""
    digits = sum("0" <= char <= "9" for char in value)
    drawn = digits > 1 and len(value) > 8 and value.isalnum()  # C2RQFXZW2
    return digits > 5 or ((digits > 3 or drawn) and value[0].isupper() and value.upper() == value)


def _end(text: str, match: re.Match[str], kind: str) -> int:
    """A PIN is one run; other numbers go on over spaces."""
    if kind == "pin" or (not text[match.start() : match.end()].rpartition(" ")[2][:1].isdigit() and kind == "case_id"):
        return match.start() + len(match[0].partition(" ")[0])
    return match.end()


def _fits(value: str, kind: str) -> bool:
    digits = sum("0" <= char <= "9" for char in value)
    if kind == "customer_id" and len(value) > 5 and value.isalnum() and value.isupper():
        return True  # a booking code: QX7RT2
    if kind in _LETTERED and digits > 1 and 7 <= len(value) <= 12 and value.isalnum() and value.isupper():
        return True  # C2RQFXZW2
    if digits < _MINIMUM.get(kind, 4) and not (
        kind in ("employee_id", "customer_id", "case_id") and digits > 1 and "-" in value
    ):
        return False
    if kind == "case_id" and _COURT.fullmatch(value):
        return False
    if digits < 2 * (len(value) - digits) - 6 or _DATE_OR_TIME.fullmatch(value) or _AMOUNT.fullmatch(value):
        return False
    return kind != "pin" or (value.isdigit() and 3 <= len(value) <= 8)


def _says_number(name: str) -> bool:
    """Whether the label itself says that a number follows: "customer no 4711", "número de empleado 20391"."""
    return name.endswith(_NUMBER_WORDS) or name.startswith(_NUMBER_WORDS)


_NUMBER_WORDS = listed(
    "number|num|no|nr|id|nummer|numéro|n°|número|nº|numero|numer|номер|numarası|号|号码|"
    "编号|番号|번호|नंबर|संख्या|رقم|code|cvv|cvc|cvv2|mrn|nhc|nass|kenteken|"
    "rekening|matricule|nss"
)

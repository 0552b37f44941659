"""Bank accounts: IBAN, BIC, RIB, sort codes, IFSC, ABI and CAB, transit numbers. Others are with the national ones."""

import re
from collections.abc import Iterator

from shared.rules.checks import french_account
from shared.rules.finding import finding
from shared.rules.reading import CHECKED, CONTEXT, Reading
from shared.rules.vocabulary import words
from shared.spans import Span

_IBAN = re.compile(
    r"[0-9][0-9](?:(?<=(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{2})|(?<=IBAN[A-Z]{2}[0-9]{2}))((?:[ .-]?[A-Za-z0-9]){11,30})"
)
_LENGTHS = {
    country: int(length)
    for length, countries in (
        item.split(":")
        for item in [
            "15:NO",
            "16:BE",
            "18:DK,FI,FO,GL,NL,SD",
            "19:MK,SI",
            "20:AT,BA,EE,KZ,LT,LU,MN,XK",
            "21:CH,HR,LI,LV",
            "22:BG,BH,CR,DE,GB,GE,IE,ME,RS,VA",
            "23:AE,GI,IL,IQ,OM,SO,TL",
            "24:AD,CZ,ES,MD,PK,RO,SA,SE,SK,TN,VG",
            "25:LY,PT,ST",
            "26:IS,TR",
            "27:BI,DJ,FR,GR,IT,MC,MR,SM",
            "28:AL,AZ,BY,CY,DO,GT,HU,LB,NI,PL,SV",
            "29:BR,EG,PS,QA,UA",
            "30:JO,KW,MU,YE",
            "31:MT,SC",
            "32:LC",
            "33:RU",
        ]
    )
    for country in countries.split(",")
}
_BIC = re.compile(r"(?<![A-Za-z0-9])[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Za-z0-9])")
_BIC_NEAR = re.compile(
    r"(?:(?<![a-z])bic|swift)(?:[-/ ]?(?:bic|swift|code|no|nr|number))*[\s:#=|\"'()*.-]{0,6}\Z|(?:swift|"
    r"bic)代码\W{0,4}\Z"
)
_SORT_CODE = re.compile(
    r"(?<![0-9A-Za-z-])[0-9]{2}[ -][0-9]{2}[ -][0-9]{2}(?![0-9A-Za-z-])|"
    r"(?<![0-9A-Za-z])[0-9]{6}(?![0-9A-Za-z])"
)
_SORT_NEAR = re.compile(r"sort[ -_]?code(?: no| number)?[\s:#=|\"'*.-]{0,6}\Z")
_IFSC = re.compile(r"[A-Z](?<![A-Za-z0-9].)[A-Z]{3}0[A-Z0-9]{6}(?![A-Za-z0-9])")
_RIB = re.compile(r"(?<![0-9A-Za-z_])[0-9]{5}([ -]?)[0-9]{5}\1[0-9A-Z]{11}\1[0-9]{2}(?![0-9A-Za-z_])")
_ABI_AND_CAB = re.compile(r"(?<![a-z])abi[ :.]{1,3}([0-9]{5})[ ,;-]{1,3}cab[ :.]{1,3}([0-9]{5})(?![0-9])")
_TRANSIT = re.compile(r"transit(?: no\.?| number| #)?[ :#]{1,3}([0-9]{5}-[0-9]{3})(?![0-9-])")
_IFSC_NEAR = words("ifsc*|आईएफएससी|bank|बैंक|branch")


def find(reading: Reading) -> Iterator[Span]:
    """The bank accounts of a text."""
    for match in _IBAN.finditer(reading.text):
        if span := _iban(reading.text, match):
            yield span
    if "bic" in reading.lower or "swift" in reading.lower:
        for match in _BIC.finditer(reading.text):
            if _BIC_NEAR.search(reading.lower[max(0, match.start() - 40) : match.start()]):
                yield finding(match.start(), match.end(), "bank_routing_number", CONTEXT)
    if "sort" in reading.lower:
        for match in _SORT_CODE.finditer(reading.text):
            if _SORT_NEAR.search(reading.lower[max(0, match.start() - 30) : match.start()]):
                yield finding(match.start(), match.end(), "bank_routing_number", CONTEXT)
    if "rib" in reading.lower or "compte" in reading.lower:
        for match in _RIB.finditer(reading.text):
            if french_account(re.sub("[ -]", "", match[0])):
                yield finding(match.start(), match.end(), "bank_account", CHECKED)
    if "cab" in reading.lower:
        for match in _ABI_AND_CAB.finditer(reading.lower):
            yield finding(match.start(1), match.end(1), "bank_routing_number", CONTEXT)
            yield finding(match.start(2), match.end(2), "bank_routing_number", CONTEXT)
    if "transit" in reading.lower:
        for match in _TRANSIT.finditer(reading.lower):
            yield finding(match.start(1), match.end(1), "bank_routing_number", CONTEXT)
    for match in _IFSC.finditer(reading.text):
        if _IFSC_NEAR.search(reading.before(match.start())):
            yield finding(match.start(), match.end(), "bank_routing_number", CONTEXT)


def _iban(text: str, match: re.Match[str]) -> Span | None:
    start = match.start() - 2
    length = _LENGTHS.get(text[start : start + 2].upper())
    if not length:
        return None
    compact, end = "", start
    while len(compact) < length and end < match.end():
        if text[end].isalnum():
            compact += text[end]
        end += 1
    if len(compact) < length or (text[end : end + 1].isalnum() and text[end].isascii()):
        return None
    if compact.upper() != compact and compact.lower() != compact:
        return None
    return finding(start, end, "iban", CHECKED) if _mod97(compact.upper()) == 1 else None


def _mod97(iban: str) -> int:
    return int("".join(str(int(char, 36)) for char in iban[4:] + iban[:4])) % 97

"""The last digits of a number that somebody else is meant to recognise: "card ending in 4242", "XXX-XX-4399".

Knows how numbers are masked and how their endings are spoken of. A mask with no digit left in it is nothing.
"""

import re
from collections.abc import Iterator

from shared.rules.finding import finding
from shared.rules.reading import CONTEXT, Reading
from shared.rules.vocabulary import words
from shared.spans import Span

_MASKED = re.compile(
    r"[*•●∗xX](?<![\w*•●#&/.].)[*•●∗xX]{1,15}(?:[ -][*•●∗xX]{2,6}){0,3}[ -]?([0-9]{3,5})(?![0-9A-Za-z_%*]|[.,:/-][0-9])"
)
_ENDING = re.compile(
    r"(?:ending(?: in| with)?|ends? (?:in|with)|last (?:four|4)(?: digits)?(?: (?:of|are|is|on))?|endend auf|endet auf|"
    r"endziffern?|letzten (?:vier|4) (?:ziffern|stellen)|(?:se )?termin(?:ant|e|é|ée) par|finissant par|"
    r"(?:4|quatre) derniers chiffres|terminad[ao] en|termina en|(?:cuatro|4) últimos dígitos|"
    r"últimos (?:4|cuatro) dígitos|"
    r"che termina con|termina con|ultime (?:4|quattro) cifre|terminad[ao] em|final|últimos (?:4|quatro) dígitos|"
    r"eindigend op|eindigt op|laatste (?:4|vier) cijfers|kończąc\w+ się na|ostatnie (?:4|cztery) cyfry|"
    r"заканчивается на|последние (?:4|четыре) цифры|son (?:4|dört) hanesi|尾号(?:为|是)?|末四位|末尾|下(?:4|四)桁|"
    r"끝자리|뒷자리|अंतिम (?:4|चार) अंक|ينتهي ب|المنتهية ب|آخر (?:4|أربعة) أرقام)"
    r"(?:[^\n.;0-9]{0,24}?)[ :#*•=\"'-]{0,5}([0-9]{4})(?![0-9A-Za-z_]|[.,:/-][0-9])"
)
_SSN = words("ssn|social security|soc sec|ss#|sozialversicherung*|sécurité sociale|nss")
_CARD = words(
    "card*|visa|master*|amex|credit|debit|karte*|kreditkarte*|carte*|tarjeta*|carta|cartão|cartao|kaart*|kart*|карт*|"
    "信用卡|卡|银行卡|カード|카드|कार्ड|بطاقة|البطاقة"
)
_ACCOUNT = words(
    "account*|acct|iban|konto*|compte*|cuenta*|conto|conta|rekening*|konta|rachunk*|счет*|счёт*|hesap*|账户|账号|口座|계좌|खाता|"
    "حساب|الحساب"
)
_PERIOD = words("year*|month*|period*|quarter*|jahr*|année*|año*|anno|ano|rok|год*|年")
_STEMS = (
    *("ending", "ends in", "ends with", "end in", "end with", "last four", "last 4", "endend auf", "endet auf"),
    *(
        "endziffer",
        "letzten vier",
        "letzten 4",
        "terminant par",
        "termine par",
        "terminé",
        "se termin",
        "finissant par",
    ),
    *("4 derniers", "quatre derniers", "terminad", "termina ", "últimos", "cuatro últimos", "4 últimos", "che termina"),
    *("ultime 4", "ultime quattro", "final ", "eindig", "laatste 4", "laatste vier", "kończąc", "ostatnie 4"),
    *("ostatnie cztery", "заканчив", "последние 4", "последние четыре", "son 4", "son dört", "尾号", "末四位", "末尾"),
    *("下4桁", "下四桁", "끝자리", "뒷자리", "अंतिम 4", "अंतिम चार", "ينتهي ب", "المنتهية ب", "آخر 4", "آخر أربعة"),
)
_HINTS = ("xx", "**", "••", "●●", "∗∗")


def find(reading: Reading) -> Iterator[Span]:
    """The endings of masked numbers in a text."""
    lower = reading.lower
    if any(hint in lower for hint in _HINTS):
        for match in _MASKED.finditer(reading.text):
            if kind := _kind(reading, match.start()):
                yield finding(match.start(), match.end(), kind, CONTEXT)
    for stem in _STEMS:
        position = lower.find(stem)
        while position >= 0:
            ending = _ENDING.match(lower, position)
            if ending and (kind := _kind(reading, ending.start(1))):
                yield finding(ending.start(1), ending.end(1), kind, CONTEXT)
            position = lower.find(stem, position + len(stem))


def _kind(reading: Reading, start: int) -> str:
    """What the masked number is, by the words around it; empty when nothing says so."""
    if reading.text[start : start + 2] in ("19", "20") and _PERIOD.search(reading.before(start, 48)):
        return ""  # "the year ending 2023"
    around = f"{reading.before(start, 48)} {reading.after(start, 40)}"
    for kind, near in (("ssn", _SSN), ("credit_card", _CARD), ("bank_account", _ACCOUNT)):
        if near.search(around):
            return kind
    return ""

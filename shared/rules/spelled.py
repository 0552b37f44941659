"""Numbers spelled out or spaced out to slip past a filter: "five five five, one two …", "4 1 5 5 5 5 …".

What they are their label tells: a phone, a card, a social security number, an account.
"""

import re
from collections.abc import Iterator
from functools import cache

from shared.rules.cards import luhn
from shared.rules.finding import finding
from shared.rules.phone_context import speaks_of_phones
from shared.rules.reading import CHECKED, CONTEXT, Reading
from shared.rules.vocabulary import words
from shared.spans import Span

_LANGUAGES = (
    # zero to nine
    "zero/oh/nought one two three four five six seven eight nine",
    "null eins/ein zwei/zwo drei vier fünf sechs sieben acht neun",
    "zéro un deux trois quatre cinq six sept huit neuf",
    "cero uno/un dos tres cuatro cinco seis siete ocho nueve",
    "zero uno due tre quattro cinque sei sette otto nove",
    "zero um dois/duas três quatro cinco seis/meia sete oito nove",
    "nul een/één twee drie vier vijf zes zeven acht negen",
    "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć",
    "ноль один два три четыре пять шесть семь восемь девять",
    "sıfır bir iki üç dört beş altı yedi sekiz dokuz",
)
_TIMES = {"double": 2, "triple": 3}
_MINIMUM = 6
_SPACED = re.compile(
    r"[0-9](?<![0-9A-Za-z_].)(?<![0-9][ .-].)(?:([ .-])[0-9])(?:(?:\1| - )[0-9]){4,17}(?![ .-]?[0-9A-Za-z_])"
)
_SSN = words("ssn|social security|social|soc sec")
_CARD = words("card*|visa|credit|debit|karte*|carte|tarjeta|carta|cartão|kart*")
_NUMBER = words(
    "my number|the number|number is|meine nummer|"
    "mon numéro|mi número|il mio numero|o meu número|mijn nummer|mój numer|мой номер|numaram"
)
_ACCOUNT = words("account|acct|konto*|compte|cuenta|conto|conta|rekening*|member*|customer|policy|id|passport|licen*")


def find(reading: Reading) -> Iterator[Span]:
    """The numbers of a text that are written digit by digit."""
    for match in _SPACED.finditer(reading.text):
        if span := _named(reading, match.start(), match.end(), re.sub("[^0-9]", "", match[0])):
            yield span
    words_for_digits = sum(word.strip(",.") in _values() for word in reading.lower.replace("-", " ").split())
    for match in _spelled().finditer(reading.lower) if words_for_digits > _MINIMUM - 2 else ():
        digits = _digits(match[0])
        if span := _named(reading, match.start(), match.end(), digits):
            yield span


def _named(reading: Reading, start: int, end: int, digits: str) -> Span | None:
    if len(digits) < _MINIMUM or len(set(digits)) < 3:
        return None
    before = reading.before(start, 48)
    if _SSN.search(before) and len(digits) == 9:
        return finding(start, end, "ssn", CONTEXT)
    if (
        13 <= len(digits) <= 19
        and luhn(digits)
        and (_CARD.search(before) or (len(digits) == 16 and digits[0] in "3456"))
    ):
        return finding(start, end, "credit_card", CHECKED)
    if (speaks_of_phones(reading, start) or _NUMBER.search(before)) and len(digits) < 16:
        return finding(start, end, "phone_number", CONTEXT)
    if _ACCOUNT.search(before):
        return finding(start, end, "bank_account", CONTEXT)
    return None


@cache
def _values() -> dict[str, str]:
    values: dict[str, str] = {}
    for language in _LANGUAGES:
        for value, names in enumerate(language.split()):
            for name in names.split("/"):
                values.setdefault(name, str(value))
    return values


@cache
def _spelled() -> re.Pattern[str]:
    # English "six" and French "six" agree, and so do all words that two of the languages share.
    one = rf"(?:(?:double|triple)[ -])?(?:{'|'.join(sorted(_values(), key=len, reverse=True))})"
    return re.compile(rf"(?<![^\W_]){one}(?:(?:[ -]|, ?|\. ?|\n){one}){{{_MINIMUM - 2},24}}(?![^\W_])")


def _digits(spelled: str) -> str:
    digits, times = "", 1
    for word in re.findall(r"[^\W\d_]+", spelled):
        if word in _TIMES:
            times = _TIMES[word]
        else:
            digits += _values()[word] * times
            times = 1
    return digits

"""Believable stand-ins: a name for a name, a card that passes Luhn for a card, always the same for the same text.

Which stand-in a text gets follows from a keyed hash of it, so nothing about the original needs to be kept to stay
consistent, and nobody without the key can tell what was there.
"""

import hashlib
import hmac
import random
import re
import threading
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from shared.errors import BadValue
from shared.replacements.dates import shift
from shared.replacements.finding import Finding, Replaced, Replacement

if TYPE_CHECKING:
    from faker import Faker

_SCRIPTS = MappingProxyType(
    {
        "CYRILLIC": "ru_RU",
        "CJK": "zh_CN",
        "HIRAGANA": "ja_JP",
        "KATAKANA": "ja_JP",
        "HANGUL": "ko_KR",
        "ARABIC": "ar_SA",
        "DEVANAGARI": "hi_IN",
        "GREEK": "el_GR",
        "HEBREW": "he_IL",
        "THAI": "th_TH",
    }
)
_LATIN = "en_US"
_one_at_a_time = threading.Lock()
_ATTEMPTS = 20
"""How often another stand-in is drawn when one happens to equal the original."""

_DAYS_OF_A_FAKE_DATE = 3650


def fake(locale: str = "") -> Replacement:
    """A believable value of the same kind, in the script of the original unless `locale` (`de_DE`) says otherwise."""
    if locale:
        _faker(locale)  # a locale that is not there is said at once, not at the first finding

    def replace(finding: Finding) -> Replaced:
        make = _MAKERS.get(finding.span.kind) or _MAKERS.get(finding.span.label, _shaped)
        for draw in _draws(finding):
            with _one_at_a_time:  # a Faker is seeded and then asked, and every thread has the same one
                value = make(finding, draw, locale)
            if value != finding.text:
                return Replaced(value)
        return Replaced(f"<{finding.span.label.upper()}>")

    return replace


def _draws(finding: Finding) -> Iterator[random.Random]:
    """Sources of chance that depend on the key, the kind and the folded text alone."""
    folded = " ".join(finding.text.casefold().split())
    message = f"{finding.span.label}\0{folded}\0".encode("utf-8", "surrogatepass")
    for attempt in range(_ATTEMPTS):
        yield random.Random(hmac.digest(finding.key, message + bytes([attempt]), hashlib.sha256))


def _name(finding: Finding, draw: random.Random, locale: str) -> str:
    faker = _seeded(finding, draw, locale)
    words = finding.text.split()
    name = f"{faker.first_name()} {faker.last_name()}" if len(words) > 1 else faker.last_name()
    return _like(finding.text, faker.first_name() if finding.span.kind == "first_name" else name)


def _address(finding: Finding, draw: random.Random, locale: str) -> str:
    faker = _seeded(finding, draw, locale)
    makers: Mapping[str, Callable[[], str]] = {"city": faker.city, "zip_code": lambda: _shape(finding.text, draw)}
    value = makers.get(finding.span.kind, faker.address if "\n" in finding.text else faker.street_address)()
    return _like(finding.text, value if "\n" in finding.text else value.replace("\n", ", "))


def _email(finding: Finding, draw: random.Random, locale: str) -> str:
    faker = _seeded(finding, draw, "en_US")
    return f"{faker.first_name()}.{faker.last_name()}{draw.randrange(10, 100)}@example.org".lower()


def _phone(finding: Finding, draw: random.Random, locale: str) -> str:
    """The country stays, written as it was; in North America it becomes one of the numbers kept for fiction."""
    text = finding.text
    country = _COUNTRY.match(text)
    kept = country.end() if country else 0
    digits = [c for c in text[kept:] if c.isdecimal()]
    if len(digits) == 10 and (not country or country[1] == "1"):
        fiction = iter(f"{draw.randrange(2, 10)}{draw.randrange(100):02}55501{draw.randrange(100):02}")
        return text[:kept] + "".join(next(fiction) if c.isdecimal() else c for c in text[kept:])
    return text[:kept] + _shape(text[kept:], draw)


_COUNTRY = re.compile(r"\+(1|7|[2-9][0-9]{1,2}(?=[^0-9])|[2-9][0-9])")
"""The country's digits in front of a number: up to the next blank, else the first two."""


def _url(finding: Finding, draw: random.Random, locale: str) -> str:
    return f"https://www.example.org/{draw.getrandbits(32):08x}"


def _ip_address(finding: Finding, draw: random.Random, locale: str) -> str:
    # RFC 2544 and 3849: addresses that are nobody's, and enough of them that the hosts of a log stay tellable apart.
    # The three blocks kept for manuals (RFC 5737) are too few: of 33 hosts two would share one half the time.
    if ":" in finding.text:
        return f"2001:db8::{draw.getrandbits(16):x}:{draw.getrandbits(16):x}"
    return f"198.{draw.randrange(18, 20)}.{draw.randrange(256)}.{draw.randrange(1, 255)}"


def _mac_address(finding: Finding, draw: random.Random, locale: str) -> str:
    return "".join(draw.choice("0123456789abcdef") if c.isalnum() else c for c in finding.text)


def _date(finding: Finding, draw: random.Random, locale: str) -> str:
    return shift(days=draw.choice((-1, 1)) * draw.randrange(1, _DAYS_OF_A_FAKE_DATE))(finding).text


def _card(finding: Finding, draw: random.Random, locale: str) -> str:
    shaped = _shape(finding.text, draw)
    return next(card for digit in "0123456789" if _passes_luhn(card := _with_last_digit(shaped, digit)))


def _iban(finding: Finding, draw: random.Random, locale: str) -> str:
    country = finding.text[:2].upper()
    rest = _shape(finding.text[4:], draw)
    number = "".join(str(int(c, 36)) for c in (rest + country).upper() if c.isalnum()) + "00"
    return f"{country}{98 - int(number) % 97:02}{rest}"


def _shaped(finding: Finding, draw: random.Random, locale: str) -> str:
    return _shape(finding.text, draw)


_MAKERS: Mapping[str, Callable[[Finding, random.Random, str], str]] = MappingProxyType(
    {
        "private_person": _name,
        "private_address": _address,
        "private_email": _email,
        "private_phone": _phone,
        "phone_number_extension": _shaped,
        "private_url": _url,
        "ip_address": _ip_address,
        "mac_address": _mac_address,
        "social_handle": _shaped,
        "private_date": _date,
        "age": _shaped,
        "credit_card": _card,
        "iban": _iban,
    }
)
"""By kind first, then by label; any other finding keeps its shape: digits for digits, letters for letters."""


def _shape(text: str, draw: random.Random) -> str:
    """Other digits and letters in the same places; a first digit that is not 0 stays not 0."""
    return "".join(_another(c, draw, first=i == 0) for i, c in enumerate(text))


def _another(c: str, draw: random.Random, *, first: bool) -> str:
    if c.isdecimal():
        return draw.choice("123456789") if first and c != "0" else draw.choice("0123456789")
    if c.isalpha():
        letter = draw.choice("abcdefghijklmnopqrstuvwxyz")
        return letter.upper() if c.isupper() else letter
    return c


def _with_last_digit(card: str, digit: str) -> str:
    last = max(i for i, c in enumerate(card) if c.isdecimal())
    return card[:last] + digit + card[last + 1 :]


def _passes_luhn(card: str) -> bool:
    digits = [int(c) for c in reversed(card) if c.isdecimal()]
    return sum(d if i % 2 == 0 else sum(divmod(2 * d, 10)) for i, d in enumerate(digits)) % 10 == 0


def _like(original: str, value: str) -> str:
    """The stand-in in the original's letter case, where that is all one case."""
    if original.isupper():
        return value.upper()
    return value.lower() if original.islower() else value


def _seeded(finding: Finding, draw: random.Random, locale: str) -> "Faker":
    faker = _faker(locale or _locale_of(finding.text))
    faker.seed_instance(draw.getrandbits(64))
    return faker


def _locale_of(text: str) -> str:
    names = [unicodedata.name(c, "").split(" ")[0].split("-")[0] for c in text if c.isalpha()]
    return next((_SCRIPTS[name] for name in sorted(names, key=("CJK").__eq__) if name in _SCRIPTS), _LATIN)


@cache
def _faker(locale: str) -> "Faker":
    from faker import Faker

    try:
        return Faker(locale)
    except AttributeError:
        raise BadValue("There are no stand-ins for that locale. Please name one such as de_DE or ja_JP.") from None

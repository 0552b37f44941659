"""Payment card numbers: the issuer's range, the right length and Luhn's check digit; in groups or in one run."""

import re
from collections.abc import Iterator

from shared.rules.finding import finding
from shared.rules.reading import CHECKED, CONTEXT, WEAK, Reading
from shared.rules.vocabulary import words
from shared.spans import Span

_CANDIDATE = re.compile(r"[0-9](?<![0-9A-Za-z_].)(?<![0-9][.,-].)(?:[ .-]{0,2}[0-9]){11,18}(?![0-9A-Za-z_]|[.,-][0-9])")
_ISSUERS = (
    (re.compile(r"4"), (13, 16, 19)),  # Visa
    (re.compile(r"5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)"), (16,)),  # Mastercard
    (re.compile(r"3[47]"), (15,)),  # American Express
    (re.compile(r"6(?:011|4[4-9]|5|22)"), (16, 17, 18, 19)),  # Discover, UnionPay in the US
    (re.compile(r"62|81"), (16, 17, 18, 19)),  # UnionPay
    (re.compile(r"35(?:2[89]|[3-8])"), (16, 17, 18, 19)),  # JCB
    (re.compile(r"3(?:0[0-5]|095|[689])"), (14, 15, 16, 17, 18, 19)),  # Diners
    (re.compile(r"5(?:018|020|038|[68])|6(?:304|390|7)"), (12, 13, 14, 15, 16, 17, 18, 19)),  # Maestro
    (re.compile(r"220[0-4]|9792|60(?!11)|65|508|353|356"), (16,)),  # Mir, Troy, RuPay
)
_GROUPS = frozenset(
    ("4-4-4-4", "4-6-5", "4-6-4", "4-4-4-2", "4-4-4-4-3", "4-4-4-1", "4-4-5", "6-10", "16", "15", "14", "13", "19")
)
_NEAR = words(
    "card*|credit|debit|visa|master*|amex|american express|discover|maestro|pan|cc|ccn|payment|pay|paid|"
    "karte*|kredit*|ec-karte|carte*|"
    "bancaire|tarjeta*|carta|carte|bancomat|cartão|cartao|kaart*|creditcard*|kart*|"
    "карт*|kredi*|信用卡|卡号|银行卡|"
    "カード|카드|신용|कार्ड|"
    "क्रेडिट|بطاقة|"
    "البطاقة|ائتمان*"
)


def find(reading: Reading) -> Iterator[Span]:
    """The card numbers of a text."""
    for match in _CANDIDATE.finditer(reading.text):
        groups = [(group.start(), group.end()) for group in re.finditer("[0-9]+", match[0])]
        # A candidate may have swallowed the number that follows (an expiry, a CVC): the longest card in it counts.
        singles = all(end - start == 1 for start, end in groups)
        cuts = [(0, len(groups))] if singles else _cuts(groups)
        for first, last in cuts:
            start, end = match.start() + groups[first][0], match.start() + groups[last - 1][1]
            if span := _card(reading, start, end, groups[first:last], whole=last - first == len(groups)):
                yield span
                break


def _cuts(groups: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The runs of neighbouring groups with as many digits as a card, the first and longest first."""
    lengths = [end - start for start, end in groups]
    count = len(groups)
    return [(a, b) for a in range(count) for b in range(count, a, -1) if 12 <= sum(lengths[a:b]) <= 19]


def _card(reading: Reading, start: int, end: int, groups: list[tuple[int, int]], whole: bool) -> Span | None:
    digits = "".join(char for char in reading.text[start:end] if "0" <= char <= "9")
    if not 12 <= len(digits) <= 19 or len(set(digits)) < 2 or not luhn(digits):
        return None
    issued = any(len(digits) in lengths and issuer.match(digits) for issuer, lengths in _ISSUERS)
    if not issued and not whole:
        return None
    shape = "-".join(str(b - a) for a, b in groups)
    separators = set(re.sub("[0-9]", "", reading.text[start:end]))
    usual = len(separators) < 2 and (shape in _GROUPS or (len(groups) == len(digits) and len(digits) in (15, 16)))
    if _NEAR.search(reading.before(start, 60)) or _NEAR.search(reading.after(end, 24)):
        return finding(start, end, "credit_card", CHECKED if issued else CONTEXT)
    if not issued or not usual or (len(digits) in (13, 14) and len(groups) == 1):
        return None  # epoch milliseconds have thirteen digits, and one in ten passes Luhn
    if len(groups) > 1:
        return finding(start, end, "credit_card", CHECKED)
    return finding(start, end, "credit_card", CONTEXT if len(digits) < 17 else WEAK) if len(digits) < 19 else None


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit)
        total += value if place % 2 == 0 else sum(divmod(2 * value, 10))
    return total % 10 == 0

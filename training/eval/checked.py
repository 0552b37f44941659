"""Numbers whose check digits are right, for the evaluation's own values: cards, IBANs, health and identity numbers.

Knows checksums and shapes; whose number it is and how it is written down is the sets' matter. Written apart from
the generators of the training text.
"""

from __future__ import annotations

from itertools import pairwise
from random import Random

CARDS = (("4", 16), ("4", 16), ("52", 16), ("54", 16), ("2271", 16), ("37", 15), ("6011", 16))
IBANS = {
    "GB": ("LOYD", "BARC", "NWBK", "MIDL"),
    "IE": ("AIBK", "BOFI"),
    "DE": ("37040044", "50010517", "20050550", "70150000"),
    "ES": ("2100", "0049", "0182"),
    "FR": ("30004", "20041"),
    "NL": ("INGB", "ABNA"),
}
LENGTHS = {"GB": 14, "IE": 14, "DE": 10, "ES": 16, "FR": 18, "NL": 10}  # digits after the bank


def digits(rng: Random, count: int) -> str:
    return "".join(rng.choices("0123456789", k=count))


def letters(rng: Random, count: int, among: str = "ABCDEFGHJKLMNPRSTUVWXYZ") -> str:
    return "".join(rng.choices(among, k=count))


def shape(rng: Random, pattern: str) -> str:
    """`#` becomes a digit, `*` one that is not zero, `@` a capital letter."""
    makers = {"#": lambda: digits(rng, 1), "*": lambda: rng.choice("123456789"), "@": lambda: letters(rng, 1)}
    return "".join(makers[char]() if char in makers else char for char in pattern)


def luhn(body: str) -> str:
    """The digit that completes a card number."""
    total = 0
    for index, char in enumerate(reversed(body)):
        number = int(char) * (2 if index % 2 == 0 else 1)
        total += number - 9 if number > 9 else number
    return str(-total % 10)


def card(rng: Random) -> str:
    start, length = rng.choice(CARDS)
    body = start + digits(rng, length - len(start) - 1)
    number = body + luhn(body)
    gap = rng.choice((" ", " ", "-", ""))
    cuts = (0, 4, 10, 15) if length == 15 else (0, 4, 8, 12, 16)
    return gap.join(number[one:other] for one, other in pairwise(cuts))


def iban(rng: Random, country: str) -> str:
    body = rng.choice(IBANS[country]) + digits(rng, LENGTHS[country])
    if country == "ES":  # its domestic check digits stand after the branch
        bank, branch, account = body[:4], body[4:8], body[10:20]
        body = bank + branch + spanish("00" + bank + branch) + spanish(account) + account
    as_number = "".join(str(int(char, 36)) for char in body + country + "00")
    text = f"{country}{98 - int(as_number) % 97:02}{body}"
    return text if rng.random() < 0.3 else " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def spanish(part: str) -> str:
    total = sum(int(char) * weight for char, weight in zip(part, (1, 2, 4, 8, 5, 10, 9, 7, 3, 6), strict=True))
    return str((11 - total % 11) % 11 % 10) if (11 - total % 11) != 10 else "1"


def weighted(rng: Random, count: int, weights: tuple[int, ...], last: int) -> str:
    """Digits whose weighted sum leaves room for one check digit: `last - sum % last`, and no ten."""
    while True:
        body = rng.choice("123456789") + digits(rng, count - 1)
        check = (last - sum(int(char) * by for char, by in zip(body, weights, strict=True)) % last) % last
        if check < 10:
            return body + str(check)


def nhs(rng: Random) -> str:
    number = weighted(rng, 9, (10, 9, 8, 7, 6, 5, 4, 3, 2), 11)
    return f"{number[:3]} {number[3:6]} {number[6:]}"


def tfn(rng: Random) -> str:
    """An Australian tax file number: the weighted sum of all nine digits is a multiple of eleven."""
    while True:
        number = digits(rng, 9)
        if sum(int(char) * by for char, by in zip(number, (1, 4, 3, 7, 5, 8, 6, 9, 10), strict=True)) % 11 == 0:
            return f"{number[:3]} {number[3:6]} {number[6:]}"


def sin(rng: Random) -> str:
    body = rng.choice("1234567") + digits(rng, 7)
    number = body + luhn(body)
    return (
        f"{number[:3]} {number[3:6]} {number[6:]}" if rng.random() < 0.7 else f"{number[:3]}-{number[3:6]}-{number[6:]}"
    )


def ppsn(rng: Random) -> str:
    body, last = rng.choice("123456789") + digits(rng, 6), rng.choice(("", "A"))
    total = sum(int(char) * weight for char, weight in zip(body, range(8, 1, -1), strict=True)) + 9 * len(last)
    return body + "WABCDEFGHIJKLMNOPQRSTUV"[total % 23] + last


def ssn(rng: Random) -> str:
    area = rng.choice([number for number in range(101, 890) if number != 666])
    return rng.choice(
        (f"{area}-{rng.randint(11, 99)}-{rng.randint(1001, 9989)}",) * 3
        + (f"{area} {rng.randint(11, 99)} {rng.randint(1001, 9989)}",)
    )


def nino(rng: Random) -> str:
    text = rng.choice(("AB", "CE", "JR", "LM", "PW", "SE", "TY", "HK")) + digits(rng, 6) + rng.choice("ABCD")
    return text if rng.random() < 0.4 else " ".join((text[:2], text[2:4], text[4:6], text[6:8], text[8]))


def routing(rng: Random) -> str:
    weights = (3, 7, 1, 3, 7, 1, 3, 7)
    body = rng.choice(("02", "03", "06", "11", "12", "26", "32")) + digits(rng, 6)
    return body + str(-sum(int(char) * by for char, by in zip(body, weights, strict=True)) % 10)


def resident(rng: Random, year: int, month: int, day: int, man: bool) -> str:
    """A Korean resident registration number."""
    seventh = (1 if man else 2) + (2 if year >= 2000 else 0)
    body = f"{year % 100:02}{month:02}{day:02}{seventh}{digits(rng, 5)}"
    total = sum(int(char) * by for char, by in zip(body, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), strict=True))
    return f"{body[:6]}-{body[6:]}{(11 - total % 11) % 10}"


def german_tax(rng: Random) -> str:
    """An identification number of the German tax office: one digit stands twice, one not at all."""
    while True:
        ten = rng.sample("0123456789", 9)
        ten.insert(rng.randrange(1, 10), rng.choice(ten))
        if ten[0] != "0" and not any(
            one == other == third for one, other, third in zip(ten, ten[1:], ten[2:], strict=False)
        ):
            break
    product = 10
    for char in ten:
        product = ((int(char) + product) % 10 or 10) * 2 % 11
    number = "".join(ten) + str((11 - product) % 10)
    return f"{number[:2]} {number[2:5]} {number[5:8]} {number[8:]}" if rng.random() < 0.6 else number


def dni(rng: Random) -> str:
    number = rng.randint(10_000_000, 79_999_999)
    return f"{number}{rng.choice(('', '-'))}{'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23]}"


def chinese(rng: Random, year: int, month: int, day: int) -> str:
    area = rng.choice(("110105", "310104", "330106", "440305", "510107", "420111", "320102", "370202"))
    body = f"{area}{year}{month:02}{day:02}{digits(rng, 3)}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(char) * by for char, by in zip(body, weights, strict=True)) % 11]


def my_number(rng: Random) -> str:
    body = digits(rng, 11)
    total = sum(int(char) * by for char, by in zip(reversed(body), (2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6), strict=True))
    number = body + str(0 if total % 11 <= 1 else 11 - total % 11)
    return f"{number[:4]} {number[4:8]} {number[8:]}" if rng.random() < 0.6 else number

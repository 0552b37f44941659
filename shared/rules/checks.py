"""Check digits that python-stdnum does not know: is a number, its digits and letters only, a valid one?

Knows arithmetic alone; which words stand around a number is not its business.
"""

from datetime import date

from shared.rules.cards import luhn


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def chinese_id(number: str) -> bool:
    """Chinese resident: region (not looked up: old ones are in no list), date of birth, serial, check digit."""
    if (
        len(number) != 18
        or number[0] not in "12345678"
        or not _is_day(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    ):
        return False
    total = _weighted(number[:17], (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2))
    return "1900" <= number[6:10] <= "2100" and "10X98765432"[total % 11] == number[17].upper()


def korean_id(number: str) -> bool:
    """Korean resident, by date of birth and sex. Numbers given out since October 2020 have no check digit any more."""
    century = {"9": 1800, "0": 1800, "1": 1900, "2": 1900, "5": 1900, "6": 1900}.get(number[6:7], 2000)
    return len(number) == 13 and _is_day(century + int(number[:2]), int(number[2:4]), int(number[4:6]))


def corsican_nir(number: str) -> bool:
    """French social security of people born on Corsica, whose department is 2A or 2B."""
    plain = number.upper().replace("2A", "19").replace("2B", "18")
    return plain.isdigit() and len(plain) == 15 and 97 - int(plain[:13]) % 97 == int(plain[13:])


def snils(number: str) -> bool:
    """Russian pension insurance: nine digits, then their weighted sum modulo 101."""
    return len(number) == 11 and _weighted(number, (9, 8, 7, 6, 5, 4, 3, 2, 1)) % 101 % 100 == int(number[9:])


def hungarian_tax(number: str) -> bool:
    """Hungarian tax: eight digits with a check digit, then perhaps how VAT is paid (1 to 5) and the county."""
    if len(number) not in (8, 11) or (len(number) == 11 and number[8] not in "12345"):
        return False
    return _weighted(number[:8], (9, 7, 3, 1, 9, 7, 3, 1)) % 10 == 0


def french_account(number: str) -> bool:
    """French bank account (RIB): bank, counter, account with letters as digits, key modulo 97."""
    digits = number.upper().translate(_IN_ACCOUNTS)
    if len(digits) != 23 or not digits.isdecimal():
        return False
    bank, counter, account, key = int(digits[:5]), int(digits[5:10]), int(digits[10:21]), int(digits[21:])
    return 97 - (89 * bank + 15 * counter + 3 * account) % 97 == key


_IN_ACCOUNTS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")


def clabe(number: str) -> bool:
    """Mexican bank account."""
    total = sum(int(digit) * weight % 10 for digit, weight in zip(number[:17], (3, 7, 1) * 6, strict=False))
    return len(number) == 18 and -total % 10 == int(number[17])


def saudi_id(number: str) -> bool:
    """Saudi citizen (1) or resident (2)."""
    return len(number) == 10 and number[0] in "12" and luhn(number)


def emirates_id(number: str) -> bool:
    """Emirates ID: 784, year of birth, seven digits, Luhn's check digit."""
    return len(number) == 15 and number.startswith("784") and "1900" < number[3:7] < "2035" and luhn(number)


def egyptian_id(number: str) -> bool:
    """Egyptian national number: century, date of birth, governorate. Its check digit is not published."""
    if len(number) != 14 or number[0] not in "23" or not ("01" <= number[7:9] <= "35" or number[7:9] == "88"):
        return False
    return _is_day((1700 + 100 * int(number[0])) + int(number[1:3]), int(number[3:5]), int(number[5:7]))


def hong_kong_id(number: str) -> bool:
    """One or two letters, six digits, a check digit in brackets."""
    value = number.upper().rjust(9, " ")
    codes = [36 if char == " " else int(char, 36) for char in value]
    return sum(code * weight for code, weight in zip(codes, range(9, 0, -1), strict=True)) % 11 == 0


def singapore_id(number: str) -> bool:
    """NRIC and FIN: the letter at the end follows from the seven digits."""
    head, digits, tail = number[0].upper(), number[1:8], number[8:].upper()
    total = _weighted(digits, (2, 7, 6, 5, 4, 3, 2)) + {"T": 4, "G": 4, "M": 3}.get(head, 0)
    letters = {"S": "JZIHGFEDCBA", "T": "JZIHGFEDCBA", "F": "XWUTRQPNMLK", "G": "XWUTRQPNMLK", "M": "XWUTRQPNJLK"}.get(
        head
    )
    return letters is not None and letters[total % 11 if head != "M" else 10 - total % 11] == tail


def taiwanese_id(number: str) -> bool:
    """A letter for the county, then nine digits with a check digit."""
    county = "ABCDEFGHJKLMNPQRSTUVXYWZIO".find(number[0].upper()) + 10
    digits = f"{county}{number[1:]}"
    return county >= 10 and _weighted(digits, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)) % 10 == 0


def polish_card(number: str) -> bool:
    """Polish identity card: three letters, a check digit, five digits."""
    values = [int(char, 36) for char in number.upper()]
    total = sum(value * weight for value, weight in zip(values, (7, 3, 1, 0, 7, 3, 1, 7, 3), strict=True))
    return total % 10 == values[3]


def german_health(number: str) -> bool:
    """German health insurance (KVNR): a letter, eight digits, a check digit."""
    digits = f"{ord(number[0].upper()) - 64:02d}{number[1:9]}"
    total = sum(sum(divmod(int(digit) * (1 + place % 2), 10)) for place, digit in enumerate(digits))
    return total % 10 == int(number[9])


def german_pension(number: str) -> bool:
    """German pension insurance: area, date of birth, letter of the birth name, serial, check digit."""
    digits = f"{number[:8]}{ord(number[8].upper()) - 64:02d}{number[9:11]}"
    weights = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)
    total = sum(sum(divmod(int(digit) * weight, 10)) for digit, weight in zip(digits, weights, strict=True))
    return total % 10 == int(number[11])


def spanish_social(number: str) -> bool:
    """Spanish social security: province, number, remainder modulo 97."""
    if len(number) != 12:
        return False
    province, serial = number[:2], number[2:10]
    body = province + (serial[1:] if serial[0] == "0" else serial)
    return int(body) % 97 == int(number[10:])


def nino(number: str) -> bool:
    """British national insurance: which prefixes were ever given out."""
    prefix = number[:2].upper()
    return (
        prefix not in ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ")
        and prefix[0] not in "DFIQUV"
        and prefix[1] not in "DFIOQUV"
    )


def vin(number: str) -> bool:
    """Vehicle identification number with the check digit that North America and China ask for."""
    number = number.upper()
    values = dict(zip("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", map(int, "012345678912345678123457923456789"), strict=True))
    if len(number) != 17 or any(char not in values for char in number):
        return False
    total = sum(
        values[char] * weight
        for char, weight in zip(number, (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2), strict=True)
    )
    return "0123456789X"[total % 11] == number[8]


def russian_passport(number: str) -> bool:
    """Series and number of a Russian passport, which hold no check digit: the year of the form is the second pair."""
    digits = "".join(char for char in number if char.isdigit())
    return len(digits) == 10 and (digits[2:4] <= "35" or digits[2:4] >= "97")

"""Bytes as a machine prints them are no telephone number, account or date; numbers that people write in pairs are."""

import pytest

from shared.rules import find
from shared.rules.dumps import is_of_a_dump
from shared.rules.plausibility import is_plausible

ROWS = {
    "a packet": ("0000   45 00 00 3c 1c 46 40 00 40 06 b1 e6 c0 a8 00 68", "45 00 00 3c 1c 46 40 00"),
    "a request on a bus": ("A request to read two registers: 01 03 00 6B 00 03 74 17", "01 03 00 6B 00 03 74 17"),
    "the head of a record": ("16 03 01 02 00 01 00 01 fc 03 03 5e 8f 9d 22 7b", "02 00 01 00 01"),
    "words of two bytes": ("00000010: 7f45 4c46 0201 0100 0000 0000 0000 0000  .ELF....", "0201 0100 0000 0000"),
    "the second of two rows": ("00 01 02 03\n45 00 00 3c 1c 46 40 00 40 06", "40 00 40 06"),
}
NUMBERS = {
    "a French telephone": ("Appelez le 06 12 34 56 78", "06 12 34 56 78"),
    "and its floor": ("Appelez le 06 12 34 56 78 2e étage", "06 12 34 56 78"),
    "and its hours": ("Appelez le 06 12 34 56 78 de 08 30 à 17 45", "06 12 34 56 78"),
    "two of them": ("06 12 34 56 78 01 42 68 53 00", "06 12 34 56 78"),
    "an account in pairs": ("Konto DE 89 37 04 00 44 05 32 01 30 00", "89 37 04 00 44 05 32 01 30 00"),
    "the bytes of a card": ("Card 04 A2 3B 1C 5D 80 00 12 opened the door", "04 A2 3B 1C 5D 80 00 12"),
    "the bytes of a key": ("AppKey: 2B 7E 15 16 28 AE D2 A6 AB F7 15 88", "2B 7E 15 16 28 AE D2 A6 AB F7 15 88"),
    "too short a row": ("The frame is 02 1A 00 0F 5D 03.", "02 1A 00 0F 5D 03"),
}


@pytest.mark.parametrize(("text", "part"), ROWS.values(), ids=ROWS)
def test_a_row_of_bytes_is_nobodys_number(text: str, part: str) -> None:
    start = text.index(part)
    assert is_of_a_dump(text, start, start + len(part))
    for label in ("private_phone", "account_number", "private_date"):
        assert not is_plausible(text, start, start + len(part), label)
    assert not find(text)


@pytest.mark.parametrize(("text", "part"), NUMBERS.values(), ids=NUMBERS)
def test_what_people_write_in_pairs_stays(text: str, part: str) -> None:
    start = text.index(part)
    assert not is_of_a_dump(text, start, start + len(part))


def test_a_secret_in_bytes_stays_found() -> None:
    text = "0000 45 00 00 3c 1c 46 40 00 40 06"
    assert is_plausible(text, 5, len(text), "secret")


def test_a_telephone_before_a_row_of_bytes_is_found() -> None:
    text = "06 12 34 56 78\n45 00 00 3c 1c 46 40 00 40 06"
    assert [text[span.start : span.end] for span in find(text)] == ["06 12 34 56 78"]

"""Numbers spelled out in words or spaced digits; counting is none."""

import pytest

from tests.shared.rules.marked import expected, found


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("phone_number", "my phone is «four one five, five five five, two six seven one»"),
        ("phone_number", "call «double five five one two three four six»"),
        ("phone_number", "Telefon: «null eins sieben eins zwei drei vier fünf»"),
        ("phone_number", "My number is «five five five, zero one three four, nine two»."),
        ("phone_number", "Phone: «4 1 5 5 5 5 2 6 7 1»"),
        ("ssn", "SSN «5 3 6 9 0 4 3 9 9»"),
        ("ssn", "social security number «five three six nine zero four three nine nine»"),
        ("bank_account", "account «one two three seven eight nine zero»"),
    ],
)
def test_a_number_spelled_out_is_found(kind: str, text: str) -> None:
    assert found(text) == expected(text, kind)


@pytest.mark.parametrize(
    "text", ["one, two, three, four, five, six, seven", "1 2 3 4 5 6 7 8 9", "un deux trois quatre cinq six sept"]
)
def test_counting_is_no_number(text: str) -> None:
    assert found(text) == []

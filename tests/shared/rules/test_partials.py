"""The last digits of masked numbers, and the file numbers of courts."""

import pytest

from shared.rules import find
from tests.shared.rules.marked import expected, found


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("credit_card", "Your Visa ending in «4242» was charged"),
        ("credit_card", "card «**** **** **** 4242»"),
        ("credit_card", "Karte endet auf «4242»"),
        ("credit_card", "尾号为«4242»的信用卡"),
        ("bank_account", "account «xxxxxx4242»"),
        ("bank_account", "Konto «****4242»"),
        ("ssn", "SSN «XXX-XX-4399»"),
        ("ssn", "last four of your SSN: «4399»"),
    ],
)
def test_an_ending_is_found(kind: str, text: str) -> None:
    assert found(text) == expected(text, kind)


@pytest.mark.parametrize(
    "text",
    [
        "the account year ending 2023",
        "## 2024 card games",
        "card **4242** of the deck",
        "0xxx1234 account",
        "xx-large 1200 card",
        "the port ending in 8080",
        "a range from **** to 9999",
        "/* 2024 */ card",
        "account: ********",
        "***** 1024 tests passed",
    ],
)
def test_what_only_looks_masked_is_left(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "docket «2:24-cv-00118-ABC»",
        "Az.: «12 O 345/24»",
        "Aktenzeichen «4 C 118/24»",
        "дело № «А40-12345/2024»",
        "（2024）京0105民初12345号".join("«»"),
    ],
)
def test_a_file_number_of_a_court_is_found(text: str) -> None:
    assert found(text) == expected(text, "case_id")


@pytest.mark.parametrize(
    "text",
    [
        "at 2:24 cv 00118",
        "国发(2024)12号",
        "the ratio 12 A 345/24",
        "А4 210/297",
        "12:24-mc2",
        "run 2:24-cv",
    ],
)
def test_what_is_no_file_number_is_left(text: str) -> None:
    assert find(text) == []

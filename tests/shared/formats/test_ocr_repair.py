"""What is certainly misread is put right, one character for one; what may be right stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.formats.ocr_repair import repaired
from shared.formats.ocr_words import Word
from shared.formats.textmap import Box


def line(text: str) -> list[Word]:
    return [Word(part, Box(0, 60 * n, 0, 60 * n + 50, 20), 90.0, 1, 1, 1) for n, part in enumerate(text.split())]


def mended(text: str) -> str:
    return " ".join(word.text for word in repaired(line(text)))


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("card 4lll 1111 1111 1111", "card 4111 1111 1111 1111"),
        ("5555 5S55 5555 4444", "5555 5555 5555 4444"),
        ("078-O5-1120", "078-05-1120"),
        ("(503) 555-O148", "(503) 555-0148"),
        ("2O26-B3-14", "2026-83-14"),
        ("jane.doe®example.com", "jane.doe@example.com"),
        ("samir_okonkwoGexample.net,", "samir_okonkwo@example.net,"),
        ("KEY=AKIA0SFODNN7EXAMPL8Q", "KEY=AKIAOSFODNN7EXAMPLBQ"),
        ("|2O3.0.113.42", "1203.0.113.42"),
    ],
)
def test_a_certain_slip_is_put_right(read, meant):
    assert mended(read) == meant


@pytest.mark.parametrize(
    "text",
    [
        "userGroup.name",
        "listGenerator.next",
        "GitHub.com",
        "www.example.com/aGb.com",
        "Bob",
        "B12",
        "SO",
        "I5",
        "Sol 4",
        "sk_live_51Hl0O",
        "H2O",
        "COVID-19",
        "ISO 9001",
        "© 2026 Acme",
    ],
)
def test_what_may_be_right_stays(text):
    assert mended(text) == text


@given(st.lists(st.text("0123456789OolISB.-@AKx", min_size=1, max_size=20), min_size=1, max_size=6))
def test_every_character_keeps_its_place(parts):
    words = line(" ".join(parts))

    assert [len(word.text) for word in repaired(words)] == [len(word.text) for word in words]

"""Every national, tax and bank number of the table is found beside a word that speaks of it, however it is grouped."""

import re
from itertools import accumulate
from random import Random

import pytest

from shared.rules.finding import finding
from shared.rules.identity import _check, _split, find
from shared.rules.national import NUMBERS, Number
from shared.rules.reading import read

TRIES = 60_000
BEGINNINGS = {  # of numbers that hardly begin otherwise, so that chance meets a valid one
    "chinese_id": "1101051985",
    "emirates_id": "784",
    "nz.bankaccount": "0109020068389",
    "uy.rut": "211003420017",
}
LAYOUTS = [(number, layout) for number in NUMBERS for layout in _split(number.layouts)]


def name_of(value: object) -> str:
    check = getattr(value, "check", value)
    return getattr(check, "__name__", str(check))


def valid(number: Number, layout: str, rng: Random) -> str:
    """A made-up number that passes the check, grouped as the layout says."""
    sizes = [int(size) for size in re.findall("[0-9]+", layout)]
    check, begin = _check(number.check), BEGINNINGS.get(name_of(number), "")
    for _ in range(TRIES):
        digits = begin + "".join(rng.choices("0123456789", k=sum(sizes) - len(begin)))
        if len(set(digits)) > 3 and check(digits):
            signs = [*re.findall("[^0-9!]", layout), ""]
            ends = list(accumulate(sizes))
            return "".join(digits[end - size : end] + sign for end, size, sign in zip(ends, sizes, signs, strict=True))
    raise AssertionError("Hardly any number of this layout is valid: is the layout right?")


def spoken(number: Number) -> str:
    """A word that speaks of it, whole where there is one: a star stands for the rest of a word."""
    known = number.near.split("|")
    return next((word for word in known if "*" not in word), known[0].rstrip("*"))


@pytest.mark.parametrize(("number", "layout"), LAYOUTS, ids=name_of)
def test_a_number_of_the_table_is_found_beside_its_word(number: Number, layout: str) -> None:
    written = valid(number, layout, Random(f"{name_of(number)}/{layout}"))
    text = f"{spoken(number)} {written}"

    found = [span for span in find(read(text)) if text[span.start : span.end] == written]

    assert found and found[0].label == finding(0, 1, number.kind, 1.0).label


@pytest.mark.parametrize(
    ("number", "layout"), [(n, lay) for n, lay in LAYOUTS if re.fullmatch("[0-9]+", lay)], ids=name_of
)
def test_bare_digits_without_a_word_are_no_number(number: Number, layout: str) -> None:
    written = valid(number, layout, Random(f"{name_of(number)}/{layout}"))

    assert not list(find(read(f"wrote {written} bytes in 3 ms")))

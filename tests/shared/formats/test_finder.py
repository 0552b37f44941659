"""All words that stand in a text are found at once, and no other."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.formats.finder import Finder
from shared.formats.traces import Needles, folded

WORDS = st.lists(st.binary(min_size=1, max_size=9).map(lambda word: bytes(65 + byte % 4 for byte in word)), max_size=12)


@given(words=WORDS, text=st.binary(max_size=60).map(lambda text: bytes(65 + byte % 4 for byte in text)))
def test_it_finds_what_a_search_for_each_would(words: list[bytes], text: bytes) -> None:
    many = [*words, *(b"%09d" % number for number in range(70))]  # so many that it does not look one by one

    assert set(Finder(many).found_in(text)) == {word for word in many if word in text}
    assert set(Finder(words).found_in(text)) == {word for word in words if word in text}


@pytest.mark.parametrize("at", [0, 1, (1 << 22) - 3, 1 << 22, (1 << 22) + 1])
def test_a_word_is_found_wherever_it_begins_in_millions_of_bytes(at: int) -> None:
    text = bytearray(random.Random(1).randbytes((1 << 22) + 64))
    text[at : at + 8] = b"trillium"
    words = [b"trillium", *(b"%09d" % number for number in range(70))]

    assert b"trillium" in set(Finder(words).found_in(bytes(text)))


def test_words_that_may_stay_are_counted() -> None:
    needles = Needles(["Jane Miller", "Ann", "Fitz-gerald"], ["Jane Miller came. Ann went.", "jane miller"])

    assert not needles.left_in(folded("Jane Mil\nler, Jane Miller; Ann and the annual fair"))
    assert needles.left_in(folded("Jane Miller, JANE MILLER, JaneMiller"))
    assert needles.left_in(folded("Ann or Ann"))
    assert needles.gone_everywhere() == ["Fitz-gerald"]

"""What the second look is given: all that the first one left or doubted, nothing else, and no letter cut."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.formats.ocr_left import SURE, left_over
from shared.formats.ocr_words import Word
from shared.formats.textmap import Box

HEIGHT = 24


def word(left: int, top: int, *, confidence: float = 95.0, width: int = 120, block: int = 1) -> Word:
    return Word("word", Box(0, left, top, left + width, top + HEIGHT), confidence, block, 1, 1)


def drawn(*words: Word, size: tuple[int, int] = (600, 800)) -> np.ndarray:
    """What stands out of a picture with these words: black strokes, as wide as the gaps between them, on white."""
    contrast = np.full(size, 255, np.uint8)
    for one in words:
        top, bottom, left, right = int(one.box.top), int(one.box.bottom), int(one.box.left), int(one.box.right)
        contrast[top:bottom, left:right][:, ::8] = contrast[top:bottom, left:right][:, 1::8] = 0
    return contrast


def seen(sheets, size: tuple[int, int] = (600, 800)) -> np.ndarray:
    """The picture that the sheets show together, each row where it came from."""
    whole = np.full(size, 255, np.uint8)
    for sheet in sheets:
        for strip in sheet.strips:
            rows = slice(strip.there, strip.there + strip.bottom - strip.top)
            assert (whole[rows] == 255).all(), "no row is read twice"
            whole[rows] = sheet.pixels[strip.top : strip.bottom]
    return whole


def test_what_was_read_with_confidence_is_not_read_again():
    words = [word(40, 40), word(200, 40), word(40, 100)]

    assert left_over(drawn(*words), words, 2) == []


def test_a_doubted_word_is_read_again_alone():
    sure, doubted = word(40, 40), word(200, 40, confidence=SURE - 1)
    contrast = drawn(sure, doubted)

    whole = seen(left_over(contrast, [sure, doubted], 2))

    assert (whole[:, 190:330] == contrast[:, 190:330]).all()
    assert (whole[:, :180] == 255).all()


def test_writing_that_was_not_seen_is_read_and_rules_and_frames_are_not():
    known, missed = word(40, 40), word(300, 200)
    contrast = drawn(known, missed)
    contrast[300:303, 40:700] = 0  # a rule
    for edge in (slice(400, 403), slice(560, 563)):  # a card's frame
        contrast[edge, 40:700] = 0
    contrast[400:563, 40:43] = contrast[400:563, 697:700] = 0

    whole = seen(left_over(contrast, [known], 2))

    assert (whole[190:240] == contrast[190:240]).all()
    assert (whole[:190] == 255).all() and (whole[240:] == 255).all()


def test_faint_writing_counts_as_much():
    contrast = np.where(drawn(word(300, 200)) == 0, np.uint8(190), np.uint8(255))

    assert (seen(left_over(contrast, [word(40, 40)], 2))[200:224, 300:420] == contrast[200:224, 300:420]).all()


def test_a_page_of_which_nothing_was_read_is_dealt_out_whole():
    rows = [word(40, top, width=2000) for top in range(40, 1900, 60)]
    contrast = drawn(*rows, size=(2000, 2400))

    sheets = left_over(contrast, [], 2)

    assert len(sheets) == 2
    assert (seen(sheets, (2000, 2400)) == contrast).all()
    amounts = [(sheet.pixels < 255).sum() for sheet in sheets]
    assert max(amounts) <= 1.2 * min(amounts)


@given(
    st.lists(st.tuples(st.integers(0, 650), st.integers(0, 570), st.sampled_from([40.0, 95.0])), max_size=12),
    st.integers(1, 4),
)
@settings(max_examples=40)
def test_no_letter_is_cut_and_nothing_of_what_is_doubted_is_lost(places, most):
    words = [word(left, top, confidence=confidence) for left, top, confidence in places]
    contrast = drawn(*words)

    sheets = left_over(contrast, words, most)

    assert len(sheets) <= most
    whole = seen(sheets)
    for one in words:
        if one.confidence < SURE:
            rows, columns = slice(int(one.box.top), int(one.box.bottom)), slice(int(one.box.left), int(one.box.right))
            assert (whole[rows, columns] == contrast[rows, columns]).all()
    assert all(sheet.pixels.shape[0] <= 600 + 2 * HEIGHT for sheet in sheets)
    ends = {strip.there + strip.bottom - strip.top for sheet in sheets for strip in sheet.strips}
    cuts = [strip.there for sheet in sheets for strip in sheet.strips if strip.there in ends]
    assert all((whole[cut - 1 : cut + 1] == 255).all() for cut in cuts)


def test_words_go_back_to_their_rows_and_two_sheets_share_no_line():
    rows = [word(40, top, width=2000) for top in range(40, 1900, 60)]
    sheets = left_over(drawn(*rows, size=(2000, 2400)), [], 2)

    first, second = (sheet.put_back([word(40, sheet.strips[-1].top + 17)])[0] for sheet in sheets)

    assert first.box.top == pytest.approx(sheets[0].strips[-1].there + 17)
    assert second.box.top == pytest.approx(sheets[1].strips[-1].there + 17) and second.box.top > first.box.bottom
    assert first.block != second.block

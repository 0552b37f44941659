"""A picture is cut in two where no letter stands, and its words come in the order in which a person reads them."""

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from shared.formats.ocr_halves import cut_of, joined
from shared.formats.ocr_words import Word, text_map
from shared.formats.textmap import Box

FONT = ImageFont.load_default(20)


def page(*columns: tuple[int, list[int]], size: tuple[int, int] = (1600, 1200)) -> np.ndarray:
    """Lines of writing that begin at these columns and rows."""
    image = Image.new("L", size, 255)
    draw = ImageDraw.Draw(image)
    for left, rows in columns:
        for row in rows:
            draw.text((left, row), "Maria Lopez lives here, quietly", fill=0, font=FONT)
    return np.asarray(image)


def test_a_picture_is_cut_between_two_paragraphs_and_through_no_letter():
    grey = page((40, [*range(40, 540, 30), *range(600, 1100, 30)]))

    cut = cut_of(grey)

    assert cut is not None and 545 < cut < 600
    assert (grey[cut - 8 : cut + 8] == 255).all()


def test_a_frame_may_be_crossed():
    image = Image.fromarray(page((40, [*range(40, 540, 30), *range(600, 1100, 30)])))
    ImageDraw.Draw(image).rectangle((10, 10, 1590, 1190), outline=0, width=3)

    assert cut_of(np.asarray(image)) == cut_of(page((40, [*range(40, 540, 30), *range(600, 1100, 30)])))


def test_a_paragraph_is_not_cut_nor_a_column_beside_one():
    assert cut_of(page((40, [*range(40, 1160, 30)]))) is None
    assert cut_of(page((40, [*range(40, 540, 30), *range(600, 1100, 30)]), (800, [*range(40, 1160, 30)]))) is None


def test_what_is_small_empty_or_all_on_one_side_stays_whole():
    assert cut_of(page((40, [*range(40, 200, 30), *range(300, 400, 30)]), size=(800, 440))) is None
    assert cut_of(np.full((1200, 1600), 255, np.uint8)) is None
    assert cut_of(page((40, [40, *range(600, 1100, 30)]))) is None
    assert cut_of(np.asarray(Image.effect_noise((1600, 1200), 60))) is None


def word(text: str, top: int, line: int = 1, left: int = 0) -> Word:
    return Word(text, Box(0, left, top, left + 80, top + 20), 90.0, 1, 1, line)


def test_the_lower_words_stand_where_they_stand_on_the_whole_and_share_no_line_with_the_upper():
    words = joined([word("Maria", 100)], [word("Lopez", 30)], 400)

    assert [one.box.top for one in words] == [100, 430]
    assert text_map(words).text == "Maria\n\nLopez"


def test_a_name_over_the_cut_is_one_paragraph_still():
    words = joined(
        [word("ask", 380 - 30), word("Maria", 380, line=2)], [word("Lopez", 5), word("now", 40, line=2)], 405
    )

    assert text_map(words).text == "ask\nMaria\nLopez\nnow"


def test_one_half_without_words_is_no_loss():
    assert [one.text for one in joined([], [word("Lopez", 5)], 400)] == ["Lopez"]
    assert joined([word("Maria", 5)], [], 400) == [word("Maria", 5)]

"""The words of two looks at a picture become one text in reading order, each word once."""

from hypothesis import given
from hypothesis import strategies as st

from shared.formats.ocr_words import Word, _covered, merge, text_map
from shared.formats.textmap import Box


def word(text: str, left: int, top: int, width: int = 60, height: int = 20, line: int = 1, **changes) -> Word:
    values = {"confidence": 90.0, "block": 1, "paragraph": 1, **changes}
    return Word(text, Box(0, left, top, left + width, top + height), line=line, **values)


def test_a_word_that_both_looks_read_is_taken_from_the_first():
    first = [word("Maria", 0, 0), word("Lopez", 70, 0)]
    second = [word("Marla", 1, 1), word("Lopez", 69, 0, block=4)]

    assert merge(first, second) == first


def test_digits_that_the_first_look_cut_into_columns_are_taken_from_the_second():
    first = [word("+17.", 0, 0, width=51, confidence=79.0), word("3 0", 60, 0, block=2, confidence=70.0)]
    second = [word("+1", 0, 0, width=28, confidence=96.0), word("713", 32, 0, width=88, confidence=96.0)]

    assert text_map(merge(first, second)).text == "+1 713"


def test_a_missed_word_joins_the_line_it_is_a_part_of():
    first = [word("Maria", 0, 0), word("called", 140, 0), word("today", 0, 40, line=2)]

    merged = merge(first, [word("Lopez", 70, 1, block=3)])

    assert text_map(merged).text == "Maria Lopez called\ntoday"


def test_a_missed_line_goes_between_its_neighbours():
    first = [word("one", 0, 0), word("three", 0, 80, line=2)]

    merged = merge(first, [word("two", 0, 40, block=2)])

    assert text_map(merged).text.split() == ["one", "two", "three"]


def test_a_missed_word_far_to_the_left_comes_before_what_stands_at_its_height():
    first = [word("heading", 0, 0), word("4111", 400, 60, line=2)]

    merged = merge(first, [word("VISA", 0, 60, block=2)])

    assert text_map(merged).text.split() == ["heading", "VISA", "4111"]


def test_texture_that_was_read_with_little_confidence_is_left_out():
    assert merge([], [word("ew", 0, 0, confidence=5.0), word("--", 100, 0)]) == []


def test_a_letter_all_by_itself_is_no_word_but_digits_in_boxes_are():
    boxes = [word(digit, 200 * at, 300, width=20, block=at) for at, digit in enumerate("4711")]

    merged = merge([word("code", 0, 0)], [word("J", 400, 0, width=10, block=8), *boxes])

    assert [one.text for one in merged] == ["code", "4", "7", "1", "1"]


def test_a_dash_of_the_first_look_gives_way_to_a_word_of_the_second():
    merged = merge([word("—", 0, 0), word("yes", 100, 0)], [word("sk_live", 0, 0)])

    assert [one.text for one in merged] == ["sk_live", "yes"]


def test_a_word_cut_at_a_dot_is_one_word():
    assert text_map([word("example.", 0, 0, width=130), word("com", 120, 0)]).text == "example.com"
    assert text_map([word("jane.", 0, 0), word("doe@example.com", 68, 0)]).text == "jane.doe@example.com"


def test_an_address_of_a_machine_cut_at_a_dot_is_one_word():
    assert text_map([word("10.", 0, 0), word("20.30.40", 66, 0)]).text == "10.20.30.40"
    assert text_map([word("3.", 0, 0), word("14", 66, 0)]).text == "3. 14"


def test_a_link_cut_at_a_dot_is_whole():
    words = [word("https://northgate.example.", 0, 0, width=300), word("com/u/lee05", 308, 0, width=120)]

    assert text_map(words).text == "https://northgate.example.com/u/lee05"


def test_words_with_room_between_them_stay_two():
    assert text_map([word("done.", 0, 0), word("then", 68, 0)]).text == "done. then"
    assert text_map([word("mail.", 0, 0), word("doe@example.com", 75, 0)]).text == "mail. doe@example.com"
    assert text_map([word("+1", 0, 0, width=30), word("512", 28, 0)]).text == "+1 512"


def test_a_wider_reading_of_the_second_look_is_kept_when_it_says_more():
    short = [word("key:", 0, 0)]

    assert merge(short, [word("key:", 0, 0, width=140, height=24)]) == short
    assert [one.text for one in merge(short, [word("key:sk_live_51H", 0, 0, width=240)])] == ["key:", "key:sk_live_51H"]


def test_columns_of_a_line_are_apart_in_the_text():
    assert text_map([word("Customer", 0, 0), word("Jane", 300, 0)]).text == "Customer\tJane"


def test_blocks_are_apart_in_the_text_when_they_are_apart_in_the_picture():
    close = [word("Alder Road", 0, 0), word("Portland", 0, 30, block=2)]
    far = [word("Alder Road", 0, 0), word("Portland", 0, 90, block=2)]
    beside = [word("left column", 0, 200), word("right column", 400, 0, block=2)]

    assert text_map(close).text == "Alder Road\nPortland"
    assert text_map(far).text == "Alder Road\n\nPortland"
    assert text_map(beside).text == "left column\n\nright column"


def test_lines_of_the_two_looks_that_bear_one_number_stay_two():
    merged = merge([word("first", 0, 0)], [word("second", 0, 200, line=1)])

    assert text_map(merged).text == "first\n\nsecond"


def test_a_missed_label_beside_its_value_is_a_column_of_its_row():
    assert text_map(merge([word("4111", 400, 60)], [word("VISA", 0, 60)])).text == "VISA\t4111"


def test_a_page_of_many_words_is_merged_as_one_with_few():
    words = [word(f"word{n}", n % 40 * 90, n // 40 * 30, line=n // 40) for n in range(3000)]

    assert merge(words, words) == words


boxes = st.tuples(st.integers(0, 400), st.integers(0, 200), st.integers(1, 120), st.integers(1, 40))
looks = st.lists(
    st.builds(
        lambda box, text, confidence, block, line: Word(
            text, Box(0, box[0], box[1], box[0] + box[2], box[1] + box[3]), confidence, block, 1, line
        ),
        boxes,
        st.text("aB1.-@", min_size=1, max_size=6),
        st.floats(0, 100),
        st.integers(1, 3),
        st.integers(1, 3),
    ),
    max_size=12,
)


@given(looks, looks)
def test_no_ink_of_the_first_look_is_lost_and_every_word_has_its_place(first, second):
    merged = merge(first, second)
    text = text_map(merged)

    assert [text.text[run.start : run.end] for run in text.runs] == [one.text for one in merged]
    for one in first:
        if any(letter.isalnum() for letter in one.text):
            assert one in merged or _covered(one.box, merged) >= 0.5
    assert "".join(text.text.split()) == "".join(one.text for one in merged)

"""A picture's words written down otherwise, and what is found there at the same words again."""

from hypothesis import given
from hypothesis import strategies as st

from shared.formats.ocr_views import views
from shared.formats.textmap import Box, Run, TextMap
from shared.spans import Span


def laid(text: str, *boxes: tuple[int, int, int]) -> TextMap[Box]:
    """Words of a text at (left, top, width)."""
    runs, at = [], 0
    for word, (left, top, width) in zip(text.split(), boxes, strict=True):
        at = text.index(word, at)
        runs.append(Run(at, at + len(word), Box(0, left, top, left + width, top + 20)))
        at += len(word)
    return TextMap(text, tuple(runs))


def test_a_name_over_the_end_of_a_full_line_is_whole_in_one_view():
    words = laid("and Grace\nFletcher born", (0, 0, 40), (50, 0, 60), (0, 30, 80), (90, 30, 50))

    assert "and Grace Fletcher born" in [view.text for view in views(words)]


def test_a_list_keeps_its_lines():
    words = laid("Rosa\nHenrik\nIrene Diallo Lopez", (0, 0, 40), (0, 30, 60), (0, 60, 50), (60, 60, 60), (130, 60, 200))

    assert views(words) == []


def test_columns_are_read_by_row_and_what_is_found_goes_back_to_its_words():
    words = laid("Phone\n+1\n+1\n\n713\n202", (0, 0, 50), (0, 30, 20), (0, 60, 20), (30, 30, 40), (30, 60, 40))

    *_, by_row = views(words)
    assert by_row.text == "Phone\n+1 713\n+1 202"
    start = by_row.text.index("+1 713")
    back = by_row.back([Span(start, start + 6, "private_phone")], words.text)
    assert [words.text[span.start : span.end] for span in back] == ["+1", "713"]


places = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(10, 60)), min_size=1, max_size=10)


@given(places, st.data())
def test_what_is_found_in_a_view_stands_in_the_text(boxes, data):
    text = "\n".join(f"w{number}" for number in range(len(boxes)))
    words = laid(text, *((80 * column, 30 * row, width) for column, row, width in boxes))
    for view in views(words):
        start = data.draw(st.integers(0, len(view.text) - 1))
        end = data.draw(st.integers(start + 1, len(view.text)))
        found = "".join(words.text[span.start : span.end] for span in view.back([Span(start, end, "secret")], text))
        assert sorted("".join(found.split())) == sorted("".join(view.text[start:end].split()))

"""What is found in the detector's view is found in the document."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from shared.formats.view import view_without
from shared.spans import Span


def test_a_word_that_a_line_cut_is_found_whole_and_goes_back_to_both_lines() -> None:
    text = "Jane Fitz-\ngerald signed"
    view = view_without(text, [(9, 11)])

    assert view.text == "Jane Fitzgerald signed"
    assert view.back([Span(0, 15, "private_person")]) == [Span(0, 17, "private_person")]


def test_characters_nobody_sees_do_not_hide_a_name() -> None:
    text = "J\u200ba\u00adne Do\u2060e"

    view = view_without(text, [])

    assert view.text == "Jane Doe"
    assert view.back([Span(0, 8, "private_person")]) == [Span(0, len(text), "private_person")]


def test_nothing_left_out_leaves_the_text_as_it_is() -> None:
    assert view_without("Jane", []).text == "Jane"
    assert view_without("", []).text == ""


def test_a_view_does_not_print_its_text() -> None:
    assert "Jane" not in repr(view_without("Jane", []))


@given(
    st.text("ab\u00ad\u200b\n-", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5)), max_size=6),
    st.lists(st.integers(0, 40), min_size=2, max_size=8, unique=True),
)
def test_spans_come_back_in_order_apart_and_over_the_same_letters(
    text: str, left_out: list[tuple[int, int]], cuts: list[int]
) -> None:
    breaks = [(start, min(start + length, len(text))) for start, length in left_out if start <= len(text)]
    view = view_without(text, breaks)
    places = sorted({min(cut, len(view.text)) for cut in cuts})
    spans = [Span(start, end, "secret") for start, end in zip(places[0::2], places[1::2], strict=False)]

    back = view.back(spans)

    assert all(a.end <= b.start for a, b in pairwise(back))
    for there, here in zip(spans, back, strict=True):
        seen = [view.original(index) for index in range(there.start, there.end)]
        assert seen[0] == here.start
        assert seen[-1] == here.end - 1
        assert "".join(text[index] for index in seen) == view.text[there.start : there.end]

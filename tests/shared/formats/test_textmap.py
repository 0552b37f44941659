"""A text map says where characters live, and nothing that is not so."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.formats.textmap import Box, BoxRuns, Passage, Run, TextMap, unite_lines


def box(left: float, top: float = 0, page: int = 0) -> Box:
    return Box(page, left, top, left + 10, top + 10)


def packed(*runs: Run[Box]) -> BoxRuns:
    edges = [edge for run in runs for edge in (run.place.left, run.place.top, run.place.right, run.place.bottom)]
    return BoxRuns(
        array("I", [run.start for run in runs]), array("I", [run.place.page for run in runs]), array("f", edges)
    )


@pytest.mark.parametrize("edges", [(2, 0, 1, 1), (0, 2, 1, 1), (float("nan"), 0, 1, 1)])
def test_a_box_inside_out_is_refused(edges: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="left <= right"):
        Box(0, *edges)


def test_boxes_of_two_pages_have_no_union() -> None:
    with pytest.raises(ValueError, match="no union"):
        box(0).union(box(0, page=1))


@pytest.mark.parametrize(
    "runs",
    [
        (Run(2, 4, box(0)), Run(0, 1, box(0))),
        (Run(0, 3, box(0)), Run(2, 4, box(0))),
        (Run(3, 5, box(0)),),
    ],
    ids=["out of order", "overlapping", "past the text"],
)
def test_runs_that_are_not_in_the_text_one_after_another_are_refused(runs: tuple[Run[Box], ...]) -> None:
    with pytest.raises(ValueError, match=r"runs? "):
        TextMap("abcd", runs)


def test_a_range_gives_the_places_of_every_run_it_touches() -> None:
    words = TextMap("Jane Doe", (Run(0, 4, box(0)), Run(5, 8, box(50))))

    assert words.places(0, 8) == [box(0), box(50)]
    assert words.places(2, 3) == [box(0)]
    assert words.places(4, 5) == []
    assert words.places(6, 6) == []


def test_a_range_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="no characters 3 to 9"):
        TextMap("abcd", ()).places(3, 9)


def test_characters_on_one_line_make_one_box_and_another_line_another() -> None:
    line = [box(0), box(10), box(20)]
    below = [box(0, top=12), box(10, top=12)]

    assert unite_lines(line + below) == [Box(0, 0, 0, 30, 10), Box(0, 0, 12, 20, 22)]


def test_a_wide_gap_is_another_column() -> None:
    assert unite_lines([box(0), box(200)]) == [box(0), box(200)]


def test_words_from_right_to_left_make_one_box() -> None:
    assert unite_lines([box(20), box(10), box(0)]) == [Box(0, 0, 0, 30, 10)]


def test_a_passage_has_no_box() -> None:
    assert TextMap("Jane", (Run(0, 4, Passage("word/document.xml", 0)),)).boxes(0, 4) == []


def test_a_text_map_does_not_print_its_text() -> None:
    assert "Jane" not in repr(TextMap("Jane", (Run(0, 4, Passage("", 0)),)))


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 50), st.integers(0, 3)), max_size=20))
def test_packed_runs_are_the_runs_they_pack(steps: list[tuple[int, int, int]]) -> None:
    runs: list[Run[Box]] = []
    start = 0
    for gap, left, page in steps:
        start += gap
        runs.append(Run(start, start + 1, box(left, page=page)))
    text = "x" * (start + 1)

    assert list(packed(*runs)) == runs
    assert packed(*runs)[::-1] == runs[::-1]
    assert TextMap(text, packed(*runs)).places(1, len(text)) == TextMap(text, tuple(runs)).places(1, len(text))


@pytest.mark.parametrize("edges", [[2, 0, 1, 1], [0, 2, 1, 1], [0, 0, 1]])
def test_packed_runs_hold_no_box_inside_out(edges: list[float]) -> None:
    with pytest.raises(ValueError):
        BoxRuns(array("I", [0]), array("I", [0]), array("f", edges))

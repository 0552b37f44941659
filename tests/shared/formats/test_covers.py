"""Letters go by a strip in the direction in which their line runs, and their neighbours stay."""

import re
from collections import Counter

import pymupdf
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from shared.formats import pdf_redact
from shared.formats.covers import Cover, covers_of
from shared.formats.pdf import read_pdf
from shared.formats.redacting_pdf import steps_of
from shared.formats.textmap import Box, Run, TextMap
from shared.redaction import Redaction
from shared.spans import Span
from tests.shared.formats import pdfs


def placed(*boxes: Box) -> TextMap[Box]:
    return TextMap("x" * len(boxes), tuple(Run(at, at + 1, box) for at, box in enumerate(boxes)))


def row(count: int, width: float = 6.0, step: float = 6.0) -> list[Box]:
    return [Box(0, 10 + step * at, 20, 10 + step * at + width, 32) for at in range(count)]


def column(count: int) -> list[Box]:
    return [Box(0, 20, 10 + 6 * at, 32, 16 + 6 * at) for at in range(count)]


def touches(cover: Cover, box: Box) -> bool:
    core = cover.core
    return core.left < box.right and box.left < core.right and core.top < box.bottom and box.top < core.bottom


@pytest.mark.parametrize("boxes", [row(9), column(9), column(9)[::-1], row(9, 9.0), row(9, 11.0), row(9)[::-1]])
@pytest.mark.parametrize(("start", "end"), [(2, 5), (0, 3), (6, 9), (4, 5)])
def test_the_strip_meets_its_letters_and_no_neighbour(boxes: list[Box], start: int, end: int) -> None:
    [cover] = covers_of(placed(*boxes), start, end)

    assert all(touches(cover, box) for box in boxes[start:end])
    near = [box for at, box in enumerate(boxes) if not start <= at < end]
    assert not any(touches(cover, box) for box in near)
    for box in boxes[start:end]:
        assert cover.box.union(box) == cover.box, "the box that is drawn covers every letter"


def test_a_single_letter_of_a_turned_page_is_taken_along_its_line() -> None:
    lonely = placed(Box(0, 20, 10, 32, 16))

    assert [cover.is_upright for cover in covers_of(lonely, 0, 1, is_turned=True)] == [True]
    assert [cover.is_upright for cover in covers_of(lonely, 0, 1)] == [False]


def test_a_cover_comes_back_from_its_list() -> None:
    [cover] = covers_of(placed(*column(4)), 1, 3)

    assert Cover.unpacked(cover.packed()) == cover


def without(data: bytes, words: list[str]) -> str:
    """The page's text after these words were taken out, by the redactor alone."""
    document = read_pdf(data, 10, 100_000)
    text = document.map.text
    found = [match.span() for word in words for match in re.finditer(re.escape(word), text)]
    assert len(found) == len(words)
    orders, _ = steps_of(document, [Redaction(Span(start, end, "private_person"), "") for start, end in found])
    made = pdf_redact.redact(data, orders, lambda done, steps: None).partition(b"\n")[2]
    return read_pdf(made, 10, 100_000).map.text


WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=6, max_size=9), min_size=4, max_size=36, unique=True)


@rules(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    words=WORDS,
    chosen=st.sets(st.integers(0, 35), min_size=1, max_size=12),
    rotation=st.sampled_from([0, 90, 180, 270]),
    turn=st.sampled_from([0, 90, 180, 270]),
)
def test_on_a_page_turned_any_way_every_other_letter_stays(
    words: list[str], chosen: set[int], rotation: int, turn: int
) -> None:
    """Text that runs in any of the four directions, on pages turned in any of the four."""
    rows = [" ".join(words[at : at + 6]) for at in range(0, len(words), 6)]
    begins = {0: (60, 80, 0, 1), 90: (80, 760, 1, 0), 180: (540, 760, 0, -1), 270: (520, 80, -1, 0)}
    left, baseline, across, down = begins[turn]
    lines = [(left + 12 * number * across, baseline + 12 * number * down, row) for number, row in enumerate(rows)]
    gone = [word for number, word in enumerate(words) if number in chosen] or words[:1]

    left_over = without(pdfs.written(lines, rotation=rotation, turn=turn), gone)

    assert sorted(left_over.split()) == sorted(word for word in words if word not in gone)


@pytest.mark.parametrize("degrees", [2, 5, 12, 75, -8])
def test_text_askew_keeps_the_letters_of_the_lines_beside_it(degrees: float) -> None:
    lines = ["some words that are here to stay", "dear Quillfeather thank you for it", "and more that stay as they are"]
    with pymupdf.open() as pdf:
        page = pdf.new_page()
        for number, line in enumerate(lines):
            place = pymupdf.Point(250, 300)
            page.insert_text((250, 300 + 13 * number), line, fontsize=11, morph=(place, pymupdf.Matrix(degrees)))
        data = pdf.tobytes()

    kept = " ".join(lines).replace("Quillfeather", "")
    assert Counter(without(data, ["Quillfeather"]).split()) == Counter(kept.split())


def test_a_letter_whose_box_lies_over_its_neighbours_leaves_them_there() -> None:
    """ "Our 2015" was once left as "015": in some fonts boxes are wider than letters."""
    data = pdfs.raw(b"BT /F1 20 Tf 72 700 Td [(O) 180 (u) 180 (r) 180 ( ) 180 (2) 180 (0) 180 (1) 180 (5)] TJ ET")

    assert without(data, ["Our"]).strip() == "2015"
    assert without(data, ["2015"]).strip() == "Our"

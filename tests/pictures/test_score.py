"""The scorer sees what is left readable and what is covered for nothing; the shots that come along keep floors."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from shared.formats.ocr import ocr_available, read_words
from shared.pictures import Bar, bars_of, detect_in_views
from shared.spans import Span
from tests.pictures.content import people
from tests.pictures.photograph import photographed
from tests.pictures.score import Score, given_strings, picture_of
from tests.pictures.truth import Item, Shot, load

SHOTS = sorted((Path(__file__).parent / "shots").glob("*.zip"))


def shot_of_two() -> Shot:
    ink = np.zeros((100, 200), np.uint8)
    ink[20:30, 20:80] = 1
    ink[60:70, 20:80] = 2
    line = ((18.0, 16.0), (82.0, 16.0), (82.0, 34.0), (18.0, 34.0))
    other = tuple((x, y + 40) for x, y in line)
    items = (Item("private_person", "Jane Doe", (line,)), Item("private_email", "jane@doe.example", (other,)))
    return Shot("two", Image.new("RGB", (200, 100), "white"), items, ink)


def bar(x: int, y: int, width: int, height: int) -> Bar:
    return Bar(0, x, y, width, height, 0, Span(0, 1, "private_person"), "")


def scored(*bars: Bar) -> Score:
    score = Score()
    score.add(shot_of_two(), bars)
    return score


def test_nothing_covered_is_everything_left():
    score = scored()

    assert (score.fully, score.ink_left, score.over) == (0.0, 1.0, 0.0)


def test_a_bar_over_one_of_two_leaves_half():
    score = scored(bar(18, 16, 64, 18))

    assert (score.fully, score.ink_left, score.over) == (0.5, 0.5, 0.0)
    assert score.by_label()["private_person"].fully == 1.0 and score.by_label()["private_email"].fully == 0.0


def test_a_bar_that_leaves_the_last_letter_does_not_cover():
    assert scored(bar(18, 16, 56, 18)).by_label()["private_person"].fully == 0.0


def test_a_bar_over_the_whole_page_does_not_win():
    score = scored(bar(0, 0, 200, 100))

    assert score.fully == 1.0 and score.over > 0.7


def test_the_pages_share_nobody():
    tuned, scored = ({one.name for seed in range(30) for one in people(pages, seed)} for pages in ("tuning", "scoring"))

    assert not tuned & scored


def test_a_photograph_takes_its_truth_along():
    sheet = shot_of_two()
    pixels = np.where(sheet.ink[..., None] > 0, 0, 255).astype(np.uint8).repeat(3, axis=2)
    photo = photographed(Shot(sheet.name, Image.fromarray(pixels), sheet.items, sheet.ink), "seed")

    light = np.asarray(photo.image.convert("L")).astype(float)
    assert light[photo.ink > 0].mean() < 0.6 * light[photo.ink == 0].mean()
    assert photographed(sheet, "seed").ink.tolist() == photo.ink.tolist()


@pytest.mark.slow
@pytest.mark.skipif(not ocr_available()[0], reason="Tesseract is not installed")
def test_the_shots_that_come_along_are_covered():
    """Never tuned on. `python -m benchmarks.images --quality` draws and counts them all."""
    from shared.engine.local import load_engine

    engine = load_engine("embedded", "cpu", 0, zero_gpu=False)
    given, whole = Score(), Score()
    for path in SHOTS:
        shot = load(path)
        words = read_words(picture_of(shot), "eng", 300)
        given.add(shot, given_strings(shot, words))
        whole.add(shot, bars_of(words, detect_in_views(words, engine), picture_of(shot)))

    assert given.fully >= 0.99 and given.ink_left <= 0.002 and given.over <= 0.03, given.line()
    assert whole.fully >= 0.93 and whole.over <= 0.06, whole.line()

"""From a picture to bars: each finding covered on each of its lines, nothing half covered, nothing pretended."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.images import pipeline
from apps.images.pipeline import PADDING, bars_of, read_picture
from shared.detection import Detection
from shared.formats.image import Picture
from shared.formats.ocr import OTHER_SCRIPT, PictureText, ocr_available
from shared.formats.textmap import Box, Run, TextMap
from shared.services import Services
from shared.settings import Settings
from shared.spans import Span
from tests.fakes import EngineThatFindsNothing, FakeEngine
from tests.shared.formats.pictures import encoded, written

needs_tesseract = pytest.mark.skipif(not ocr_available()[0], reason="Tesseract is not installed")


def services_with(engine: object) -> Services:
    return Services(Settings(), lambda: engine, None, ocr_available).start()


def silent(_fraction: float, _what: str) -> None:
    pass


def detection_of(*spans: Span) -> Detection:
    return Detection(spans, spans, "fake", 0.0)


def page(width: int = 500, height: int = 200) -> Picture:
    return Picture(width, height, bytes(3 * width * height))


TEXT = "call (Maria\nLopez) now"
WORDS = TextMap(
    TEXT,
    (
        Run(0, 4, Box(0, 10.4, 10, 50, 30)),
        Run(5, 11, Box(0, 60.6, 10.2, 120.3, 30.1)),
        Run(12, 18, Box(0, 0, 50, 70, 199)),
        Run(19, 22, Box(0, 80, 50, 120, 70)),
    ),
)


def test_a_name_over_a_line_break_has_two_bars_of_one_finding():
    bars = bars_of(WORDS, detection_of(Span(6, 17, "private_person")), page())

    assert [(bar.finding, bar.text) for bar in bars] == [(0, "Maria"), (0, "Lopez")]


def test_a_bar_is_padded_rounded_outward_and_stays_on_the_picture():
    first, second = bars_of(WORDS, detection_of(Span(6, 17, "private_person")), page())

    assert (first.x, first.y, first.x + first.width, first.y + first.height) == (58, 8, 123, 33)
    assert (second.x, second.y, second.x + second.width, second.y + second.height) == (0, 48, 72, 200)


def test_a_word_with_punctuation_glued_to_it_is_covered():
    [bar] = bars_of(WORDS, detection_of(Span(6, 8, "private_person")), page())

    assert bar.x <= 60 and bar.x + bar.width >= 121


@given(st.integers(0, 21), st.integers(1, 22))
def test_every_word_that_shares_a_character_with_a_finding_is_covered_whole(start, length):
    end = min(start + length, len(TEXT))
    bars = bars_of(WORDS, detection_of(Span(start, end, "secret")), page())

    for run in WORDS.runs:
        touched = run.start < end and start < run.end
        box = run.place
        covered = any(
            bar.x <= max(0, box.left - PADDING)
            and bar.x + bar.width >= box.right
            and bar.y <= max(0, box.top - PADDING)
            and bar.y + bar.height >= box.bottom
            for bar in bars
        )
        assert covered or not touched


@needs_tesseract
def test_a_picture_comes_back_with_bars_over_its_names():
    data = encoded(written("please ask Jane Doe", "about the invoice"))

    reading = read_picture(data, services_with(FakeEngine()), silent)

    assert reading.is_read and reading.engine == "fake"
    assert [bar.text for bar in reading.bars] == ["Jane Doe"]
    [bar] = reading.bars
    assert 0 < bar.x < reading.picture.width and bar.span.label == "private_person"


def test_the_languages_of_the_settings_are_read_and_a_script_that_none_of_them_has_is_told(monkeypatch):
    told = OTHER_SCRIPT.format(languages="eng+ell")
    asked = []

    def read(picture: Picture, languages: str, seconds: float) -> PictureText:
        asked.append(languages)
        return PictureText(WORDS, (told,))

    monkeypatch.setattr(pipeline, "read_for_review", read)
    services = Services(Settings(ocr_languages="eng+ell"), EngineThatFindsNothing, None, lambda: (True, "")).start()

    reading = pipeline.read_picture(encoded(written("hello")), services, silent)

    assert asked == ["eng+ell"] and reading.notes[0] == told


@needs_tesseract
def test_words_of_two_scripts_do_not_shift_the_bars():
    data = encoded(written("“naïve” café ask Jane Doe"))

    [bar] = read_picture(data, services_with(FakeEngine()), silent).bars

    assert bar.text == "Jane Doe" and bar.x > 250


@needs_tesseract
def test_a_picture_without_text_says_so():
    from PIL import Image

    reading = read_picture(encoded(Image.new("RGB", (300, 200), "teal")), services_with(FakeEngine()), silent)

    assert reading.bars == () and reading.notes == ("No text was found on this picture.",)


def test_without_tesseract_the_picture_is_there_and_nobody_pretends(monkeypatch):
    monkeypatch.setattr("pytesseract.pytesseract.tesseract_cmd", "/nowhere/tesseract")

    reading = read_picture(encoded(written("ask Jane Doe")), services_with(EngineThatFindsNothing()), silent)

    assert not reading.is_read and reading.bars == ()
    assert "apt-get install" in reading.notes[0] and "nothing written on this picture" in reading.notes[0]
    assert reading.picture.width == 1000

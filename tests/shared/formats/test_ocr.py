"""The words of a picture come in reading order, each with the pixels where it stands, from two merged passes."""

import stat
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from shared.errors import TooComplex, Unavailable
from shared.formats.image import Picture
from shared.formats.ocr import Word, merge, ocr_available, read_words, text_map
from shared.formats.textmap import Box
from tests.shared.formats.pictures import written

needs_tesseract = pytest.mark.skipif(not ocr_available()[0], reason="Tesseract is not installed")


def picture_of(image: Image.Image) -> Picture:
    return Picture(image.width, image.height, image.convert("RGB").tobytes())


def word(text: str, left: int, top: int, width: int = 60, height: int = 20, line: int = 1, **changes) -> Word:
    values = {"confidence": 90.0, "block": 1, "paragraph": 1, **changes}
    return Word(text, Box(0, left, top, left + width, top + height), line=line, **values)


@needs_tesseract
def test_the_text_keeps_its_lines_and_every_word_its_place():
    image = written("Maria Lopez lives here", "since 14 May 2021")

    words = read_words(picture_of(image), "eng", 30)

    assert words.text == "Maria Lopez lives here\nsince 14 May 2021"
    name = words.boxes(0, len("Maria Lopez"))
    assert len(name) == 1
    assert 35 <= name[0].left <= 45 and 40 <= name[0].top <= 60
    assert name[0].right < words.boxes(words.text.index("lives"), words.text.index("lives") + 5)[0].left
    assert len(words.boxes(0, len(words.text))) == 2


@needs_tesseract
def test_light_words_on_dark_are_read():
    words = read_words(picture_of(written("the key is hidden", ink="white", paper="#101418")), "eng", 30)

    assert words.text == "the key is hidden"


@needs_tesseract
def test_both_passes_together_read_each_word_once():
    image = written("alpha bravo charlie delta", width=900)
    draw = ImageDraw.Draw(image)
    draw.rectangle((40, 80, 500, 124), fill="#23262e")
    draw.text((64, 84), "red on black", fill="#d0312d", font=ImageFont.load_default(28))

    found = read_words(picture_of(image), "eng", 30).text.split()

    assert sorted(found) == sorted(["alpha", "bravo", "charlie", "delta", "red", "on", "black"])


@needs_tesseract
def test_a_picture_without_words_has_no_text():
    assert read_words(picture_of(Image.new("RGB", (400, 300), "#c0ffee")), "eng", 30).text == ""


@needs_tesseract
@pytest.mark.parametrize("size", [(1, 1), (3, 2), (1, 400), (2000, 3)])
def test_a_picture_too_small_for_words_has_no_text(size):
    assert read_words(picture_of(Image.new("RGB", size, "white")), "eng", 30).text == ""


def test_a_word_that_both_passes_read_is_taken_from_the_first():
    first = [word("Maria", 0, 0), word("Lopez", 70, 0)]
    second = [word("Marla", 1, 1), word("Lopez", 69, 0, block=4)]

    assert merge(first, second) == first


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


def test_a_dash_of_the_first_pass_gives_way_to_a_word_of_the_second():
    merged = merge([word("—", 0, 0), word("yes", 100, 0)], [word("sk_live", 0, 0)])

    assert [one.text for one in merged] == ["sk_live", "yes"]


def test_a_word_cut_at_a_dot_is_one_word():
    assert text_map([word("example.", 0, 0, width=130), word("com", 120, 0)]).text == "example.com"
    assert text_map([word("jane.", 0, 0), word("doe@example.com", 68, 0)]).text == "jane.doe@example.com"


def test_words_with_room_between_them_stay_two():
    assert text_map([word("done.", 0, 0), word("then", 68, 0)]).text == "done. then"
    assert text_map([word("mail.", 0, 0), word("doe@example.com", 75, 0)]).text == "mail. doe@example.com"
    assert text_map([word("+1", 0, 0, width=30), word("512", 28, 0)]).text == "+1 512"


def test_a_wider_reading_of_the_second_pass_is_kept_when_it_says_more():
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


def replace_tesseract(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    program = folder / "tesseract"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr("pytesseract.pytesseract.tesseract_cmd", str(program))


def test_ocr_that_crashes_is_told_in_a_sentence_without_its_words(monkeypatch, tmp_path):
    replace_tesseract(monkeypatch, tmp_path, 'echo "SENTINEL in a message" >&2; exit 1')

    with pytest.raises(Unavailable) as refusal:
        read_words(picture_of(written("hello")), "eng", 30)

    assert "SENTINEL" not in refusal.value.message


def test_ocr_that_hangs_is_ended(monkeypatch, tmp_path):
    replace_tesseract(monkeypatch, tmp_path, f'echo $$ >> {tmp_path}/pids; exec sleep 60')

    with pytest.raises(TooComplex, match="longer than"):
        read_words(picture_of(written("hello")), "eng", 0.5)

    pids = (tmp_path / "pids").read_text().split()
    assert pids and not any(Path(f"/proc/{pid}/cmdline").exists() and is_asleep(pid) for pid in pids)


def is_asleep(pid: str) -> bool:
    return b"sleep" in Path(f"/proc/{pid}/cmdline").read_bytes()


def test_ocr_that_is_missing_says_what_to_install(monkeypatch):
    monkeypatch.setattr("pytesseract.pytesseract.tesseract_cmd", "/nowhere/tesseract")

    available, reason = ocr_available("eng+chi_sim")

    assert not available
    assert "apt-get install tesseract-ocr tesseract-ocr-eng tesseract-ocr-chi-sim" in reason
    with pytest.raises(Unavailable, match="not installed"):
        read_words(picture_of(written("hello")), "eng", 30)


@needs_tesseract
def test_a_language_that_is_missing_is_named():
    available, reason = ocr_available("eng+tlh")

    assert not available
    assert "tlh" in reason and "tesseract-ocr-tlh" in reason


def test_nothing_of_the_picture_touches_the_disk(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    script = f'ls -l "$(dirname "$1")" >> {tmp_path}/seen; echo "level" > "$2.tsv"'
    replace_tesseract(monkeypatch, tmp_path, script)

    read_words(picture_of(written("hello")), "eng", 30)

    listed = [line for line in (tmp_path / "seen").read_text().splitlines() if not line.startswith("total")]
    assert listed and all(line.startswith("l") and "/proc/" in line for line in listed)
    assert {path.name for path in tmp_path.iterdir()} == {"seen", "tesseract"}


@needs_tesseract
def test_tesseract_alone_is_told_to_use_one_thread(monkeypatch, tmp_path):
    import os

    replace_tesseract(monkeypatch, tmp_path, f'echo "$OMP_THREAD_LIMIT" >> {tmp_path}/limit; echo "level" > "$2.tsv"')

    read_words(picture_of(written("hello")), "eng", 30)

    assert set((tmp_path / "limit").read_text().split()) == {"1"}
    assert "OMP_THREAD_LIMIT" not in os.environ

"""The words of a picture come in reading order, each with the pixels where it stands, from two merged passes."""

import stat
import threading
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from shared.errors import TooComplex, Unavailable
from shared.formats import ocr, ocr_tesseract
from shared.formats.image import Picture
from shared.formats.ocr import ONCE_ONLY, OTHER_SCRIPT, ocr_available, read_for_review, read_words
from shared.formats.ocr_inside import is_installed
from tests.shared.formats.pictures import written

needs_tesseract = pytest.mark.skipif(not ocr_available()[0], reason="Tesseract is not installed")


def picture_of(image: Image.Image) -> Picture:
    return Picture(image.width, image.height, image.convert("RGB").tobytes())


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


@needs_tesseract
def test_a_screenshot_longer_than_tesseract_takes_is_read_smaller():
    image = Image.new("RGB", (300, 33_000), "white")
    image.paste(written("the last line", width=300), (0, 32_800))

    words = read_words(picture_of(image), "eng", 300)

    assert words.text == "the last line"
    assert words.runs[0].place.top > 32_800


def replace_tesseract(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    program = folder / "tesseract"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr("pytesseract.pytesseract.tesseract_cmd", str(program))
    monkeypatch.setattr(ocr_tesseract, "is_installed", lambda: False)


def test_ocr_that_crashes_is_told_in_a_sentence_without_its_words(monkeypatch, tmp_path):
    replace_tesseract(monkeypatch, tmp_path, 'echo "SENTINEL in a message" >&2; exit 1')

    with pytest.raises(Unavailable) as refusal:
        read_words(picture_of(written("hello")), "eng", 30)

    assert "SENTINEL" not in refusal.value.message


def test_ocr_that_hangs_is_ended(monkeypatch, tmp_path):
    replace_tesseract(monkeypatch, tmp_path, f"echo $$ >> {tmp_path}/pids; exec sleep 60")

    with pytest.raises(TooComplex, match="longer than"):
        read_words(picture_of(written("hello")), "eng", 0.5)

    pids = (tmp_path / "pids").read_text().split()
    assert pids and not any(Path(f"/proc/{pid}/cmdline").exists() and is_asleep(pid) for pid in pids)


def is_asleep(pid: str) -> bool:
    return b"sleep" in Path(f"/proc/{pid}/cmdline").read_bytes()


def test_a_second_look_that_takes_too_long_is_told_and_costs_nothing_but_itself(monkeypatch, tmp_path):
    row = "5\\t1\\t1\\t1\\t1\\t1\\t80\\t80\\t160\\t60\\t60\\thello"
    script = f'case "$*" in *"psm 11"*) exec sleep 60;; esac; cat > /dev/null; printf "level\\n{row}\\n"'
    replace_tesseract(monkeypatch, tmp_path, script)
    monkeypatch.setattr(ocr, "THOROUGH_SECONDS", 0.5)

    read = read_for_review(picture_of(written("hello")), "eng", 30)

    assert (read.map.text, read.notes) == ("hello", (ONCE_ONLY,))


@needs_tesseract
def test_a_picture_of_texture_is_not_searched_for_words_twice(monkeypatch):
    noise = Image.effect_noise((1800, 600), 255).convert("RGB")
    monkeypatch.setattr(ocr, "THOROUGH_SECONDS", 5.0)

    assert read_for_review(picture_of(noise), "eng", 60).notes == ()


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


@needs_tesseract
@pytest.mark.parametrize("languages", ["tlh", "eng+tlh", "tlh+eng"])
def test_nothing_is_read_in_half_of_the_languages(languages):
    with pytest.raises(Unavailable, match=r"cannot read tlh here\. Run sudo apt-get install tesseract-ocr-tlh"):
        read_words(picture_of(written("hello")), languages, 30)


def counting(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """How Tesseract is asked from here on, and how many pixels it is given."""
    asked = []

    def words_on(image, mode, *rest):
        asked.append((mode, image.width * image.height))
        return ocr_tesseract.words_on(image, mode, *rest)

    monkeypatch.setattr(ocr, "words_on", words_on)
    return asked


@needs_tesseract
def test_what_was_read_with_confidence_is_not_read_twice(monkeypatch):
    asked = counting(monkeypatch)

    words = read_words(picture_of(written("Maria Lopez lives here", "since 14 May 2021")), "eng", 30)

    assert "Maria Lopez" in words.text and [mode for mode, _ in asked] == [ocr_tesseract.LINES_READ]


@needs_tesseract
def test_the_second_look_sees_only_what_the_first_one_left(monkeypatch):
    asked = counting(monkeypatch)
    image = written(*["Maria Lopez lives here"] * 12)
    draw = ImageDraw.Draw(image)
    draw.rectangle((560, 200, 990, 244), fill="#23262e")
    draw.text((584, 204), "red on black", fill="#d0312d", font=ImageFont.load_default(28))

    words = read_words(picture_of(image), "eng", 30)

    assert words.text.split().count("Lopez") == 12 and "red on black" in words.text
    (first, whole), *further = asked
    assert first == ocr_tesseract.LINES_READ and sum(pixels for _, pixels in further) < whole / 3


def test_what_is_left_is_read_by_as_many_processes_as_there_are_cores(monkeypatch):
    both = threading.Barrier(2, timeout=60)  # each waits for the other: one after the other they would never end

    def words_on(image, mode, *rest):
        if mode == ocr_tesseract.SCATTERED:
            both.wait()
        return []

    monkeypatch.setattr(ocr, "words_on", words_on)
    monkeypatch.setattr(ocr, "_cores", lambda: 2)
    monkeypatch.setattr(ocr, "rest", lambda *_: None)

    assert read_words(picture_of(written(*["Maria Lopez lives here"] * 24, size=24)), "eng", 30).text == ""


def test_nothing_of_the_picture_touches_the_disk(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    replace_tesseract(monkeypatch, tmp_path, f'echo "$@" >> {tmp_path}/seen; cat > /dev/null; echo "level"')

    read_words(picture_of(written("hello")), "eng", 30)

    assert all(line.startswith("stdin stdout ") for line in (tmp_path / "seen").read_text().splitlines())
    assert {path.name for path in tmp_path.iterdir()} == {"seen", "tesseract"}


@needs_tesseract
def test_tesseract_alone_is_told_to_use_one_thread(monkeypatch, tmp_path):
    import os

    replace_tesseract(
        monkeypatch, tmp_path, f'echo "$OMP_THREAD_LIMIT" >> {tmp_path}/limit; cat > /dev/null; echo "level"'
    )

    read_words(picture_of(written("hello")), "eng", 30)

    assert set((tmp_path / "limit").read_text().split()) == {"1"}
    assert "OMP_THREAD_LIMIT" not in os.environ


CYRILLIC = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


@needs_tesseract
@pytest.mark.skipif(not CYRILLIC.exists(), reason="no font with Cyrillic letters is installed")
def test_writing_in_another_script_is_told_and_english_is_not():
    image = Image.new("RGB", (900, 160), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(str(CYRILLIC), 28)
    draw.text((30, 30), "Меня зовут Иван Петров, я живу в Москве.", fill="black", font=font)
    draw.text((30, 90), "Позвоните мне завтра, пожалуйста.", fill="black", font=font)

    assert read_for_review(picture_of(image), "eng", 60).notes == (OTHER_SCRIPT.format(languages="eng"),)
    assert read_for_review(picture_of(written("Maria Lopez lives here since May")), "eng", 60).notes == ()


@needs_tesseract
def test_an_underscore_and_the_sign_before_a_value_are_seen():
    words = read_words(picture_of(written("DB_HOST=10.20.30.40 first_name", size=28)), "eng", 60)

    assert words.text == "DB_HOST=10.20.30.40 first_name"
    [value] = words.boxes(words.text.index("=") + 1, words.text.index(" "))
    [name] = words.boxes(0, words.text.index("="))
    assert name.right <= value.left + 1 and value.left > 150


@needs_tesseract
def test_a_note_stuck_on_askew_is_read_and_its_words_covered():
    sheet = Image.new("RGB", (900, 500), "#dddddd")
    note = written("Call Maria Lopez back", "(617) 555-0150 tomorrow", paper="#fff8c9", width=560)
    sheet.paste(note.rotate(6, expand=True, fillcolor="#dddddd", resample=Image.Resampling.BICUBIC), (120, 80))

    words = read_words(picture_of(sheet), "eng", 60)

    assert "Maria Lopez" in words.text and "(617) 555-0150" in words.text


@needs_tesseract
def test_low_writing_on_a_coloured_button_is_read():
    sheet = Image.new("RGB", (800, 300), "#1b1d21")
    draw = ImageDraw.Draw(sheet)
    draw.rounded_rectangle((60, 120, 360, 146), 10, fill="#c7392f")
    draw.text((70, 124), "token k3kE1e9JVUrYgjdG6", fill="#ffd9d5", font=ImageFont.load_default(15))

    assert "token" in read_words(picture_of(sheet), "eng", 60).text


needs_library = pytest.mark.skipif(not is_installed(), reason="tesserocr is not installed: it is an extra")


@needs_tesseract
@needs_library
def test_the_library_reads_what_the_program_reads(monkeypatch):
    picture = picture_of(written("Maria Lopez lives here", "since 14 May 2021"))

    by_library = read_words(picture, "eng", 30)
    monkeypatch.setattr(ocr_tesseract, "is_installed", lambda: False)
    by_program = read_words(picture, "eng", 30)

    assert by_library.text == by_program.text
    for one, other in zip(by_library.runs, by_program.runs, strict=True):
        assert abs(one.place.left - other.place.left) <= 3 and abs(one.place.bottom - other.place.bottom) <= 3


@needs_tesseract
@needs_library
def test_the_library_is_ended_when_it_takes_too_long():
    noisy = Image.effect_noise((1600, 1600), 90).convert("RGB")

    with pytest.raises(TooComplex, match="longer than"):
        read_words(picture_of(noisy), "eng", 0.05)


def test_without_the_library_the_program_reads(monkeypatch, tmp_path):
    row = "5\\t1\\t1\\t1\\t1\\t1\\t80\\t80\\t160\\t60\\t90\\thello"
    replace_tesseract(monkeypatch, tmp_path, f'cat > /dev/null; printf "level\\n{row}\\n"')
    monkeypatch.setattr(
        ocr_tesseract, "is_installed", lambda: True
    )  # but this program does not say where its languages are

    assert read_words(picture_of(written("hello")), "eng", 30).text == "hello"

"""The two things that a redacted PDF still tells by itself, and the options that close them."""

import io
import re

import pikepdf
import pymupdf
import pytest

from shared.formats import open_document
from shared.formats.redacting import redact_file
from shared.redaction import Redaction
from shared.settings import Settings
from shared.spans import Span
from tests.shared.formats import pdfs

SETTINGS = Settings()


def redacted(data: bytes, *words: str, **options: bool):
    document = open_document(data, SETTINGS)
    text = document.map.text
    found = [
        Redaction(Span(match.start(), match.end(), "private_person"), "<PRIVATE_PERSON>")
        for word in words
        for match in re.finditer(re.escape(word), text)
    ]
    return redact_file(data, document, found, SETTINGS, **options)


def letters_of_fonts(data: bytes) -> set[str]:
    """Every letter that a font's table names, one by one or in ranges."""
    found: set[str] = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                for block in re.findall(rb"begin(bfchar|bfrange)(.*?)end", thing.ToUnicode.read_bytes(), re.DOTALL):
                    numbers = [int(number, 16) for number in re.findall(rb"<([0-9A-Fa-f]+)>", block[1])]
                    if block[0] == b"bfchar":
                        found |= {chr(number) for number in numbers[1::2]}
                    else:
                        for first, last, letter in zip(*[iter(numbers)] * 3, strict=True):
                            found |= {chr(letter + step) for step in range(last - first + 1)}
    return found


def test_fonts_name_only_letters_that_are_shown_once_they_are_pruned():
    data = pdfs.html("<p>this was signed by ZQXJ in person</p>")
    plain, pruned = redacted(data, "ZQXJ"), redacted(data, "ZQXJ", prunes_fonts=True)

    assert set("ZQXJ") <= letters_of_fonts(plain.data)
    assert not set("ZQXJ") & letters_of_fonts(pruned.data)
    assert set("signed") <= letters_of_fonts(pruned.data)
    assert open_document(pruned.data, SETTINGS).map.text == open_document(plain.data, SETTINGS).map.text
    assert any("only the letters that are shown" in note for note in pruned.verdict.notes)
    assert any("may still name letters" in note for note in plain.verdict.notes)


def test_a_page_whose_font_cannot_be_pruned_becomes_a_picture():
    with pymupdf.open() as pdf:
        pdf.new_page().insert_text((72, 100), "signed by ZQXJ", fontname="china-s")
        pdf.new_page().insert_text((72, 100), "nothing but plain letters")
        data = pdf.tobytes()
    pruned = redacted(data, "ZQXJ", prunes_fonts=True)

    assert list(pruned.verdict.pages_as_pictures) == [1]
    assert open_document(redacted(data, "ZQXJ").data, SETTINGS).map.text.count("signed by") == 1


def lines(*names: str) -> bytes:
    """The same sentence with each name, one a page."""
    return pdfs.written(*([(72, 100, f"dear {name}, thank you for it"), (72, 200, "kept line")] for name in names))


def picture_of(data: bytes, page: int) -> bytes:
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        return bytes(pdf[page].get_pixmap(dpi=100).samples)


def test_boxes_of_one_width_tell_no_length():
    names = ("Al", "Wilhelmina", "Quillfeather")
    data = lines(*names)
    plain, closed = redacted(data, *names), redacted(data, *names, closes_widths=True)

    assert len({picture_of(plain.data, page) for page in range(3)}) == 3
    assert len({picture_of(closed.data, page) for page in range(3)}) == 1, "the pages tell their names apart"
    assert closed.verdict.pages_as_pictures == (1, 2, 3)
    assert any("one width" in note for note in closed.verdict.notes)


@pytest.mark.skipif(not __import__("shutil").which("tesseract"), reason="Tesseract is not installed")
def test_what_stays_on_the_line_can_still_be_read():
    from shared.formats.scans import read_scans

    made = redacted(lines("Quillfeather"), "Quillfeather", closes_widths=True)
    read = read_scans(made.data, open_document(made.data, SETTINGS), SETTINGS)

    assert "thank you for it" in read.map.text and "kept line" in read.map.text and "dear" in read.map.text
    assert "feather" not in read.map.text

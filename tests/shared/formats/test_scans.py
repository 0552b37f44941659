"""What pages and pictures show as pixels is read, becomes part of the text, and goes as pixels when it goes."""

import io
import json
import zipfile

import pymupdf
import pytest
from PIL import Image

from shared.formats import bars, docx_redact, open_document
from shared.formats.document import ReadDocument
from shared.formats.docx_scans import read_pictures
from shared.formats.ocr import ocr_available
from shared.formats.redacting import redact_file
from shared.formats.scan_text import with_words
from shared.formats.scans import pages_to_look_at, read_scans
from shared.formats.textmap import Box, Run, TextMap
from shared.redaction import Redaction
from shared.settings import Settings
from shared.spans import Span
from tests.shared.formats import docxs, pdfs

SETTINGS = Settings()
needs_tesseract = pytest.mark.skipif(not ocr_available()[0], reason="Tesseract is not installed")


def words(*placed: tuple[str, Box]) -> TextMap[Box]:
    text, runs = "", []
    for word, box in placed:
        text += " " if text else ""
        runs.append(Run(len(text), len(text) + len(word), box))
        text += word
    return TextMap(text, tuple(runs))


def picture_of(text: str, size: float = 14) -> pymupdf.Pixmap:
    with pymupdf.open(stream=pdfs.written([(20, 40, text)], size=size), filetype="pdf") as pdf:
        return pdf[0].get_pixmap(dpi=200, clip=(0, 0, 400, 80))


def part_picture() -> bytes:
    """A page of text with a picture of more text below it."""
    with pymupdf.open(
        stream=pdfs.written([(72, 100, "Before the picture.")], [(72, 100, "Page two.")]), filetype="pdf"
    ) as pdf:
        pdf[0].insert_image((72, 200, 472, 280), pixmap=picture_of("Signed by Jane Miller today"))
        return bytes(pdf.tobytes())


def docx_with_picture(text: str) -> bytes:
    png = picture_of(text).tobytes("png")
    body = docxs.p("Before the picture.") + docxs.p(
        "<w:r><w:drawing><a:blip r:embed='img'/></w:drawing></w:r>", "after"
    )
    data = docxs.build(body, {}, {"word/media/photo.png": png})
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/_rels/document.xml.rels":
                link = f'<Relationship Id="img" Type="{docxs.TYPE}image" Target="media/photo.png"/></Relationships>'
                content = content.replace(b"</Relationships>", link.encode())
            new.writestr(name, content)
    return out.getvalue()


def test_words_of_pixels_come_after_the_pages_own_and_everything_moves_along():
    document = open_document(pdfs.report(2), SETTINGS)
    before = [document.map.text[page.start : page.end] for page in document.pages]
    blocks = [(block.kind, document.map.text[block.start : block.end]) for block in document.blocks]

    made = with_words(document, {0: words(("Jane", Box(0, 10, 10, 50, 20)), ("Miller", Box(0, 55, 10, 90, 20)))})

    text = made.map.text
    assert isinstance(made, ReadDocument)
    assert [text[start:end] for start, end in made.scanned] == ["Jane Miller"]
    assert text[made.pages[0].start : made.pages[0].end] == f"{before[0]}\n\nJane Miller"
    assert text[made.pages[1].start : made.pages[1].end] == before[1]
    kept = [(block.kind, text[block.start : block.end]) for block in made.blocks]
    assert kept == [*blocks[: len([b for b in document.blocks if b.page == 0])], ("paragraph", "Jane Miller"),
                    *blocks[len([b for b in document.blocks if b.page == 0]) :]]  # fmt: skip
    [start, _] = made.scanned[0]
    assert made.map.boxes(start, start + 4) == [Box(0, 10, 10, 50, 20)]


@needs_tesseract
def test_a_page_with_text_and_a_picture_uses_both_and_its_pixels_go():
    data = part_picture()
    document = open_document(data, SETTINGS)
    assert pages_to_look_at(document) == [0]

    read = read_scans(data, document, SETTINGS)

    text = read.map.text
    assert text.count("Before the picture.") == 1 and "Signed by Jane Miller today" in text
    at = text.index("Jane Miller")
    made = redact_file(data, read, [Redaction(Span(at, at + 11, "private_person"), "<PRIVATE_PERSON>")], SETTINGS)
    again = read_scans(made.data, open_document(made.data, SETTINGS), SETTINGS)
    assert "Jane" not in again.map.text and "Miller" not in again.map.text
    assert "Signed by" in again.map.text and "today" in again.map.text and "Before the picture." in again.map.text


@needs_tesseract
def test_words_in_a_picture_of_a_word_file_are_read_and_go_as_pixels():
    data = docx_with_picture("Signed by Jane Miller today")
    document = read_pictures(data, open_document(data, SETTINGS, with_hidden=True), SETTINGS)

    text = document.map.text
    at = text.index("Jane Miller")
    assert document.scanned and document.scanned[0][0] <= at < document.shown
    made = redact_file(data, document, [Redaction(Span(at, at + 11, "private_person"), "█")], SETTINGS)
    again = read_pictures(made.data, open_document(made.data, SETTINGS), SETTINGS).map.text
    assert "Jane" not in again and "Miller" not in again
    assert "Signed by" in again and "today" in again and "Before the picture." in again
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        [name] = [name for name in archive.namelist() if name.startswith("word/media/")]
        assert Image.open(io.BytesIO(archive.read(name))).size == (picture_of("x").width, picture_of("x").height)


def test_without_tesseract_nothing_changes(monkeypatch):
    monkeypatch.setattr("pytesseract.pytesseract.tesseract_cmd", "/nowhere/tesseract")
    data = part_picture()
    document = open_document(data, SETTINGS)

    assert read_scans(data, document, SETTINGS) == document


def test_a_strip_that_is_left_of_a_picture_in_a_word_file_is_seen():
    """A redactor that does its work but for the right third of each bar."""
    data = docx_with_picture("Signed by Jane Miller today")
    part = next(name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if name.startswith("word/media/"))
    bar = [260, 85, 480, 130]
    narrow = [bar[0], bar[1], bar[0] + 0.66 * (bar[2] - bar[0]), bar[3]]

    for boxes, left in (([bar], []), ([narrow], ["word/media/image1.png"])):
        options = {"edits": [], "pictures": {part: boxes}, "max_pages": 9}
        head, _, made = docx_redact.redact(data, options, lambda done, steps: None).partition(b"\n")
        assert json.loads(head)["painted"] == {"word/media/image1.png": part}
        looked = bars.look(made, {"bars": {"word/media/image1.png": [bar]}}, lambda done, steps: None)
        assert json.loads(looked) == left

"""What nobody sees in a file is read, with its place, when it is asked for, and is gone from a redacted copy."""

import pytest

from shared.formats import open_document
from shared.formats.docx import read_docx
from shared.formats.pdf import read_pdf
from shared.formats.redacting import redact_file
from shared.redaction import Redaction
from shared.settings import Settings
from shared.spans import Span
from tests.shared.formats import canaries, pdfs
from tests.shared.formats.canaries import canary

IN_PDF = {
    "invisible": "in letters that are not drawn", "transparent": "in letters that are not drawn",
    "white": "in the color of its background", "under_box": "under a box or a picture",
    "tiny": "in letters too small to read", "info_author": "in the document's properties",
    "info_custom": "in the document's properties", "xmp": "in the document's properties",
    "bookmark": "in a bookmark", "attachment_name": "in the name of an attached file", "link": "in a link",
    "note": "in a comment", "note_author": "in a comment", "form_default": "in a form field",
    "form_tooltip": "in a form field", "off_page": "outside the page", "cropped": "outside the page",
    "hidden_layer": "on a hidden layer", "hidden_form_xobject": "on a hidden layer",
}  # fmt: skip
IN_DOCX = {
    "hidden": "in hidden text", "core": "in the document's properties", "app": "in the document's properties",
    "custom": "in the document's properties", "comment": "in a comment", "comment_author": "in a comment",
    "deleted": "in deleted text that change tracking keeps", "moved_away": "in deleted text that change tracking keeps",
    "field_code": "in the code of a field", "link_target": "in a link",
}  # fmt: skip


def places(document):
    text = document.map.text
    return {word: one.place for one in document.hidden for word in text[one.start : one.end].split()}


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (read_pdf(canaries.pdf(), 10, 100_000, with_hidden=True), IN_PDF),
        (read_docx(canaries.docx(), 10, 100_000, with_hidden=True), IN_DOCX),
    ],
    ids=["pdf", "docx"],
)
def test_every_hidden_place_is_named(document, expected):
    found = places(document)

    assert {channel: found.get(canary(channel)) for channel in expected} == expected
    beside = document.map.text[document.shown :]
    assert all(block.start >= document.shown for block in document.blocks if block.kind == "hidden")
    assert canary("link" if document.format == "pdf" else "link_target") in beside


def test_nothing_of_it_is_there_unless_it_is_asked_for():
    for read, data in ((read_pdf, canaries.pdf()), (read_docx, canaries.docx())):
        plain = read(data, 10, 100_000)

        assert plain.hidden == () and plain.shown == len(plain.map.text)


def test_words_that_a_scanner_put_behind_a_scan_are_not_hidden():
    import pymupdf

    with pymupdf.open(stream=pdfs.scanned(), filetype="pdf") as pdf:
        pdf[0].insert_text((72, 100), "Jane Miller", render_mode=3)
        data = pdf.tobytes()

    assert read_pdf(data, 10, 1_000, with_hidden=True).hidden == ()


def test_plain_black_letters_are_not_hidden_nor_on_a_dark_box():
    import pymupdf

    with pymupdf.open(stream=pdfs.report(1), filetype="pdf") as pdf:
        pdf[0].draw_rect((60, 600, 300, 640), fill=(0.1, 0.1, 0.4))
        pdf[0].insert_text((72, 625), "Light on dark", color=(1, 1, 1), fontsize=14)
        data = pdf.tobytes()

    assert read_pdf(data, 10, 10_000, with_hidden=True).hidden == ()


@pytest.mark.parametrize(("data", "channel"), [(canaries.pdf(), "note"), (canaries.docx(), "comment")])
def test_a_hidden_finding_is_redacted_by_not_coming_along(data, channel):
    settings = Settings()
    document = open_document(data, settings, with_hidden=True)
    at = document.map.text.index(canary(channel))
    finding = Redaction(Span(at, at + len(canary(channel)), "secret"), "<SECRET>")

    made = redact_file(data, document, [finding], settings)

    traces = canaries.pdf_traces if document.format == "pdf" else canaries.docx_traces
    assert canary(channel).lower() not in traces(made.data)
    assert made.verdict.removed == 1

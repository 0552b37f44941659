"""What people send by mistake and what others build on purpose: each opens, or is refused in one plain sentence.

Every row of the list of bad input in the knowledge of documents stands here or is named with the test that holds it:
encrypted, cut short and damaged files, archives, entities, ratios, parts and depth of Word files in `test_docx` and
`test_formats`; nested forms, posters, a billion dots and passwords in `test_viewing`; time and memory in
`test_isolation`.
"""

import io
import zlib

import pikepdf
import pytest

from shared.errors import BadInput, Damaged, EmptyInput, TooLarge, WrongType
from shared.formats import open_document
from shared.formats.redacting import redact_file
from shared.redaction import Redaction
from shared.settings import Settings
from shared.spans import Span
from tests.contracts.document_contract import check_document
from tests.shared.formats import docxs, pdfs

SETTINGS = Settings()


def raw_pages(kids: bytes, count: int) -> bytes:
    """A PDF whose tree of pages says this, whatever it is."""
    return pdfs.raw(b"BT /F1 11 Tf 72 700 Td (Jane Miller) Tj ET").replace(
        b"/Kids [3 0 R] /Count 1", b"/Kids [" + kids + b"] /Count %d" % count
    )


@pytest.mark.parametrize(
    "data",
    [
        raw_pages(b"2 0 R", 1),
        raw_pages(b"3 0 R 2 0 R 3 0 R", 3),
        raw_pages(b"9 0 R", 1),
        raw_pages(b"", 0),
        raw_pages(b"1 0 R", 1),
        raw_pages(b"3 0 R", -1),
        raw_pages(b"3 0 R", 900),
    ],
    ids=["of itself", "of itself again", "of nothing", "empty", "of the root", "below zero", "of fewer than it says"],
)
def test_a_tree_of_pages_that_makes_no_sense_is_read_or_refused(data: bytes) -> None:
    try:
        document = open_document(data, SETTINGS)
    except BadInput as refused:
        assert type(refused) is Damaged
        assert refused.message.endswith(".") and "Jane" not in refused.message
    else:
        check_document(document)


def test_ten_thousand_pages_are_refused_by_their_number_before_any_is_read() -> None:
    pages = [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"] * 10_000
    kids = b" ".join(b"%d 0 R" % number for number in range(6, 10_006))
    data = pdfs.raw(b"", b"", pages).replace(b"/Kids [3 0 R] /Count 1", b"/Kids [" + kids + b"] /Count 10000")

    with pytest.raises(TooLarge, match=r"has 10,000 pages; the most that are taken is 2,000"):
        open_document(data, SETTINGS)


def test_a_billion_pages_that_are_not_there_are_no_pages() -> None:
    with pytest.raises((TooLarge, Damaged)):
        open_document(raw_pages(b"3 0 R", 1_000_000_000), SETTINGS)


@pytest.mark.parametrize("name", ["report.pdf", "report.docx"])
def test_a_page_of_the_web_named_otherwise_is_only_a_text(name: str) -> None:
    """MuPDF would open it as a page; here it is never given to it."""
    document = open_document(b"<html><body><p>Jane</p></body></html>", SETTINGS, name.rpartition(".")[2])

    assert document.format == "text"
    assert document.notes == ("This file is a plain text, whatever its name says.",)


def test_a_picture_named_pdf_is_refused() -> None:
    with pytest.raises(WrongType, match="picture"):
        open_document(pdfs.png(), SETTINGS, "pdf")


@pytest.mark.parametrize("suffix", ["pdf", "docx", "txt", "md", ""])
def test_an_empty_file_is_refused_whatever_it_is_called(suffix: str) -> None:
    with pytest.raises(EmptyInput, match="empty"):
        open_document(b"", SETTINGS, suffix)


def test_a_form_that_draws_itself_is_read_and_becomes_a_picture() -> None:
    """MuPDF draws it once, and cannot take anything out of it."""
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X 6 0 R >> >> /Length 5 >>\n"
        b"stream\n/X Do\nendstream"
    )
    data = pdfs.raw(b"BT /F1 11 Tf 72 700 Td (Jane Miller) Tj ET /X Do", b"/XObject << /X 6 0 R >>", [form])
    document = open_document(data, SETTINGS)

    assert document.map.text == "Jane Miller"
    made = redact_file(data, document, [Redaction(Span(0, 4, "private_person"), "")], SETTINGS)
    assert made.verdict.pages_as_pictures == (1,)


@pytest.mark.parametrize("depth", [300, 3_000])
def test_a_word_file_three_thousand_deep_is_refused(depth: int) -> None:
    deep = "<w:sdt><w:sdtContent>" * depth + docxs.p("Jane") + "</w:sdtContent></w:sdt>" * depth

    with pytest.raises(Damaged) as refused:
        open_document(docxs.build(deep), SETTINGS)
    assert refused.value.message.endswith(".") and "Jane" not in refused.value.message


def test_a_pdf_three_thousand_deep_ends_no_reader() -> None:
    """Dictionaries within dictionaries: MuPDF follows them no further than it can."""
    deep = b"/A << " * 3_000 + b">> " * 3_000

    check_document(open_document(pdfs.raw(b"BT /F1 11 Tf 72 700 Td (Jane) Tj ET", deep), SETTINGS, with_hidden=True))


def test_objects_that_lead_to_one_another_for_ever_end() -> None:
    with pikepdf.open(io.BytesIO(pdfs.written([(72, 100, "Jane Miller pays")]))) as pdf:
        resources = pdf.pages[0].obj.Resources
        first = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.ExtGState))
        second = pdf.make_indirect(pikepdf.Dictionary(Next=first))
        first.Next = second
        resources.ExtGState = pikepdf.Dictionary(G=first)
        out = io.BytesIO()
        pdf.save(out)
    data = out.getvalue()
    document = open_document(data, SETTINGS, with_hidden=True)
    made = redact_file(data, document, [Redaction(Span(0, 11, "private_person"), "")], SETTINGS)

    assert open_document(made.data, SETTINGS).map.text == "pays"


def test_a_stream_that_is_packed_into_itself_is_unpacked() -> None:
    packed = b"0 0 m 9 9 l S\n" * 20_000
    for _ in range(4):
        packed = zlib.compress(packed, 9)
    stream = b"<< /Length %d /Filter [%s] >>\nstream\n%s\nendstream" % (len(packed), b"/FlateDecode " * 4, packed)
    data = pdfs.raw(b"", b"", [stream]).replace(b"/Contents 4 0 R", b"/Contents 6 0 R")

    assert len(data) < 3_000
    assert open_document(data, SETTINGS).map.text == ""


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9])
def test_a_pdf_cut_short_anywhere_gives_what_is_left_or_is_refused(keep: float) -> None:
    whole = pdfs.report(3)
    try:
        document = open_document(whole[: int(len(whole) * keep)], SETTINGS)
    except BadInput as refused:
        assert type(refused) is Damaged and refused.message.endswith(".")
    else:
        assert any("damaged" in note for note in document.notes)

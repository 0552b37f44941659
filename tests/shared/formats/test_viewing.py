"""Pages as pictures, whatever the file: sharp, bounded, and never kept waiting by other people's documents."""

import io
import threading

import pikepdf
import pymupdf
import pytest

from shared.errors import Abandoned, Damaged, PasswordNeeded, PasswordWrong, TooComplex
from shared.formats import open_document
from shared.formats.isolation import POOL, Limits
from shared.formats.pdf_view import MOST_VIEW_PIXELS
from shared.formats.viewing import render_page, unlock
from shared.settings import Settings
from tests.shared.formats import pdfs

SETTINGS = Settings()


def size_of(png: bytes) -> tuple[int, int]:
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def locked(**options: object) -> bytes:
    with pymupdf.open(stream=pdfs.report(1), filetype="pdf") as pdf:
        return bytes(pdf.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, **options))


def huge(unit: float = 1.0) -> bytes:
    with pikepdf.open(io.BytesIO(pdfs.report(1))) as pdf:
        pdf.pages[0].obj.MediaBox = pikepdf.Array([0, 0, 14400, 14400])
        pdf.pages[0].obj.UserUnit = unit
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def one_bit_picture() -> bytes:
    """A page of 30,000 by 30,000 dots, black and white: 900 million of them in a few kilobytes."""
    side = 30_000
    with pikepdf.open(io.BytesIO(pdfs.written([]))) as pdf:
        page = pdf.pages[0].obj
        image = pdf.make_stream(
            bytes(side // 8 * side), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=side, Height=side,
            ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=1,
        )  # fmt: skip
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image))
        page.Contents = pdf.make_stream(b"595 0 0 842 0 0 cm /Im Do")
        out = io.BytesIO()
        pdf.save(out, compress_streams=True)
    return out.getvalue()


def draws_itself() -> bytes:
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X 6 0 R >> >> /Length 5 >>\n"
        b"stream\n/X Do\nendstream"
    )
    return pdfs.raw(b"BT /F1 11 Tf 72 700 Td (kept) Tj ET /X Do", b"/XObject << /X 6 0 R >>", [form])


@pytest.mark.parametrize("data", [huge(), huge(100.0), draws_itself()], ids=["poster", "user unit", "draws itself"])
def test_any_page_is_shown_within_its_pixels(data):
    width, height = size_of(render_page(data, 0, 4.0, SETTINGS))

    assert 0 < width * height <= 1.01 * MOST_VIEW_PIXELS


@pytest.mark.slow
def test_nine_hundred_million_dots_are_shown_and_read():
    data = one_bit_picture()

    assert size_of(render_page(data, 0, 1.0, SETTINGS)) == (595, 842)
    assert open_document(data, SETTINGS).pages[0].has_image


def test_a_file_that_is_cut_short_shows_what_is_left_and_says_so():
    whole = pdfs.report(4)
    document = open_document(whole[: whole.rindex(b"xref")], SETTINGS)

    assert any("damaged" in note and "recovered" in note for note in document.notes)


def test_a_page_that_draws_itself_for_ever_is_ended():
    with pytest.raises(TooComplex):
        render_page(pdfs.nested_forms(40), 0, 1.0, SETTINGS.model_copy(update={"parse_seconds": 1}))


@pytest.mark.parametrize("page", [-1, 1, 99])
def test_a_page_that_is_not_there_is_refused(page):
    with pytest.raises(Damaged):
        render_page(pdfs.report(1), page, 1.0, SETTINGS)


def test_a_password_opens_and_a_wrong_one_does_not():
    data = locked(user_pw="hush", owner_pw="other")
    with pytest.raises(PasswordNeeded):
        unlock(data, "", SETTINGS)
    with pytest.raises(PasswordWrong):
        unlock(data, "Hush", SETTINGS)

    opened = unlock(data, "hush", SETTINGS)

    assert opened.needed and "keep it secret" in open_document(opened.data, SETTINGS).map.text


def test_restrictions_alone_ask_for_no_password():
    opened = unlock(locked(owner_pw="other", permissions=0), "", SETTINGS)

    assert opened.was_locked and not opened.needed
    with pikepdf.open(io.BytesIO(opened.data)) as pdf:
        assert not pdf.is_encrypted


def test_what_is_not_locked_comes_back_as_it_is():
    data = pdfs.report(1)

    assert unlock(data, "", SETTINGS).data is data


def test_pages_are_drawn_while_as_many_documents_are_read_as_may_be():
    """Two long documents at work keep nobody's page waiting."""
    go = threading.Event()
    threads = []
    limits, options = Limits(60.0, SETTINGS.parse_memory_bytes), {"max_pages": 9, "max_characters": 999}

    def read() -> None:
        with pytest.raises(Abandoned):
            POOL.run("shared.formats.pdf:read", pdfs.nested_forms(40), options, limits, None, go.is_set)

    for _ in range(12):  # more than the turns there are: some work, the others wait
        threads.append(threading.Thread(target=read))
        threads[-1].start()
    try:
        assert size_of(render_page(pdfs.report(1), 0, 1.0, SETTINGS)) == (595, 842)
        assert all(thread.is_alive() for thread in threads)
    finally:
        go.set()
        for thread in threads:
            thread.join()


def test_a_page_is_given_up_soon_after_nobody_waits_for_it():
    with pytest.raises(Abandoned):
        render_page(pdfs.nested_forms(40), 0, 1.0, SETTINGS, lambda: True)

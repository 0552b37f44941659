"""A PDF reads as a person reads it, and every character's box holds its glyph."""

import re

import pymupdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.errors import Damaged, Locked, TooLarge
from shared.formats.document import ReadDocument
from shared.formats.pdf import read_pdf
from shared.formats.textmap import Box
from shared.formats.view import detector_view
from tests.contracts.document_contract import check_document
from tests.shared.formats import pdfs


def read(data: bytes, max_pages: int = 100, max_characters: int = 1_000_000) -> ReadDocument:
    document = read_pdf(data, max_pages, max_characters)
    check_document(document)
    return document


def said(document: ReadDocument, kind: str | None = None) -> list[str]:
    """What the blocks of this kind say."""
    return [document.map.text[block.start : block.end] for block in document.blocks if kind in (None, block.kind)]


def box_of(document: ReadDocument, words: str) -> Box:
    """The one box of words on one line."""
    start = document.map.text.index(words)
    [box] = document.map.boxes(start, start + len(words))
    return box


SAMPLES = {
    "two columns": pdfs.two_columns(),
    "two columns row by row": pdfs.two_columns_row_by_row(),
    "a report": pdfs.report(3),
    "a table": pdfs.table([["Name", "Phone", "Owes"], ["Jane Miller", "030 1234", "12.00"], ["Bob", "040 99", "7.50"]]),
    "a form": pdfs.form(),
    "turned": pdfs.written([(72, 100, "Jane Miller lives here")], rotation=90),
    "many scripts": pdfs.html("<p>Jane שרה כהן מרים 山田太郎 فاطمة Ольга</p>"),
    "nothing": pdfs.pages(2),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_document_keeps_the_contract(name: str) -> None:
    read(SAMPLES[name])


@pytest.mark.parametrize("name", SAMPLES)
def test_the_box_of_every_character_holds_its_glyph(name: str) -> None:
    """By the page as it is drawn: there is ink in the box of every character that is not blank."""
    document = read(SAMPLES[name])
    with pymupdf.open(stream=SAMPLES[name], filetype="pdf") as pdf:
        pictures = [page.get_pixmap(colorspace=pymupdf.csGRAY, dpi=144) for page in pdf]
    for run in document.map.runs:
        character, box = document.map.text[run.start], run.place
        inside = slice(int(2 * box.left), int(2 * box.right) + 1)
        rows = range(int(2 * box.top), int(2 * box.bottom) + 1)
        darkest = min(min(row_of(pictures[box.page], row)[inside]) for row in rows)

        assert character.isspace() or darkest < 200, f"there is no ink where {character!r} is said to be"


@pytest.mark.parametrize("name", sorted(SAMPLES.keys() - {"a form"}))
def test_there_is_no_ink_outside_the_boxes(name: str) -> None:
    """With every box painted white the page is white. (A comment's sign on a form is ink that is no text.)"""
    document = read(SAMPLES[name])
    with pymupdf.open(stream=SAMPLES[name], filetype="pdf") as pdf:
        for page in pdf:
            page.set_rotation(page.rotation)
            for box in document.map.boxes(document.pages[page.number].start, document.pages[page.number].end):
                rectangle = pymupdf.Rect(box.left - 1, box.top, box.right + 1, box.bottom) * page.derotation_matrix
                page.draw_rect(rectangle, color=None, fill=(1, 1, 1))
            assert min(page.get_pixmap(colorspace=pymupdf.csGRAY).samples) > 220


def row_of(picture: pymupdf.Pixmap, row: int) -> bytes:
    return bytes(picture.samples_mv[row * picture.stride : (row + 1) * picture.stride])


@pytest.mark.parametrize("make", [pdfs.two_columns, pdfs.two_columns_row_by_row])
def test_two_columns_are_read_one_after_the_other(make) -> None:
    text = read(make()).map.text

    assert max(text.rindex("Left"), text.find("prose of a column")) < text.index("Right begins")


def test_a_paragraph_flows_and_an_address_keeps_its_lines() -> None:
    document = read(
        pdfs.written(
            [(72, 100, "Jane Miller"), (72, 114, "12 Long Street of Some Length"), (72, 128, "10115 Berlin")],
            [(72, 100, "The agreement is made between the"), (72, 114, "parties that are named below, and it")],
        )
    )

    assert "Jane Miller\n12 Long Street" in document.map.text
    assert "made between the parties that are" in document.map.text


@pytest.mark.parametrize(
    ("lines", "detected"),
    [
        (["Signed by Jane Fitz-", "gerald of Dublin today"], "Jane Fitzgerald of"),
        (["Signed by Jane Fitz\u00ad", "gerald of Dublin today"], "Jane Fitzgerald of"),
        (["Signed by Anna Smith-", "Jones of Dublin today"], "Anna Smith-Jones of"),
        (["You can call her on 555-", "1234567 any day of it"], "on 555-1234567 any"),
    ],
)
def test_a_word_cut_by_a_lines_end_is_whole_for_the_detector(lines: list[str], detected: str) -> None:
    document = read(pdfs.paragraph(lines))

    assert detected in detector_view(document).text
    assert lines[0][-4:-1] in document.map.text
    for line in lines:
        assert box_of(document, line.split()[-1] if line is lines[1] else line.split()[0])


def test_a_dash_between_two_words_stays() -> None:
    document = read(pdfs.paragraph(["He came home early - ", "and left again -", "twice in the same week"]))

    assert document.breaks == ()


def test_ligatures_come_apart_and_share_their_box() -> None:
    document = read(pdfs.html("<p>The \ufb01le of the o\ufb03ce</p>"))

    assert "The file of the office" in document.map.text
    start = document.map.text.index("file")
    first, second = document.map.places(start, start + 2)
    assert first == second
    assert first.width > 3


def test_arabic_is_read_in_plain_letters_and_hebrew_in_reading_order() -> None:
    text = read(pdfs.html("<p dir='rtl'>فاطمة الزهراء</p><p dir='rtl'>שרה כהן</p>")).map.text

    assert "فاطمة" in text
    assert "שרה כהן" in text


def test_chinese_goes_on_over_a_lines_end_without_a_blank() -> None:
    document = read(pdfs.html("<p>" + "我们公司的王小明先生住在北京市朝阳区建国路。" * 4 + "</p>"))

    assert detector_view(document).text == "我们公司的王小明先生住在北京市朝阳区建国路。" * 4


def test_chinese_and_japanese_are_read() -> None:
    text = read(pdfs.html("<p>山田太郎は東京に住んでいます。王小明住在北京。</p>")).map.text

    assert "山田太郎" in text
    assert "王小明" in text


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_on_a_turned_page_are_where_the_reader_sees_them(rotation: int) -> None:
    data = pdfs.written([(72, 100, "Jane Miller")], rotation=rotation)
    document = read(data)
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        page = pdf[0]
        for box in document.map.boxes(0, len("Jane Miller")):
            seen = pymupdf.Rect(box.left, box.top, box.right, box.bottom) * page.derotation_matrix
            assert seen in pymupdf.Rect(70, 80, 150, 110)
        assert (document.pages[0].width, document.pages[0].height) == (page.rect.width, page.rect.height)


def test_headings_lists_headers_and_footers_are_told_apart() -> None:
    document = read(pdfs.report(3))

    assert said(document, "header") == [f"Annual report {year}, confidential" for year in (2001, 2002, 2003)]
    assert said(document, "footer") == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]
    assert said(document, "heading")[:2] == ["Chapter A", "What was agreed"]
    assert [block.level for block in document.blocks if block.kind == "heading"] == [1, 2] * 3
    assert said(document, "list_item")[:3] == ["pay in time", "keep it secret", "tell Jane Miller"]
    assert {block.marker for block in document.blocks if block.kind == "list_item"} == {"\u2022"}


def test_a_number_before_a_text_is_a_list_only_where_it_counts_on() -> None:
    listed = read(pdfs.written([(72, 100, "1. Jane pays"), (72, 130, "2. Bob waits"), (72, 160, "3. Both sign")]))
    dated = read(pdfs.written([(72, 100, "5. May was the day")]))

    assert said(listed, "list_item") == ["Jane pays", "Bob waits", "Both sign"]
    assert said(dated) == ["5. May was the day"]


@pytest.mark.parametrize("right", [False, True], ids=["flush left", "numbers flush right"])
def test_a_table_keeps_its_rows_and_cells(right: bool) -> None:
    rows = [["Name", "Phone", "Owes"], ["Jane Miller", "030 1234", "1,200.00"], ["Bob", "040 99 88 77", "7.50"]]
    document = read(pdfs.table(rows, right))

    [found] = [block for block in document.blocks if block.kind == "table"]
    assert [[document.map.text[start:end] for start, end in row] for row in found.rows] == rows


def test_a_tables_cell_may_have_several_lines() -> None:
    def cell(left: float, top: float, *lines: str) -> list[tuple[float, float, str]]:
        return [(left, top + 13 * number, line) for number, line in enumerate(lines)]

    rows = [
        *cell(60, 100, "Jane Miller"), *cell(200, 100, "12 Long Street,", "behind the mill,", "Berlin"),
        *cell(400, 100, "030 12", "345"), *cell(60, 160, "Robert Alexander", "Fitzgerald"),
        *cell(200, 160, "1 Short St"), *cell(400, 160, "040 99"), *cell(60, 200, "Ann Lee"), *cell(400, 200, "089 77"),
    ]  # fmt: skip
    document = read(pdfs.written(rows))

    [found] = [block for block in document.blocks if block.kind == "table"]
    assert [[flat(document, start, end) for start, end in row] for row in found.rows] == [
        ["Jane Miller", "12 Long Street, behind the mill, Berlin", "030 12 345"],
        ["Robert Alexander Fitzgerald", "1 Short St", "040 99"],
        ["Ann Lee", "", "089 77"],
    ]


def flat(document: ReadDocument, start: int, end: int) -> str:
    return document.map.text[start:end].replace("\n", " ")


def test_heads_of_columns_may_be_centred_and_columns_stand_close() -> None:
    rows = [
        (75, 100, "Name"), (140, 100, "Phone"), (60, 120, "Jane Miller"), (123, 120, "030 1234567"), (200, 120, "Ulm"),
        (60, 140, "Bob"), (123, 140, "040 99"), (200, 140, "Bonn"), (195, 100, "Town"),
    ]  # fmt: skip
    document = read(pdfs.written(sorted(rows, key=lambda place: (place[1], place[0]))))

    [found] = [block for block in document.blocks if block.kind == "table"]
    assert [[flat(document, start, end) for start, end in row] for row in found.rows][-2:] == [
        ["Jane Miller", "030 1234567", "Ulm"], ["Bob", "040 99", "Bonn"],
    ]  # fmt: skip


def test_two_addresses_side_by_side_are_no_table() -> None:
    left = [(60, 100 + 14 * n, text) for n, text in enumerate(("Jane Miller", "12 Long Street", "10115 Berlin"))]
    right = [(350, 100 + 14 * n, text) for n, text in enumerate(("Acme Ltd", "1 Short Street", "20095 Hamburg"))]
    document = read(pdfs.written([*left, *right]))

    assert said(document) == ["Jane Miller\n12 Long Street\n10115 Berlin", "Acme Ltd\n1 Short Street\n20095 Hamburg"]


TEXTS = ["Jane", "Miller-", "gerald", "of 12 Long Street", "\u2022", "1.", "2. two", "030", "A", "-"]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 12), st.sampled_from(TEXTS)), max_size=14))
@settings(max_examples=60, deadline=None)
def test_however_a_page_is_written_every_letter_comes_out_once(places: list[tuple[int, int, str]]) -> None:
    """Wherever texts stand, even on one another, layout may order them and loses and doubles none."""
    data = pdfs.written([(50 + 45 * x, 60 + 17 * y, text) for x, y, text in places])
    document = read(data)
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        shown = pdf[0].get_text("text", flags=pymupdf.TEXT_PRESERVE_WHITESPACE)

    assert letters(document.map.text) == letters(shown)


def letters(text: str) -> list[str]:
    return sorted(character for character in text if not character.isspace())


def test_form_fields_and_notes_are_read_as_far_as_the_page_shows_them() -> None:
    document = read(pdfs.form())

    assert "Jane Miller" in document.map.text
    assert "Seen by Bob Smith" in document.map.text
    assert "Ask Jane" not in document.map.text
    assert "1 comment beside the text was not read." in document.notes


def test_actual_text_that_says_something_else_is_not_believed() -> None:
    content = b"/Span << /ActualText (Nobody) >> BDC BT /F1 12 Tf 72 700 Td (Jane Miller) Tj ET EMC"

    assert read(pdfs.raw(content)).map.text == "Jane Miller"


def test_text_nobody_sees_but_anybody_can_copy_is_read() -> None:
    white = b"BT /F1 12 Tf 1 1 1 rg 72 700 Td (white Jane) Tj ET"
    invisible = b"BT /F1 12 Tf 3 Tr 72 600 Td (invisible Bob) Tj ET"

    text = read(pdfs.raw(white + b" " + invisible)).map.text

    assert "white Jane" in text
    assert "invisible Bob" in text


def test_text_outside_the_page_is_not_read_and_a_note_says_so() -> None:
    content = b"BT /F1 12 Tf 72 700 Td (inside) Tj ET BT /F1 12 Tf 72 -300 Td (outside) Tj ET"
    document = read(pdfs.raw(content))
    cropped = read(pdfs.raw(content, page=b"/CropBox [0 0 595 400]"))

    assert document.map.text == "inside"
    assert document.notes == ("Page 1 has text outside the visible page; it was not read.",)
    assert cropped.map.text == ""


def test_a_scan_is_named_by_its_page() -> None:
    assert "Page 2 is a scanned image; its text was not read." in read(pdfs.scanned(1, with_text=1)).notes
    assert "Pages 2 to 4 are scanned images; their text was not read." in read(pdfs.scanned(3, with_text=1)).notes
    assert "No text was found in this file." in read(pdfs.scanned()).notes


def test_a_font_without_names_for_its_letters_is_told() -> None:
    content = b"BT /F1 12 Tf 72 700 Td (abcdefgh) Tj ET"
    nameless = pdfs.raw(content).replace(
        b"/Encoding /WinAnsiEncoding",
        b"/Encoding << /Differences [97 /g1 /g2 /g3 /g4 /g5 /g6 /g7 /g8] >>",
    )

    assert any("does not tell which letters" in note for note in read(nameless).notes)


def test_a_pdf_cut_short_gives_what_is_left_of_it_and_says_so() -> None:
    data = pdfs.report(3)
    document = read(data[: len(data) - 200])

    assert document.notes[0] == "This file was damaged; 3 pages could be recovered."


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\nJane Miller, 12 Long Street", pdfs.report(2)[:300]])
def test_a_pdf_with_nothing_to_recover_is_refused(data: bytes) -> None:
    with pytest.raises(Damaged, match="damaged") as refused:
        read_pdf(data, 10, 1000)

    assert "Jane" not in str(refused.value)


def test_a_locked_pdf_is_told_from_a_broken_one() -> None:
    with pytest.raises(Locked, match="needs a password"):
        read_pdf(pdfs.locked(), 10, 1000)


def test_a_pdf_that_only_restricts_printing_is_read() -> None:
    pdf = pymupdf.open()
    pdf.new_page().insert_text((72, 100), "Jane Miller")
    data = pdfs.saved(pdf, encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="hush", permissions=0)

    assert read(data).map.text == "Jane Miller"


def test_too_many_pages_or_characters_are_refused_by_their_number() -> None:
    with pytest.raises(TooLarge, match=r"has 12 pages; the most that are taken is 10"):
        read_pdf(pdfs.pages(12), 10, 1000)
    with pytest.raises(TooLarge, match=r"more than 1,000 characters"):
        read_pdf(pdfs.report(2), 10, 1000)


def test_it_tells_how_far_it_is() -> None:
    heard: list[tuple[int, int]] = []
    read_pdf(pdfs.report(3), 10, 100_000, lambda done, steps: heard.append((done, steps)))

    assert heard == [(1, 3), (2, 3), (3, 3)]


def test_nothing_of_a_document_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    document = read(pdfs.raw(b"BT /NoFont 12 Tf 72 700 Td (Jane Miller) Tj ET"))

    assert not re.search("Jane|Miller", repr(document))
    assert capfd.readouterr() == ("", "")

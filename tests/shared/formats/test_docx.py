"""A Word file gives everything it shows, once, in reading order, and each run leads back to its text element."""

import io
import zipfile

import pytest
from lxml import etree

from shared.errors import BadInput, Damaged, Locked, TooComplex, TooLarge
from shared.formats.document import Block, ReadDocument
from shared.formats.docx import read_docx
from shared.formats.docx_inline import TEXT_ELEMENTS
from shared.formats.view import detector_view
from tests.contracts.document_contract import check_document
from tests.shared.formats import docxs
from tests.shared.formats.docxs import build, item, p, part, r, styled, table


def read(data: bytes, max_pages: int = 100, max_characters: int = 100_000) -> ReadDocument:
    document = read_docx(data, max_pages, max_characters)
    check_document(document)
    return document


def said(document: ReadDocument, kind: str | None = None) -> list[str]:
    return [document.map.text[block.start : block.end] for block in document.blocks if kind in (None, block.kind)]


def cells(document: ReadDocument, block: Block) -> list[list[str]]:
    return [[document.map.text[start:end] for start, end in row] for row in block.rows]


def test_everything_that_a_word_file_shows_is_read_in_order() -> None:
    document = read(docxs.everything())

    assert [(block.kind, document.map.text[block.start : block.end]) for block in document.blocks] == [
        ("header", "header text"),
        ("heading", "Title of it"),
        ("paragraph", "plain bold split run"),
        ("paragraph", "linked inserted"),
        ("paragraph", "kept"),
        ("paragraph", "controlled"),
        ("paragraph", "controlled block"),
        ("paragraph", "field result"),
        ("paragraph", "complex result"),
        ("paragraph", "vanished"),
        ("paragraph", "anchor"),
        ("paragraph", "boxed"),
        ("table", "cell one\tcell two\ncell three\touter\ninner one\tinner two"),
        ("paragraph", "x=1"),
        ("paragraph", "moved here"),
        ("footnote", "footnote text"),
        ("footnote", "endnote text"),
        ("footer", "footer text"),
    ]


def test_what_is_not_read_is_told() -> None:
    assert read(docxs.everything()).notes == (
        "This document has hidden text; it was read and is shown here.",
        "Deleted text that change tracking keeps in this file was not read.",
        "1 comment was not read.",
    )


@pytest.mark.parametrize("make", [docxs.everything, docxs.by_python_docx, lambda: docxs.strict(docxs.everything())])
def test_every_run_leads_back_to_its_text_element(make) -> None:
    data = make()
    document = read(data)
    local = {etree.QName(name).localname for name in TEXT_ELEMENTS}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for run in document.map.runs:
            root = etree.fromstring(archive.read(run.place.part))
            elements = [one for one in root.iter() if etree.QName(one).localname in local]
            words = elements[run.place.element].text[run.place.offset :]

            assert document.map.text[run.start : run.end] == words


def test_a_file_by_python_docx_is_read() -> None:
    document = read(docxs.by_python_docx())

    assert said(document, "header") == ["From the office"]
    assert said(document, "heading") == ["A letter"]
    assert said(document, "list_item") == ["pay in time", "keep it secret"]
    [found] = [block for block in document.blocks if block.kind == "table"]
    assert cells(document, found) == [["Name", "Phone"], ["Bob", "030 1234"]]


def test_strict_open_xml_reads_like_the_usual_kind() -> None:
    assert read(docxs.strict(docxs.everything())).map.text == read(docxs.everything()).map.text


def test_a_document_that_lives_elsewhere_is_found() -> None:
    assert read(build(p("Jane"), main="office/document.xml")).map.text == "Jane"


@pytest.mark.parametrize(
    ("style", "level"), [("berschrift1", 1), ("chapter", 1), ("deep", 3), ("normal", 0), ("loop", 0), ("gone", 0)]
)
def test_headings_follow_from_styles_in_any_language(style: str, level: int) -> None:
    [block] = read(styled(p("Jane", style=style))).blocks

    assert (block.kind, block.level) == (("heading", level) if level else ("paragraph", 0))


def test_lists_count_as_word_counts() -> None:
    document = read(
        styled(
            item("a") + item("b") + item("b a", level=1) + item("b b", level=1) + item("b b i", level=2) + item("c")
            + item("c a", level=1) + item("bullet", number=2) + item("seven", number=3) + p("four", style="listed")
        )
    )  # fmt: skip

    assert [(block.marker, block.level) for block in document.blocks] == [
        ("1.", 1), ("2.", 1), ("a)", 2), ("b)", 2), ("2.b.i", 3), ("3.", 1), ("a)", 2), ("\u2022", 1), ("7.", 1),
        ("4.", 1),
    ]  # fmt: skip


def test_a_frame_around_text_is_no_table() -> None:
    frame = table((p("A title", style="berschrift1") + p("Dear Jane,"),), (table(("Name", "Bob"), ("Phone", "030")),))
    document = read(styled(frame))

    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "table"]


def test_rows_and_columns_for_the_space_they_take_are_left_out() -> None:
    [block] = (document := read(build(table(("", "", ""), ("Jane", "", "030"), ("Bob", "", "040"))))).blocks

    assert cells(document, block) == [["Jane", "030"], ["Bob", "040"]]


def test_a_row_that_was_deleted_is_not_read() -> None:
    gone = f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc>{p('Gone')}</w:tc><w:tc>{p('040')}</w:tc></w:tr>"
    body = table(("Jane", "030"), ("Bob", "050")).replace("</w:tbl>", f"{gone}</w:tbl>")

    assert said(read(build(body))) == ["Jane\t030\nBob\t050"]


def test_signs_that_are_no_text_are_written_out() -> None:
    body = p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>")
    body += p("Fitz", "<w:r><w:softHyphen/></w:r>", "gerald")
    document = read(build(body))

    assert said(document) == ["a\tb\nc\u2011d", "Fitz\u00adgerald"]
    assert "Fitzgerald" in detector_view(document).text


def test_pages_are_where_word_last_broke_them() -> None:
    broken = "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = p("one") + p("<w:r><w:br w:type='page'/></w:r>") + p(broken, "two goes on ", broken, "to three") + p("still")
    document = read(build(body))

    assert [document.map.text[page.start : page.end].strip() for page in document.pages] == [
        "one", "two goes on", "to three\n\nstill",
    ]  # fmt: skip
    assert [block.page for block in document.blocks] == [0, 1, 2]


def test_charts_and_diagrams_are_read_where_they_are_shown() -> None:
    title = "<c:title><a:p><a:r><a:t>Salary of Jane</a:t></a:r></a:p></c:title>"
    names = "<c:cat><c:strCache><c:pt><c:v>Spring</c:v></c:pt></c:strCache></c:cat>"
    numbers = "<c:val><c:numCache><c:pt><c:v>4711</c:v></c:pt></c:numCache></c:val>"
    chart = f"<c:chartSpace {docxs.NAMES}>{title}{names}{numbers}</c:chartSpace>"
    shown = p("<w:r><w:drawing><c:chart r:id='chart1'/></w:drawing></w:r>", "before")

    assert said(read(build(shown, {"chart1": ("chart", chart)}))) == ["before", "Salary of Jane", "Spring"]
    assert said(read(build(p("before"), {"chart1": ("chart", chart)}))) == ["before"]


def test_pictures_objects_and_inserted_documents_are_told() -> None:
    body = p("<w:r><w:drawing><a:blip r:embed='x'/></w:drawing></w:r>", "a") + p("<w:r><w:object/></w:r>")
    notes = read(build(body + "<w:altChunk r:id='y'/>")).notes

    assert notes == (
        "Text inside pictures was not read.",
        "Files and objects embedded in this document were not read.",
        "Other documents inserted into this one were not read.",
    )


def test_an_empty_document_says_so() -> None:
    assert read(build("")).notes == ("No text was found in this file.",)
    assert (
        read(
            build(
                p(" ")
                + table(
                    ("", ""),
                )
            )
        ).blocks
        == ()
    )


def test_right_to_left_and_east_asian_text_is_kept() -> None:
    assert said(read(build(p("شركة فاطمة") + p("山田太郎") + p("שרה כהן")))) == ["شركة فاطمة", "山田太郎", "שרה כהן"]


@pytest.mark.parametrize("missing", ["header1", "styles", "footnotes"])
def test_a_relationship_to_a_part_that_is_not_there_is_no_hindrance(missing: str) -> None:
    data = build(
        p("Jane"),
        {
            "header1": ("header", part("hdr", p("h"))),
            "styles": ("styles", docxs.STYLES),
            "footnotes": ("footnotes", part("footnotes", "")),
        },
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if missing not in name}

    assert "Jane" in read(docxs.zipped(files)).map.text


# What cannot be read


def refusal(data: bytes, max_pages: int = 100, max_characters: int = 100_000) -> BadInput:
    with pytest.raises(BadInput) as refused:
        read_docx(data, max_pages, max_characters)
    return refused.value


def test_a_damaged_file_is_refused() -> None:
    whole = docxs.everything()
    broken = [
        docxs.damaged(whole),
        whole[:-30],
        whole[: len(whole) // 2],
        docxs.zipped({"[Content_Types].xml": b"<Types/>"}),
        build("", raw={"word/document.xml": b"<w:document"}),
        build("", raw={"word/document.xml": b""}),
        b"PK\x03\x04",
    ]

    assert {type(refusal(data)) for data in broken} == {Damaged}


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY e "&a;&a;&a;">]>',
        "<!DOCTYPE x>",
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1/x">%p;]>',
    ],
    ids=["external entity", "nested entities", "empty", "parameter entity"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_part_that_defines_entities_is_refused(declared: str, encoding: str) -> None:
    use = "&e;" if "ENTITY e" in declared or "ENTITY a" in declared else ""
    root = part("document", p("Jane" + use)).partition("?>")[2]
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{declared}{root}'

    found = refusal(build("", raw={"word/document.xml": xml.encode(encoding)}))

    assert isinstance(found, TooComplex | Damaged)
    assert encoding == "utf-16" or isinstance(found, TooComplex)


def test_a_zip_that_unfolds_beyond_measure_is_refused_unopened() -> None:
    part_too_large = build("", raw={"word/document.xml": b" " * (61 * 1024**2)})
    all_too_large = build(p("Jane"), raw={f"word/media/{n}.bmp": b"\0\1" * (26 * 1024**2) for n in range(4)})
    built_to_unfold = build(p("Jane"), raw={"word/media/x.bmp": b"\0" * (30 * 1024**2)})

    assert "60 MB" in refusal(part_too_large).message
    assert "200 MB" in refusal(all_too_large).message
    assert "200 times its size" in refusal(built_to_unfold).message


def test_too_many_parts_pages_or_characters_are_refused_by_their_number() -> None:
    many = build(p("Jane"), raw={f"word/media/{n}.bin": b"" for n in range(5_001)})
    pages = build("".join(p("<w:r><w:lastRenderedPageBreak/></w:r>", "page") for _ in range(12)))

    assert "5,000" in refusal(many).message
    assert isinstance(refusal(pages, max_pages=10), TooLarge)
    assert "has 12 pages; the most that are taken is 10" in refusal(pages, max_pages=10).message
    assert "more than 1,000 characters" in refusal(build(p("x" * 1001)), max_characters=1000).message


def test_a_part_nested_too_deep_is_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 2000 + p("Jane") + "</w:sdtContent></w:sdt>" * 2000

    assert isinstance(refusal(build(deep)), Damaged)


def test_a_part_nested_as_deep_as_xml_may_be_is_read() -> None:
    deep = "<w:sdt><w:sdtContent>" * 120 + p("Jane") + "</w:sdtContent></w:sdt>" * 120

    assert read(build(deep)).map.text == "Jane"


def test_an_encrypted_zip_asks_for_a_copy_without_a_password() -> None:
    data = bytearray(build(p("Jane")))
    for sign, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        position = data.find(sign)
        while position >= 0:
            data[position + at] |= 1
            position = data.find(sign, position + 4)

    assert isinstance(refusal(bytes(data)), Locked)


def test_a_run_with_style_is_one_text() -> None:
    assert said(read(build(p(r("Ja", "<w:b/>"), r("ne", "<w:i/>"))))) == ["Jane"]

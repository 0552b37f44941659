"""A Word file shows how its author made it: words in their looks, merged cells, pictures where they stand."""

import io

import pytest
from PIL import Image

from shared.errors import BadInput
from shared.formats import open_document
from shared.formats.docx import read_docx
from shared.formats.docx_scans import _with_pictures
from shared.formats.ocr_words import Word, text_map
from shared.formats.redacting import redact_file
from shared.formats.textmap import Box
from shared.formats.viewing import render_picture
from shared.formats.wire import pack, unpack
from shared.redaction import Redaction
from shared.settings import Settings
from shared.spans import Span
from tests.contracts.document_contract import check_document
from tests.shared.formats import docxs
from tests.shared.formats.docxs import build, p, part, r, styled

SETTINGS = Settings()


def read(data: bytes):
    document = read_docx(data, 100, 100_000)
    check_document(document)
    assert unpack(pack(document)) == document
    return document


def looks(document) -> list[tuple[str, tuple[str, ...]]]:
    return [(document.map.text[one.start : one.end], one.marks) for one in document.styles]


def test_words_keep_the_looks_that_their_runs_say():
    body = p(
        "plain ", r("bold", "<w:b/>"), r("both", "<w:b/><w:i/>"), r("not", '<w:b w:val="0"/>'),
        r("under", '<w:u w:val="single"/>'), r("none", '<w:u w:val="none"/>'), r("gone", "<w:strike/>"),
        r("2", '<w:vertAlign w:val="superscript"/>'), r("n", '<w:vertAlign w:val="subscript"/>'),
        r("x=1", '<w:rFonts w:ascii="Courier New"/>'), r("secret", "<w:vanish/>"),
    )  # fmt: skip

    assert looks(read(build(body))) == [
        ("bold", ("bold",)), ("both", ("bold", "italic")), ("under", ("underline",)), ("gone", ("strike",)),
        ("2", ("super",)), ("n", ("sub",)), ("x=1", ("code",)), ("secret", ("hidden",)),
    ]  # fmt: skip


def test_styles_speak_where_runs_do_not_and_bold_in_bold_is_not_bold():
    own = docxs.style("Strong words", "<w:rPr><w:b/></w:rPr>", name_in_word="strongwords")
    own += '<w:style w:type="character" w:styleId="c"><w:name w:val="c"/><w:rPr><w:b/><w:i/></w:rPr></w:style>'
    own += '<w:style w:type="character" w:styleId="link"><w:name w:val="Hyperlink"/>'
    own += '<w:rPr><w:u w:val="single"/></w:rPr></w:style>'
    styles = docxs.STYLES.replace("</w:styles>", own + "</w:styles>")
    use = '<w:rStyle w:val="{}"/>'.format
    body = p(r("strong"), r(" c", use("c")), style="strongwords") + p(r("plain "), r("c", use("c")))
    body += p(r("by style", use("link")), '<w:hyperlink r:id="x">' + r(" by element") + "</w:hyperlink>")
    body += p(r("Title", "<w:b/>"), style="berschrift1")

    assert looks(read(build(body, {"styles": ("styles", styles)}))) == [
        ("strong", ("bold",)), (" c", ("italic",)), ("c", ("bold", "italic")), ("by style by element", ("link",)),
    ]  # fmt: skip


def test_paragraphs_stand_where_they_or_their_styles_say():
    styles = docxs.STYLES.replace(
        "</w:styles>", docxs.style("Mid", '<w:pPr><w:jc w:val="center"/></w:pPr>') + "</w:styles>"
    )
    body = p("a", style="mid") + p("b", style="mid", properties='<w:jc w:val="left"/>')
    body += p("c", properties='<w:jc w:val="right"/>') + p("d", properties='<w:jc w:val="both"/>')

    assert [block.align for block in read(build(body, {"styles": ("styles", styles)})).blocks] == [
        "center",
        "",
        "end",
        "",
    ]


def cell(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{words if words.startswith('<') else p(words)}</w:tc>"


def grid(*rows: str, properties: str = "") -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def test_merged_cells_reach_over_rows_and_columns():
    wide, go, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = grid(
        cell("Tenant", go) + cell("Both columns", wide),
        cell("", on) + cell("Jane") + cell(p("030", properties='<w:jc w:val="right"/>')),
        cell("hidden words", on) + cell("Bob") + cell("040"),
    )
    [block] = (document := read(build(body))).blocks

    assert [[document.map.text[start:end] for start, end in row] for row in block.rows] == [
        ["Tenant", "Both columns"], ["Jane", "030"], ["hidden words", "Bob", "040"],
    ]  # fmt: skip
    assert [[(look.columns, look.rows, look.align) for look in row] for row in block.looks] == [
        [(1, 2, ""), (2, 1, "")], [(1, 1, ""), (1, 1, "end")], [(1, 1, "")] * 3,
    ]  # fmt: skip


def test_a_table_has_the_head_that_the_file_says():
    row = cell("Name") + cell("Phone")
    repeated = f"<w:trPr><w:tblHeader/></w:trPr>{row}"
    banded = '<w:tblStyle w:val="GridTable4"/><w:tblLook w:val="04A0"/>'
    heads = [grid(row, row), grid(repeated, repeated, row), grid(row, row, properties=banded)]

    assert [block.head for block in read(build("".join(p("x") + one for one in heads))).blocks if block.rows] == [
        0,
        2,
        1,
    ]


def test_signs_of_footnotes_stand_beside_the_text_and_before_the_notes():
    body = p(
        "He", "<w:r><w:footnoteReference w:id='7'/></w:r>", " and she", "<w:r><w:footnoteReference w:id='3'/></w:r>"
    )
    notes = "".join(
        f'<w:footnote w:id="{number}">{p(words)}</w:footnote>' for number, words in ((3, "two"), (7, "one"))
    )
    document = read(build(body, {"footnotes": ("footnotes", part("footnotes", notes))}))

    assert document.map.text.startswith("He and she\n")
    assert [(one.at, one.words) for one in document.references] == [(2, "1"), (10, "2")]
    assert [block.marker for block in document.blocks if block.kind == "footnote"] == ["2", "1"]


PICTURE = (
    "<w:r><w:drawing><wp:inline xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'>"
    "<wp:extent cx='1270000' cy='635000'/><a:blip r:embed='img'/></wp:inline></w:drawing></w:r>"
)


def picture(form: str = "PNG", size: tuple[int, int] = (40, 20)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, form)
    return out.getvalue()


def with_picture(data: bytes, body: str = p("Before.", PICTURE) + p("After.")) -> bytes:
    rels = docxs.relationships({"img": (docxs.TYPE + "image", "media/photo.bin")})
    return build(body, raw={"word/media/photo.bin": data, "word/_rels/document.xml.rels": rels.encode()})


def test_a_picture_stands_after_its_paragraph_as_large_as_it_is_shown():
    document = read_docx(with_picture(picture()), 100, 1000)

    assert [(block.kind, block.figure) for block in document.blocks] == [
        ("paragraph", -1),
        ("picture", 0),
        ("paragraph", -1),
    ]
    [figure] = document.figures
    assert (figure.part, figure.width, figure.height, figure.is_shown) == ("word/media/photo.bin", 100.0, 50.0, True)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"])
def test_pictures_of_pixels_are_shown_anew_and_stay_in_the_copy(form: str):
    data = with_picture(picture(form))
    document = open_document(data, SETTINGS, "docx")
    png = render_picture(data, document.figures[0].part, SETTINGS)
    made = redact_file(data, document, [Redaction(Span(0, 6, "secret"), "x")], SETTINGS)

    with Image.open(io.BytesIO(png)) as shown:
        assert (shown.format, shown.size, shown.info) == ("PNG", (40, 20), {})
    assert not [note for note in made.verdict.notes if "left out" in note]
    assert read_docx(made.data, 100, 1000).figures[0].is_shown


@pytest.mark.parametrize(
    "data",
    [b"\x01\0\0\0" + bytes(36) + b" EMF", b"\xd7\xcd\xc6\x9a" + bytes(60), b"<svg><text>Jane</text></svg>"],
    ids=["EMF", "WMF", "SVG"],
)
def test_drawings_of_commands_are_not_shown_and_left_out_of_the_copy_and_both_is_said(data: bytes):
    file = with_picture(data)
    document = open_document(file, SETTINGS, "docx")

    assert not document.figures[0].is_shown
    assert any("a redacted copy leaves it out" in note for note in document.notes)
    with pytest.raises(BadInput):
        render_picture(file, document.figures[0].part, SETTINGS)
    made = redact_file(file, document, [], SETTINGS)
    assert any("One of its pictures is" in note for note in made.verdict.notes)


def test_a_picture_built_to_exhaust_is_refused():
    data = bytearray(picture("PNG"))
    data[16:24] = (60_000).to_bytes(4) * 2  # as wide and high as its head says
    file = with_picture(bytes(data))

    with pytest.raises(BadInput):
        render_picture(file, "word/media/photo.bin", SETTINGS)
    with pytest.raises(BadInput, match="megapixels"):
        render_picture(
            with_picture(picture("GIF", (2000, 2000))), "word/media/photo.bin", Settings(max_image_pixels=10**6)
        )


def test_the_words_of_pictures_are_put_where_each_is_shown_first():
    inner = p("Before.", PICTURE, PICTURE.replace("img", "two"), PICTURE) + p("Between.") + p(PICTURE, "After.")
    rels = {one: (docxs.TYPE + "image", f"media/{one}.png") for one in ("img", "two")}
    raw = {"word/_rels/document.xml.rels": docxs.relationships(rels).encode()}
    raw |= {f"word/media/{one}.png": picture() for one in ("img", "two")}
    document = read_docx(build(inner, raw=raw), 100, 1000, with_hidden=True)
    words = {f"word/media/{one}.png": text_map([Word(one, Box(0, 1, 1, 9, 9), 1.0, 0, 0, 0)]) for one in ("img", "two")}

    elsewhere = {"word/media/lost.png": words["word/media/img.png"]}
    for some in (words, {"word/media/two.png": words["word/media/two.png"]}, elsewhere):
        made = _with_pictures(document, some)
        check_document(made)
        said = [(block.kind, made.map.text[block.start : block.end]) for block in made.blocks]
        first = "img" if len(some) == 2 else ""
        two = "two" if "word/media/two.png" in some else ""
        lost = [("paragraph", "img")] if "word/media/lost.png" in some else []
        assert said == [
            ("paragraph", "Before."), ("picture", first), ("picture", two), ("picture", ""), ("paragraph", "Between."),
            ("paragraph", "After."), ("picture", ""), *lost,
        ]  # fmt: skip
        read = [word for word in (first, two, *("img" for _ in lost)) if word]
        assert [made.map.text[start:end] for start, end in made.scanned] == read


def test_what_no_style_says_is_written_nowhere():
    assert read(styled(p("Jane"))).styles == ()

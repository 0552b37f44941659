"""A redacted PDF: what was removed is nowhere in its bytes, what stays is letter for letter the same."""

import dataclasses
import io

import pikepdf
import pymupdf
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from shared.errors import Damaged, Unverified
from shared.formats import open_document, pdf_redact, redacting_pdf
from shared.formats.redacting import Area, redact_file
from shared.formats.scan_text import with_words
from shared.formats.textmap import Box, Run, TextMap
from shared.redaction import Redaction
from shared.settings import Settings
from shared.spans import Span
from tests.shared.formats import canaries, pdfs
from tests.shared.formats.canaries import HIDDEN_COPIES, PDF_CHANNELS, VISIBLE, canary, pdf_traces

SETTINGS = Settings()


def redacted(data, *words, replacement="<PRIVATE_PERSON>", areas=()):
    document = open_document(data, SETTINGS)
    text = document.map.text
    found = [
        Redaction(Span(at, at + len(word), "private_person"), replacement)
        for word in words
        for at in range(len(text))
        if text.startswith(word, at)
    ]
    assert len(found) >= len(words), "a word of the test does not stand in its file"
    return redact_file(data, document, found, SETTINGS, areas=areas)


def text_of(data):
    return open_document(data, SETTINGS).map.text


@pytest.fixture(scope="module")
def full():
    return canaries.pdf()


@pytest.fixture(scope="module")
def clean(full):
    return redacted(full, VISIBLE, *map(canary, HIDDEN_COPIES))


@pytest.mark.parametrize("channel", [*PDF_CHANNELS, *HIDDEN_COPIES])
def test_every_channel_is_in_the_file_before_and_gone_after(full, clean, channel):
    word = canary(channel).lower()

    assert word in pdf_traces(full)
    assert word not in pdf_traces(clean.data)


def test_the_finding_is_gone_and_its_neighbours_stay(clean):
    text = text_of(clean.data)

    assert VISIBLE.lower() not in pdf_traces(clean.data)
    assert "Signed by" in text and "in person, before the clerk." in text
    assert "The line below must stay as it is, letter by letter." in text
    assert "kept" in text


def test_the_verdict_counts_and_repeats_no_word(clean):
    verdict = clean.verdict

    assert verdict.removed == verdict.by_label["private_person"] == 1 + len(HIDDEN_COPIES)
    assert verdict.pages == 1 and verdict.pages_as_pictures == ()
    assert len(verdict.checks) == 5
    assert "Zq" not in repr(verdict) and VISIBLE not in repr(verdict)


def test_the_new_file_has_nothing_but_pages(clean):
    with pikepdf.open(io.BytesIO(clean.data)) as pdf:
        assert set(pdf.Root.keys()) <= {"/Type", "/Pages"}
        assert "/Info" not in pdf.trailer
        assert set(pdf.pages[0].obj.keys()) <= {
            "/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/Group", "/UserUnit",
        }  # fmt: skip
    assert clean.data.count(b"%%EOF") == 1


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_box_lies_over_the_removed_words_on_pages_turned_any_way(rotation):
    data = pdfs.written([(72, 400, "Dear Jane Miller, hello")], rotation=rotation)
    document = open_document(data, SETTINGS)
    at = document.map.text.index("Jane Miller")
    boxes = document.map.boxes(at, at + 11)
    made = redacted(data, "Jane Miller", replacement="\u2588\u2588")

    with pymupdf.open(stream=made.data, filetype="pdf") as pdf:
        pixels = pdf[0].get_pixmap()
    inside = [
        pixels.pixel(x, y)
        for box in boxes
        for x in range(int(box.left) + 2, int(box.right) - 1)
        for y in range(int(box.top) + 2, int(box.bottom) - 1)
    ]
    assert set(inside) == {(0, 0, 0)}
    assert "Dear" in text_of(made.data) and ", hello" in text_of(made.data)


def test_lines_set_without_any_space_between_them_keep_their_letters():
    lines = ["Abcdefg hijklmno pqrstuv", "Quillon Marchetti writes", "wxyz Abcdefg hijklmn opq"]
    data = pdfs.written([(72, 100 + 11 * number, line) for number, line in enumerate(lines)], size=11)

    text = text_of(redacted(data, "Quillon Marchetti", replacement="").data)

    assert lines[0] in text and lines[2] in text and "writes" in text
    assert "Quillon" not in text


def test_pixels_under_a_hidden_layer_of_text_are_blank():
    picture = pymupdf.Pixmap(pymupdf.csRGB, (0, 0, 595, 842), False)
    picture.clear_with(120)
    pdf = pymupdf.open()
    page = pdf.new_page()
    page.insert_image(page.rect, pixmap=picture)
    page.insert_text((72, 100), "Jane Miller was here", fontsize=12, render_mode=3)
    made = redacted(pdfs.saved(pdf), "Jane Miller")

    with pymupdf.open(stream=made.data, filetype="pdf") as out:
        left = pymupdf.Pixmap(out, out[0].get_images()[0][0])
    assert {left.pixel(x, 96) for x in range(74, 130)} & {(120, 120, 120)} == set()
    assert left.pixel(300, 400) == (120, 120, 120)


def test_what_stands_in_its_place_is_written_on_the_page():
    data = pdfs.written([(72, 100, "Dear Bartholomew Quincy, hello")])

    made = redacted(data, "Bartholomew Quincy", replacement="Eve Li")

    assert "Eve Li" in text_of(made.data)


def test_the_same_word_may_stay_where_it_was_meant_to_stay():
    data = pdfs.written([(72, 100, "Jane Miller pays."), (72, 200, "Jane Miller signs.")])
    document = open_document(data, SETTINGS)
    at = document.map.text.index("Jane Miller")

    made = redact_file(data, document, [Redaction(Span(at, at + 11, "private_person"), "")], SETTINGS)

    assert text_of(made.data).count("Jane Miller") == 1
    assert made.verdict.pages_as_pictures == ()


def test_text_in_a_pattern_cannot_be_taken_out_so_its_page_becomes_a_picture():
    pattern = (
        b"<< /Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 200 40] /XStep 200 /YStep 40 "
        b"/Resources << /Font << /F1 5 0 R >> >> /Length 41 >>\nstream\n"
        b"BT /F1 11 Tf 5 5 Td (Zqpatterned) Tj ET   \nendstream"
    )
    content = b"BT /F1 11 Tf 72 700 Td (Jane Miller) Tj ET /Pattern cs /P1 scn 50 50 400 400 re f"
    data = pdfs.raw(content, b"/Pattern << /P1 6 0 R >>", [pattern])

    made = redacted(data, "Jane Miller", replacement="")

    assert made.verdict.pages_as_pictures == (1,)
    assert "zqpatterned" not in pdf_traces(made.data)
    assert any("became pictures" in note for note in made.verdict.notes)


def test_a_page_that_fails_its_check_becomes_a_picture():
    data = pdfs.raw(b"BT /F1 11 Tf 72 700 Td (Jane Miller) Tj ET")
    document = open_document(data, SETTINGS)
    wrong = Redaction(Span(0, 4, "private_person"), "")
    # A reader that misplaces what it read leaves the words on the page: the check sees them.
    moved = type(document.map)(document.map.text, tuple(_moved(run) for run in document.map.runs))
    made = redact_file(data, dataclasses.replace(document, map=moved), [wrong], SETTINGS)

    assert made.verdict.pages_as_pictures == (1,)
    assert "jane" not in pdf_traces(made.data)


def _moved(run):
    box = run.place
    return dataclasses.replace(run, place=Box(box.page, box.left, box.top + 200, box.right, box.bottom + 200))


def test_an_area_takes_the_letters_in_it_along():
    data = pdfs.written([(72, 100, "Jane Miller"), (72, 300, "stays here")])

    made = redacted(data, areas=[Area(Box(0, 60, 80, 200, 110))])

    assert text_of(made.data).strip() == "stays here"
    assert made.verdict.by_label == {"area": 1}


def test_a_broken_page_is_refused_by_its_number():
    data = pdfs.written([(72, 100, "Jane Miller")])
    document = open_document(data, SETTINGS)
    broken = dataclasses.replace(document, pages=(dataclasses.replace(document.pages[0], width=0.0),))

    with pytest.raises(Damaged, match="Page 1"):
        redact_file(data, broken, [], SETTINGS)


def test_what_cannot_be_proven_clean_is_not_given_out(monkeypatch):
    real = redacting_pdf.run_step

    def doubting(function, *rest):
        return b'{"failed": [0], "broken": []}' if function.startswith("pdf_verify") else real(function, *rest)

    monkeypatch.setattr(redacting_pdf, "run_step", doubting)
    with pytest.raises(Unverified, match="page 1") as refused:
        redacted(pdfs.written([(72, 100, "Jane Miller")]), "Jane Miller")

    assert "Jane" not in refused.value.message


def test_someone_may_be_called_like_a_word_of_pdf_itself():
    made = redacted(pdfs.written([(72, 100, "Peter Parent has Content and Length")]), "Parent", "Content", "Length")

    assert text_of(made.data).split() == ["Peter", "has", "and"]
    assert made.verdict.pages_as_pictures == ()


# ------------------------------------------------------------------ pixels


def scan(text="dear Quillfeather thank you for all of it"):
    """A page that is a picture of one line, and the document as if its words had been read from it."""
    with pymupdf.open(stream=pdfs.written([(72, 100, text)]), filetype="pdf") as printed:
        pixels = printed[0].get_pixmap(dpi=150, colorspace=pymupdf.csGRAY)
        placed = [(Box(0, *word[:4]), word[4]) for word in printed[0].get_text("words")]
    pdf = pymupdf.open()
    page = pdf.new_page()
    page.insert_image(page.rect, pixmap=pixels)
    data = pdfs.saved(pdf)
    runs, at = [], 0
    for box, word in placed:
        ink = Box(0, box.left, box.top + 3, box.right, box.bottom - 1)  # as Tesseract's: it ends with the letters
        runs.append(Run(at, at + len(word), ink))
        at += len(word) + 1
    words = TextMap(" ".join(word for _, word in placed), tuple(runs))
    return data, with_words(open_document(data, SETTINGS), {0: words})


def redacted_scan(**options):
    data, document = scan()
    at = document.map.text.index("Quillfeather")
    return redact_file(data, document, [Redaction(Span(at, at + 12, "private_person"), "")], SETTINGS, **options)


def ink_of(data):
    """How many dark pixels the page has; columns as dark as no letter is are boxes and do not count."""
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        page = pdf[0].get_pixmap(dpi=150, colorspace=pymupdf.csGRAY)
    columns = (bytes(page.samples_mv[x :: page.stride]) for x in range(page.width))
    dark = [sum(value < 128 for value in column) for column in columns]
    return sum(count for count in dark if count < 20)


def test_pixels_of_a_scan_go_and_the_words_beside_them_stay():
    made = redacted_scan()

    assert made.verdict.pages_as_pictures == ()
    with pymupdf.open(stream=made.data, filetype="pdf") as out:
        picture = pymupdf.Pixmap(out, out[0].get_images()[0][0])
    [box] = [run.place for run in scan()[1].map.runs if run.start == 5]
    dots = 150 / 72
    under = {
        picture.pixel(x, y)
        for x in range(int(box.left * dots), int(box.right * dots))
        for y in range(int(box.top * dots), int(box.bottom * dots))
    }
    assert len(under) == 1


def test_boxes_of_one_width_on_a_scan_hide_no_neighbour():
    whole, kept = scan("dear Quillfeather thank you for all of it")[0], scan("dear thank you for all of it")[0]
    closed = redacted_scan(closes_widths=True)

    assert closed.verdict.pages_as_pictures == (1,)
    assert ink_of(whole) > 1.2 * ink_of(kept)
    assert ink_of(closed.data) == pytest.approx(ink_of(kept), rel=0.1)


def leaves_a_strip(monkeypatch, *names):
    """A redactor that does its work but for a strip on the right of each box."""
    for name in names:
        real = getattr(pdf_redact, name)
        monkeypatch.setattr(pdf_redact, name, lambda target, box, *rest, real=real: real(target, _narrowed(box), *rest))
    run_step = redacting_pdf.run_step

    def run(function, data, options, *rest):
        if function == "pdf_redact:redact":
            return pdf_redact.redact(data, options, lambda done, steps: None)
        return run_step(function, data, options, *rest)

    monkeypatch.setattr(redacting_pdf, "run_step", run)


def _narrowed(box):
    if isinstance(box, list):
        return [_narrowed(one) for one in box]
    return pymupdf.Rect(box.x0, box.y0, box.x1 - 0.3 * box.width, box.y1)


def test_a_strip_that_is_left_of_pixels_is_seen_and_the_page_becomes_a_picture(monkeypatch):
    leaves_a_strip(monkeypatch, "_blank")

    assert redacted_scan().verdict.pages_as_pictures == (1,)


def test_a_file_with_a_strip_left_of_pixels_is_not_given_out(monkeypatch):
    leaves_a_strip(monkeypatch, "_blank", "_paint")

    with pytest.raises(Unverified, match="page 1"):
        redacted_scan()


WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=6, max_size=9), min_size=4, max_size=40, unique=True)


@rules(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(words=WORDS, chosen=st.sets(st.integers(0, 39), min_size=1, max_size=12))
def test_any_words_go_and_every_other_word_stays(words, chosen):
    rows = [words[i : i + 6] for i in range(0, len(words), 6)]
    data = pdfs.written([(60, 80 + 13 * number, " ".join(row)) for number, row in enumerate(rows)], size=11)
    gone = [word for number, word in enumerate(words) if number in chosen] or words[:1]

    text = text_of(redacted(data, *gone, replacement="").data)

    left = text.split()
    assert not set(left) & set(gone)
    assert sorted(left) == sorted(word for word in words if word not in gone)


def test_a_picture_whose_bytes_look_like_words_is_no_obstacle():
    pixels = b"\x80\xff Tj (x) [<0>] TJ ".ljust(48, b"\x90")
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 4 /Height 4 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Length 48 >>"
        b"\nstream\n" + pixels + b"\nendstream"
    )
    content = b"BT /F1 11 Tf 72 700 Td (Jane Miller) Tj ET q 90 0 0 90 300 300 cm /X Do Q"

    made = redacted(pdfs.raw(content, b"/XObject << /X 6 0 R >>", [picture]), "Jane Miller")

    assert made.verdict.pages_as_pictures == ()
    assert "jane" not in pdf_traces(made.data)


@pytest.mark.parametrize(
    "show", [b"[(dear Jane Miller, thank you) 20 (very much)] TJ", b"(dear Jane Miller, thank you) Tj"]
)
def test_what_follows_a_box_stays_where_it_was(show):
    """MuPDF forgets the first letter's width in a list of strings: the rest of the line would tell which it was."""
    data = pdfs.raw(b"BT /F1 11 Tf 72 700 Td " + show + b" ET")
    before, after = words_of(data), words_of(redacted(data, "Jane Miller").data)

    assert {word: after[word] for word in ("dear", "thank")} == pytest.approx(
        {word: before[word] for word in ("dear", "thank")}, abs=0.05
    )


def words_of(data: bytes) -> dict[str, float]:
    """Where each word of the first page begins."""
    import pymupdf

    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        return {word[4]: word[0] for word in pdf[0].get_text("words")}

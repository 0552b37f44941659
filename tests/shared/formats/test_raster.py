"""Pages drawn after redaction: every pixel under a bar is the bar's, and nothing of the original file comes along."""

import io
import zipfile
from dataclasses import replace

import pymupdf
import pytest
from PIL import Image

from shared.errors import BadInput, Damaged, Locked
from shared.formats.raster import Cover, PageToRead, draw_pages, pages_to_read, photograph
from shared.formats.textmap import Box
from shared.policy import Area, Drawing
from shared.settings import Settings
from tests.shared.formats.pdfs import form, saved, written

SETTINGS = Settings()
DOTS = 150 / 72


def pictures(data: bytes) -> list[Image.Image]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return [Image.open(io.BytesIO(archive.read(name))).convert("RGB") for name in archive.namelist()]


def colors(picture: Image.Image, box: Box, dots: float = DOTS) -> set[tuple[int, ...]]:
    edges = tuple(round(edge * dots) for edge in (box.left, box.top, box.right, box.bottom))
    return {color for _, color in picture.crop(edges).getcolors(1 << 24)}


def word_box(data: bytes, word: str, page: int = 0) -> Box:
    with pymupdf.open(stream=data) as pdf:
        [found] = pdf[page].search_for(word)
        seen = found * pdf[page].rotation_matrix
        return Box(page, seen.x0, seen.y0, seen.x1, seen.y1)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_cover_leaves_no_pixel_of_what_was_there(rotation):
    data = written([(72, 100, "Jane Doe lives here")], [(72, 100, "and here too")], rotation=rotation)
    box = word_box(data, "Jane Doe")
    first, second = pictures(draw_pages(data, [Cover(box)], (), Drawing(), "zip", SETTINGS))

    assert colors(first, box) == {(0, 0, 0)}
    assert (0, 0, 0) not in colors(second, Box(0, 0, 200, 50, 300))
    assert (first.width > first.height) == (rotation in (90, 270))


def test_a_cropped_page_is_covered_where_the_text_is_seen():
    pdf = pymupdf.open(stream=written([(172, 200, "Jane Doe")]))
    pdf[0].set_cropbox(pymupdf.Rect(100, 100, 400, 400))
    data = saved(pdf)
    box = word_box(data, "Jane Doe")
    [picture] = pictures(draw_pages(data, [Cover(box)], (), Drawing(), "zip", SETTINGS))

    assert box.left < 80
    assert colors(picture, box) == {(0, 0, 0)}


def test_a_pdf_of_pictures_holds_nothing_else():
    pdf = pymupdf.open(stream=written([(72, 100, "Jane Doe")]))
    pdf.set_metadata({"author": "Jane Doe", "title": "secret plan"})
    pdf.embfile_add("Jane.txt", b"attached secret")
    pdf[0].insert_link({"kind": pymupdf.LINK_URI, "from": pymupdf.Rect(0, 0, 99, 99), "uri": "https://jane.example"})
    data = saved(pdf)
    drawn = draw_pages(data, [Cover(word_box(data, "Jane Doe"))], (), Drawing(), "pdf", SETTINGS)

    with pymupdf.open(stream=drawn) as made:
        assert [page.get_text() for page in made] == [""]
        assert made[0].rect.width == pytest.approx(595, abs=1)
        assert not any(made.metadata[name] for name in ("author", "title", "producer", "creator"))
        assert made.embfile_count() == 0 and not made[0].get_links()
        everything = b"".join(made.xref_object(n).encode() for n in range(1, made.xref_length()))
        assert b"Jane" not in everything + drawn


@pytest.mark.parametrize("scale", [0.25, 2.0])
def test_the_policy_says_how_large_a_page_is(scale):
    drawn = draw_pages(written([]), (), (), Drawing(scale=scale, dpi=72), "pdf", SETTINGS)

    with pymupdf.open(stream=drawn) as made:
        assert made[0].rect.width == pytest.approx(595 * scale, abs=1)


def test_an_area_counts_from_the_lower_left_as_pdf_does():
    area = Area(2, 100, 700, 50, 30, "red")
    first, second = pictures(draw_pages(written([], []), (), [area], Drawing(), "zip", SETTINGS))
    box = Box(1, 101, 842 - 729, 149, 842 - 701)

    assert colors(second, box) == {(255, 0, 0)}
    assert colors(first, box) == {(255, 255, 255)}


def test_an_area_on_a_page_that_is_not_there_is_nothing():
    assert len(pictures(draw_pages(written([]), (), [Area(7, 0, 0, 9, 9)], Drawing(), "zip", SETTINGS))) == 1


@pytest.mark.parametrize("color", ["black", "red", "yellow"])
def test_the_replacement_is_written_on_the_bar_where_the_policy_says_so(color):
    data = written([(72, 100, "Jane Alexandra Elizabeth Doe")], size=20)
    box = word_box(data, "Jane Alexandra Elizabeth Doe")
    drawing = Drawing(color=color, show_replacement=True, font_color="white")
    [picture] = pictures(draw_pages(data, [Cover(box, words="{{{REDACTED-person}}}")], (), drawing, "zip", SETTINGS))
    [bare] = pictures(draw_pages(data, [Cover(box, words="")], (), drawing, "zip", SETTINGS))

    assert (255, 255, 255) in colors(picture, box)
    assert len(colors(bare, box)) == 1


def test_words_that_do_not_fit_are_left_out():
    data = written([(72, 100, "Jo")], size=4)
    box = word_box(data, "Jo")
    drawing = Drawing(show_replacement=True)
    [picture] = pictures(draw_pages(data, [Cover(box, words="x" * 500)], (), drawing, "zip", SETTINGS))

    assert colors(picture, box) == {(0, 0, 0)}


def test_untouched_pages_are_kept_as_they_are_where_the_policy_says_so():
    data = written([(72, 100, "Jane Doe")], [(72, 100, "page two")])
    drawing = Drawing(keep_untouched_pages=True)
    drawn = draw_pages(data, [Cover(word_box(data, "Jane Doe"))], (), drawing, "pdf", SETTINGS)

    with pymupdf.open(stream=drawn) as made:
        assert [page.get_text().strip() for page in made] == ["", "page two"]


def test_a_form_is_drawn_as_it_is_read():
    data = form()
    [picture] = pictures(draw_pages(data, (), (), Drawing(), "zip", SETTINGS))

    assert len(colors(picture, Box(0, 0, 0, 590, 840))) > 1


def test_a_huge_page_is_drawn_at_fewer_dots():
    pdf = pymupdf.open()
    pdf.new_page(width=14_000, height=14_000)
    [picture] = pictures(draw_pages(saved(pdf), (), (), Drawing(dpi=600), "zip", SETTINGS))

    assert picture.width * picture.height <= 25_100_000


@pytest.mark.parametrize("data", [b"%PDF-1.7 nothing", written([(72, 72, "x")])[:60], b""])
def test_a_broken_file_is_refused(data):
    with pytest.raises(BadInput):
        draw_pages(data, (), (), Drawing(), "zip", SETTINGS)


def test_a_locked_file_is_refused():
    pdf = pymupdf.open(stream=written([(72, 72, "x")]))
    data = saved(pdf, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="secret", owner_pw="secret")

    for call in (lambda: draw_pages(data, (), (), Drawing(), "pdf", SETTINGS), lambda: pages_to_read(data, SETTINGS)):
        with pytest.raises(Locked):
            call()


def test_pages_that_show_more_than_their_text_are_named():
    pdf = pymupdf.open(stream=written([(72, 100, "only text")], [(72, 100, "text and a picture")], [], []))
    noise = Image.effect_noise((300, 300), 90)
    buffer = io.BytesIO()
    noise.save(buffer, "PNG")
    pdf[1].insert_image(pymupdf.Rect(72, 200, 372, 500), stream=buffer.getvalue())
    pdf[2].insert_image(pymupdf.Rect(72, 200, 372, 500), stream=buffer.getvalue())
    pages = pages_to_read(saved(pdf), SETTINGS)

    assert pages == [PageToRead(1, False), PageToRead(2, True)]


def test_a_photograph_says_how_large_its_dots_are():
    [(page, png, points)] = photograph(written([], [(72, 100, "x")]), [1], 144, SETTINGS)
    picture = Image.open(io.BytesIO(png))

    assert (page, points) == (1, 0.5)
    assert picture.width * points == pytest.approx(595, abs=1)


def test_a_page_that_is_not_there_cannot_be_photographed():
    with pytest.raises(Damaged):
        list(photograph(written([]), [5], 100, SETTINGS))


def test_a_drawing_that_takes_too_long_is_given_up():
    with pytest.raises(BadInput):
        draw_pages(written([]), (), (), Drawing(), "zip", SETTINGS.model_copy(update={"parse_memory_bytes": 1 << 20}))


def test_a_cover_reaches_over_slanted_ends_of_letters():
    pdf = pymupdf.open()
    page = pdf.new_page()
    page.insert_text((72, 100), "fff Wolf jaf", fontsize=30, fontname="tibi")
    data = saved(pdf)
    with pymupdf.open(stream=data) as opened:
        left, top, right, bottom = opened[0].search_for("fff Wolf jaf")[0]
    cover = Cover(Box(0, left, top, right, bottom))
    [picture] = pictures(draw_pages(data, [cover], (), replace(Drawing(), color="red"), "zip", SETTINGS))

    ink = {color for _, color in picture.getcolors(1 << 24)}
    assert ink == {(255, 255, 255), (255, 0, 0)}

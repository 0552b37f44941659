"""A redacted Word file: what was removed is in no part of it, what stays keeps its words and its looks."""

import io
import zipfile

import docx
import pytest
from lxml import etree

from shared.errors import Unverified, WrongType
from shared.formats import open_document, redacting_docx
from shared.formats.redacting import redact_file
from shared.formats.textmap import Box
from shared.redaction import Redaction
from shared.settings import Settings
from shared.spans import Span
from tests.shared.formats import canaries, docxs
from tests.shared.formats.canaries import DOCX_CHANNELS, DOCX_SHOWN, canary, docx_traces

SETTINGS = Settings()
W = "{" + docxs.W + "}"


def redacted(data, *words, replacement="<PRIVATE_PERSON>"):
    document = open_document(data, SETTINGS)
    text = document.map.text
    found = [
        Redaction(Span(at, at + len(word), "private_person"), replacement)
        for word in words
        for at in range(len(text))
        if text.startswith(word, at)
    ]
    assert len(found) >= len(words), "a word of the test does not stand in its file"
    return redact_file(data, document, found, SETTINGS)


def text_of(data):
    return open_document(data, SETTINGS).map.text


def part(data, name="word/document.xml"):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


@pytest.fixture(scope="module")
def full():
    return canaries.docx()


@pytest.fixture(scope="module")
def clean(full):
    return redacted(full, *map(canary, DOCX_SHOWN))


@pytest.mark.parametrize("channel", [*DOCX_CHANNELS, *DOCX_SHOWN])
def test_every_channel_is_in_the_file_before_and_gone_after(full, clean, channel):
    word = canary(channel).lower()

    assert word in docx_traces(full)
    assert word not in docx_traces(clean.data)


def test_everything_else_reads_as_before(full, clean):
    expected = text_of(full)
    for channel in DOCX_SHOWN:
        expected = expected.replace(canary(channel), "<PRIVATE_PERSON>")

    assert text_of(clean.data).split() == expected.split()


def test_a_word_in_two_runs_becomes_one_in_the_looks_of_the_first(clean):
    runs = part(clean.data).find(f".//{W}p").findall(f"{W}r")

    words = [run.findtext(f"{W}t") or "" for run in runs]
    assert words == ["Signed by ", "<PRIVATE_PERSON>", "", " in person."]
    assert runs[1].find(f"{W}rPr/{W}b") is not None


def test_the_verdict_counts_and_repeats_no_word(clean):
    assert clean.verdict.by_label == {"private_person": len(DOCX_SHOWN)}
    assert len(clean.verdict.checks) == 4
    assert "Zq" not in repr(clean.verdict)


def test_headings_lists_tables_and_headers_stay_and_other_programs_open_it():
    made = redacted(docxs.by_python_docx(), "Jane Miller", replacement="\u2588\u2588\u2588")
    document = docx.Document(io.BytesIO(made.data))

    assert [paragraph.style.name for paragraph in document.paragraphs[:3]] == ["Heading 1", "Normal", "List Bullet"]
    assert document.paragraphs[1].text == "Dear \u2588\u2588\u2588,"
    assert document.tables[0].cell(1, 0).text == "Bob"
    assert document.sections[0].header.paragraphs[0].text == "From the office"


def test_strict_files_are_redacted_as_well():
    made = redacted(docxs.strict(docxs.everything()), "footnote text", replacement="")

    assert "footnote text" not in docx_traces(made.data)
    assert "endnote text" in text_of(made.data)


def test_pictures_that_can_hold_words_give_way_to_an_empty_one(full):
    with zipfile.ZipFile(io.BytesIO(full)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = next(name for name in files if name.startswith("word/media/"))
    files[name] = b"<svg><text>Zqdrawn</text></svg>"

    made = redacted(docxs.zipped(files), canary("split"))

    assert "zqdrawn" not in docx_traces(made.data)
    assert any("One of its pictures is" in note for note in made.verdict.notes)
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        assert archive.read("word/media/image1.png").startswith(b"\x89PNG")


def test_two_copies_of_one_redaction_are_the_same_file(full):
    assert redacted(full, canary("split")).data == redacted(full, canary("split")).data


def test_what_cannot_be_proven_clean_is_not_given_out(monkeypatch):
    data = docxs.build(docxs.p("Jane Miller pays.") + docxs.p("Jane Miller signs."))
    document = open_document(data, SETTINGS)
    outside = Redaction(Span(0, 11, "private_person"), "Jane Miller, still")
    redact_file(data, document, [outside], SETTINGS)  # a policy may put the same words back

    real = redacting_docx.run_step
    monkeypatch.setattr(
        redacting_docx, "run_step", lambda name, *rest: b'["words"]' if "verify" in name else real(name, *rest)
    )
    with pytest.raises(Unverified) as refused:
        redacted(data, "Jane Miller")
    assert "Jane" not in refused.value.message


def test_areas_need_pages():
    data = docxs.build(docxs.p("Jane Miller pays."))
    with pytest.raises(WrongType):
        redact_file(data, open_document(data, SETTINGS), [], SETTINGS, areas=[Box(0, 1, 1, 2, 2)])


def test_a_name_that_is_also_a_fonts_can_be_redacted():
    data = docxs.build(docxs.p(docxs.r("Georgia Miller", '<w:rFonts w:ascii="Georgia"/>'), " pays in Georgian lari."))

    made = redacted(data, "Georgia Miller")

    assert text_of(made.data) == "<PRIVATE_PERSON> pays in Georgian lari."

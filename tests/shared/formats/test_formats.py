"""Whatever file comes, it opens as a document or is refused in one plain sentence, and soon."""

import time
from pathlib import Path

import pytest

from shared.errors import BadInput, Damaged, EmptyInput, Locked, PasswordNeeded, TooComplex, TooLarge, WrongType
from shared.formats import TextDocument, open_document
from shared.formats.isolation import POOL
from shared.settings import Settings
from tests.contracts.document_contract import check_document
from tests.shared.formats import docxs, pdfs


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(data=tmp_path_factory.mktemp("data"), max_document_pages=50, max_document_characters=100_000)


OPENS = {
    "a PDF": (pdfs.report(2), "pdf", "pdf"),
    "a PDF after some mail": (b"From: x\n\n" + pdfs.report(2), "", "pdf"),
    "a PDF named .docx": (pdfs.report(2), "docx", "pdf"),
    "a Word file": (docxs.everything(), "docx", "docx"),
    "a Word file named .pdf": (docxs.by_python_docx(), "pdf", "docx"),
    "strict Open XML": (docxs.strict(docxs.everything()), "docx", "docx"),
    "a text": (b"Jane Miller", "txt", "text"),
    "Markdown": (b"# Jane\n\n- pays", "md", "markdown"),
    "Markdown in capitals": (b"# Jane\n\n- pays", ".MARKDOWN", "markdown"),
    "a text of an unknown kind": (b"name,phone\nJane,030", "csv", "text"),
    "a text about PDFs": (b"A PDF begins with %PDF-1.7", "txt", "text"),
    "only blanks": (b" \n ", "txt", "text"),
}


@pytest.mark.parametrize("name", OPENS)
def test_it_opens(name: str, settings: Settings) -> None:
    data, suffix, form = OPENS[name]

    document = open_document(data, settings, suffix)

    check_document(document)
    assert document.format == form
    assert isinstance(document, TextDocument) == (form in ("text", "markdown"))


def test_a_name_that_says_otherwise_is_told(settings: Settings) -> None:
    assert open_document(pdfs.report(1), settings, "docx").notes[-1] == "This file is a PDF, whatever its name says."
    assert open_document(docxs.build("<w:p/>"), settings, ".PDF").notes[-1].startswith("This file is a Word file")
    assert open_document(pdfs.report(1), settings, "pdf").notes == ()


REFUSED = {
    "nothing": (b"", EmptyInput, "is empty"),
    "a picture named .pdf": (pdfs.png(), WrongType, "picture"),
    "a JPEG": (b"\xff\xd8\xff\xe0" + bytes(99), WrongType, "picture"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), WrongType, "old Office format"),
    "a locked Word file": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99) + "EncryptedPackage".encode("utf-16-le"), Locked, "password"
    ),
    "a locked PDF": (pdfs.locked(), PasswordNeeded, "password"),
    "a broken PDF": (b"%PDF-1.7\nJane Miller", Damaged, "damaged"),
    "half a Word file": (docxs.everything()[:900], Damaged, "damaged"),
    "a damaged Word file": (docxs.damaged(docxs.everything()), Damaged, "damaged"),
    "a spreadsheet": (docxs.zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), WrongType, "spreadsheet"),
    "an OpenDocument text": (docxs.zipped({"mimetype": b"", "content.xml": b""}), WrongType, "OpenDocument"),
    "a zip of something else": (docxs.zipped({"jane.txt": b"Jane"}), WrongType, "archive"),
    "gzip": (b"\x1f\x8b\x08" + bytes(99), WrongType, "archive"),
    "Rich Text": (b"{\\rtf1 Jane}", WrongType, "Rich Text"),
    "a program": (b"\x7fELF" + bytes(99), WrongType, "cannot be read"),
    "binary named .txt": (bytes(range(256)) * 9, WrongType, "not a text"),
    "too many pages": (pdfs.pages(51), TooLarge, "51 pages; the most that are taken is 50"),
    "too many characters": (b"x" * 100_001, TooLarge, "100,001 characters"),
    "a Word file that unfolds": (docxs.build("", raw={"word/x.bmp": bytes(30 * 1024**2)}), TooComplex, "200 times"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_one_plain_sentence(name: str, settings: Settings) -> None:
    data, kind, words = REFUSED[name]
    with pytest.raises(BadInput) as refused:
        open_document(data, settings, "txt" if name == "binary named .txt" else "pdf")

    assert type(refused.value) is kind
    assert words in refused.value.message
    assert refused.value.message.endswith(".")
    assert "Jane" not in refused.value.message


def test_a_file_past_the_limit_is_refused_by_its_number(settings: Settings) -> None:
    with pytest.raises(TooLarge, match="larger than 1 MB"):
        open_document(b"x" * (1024**2 + 1), settings.model_copy(update={"max_document_bytes": 1024**2}))


def test_two_kilobytes_that_draw_themselves_for_ever_are_ended(settings: Settings) -> None:
    started = time.monotonic()
    with pytest.raises(TooComplex, match="could not be read within"):
        open_document(pdfs.nested_forms(40), settings.model_copy(update={"parse_seconds": 1}))

    assert time.monotonic() - started < 15


def test_a_drawing_that_unfolds_a_thousandfold_is_looked_at_and_that_is_all(settings: Settings) -> None:
    document = open_document(pdfs.content_bomb(3), settings)

    assert document.map.text == ""
    assert "Page 1 has no text; letters drawn as pictures were not read." in document.notes


def test_markdown_that_keeps_its_parser_busy_is_read_as_plain_text(settings: Settings) -> None:
    text = "# Jane\n\n" + "|a|b|\n|-|-|\n" + "|x|y|\n" * 10_000

    document = open_document(text.encode(), settings.model_copy(update={"parse_seconds": 0}), "md")

    check_document(document)
    assert document.map.text == text
    assert document.notes == ("The structure of this text was too complex to follow.",)


@pytest.mark.parametrize("name", ["a Word file", "a spreadsheet"])
def test_an_archive_is_opened_only_where_that_can_be_killed(
    name: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    POOL.warm()
    monkeypatch.setattr("zipfile.ZipFile", lambda *_: pytest.fail("it was opened in the server"))

    if name in OPENS:
        assert open_document(OPENS[name][0], settings).format == "docx"
    else:
        with pytest.raises(WrongType, match="spreadsheet"):
            open_document(REFUSED[name][0], settings)


def test_progress_is_told_up_to_the_end(settings: Settings) -> None:
    heard: list[float] = []
    open_document(pdfs.report(4), settings, progress=heard.append)

    assert heard == [0.25, 0.5, 0.75, 1.0]


def test_whoever_waits_no_longer_ends_the_reading(settings: Settings) -> None:
    class Gone(Exception):
        pass

    def gone(share: float) -> None:
        raise Gone

    with pytest.raises(Gone):
        open_document(pdfs.report(4), settings, progress=gone)

    children = Path(f"/proc/{POOL.warm().pid}/task/{POOL.warm().pid}/children").read_text()
    assert children == ""


def test_opening_a_text_needs_no_other_process(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(POOL, "warm", lambda: pytest.fail("a process was started"))

    assert open_document(b"Jane", settings).map.text == "Jane"

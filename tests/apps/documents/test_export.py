"""A redacted copy over the network: in its own format, by a person's decisions or all that is found, with a verdict."""

import base64
from pathlib import Path

import pytest

from shared.formats import open_document
from shared.formats.ocr import ocr_available
from shared.settings import Settings
from tests.shared.formats import docxs, pdfs

PDF = pdfs.written([(72, 100, "dear Jane Miller, please ask Bob Smith."), (72, 130, "Call SENTINEL-4471 now.")])
DOCX = docxs.build(docxs.p("dear Jane Miller, please ask Bob Smith.") + docxs.p("Call SENTINEL-4471 now."))
TEXT = b"dear Jane Miller, please ask Bob Smith.\r\nCall SENTINEL-4471 now."


@pytest.fixture(scope="module")
def client(run_server):
    from gradio_client import Client

    return Client(run_server("documents").url, analytics_enabled=False, verbose=False)


@pytest.fixture
def ask(client, tmp_path: Path):
    from gradio_client import handle_file

    def asked(api: str, name: str, data: bytes, **parameters: object):
        path = tmp_path / name
        path.write_bytes(data)
        return client.predict(file=handle_file(str(path)), api_name=f"/{api}", **parameters)

    return asked


def text_of(answer) -> str:
    return open_document(base64.b64decode(answer["file"]), Settings(), "txt").map.text


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("a.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.txt", TEXT, "text/plain"),
        ("a.md", TEXT, "text/markdown"),
    ],
)
def test_without_decisions_everything_found_goes(ask, name, data, kind):
    answer = ask("redact_document", name, data)

    assert answer.keys() == {"file", "name", "type", "verdict"}
    assert (answer["name"], answer["type"]) == (f"redacted.{name.rpartition('.')[2]}", kind)
    text = text_of(answer)
    assert "dear" in text and "please ask" in text
    assert not any(word in text for word in ("Jane", "Miller", "Bob", "Smith", "SENTINEL"))
    verdict = answer["verdict"]
    assert verdict["removed"] == 3
    assert verdict["by_label"] == {"private_person": 2, "secret": 1}
    assert verdict["checks"] and all(check["passed"] for check in verdict["checks"])
    assert "Jane" not in str(verdict)


@pytest.mark.parametrize(("name", "data"), [("a.pdf", PDF), ("a.docx", DOCX), ("a.txt", TEXT)])
def test_what_is_switched_off_stays_and_what_a_person_added_goes(ask, name, data):
    analysis = ask("analyze_document", name, data)
    text = analysis["text"]
    on = [span for span in analysis["spans"] if span["label"] == "secret"]
    at = text.index("please")
    answer = ask("redact_document", name, data, decisions=[*on, {"start": at, "end": at + 6}])

    made = text_of(answer)
    assert "Jane Miller" in made and "Bob Smith" in made
    assert "SENTINEL" not in made and "please" not in made
    assert answer["verdict"]["by_label"] == {"secret": 1, "custom": 1}


def test_an_area_of_a_page_goes(ask):
    area = {"page": 1, "left": 60, "top": 115, "right": 400, "bottom": 140}
    answer = ask("redact_document", "a.pdf", PDF, decisions=[area])

    assert "SENTINEL" not in text_of(answer) and "Jane Miller" in text_of(answer)


def test_a_policy_says_what_stands_in_its_place_and_never_overrules_a_person(ask):
    analysis = ask("analyze_document", "a.txt", TEXT)

    masked = ask("redact_document", "a.txt", TEXT, policy="mask")
    decided = ask("redact_document", "a.txt", TEXT, decisions=analysis["spans"], policy="secrets-only")

    assert "dear ***" in text_of(masked)
    assert "Jane" not in text_of(decided) and "<PRIVATE_PERSON>" in text_of(decided)
    assert "Jane Miller" in text_of(ask("redact_document", "a.txt", TEXT, policy="secrets-only"))


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"policy": "nonsense"}, "no policy of this name|no such policy"),
        ({"decisions": [{"start": 0, "end": 9_999}]}, "Decision 1 .* within"),
        ({"decisions": [{"start": 5, "end": 5}]}, "Decision 1"),
        ({"decisions": [{"start": True, "end": 5}]}, "Decision 1"),
        ({"decisions": [{"start": 0, "end": 4, "label": "Jane"}]}, "none of the categories"),
        ({"decisions": ["Jane"]}, "Decision 1 must be an object"),
        ({"decisions": [{"page": 7, "left": 0, "top": 0, "right": 1, "bottom": 1}]}, "page from 1 to 1"),
        ({"decisions": [{"page": 1, "left": 5, "top": 0, "right": 1, "bottom": 1}]}, "in this order"),
        ({"decisions": "all"}, "decisions must be a list"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_sentence(ask, parameters, sentence):
    from gradio_client.exceptions import AppError

    with pytest.raises(AppError, match=sentence) as refused:
        ask("redact_document", "a.pdf", PDF, **parameters)

    assert "Jane" not in str(refused.value)


@pytest.mark.skipif(not ocr_available("eng")[0], reason="Tesseract is not installed")
def test_words_in_a_scanned_page_are_read_and_go_as_pixels(ask):
    import pymupdf

    with pymupdf.open(stream=PDF, filetype="pdf") as pdf:
        picture = pdf[0].get_pixmap(dpi=200)
    scan = pymupdf.open()
    page = scan.new_page()
    page.insert_image(page.rect, pixmap=picture)

    answer = ask("redact_document", "a.pdf", pdfs.saved(scan))

    assert answer["verdict"]["by_label"] == {"private_person": 2, "secret": 1}, "each word once, as the page shows it"
    assert not any("not read" in note for note in answer["verdict"]["notes"])
    with pymupdf.open(stream=base64.b64decode(answer["file"]), filetype="pdf") as made:
        left = pymupdf.Pixmap(made, made[0].get_images()[0][0])
    scale = left.width / 595
    at = {left.pixel(int(x * scale), int(97 * scale)) for x in range(110, 150)}
    assert len(at) == 1, "letters of the name are still there as pixels"

"""What clients get: one JSON for every format, offsets that hold, refusals in one sentence."""

import json
from pathlib import Path

import pytest

from apps.documents.api import suffix_of
from shared.spans import LABELS
from tests.shared.formats import docxs, pdfs

KEYS = {"text", "spans", "blocks", "breaks", "pages", "stats", "engine", "format", "notes", "document"}

MARKDOWN = "# Letter to Jane Miller 🙂\n\n- from Bob Smith\n\n| Name | Phone |\n|---|---|\n| Ann Lee | 030 |\n"


@pytest.fixture(scope="module")
def client(run_server):
    """The Document Privacy Explorer alone, with the fake engine, reached as a program reaches it."""
    from gradio_client import Client

    return Client(run_server("documents").url, analytics_enabled=False, verbose=False)


def analyze(client, path: Path, data: bytes):
    from gradio_client import handle_file

    path.write_bytes(data)
    return client.predict(file=handle_file(str(path)), api_name="/analyze_document")


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a.pdf", pdfs.report(2), "pdf"),
        ("a.docx", docxs.everything(), "docx"),
        ("a.txt", b"Dear Jane Miller,\n\nthank you.", "text"),
        ("a.md", MARKDOWN.encode(), "markdown"),
    ],
)
def test_every_format_gives_the_same_json(client, tmp_path, name, data, form):
    answer = analyze(client, tmp_path / name, data)

    assert answer.keys() == KEYS
    assert answer["format"] == form
    assert set(answer["stats"]) == {
        "pages", "words", "characters", "findings", "by_label", "share_of_text", "seconds"
    }  # fmt: skip
    assert list(answer["stats"]["by_label"]) == list(LABELS)
    assert answer["stats"]["findings"] == len(answer["spans"])
    assert answer["stats"]["characters"] == len(answer["text"])
    assert answer["stats"]["pages"] == len(answer["pages"])
    assert answer["engine"]["name"] == "fake"
    numbers = {page["number"] for page in answer["pages"]}
    for block in answer["blocks"]:
        assert block.keys() - {"rows", "marker", "head", "align", "styles", "notes"} == {
            "kind", "level", "start", "end", "page"
        }  # fmt: skip
        assert 0 <= block["start"] < block["end"] <= len(answer["text"])
        assert block["page"] in numbers
    json.dumps(answer, allow_nan=False)


def test_findings_count_characters_and_not_what_computers_make_of_them(client, tmp_path):
    answer = analyze(client, tmp_path / "a.md", MARKDOWN.encode())

    found = [(span["id"], span["label"], answer["text"][span["start"] : span["end"]]) for span in answer["spans"]]
    assert found == [
        (0, "private_person", "Jane Miller"), (1, "private_person", "Bob Smith"), (2, "private_person", "Ann Lee"),
    ]  # fmt: skip
    assert answer["spans"][0].keys() == {
        "id", "start", "end", "label", "kind", "score", "source", "hidden", "seen_by", "why", "replacement"
    }  # fmt: skip
    assert answer["spans"][0]["why"] == {"by": "model", "name": "fake", "score": 0.9}
    assert answer["spans"][0]["replacement"] == "<PRIVATE_PERSON>"


def test_a_tables_cells_come_as_ranges(client, tmp_path):
    answer = analyze(client, tmp_path / "a.md", MARKDOWN.encode())

    [table] = [block for block in answer["blocks"] if block["kind"] == "table"]
    cells = [[answer["text"][cell["start"] : cell["end"]] for cell in row] for row in table["rows"]]
    assert cells == [["Name", "Phone"], ["Ann Lee", "030"]]


def test_pages_of_blocks_are_numbered_as_a_reader_counts(client, tmp_path):
    answer = analyze(client, tmp_path / "a.pdf", pdfs.report(2))

    assert [page["number"] for page in answer["pages"]] == [1, 2]
    assert {block["page"] for block in answer["blocks"]} == {1, 2}


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", pdfs.png(), "picture"),
        ("a.pdf", b"%PDF-1.7 Jane Miller", "damaged"),
        ("a.pdf", pdfs.locked(), "password"),
        ("a.docx", docxs.damaged(docxs.everything()), "damaged"),
        ("a.txt", bytes(range(256)) * 4, "not a text"),
    ],
    ids=["empty", "picture", "broken", "locked", "damaged", "binary"],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(client, tmp_path, name, data, sentence):
    from gradio_client.exceptions import AppError

    with pytest.raises(AppError, match=sentence) as refused:
        analyze(client, tmp_path / name, data)

    assert "Jane" not in str(refused.value)
    assert "Traceback" not in str(refused.value)


@pytest.mark.parametrize(
    ("file", "suffix"),
    [
        ({"orig_name": "Notes of Jane.md"}, "md"),
        ({"orig_name": "archive.tar.GZ"}, "GZ"),
        ({"orig_name": "../../etc/passwd"}, ""),
        ({"orig_name": "x." + "y" * 500}, "y" * 15),
        ({"orig_name": 7}, ""),
        ({}, ""),
        ("a.md", ""),
        (None, ""),
    ],
)
def test_only_the_ending_of_a_name_is_looked_at(file, suffix):
    assert suffix_of(file) == suffix

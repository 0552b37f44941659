"""A review saved on the page is carried out on the command line; a password is never an argument."""

import json
import subprocess
from pathlib import Path

import pytest

from apps.cli.passwords import Passwords
from shared.errors import PasswordNeeded
from shared.formats import open_document
from shared.reviews.saved import fingerprint
from shared.settings import Settings
from tests.apps.cli.test_cli import run  # noqa: F401
from tests.shared.formats import docxs, pdfs

SETTINGS = Settings()
PDF = pdfs.written([(72, 100, "dear Jane Miller, please ask Bob Smith."), (72, 130, "Nothing stands here.")])
DOCX = docxs.build(docxs.p("dear Jane Miller, please ask Bob Smith."))


def review(data: bytes, *words: str, **more: object) -> bytes:
    """What the page would save after these words were accepted and all else rejected."""
    text = open_document(data, SETTINGS, with_hidden=True).map.text
    spans = [{"start": text.index(one), "end": text.index(one) + len(one), "label": "private_person"} for one in words]
    saved = {"kind": "blackbar review", "version": 1, "document": fingerprint(text), "events": []}
    return json.dumps({**saved, "outcome": {"spans": spans, "areas": [], **more}}).encode()


@pytest.fixture
def carried(run, tmp_path: Path):  # noqa: F811
    """Runs `redact --decisions` over one file; gives exit code, what it said, and the text of the copy."""

    def carried(name: str, data: bytes, decisions: bytes, *options: object, stdin: bytes = b""):
        (tmp_path / name).write_bytes(data)
        (tmp_path / "review.json").write_bytes(decisions)
        out = tmp_path / "out"
        files = (tmp_path / name, "-o", out, "--decisions", tmp_path / "review.json")
        code, _, said = run("redact", *files, *options, stdin=stdin)
        made = out / name
        return code, said, open_document(made.read_bytes(), SETTINGS).map.text if made.exists() else None

    return carried


@pytest.mark.parametrize(("name", "data"), [("a.pdf", PDF), ("a.docx", DOCX)])
def test_what_the_review_says_goes_and_no_more(carried, name, data):
    code, said, text = carried(name, data, review(data, "Jane Miller"))

    assert code == 0
    assert "Jane" not in text and "Bob Smith" in text
    assert "1 taken out, as the review says" in said


def test_the_style_is_chosen_and_areas_go_along(carried):
    area = {"page": 1, "box": [60, 115, 300, 140], "label": "custom"}
    _, _, boxed = carried("a.pdf", PDF, review(PDF, "Jane Miller", areas=[area]), "--style", "boxes")

    assert "PRIVATE" not in boxed and "Nothing" not in boxed and "please ask Bob Smith." in boxed


def test_decisions_of_a_program_are_taken_as_they_are(carried):
    code, _, text = carried("a.pdf", PDF, json.dumps({"accepted": [1]}).encode())

    assert code == 0 and "Jane Miller" in text and "Bob" not in text


@pytest.mark.parametrize(
    ("decisions", "sentence"),
    [
        (b"no json", "not JSON"),
        (b"3", "holds no review"),
        (review(DOCX, "Jane Miller").replace(b'"version": 1', b'"version": 9'), "another version"),
        (review(docxs.build(docxs.p("Jane Miller")), "Jane Miller"), "another document"),
        (b'{"format": "txt"}', "keeps its own format"),
        (b'{"accepted": [99]}', "no finding of the id 99"),
    ],
    ids=["text", "number", "newer", "other", "format", "id"],
)
def test_a_review_that_cannot_be_carried_out_is_refused_and_nothing_is_written(carried, decisions, sentence):
    code, said, text = carried("a.docx", DOCX, decisions)

    assert (code, text) == (2, None)
    assert sentence in said and "Jane" not in said


def test_one_review_belongs_to_one_file(run, tmp_path):  # noqa: F811
    (tmp_path / "r.json").write_bytes(b"{}")
    code, _, said = run("redact", tmp_path, "-o", tmp_path / "out", "--decisions", tmp_path / "r.json")

    assert code == 2 and "review of one file" in said


def test_a_password_comes_from_a_file_or_from_standard_input(run, carried, tmp_path):  # noqa: F811
    locked = pdfs.locked("hush")
    plain = {"spans": [{"start": 0, "end": 4, "label": "private_person"}]}
    (tmp_path / "password").write_text("hush\nsecond line")
    decisions = json.dumps(plain).encode()

    by_file = carried("a.pdf", locked, decisions, "--password-file", tmp_path / "password")
    by_stdin = carried("a.pdf", locked, decisions, "--password-stdin", "--overwrite", stdin=b"hush\n")
    wrong = carried("a.pdf", locked, decisions, "--password-stdin", "--overwrite", stdin=b"loud\n")
    none = carried("a.pdf", locked, decisions, "--overwrite")
    code, _, said = run("redact", tmp_path / "a.pdf", "-o", tmp_path / "all", "--password-file", tmp_path / "password")

    assert by_file[0] == by_stdin[0] == 0 and "Miller" in by_file[2] and "Jane" not in by_file[2]
    assert wrong[0] == 2 and "not the password" in wrong[1]
    assert none[0] == 2 and "--password-stdin" in none[1]
    assert code == 0 and (tmp_path / "all" / "a.pdf").exists()
    assert not [one for one in (by_file, by_stdin, wrong, none, ("", said)) if "hush" in one[1] or "loud" in one[1]]


def test_at_a_terminal_the_password_is_asked_for_three_times():
    asked = iter(["loud", "hush"])
    opened = Passwords(ask=lambda prompt: next(asked)).unlocked(pdfs.locked("hush"), SETTINGS)
    with pytest.raises(PasswordNeeded):
        Passwords(ask=lambda prompt: "loud").unlocked(pdfs.locked("hush"), SETTINGS)

    assert opened.startswith(b"%PDF")


@pytest.mark.parametrize("text", ["", "Jane Miller", "😀 Fitz\n\u0000gerald", "x" * 5000])
def test_page_and_command_line_reckon_the_same_number_for_a_text(text):
    script = f"import('./frontends/documents/saved.js').then(m => console.log(m.fingerprint({json.dumps(text)})))"
    said = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == fingerprint(text)

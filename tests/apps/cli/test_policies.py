"""The command line by policy: folders, PDFs, contexts, explanations, and back to the originals."""

import io
import json
import re
import shutil
from types import SimpleNamespace

import pymupdf
import pytest
from PIL import Image

from apps.cli import __main__ as cli
from apps.cli.explain import read_places
from apps.cli.progress import Progress
from apps.cli.redact import Redacted
from apps.cli.reidentify import restore
from shared.errors import BadInput
from shared.formats.ocr import ocr_available
from shared.policies import READY, read_policy
from shared.settings import read_settings
from shared.store import PolicyStore
from tests.fakes import FakeEngine
from tests.shared.formats.pictures import encoded, written

ENCRYPTING = {
    "name": "sealed",
    "crypto": {"key": "env:BLACKBAR_KEY_TEST"},
    "fpe": {"key": "EF4359D8D580AA4F7F036D6F04FC6A94", "tweak": "D8E7920AFA330A73"},
    "identifiers": {
        "person": {"personFilterStrategies": [{"strategy": "CRYPTO_REPLACE"}]},
        "ssn": {"ssnFilterStrategies": [{"strategy": "FPE_ENCRYPT_REPLACE"}]},
        "emailAddress": {"emailAddressFilterStrategies": [{"strategy": "MASK"}]},
    },
}
TEXT = "Jane Doe (123-45-6789) wrote to jane@doe.example, Mary Poe did not."


@pytest.fixture(autouse=True)
def data(monkeypatch, tmp_path):
    monkeypatch.setenv("BLACKBAR_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("BLACKBAR_KEY_TEST", "00112233445566778899aabbccddeeff")
    return tmp_path / "data"


@pytest.fixture
def run(monkeypatch, capsysbinary):
    def run(*arguments, stdin=b""):
        monkeypatch.setattr("shared.engine.local.load_engine", lambda *options, **more: FakeEngine())
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = cli.main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return run


@pytest.fixture
def sealed(tmp_path):
    file = tmp_path / "sealed.json"
    file.write_text(json.dumps(ENCRYPTING))
    return file


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "in"
    (inside / "sub").mkdir(parents=True)
    (inside / "a.txt").write_text("Jane Doe, 123-45-6789")
    (inside / "sub" / "b.md").write_text("# Jane Doe\n")
    return inside


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("default", "<PRIVATE_PERSON>, <ACCOUNT_NUMBER>"),
        ("mask", "********, ***********"),
        ("last4", "<PRIVATE_PERSON>, 6789"),
        ("secrets-only", "Jane Doe, 123-45-6789"),
    ],
)
def test_a_ready_policy_is_taken_by_its_name(run, policy, expected):
    assert run("redact", "--quiet", "--policy", policy, "-", stdin=b"Jane Doe, 123-45-6789") == (0, expected, "")


def test_the_help_names_every_ready_policy_and_option(capsys):
    with pytest.raises(SystemExit):
        cli.main(["redact", "--help"])
    shown = re.sub(r"\s+", "", capsys.readouterr().out)

    assert all(name in shown for name in (*READY, "--policy", "--context", "--explain"))


def test_a_policy_is_read_from_a_file_and_its_lists_from_the_data_folder(run, tmp_path, data):
    (data / "lists").mkdir(parents=True)
    (data / "lists" / "birds.txt").write_text("Heron\n")
    file = tmp_path / "mine.json"
    file.write_text('{"identifiers": {"dictionaries": [{"files": ["birds.txt"]}]}}')

    assert run("redact", "--quiet", "--policy", file, stdin=b"a Heron") == (0, "a {{{REDACTED-custom-dictionary}}}", "")


def test_a_stored_policy_is_taken_by_its_name(run, data):
    settings = read_settings()
    store = PolicyStore(settings.store_url, settings.server_key)
    store.put("clinic", '{"identifiers": {"ssn": {}}}')
    store.close()

    assert run("redact", "--quiet", "--policy", "clinic", stdin=b"123-45-6789") == (0, "{{{REDACTED-ssn}}}", "")


def test_a_policy_that_is_not_there_or_is_wrong_is_said_before_anything_is_done(run, tmp_path, data, folder):
    (tmp_path / "bad.json").write_text('{"identifiers": {"snn": {}}}')
    code, _, err = run("redact", folder, "-o", tmp_path / "out", "--policy", "nosuch")
    assert code == 2
    assert "hipaa-safe-harbor" in err
    code, _, err = run("redact", folder, "-o", tmp_path / "out", "--policy", tmp_path / "bad.json")

    assert code == 2
    assert "Is ssn meant?" in err
    assert not (tmp_path / "out").exists()
    assert not data.exists()


@pytest.mark.parametrize("option", [("--replace", "mask"), ("--only", "secret"), ("--min-score", "0.5")])
def test_a_policy_says_itself_what_is_replaced(run, option):
    code, _, err = run("redact", "--policy", "mask", *option, stdin=b"x")

    assert code == 2
    assert "leave out" in err


def test_a_folder_is_gone_through_and_its_files_keep_their_places(run, tmp_path, folder):
    code, out, err = run("redact", folder, "-o", tmp_path / "out", "--policy", "mask")

    assert (code, out) == (0, "")
    assert (tmp_path / "out" / "a.txt").read_text() == "********, ***********"
    assert (tmp_path / "out" / "sub" / "b.md").read_text() == "# ********\n"
    assert "2 in, 2 redacted, 0 failed." in err


def test_what_comes_in_is_what_comes_out_and_what_failed(run, tmp_path, folder):
    (folder / "empty.txt").write_text("")
    (folder / "data.bin").write_bytes(bytes(range(256)))
    code, _, err = run("redact", folder, tmp_path / "missing.txt", "-o", tmp_path / "out")
    copies = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]

    assert code == 1
    assert "5 in, 2 redacted, 3 failed." in err
    assert len(copies) == 2
    assert "Traceback" not in err


def test_an_output_inside_the_input_is_not_read_again(run, folder):
    assert run("redact", folder, "-o", folder / "out")[0] == 0
    code, _, err = run("redact", folder, "-o", folder / "out", "--overwrite")

    assert code == 0
    assert "2 in, 2 redacted" in err
    assert sorted(path.name for path in (folder / "out").rglob("*.*")) == ["a.txt", "b.md"]


def test_two_inputs_of_one_name_never_share_a_copy(run, tmp_path, folder):
    shutil.copytree(folder, tmp_path / "other")
    code, _, err = run("redact", folder, tmp_path / "other", "-o", tmp_path / "out", "--overwrite")

    assert code == 1
    assert "4 in, 2 redacted, 2 failed." in err


def test_what_is_found_in_text_and_again_in_pictures_is_not_added_up():
    one = SimpleNamespace(decision=SimpleNamespace(redactions=[object()]))

    assert Redacted(b"", [one]).summary == "1 finding"
    assert Redacted(b"", [one, one, one]).summary == "1 finding in its text, 2 in pictures of its pages"


def test_a_pdf_keeps_its_text_without_what_was_found(run, tmp_path):
    document = pymupdf.open()
    document.new_page().insert_text((72, 72), "Dear Jane Doe, your number is 123-45-6789.")
    document.save(tmp_path / "letter.pdf")
    code, _, err = run("redact", tmp_path / "letter.pdf", "-o", tmp_path / "out", "--explain")

    assert code == 0
    assert "3 findings" in err or "2 findings" in err
    with pymupdf.open(tmp_path / "out" / "letter.pdf") as redacted:
        text = " ".join(redacted[0].get_text().split())
    assert "your number is" in text and "Jane" not in text and "6789" not in text
    assert b"Jane" not in (tmp_path / "out" / "letter.pdf").read_bytes()
    assert json.loads((tmp_path / "out" / "letter.pdf.explain.json").read_text())["parts"][0]["applied"]


def test_a_word_file_stays_one(run, tmp_path):
    import docx

    document = docx.Document()
    document.add_heading("Jane Doe", 1)
    document.core_properties.author = "Jane Doe"
    document.save(tmp_path / "letter.docx")
    code, _, _ = run("redact", tmp_path / "letter.docx", "-o", tmp_path / "out")

    assert code == 0
    [heading] = docx.Document(tmp_path / "out" / "letter.docx").paragraphs
    assert (heading.text, heading.style.name) == ("<PRIVATE_PERSON>", "Heading 1")
    assert b"Jane" not in (tmp_path / "out" / "letter.docx").read_bytes()


def test_a_context_agrees_across_files_and_runs_and_without_one_nothing_does(run, folder, tmp_path):
    def name(*options):
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        assert run("redact", folder, "-o", tmp_path / "out", "--policy", "pseudonymize", *options)[0] == 0
        first = (tmp_path / "out" / "a.txt").read_text().split(",")[0]
        second = (tmp_path / "out" / "sub" / "b.md").read_text().removeprefix("# ").strip()
        return first, second

    here, again, other = name("--context", "ward 7"), name("--context", "ward 7"), name("--context", "ward 8")
    alone = name()

    assert here[0] == here[1] == again[0] != other[0]
    assert run("forget", "ward 7")[0] == 0
    assert run("forget", "ward 7")[0] == 1
    assert name("--context", "ward 7")[0] != here[0]
    assert alone[0] != alone[1]


def test_a_context_of_no_name_is_refused(run):
    assert run("redact", "--context", "none", stdin=b"x")[0] == 2


def test_an_explanation_says_where_everything_went_without_the_originals(run):
    code, out, _ = run("redact", "--quiet", "--explain", "--policy", "logs", stdin=TEXT.encode())
    explained = json.loads(out)
    [part] = explained["parts"]

    assert code == 0
    assert explained["policy"]["name"] == "logs"
    assert len(explained["policy"]["hash"]) == 64
    first = part["applied"][0]
    assert (first["start"], first["end"], first["type"], first["replacement"]) == (0, 8, "person", "<PRIVATE_PERSON>")
    assert not any(word in out for word in ("Jane", "6789", "doe.example"))


def test_the_places_of_an_explanation_are_those_of_the_redacted_text(run, sealed, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    assert run("redact", tmp_path / "a.txt", "-o", tmp_path / "out", "--policy", sealed, "--explain")[0] == 0
    redacted = (tmp_path / "out" / "a.txt").read_text()
    [part] = json.loads((tmp_path / "out" / "a.txt.explain.json").read_text())["parts"]

    for each in part["applied"]:
        assert redacted[each["at"][0] : each["at"][1]] == each["replacement"]


def test_what_was_encrypted_comes_back_for_the_holder_of_the_key(run, sealed, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    run("redact", tmp_path / "a.txt", "-o", tmp_path / "out", "--policy", sealed, "--explain")
    redacted = tmp_path / "out" / "a.txt"
    masked = TEXT.replace("jane@doe.example", "*" * 16)

    assert run("reidentify", redacted, "--policy", sealed, "--explanation", f"{redacted}.explain.json")[:2] == (
        0,
        masked,
    )
    code, out, err = run("reidentify", "-", "--policy", sealed, stdin=redacted.read_bytes())
    assert code == 0
    assert out.startswith("Jane Doe (")
    assert "123-45-6789" not in out
    assert "2 restored" in err


def test_another_key_gives_nothing_back(run, sealed, monkeypatch):
    _, redacted, _ = run("redact", "--quiet", "--policy", sealed, stdin=b"Jane Doe")
    monkeypatch.setenv("BLACKBAR_KEY_TEST", "ff" * 16)
    code, out, err = run("reidentify", "--policy", sealed, stdin=redacted.encode())

    assert (code, out) == (1, redacted)
    assert "1 not encrypted" in err


def test_a_policy_that_encrypts_nothing_gives_nothing_back(run):
    code, _, err = run("reidentify", "--policy", "mask", stdin=b"{{AAAAAAAAAAAAAAAAAAAAAAAA}}")

    assert code == 2
    assert "encrypts nothing" in err


def test_the_explanation_of_another_text_is_refused(monkeypatch):
    policy = read_policy(json.dumps({**ENCRYPTING, "crypto": {"key": "00" * 16}}))
    explanation = json.dumps({"parts": [{"applied": [{"at": [0, 99], "replaced_by": "encrypt"}]}]})

    with pytest.raises(BadInput, match="another text"):
        restore("short", policy, explanation)
    for broken in ("", "[]", "{}", '{"parts": []}', '{"parts": [{"applied": [{"at": 1, "replaced_by": "encrypt"}]}]}'):
        with pytest.raises(BadInput, match="not the explanation"):
            read_places(broken, "encrypt")


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_on_a_terminal_there_is_a_bar_and_failures_are_lines():
    stream = Terminal()
    with Progress(2, stream) as progress:
        progress.done("a.txt", "1 findings")
        progress.failed("b\x1b[31m.txt", "It is empty.")

    assert "1/2" in stream.getvalue()
    assert "a.txt" not in stream.getvalue()
    assert "[2/2] b?[31m.txt: It is empty.\n" in stream.getvalue()


def test_quiet_says_failures_alone():
    stream = io.StringIO()
    with Progress(2, stream, quiet=True) as progress:
        progress.done("a.txt", "1 findings")
        progress.failed("b.txt", "It is empty.")

    assert stream.getvalue() == "[2/2] b.txt: It is empty.\n"


@pytest.mark.skipif(not ocr_available()[0], reason="Tesseract is not installed")
def test_pictures_stay_pictures_of_their_kind_with_bars_over_what_was_found(run, tmp_path):
    image = written("please ask Jane Doe", "about the invoice")
    (tmp_path / "shot.png").write_bytes(encoded(image))
    (tmp_path / "photo.jpg").write_bytes(encoded(image, "JPEG", quality=95))
    blank = Image.new("RGB", (400, 300), "white")
    (tmp_path / "scan.tiff").write_bytes(encoded(image, "TIFF", save_all=True, append_images=[blank, image]))
    (tmp_path / "shot.bmp").write_bytes(encoded(image, "BMP"))

    code, _, said = run(
        "redact",
        *(str(tmp_path / name) for name in ("shot.png", "photo.jpg", "scan.tiff", "shot.bmp")),
        "-o",
        str(tmp_path / "out"),
    )

    assert code == 0, said
    made = {path.name for path in (tmp_path / "out").iterdir()}
    assert made == {"shot.png", "photo.jpg", "scan.tiff", "shot.bmp.png"}
    for name in made:
        with Image.open(tmp_path / "out" / name) as copy:
            for page in (0, 2) if name == "scan.tiff" else (0,):
                copy.seek(page)
                assert copy.size == image.size and copy.convert("L").crop((235, 54, 330, 66)).getextrema()[1] < 60

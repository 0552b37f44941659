import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from apps.cli import __main__ as cli
from apps.cli.detect import find_lines
from apps.cli.redact import write_whole
from shared.errors import BadSetup
from tests.fakes import FakeEngine

ROOT = Path(__file__).parents[3]


@pytest.fixture
def run(monkeypatch, capsysbinary):
    """Runs the command line with the fake engine; gives exit code, standard output and standard error."""

    def run(*arguments, stdin=b""):
        monkeypatch.setattr("shared.engine.local.load_engine", lambda *options, **more: FakeEngine())
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            code = cli.main([str(argument) for argument in arguments])
        except SystemExit as exit:
            code = exit.code
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return run


def test_each_line_gets_its_findings_in_order(run):
    lines = [{"id": f"t{i}", "text": f"Line {i}: Jane Doe, jane@doe.example"} for i in range(300)]
    code, out, _ = run("detect", stdin="\n".join(map(json.dumps, lines)).encode())
    answers = [json.loads(line) for line in out.splitlines()]

    assert code == 0
    assert [answer["id"] for answer in answers] == [line["id"] for line in lines]
    for line, answer in zip(lines, answers, strict=True):
        assert {"start", "end", "label", "kind", "score", "source"} == set(answer["spans"][0])
        assert {line["text"][s["start"] : s["end"]] for s in answer["spans"]} == {"Jane Doe", "jane@doe.example"}
        assert answer["engine"] == FakeEngine().name


def test_a_line_that_cannot_be_read_is_named_and_the_others_are_done(run):
    code, out, _ = run("detect", stdin=b'{"id": 1, "text": "a"}\nnot json\n\n{"id": 3}\n[]\n{"text": "Jane Doe"}\n')
    answers = [json.loads(line) for line in out.splitlines()]

    assert code == 1
    assert [answer["id"] for answer in answers] == [1, 2, 4, 5, 6]
    assert ["error" in answer for answer in answers] == [False, True, True, True, False]


def test_standard_error_repeats_no_text(run):
    _, _, err = run("detect", stdin=b'{"id": 1, "text": "Jane Doe"}\nJane Doe\n')

    assert "Jane" not in err


def test_input_that_is_not_utf8_is_refused_in_one_sentence(run):
    code, _, err = run("detect", stdin=b"\xff\xfe\x00")

    assert code == 2
    assert "UTF-8" in err
    assert "Traceback" not in err


def test_no_input_is_no_output(run):
    assert run("detect", "--quiet") == (0, "", "")


def test_an_engine_that_cannot_be_loaded_is_exit_code_3(monkeypatch):
    def engine_that_is_missing(*options, **more):
        raise BadSetup("There is no checkpoint.")

    monkeypatch.setattr("shared.engine.local.load_engine", engine_that_is_missing)
    with pytest.raises(SystemExit) as exit:
        cli.main(["detect"])

    assert exit.value.code == 3


def test_a_text_file_is_redacted_beside_the_original(run, tmp_path):
    source = tmp_path / "in" / "letter.txt"
    source.parent.mkdir()
    source.write_text("dear Jane Doe,\nwe wrote to jane@doe.example. 😀\n", encoding="utf-8")
    code, _, _ = run("redact", source, "-o", tmp_path / "out")

    assert code == 0
    assert "Jane Doe" in source.read_text(encoding="utf-8")
    assert (tmp_path / "out" / "letter.txt").read_text(encoding="utf-8") == (
        "dear <PRIVATE_PERSON>,\nwe wrote to <PRIVATE_EMAIL>. 😀\n"
    )


def test_standard_input_is_redacted_to_standard_output(run):
    assert run("redact", "--quiet", stdin=b"dear Jane Doe")[:2] == (0, "dear <PRIVATE_PERSON>")


def test_only_the_chosen_categories_are_replaced(run):
    code, out, _ = run("redact", "--only", "private_email", "--replace", "mask", stdin=b"Jane Doe jane@doe.example")

    assert (code, out) == (0, "Jane Doe " + "*" * 16)


def test_one_file_that_fails_does_not_stop_the_others(run, tmp_path):
    good, empty = tmp_path / "good.txt", tmp_path / "empty.txt"
    good.write_text("Jane Doe")
    empty.write_text("")
    code, _, err = run("redact", empty, tmp_path / "missing.txt", good, "-o", tmp_path / "out")

    assert code == 1
    assert (tmp_path / "out" / "good.txt").read_text() == "<PRIVATE_PERSON>"
    assert not (tmp_path / "out" / "empty.txt").exists()
    assert "Traceback" not in err


def test_the_input_is_never_written_to(run, tmp_path):
    source = tmp_path / "letter.txt"
    source.write_text("Jane Doe")
    code, _, _ = run("redact", source, "-o", tmp_path, "--overwrite")

    assert code == 1
    assert source.read_text() == "Jane Doe"


def test_a_copy_that_is_there_is_kept_unless_asked(run, tmp_path):
    source = tmp_path / "letter.txt"
    source.write_text("Jane Doe")
    (tmp_path / "out").mkdir()
    copy = tmp_path / "out" / "letter.txt"
    copy.write_text("mine")

    assert run("redact", source, "-o", tmp_path / "out")[0] == 1
    assert copy.read_text() == "mine"
    assert run("redact", source, "-o", tmp_path / "out", "--overwrite")[0] == 0
    assert copy.read_text() == "<PRIVATE_PERSON>"


def test_a_write_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    def disk_that_is_full(handle):
        raise OSError("no space")

    monkeypatch.setattr("os.fsync", disk_that_is_full)
    with pytest.raises(OSError, match="no space"):
        write_whole(tmp_path / "copy.txt", b"half")

    assert list(tmp_path.iterdir()) == []


def test_batches_do_not_change_the_answers():
    lines = [json.dumps({"id": i, "text": "Jane Doe " * (i % 5)}) for i in range(600)]

    together = list(find_lines(lines, FakeEngine()))
    alone = [next(find_lines([line], FakeEngine())) for line in lines]

    assert together == alone


def test_help_names_every_option_of_the_servers():
    usage = subprocess.run([ROOT / "run", "--help"], capture_output=True, text=True, check=True).stdout

    for option in ("--host", "--port", "--key", "--model", "--data", "--check", "--help"):
        assert option in usage


@pytest.mark.slow
@pytest.mark.parametrize("face", ["documents", "images", "paste", "filter"])
def test_a_space_holds_all_that_its_face_needs(face, tmp_path):
    assert cli.main(["space", face, "-o", str(tmp_path / face)]) == 0
    card = (tmp_path / face / "README.md").read_text(encoding="utf-8")
    app_file = next(line.split(":")[1].strip() for line in card.splitlines() if line.startswith("app_file:"))

    assert "sdk: gradio" in card
    program = "import runpy, sys; sys.argv = ['app.py']; runpy.run_path(%r, run_name='checked')"
    subprocess.run(
        [sys.executable, "-c", program % str(tmp_path / face / app_file)], check=True, cwd=tmp_path / face, timeout=120
    )


def test_a_space_is_not_laid_over_other_files(run, tmp_path):
    (tmp_path / "old.py").write_text("")

    assert run("space", "paste", "-o", tmp_path)[0] == 2

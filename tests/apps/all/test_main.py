"""`python -m apps.all`: which faces, by which settings, and what is wrong in one sentence."""

import pytest

from apps.all import __main__ as program
from shared.settings import Settings
from tests.fakes import FakeEngine


def test_the_faces_come_in_the_order_people_meet_them():
    assert program.installed_faces()[:3] == ("documents", "images", "paste")


def test_a_face_that_is_not_there_is_named(capsys, tmp_path):
    assert program.main(["nothing", "--data", str(tmp_path)]) == 1

    assert capsys.readouterr().err.startswith("There is no face named nothing. There are: documents, images, paste")


def test_a_setting_that_cannot_be_used_is_named(capsys):
    assert program.main(["--port", "99999"]) == 1

    assert capsys.readouterr().err.startswith("The setting port cannot be used: ")


def test_help_names_every_option(capsys):
    with pytest.raises(SystemExit) as ended:
        program.main(["--help"])

    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert all(option in said for option in ("--host", "--port", "--model", "--data", "--key", "--check"))


def test_check_says_what_would_run_and_why(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr("shared.engine.local.load_engine", lambda *_, **__: FakeEngine())
    assert program.check(Settings(data=tmp_path)) == 0

    said = capsys.readouterr().out
    assert "Engine: fake on cpu. A stand-in for tests." in said
    assert "Text in pictures: " in said
    assert "Findings in a test sentence: 1" in said


def test_what_the_command_line_says_reaches_the_server(monkeypatch, tmp_path):
    seen = []
    monkeypatch.setattr("shared.web.run", lambda install, settings: seen.append(settings))
    monkeypatch.setenv("BLACKBAR_HOST", "192.0.2.1")
    assert program.main(["paste", "--port", "9000", "--data", str(tmp_path), "--key", "k"]) == 0

    [settings] = seen
    assert (settings.host, settings.port, settings.data, settings.key) == ("192.0.2.1", 9000, tmp_path, "k")

"""How the model decides can be said with each call, on every face; who says nothing gets its usual way."""

import io
import json
import sys

import pytest

from apps.cli import __main__ as command_line
from tests.fakes import FakeEngine
from tests.shared.formats import pictures


class EngineOfThreePoints(FakeEngine):
    """Remembers by which operating point it was asked to decide."""

    def __init__(self) -> None:
        super().__init__()
        self.points: set[str] = set()

    def find(self, texts, progress=None, operating_point=""):
        self.points.add(operating_point)
        return super().find(texts, progress, operating_point)


@pytest.fixture(scope="module")
def asked(run_server, tmp_path_factory):
    """`asked("analyze_document", policy=…)` calls a face's endpoint and gives the points that its engine was asked."""
    from gradio_client import Client, handle_file

    engine = EngineOfThreePoints()
    client = Client(
        run_server("documents", "images", "paste", engine=engine).url, analytics_enabled=False, verbose=False
    )
    folder = tmp_path_factory.mktemp("files")
    (folder / "a.txt").write_text("Dear Jane Miller", encoding="utf-8")
    (folder / "a.png").write_bytes(pictures.encoded(pictures.written("Dear Jane Miller")))
    what = {
        "analyze_document": {"file": handle_file(str(folder / "a.txt"))},
        "anonymize_screenshot": {"image": handle_file(str(folder / "a.png")), "codes": "off", "faces": False},
        "create_paste": {"text": "Dear Jane Miller"},
    }

    def ask(name: str, **options: str) -> set[str]:
        engine.points.clear()
        client.predict(**what[name], **options, api_name=f"/{name}")
        return engine.points

    return ask


FACES = ["analyze_document", "anonymize_screenshot", "create_paste"]


@pytest.mark.parametrize("face", FACES)
def test_a_call_or_its_policy_says_how_the_model_decides_and_the_call_wins(face, asked):
    careful = '{"identifiers": {"everything": {}}, "config": {"operatingPoint": "precision"}}'

    assert "recall" in asked(face, operating_point="recall")
    assert "precision" in asked(face, policy=careful)
    assert asked(face, policy=careful, operating_point="recall").isdisjoint({"precision"})
    assert asked(face).isdisjoint({"recall", "precision"})
    with pytest.raises(Exception, match="operating_point must be one of these: default, recall, precision"):
        asked(face, operating_point="eager")


@pytest.mark.parametrize("options", [[], ["--operating-point", "precision"]])
def test_the_command_line_says_how_the_model_decides(options, monkeypatch, tmp_path, capsys):
    engine = EngineOfThreePoints()
    monkeypatch.setattr(command_line, "_open_engine", lambda _: engine)
    (tmp_path / "a.txt").write_text("Dear Jane Miller", encoding="utf-8")
    line = json.dumps({"id": 1, "text": "Dear Jane Miller, SENTINEL-4471"}).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line)))

    assert command_line.main(["redact", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out"), *options]) == 0
    assert command_line.main(["detect", *options]) == 0

    assert engine.points == {"precision" if options else ""}
    assert '"secret"' in capsys.readouterr().out
    with pytest.raises(SystemExit):
        command_line.main(["detect", "--operating-point", "eager"])

"""Other detectors are asked in a process of their own and answer in our categories."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from training import peers
from training.evaluate import peer, touched
from training.pieces import Mark, Piece


def test_answers_are_spans_in_our_categories(tmp_path: Path) -> None:
    package = tmp_path / "tldextract.py"
    package.write_text("class TLDExtract:\n    def __init__(self, suffix_list_urls): assert suffix_list_urls == ()\n")
    (tmp_path / "presidio_analyzer.py").write_text(
        "class Result:\n"
        "    start, end, entity_type = 2, 5, 'EMAIL_ADDRESS'\n"
        "class One:\n"
        "    name, supported_entities = 'Email', ['EMAIL_ADDRESS']\n"
        "    def analyze(self, text, entities, artifacts): return [Result()] if '@' in text else []\n"
        "class Model(One):\n"
        "    name = 'SpacyRecognizer'\n"
        "    def analyze(self, text, entities, artifacts): raise AssertionError('needs a model')\n"
        "class RecognizerRegistry:\n"
        "    def load_predefined_recognizers(self, languages): self.recognizers = [One(), Model()]\n"
    )
    script = Path(peers.__file__)
    ran = subprocess.run(
        [sys.executable, "-P", str(script), "presidio"],
        input=json.dumps("a @b\n") + "\n" + json.dumps("nothing") + "\n",
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(tmp_path)},
    )
    assert [json.loads(line) for line in ran.stdout.splitlines()] == [[[2, 5, "private_email"]], []]


def test_a_peer_that_is_not_installed_is_an_error_and_no_zero() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        peer(Path(sys.executable), "nobody")(["text"])


def test_lines_with_a_finding_are_counted() -> None:
    piece = Piece("one\ntwo\n\nfour", ())
    assert touched(piece, [Mark(0, 3, "secret"), Mark(5, 6, "secret")]) == (2, 4)
    assert touched(piece, [Mark(2, 5, "secret")]) == (2, 4)
    assert touched(piece, []) == (0, 4)

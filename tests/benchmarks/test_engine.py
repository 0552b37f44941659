"""The measurement of the engine runs, says what it measured, and measures what it says."""

import json
import subprocess
import sys
from xml.etree import ElementTree

import pytest
import torch

from benchmarks.tools.plot import plot
from benchmarks.tools.random_weights import TINY, make_weights, operations
from shared.engine.architecture import read_architecture
from shared.engine.forward import Forward
from shared.engine.rows import Plain

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.slow
def test_a_small_measurement_beside_transformers(root, tmp_path):
    command = [sys.executable, "-m", "benchmarks.engine", "--tiny", "--runs", "1", "--threads", "1", "--json"]
    command += ["--tokens", "200", "64", "--plot", str(tmp_path / "speed.svg")]
    output = subprocess.run(command, capture_output=True, text=True, cwd=root, check=True).stdout

    rows = [json.loads(line) for line in output.splitlines()]
    assert [row["tokens"] for row in rows] == [64, 200]
    for row in rows:
        assert row["ours_tokens_per_second"] > 0 and row["transformers_tokens_per_second"] > 0
        times = row["ours_tokens_per_second"] / row["transformers_tokens_per_second"]
        assert row["times_transformers"] == pytest.approx(times, abs=0.01)
        assert 0 < row["ours_anonymous_gb"] <= row["ours_peak_gb"] < 10
        assert 0 < row["transformers_peak_gb"] < 10
        assert 0 < row["share_of_peak"] < 1
        assert row["viterbi_seconds"] > 0 and row["ours_processor_seconds"] > 0
    assert ElementTree.parse(tmp_path / "speed.svg").getroot().tag == SVG + "svg"


@pytest.mark.slow
def test_short_texts_alone_and_of_many_clients(root):
    command = [sys.executable, "-m", "benchmarks.engine", "--tiny", "--texts", "--threads", "1", "--json"]
    output = subprocess.run(command, capture_output=True, text=True, cwd=root, check=True).stdout

    rows = [json.loads(line) for line in output.splitlines()]
    assert [row["characters"] for row in rows] == [60, 300]
    for row in rows:
        assert 10 < row["tokens"] < row["characters"] and row["alone_ms"] > 0
        assert row["alone_tokens_per_second"] == pytest.approx(1000 * row["tokens"] / row["alone_ms"], rel=0.01)
        times = row["clients_tokens_per_second"] / row["alone_tokens_per_second"]
        assert row["clients_times_one"] == pytest.approx(times, abs=0.1)


def test_tokens_of_random_weights_go_to_all_experts_about_evenly(tmp_path, monkeypatch):
    folder = make_weights(tmp_path, {**TINY, "num_hidden_layers": 4, "num_local_experts": 32})
    architecture = read_architecture(folder / "config.json")
    sizes_of_layers = []

    def arrange(self, choices, experts, most):
        sizes_of_layers.append(choices.flatten().bincount(minlength=experts).tolist())
        return arranged(self, choices, experts, most)

    arranged = Plain.arrange
    monkeypatch.setattr(Plain, "arrange", arrange)
    ids = torch.randint(0, architecture.vocabulary, (1024,), generator=torch.Generator().manual_seed(0))

    logits = Forward([folder / "model.safetensors"], architecture, torch.device("cpu"), torch.float32)(ids, [1024])

    assert logits.isfinite().all()
    assert len(sizes_of_layers) == 4
    for sizes in sizes_of_layers:
        assert len(sizes) == 32 and sum(sizes) == 4 * 1024
        assert min(sizes) > 0 and max(sizes) < 4 * sum(sizes) / 32


def test_operations_of_the_official_architecture(tmp_path):
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")  # all defaults: the official sizes

    assert operations(tmp_path) == pytest.approx(0.1083e9, rel=0.01)


def test_the_picture_holds_both_lines_and_every_length(tmp_path):
    plot([(512, 1000.0, 250.0), (8_192, 3000.0, 80.0), (131_072, 2900.0, None)], tmp_path / "speed.svg")

    picture = ElementTree.parse(tmp_path / "speed.svg").getroot()
    lines = [one.get("points").split() for one in picture.iter(SVG + "polyline")]
    written = [one.text for one in picture.iter(SVG + "text")]
    assert [len(line) for line in lines] == [3, 2]
    assert {"512", "8,192", "131,072", "10", "10,000", "Blackbar", "transformers"} <= set(written)
    _, _, width, height = map(float, picture.get("viewBox").split())
    assert all(
        0 <= x <= width and 0 <= y <= height for line in lines for x, y in (map(float, p.split(",")) for p in line)
    )

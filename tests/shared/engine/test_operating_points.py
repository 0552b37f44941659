"""What a checkpoint says about how it decides, read and written."""

import json
from pathlib import Path

import pytest

from shared.engine import OPERATING_POINTS
from shared.engine.operating_points import Beside, OperatingPoint, read_operating_points, write_operating_points
from shared.engine.viterbi import Biases
from shared.errors import BadSetup
from tests.shared.engine.tiny import save_calibration

NEAR = {"least_score": 0.8, "characters": 100, "biases": {"transition_bias_background_stay": -0.5}}


def test_without_a_calibration_the_default_is_zeros_and_the_other_points_are_mild(tmp_path: Path) -> None:
    points = read_operating_points(tmp_path / "viterbi_calibration.json")

    assert tuple(points) == OPERATING_POINTS
    assert points["default"] == OperatingPoint()
    assert points["recall"].biases.background_stay < 0 < points["precision"].biases.background_stay


def test_every_operating_point_is_read(tmp_path: Path) -> None:
    save_calibration(
        tmp_path, {"default": {"background_stay": 0.5}, "recall": {"background_to_start": 1, "end_to_start": 2}}
    )

    points = read_operating_points(tmp_path / "viterbi_calibration.json")

    assert points["default"] == OperatingPoint(Biases(background_stay=0.5))
    assert points["recall"] == OperatingPoint(Biases(background_to_start=1.0, end_to_start=2.0))


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    points = {
        "default": OperatingPoint(Biases(0.5), Beside(Biases(-0.5, end_to_start=0.25), 0.8, 100)),
        "recall": OperatingPoint(Biases(-1.0)),
        "precision": OperatingPoint(),
    }

    write_operating_points(tmp_path / "viterbi_calibration.json", points)

    assert read_operating_points(tmp_path / "viterbi_calibration.json") == points


def default(**point: object) -> str:
    return json.dumps({"operating_points": {"default": point}})


@pytest.mark.parametrize(
    "content",
    [
        "[",
        "[]",
        "{}",
        default(),
        default(biases={"transition_bias_unheard_of": 0.0}),
        default(biases={"transition_bias_end_to_start": "NaN"}),
        default(biases={}, beside_findings={}),
        default(biases={}, beside_findings=[]),
        default(biases={}, beside_findings=NEAR | {"least_score": 1.5}),
        default(biases={}, beside_findings=NEAR | {"least_score": float("nan")}),
        default(biases={}, beside_findings=NEAR | {"characters": -1}),
        default(biases={}, beside_findings=NEAR | {"characters": 1e400}),
        default(biases={}, beside_findings=NEAR | {"biases": {"transition_bias_unheard_of": 0.0}}),
    ],
)
def test_a_broken_calibration_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "viterbi_calibration.json").write_text(content, encoding="utf-8")

    with pytest.raises(BadSetup, match=r"viterbi_calibration\.json cannot be read"):
        read_operating_points(tmp_path / "viterbi_calibration.json")

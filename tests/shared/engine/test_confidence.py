"""A table of confidences is read, used between its points, and refused when it is none."""

import json
from pathlib import Path

import pytest

from shared.engine.confidence import CONFIDENCE_FILE, Confidence, read_confidence, write_confidence
from shared.errors import BadSetup


def test_without_a_table_scores_stay_as_they_are(tmp_path: Path) -> None:
    assert [read_confidence(tmp_path / CONFIDENCE_FILE)(score) for score in (0.0, 0.1234, 1.0)] == [0.0, 0.1234, 1.0]


def test_between_its_points_the_curve_is_straight_and_beyond_them_flat(tmp_path: Path) -> None:
    write_confidence(tmp_path, Confidence((0.2, 0.4, 0.8), (0.1, 0.5, 0.9)))

    confidence = read_confidence(tmp_path / CONFIDENCE_FILE)

    assert [confidence(score) for score in (0.0, 0.2, 0.3, 0.6, 1.0)] == [0.1, 0.1, 0.3, 0.7, 0.9]


def table(scores: list[object], confidences: list[object]) -> str:
    return json.dumps({"sources": {"model": {"scores": scores, "confidences": confidences}}})


@pytest.mark.parametrize(
    "content",
    ["[", "{}", '{"sources": {}}', table([0.1], ["x"]), table([], []), table([0.1, 0.2], [0.5]), table([0.1], [2.0]),
     table([0.5, 0.1], [0.1, 0.2]), table([0.1, 0.2], [0.9, 0.1]), table([float("nan")], [0.5])],
)  # fmt: skip
def test_what_is_no_rising_curve_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / CONFIDENCE_FILE).write_text(content, encoding="utf-8")

    with pytest.raises(BadSetup, match=r"confidence_calibration\.json"):
        read_confidence(tmp_path / CONFIDENCE_FILE)

"""How a checkpoint decides between finding too much and too little: its viterbi_calibration.json, read.

Each operating point is a set of the decoder's six biases. Beside them one may hold a second set, for the neighbourhood
of what the first found surely: where somebody's telephone number stands, a word that may be a name is more likely one
than in a manual. Other readers of the file pass over it and decide everywhere by the first.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from shared.engine.viterbi import Biases
from shared.errors import BadSetup

BESIDE = "beside_findings"


@dataclass(frozen=True, slots=True)
class Beside:
    """How to decide within so many `characters` of a finding that scores `least_score` or more, as the model scores."""

    biases: Biases
    least_score: float
    characters: int


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """How to decide everywhere, and beside what was found so, if differently."""

    biases: Biases = field(default_factory=Biases)
    beside: Beside | None = None


UNCALIBRATED = {
    "default": OperatingPoint(),
    "recall": OperatingPoint(Biases(background_stay=-1.0, background_to_start=-0.25)),
    "precision": OperatingPoint(Biases(background_stay=1.0, background_to_start=0.25)),
}
"""What the operating points mean for a checkpoint that does not say so itself: mild, and the same for all of them."""


def read_operating_points(path: Path) -> dict[str, OperatingPoint]:
    """The operating points of a checkpoint's viterbi_calibration.json, and those of `UNCALIBRATED` that it lacks.

    Raises BadSetup when it cannot be read.
    """
    if not path.exists():
        return dict(UNCALIBRATED)
    try:
        points = json.loads(path.read_text(encoding="utf-8"))["operating_points"]
        read = {str(name): _point(point) for name, point in points.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise BadSetup("The checkpoint's viterbi_calibration.json cannot be read; correct it or remove it.") from error
    return {**UNCALIBRATED, **read}


def write_operating_points(path: Path, points: Mapping[str, OperatingPoint]) -> None:
    """Puts operating points where `read_operating_points` finds them."""
    content = {"operating_points": {name: _written(point) for name, point in points.items()}}
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


_PREFIX = "transition_bias_"


def _point(values: Mapping[str, Any]) -> OperatingPoint:
    beside = values.get(BESIDE)
    return OperatingPoint(_biases(values["biases"]), None if beside is None else _beside(beside))


def _beside(values: Mapping[str, Any]) -> Beside:
    score, characters = float(values["least_score"]), int(values["characters"])
    if not 0 <= score <= 1 or not 0 <= characters <= 1_000_000:
        raise ValueError("a score is from 0 to 1, a distance from 0 to a million characters")
    return Beside(_biases(values["biases"]), score, characters)


def _biases(values: Mapping[str, Any]) -> Biases:
    known = {_PREFIX + one.name for one in fields(Biases)}
    numbers = {key: float(value) for key, value in values.items()}
    if not set(numbers) <= known or not all(map(math.isfinite, numbers.values())):
        raise ValueError("an unknown bias, or one that is not a number")
    return Biases(**{key.removeprefix(_PREFIX): value for key, value in numbers.items()})


def _written(point: OperatingPoint) -> dict[str, Any]:
    written: dict[str, Any] = {"biases": _written_biases(point.biases)}
    if point.beside:
        written[BESIDE] = {
            "least_score": point.beside.least_score,
            "characters": point.beside.characters,
            "biases": _written_biases(point.beside.biases),
        }
    return written


def _written_biases(biases: Biases) -> dict[str, float]:
    return {_PREFIX + one.name: float(getattr(biases, one.name)) for one in fields(Biases)}

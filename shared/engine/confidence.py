"""Turns a finding's score into how often findings with such a score are right.

A model that says 0.8 may be right 95 times of 100. A checkpoint may bring a table of what its scores turned out to
mean, confidence_calibration.json, made by training.calibrate from texts that neither training nor operating points
have seen. Without one, scores stay as they are. This module knows neither texts nor how scores come about.
"""

import json
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from shared.errors import BadSetup

CONFIDENCE_FILE = "confidence_calibration.json"
_SOURCE = "model"


@dataclass(frozen=True, slots=True)
class Confidence:
    """Points of a rising curve from score to confidence, straight between them. Without points, nothing changes."""

    scores: tuple[float, ...] = ()
    confidences: tuple[float, ...] = ()

    def __call__(self, score: float) -> float:
        """How sure a finding of this score is, from 0 to 1."""
        return round(float(np.interp(score, self.scores, self.confidences)), 4) if self.scores else score


def read_confidence(path: Path) -> Confidence:
    """The table of a checkpoint; without a file, scores stay as they are. Raises BadSetup when it makes no sense."""
    if not path.exists():
        return Confidence()
    try:
        table = json.loads(path.read_text(encoding="utf-8"))["sources"][_SOURCE]
        scores, confidences = tuple(map(float, table["scores"])), tuple(map(float, table["confidences"]))
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise BadSetup(f"The checkpoint's {CONFIDENCE_FILE} cannot be read; correct it or remove it.") from error
    makes_sense = (
        len(scores) == len(confidences) > 0
        and all(0 <= number <= 1 for number in (*scores, *confidences))
        and all(one < other for one, other in pairwise(scores))
        and all(one <= other for one, other in pairwise(confidences))
    )
    if not makes_sense:
        raise BadSetup(f"The checkpoint's {CONFIDENCE_FILE} is no rising curve from 0 to 1; correct it or remove it.")
    return Confidence(scores, confidences)


def write_confidence(folder: Path, table: Confidence) -> None:
    """Puts a table beside a checkpoint."""
    content = {"sources": {_SOURCE: {"scores": table.scores, "confidences": table.confidences}}}
    (folder / CONFIDENCE_FILE).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")

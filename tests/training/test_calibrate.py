"""What a score means is learned from findings whose truth is known."""

import numpy as np
import pytest

from shared.engine.operating_points import OperatingPoint
from training.calibrate import GOALS, Outcome, best_pair, expected_error, fit_confidence
from training.score import Tally


def findings(count: int = 4_000) -> tuple[np.ndarray, np.ndarray]:
    """A model that is surer of itself than it should be: right as often as the square of its score says."""
    rng = np.random.default_rng(3)
    scores = rng.uniform(0.2, 1.0, count)
    return scores, rng.uniform(size=count) < scores**2


def test_the_curve_says_how_often_such_findings_are_right() -> None:
    curve = fit_confidence(*findings())

    assert [curve(score) for score in (0.5, 0.7, 0.9)] == pytest.approx([0.25, 0.49, 0.81], abs=0.08)
    assert list(curve.scores) == sorted(set(curve.scores))
    assert list(curve.confidences) == sorted(curve.confidences)


def test_findings_that_had_no_part_in_it_are_told_better_than_before() -> None:
    scores, right = findings()
    curve = fit_confidence(scores[::2], right[::2])

    before = expected_error(scores[1::2], right[1::2])
    after = expected_error(np.array([curve(score) for score in scores[1::2]]), right[1::2])

    assert after < before / 3


@pytest.mark.parametrize("right", [True, False])
def test_from_a_few_findings_nothing_becomes_quite_sure(right: bool) -> None:
    curve = fit_confidence(np.array([0.9, 0.8, 0.95]), np.array([right] * 3))

    assert curve(0.9) == (0.8 if right else 0.2)


class Leaking:
    """Documents in which a generous look finds what a sparing one leaks, at so many needless characters."""

    def __init__(self, beside: int, elsewhere: int) -> None:
        self.beside, self.elsewhere = beside, elsewhere

    def outcome(self, point: OperatingPoint) -> Outcome:
        assert point.beside
        near, far = -point.beside.biases.background_stay, 1 - point.biases.background_stay
        total = Tally(gold_chars=1000, leaked_chars=round(200 - 90 * near - 90 * far), harmless_chars=2000)
        somebodys = Tally(harmless_chars=1000, over_chars=round(self.beside * near))
        nobodys = Tally(harmless_chars=1000, over_chars=round(self.elsewhere * far))
        return Outcome(total, somebodys, nobodys)


@pytest.mark.parametrize(
    ("beside", "elsewhere", "near", "everywhere"),
    [
        (0, 0, -1.0, 0.0),  # costs nothing: as generous as can be
        (20, 40, -1.0, 1.0),  # the same characters cost five times as much in texts about nobody
        (900, 900, 0.0, 1.0),
    ],
)
def test_needless_cover_in_texts_about_nobody_weighs_more(
    beside: int, elsewhere: int, near: float, everywhere: float
) -> None:
    chosen = best_pair([Leaking(beside, elsewhere)] * 2, GOALS["default"])

    assert chosen.beside is not None
    assert chosen.beside.biases.background_stay == near
    assert chosen.biases.background_stay == everywhere


def test_of_pairs_that_chance_may_tell_apart_the_one_that_leaks_least_is_taken() -> None:
    agreeing, disagreeing = [Leaking(20, 40)] * 2, [Leaking(20, 0), Leaking(20, 80)]

    by_worth, by_leak = (best_pair(parts, GOALS["default"]) for parts in (agreeing, disagreeing))

    # From 1.0 to 0.0 the bias saves 9 points of leak, which weigh 18, and covers 4 needlessly, which weigh 40.
    assert by_worth.biases.background_stay == 1.0
    assert by_leak.biases.background_stay < 1.0

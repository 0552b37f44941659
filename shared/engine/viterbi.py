"""Chooses the best labels that make sense together: constrained Viterbi over BIOES, never the best label of each token.

A path starts in O, B or S and ends in O, E or S; after O, E and S comes O, B or S; after B and I comes I or E
of the same category. Sums are float32, ties go to the lowest label id. Six biases on the transitions trade
precision for recall; a checkpoint names sets of them, its operating points, in viterbi_calibration.json.

Viterbi goes token by token, which is slow in Python, so two things are done at once: many pieces of text go
through together, and a text is first cut where the answer is plain. A token is surely O when every stretch
of tokens around it, taken as one finding, would score less than the same stretch as O: then any path with a
finding there loses to the path without it. Between such tokens the pieces are independent, the result exact.

This module knows nothing of texts and tokens, only of scores.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from shared.engine.labels import Labels
from shared.errors import BadSetup

Scores = npt.NDArray[np.float32]
LabelIds = npt.NDArray[np.int64]

# Sums of float32 scores may round; a token is called sure only when it wins by more than any rounding.
_CLEAR_WIN = 1e-2


@dataclass(frozen=True, slots=True)
class Biases:
    """What each kind of transition adds to a path's score. Zeros are the reference's default."""

    background_stay: float = 0.0
    background_to_start: float = 0.0
    inside_to_continue: float = 0.0
    inside_to_end: float = 0.0
    end_to_background: float = 0.0
    end_to_start: float = 0.0

    @property
    def spread(self) -> float:
        """The most that one transition can cost more than another."""
        values = [float(getattr(self, one.name)) for one in fields(self)]
        return max(values) - min(values)


def read_operating_points(path: Path) -> dict[str, Biases]:
    """The operating points of a checkpoint's viterbi_calibration.json; without the file, `default` is all zeros."""
    if not path.exists():
        return {"default": Biases()}
    try:
        points = json.loads(path.read_text(encoding="utf-8"))["operating_points"]
        read = {str(name): _biases(point["biases"]) for name, point in points.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadSetup("The checkpoint's viterbi_calibration.json cannot be read; correct it or remove it.") from error
    return {"default": Biases(), **read}


def _biases(values: Mapping[str, Any]) -> Biases:
    prefix = "transition_bias_"
    known = {prefix + one.name for one in fields(Biases)}
    numbers = {key: float(value) for key, value in values.items()}
    if not set(numbers) <= known or not all(map(math.isfinite, numbers.values())):
        raise ValueError("an unknown bias, or one that is not a number")
    return Biases(**{key.removeprefix(prefix): value for key, value in numbers.items()})


class Decoder:
    """Decodes with the labels of one checkpoint and one operating point. Safe to use from many threads."""

    def __init__(self, labels: Labels, biases: Biases) -> None:
        self.labels = labels
        self.biases = biases
        # Columns are put in the order: O, all E and S by id, all B, all I. What is compared then lies side by
        # side, and "first wins" among O, E and S is "lowest id wins".
        closers = sorted((labels.outside, *labels.end, *labels.single), key=lambda n: (n != labels.outside, n))
        if labels.outside > min(closers):
            raise BadSetup("The checkpoint's label O must come before the others in its config.json.")
        self._order = np.array([*closers, *labels.begin, *labels.inside])
        self._ends = np.array([closers.index(number) for number in labels.end])
        self._singles = np.array([closers.index(number) for number in labels.single])
        self._closers = len(closers)
        self._inside_first = np.array(labels.inside) < np.array(labels.begin)  # who wins a tie
        to_background = [biases.background_stay] + [biases.end_to_background] * (len(closers) - 1)
        to_start = [biases.background_to_start] + [biases.end_to_start] * (len(closers) - 1)
        self._from_closed = np.array([to_background, to_start], dtype=np.float32)  # (2, closers)

    def decode(self, scores: Sequence[Scores]) -> list[LabelIds]:
        """The best legal path of each text, as label ids. Scores: (tokens, labels), log-probabilities or logits."""
        paths = [np.full(len(one), self.labels.outside, dtype=np.int64) for one in scores]
        pieces = [(text, start, end) for text, one in enumerate(scores) for start, end in self._pieces(one)]
        if not pieces:
            return paths
        pieces.sort(key=lambda piece: piece[1] - piece[2])  # longest first: those still going are the first rows
        lengths = np.array([end - start for _, start, end in pieces])
        together = np.concatenate([scores[text][start:end] for text, start, end in pieces]).astype(np.float32)
        best = self._best(np.ascontiguousarray(together[:, self._order]), lengths)
        at = 0
        for text, start, end in pieces:
            paths[text][start:end] = best[at : at + end - start]
            at += end - start
        return paths

    def _pieces(self, scores: Scores) -> list[tuple[int, int]]:
        """The parts of a text that need decoding, each with the sure O on either side; all else is O."""
        if not len(scores):
            return []
        unsure = np.concatenate([[False], ~self._surely_outside(scores), [False]])
        edges = np.flatnonzero(unsure[1:] != unsure[:-1]).reshape(-1, 2)
        return [(max(0, int(start) - 1), min(len(scores), int(end) + 1)) for start, end in edges]

    def _surely_outside(self, scores: Scores) -> npt.NDArray[np.bool_]:
        """The tokens that no finding can cover with profit, however long it is and wherever it begins."""
        outside, spread = scores[:, self.labels.outside], np.float32(self.biases.spread)
        best = np.full(len(scores), -np.inf)  # the profit of the most profitable stretch around each token
        for ids in self.labels.of_category:
            # What a token adds, at most, to a finding of this category, over what it adds as O. A transition adds
            # no more than the spread of the biases, and a finding changes one more of them than it has tokens.
            profit = scores[:, ids].max(axis=1) - outside + spread
            sums = np.zeros(len(scores) + 1)  # float64: sums over a whole text
            np.cumsum(profit, out=sums[1:])
            least_before = np.minimum.accumulate(sums)[:-1]
            most_after = np.maximum.accumulate(sums[::-1])[::-1][1:]
            np.maximum(best, most_after - least_before, out=best)
        return np.asarray(best < -self.biases.spread - _CLEAR_WIN)

    def _best(self, scores: Scores, lengths: npt.NDArray[np.int64]) -> LabelIds:
        """The best path of each row, end to end; rows of `scores` lie end to end too, longest first."""
        closers, categories = self._closers, len(self.labels.categories)
        begins = slice(closers, closers + categories)
        insides = slice(closers + categories, closers + 2 * categories)
        offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        steps = int(lengths[0])
        # How many rows are longer than t, for each step t.
        active = np.searchsorted(-lengths, -np.arange(steps), side="left")
        from_closed = np.zeros((len(scores), 2), dtype=np.uint8)  # the best O, E or S before an O, before a B or S
        from_inside = np.zeros((len(scores), categories), dtype=np.bool_)  # before an I or E: I rather than B
        last = np.zeros(len(lengths), dtype=np.int64)

        now = scores[offsets].copy()  # (rows, labels)
        now[:, insides] = -np.inf
        now[:, self._ends] = -np.inf
        for step in range(1, steps + 1):
            rows = int(active[step]) if step < steps else 0
            if rows < len(now):  # some end here, and only in O, E or S
                last[rows : len(now)] = now[rows:, :closers].argmax(axis=1)
                now = now[:rows]
            if not rows:
                break
            at = offsets[:rows] + step
            closed = now[:, None, :closers] + self._from_closed  # (rows, 2, closers)
            chosen = closed.argmax(axis=2)
            best = closed.max(axis=2)
            begin, inside = now[:, begins], now[:, insides]
            from_closed[at] = chosen
            from_inside[at] = np.where(self._inside_first, inside >= begin, inside > begin)
            held = np.maximum(begin, inside)  # (rows, categories)
            after = np.empty_like(now)
            after[:, 0] = best[:, 0]
            after[:, self._ends] = held + np.float32(self.biases.inside_to_end)
            after[:, self._singles] = best[:, 1:]
            after[:, begins] = best[:, 1:]
            after[:, insides] = held + np.float32(self.biases.inside_to_continue)
            now = after + scores[at]
        return self._order[self._walk_back(from_closed, from_inside, last, offsets, active)]

    def _walk_back(
        self,
        from_closed: npt.NDArray[np.uint8],
        from_inside: npt.NDArray[np.bool_],
        last: npt.NDArray[np.int64],
        offsets: npt.NDArray[np.int64],
        active: npt.NDArray[np.int64],
    ) -> LabelIds:
        """The columns of the best paths, from their last one backwards."""
        closers, categories = self._closers, from_inside.shape[1]
        category_of = np.concatenate([np.zeros(closers, dtype=np.int64), np.tile(np.arange(categories), 2)])
        category_of[self._ends] = np.arange(categories)
        held = np.zeros(len(category_of), dtype=np.bool_)  # labels that come after a B or I
        held[self._ends] = True
        held[closers + categories :] = True
        columns = np.empty(len(from_closed), dtype=np.int64)
        steps = len(active)
        now = last  # rows that have not begun yet (walking back) still hold their last label
        for step in range(steps - 1, -1, -1):
            rows = int(active[step])
            at = offsets[:rows] + step
            label = now[:rows]
            columns[at] = label
            if step == 0:
                break
            category = category_of[label]
            before_held = closers + category + categories * from_inside[at, category]
            before_closed = from_closed[at, (label != 0).astype(np.int64)]
            now[:rows] = np.where(held[label], before_held, before_closed)
        return columns

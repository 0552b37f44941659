"""Chooses the best labels that make sense together: constrained Viterbi over BIOES, never the best label of each token.

A path starts in O, B or S and ends in O, E or S; after O, E and S comes O, B or S; after B and I comes I or E
of the same category. Sums are exact, ties go to the lowest label id. Six biases on the transitions trade
precision for recall; a checkpoint names sets of them, its operating points (`shared.engine.operating_points`).

Machine code (`shared.engine.walk`) takes 131,072 tokens in a hundredth of a second. Where there is no C compiler, a
text is first cut where the answer is plain. A token is surely O when every stretch of tokens around it, taken as one
finding, would score less than the same stretch as O: then any path with a finding there loses to the path without it.
Between such tokens the pieces are independent, the result exact; `shared.engine.scan` walks them.

This module knows nothing of texts and tokens, only of scores.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from shared.engine.labels import Labels
from shared.engine.scan import Steps, Structure, best_labels
from shared.engine.walk import load_walk
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


class Decoder:
    """Decodes with the labels of one checkpoint and one operating point. Safe to use from many threads."""

    def __init__(self, labels: Labels, biases: Biases, plain: bool = False) -> None:
        """With `plain`, nothing is compiled."""
        self.labels = labels
        self.biases = biases
        closers = sorted((*labels.end, *labels.single))
        if labels.outside > min(closers):  # then "outside wins a tie" is "the lowest id wins"
            raise BadSetup("The checkpoint's label O must come before the others in its config.json.")
        self._structure = Structure(
            outside=labels.outside,
            closers=np.array(closers),
            begins=np.array(labels.begin),
            insides=np.array(labels.inside),
            ends=np.array([closers.index(number) for number in labels.end]),
            singles=np.array([closers.index(number) for number in labels.single]),
        )
        self._walk = None if plain else load_walk()
        self._steps = Steps(
            stay=biases.background_stay,
            start=biases.background_to_start,
            go_on=biases.inside_to_continue,
            end=biases.inside_to_end,
            back=biases.end_to_background,
            again=biases.end_to_start,
        )

    def decode(self, scores: Sequence[Scores]) -> list[LabelIds]:
        """The best legal path of each text, as label ids. Scores: (tokens, labels), log-probabilities or logits."""
        if self._walk:
            walk, structure, steps = self._walk.best_labels, self._structure, self._steps
            return [walk(one, structure, steps) for one in scores]
        paths = [np.full(len(one), self.labels.outside, dtype=np.int64) for one in scores]
        pieces = [(text, start, end) for text, one in enumerate(scores) for start, end in self._pieces(one)]
        if not pieces:
            return paths
        lengths = np.array([end - start for _, start, end in pieces])
        together = np.concatenate([scores[text][start:end] for text, start, end in pieces]).astype(np.float32)
        best = best_labels(together, lengths, self._structure, self._steps)
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
        outside, spread = self.labels.outside, self.biases.spread
        # What a token adds, at most, to a finding of any category, over what it adds as O. A transition adds no more
        # than the spread of the biases, and a finding changes one more of them than it has tokens.
        others = scores[:, 1:] if outside == 0 else np.delete(scores, outside, axis=1)
        sums = np.zeros(len(scores) + 1)  # float64: sums over a whole text
        np.cumsum(others.max(axis=1) - scores[:, outside] + np.float32(spread), dtype=np.float64, out=sums[1:])
        least_before = np.minimum.accumulate(sums)[:-1]
        most_after = np.maximum.accumulate(sums[::-1])[::-1][1:]
        best = most_after - least_before  # the profit of the most profitable stretch around each token
        return np.asarray(best < -self.biases.spread - _CLEAR_WIN)

"""A long text's one pass through the network, cut into parts that are done one after the other.

So a document of 131,072 tokens goes through whole, and a short text that comes along is let in between two parts.
Knows nothing of what the network computes.
"""

from collections.abc import Callable
from typing import Protocol

from shared.engine.viterbi import Scores


class Steps(Protocol):
    """A computation in steps, as `shared.engine.forward.Row`, whose result are scores."""

    @property
    def steps(self) -> int: ...
    def step(self) -> None: ...
    def scores(self) -> Scores: ...


class Passing:
    """One pass: it begins with its first part, and gives its scores to `keep` with its last."""

    def __init__(self, tokens: int, count: int, start: Callable[[], Steps], keep: Callable[[Scores], None]) -> None:
        self._count, self._start, self._keep = count, start, keep
        self._steps: Steps | None = None
        self._done = 0
        edges = [tokens * number // count for number in range(count + 1)]
        self.parts = [Part(self, number + 1, edges[number + 1] - edges[number]) for number in range(count)]

    def advance(self, to: int) -> None:
        """Does all parts up to that many, but none twice: where a batch failed, it is tried again."""
        if self._done >= to:
            return
        steps = self._steps = self._steps or self._start()
        while self._done < to:
            steps.step()
            self._done += 1
        if self._done == self._count:
            self._keep(steps.scores())
            self._steps = None


class Part:
    """A share of a pass: as long as its share of the tokens."""

    def __init__(self, passing: Passing, number: int, tokens: int) -> None:
        self._passing, self._number, self._tokens = passing, number, tokens

    def __len__(self) -> int:
        return self._tokens

    def run(self) -> None:
        self._passing.advance(self._number)

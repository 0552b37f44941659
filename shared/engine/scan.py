"""The best path through labels that begin, go on and end, token after token, and for long texts in many places at once.

Of all labels a path needs to remember only this: it is outside, it has just closed a finding, or it is inside one
of a category. From these ten states (with eight categories) a token leads to ten. A step is cheap, but Python takes
it slowly, so a long row of tokens is cut into blocks that step together. Where a block begins, the states' scores
are guessed, and put right when the block before has come to its end; paths soon meet, so mostly once is enough.
Blocks where they do not are solved for each state that they could begin in.

Scores are rounded to multiples of 2^-24 and summed in float64. Such sums have no rounding error, so that the result
is exactly that of one walk over all tokens, however they are cut. This module knows nothing of texts and biases'
names, only of numbers.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

# 131,072 tokens where nothing is sure take 0.09 s on one core with blocks of 64, 128 or 256 (measured); one long walk
# takes 2.9 s, and the worst that could be made up, two categories that stay equal to the end, 0.4 s.
BLOCK = 128
# How often guesses are put right before the blocks that still are not are solved for every state.
GUESSES = 2
# How many tokens ahead of each block are fetched at once: one by one, every fetch waits for the memory.
AHEAD = 8
# Adding and taking away this leaves a float64 rounded to a multiple of 2^-24.
_ROUNDER = 1.5 * 2.0**28

_OUT, _SHUT, _HELD = 0, 1, 2  # states: outside; just closed; and from 2 on, inside one of each category


@dataclass(frozen=True, slots=True)
class Structure:
    """The label ids: of outside, of all that end or are single in order, and of each category's begin and inside.

    `ends` and `singles` say, for each category, which of the `closers` are its own, counted from 0.
    """

    outside: int
    closers: Ints
    begins: Ints
    insides: Ints
    ends: Ints
    singles: Ints


@dataclass(frozen=True, slots=True)
class Steps:
    """What each kind of step adds, as `shared.engine.viterbi.Biases` names them."""

    stay: float
    start: float
    go_on: float
    end: float
    back: float
    again: float


def best_labels(scores: npt.NDArray[np.float32], lengths: Ints, structure: Structure, steps: Steps) -> Ints:
    """The labels of the best path through each piece; pieces lie end to end, of these lengths, none empty.

    Scores: (tokens, labels). Ties go to the lowest label id.
    """
    return _Scan(scores, lengths, structure, steps).run()


class _Scan:
    def __init__(self, scores: npt.NDArray[np.float32], lengths: Ints, structure: Structure, steps: Steps) -> None:
        self._scores, self._structure = scores, structure
        categories = len(structure.begins)
        self._states = _HELD + categories
        self._held = np.arange(_HELD, self._states, dtype=np.uint8)[:, None]
        self._openers = np.zeros(len(structure.closers), dtype=np.uint8)  # the state before an end; 0 for a single
        self._openers[structure.ends] = self._held[:, 0]
        self._begin_wins = (structure.begins < structure.insides)[:, None]  # a tie between the two
        values = np.array([steps.stay, steps.start, steps.go_on, steps.end, steps.back, steps.again])
        self._stay, self._start, self._go_on, self._end, self._back, self._again = (values + _ROUNDER) - _ROUNDER
        self._piece_ends = np.cumsum(lengths)
        self._piece_starts = self._piece_ends - lengths
        blocks = -(-lengths // BLOCK)
        first = np.repeat(np.cumsum(blocks) - blocks, blocks)  # the first block of each block's piece
        place = np.arange(int(blocks.sum())) - first
        self._starts = np.repeat(self._piece_starts, blocks) + BLOCK * place
        self._sizes = np.minimum(BLOCK, np.repeat(self._piece_ends, blocks) - self._starts)
        self._is_first = place == 0
        # Of each token: the state before each state on its best path, the best closer, and what begins best just here.
        self._before = np.zeros((len(scores), self._states), dtype=np.uint8)
        self._closer = np.zeros(len(scores), dtype=np.uint8)
        self._began = np.zeros((len(scores), categories), dtype=np.bool_)

    def run(self) -> Ints:
        """Forward by blocks, until every block began as the one before it ended, and back in one walk."""
        entries = np.zeros((self._states, len(self._starts)))  # guessed: all states alike
        entries[1:, self._is_first] = -np.inf  # known: outside, and what comes first has no bias
        exits = np.empty_like(entries)
        guessed = np.flatnonzero(~self._is_first)
        if len(guessed):
            exits[:, guessed - 1] = self._forward(guessed - 1, entries[:, guessed - 1], trace=False)
            entries[:, guessed] = exits[:, guessed - 1]
        unsolved = np.arange(len(self._starts))
        for turn in range(GUESSES + 2):
            exits[:, unsolved] = self._forward(unsolved, entries[:, unsolved], trace=True)
            if not len(guessed):
                break
            wrong = (exits[:, guessed - 1] != entries[:, guessed]).any(axis=0)
            unsolved = guessed[wrong]
            if not len(unsolved):
                break
            if turn < GUESSES:
                entries[:, unsolved] = exits[:, unsolved - 1]
            else:
                unsolved = self._solve(unsolved, entries, exits)
        return self._walk_back(exits)

    def _solve(self, blocks: Ints, entries: Floats, exits: Floats) -> Ints:
        """Puts right how these blocks begin, and all after them in their pieces, by way of every state."""
        piece = np.cumsum(self._is_first)
        from_here = np.zeros(len(self._starts), dtype=np.bool_)
        for number in np.unique(piece[blocks]):
            of_piece = np.flatnonzero(piece == number)
            from_here[of_piece[of_piece >= blocks[piece[blocks] == number].min()]] = True
        unsolved = np.flatnonzero(from_here)
        alone = np.where(np.eye(self._states, dtype=np.bool_), 0.0, -np.inf)  # (states, states)
        through = self._forward(
            np.repeat(unsolved, self._states), np.tile(alone, len(unsolved)), trace=False, settle=False
        ).reshape(self._states, len(unsolved), self._states)  # (state after, block, state before)
        now = np.empty(self._states)
        for index, block in enumerate(unsolved.tolist()):
            follows = index > 0 and unsolved[index - 1] == block - 1
            entries[:, block] = now if follows else exits[:, block - 1]
            now = _settled((through[:, index] + entries[:, block]).max(axis=1)[:, None])[:, 0]
        return unsolved

    def _forward(self, blocks: Ints, entries: Floats, *, trace: bool, settle: bool = True) -> Floats:
        """The states' scores (states, blocks) when each block has been gone through from these; the best one is 0."""
        order = np.argsort(-self._sizes[blocks], kind="stable")  # longest first: those still going are the first
        starts, sizes = self._starts[blocks[order]], self._sizes[blocks[order]]
        firsts = self._is_first[blocks[order]]
        now = entries[:, order]
        for step in range(int(sizes[0])):
            rows = int(np.searchsorted(-sizes, -step, side="left"))
            if step % AHEAD == 0:
                scores = self._ahead(starts[:rows] + step)
            at, first = starts[:rows] + step, firsts[:rows] if step == 0 else None
            now[:, :rows] = self._step(now[:, :rows], scores[step % AHEAD, :, :rows], at, first, trace)
        after = np.empty_like(now)
        after[:, order] = now
        return _settled(after) if settle else after

    def _ahead(self, at: Ints) -> Floats:
        """The scores of these tokens and of some after each, rounded: (AHEAD, labels, rows)."""
        tokens = np.minimum(at[:, None] + np.arange(AHEAD), len(self._scores) - 1)
        scores: Floats = self._scores[tokens].transpose(1, 2, 0).astype(np.float64, order="C")
        scores += _ROUNDER
        scores -= _ROUNDER
        return scores

    def _step(self, now: Floats, scores: Floats, at: Ints, firsts: Bools | None, trace: bool) -> Floats:
        """One token further in each row. `firsts`: rows where a piece begins, where no bias counts."""
        one = self._structure
        stay, start = now[_OUT] + self._stay, now[_OUT] + self._start
        back, again = now[_SHUT] + self._back, now[_SHUT] + self._again
        if firsts is not None:
            stay[firsts], start[firsts] = 0.0, 0.0
        opened = np.maximum(start, again)  # before a begin or a single
        held = now[_HELD:]
        closing = scores[one.closers]
        closing[one.singles] += opened
        closing[one.ends] += held + self._end
        begun = scores[one.begins]
        begun += opened
        gone_on = scores[one.insides]
        gone_on += held
        gone_on += self._go_on
        after = np.empty_like(now)
        np.maximum(stay, back, out=after[_OUT])
        after[_OUT] += scores[one.outside]
        closing.max(axis=0, out=after[_SHUT])
        np.maximum(begun, gone_on, out=after[_HELD:])
        if trace:
            self._trace(at, back > stay, again > start, closing, begun, gone_on)
        return after

    def _trace(
        self, at: Ints, returned: Bools, from_shut: Bools, closing: Floats, begun: Floats, gone_on: Floats
    ) -> None:
        """Writes down where each state's best path came from. Ties go to the lowest label id."""
        closer = closing.argmax(axis=0)
        began = np.where(self._begin_wins, begun >= gone_on, begun > gone_on)
        before = np.empty((self._states, len(at)), dtype=np.uint8)
        before[_OUT] = returned
        opener = self._openers[closer]
        before[_SHUT] = np.where(opener > 0, opener, from_shut)
        before[_HELD:] = np.where(began, from_shut.view(np.uint8), self._held)
        self._before[at] = before.T
        self._closer[at] = closer
        self._began[at] = began.T

    def _walk_back(self, exits: Floats) -> Ints:
        """The labels of the best paths, from the last token to the first."""
        last_blocks = np.append(np.flatnonzero(self._is_first)[1:], len(self._is_first)) - 1
        # Every piece ends outside or just closed. The walk goes on from a piece's first token to the end before it.
        ends = np.where(exits[_OUT, last_blocks] >= exits[_SHUT, last_blocks], _OUT, _SHUT)
        self._before[self._piece_starts[1:]] = ends[:-1, None]
        before, states = self._before.tobytes(), self._states
        state = int(ends[-1])
        path = bytearray()
        for row in range(len(before) - states, -1, -states):
            path.append(state)
            state = before[row + state]
        chosen = np.frombuffer(path, dtype=np.uint8)[::-1]
        one = self._structure
        labels = np.full(len(chosen), one.outside)
        shut, held = np.flatnonzero(chosen == _SHUT), np.flatnonzero(chosen >= _HELD)
        labels[shut] = one.closers[self._closer[shut]]
        category = chosen[held] - _HELD
        labels[held] = np.where(self._began[held, category], one.begins[category], one.insides[category])
        return labels


def _settled(scores: Floats) -> Floats:
    """The same scores, counted from the best one: a difference that is the same for all states changes nothing."""
    return np.asarray(scores - scores.max(axis=0))

"""Neither cutting a long row into blocks nor machine code changes anything: the textbook's path, ties included."""

from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.engine import scan
from shared.engine.labels import Labels
from shared.engine.viterbi import Biases, Decoder, LabelIds, Scores
from tests.shared.engine.test_viterbi import ALL, FEW, family_and_category, is_legal


def by_the_textbook(scores: Scores, labels: Labels, biases: Biases) -> list[int]:
    """Every label before every label, one token at a time; the first of equals wins."""
    of = [family_and_category(label, labels) for label in range(len(labels))]
    step = np.full((len(labels), len(labels)), -np.inf)  # (before, after)
    for before, (family, category) in enumerate(of):
        for after, (then, same) in enumerate(of):
            if family in "BI" and then in "IE" and category == same:
                step[before, after] = biases.inside_to_continue if then == "I" else biases.inside_to_end
            elif family in "OES" and then == "O":
                step[before, after] = biases.background_stay if family == "O" else biases.end_to_background
            elif family in "OES" and then in "BS":
                step[before, after] = biases.background_to_start if family == "O" else biases.end_to_start
    first = np.array([0.0 if family in "OBS" else -np.inf for family, _ in of])
    last = np.array([0.0 if family in "OES" else -np.inf for family, _ in of])
    now, before_each = first + scores[0], []
    for row in scores[1:]:
        before_each.append((now[:, None] + step).argmax(axis=0))
        now = (now[:, None] + step).max(axis=0) + row
    path = [int((now + last).argmax())]
    for before in reversed(before_each):
        path.append(int(before[path[-1]]))
    return path[::-1]


def quarters(seed: int, tokens: int, labels: Labels, spread: int) -> Scores:
    rng = np.random.default_rng(seed)
    return (rng.integers(-spread, spread + 1, size=(tokens, len(labels))) / 4).astype(np.float32)


def scanned(scores: Scores, lengths: list[int], decoder: Decoder) -> LabelIds:
    """By blocks; and the same by machine code, where there is a compiler."""
    path = scan.best_labels(scores, np.array(lengths), decoder._structure, decoder._steps)
    if decoder._walk:
        pieces = np.split(scores, np.cumsum(lengths)[:-1])
        walked = [decoder._walk.best_labels(piece, decoder._structure, decoder._steps) for piece in pieces]
        assert np.concatenate(walked).tolist() == path.tolist()
    return path


@given(
    st.integers(0, 2**32 - 1),
    st.lists(st.integers(1, 30), min_size=1, max_size=4),
    st.integers(1, 9),
    st.sampled_from([1, 2, 12]),  # with little spread, ties are everywhere
    st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_blocks_of_any_size_give_the_textbooks_path(
    seed: int, lengths: list[int], block: int, spread: int, biased: bool
) -> None:
    biases = Biases(*(np.random.default_rng(seed).integers(-6, 7, size=6) / 4).tolist()) if biased else Biases()
    pieces = [quarters(seed + number, length, FEW, spread) for number, length in enumerate(lengths)]

    with mock.patch.object(scan, "BLOCK", block):
        path = scanned(np.concatenate(pieces), lengths, Decoder(FEW, biases))

    assert path.tolist() == [label for piece in pieces for label in by_the_textbook(piece, FEW, biases)]


@pytest.mark.parametrize("tail", [0.0, 0.25])
def test_findings_that_run_through_many_blocks_side_by_side_are_told_apart_at_their_end(tail: float) -> None:
    # Two categories, equal for hundreds of tokens: where a block begins nobody can say which; the last token says.
    scores = np.full((1000, len(ALL)), -50, dtype=np.float32)
    one, other = 2, 5
    for category in (one, other):
        scores[:, ALL.inside[category]] = 0
        scores[0, ALL.begin[category]] = 0
        scores[-1, ALL.end[category]] = 0
    scores[-1, ALL.end[other]] += np.float32(tail)

    path = scanned(scores, [1000], Decoder(ALL, Biases()))

    winner = other if tail else one
    assert path.tolist() == [ALL.begin[winner], *[ALL.inside[winner]] * 998, ALL.end[winner]]
    assert path.tolist() == by_the_textbook(scores, ALL, Biases())


def test_a_long_row_where_nothing_is_sure_is_legal_and_the_textbooks() -> None:
    scores = quarters(7, 3000, ALL, 40)

    path = scanned(scores, [3000], Decoder(ALL, Biases(end_to_start=-0.5)))

    assert is_legal(tuple(path.tolist()), ALL)
    assert path.tolist() == by_the_textbook(scores, ALL, Biases(end_to_start=-0.5))

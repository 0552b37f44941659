"""Beside what is surely personal a more careful look decides; elsewhere, and where nothing is sure, the usual one."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.engine.decoding import Decision, with_neighbours
from shared.engine.labels import read_labels
from shared.engine.operating_points import Beside, OperatingPoint
from shared.engine.tokenizer import Tokens
from shared.engine.viterbi import Biases, Scores
from shared.spans import LABELS, Span

NAMES = read_labels(dict(enumerate(["O", *(f"{family}-{label}" for label in sorted(LABELS) for family in "BIES")])))
SINGLE = NAMES.single[NAMES.categories.index("private_person")]
BESIDE = Beside(Biases(background_stay=-3.0), least_score=0.8, characters=20)


def words(chances: list[float]) -> tuple[Tokens, Scores]:
    """Words of nine letters and a blank, each a name with such a chance."""
    ends = np.arange(1, len(chances) + 1, dtype=np.int64) * 10
    scores: Scores = np.full((len(chances), len(NAMES)), 1e-9, dtype=np.float32)
    scores[:, SINGLE], scores[:, 0] = chances, 1 - np.array(chances)
    tokens = Tokens(np.zeros(len(chances), dtype=np.int64), ends - 10, ends, "abcdefghi " * len(chances))
    return tokens, np.log(scores)


def read(chances: list[float], beside: Beside | None) -> list[int]:
    """Which words are found."""
    [spans] = Decision(NAMES, OperatingPoint(beside=beside)).spans([words(chances)])
    return [span.start // 10 for span in spans]


def test_beside_a_sure_name_a_doubtful_one_is_found_and_far_from_it_none_is() -> None:
    chances = [0.3, 0.01, 0.99, 0.01, 0.3, 0.01, 0.01, 0.3]

    assert read(chances, None) == [2]
    assert read(chances, BESIDE) == [0, 2, 4]


def test_where_nothing_is_sure_nothing_changes() -> None:
    chances = [0.3, 0.01, 0.7, 0.01, 0.3]

    assert read(chances, BESIDE) == read(chances, None) != []


def test_texts_do_not_look_at_each_other() -> None:
    decision = Decision(NAMES, OperatingPoint(beside=BESIDE))
    texts = [words(chances) for chances in ([0.99, 0.01, 0.3], [0.3, 0.01, 0.3], [], [0.3, 0.99])]

    assert decision.spans(texts) == [decision.spans([text])[0] for text in texts]


@st.composite
def spans(draw: st.DrawFn) -> list[Span]:
    edges = sorted(draw(st.lists(st.integers(0, 300), unique=True, max_size=16)))
    return [
        Span(start, end, draw(st.sampled_from(["private_person", "secret"])), score=draw(st.sampled_from([0.5, 0.9])))
        for start, end in zip(edges[::2], edges[1::2], strict=False)
    ]


@given(spans(), spans(), st.integers(0, 60))
def test_nothing_that_was_found_is_lost_and_what_is_new_is_near_something_sure(
    found: list[Span], careful: list[Span], characters: int
) -> None:
    both = with_neighbours(found, careful, Beside(Biases(), 0.8, characters))

    covered = {place for span in both for place in range(span.start, span.end)}
    assert all(place in covered for span in found for place in range(span.start, span.end))
    assert both == sorted(both) and all(one.end <= other.start for one, other in pairwise(both))
    sure = [span for span in found if span.score >= 0.8]
    for span in set(both) - set(found):
        assert span in careful
        assert any(max(one.start - span.end, span.start - one.end) < characters for one in sure)


@pytest.mark.parametrize(
    ("careful", "expected"),
    [
        ([(0, 12)], [(0, 12)]),  # grown
        ([(4, 12)], [(0, 8)]),  # would lose the beginning
        ([(20, 24)], [(0, 8), (20, 24)]),
        ([(30, 34)], [(0, 8)]),  # too far
    ],
)
def test_a_finding_grows_and_never_shrinks(careful: list[tuple[int, int]], expected: list[tuple[int, int]]) -> None:
    both = with_neighbours(
        [Span(0, 8, "private_person", score=0.9)],
        [Span(start, end, "private_person", score=0.4) for start, end in careful],
        BESIDE,
    )

    assert [(span.start, span.end) for span in both] == expected

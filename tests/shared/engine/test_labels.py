"""Labels become findings, and no finding is lost on the way."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.engine.labels import read_labels, spans_of_path
from shared.errors import BadSetup
from shared.spans import LABELS, Span

NAMES = ["O", *(f"{family}-{category}" for category in sorted(LABELS) for family in "BIES")]
ALL = read_labels(dict(enumerate(NAMES)))


def spans_of(text: str, pieces: list[tuple[str, str]]) -> list[Span]:
    """The findings when the text's tokens are these pieces under these labels, all of probability 1/2."""
    ends = np.cumsum([len(piece) for piece, _ in pieces])
    path = np.array([NAMES.index(label) for _, label in pieces])
    scores = np.full((len(pieces), len(NAMES)), -np.inf, dtype=np.float32)
    scores[range(len(pieces)), path] = np.log(0.5)
    return spans_of_path(path, scores, ends - [len(piece) for piece, _ in pieces], ends, text, ALL)


def test_whitespace_is_trimmed_off_both_ends() -> None:
    spans = spans_of(
        "by  Ann Lee\n.", [("by ", "O"), (" Ann", "B-private_person"), (" Lee\n", "E-private_person"), (".", "O")]
    )

    assert spans == [Span(4, 11, "private_person", score=0.5)]


def test_a_finding_of_whitespace_alone_is_kept() -> None:
    assert spans_of("a \n", [("a", "O"), (" \n", "S-secret")]) == [Span(1, 3, "secret", score=0.5)]


def test_neighbours_of_one_category_stay_apart() -> None:
    spans = spans_of("AnnBob", [("Ann", "S-private_person"), ("Bob", "S-private_person")])

    assert [(span.start, span.end) for span in spans] == [(0, 3), (3, 6)]


def test_two_findings_that_meet_inside_a_character_both_cover_it() -> None:
    path = np.array([NAMES.index("S-secret"), NAMES.index("S-private_person")])
    scores = np.full((2, len(NAMES)), np.log(1 / len(NAMES)), dtype=np.float32)

    spans = spans_of_path(path, scores, np.array([0, 0]), np.array([1, 1]), "😀", ALL)

    assert sorted(span.label for span in spans) == ["private_person", "secret"]
    assert {(span.start, span.end) for span in spans} == {(0, 1)}


def test_doubt_about_the_ends_alone_does_not_lower_the_score() -> None:
    scores = np.full((1, len(NAMES)), -np.inf, dtype=np.float32)
    scores[0, [NAMES.index("S-secret"), NAMES.index("B-secret"), 0]] = np.log([0.5, 0.4, 0.1])

    [span] = spans_of_path(np.array([NAMES.index("S-secret")]), scores, np.array([0]), np.array([1]), "x", ALL)

    assert span.score == 0.9


@given(st.lists(st.sampled_from(["Ann", " ", "é", "\n", " Lee "]), min_size=1, max_size=8), st.data())
def test_every_finding_of_the_path_is_there(pieces: list[str], data: st.DataObject) -> None:
    families = data.draw(st.lists(st.sampled_from(["O", "S", "BE", "BIE"]), min_size=1, max_size=8))
    labels = [name for family in families for name in (["O"] if family == "O" else [f"{one}-secret" for one in family])]
    pieces = (pieces * 30)[: len(labels)]

    spans = spans_of("".join(pieces), list(zip(pieces, labels, strict=True)))

    assert len(spans) == sum(family != "O" for family in families)


@pytest.mark.parametrize(
    "names",
    [
        ["O"],
        ["B-secret", "I-secret", "E-secret", "S-secret"],
        ["O", "B-secret", "I-secret", "E-secret"],
        ["O", "B-secret", "I-secret", "L-secret", "U-secret"],
        ["O", "B-colour", "I-colour", "E-colour", "S-colour"],
        ["O", "B-secret", "I-secret", "E-secret", "S-secret", "S-secret"],
    ],
)
def test_labels_that_are_not_ours_are_refused(names: list[str]) -> None:
    with pytest.raises(BadSetup, match="The checkpoint"):
        read_labels(dict(enumerate(names)))


def test_the_order_of_labels_is_the_checkpoints() -> None:
    labels = read_labels({0: "O", 1: "S-secret", 2: "E-secret", 3: "I-secret", 4: "B-secret"})

    assert (labels.begin, labels.inside, labels.end, labels.single) == ((4,), (3,), (2,), (1,))

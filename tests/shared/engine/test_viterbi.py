"""The decoder against brute force, against the released model's worked example, and on its edges."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.engine.labels import Labels, read_labels
from shared.engine.scan import best_labels
from shared.engine.viterbi import Biases, Decoder, Scores
from shared.spans import LABELS

ALL = read_labels(dict(enumerate(["O", *(f"{family}-{category}" for category in sorted(LABELS) for family in "BIES")])))
# Two categories and labels in an odd order: brute force stays small, and no order is taken for granted.
FEW = read_labels(
    dict(enumerate(["O", "I-secret", "S-private_date", "E-secret", "B-secret", "B-private_date", "E-private_date",
                    "S-secret", "I-private_date"]))
)  # fmt: skip


def family_and_category(label: int, labels: Labels) -> tuple[str, int]:
    for category, ids in enumerate(labels.of_category):
        if label in ids:
            return "BIES"[ids.index(label)], category
    return "O", -1


def is_legal(path: tuple[int, ...], labels: Labels) -> bool:
    open_category = -1
    for label in path:
        family, category = family_and_category(label, labels)
        if (family in "IE" and category != open_category) or (family in "OBS" and open_category != -1):
            return False
        open_category = category if family in "BI" else -1
    return open_category == -1


def score_of(path: tuple[int, ...], scores: Scores, labels: Labels, biases: Biases) -> float:
    bias_of = {
        **{(before, "O"): biases.end_to_background for before in "ES"},
        **{(before, after): biases.end_to_start for before in "ES" for after in "BS"},
        **{(before, "I"): biases.inside_to_continue for before in "BI"},
        **{(before, "E"): biases.inside_to_end for before in "BI"},
        ("O", "O"): biases.background_stay,
        ("O", "B"): biases.background_to_start,
        ("O", "S"): biases.background_to_start,
    }
    families = [family_and_category(label, labels)[0] for label in path]
    total = sum(float(scores[place, label]) for place, label in enumerate(path))
    return total + sum(bias_of[pair] for pair in itertools.pairwise(families))


@st.composite
def problems(draw: st.DrawFn) -> tuple[Scores, Biases]:
    tokens = draw(st.integers(1, 4))
    raw = draw(st.binary(min_size=tokens * len(FEW), max_size=tokens * len(FEW)))
    quarters = np.frombuffer(raw, dtype=np.uint8).astype(np.float32) % 17 - 8  # exact in float32, and full of ties
    scores = quarters.reshape(tokens, len(FEW)) / 4
    # Pulled towards O now and then, so that the cut at sure tokens is taken too.
    scores[:, 0] += draw(st.sampled_from([0, 0, 4, 8]))
    numbers = st.integers(-8, 8).map(lambda quarter: quarter / 4)
    return scores, Biases(*draw(st.lists(numbers, min_size=6, max_size=6)) if draw(st.booleans()) else [])


@given(problems())
@settings(max_examples=150, deadline=None)
def test_the_path_is_legal_and_no_legal_path_scores_higher(problem: tuple[Scores, Biases]) -> None:
    scores, biases = problem

    [path] = Decoder(FEW, biases, plain=True).decode([scores])

    found = tuple(path.tolist())
    legal = (one for one in itertools.product(range(len(FEW)), repeat=len(scores)) if is_legal(one, FEW))
    best = max(score_of(one, scores, FEW, biases) for one in legal)
    assert is_legal(found, FEW)
    assert score_of(found, scores, FEW, biases) == pytest.approx(best, abs=1e-4)
    assert Decoder(FEW, biases).decode([scores])[0].tolist() == path.tolist()  # by machine code, where it can be made


@given(st.integers(0, 2**32 - 1), st.floats(0, 12), st.booleans())
@settings(max_examples=60, deadline=None)
def test_cutting_at_sure_tokens_changes_nothing(seed: int, pull: float, biased: bool) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.normal(scale=3, size=(60, len(ALL))).astype(np.float32)
    scores[:, 0] += np.float32(pull)
    decoder = Decoder(ALL, Biases(*rng.normal(size=6).tolist()) if biased else Biases(), plain=True)

    [path] = decoder.decode([scores])

    whole = best_labels(scores, np.array([len(scores)]), decoder._structure, decoder._steps)
    assert path.tolist() == whole.tolist()


def test_most_of_an_ordinary_text_is_surely_outside() -> None:
    scores = np.full((1000, len(ALL)), -12, dtype=np.float32)
    scores[:, 0] = 0
    scores[500, [0, ALL.single[0]]] = [-12, 0]

    pieces = Decoder(ALL, Biases())._pieces(scores)

    assert sum(end - start for start, end in pieces) < 10


@given(st.lists(st.integers(0, 9), min_size=1, max_size=6), st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_texts_decoded_together_are_as_decoded_alone(lengths: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    texts = [rng.normal(size=(length, len(ALL))).astype(np.float32) for length in lengths]
    decoder = Decoder(ALL, Biases(inside_to_end=0.25), plain=True)

    together = decoder.decode(texts)

    assert [path.tolist() for path in together] == [decoder.decode([one])[0].tolist() for one in texts]


def test_ties_go_to_the_lowest_label() -> None:
    [path] = Decoder(ALL, Biases()).decode([np.zeros((5, len(ALL)), dtype=np.float32)])

    assert path.tolist() == [0, 0, 0, 0, 0]


def test_the_released_models_worked_example_is_decoded_as_by_the_reference() -> None:
    # "Contact John Smith at john@acme.com, key sk-proj-abc123def456.": the model's best label of each token is
    # an illegal path, a phone number that turns into a secret and back; the second best ones make it a phone number.
    best = [0, 17, 19, 0, 13, 14, 14, 14, 15, 0, 0, 21, 30, 30, 30, 30, 22, 22, 23, 0]
    legal = [0, 17, 19, 0, 13, 14, 14, 14, 15, 0, 0, 21, 22, 22, 22, 22, 22, 22, 23, 0]
    logits = np.full((20, len(ALL)), -6, dtype=np.float32)
    logits[range(20), legal] = 1.5
    logits[range(20), best] = 2.0
    assert logits.argmax(axis=1).tolist() == best
    assert not is_legal(tuple(best), ALL)

    [path] = Decoder(ALL, Biases()).decode([logits])

    assert path.tolist() == legal


def test_biases_move_the_decision() -> None:
    logits = np.zeros((3, len(ALL)), dtype=np.float32)
    logits[:, 0] = [1, 0, 1]
    logits[1, ALL.single[4]] = 0.5

    [plain] = Decoder(ALL, Biases()).decode([logits])
    [careful] = Decoder(ALL, Biases(background_to_start=-1.0)).decode([logits])

    assert plain.tolist() == [0, ALL.single[4], 0]
    assert careful.tolist() == [0, 0, 0]

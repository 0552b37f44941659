"""Turns the model's labels (begin, inside, end, single, for each category) into findings, and never loses one.

The order of the labels is read from the checkpoint. This module knows neither scores of tokens nor how the
best labels are chosen.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from shared.errors import BadSetup
from shared.spans import LABELS, Span

OUTSIDE = "O"
_FAMILIES = "BIES"


@dataclass(frozen=True, slots=True)
class Labels:
    """The label ids of a checkpoint: id of "outside", and of each category its four."""

    outside: int
    categories: tuple[str, ...]
    begin: tuple[int, ...]
    inside: tuple[int, ...]
    end: tuple[int, ...]
    single: tuple[int, ...]

    def __len__(self) -> int:
        return 1 + 4 * len(self.categories)

    @property
    def of_category(self) -> tuple[tuple[int, int, int, int], ...]:
        """The begin, inside, end and single id of each category."""
        return tuple(zip(self.begin, self.inside, self.end, self.single, strict=True))


def read_labels(id2label: Mapping[int, str]) -> Labels:
    """The labels of a checkpoint, from its config.json. Raises BadSetup when they are not BIOES of our categories."""
    ids = {name: int(number) for number, name in id2label.items()}
    categories = tuple(dict.fromkeys(name[2:] for name in id2label.values() if name != OUTSIDE))
    expected = {OUTSIDE, *(f"{family}-{category}" for family in _FAMILIES for category in categories)}
    if set(ids) != expected or sorted(ids.values()) != list(range(len(expected))) or len(id2label) != len(expected):
        raise BadSetup("The checkpoint's labels are not O and B-, I-, E-, S- of each category; check its config.json.")
    if not categories or not set(categories) <= set(LABELS):
        raise BadSetup(f"The checkpoint knows other categories than ours, which are {', '.join(LABELS)}.")
    families = [tuple(ids[f"{family}-{category}"] for category in categories) for family in _FAMILIES]
    return Labels(ids[OUTSIDE], categories, *families)


def spans_of_path(
    path: npt.NDArray[np.int64],
    log_probabilities: npt.NDArray[np.float32],
    starts: npt.NDArray[np.int64],
    ends: npt.NDArray[np.int64],
    text: str,
    labels: Labels,
) -> list[Span]:
    """The findings of a legal path, whitespace trimmed off both ends.

    `path` and the character range `starts`, `ends` have one entry a token, `log_probabilities` one row a
    token. A finding of nothing but whitespace stays as it is: trimming never drops one. Two findings that
    meet inside one character (an emoji split over two tokens) both cover it.

    A finding's score is the mean, over its tokens, of the probability of its category (the sum over its B,
    I, E and S): where it begins and ends is the path's business, so doubt about that alone costs nothing.
    """
    category_of = np.full(len(labels), -1, dtype=np.int64)
    ids = np.array(labels.of_category)  # (categories, 4)
    for category in range(len(ids)):
        category_of[ids[category]] = category
    firsts = np.flatnonzero(np.isin(path, labels.begin + labels.single))
    lasts = np.flatnonzero(np.isin(path, labels.end + labels.single))
    spans: list[Span] = []
    for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        category = int(category_of[path[first]])
        start, end = _trimmed(text, int(starts[first]), int(ends[last]))
        score = _score(log_probabilities[first : last + 1, ids[category]])
        spans.append(Span(start, end, labels.categories[category], score=score))
    return sorted(spans)


def _score(log_probabilities: npt.NDArray[np.float32]) -> float:
    mean = float(np.exp(log_probabilities.astype(np.float64)).sum(axis=1).mean())
    return min(1.0, max(0.0, round(mean, 4)))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    found = text[start:end]
    if not found.strip():
        return start, end
    return start + len(found) - len(found.lstrip()), end - len(found) + len(found.rstrip())

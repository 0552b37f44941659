"""Stage 4: the operating points. `python -m training.calibrate --work DIR --to FOLDER`

Chooses the decoder's transition biases on WORK/dev.jsonl (never on the evaluation sets) and writes
FOLDER/viterbi_calibration.json with three points: `default` (relaxed F1, with leaks and over-redaction counted
against it), `precision` and `recall`, these by coordinate search over six. The default has one bias for everywhere
and one for the neighbourhood of what is found surely: a character covered needlessly costs less there than in a text
about nobody, so the two are weighed apart. Half of the dev documents choose; the other half has to confirm, or the
biases stay zero. The two of the default are one of 25 pairs, too few to fit documents by heart: all choose those, and
of the pairs that are as good as the best, by one standard error, that which leaks least.

Then, on dev documents that had no part in this, what the scores of findings mean: FOLDER/confidence_calibration.json,
a rising curve from a finding's score to how often such findings are right. `--only confidence` makes that alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import product
from pathlib import Path
from random import Random
from typing import Protocol

import numpy as np
import torch

from shared.engine.confidence import CONFIDENCE_FILE, Confidence, write_confidence
from shared.engine.decoding import Decision
from shared.engine.labels import read_labels
from shared.engine.operating_points import Beside, OperatingPoint, read_operating_points, write_operating_points
from shared.engine.tokenizer import ByteTokenizer, Tokens
from shared.engine.viterbi import Biases
from shared.spans import Span
from training.labels import CATEGORIES, LABELS
from training.model import Filter
from training.pieces import Mark, Piece, load
from training.runs import STATE, restore
from training.score import Tally, overlap, score

STEPS = (-2.0, -1.0, -0.5, 0.5, 1.0, 2.0)
SPARING, GENEROUS = (0.0, 0.25, 0.5, 0.75, 1.0), (0.0, -0.25, -0.5, -0.75, -1.0)
SURE, NEAR = 0.8, 100
"""What is sure enough to look about it, and how many characters around. On development documents (2026-11-23) 0.7 to
0.9 and 60 to 200 made less of a difference than an eighth of a bias."""

PARTS = 10
"""Of the development documents, by whose disagreement a difference is told from chance."""


@dataclass(frozen=True)
class Outcome:
    """What an operating point does: in all documents, in those with anybody's data, in those with nobody's."""

    total: Tally
    somebodys: Tally
    nobodys: Tally


Goal = Callable[[Outcome], float]
GOALS: dict[str, Goal] = {
    "default": lambda made: (
        made.total.relaxed
        + 0.25 * made.total.strict
        - 2.0 * made.total.leak
        - 2.0 * made.somebodys.over
        - 10.0 * made.nobodys.over
    ),
    "precision": lambda made: made.total.precision + 0.5 * made.total.recall - 6.0 * made.total.over,
    "recall": lambda made: (
        made.total.recall + 0.25 * made.total.precision - 1.5 * made.total.leak - 0.5 * made.total.over
    ),
}


def judged(piece: Piece) -> tuple[str, ...]:
    """The categories that a dev piece labels: templates all, corpora persons."""
    if piece.source.startswith("es_meddocan"):
        return tuple(label for label in CATEGORIES if label != "secret")
    return ("private_person",) if "_" in piece.source else CATEGORIES


@torch.no_grad()
def scores_of(model: Filter, tokens: list[Tokens], budget: int = 4096) -> list[np.ndarray]:
    """Log-probabilities [tokens, 33] of each text, in rows of like length."""
    order = sorted(range(len(tokens)), key=lambda index: len(tokens[index]))
    out: list[np.ndarray] = [np.zeros((0, len(LABELS)), np.float32)] * len(tokens)
    at = 0
    while at < len(order):
        size = 1
        while at + size < len(order) and (size + 1) * max(1, len(tokens[order[at + size]])) <= budget:
            size += 1
        part = order[at : at + size]
        length = max(1, max(len(tokens[index]) for index in part))
        ids, real = torch.zeros(len(part), length, dtype=torch.long), torch.zeros(len(part), length, dtype=torch.bool)
        for row, index in enumerate(part):
            ids[row, : len(tokens[index])] = torch.from_numpy(tokens[index].ids)
            real[row, : len(tokens[index])] = True
        found = torch.log_softmax(model(ids, real), -1).numpy()
        for row, index in enumerate(part):
            out[index] = found[row, : len(tokens[index])]
        at += size
    return out


class Judge(Protocol):
    """Whoever tells what an operating point does."""

    def outcome(self, point: OperatingPoint) -> Outcome: ...


class Bench:
    """Dev documents with their scores, to be decoded again and again."""

    def __init__(self, model: Filter, tokenizer: ByteTokenizer, pieces: list[Piece]):
        self.pieces = pieces
        self.labels = read_labels(dict(enumerate(LABELS)))
        tokens = [tokenizer.encode(piece.text) for piece in pieces]
        self.texts = list(zip(tokens, scores_of(model, tokens), strict=True))

    def found(self, point: OperatingPoint) -> list[list[Span]]:
        """What is found in each document."""
        return Decision(self.labels, point).spans(self.texts)

    def outcome(self, point: OperatingPoint) -> Outcome:
        """How well that fits."""
        made = Outcome(Tally(), Tally(), Tally())
        grouped: dict[tuple[tuple[str, ...], bool], list[tuple[Piece, list[Mark]]]] = {}
        for piece, spans in zip(self.pieces, self.found(point), strict=True):
            found = [Mark(span.start, span.end, span.label) for span in spans]
            grouped.setdefault((judged(piece), bool(piece.spans)), []).append((piece, found))
        for (wanted, of_somebody), rows in grouped.items():
            tally = score([piece for piece, _ in rows], [marks for _, marks in rows], wanted).total
            made.total.add(tally)
            (made.somebodys if of_somebody else made.nobodys).add(tally)
        return made

    def outcomes(self, point: OperatingPoint) -> tuple[np.ndarray, np.ndarray]:
        """The score of each finding that can be judged, and whether it meets a true one of its label."""
        scores: list[float] = []
        right: list[bool] = []
        for piece, spans in zip(self.pieces, self.found(point), strict=True):
            wanted = judged(piece)
            for span in spans:
                mark = Mark(span.start, span.end, span.label)
                if mark.label in wanted and not any(overlap(mark, other) > 0 for other in piece.ignore):
                    scores.append(span.score)
                    right.append(any(one.label == mark.label and overlap(mark, one) > 0 for one in piece.spans))
        return np.array(scores), np.array(right, dtype=bool)


KNOTS = 20
"""Points of the confidence curve: each speaks for as many findings as the others, so that none is chance."""


def fit_confidence(scores: np.ndarray, right: np.ndarray, knots: int = KNOTS) -> Confidence:
    """A rising curve from score to the share of right findings: groups of like scores, joined where they would fall.

    As if each group had two more findings, one right and one wrong, so that nothing is ever quite sure.
    """
    order = np.argsort(scores, kind="stable")
    groups: list[tuple[float, float, float]] = []  # (sum of scores, right, findings)
    for part in np.array_split(order, min(knots, max(1, len(scores) // 50))):
        groups.append((float(scores[part].sum()), float(right[part].sum()), float(len(part))))
        while len(groups) > 1 and share(groups[-2]) >= share(groups[-1]):
            last, before = groups.pop(), groups.pop()
            groups.append((last[0] + before[0], last[1] + before[1], last[2] + before[2]))
    points = {round(total / count, 4): round(share((total, good, count)), 4) for total, good, count in groups}
    return Confidence(tuple(points), tuple(points.values()))


def share(group: tuple[float, float, float]) -> float:
    return (group[1] + 1) / (group[2] + 2)


def expected_error(scores: np.ndarray, right: np.ndarray, bins: int = 15) -> float:
    """How far confidence and the share of right findings are apart, on average over bins of like confidence."""
    which = np.minimum((scores * bins).astype(int), bins - 1)
    parts = [which == number for number in range(bins) if (which == number).any()]
    return float(sum(part.mean() * abs(scores[part].mean() - right[part].mean()) for part in parts))


def calibrate_confidence(fitting: Bench, checking: Bench, folder: Path) -> Confidence:
    """Fits the curve on one part of the documents and keeps it where the other part confirms it."""
    point = read_operating_points(folder / "viterbi_calibration.json")["default"]
    curve = fit_confidence(*fitting.outcomes(point))
    scores, right = checking.outcomes(point)
    before = expected_error(scores, right)
    after = expected_error(np.array([curve(score) for score in scores]), right)
    print(f"confidence: expected error {before:.4f} as scored, {after:.4f} by the curve, {len(scores)} findings")
    return curve if after < before else Confidence()


def best_pair(parts: Sequence[Judge], goal: Goal) -> OperatingPoint:
    """How hard it is to leave the background, everywhere and beside what is sure: of all pairs of the two that are
    within one standard error of the best, the one that leaks least.

    Each part judges some of the documents; the error of a difference is told by how far they disagree about it.
    Development documents resemble the training text: elsewhere the network is less sure, and sparing costs more than
    they show.
    """
    pairs = [
        OperatingPoint(Biases(background_stay=sparing), Beside(Biases(background_stay=generous), SURE, NEAR))
        for sparing, generous in product(SPARING, GENEROUS)
    ]
    made = [[part.outcome(point) for part in parts] for point in pairs]
    total = [joined(outcomes) for outcomes in made]
    worth = np.array([goal(outcome) for outcome in total])
    by_part = np.array([[goal(outcome) for outcome in outcomes] for outcomes in made])
    best = int(worth.argmax())
    errors = np.std(by_part[best] - by_part, axis=1, ddof=1) / len(parts) ** 0.5
    [good] = np.nonzero(worth[best] - worth <= errors)
    chosen = min(good, key=lambda index: (total[index].total.leak, -worth[index]))
    print(
        f"default: best {worth[best]:.4f}, {len(good)} pairs as good, chosen {worth[chosen]:.4f} ± {errors[chosen]:.4f}"
    )
    return pairs[chosen]


def joined(outcomes: Sequence[Outcome]) -> Outcome:
    """What was made of all documents together."""
    whole = Outcome(Tally(), Tally(), Tally())
    for outcome in outcomes:
        for one in fields(Outcome):
            getattr(whole, one.name).add(getattr(outcome, one.name))
    return whole


def search(bench: Judge, goal: Goal, rounds: int = 2) -> OperatingPoint:
    """The best six biases, one changed after the other, first in large steps and then in smaller ones."""
    best = Biases()
    value = goal(bench.outcome(OperatingPoint(best)))
    for turn in range(rounds):
        before = value
        for one in fields(Biases):
            for step in STEPS:
                bias = getattr(best, one.name) + step / (turn + 1)
                tried = replace(best, **{one.name: bias})
                if abs(bias) <= 4 and (now := goal(bench.outcome(OperatingPoint(tried)))) > value + 1e-5:
                    best, value = tried, now
        if value - before < 1e-4:
            break
    return OperatingPoint(best)


def show(name: str, made: Outcome) -> None:
    shown = " ".join(
        f"{key} {value:.4f}"
        for key, value in (
            ("relaxed", made.total.relaxed),
            ("exact", made.total.strict),
            ("precision", made.total.precision),
            ("recall", made.total.recall),
            ("leak", made.total.leak),
            ("over", made.total.over),
            ("over in texts about nobody", made.nobodys.over),
        )
    )
    print(f"{name}: {shown}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--name", default="train")
    parser.add_argument("--pieces", type=int, default=2000, help="how many dev documents to use")
    parser.add_argument("--only", choices=("points", "confidence"), help="one of the two alone")
    options = parser.parse_args()
    pieces = list(load(options.work / "dev.jsonl"))
    Random(5).shuffle(pieces)
    model, tokenizer = restore(options.work / options.name / STATE), ByteTokenizer(options.work / "tokenizer.json")
    if options.only != "confidence":
        choose_points(model, tokenizer, pieces[: options.pieces], options.to)
    if options.only != "points":
        rest = pieces[options.pieces : 2 * options.pieces]
        half = len(rest) // 2
        if not half:
            raise SystemExit("There are no dev documents left for the confidences: choose points with fewer --pieces.")
        fitting, checking = Bench(model, tokenizer, rest[:half]), Bench(model, tokenizer, rest[half:])
        curve = calibrate_confidence(fitting, checking, options.to)
        (options.to / CONFIDENCE_FILE).unlink(missing_ok=True)  # of the weights before these
        if curve.scores:
            write_confidence(options.to, curve)


def choose_points(model: Filter, tokenizer: ByteTokenizer, pieces: list[Piece], folder: Path) -> None:
    half = len(pieces) // 2
    choosing, checking = Bench(model, tokenizer, pieces[:half]), Bench(model, tokenizer, pieces[half:])
    plain = checking.outcome(OperatingPoint())
    show("no bias, checked", plain)
    points = {}
    parts = [Bench(model, tokenizer, pieces[part::PARTS]) for part in range(PARTS)]
    for name, goal in GOALS.items():
        chosen = best_pair(parts, goal) if name == "default" else search(choosing, goal)
        made = checking.outcome(chosen)
        points[name] = chosen if goal(made) >= goal(plain) else OperatingPoint()
        print(name, points[name])
        show(f"{name}, checked", made)
    write_operating_points(folder / "viterbi_calibration.json", points)


if __name__ == "__main__":
    main()

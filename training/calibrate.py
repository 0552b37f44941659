"""Stage 4: the operating points. `python -m training.calibrate --work DIR --to FOLDER`

Chooses the decoder's six transition biases on WORK/dev.jsonl (never on the evaluation sets), by
coordinate search, and writes FOLDER/viterbi_calibration.json with three points: `default` (relaxed F1,
with leaks and over-redaction counted against it), `precision` and `recall`. Half of the dev documents
choose; the other half has to confirm, or the biases stay zero.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np
import torch

from shared.engine.labels import read_labels, spans_of_path
from shared.engine.tokenizer import ByteTokenizer, Tokens
from shared.engine.viterbi import Biases, Decoder
from training.export import BIASES, restore, write_biases
from training.labels import CATEGORIES, LABELS
from training.model import Filter
from training.pieces import Mark, Piece, load
from training.score import Tally, score

STEPS = (-2.0, -1.0, -0.5, 0.5, 1.0, 2.0)
GOALS: dict[str, Callable[[Tally], float]] = {
    "default": lambda tally: tally.relaxed + 0.25 * tally.strict - tally.leak - 2.0 * tally.over,
    "precision": lambda tally: tally.precision + 0.5 * tally.recall - 6.0 * tally.over,
    "recall": lambda tally: tally.recall + 0.25 * tally.precision - 1.5 * tally.leak - 0.5 * tally.over,
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


class Bench:
    """Dev documents with their scores, to be decoded again and again."""

    def __init__(self, model: Filter, tokenizer: ByteTokenizer, pieces: list[Piece]):
        self.pieces = pieces
        self.tokens = [tokenizer.encode(piece.text) for piece in pieces]
        self.scores = scores_of(model, self.tokens)
        self.labels = read_labels(dict(enumerate(LABELS)))

    def tally(self, biases: dict[str, float]) -> Tally:
        decoder = Decoder(
            self.labels, Biases(**{name.removeprefix("transition_bias_"): value for name, value in biases.items()})
        )
        total = Tally()
        grouped: dict[tuple[str, ...], list[tuple[Piece, list[Mark]]]] = {}
        for index, path in enumerate(decoder.decode(self.scores)):
            tokens = self.tokens[index]
            spans = spans_of_path(path, self.scores[index], tokens.starts, tokens.ends, tokens.text, self.labels)
            grouped.setdefault(judged(self.pieces[index]), []).append(
                (self.pieces[index], [Mark(span.start, span.end, span.label) for span in spans])
            )
        for wanted, rows in grouped.items():
            total.add(score([piece for piece, _ in rows], [marks for _, marks in rows], wanted).total)
        return total


def search(bench: Bench, goal: Callable[[Tally], float], rounds: int = 2) -> dict[str, float]:
    best = dict.fromkeys(BIASES, 0.0)
    value = goal(bench.tally(best))
    for turn in range(rounds):
        before = value
        for name in BIASES:
            for step in STEPS:
                tried = best | {name: best[name] + step / (turn + 1)}
                if abs(tried[name]) <= 4 and (now := goal(bench.tally(tried))) > value + 1e-5:
                    best, value = tried, now
        if value - before < 1e-4:
            break
    return best


def show(name: str, tally: Tally) -> None:
    shown = " ".join(
        f"{key} {value:.4f}"
        for key, value in (
            ("relaxed", tally.relaxed),
            ("exact", tally.strict),
            ("precision", tally.precision),
            ("recall", tally.recall),
            ("leak", tally.leak),
            ("over", tally.over),
        )
    )
    print(f"{name}: {shown}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--name", default="train")
    parser.add_argument("--pieces", type=int, default=2000, help="how many dev documents to use")
    options = parser.parse_args()
    pieces = list(load(options.work / "dev.jsonl"))
    Random(5).shuffle(pieces)
    pieces = pieces[: options.pieces]
    model, tokenizer = restore(options.work / options.name / "state.pt"), ByteTokenizer(options.work / "tokenizer.json")
    half = len(pieces) // 2
    choosing, checking = Bench(model, tokenizer, pieces[:half]), Bench(model, tokenizer, pieces[half:])
    show("no bias, checked", checking.tally(dict.fromkeys(BIASES, 0.0)))
    points = {}
    for name, goal in GOALS.items():
        points[name] = search(choosing, goal)
        if goal(checking.tally(points[name])) < goal(checking.tally(dict.fromkeys(BIASES, 0.0))):
            points[name] = dict.fromkeys(BIASES, 0.0)
        print(name, points[name])
        show(f"{name}, checked", checking.tally(points[name]))
    write_biases(options.to, points)


if __name__ == "__main__":
    main()

"""Stage 5: the figures. `python -m training.evaluate --data DIR --model FOLDER [--work DIR]`

Runs the product's own engine, model alone and without the rules, over training.eval.sets, prints a
table and, with --work, writes WORK/evaluation.json for the card.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training.eval.sets import Set, evaluation_sets
from training.pieces import Mark, Piece
from training.score import Tally, score

if TYPE_CHECKING:
    from shared.engine.local import LocalEngine


def open_engine(folder: Path, operating_point: str = "default") -> LocalEngine:
    from shared.engine.local import load_engine

    return load_engine(str(folder), device="cpu", operating_point=operating_point)


def find(engine: LocalEngine, pieces: Iterable[Piece], chunk: int = 64) -> list[list[Mark]]:
    """The engine's spans, texts sorted by length so that little is padded."""
    pieces = list(pieces)
    order = sorted(range(len(pieces)), key=lambda index: len(pieces[index].text))
    found: list[list[Mark]] = [[] for _ in pieces]
    for at in range(0, len(order), chunk):
        part = order[at : at + chunk]
        for index, spans in zip(part, engine.find([pieces[index].text for index in part]), strict=True):
            found[index] = [Mark(span.start, span.end, span.label) for span in spans]
    return found


def interval(
    pieces: list[Piece], found: list[list[Mark]], judged: tuple[str, ...], draws: int = 200
) -> tuple[float, float]:
    """95 % bootstrap interval of relaxed F1, over documents."""
    singles = [score([piece], [marks], judged).total for piece, marks in zip(pieces, found, strict=True)]
    rng, values = random.Random(0), []
    for _ in range(draws):
        total = Tally()
        for one in rng.choices(singles, k=len(singles)):
            total.add(one)
        values.append(total.relaxed)
    values.sort()
    return values[int(0.025 * draws)], values[int(0.975 * draws) - 1]


def row(tally: Tally) -> dict[str, float | int]:
    return {
        "gold": tally.gold,
        "relaxed": round(tally.relaxed, 4),
        "exact": round(tally.strict, 4),
        "precision": round(tally.precision, 4),
        "recall": round(tally.recall, 4),
        "leak": round(tally.leak, 4),
        "over": round(tally.over, 5),
    }


def measure(engine: LocalEngine, one: Set) -> dict[str, Any]:
    found = find(engine, one.pieces)
    scores = score(one.pieces, found, one.judged)
    touched = sum(any(mark.label in one.judged for mark in marks) for marks in found) / max(1, len(found))
    low, high = interval(one.pieces, found, one.judged) if scores.total.gold else (0.0, 0.0)
    return {
        "set": one.name,
        "pieces": len(one.pieces),
        "judged": list(one.judged),
        **row(scores.total),
        "interval": [round(low, 4), round(high, 4)],
        "touched": round(touched, 4),
        "categories": {name: row(tally) for name, tally in scores.categories.items() if tally.gold},
        "languages": {name: row(tally) for name, tally in scores.languages.items()},
    }


def percent(value: float) -> str:
    return f"{100 * value:.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--operating-point", default="default")
    options = parser.parse_args()
    engine = open_engine(options.model, options.operating_point)
    results, began, chars = [], time.time(), 0
    for one in evaluation_sets(options.data):
        result = measure(engine, one)
        chars += sum(len(piece.text) for piece in one.pieces)
        results.append(result)
        shown = " ".join(f"{key} {percent(result[key])}" for key in ("relaxed", "exact", "leak", "over", "touched"))
        print(f"{one.name}: {result['pieces']} pieces, {shown}", flush=True)
        if one.name.startswith("own documents"):
            for part in ("categories", "languages"):
                print(
                    "   ",
                    "; ".join(
                        f"{name} {percent(values['relaxed'])}/{percent(values['leak'])}"
                        for name, values in result[part].items()
                    ),
                    flush=True,
                )
    if options.work:
        content = {
            "date": date.today().isoformat(),
            "seconds": round(time.time() - began, 1),
            "characters": chars,
            "results": results,
        }
        (options.work / "evaluation.json").write_text(
            json.dumps(content, indent=1, ensure_ascii=False), encoding="utf-8"
        )


if __name__ == "__main__":
    main()

"""Stage 5: the figures. `python -m training.evaluate --data DIR --model FOLDER [--work DIR] [--peers PYTHON]`

Runs over training.eval.sets whatever looks for personal data: the product (model and rules, settled as
every face gets them), the model alone, the rules alone and, where the Python of an environment with them
is named, the peers of training.peers. Prints a table and, with --work, writes WORK/evaluation.json for
the card.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training.eval.sets import Set, evaluation_sets
from training.labels import CATEGORIES
from training.pieces import Mark, Piece
from training.score import Tally, score

if TYPE_CHECKING:
    from shared.engine.local import LocalEngine
    from shared.spans import Span


Finder = Callable[[Sequence[str]], list[list[Mark]]]
PEERS = ("presidio", "detect-secrets")


def open_engine(folder: Path, operating_point: str = "default") -> LocalEngine:
    from shared.engine.local import load_engine

    return load_engine(str(folder), device="cpu", operating_point=operating_point)


def marks(spans: Iterable[Span]) -> list[Mark]:
    return [Mark(span.start, span.end, span.label) for span in spans]


def model_alone(engine: LocalEngine) -> Finder:
    return lambda texts: [marks(spans) for spans in engine.find(texts)]


def rules_alone(texts: Sequence[str]) -> list[list[Mark]]:
    from shared import rules

    return [marks(rules.find(text)) for text in texts]


def product(engine: LocalEngine) -> Finder:
    from shared.detection import detect_all

    return lambda texts: [marks(detection.spans) for detection in detect_all(texts, engine)]


def peer(python: Path, name: str) -> Finder:
    """Another detector, in an environment of its own."""
    script = Path(__file__).parent / "peers.py"

    def find(texts: Sequence[str]) -> list[list[Mark]]:
        lines = "".join(json.dumps(text) + "\n" for text in texts)
        ran = subprocess.run(
            [python, "-P", script, name], input=lines, capture_output=True, check=True, encoding="utf-8"
        )
        return [[Mark(*found) for found in json.loads(line)] for line in ran.stdout.splitlines()]

    return find


def find(finder: Finder, pieces: Sequence[Piece], chunk: int = 64) -> list[list[Mark]]:
    """What is found, texts sorted by length so that little is padded."""
    order = sorted(range(len(pieces)), key=lambda index: len(pieces[index].text))
    found: list[list[Mark]] = [[] for _ in pieces]
    for at in range(0, len(order), chunk):
        part = order[at : at + chunk]
        for index, spans in zip(part, finder([pieces[index].text for index in part]), strict=True):
            found[index] = spans
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


def touched(piece: Piece, found: Sequence[Mark]) -> tuple[int, int]:
    """How many lines of a text hold a finding, and how many lines it has."""
    ends = [index for index, char in enumerate(piece.text) if char == "\n"] + [len(piece.text)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    hit = sum(
        any(mark.start < end and mark.end > start for mark in found) for start, end in zip(starts, ends, strict=True)
    )
    return hit, len(ends)


def measure(finder: Finder, one: Set, chunk: int = 64) -> dict[str, Any]:
    found = find(finder, one.pieces, chunk)
    scores = score(one.pieces, found, one.judged)
    judged = [[mark for mark in marks if mark.label in one.judged] for marks in found]
    by_kind: dict[str, list[int]] = {}
    for piece, spans in zip(one.pieces, judged, strict=True):
        kind = by_kind.setdefault(piece.source, [0, 0])
        kind[:] = (before + more for before, more in zip(kind, touched(piece, spans), strict=True))
    hits, lines = map(sum, zip(*by_kind.values(), strict=True))
    low, high = interval(one.pieces, found, one.judged) if scores.total.gold else (0.0, 0.0)
    return {
        "set": one.name,
        "pieces": len(one.pieces),
        "judged": list(one.judged),
        **row(scores.total),
        "interval": [round(low, 4), round(high, 4)],
        "touched": round(hits / max(1, lines), 4),
        "counts": {
            "harmless": scores.total.harmless_chars,
            "covered": scores.total.over_chars,
            "lines": lines,
            "touched": hits,
        },
        "kinds": {kind: {"lines": many, "touched": round(hit / many, 4)} for kind, (hit, many) in by_kind.items()},
        "categories": {name: row(tally) for name, tally in scores.categories.items() if tally.gold},
        "languages": {name: row(tally) for name, tally in scores.languages.items()},
    }


def percent(value: float) -> str:
    return f"{100 * value:.1f}"


def show(finder: str, result: dict[str, Any]) -> None:
    shown = " ".join(f"{key} {percent(result[key])}" for key in ("relaxed", "exact", "leak", "over", "touched"))
    print(f"{finder}: {result['set']}: {result['pieces']} pieces, {shown}", flush=True)
    if len(result["judged"]) == len(CATEGORIES) and result["gold"] and finder not in PEERS:
        for part in ("categories", "languages"):
            values = (f"{name} {percent(one['relaxed'])}/{percent(one['leak'])}" for name, one in result[part].items())
            print("   ", "; ".join(values), flush=True)
    if not result["gold"] and finder not in PEERS:
        kinds = (f"{kind} {percent(one['touched'])} of {one['lines']}" for kind, one in result["kinds"].items())
        print("    lines touched, %:", "; ".join(kinds), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--operating-point", default="default")
    parser.add_argument("--peers", type=Path, help="the Python of an environment with training/peers.txt")
    parser.add_argument("--only", nargs="*", default=[], help="product, model, rules, presidio, detect-secrets")
    parser.add_argument("--sets", nargs="*", default=[], help="words of the names of the sets to measure")
    options = parser.parse_args()
    engine = open_engine(options.model, options.operating_point)
    finders: dict[str, Finder] = {"product": product(engine), "model": model_alone(engine), "rules": rules_alone}
    if options.peers:
        finders |= {name: peer(options.peers, name) for name in PEERS}
    finders = {name: one for name, one in finders.items() if not options.only or name in options.only}
    sets = evaluation_sets(options.data)
    if options.sets:
        sets = [one for one in sets if any(word in one.name for word in options.sets)]
    results: dict[str, list[dict[str, Any]]] = {}
    seconds: dict[str, float] = {}
    for name, finder in finders.items():
        began, results[name] = time.time(), []
        for one in sets:
            # A peer is a process that starts anew: it gets each set whole.
            result = measure(finder, one, len(one.pieces) if name in PEERS else 64)
            results[name].append(result)
            show(name, result)
        seconds[name] = round(time.time() - began, 1)
    if options.work and not options.sets:
        content = {
            "date": date.today().isoformat(),
            "seconds": seconds,
            "characters": sum(len(piece.text) for one in sets for piece in one.pieces),
            "results": results,
        }
        (options.work / "evaluation.json").write_text(
            json.dumps(content, indent=1, ensure_ascii=False), encoding="utf-8"
        )


if __name__ == "__main__":
    main()

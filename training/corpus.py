"""Stage 1: the training corpus. `python -m training.corpus --data DIR --work DIR`

Writes WORK/corpus/NNN.jsonl shards (each from its own seed, so a run that stopped goes on), the
dev set WORK/dev.jsonl, and nothing else. A shard mixes templates of every language with its share of
the published corpora, more than half of these with other people's names, and of WORK/manuals.jsonl where it is.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

from training.augment import augmented
from training.corpora import documents, swapped
from training.locales import OTHERS
from training.mixture import BARE, CARRIERS
from training.phrases import LANGUAGES, NEIGHBOURS
from training.pieces import Piece, Writer, load, save
from training.values import Values

TEMPLATES = 14000  # in a shard
NAMED = 1  # a corpus document with a person in it is met once in so many shards
OTHER = 3  # and one without
MANUALS = 2500  # pieces of manual pages in a shard, where there are any (training.manuals)
SWAPS = 0.6  # share of the former that get other people's names
SHARDS = 12
OFTENER = ("en", "en", "en", "ko")  # languages met more often than the others, in a seventh of all templates
DEV = 2400  # documents of either kind: the points are chosen on some, confidences on others


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora and gazetteers")
    parser.add_argument("--work", type=Path, required=True, help="folder for what is made, outside the repository")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shards", type=int, default=SHARDS)
    return parser


class Templates:
    def __init__(self, seed: int, data: Path):
        self.rng = Random(f"templates/{seed}")
        self.languages = {language: Values(language, seed, data) for language in (*LANGUAGES, *NEIGHBOURS)}
        self.others = [Values("en", seed, data, locale) for locale in OTHERS]

    def piece(self) -> Piece:
        rng = self.rng
        if rng.random() < 0.06:
            values, carriers = rng.choice(self.others), BARE
        else:
            language = rng.choice(OFTENER) if rng.random() < 0.14 else rng.choice((*LANGUAGES, *NEIGHBOURS))
            values, carriers = self.languages[language], CARRIERS
        kinds, weights = zip(*carriers, strict=True)
        kind, writer = rng.choices(kinds, weights)[0], Writer()
        kind(values, writer)
        return augmented(writer.piece(values.language, kind.__name__), rng)


def shard(index: int, seed: int, data: Path, manuals: Sequence[Piece] = ()) -> list[Piece]:
    """One shard: templates, and its share of the corpora's documents and of the manual pages."""
    rng = Random(f"shard/{seed}/{index}")
    templates = Templates(seed * 1000 + index, data)
    pieces = [templates.piece() for _ in range(TEMPLATES)]
    for number, document in enumerate(documents(data, "train")):
        share = NAMED if document.spans else OTHER
        if number % share == index % share:
            swap = rng.random() < SWAPS
            pieces.append(augmented(swapped(document, templates.languages, rng) if swap else document, rng))
    dealt = range(index * MANUALS, (index + 1) * MANUALS) if manuals else ()
    pieces += [augmented(manuals[number % len(manuals)], rng) for number in dealt]
    rng.shuffle(pieces)
    return pieces


def dev_set(seed: int, data: Path) -> list[Piece]:
    """For calibration and for watching the training: unseen draws of the templates, and held-out documents."""
    templates = Templates(seed * 1000 + 999, data)
    held = list(documents(data, "dev"))
    Random(seed).shuffle(held)
    return [templates.piece() for _ in range(DEV)] + held[:DEV]


def main() -> None:
    options = arguments().parse_args()
    if sys.flags.hash_randomization:
        raise SystemExit(
            "Run with PYTHONHASHSEED=0: one of Faker's lists is a set, and the corpus would change from run to run."
        )
    folder = options.work / "corpus"
    folder.mkdir(parents=True, exist_ok=True)
    if not (options.work / "dev.jsonl").exists():
        save(options.work / "dev.jsonl", dev_set(options.seed, options.data))
    prose = options.work / "manuals.jsonl"
    manuals = list(load(prose)) if prose.exists() else []
    for index in range(options.shards):
        path = folder / f"{index:03}.jsonl"
        if not path.exists():
            print(path.name, save(path, shard(index, options.seed, options.data, manuals)), flush=True)


if __name__ == "__main__":
    main()

"""Stage 1: the training corpus. `python -m training.corpus --data DIR --work DIR`

Writes WORK/corpus/NNN.jsonl shards (each from its own seed, so a run that stopped goes on), the
dev set WORK/dev.jsonl, and nothing else. A shard mixes templates of every language with its share of
the published corpora, half of these with other people's names. `--mixture names` and `--mixture broad`
write WORK/names and WORK/broad, shards with more running text: the former with more people in it, the
latter with more of everything, for the longest part of the training.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random

from training.augment import augmented
from training.corpora import documents, swapped
from training.locales import OTHERS
from training.mixture import BARE, CARRIERS
from training.phrases import LANGUAGES
from training.pieces import Piece, Writer, save
from training.values import Values


@dataclass(frozen=True)
class Mixture:
    """What one shard holds."""

    folder: str
    templates: int
    named_share: int  # a corpus document with a person in it is met once in so many shards
    other_share: int  # and one without
    swaps: float  # share of the former that get other people's names


MIXTURES = (
    Mixture("corpus", templates=15000, named_share=8, other_share=8, swaps=0.5),
    Mixture("names", templates=9000, named_share=3, other_share=12, swaps=0.5),
    Mixture("broad", templates=13000, named_share=3, other_share=6, swaps=0.6),
)
SHARDS = 16
DEV = 2400  # documents of either kind: the points are chosen on some, confidences on others


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora and gazetteers")
    parser.add_argument("--work", type=Path, required=True, help="folder for what is made, outside the repository")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shards", type=int, default=SHARDS)
    parser.add_argument("--mixture", choices=[mixture.folder for mixture in MIXTURES], default="corpus")
    return parser


class Templates:
    def __init__(self, seed: int, data: Path):
        self.rng = Random(f"templates/{seed}")
        self.languages = {language: Values(language, seed, data) for language in LANGUAGES}
        self.others = [Values("en", seed, data, locale) for locale in OTHERS]

    def piece(self) -> Piece:
        rng = self.rng
        if rng.random() < 0.06:
            values, carriers = rng.choice(self.others), BARE
        else:
            language = "en" if rng.random() < 0.08 else rng.choice(LANGUAGES)
            values, carriers = self.languages[language], CARRIERS
        kinds, weights = zip(*carriers, strict=True)
        kind, writer = rng.choices(kinds, weights)[0], Writer()
        kind(values, writer)
        return augmented(writer.piece(values.language, kind.__name__), rng)


def shard(index: int, seed: int, data: Path, mixture: Mixture) -> list[Piece]:
    """One shard: templates, and its share of the corpora's documents."""
    rng = Random(f"shard/{mixture.folder}/{seed}/{index}")
    templates = Templates(seed * 1000 + index + 500 * MIXTURES.index(mixture), data)
    pieces = [templates.piece() for _ in range(mixture.templates)]
    for number, document in enumerate(documents(data, "train")):
        share = mixture.named_share if document.spans else mixture.other_share
        if number % share == index % share:
            swap = rng.random() < mixture.swaps
            pieces.append(augmented(swapped(document, templates.languages, rng) if swap else document, rng))
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
    mixture = next(mixture for mixture in MIXTURES if mixture.folder == options.mixture)
    folder = options.work / mixture.folder
    folder.mkdir(parents=True, exist_ok=True)
    if not (options.work / "dev.jsonl").exists():
        save(options.work / "dev.jsonl", dev_set(options.seed, options.data))
    for index in range(options.shards):
        path = folder / f"{index:03}.jsonl"
        if not path.exists():
            print(path.name, save(path, shard(index, options.seed, options.data, mixture)), flush=True)


if __name__ == "__main__":
    main()

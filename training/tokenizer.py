"""Stage 2: the tokenizer. `python -m training.tokenizer --work DIR`

A byte-level BPE whose pieces never cross letters, digits, punctuation or scripts and are at most
16 bytes, so that the edge of a name or number is nearly always the edge of a token: digits in pairs,
Han and Hangul one character a piece, every punctuation mark alone except runs of the same mark.
Nothing is normalized and nothing is added, so offsets are those of the text. Reads WORK/corpus,
writes WORK/tokenizer.json. Knows nothing of labels.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, processors, trainers

from training.pieces import load

PAD = "<|pad|>"
VOCABULARY = 16384
SINGLE = r"\p{Han}|\p{Hangul}"
RUNS = (
    "Hiragana",
    "Katakana",
    "Cyrillic",
    "Arabic",
    "Devanagari",
    "Greek",
    "Hebrew",
    "Thai",
    "Georgian",
    "Armenian",
    "Bengali",
    "Tamil",
)
PATTERN = "|".join(
    (
        r" ?\p{Latin}?[\p{Ll}&&\p{Latin}\p{M}]+",  # Word, word
        r" ?[\p{Lu}&&\p{Latin}]+(?![\p{Ll}&&\p{Latin}])",  # WORD, and the WO of WOrd
        SINGLE,
        *(rf" ?[\p{{{script}}}\p{{M}}]+" for script in RUNS),
        r" ?[\p{L}\p{M}]",  # a letter of any other script
        r" ?\p{N}{1,2}",
        r"[\r\n]+",
        r" ?-{2,}| ?={2,}| ?_{2,}| ?\*{2,}| ?\.{2,}| ?#{2,}",
        r" ?[^\s\p{L}\p{N}\p{M}]",
        r"\s+(?!\S)|\s",
    )
)


def texts(folder: Path, shards: int) -> Iterator[str]:
    for path in islice(sorted(folder.glob("*.jsonl")), shards):
        for piece in load(path):
            yield piece.text


def build(source: Iterator[str], vocabulary: int = VOCABULARY) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PATTERN), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=[PAD],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        max_token_length=16,
        show_progress=False,
    )
    tokenizer.train_from_iterator(source, trainer)
    return tokenizer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--shards", type=int, default=4, help="how many shards of the corpus to learn from")
    options = parser.parse_args()
    tokenizer = build(texts(options.work / "corpus", options.shards))
    tokenizer.save(str(options.work / "tokenizer.json"), pretty=False)
    print("vocabulary", tokenizer.get_vocab_size())


if __name__ == "__main__":
    main()

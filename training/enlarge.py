"""More words for a trained network. `python -m training.enlarge --work DIR --name RUN --to RUN --vocabulary N`

Joins pieces that often stand side by side in a word into longer ones, behind all pieces there are: a text is cut as
before, and then more coarsely. A new piece begins as the mean of those it is made of, so the network loses little and
learns from there what each word is, names above all; it costs room, no time: a text has fewer pieces then.
Reads WORK/corpus, WORK/tokenizer.json and WORK/RUN/state.pt; writes the other run's state.pt and
the longer WORK/tokenizer.json, the one before it kept as tokenizer-N.json by its size.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import torch
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

from training import runs
from training.model import Filter
from training.tokenizer import texts

LONGEST = 16
"""Bytes of a piece, as in training.tokenizer."""
FIRST = 0xF0000
"""Where a piece becomes a character: the private use plane holds 65,534."""


def respelled(tokenizer: Tokenizer, source: Iterable[str]) -> Iterator[str]:
    """Each text with a character for each piece, and a blank between words: what may be joined stands side by side."""
    rest = iter(source)
    while part := list(islice(rest, 2000)):
        for encoding in tokenizer.encode_batch(part, add_special_tokens=False):
            line: list[str] = []
            before: int | None = None
            for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
                if word != before:
                    line.append(" ")
                line.append(chr(FIRST + piece))
                before = word
            yield "".join(line)


def joined(tokenizer: Tokenizer, source: Iterable[str], wanted: int) -> list[tuple[str, str]]:
    """The pairs that are joined next, most frequent first: about so many."""
    learner = Tokenizer(models.BPE())
    learner.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    # What is too long is learned too and left out below, with all that is made of it.
    spare = wanted * 5 // 4 + tokenizer.get_vocab_size()
    trainer = trainers.BpeTrainer(vocab_size=spare, show_progress=False)
    learner.train_from_iterator(respelled(tokenizer, source), trainer)

    spelled = {index: piece for piece, index in tokenizer.get_vocab().items()}

    def written(letters: str) -> str:
        return "".join(spelled[ord(letter) - FIRST] for letter in letters)

    merges = json.loads(learner.to_str())["model"]["merges"]
    return [(written(left), written(right)) for left, right in merges]


def longer(tokenizer: Tokenizer, pairs: Iterable[tuple[str, str]], vocabulary: int) -> Tokenizer:
    """The same tokenizer with more pieces, up to so many."""
    form = json.loads(tokenizer.to_str())
    known, merges = form["model"]["vocab"], form["model"]["merges"]
    for left, right in pairs:
        if len(known) == vocabulary:
            break
        if len(left) + len(right) <= LONGEST and left in known and right in known:
            merges.append([left, right])
            known.setdefault(left + right, len(known))
    return Tokenizer.from_str(json.dumps(form))


def parts(tokenizer: Tokenizer, longer: Tokenizer) -> list[list[int]]:
    """Of each new piece, the old ones that it is made of."""
    made = {piece: [index] for piece, index in tokenizer.get_vocab().items()}
    for left, right in json.loads(longer.to_str())["model"]["merges"]:
        made.setdefault(left + right, [*made[left], *made[right]])
    new = sorted((index, piece) for piece, index in longer.get_vocab().items() if index >= tokenizer.get_vocab_size())
    return [made[piece] for _, piece in new]


def enlarged(model: Filter, made_of: list[list[int]]) -> Filter:
    """A network that knows new pieces too, each at first the mean of its parts."""
    rows = model.embed.weight.detach()
    wider = Filter(replace(model.shape, vocabulary=len(rows) + len(made_of)))
    new = torch.stack([rows[one].mean(0) for one in made_of])
    wider.load_state_dict(model.state_dict() | {"embed.weight": torch.cat((rows, new))})
    return wider


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--name", default="train", help="folder of the trained run inside WORK")
    parser.add_argument("--to", default="enlarged", help="folder of the new run inside WORK")
    parser.add_argument("--vocabulary", type=int, default=40960)
    parser.add_argument("--shards", type=int, default=8, help="how many shards of the corpus to learn from")
    options = parser.parse_args()
    target = options.work / options.to / runs.STATE
    if target.exists():
        return
    path = options.work / "tokenizer.json"
    tokenizer = Tokenizer.from_file(str(path))
    source = texts(options.work / "corpus", options.shards)
    pairs = joined(tokenizer, source, options.vocabulary - tokenizer.get_vocab_size())
    more = longer(tokenizer, pairs, options.vocabulary)
    run = runs.saved(options.work / options.name / runs.STATE)
    wider = enlarged(runs.network(run), parts(tokenizer, more))
    path.rename(path.with_stem(f"tokenizer-{tokenizer.get_vocab_size()}"))
    more.save(str(path), pretty=False)
    runs.begin(target.parent, wider, before=runs.steps(run))
    print(f"{tokenizer.get_vocab_size()} pieces became {more.get_vocab_size()}: {target}")


if __name__ == "__main__":
    main()

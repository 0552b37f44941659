"""Pieces to token ids and targets, packed into rows, the same for the same seed.

Knows tokens, BIOES targets, what is masked and how rows are filled: short pieces share rows of 64
or 128 tokens, joined by line breaks; long ones are cut at the edge of an entity into rows of 256.
Does not know where pieces come from or what is learned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from tokenizers import Tokenizer

from training.labels import IGNORE, bioes
from training.pieces import Piece

LENGTHS = (64, 128, 256)
SHARING = 0.85  # how readily pieces share a row; the rest learns what the end of a text looks like
WAITING = 12  # rows that are not full yet: with one, 31 % of what was computed was padding, with twelve 7 %


@dataclass(frozen=True)
class Example:
    ids: list[int]
    targets: list[int]


@dataclass(frozen=True)
class Batch:
    ids: np.ndarray  # [rows, length] int64, padded with 0
    targets: np.ndarray  # [rows, length] int64, IGNORE where nothing is taught
    real: np.ndarray  # [rows, length] bool


def targets(piece: Piece, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """The target of each token. A token belongs to a span if it holds any of its characters but the space before."""
    found = [0] * len(offsets)
    starts, ends, text = [], [], piece.text
    for start, end in offsets:
        if end - start > 1 and text[start].isspace():
            start += 1
        starts.append(start)
        ends.append(end)
    order_starts, order_ends = np.asarray(starts), np.asarray(ends)

    def tokens(start: int, end: int) -> range:
        first = int(np.searchsorted(order_ends, start, side="right"))
        last = int(np.searchsorted(order_starts, end, side="left"))
        return range(first, last)

    for mark in piece.ignore:
        for index in tokens(mark.start, mark.end):
            found[index] = IGNORE
    for mark in piece.spans:
        inside = tokens(mark.start, mark.end)
        if inside:
            found[inside.start : inside.stop] = bioes(mark.label, len(inside))
    return found


def examples(pieces: Iterable[Piece], tokenizer: Tokenizer, chunk: int = 2000) -> Iterator[Example]:
    pieces = list(pieces)
    for at in range(0, len(pieces), chunk):
        part = pieces[at : at + chunk]
        for piece, encoding in zip(
            part, tokenizer.encode_batch([p.text for p in part], add_special_tokens=False), strict=True
        ):
            if encoding.ids:
                yield Example(encoding.ids, targets(piece, encoding.offsets))


def cut(example: Example, length: int) -> Iterator[Example]:
    """Pieces of at most `length` tokens, cut outside of entities where one is near."""
    ids, wanted = example.ids, example.targets
    while len(ids) > length:
        at = length
        while at > length * 3 // 4 and wanted[at] > 0 and (wanted[at] - 1) % 4 in (1, 2):  # inside, end
            at -= 1
        yield Example(ids[:at], wanted[:at])
        ids, wanted = ids[at:], wanted[at:]
    if ids:
        yield Example(ids, wanted)


def rows(found: Iterable[Example], joint: Sequence[int], rng: Random) -> dict[int, list[Example]]:
    """Rows by length; pieces in one row are joined by a line break. A piece goes where it leaves the least room."""
    short, middle, long = LENGTHS
    filled: dict[int, list[Example]] = {length: [] for length in LENGTHS}
    waiting: dict[int, list[Example]] = {length: [] for length in LENGTHS}
    for whole in found:
        for example in cut(whole, long):
            size = len(example.ids)
            draw = rng.random()
            length = long if size > middle or draw < 0.1 else short if size <= short and draw < 0.5 else middle
            glue = list(joint[: rng.randint(0, 2)] if rng.random() < 0.9 else [])
            rows = waiting[length]
            room = [index for index, row in enumerate(rows) if len(row.ids) + len(glue) + size <= length]
            if room and rng.random() < SHARING:
                index = max(room, key=lambda index: len(rows[index].ids))
                row = rows[index]
                rows[index] = Example(row.ids + glue + example.ids, row.targets + [0] * len(glue) + example.targets)
                continue
            if len(rows) == WAITING:
                filled[length].append(rows.pop(max(range(WAITING), key=lambda index: len(rows[index].ids))))
            rows.append(example)
    for length, rest in waiting.items():
        filled[length] += rest
    return filled


def padded(some: Sequence[Example], length: int) -> Batch:
    ids = np.zeros((len(some), length), np.int64)
    wanted = np.full((len(some), length), IGNORE, np.int64)
    real = np.zeros((len(some), length), bool)
    for index, row in enumerate(some):
        size = len(row.ids)
        ids[index, :size], wanted[index, :size], real[index, :size] = row.ids, row.targets, True
    return Batch(ids, wanted, real)


def batches(pieces: Iterable[Piece], tokenizer: Tokenizer, tokens: int, rng: Random) -> list[Batch]:
    """All full batches of `tokens` tokens, in random order."""
    joint = tokenizer.encode("\n").ids * 2
    found = list(examples(pieces, tokenizer))
    rng.shuffle(found)
    out = []
    for length, filled in rows(found, joint, rng).items():
        rng.shuffle(filled)
        count = max(1, tokens // length)
        out += [padded(filled[at : at + count], length) for at in range(0, len(filled) - count + 1, count)]
    rng.shuffle(out)
    return out

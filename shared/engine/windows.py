"""Cuts long texts into windows whose stitched result equals one long pass, and puts windows together in batches.

Attention is a band: a token sees `reach` tokens on each side, a layer at a time, so what a token becomes
depends on `layers * reach` tokens on each side and on nothing else. A window computes its core and, as
a halo, that many tokens around it. Rotary positions are relative, so a window may count from zero. Windows are as
long as the model's context: shorter texts go through whole.
This module knows nothing of texts and models, only of lengths.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens `[start, end)` go through the model; of those, `[core_start, core_end)` are kept."""

    start: int
    end: int
    core_start: int
    core_end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Plan:
    """How windows are cut: `halo` tokens around at most `core`; and up to `batch` tokens of them at once."""

    halo: int
    core: int
    batch: int

    def __post_init__(self) -> None:
        if self.halo < 0 or self.core < 1 or self.batch < 1:
            raise ValueError("a plan needs a halo of 0 or more, a core and a batch of 1 or more")

    def windows(self, length: int) -> list[Window]:
        """The windows of a text of `length` tokens; one when it fits, none when it is empty."""
        if 0 < length <= self.core + 2 * self.halo:
            return [Window(0, length, 0, length)]
        count = -(-length // self.core)
        edges = [length * number // max(1, count) for number in range(count + 1)]  # cores of about one size
        return [
            Window(max(0, first - self.halo), min(length, last + self.halo), first, last)
            for first, last in itertools.pairwise(edges)
        ]

    def batches(self, lengths: Sequence[int]) -> Iterator[list[int]]:
        """All windows, given by their lengths, in batches of about one length: their indices, short ones first."""
        batch: list[int] = []
        tokens = 0
        for index in sorted(range(len(lengths)), key=lengths.__getitem__):
            if batch and tokens + lengths[index] > self.batch:
                yield batch
                batch, tokens = [], 0
            batch.append(index)
            tokens += lengths[index]
        if batch:
            yield batch


CONTEXT_TOKENS = 131_072
"""What the architecture is made for: a text up to this length is one window, and has no halo."""


def choose_plan(halo: int, device: str) -> Plan:
    """Texts go through whole, up to the model's context; those longer than a batch in parts (`passing`).

    A batch is what others wait for. On two cores of an AMD EPYC of 2024, one of the embedded checkpoint (halo 192)
    takes about 0.2 s, one of the official (halo 1,024) 1.5 s. A graphics card is many times as fast.
    """
    batch = max(4_096, 8 * halo) * (4 if device == "cuda" else 1)
    return Plan(halo=halo, core=max(batch, CONTEXT_TOKENS) - 2 * halo, batch=batch)

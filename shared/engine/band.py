"""Attention within a narrow band: each token sees those within reach in its own text, and its head's sink.

The texts lie end to end in one long row, which is cut into blocks of queries; a block's keys are its own tokens
and `reach` on each side. A sink counts in the softmax's denominator only: it is a key whose value is zero and
whose score, put in by way of the mask, is the sink. So a fused kernel does the work, exactly.
Knows nothing of weights but the sinks.
"""

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import torch
import torch.nn.functional as F
from torch import Tensor

from shared.engine.architecture import Architecture

# Queries of a block: with few, keys are gathered too often; with many, scores are computed for nothing. With a reach
# of 128, eight layers of a token take 140 us in blocks of 64, 160 in blocks of 128 and 230 in blocks of 256 (one core).
BLOCK = 64
# Extra keys of a block, of which the first holds the sink: the fused kernels like lengths divisible by 8.
SINK_KEYS = 8


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some neighbouring blocks, and the rows of tokens that they hold."""

    blocks: slice
    rows: slice


class Attender(Protocol):
    """Whoever computes attention instead of PyTorch."""

    def attend(
        self,
        queries: Tensor,  # (rows, heads, head)
        keys: Tensor,  # (reach + rows + reach, key_heads, head)
        values: Tensor,
        texts: tuple[Tensor, Tensor],  # (tokens,) each: where a token's text begins and ends
        sinks: Tensor,  # (heads,), float32
        reach: int,
        rows: slice,
    ) -> Tensor:
        """What these rows see: (rows, heads * head)."""


class Band:
    """The queries, keys and values of one pass, of one layer at a time; who fills a chunk writes its rows."""

    def __init__(
        self, lengths: Sequence[int], architecture: Architecture, device: torch.device, dtype: torch.dtype
    ) -> None:
        one = architecture
        self.tokens = sum(lengths)
        self.reach = one.reach
        self._blocks = math.ceil(self.tokens / BLOCK)
        self._seen = BLOCK + 2 * one.reach  # keys of a block
        self._key_heads, self._group = one.key_heads, one.heads // one.key_heads
        rows = self._blocks * BLOCK
        self.queries = torch.zeros(rows, one.heads, one.head, dtype=dtype, device=device)
        # Keys and values have `reach` rows of nothing before and after.
        self.keys = torch.zeros(rows + 2 * one.reach, one.key_heads, one.head, dtype=dtype, device=device)
        self.values = torch.zeros_like(self.keys)
        self._edges = list(itertools.accumulate(lengths, initial=0))  # where each text begins, and the last ends
        self._amid: Tensor | None = None
        self._own_masks: dict[int, Tensor | None] = {}

    def chunks(self, tokens: int) -> list[Chunk]:
        """The row in chunks of about that many tokens."""
        step = math.ceil(tokens / BLOCK)
        starts = range(0, self._blocks, step)
        blocks = [slice(start, min(start + step, self._blocks)) for start in starts]
        return [Chunk(one, slice(one.start * BLOCK, min(one.stop * BLOCK, self.tokens))) for one in blocks]

    def shifted(self, rows: slice) -> slice:
        """Where the keys and values of these rows lie."""
        return slice(rows.start + self.reach, rows.stop + self.reach)

    def sight(self, sinks: Tensor, attender: Attender | None) -> Callable[[Chunk], Tensor]:
        """In a layer of these sinks (heads,), what a chunk's tokens see, when all keys and values are there:
        (rows, heads * head).
        """
        if attender:
            return lambda chunk: attender.attend(
                self.queries, self.keys, self.values, self._ends, sinks, self.reach, chunk.rows
            )
        mask = self._mask(sinks)
        return lambda chunk: self._attend(chunk, mask)

    def _mask(self, sinks: Tensor) -> Tensor:
        """What is added to the scores of a block amid a text: (1, key_heads, group, block, seen + SINK_KEYS).

        The same in each layer but for the sinks, so it is made in the first.
        """
        if self._amid is None:
            ahead = torch.arange(self._seen) - torch.arange(BLOCK)[:, None]
            near = ((ahead >= 0) & (ahead <= 2 * self.reach)).to(sinks.device)  # (block, seen)
            shape = (1, self._key_heads, self._group, BLOCK, self._seen + SINK_KEYS)
            self._amid = torch.full(shape, -math.inf, dtype=self.keys.dtype, device=sinks.device)
            self._amid[..., : self._seen].masked_fill_(near, 0.0)
        self._amid[..., self._seen] = sinks.to(self._amid.dtype).view(self._key_heads, self._group, 1)
        return self._amid

    def _attend(self, chunk: Chunk, mask: Tensor) -> Tensor:
        blocks, group = chunk.blocks.stop - chunk.blocks.start, self._group
        own = self._own_mask(chunk, mask)
        if own is not None:
            own[..., self._seen] = mask[..., self._seen]  # this layer's sinks
            mask = own
        first, last = chunk.blocks.start * BLOCK, chunk.blocks.stop * BLOCK
        # Each key head serves a group of query heads, whose rows stand one under the other.
        queries = self.queries[first:last].view(blocks, BLOCK, self._key_heads, group, -1).permute(0, 2, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(
            queries.reshape(blocks, self._key_heads, group * BLOCK, -1),
            self._around(self.keys[first : last + 2 * self.reach]),
            self._around(self.values[first : last + 2 * self.reach]),
            attn_mask=mask.flatten(2, 3),
            scale=1.0,
        )
        mixed = mixed.view(blocks, self._key_heads, group, BLOCK, -1).permute(0, 3, 1, 2, 4)
        return mixed.reshape(blocks * BLOCK, -1)[: chunk.rows.stop - chunk.rows.start]

    @cached_property
    def _ends(self) -> tuple[Tensor, Tensor]:
        """Where each token's text begins, and where it ends: (tokens,) both."""
        edges = torch.tensor(self._edges)
        return edges[:-1].repeat_interleave(edges.diff()), edges[1:].repeat_interleave(edges.diff())

    def _around(self, rows: Tensor) -> Tensor:
        """Of each block the keys or values it sees, and zeros for the sink: (blocks, key_heads, seen + 8, head)."""
        seen = rows.unfold(0, self._seen, BLOCK).transpose(2, 3)  # (blocks, key_heads, seen, head)
        return F.pad(seen, (0, 0, 0, SINK_KEYS))

    def _own_mask(self, chunk: Chunk, mask: Tensor) -> Tensor | None:
        """For a chunk with another text near: (blocks, key_heads, group, block, seen + 8); None amid a text.

        Made in the first layer as well.
        """
        if chunk.blocks.start not in self._own_masks:
            first, last = chunk.blocks.start * BLOCK, chunk.blocks.stop * BLOCK
            amid = any(
                start <= first - self.reach and last + self.reach <= end
                for start, end in itertools.pairwise(self._edges)
            )
            own = None if amid else mask.masked_fill(self._others(first, last), -math.inf)
            self._own_masks[chunk.blocks.start] = own
        return self._own_masks[chunk.blocks.start]

    def _others(self, first: int, last: int) -> Tensor:
        """Which keys are of another text than the query: (blocks, 1, 1, block, seen + 8)."""
        places = torch.arange(first - self.reach, last + self.reach)
        texts = torch.bucketize(places, torch.tensor(self._edges), right=True)  # outside of all: 0, or past the last
        queries = texts[self.reach : len(texts) - self.reach].view(-1, BLOCK, 1)
        keys = texts.unfold(0, self._seen, BLOCK)[:, None]  # (blocks, 1, seen)
        # A row that fills up the last block sees its like, so that no row sees nothing.
        return F.pad(queries != keys, (0, SINK_KEYS))[:, None, None].to(self.keys.device)

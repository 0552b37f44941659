"""Attention within a narrow band: each token sees those within reach in its own text, and its head's sink.

The texts lie end to end in one long row, which is cut into blocks of queries; a block's keys are its own tokens
and `reach` on each side. A sink counts in the softmax's denominator only: it is a key whose value is zero and
whose score, put in by way of the mask, is the sink. So a fused kernel does the work, exactly.
Knows nothing of weights but the sinks.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from shared.engine.architecture import Architecture

# Queries of a block: with few, keys are gathered too often; with many, scores are computed for nothing.
BLOCK = 64
# Extra keys of a block, of which the first holds the sink: the fused kernels like lengths divisible by 8.
SINK_KEYS = 8


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some neighbouring blocks, and the rows of tokens that they hold."""

    blocks: slice
    rows: slice


class Band:
    """The queries, keys and values of one pass, of one layer at a time; who fills a chunk writes its rows."""

    def __init__(
        self, lengths: Sequence[int], architecture: Architecture, device: torch.device, dtype: torch.dtype
    ) -> None:
        one = architecture
        self.tokens = sum(lengths)
        self._reach = one.reach
        self._block = max(BLOCK, one.reach)
        self._blocks = math.ceil(self.tokens / self._block)
        self._seen = self._block + 2 * one.reach  # keys of a block
        rows = self._blocks * self._block
        self.queries = torch.zeros(rows, one.heads, one.head, dtype=dtype, device=device)
        # Keys and values have `reach` rows of nothing before and after.
        self.keys = torch.zeros(rows + 2 * one.reach, one.key_heads, one.head, dtype=dtype, device=device)
        self.values = torch.zeros_like(self.keys)
        # Each key head serves a group of query heads: (blocks, key_heads, group, block, seen + SINK_KEYS)
        group = one.heads // one.key_heads
        shape = (self._blocks, one.key_heads, group, self._block, self._seen + SINK_KEYS)
        self._mask = torch.full(shape, -math.inf, dtype=dtype, device=device)
        self._mask[..., : self._seen].masked_fill_(self._allowed(lengths).to(device)[:, None, None], 0.0)

    def chunks(self, tokens: int) -> list[Chunk]:
        """The row in chunks of about that many tokens."""
        step = math.ceil(tokens / self._block)
        starts = range(0, self._blocks, step)
        blocks = [slice(start, min(start + step, self._blocks)) for start in starts]
        return [Chunk(one, slice(one.start * self._block, min(one.stop * self._block, self.tokens))) for one in blocks]

    def shifted(self, rows: slice) -> slice:
        """Where the keys and values of these rows lie."""
        return slice(rows.start + self._reach, rows.stop + self._reach)

    def attend(self, chunk: Chunk, sinks: Tensor) -> Tensor:
        """What the chunk's tokens see, when all keys and values are there: (rows, heads * head). Sinks: (heads,)."""
        blocks, key_heads, group, block, seen = self._mask[chunk.blocks].shape
        mask = self._mask[chunk.blocks]
        mask[..., self._seen] = sinks.to(mask.dtype).view(key_heads, group, 1)
        first, last = chunk.blocks.start * block, chunk.blocks.stop * block
        queries = self.queries[first:last].view(blocks, block, key_heads, group, -1).permute(0, 2, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(
            queries.reshape(blocks, key_heads, group * block, -1),
            self._around(self.keys[first : last + 2 * self._reach]),
            self._around(self.values[first : last + 2 * self._reach]),
            attn_mask=mask.view(blocks, key_heads, group * block, seen),
            scale=1.0,
        )
        mixed = mixed.view(blocks, key_heads, group, block, -1).permute(0, 3, 1, 2, 4)
        return mixed.reshape(blocks * block, -1)[: chunk.rows.stop - chunk.rows.start]

    def _around(self, rows: Tensor) -> Tensor:
        """Of each block the keys or values it sees, and zeros for the sink: (blocks, key_heads, seen + 8, head)."""
        seen = rows.unfold(0, self._seen, self._block).transpose(2, 3)  # (blocks, key_heads, seen, head)
        return F.pad(seen, (0, 0, 0, SINK_KEYS))

    def _allowed(self, lengths: Sequence[int]) -> Tensor:
        """Which keys each query may see: (blocks, block, seen)."""
        texts = torch.repeat_interleave(torch.arange(len(lengths)), torch.tensor(lengths))  # (tokens,)
        filling = self._blocks * self._block - self.tokens
        of_query = F.pad(texts, (0, filling), value=-1).view(self._blocks, self._block, 1)
        of_key = F.pad(texts, (self._reach, filling + self._reach), value=-2)
        of_key = of_key.unfold(0, self._seen, self._block)[:, None]  # (blocks, 1, seen)
        ahead = torch.arange(self._seen) - torch.arange(self._block)[:, None]
        return (of_query == of_key) & (ahead >= 0) & (ahead <= 2 * self._reach)

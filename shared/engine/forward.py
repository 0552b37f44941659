"""The model's forward pass: token ids in, logits out, for texts that lie end to end in one long row.

Gives what transformers' OpenAIPrivacyFilterForTokenClassification gives (tests/shared/engine/test_forward.py),
in time and memory linear in the number of tokens: the library computes every token's attention to every other
and then masks all but a narrow band. Knows nothing of texts, windows and what labels mean.

In float32 all is exact. In bfloat16 only the large products are; norms, router, sums and logits stay float32.
"""

import math
from collections.abc import Sequence
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from shared.engine.architecture import Architecture
from shared.engine.weights import Layer, Weights, load_weights

# Rows that go through an expert at once, so that what they become stays in the processor's cache.
EXPERT_ROWS = 512
# Queries of a block: with few, keys are gathered too often; with many, scores are computed for nothing.
BLOCK = 64
# Extra keys of a block, of which the first holds the sink: the fused kernels like lengths divisible by 8.
SINK_KEYS = 8


class Forward:
    """The network of one checkpoint on one device."""

    def __init__(
        self, files: Sequence[Path], architecture: Architecture, device: torch.device, dtype: torch.dtype
    ) -> None:
        self.architecture = architecture
        self.dtype = dtype
        self.weights: Weights = load_weights(files, architecture, device, dtype)
        self._angles = torch.tensor(architecture.rotation.angles, dtype=torch.float32, device=device)  # (head / 2,)

    def __call__(self, ids: Tensor, lengths: Sequence[int]) -> Tensor:
        """Ids (tokens,) of texts of these lengths, end to end, none seeing another; returns logits (tokens, labels)."""
        weights, one = self.weights, self.architecture
        band = Band(lengths, one, ids.device, self.dtype)
        turn = self._turns(lengths)  # (tokens, 1, head / 2), complex
        state = F.embedding(ids, weights.embedding).float()  # (tokens, hidden); the sum of all layers stays float32
        for layer in weights.layers:
            normed = F.rms_norm(state, (one.hidden,), layer.attention_norm, one.epsilon).to(self.dtype)
            state += self._attend(normed, layer, turn, band)
            normed = F.rms_norm(state, (one.hidden,), layer.mlp_norm, one.epsilon)
            state += (
                dense(normed, layer, one, self.dtype) if one.experts == 1 else mixture(normed, layer, one, self.dtype)
            )
        state = F.rms_norm(state, (one.hidden,), weights.norm, one.epsilon)
        return torch.addmm(weights.score_bias, state, weights.score)

    def _turns(self, lengths: Sequence[int]) -> Tensor:
        """How each token's queries and keys are turned and scaled. Every text counts from zero."""
        one = self.architecture
        places = torch.cat([torch.arange(length, device=self._angles.device) for length in lengths])
        angles = places[:, None] * self._angles  # (tokens, head / 2)
        # Queries and keys are each scaled by head^-1/4, so that their products are scaled by head^-1/2.
        size = torch.full_like(angles, one.rotation.factor * one.head**-0.25)
        return torch.polar(size, angles)[:, None]

    def _attend(self, normed: Tensor, layer: Layer, turn: Tensor, band: "Band") -> Tensor:
        one = self.architecture
        qkv = torch.addmm(layer.qkv_bias, normed, layer.qkv).view(len(normed), -1, one.head)
        values = qkv[:, -one.key_heads :]  # (tokens, key_heads, head)
        pairs = qkv[:, : -one.key_heads].float().view(len(qkv), -1, one.head // 2, 2)  # neighbours turn together
        turned = torch.view_as_real(torch.view_as_complex(pairs) * turn).flatten(-2).to(self.dtype)
        mixed = band.attend(turned[:, : one.heads], turned[:, one.heads :], values, layer.sinks)
        return torch.addmm(layer.out_bias, mixed, layer.out)


class Band:
    """Attention of each token to those within reach in its own text, and to its head's sink.

    The long row is cut into blocks of queries; a block's keys are its own tokens and `reach` on each side.
    A sink counts in the softmax's denominator only: it is a key whose value is zero and whose score, put in
    by way of the mask, is the sink.
    """

    def __init__(
        self, lengths: Sequence[int], architecture: Architecture, device: torch.device, dtype: torch.dtype
    ) -> None:
        self.tokens = sum(lengths)
        self.reach = architecture.reach
        self.heads, self.key_heads, self.head = architecture.heads, architecture.key_heads, architecture.head
        self.block = max(BLOCK, architecture.reach)
        self.blocks = math.ceil(self.tokens / self.block)
        self.seen = self.block + 2 * self.reach  # keys of a block
        self.filling = self.blocks * self.block - self.tokens  # to the end of the last block

        texts = torch.repeat_interleave(torch.arange(len(lengths)), torch.tensor(lengths)).to(device)  # (tokens,)
        of_query = F.pad(texts, (0, self.filling), value=-1).view(self.blocks, self.block, 1)
        of_key = F.pad(texts, (self.reach, self.filling + self.reach), value=-2)
        of_key = of_key.unfold(0, self.seen, self.block)[:, None]  # (blocks, 1, seen)
        ahead = torch.arange(self.seen, device=device) - torch.arange(self.block, device=device)[:, None]
        allowed = (of_query == of_key) & (ahead >= 0) & (ahead <= 2 * self.reach)  # (blocks, block, seen)
        # Each key head serves a group of query heads: (blocks, key_heads, group, block, seen + SINK_KEYS)
        group = self.heads // self.key_heads
        shape = (self.blocks, self.key_heads, group, self.block, self.seen + SINK_KEYS)
        self.mask = torch.full(shape, -math.inf, dtype=dtype, device=device)
        self.mask[..., : self.seen].masked_fill_(allowed[:, None, None], 0.0)

    def attend(self, queries: Tensor, keys: Tensor, values: Tensor, sinks: Tensor) -> Tensor:
        """Queries (tokens, heads, head), keys and values (tokens, key_heads, head), sinks (heads,)."""
        group = self.heads // self.key_heads
        self.mask[..., self.seen] = sinks.to(self.mask.dtype).view(self.key_heads, group, 1)
        blocks = F.pad(queries, (0, 0, 0, 0, 0, self.filling))
        blocks = blocks.view(self.blocks, self.block, self.key_heads, group, self.head).permute(0, 2, 3, 1, 4)
        folded = blocks.reshape(self.blocks, self.key_heads, group * self.block, self.head)
        mask = self.mask.view(self.blocks, self.key_heads, group * self.block, -1)
        mixed = F.scaled_dot_product_attention(
            folded, self._around(keys), self._around(values), attn_mask=mask, scale=1.0
        )
        mixed = mixed.view(self.blocks, self.key_heads, group, self.block, self.head).permute(0, 3, 1, 2, 4)
        return mixed.reshape(self.blocks * self.block, -1)[: self.tokens]

    def _around(self, tokens: Tensor) -> Tensor:
        """Of each block the keys or values it sees, and zeros for the sink: (blocks, key_heads, seen + 8, head)."""
        padded = F.pad(tokens, (0, 0, 0, 0, self.reach, self.filling + self.reach))
        seen = padded.unfold(0, self.seen, self.block).transpose(2, 3)  # (blocks, key_heads, seen, head)
        return F.pad(seen, (0, 0, 0, SINK_KEYS))


def dense(normed: Tensor, layer: Layer, architecture: Architecture, dtype: torch.dtype) -> Tensor:
    """The layer's only expert; its router has nothing to choose."""
    out = torch.empty_like(normed)
    for start in range(0, len(normed), EXPERT_ROWS):
        rows = slice(start, start + EXPERT_ROWS)
        out[rows] = _expert(normed[rows].to(dtype), layer, 0, architecture)
    return out


def mixture(normed: Tensor, layer: Layer, architecture: Architecture, dtype: torch.dtype) -> Tensor:
    """Each token through its best experts, weighed by the router; sums are made in one fixed order."""
    tokens, chosen = len(normed), architecture.experts_per_token
    scores, experts = torch.addmm(layer.router_bias, normed, layer.router).topk(chosen, dim=-1)  # (tokens, chosen)
    shares = scores.softmax(dim=-1)
    order = experts.flatten().argsort(stable=True)  # (token, choice) pairs, by expert
    sizes = torch.bincount(experts.flatten(), minlength=architecture.experts).tolist()
    sources = order // chosen
    inputs = normed.to(dtype)
    sorted_out = torch.empty(tokens * chosen, architecture.hidden, device=normed.device)
    start = 0
    for expert, size in enumerate(sizes):
        for first in range(start, start + size, EXPERT_ROWS):
            rows = slice(first, min(first + EXPERT_ROWS, start + size))
            sorted_out[rows] = _expert(inputs[sources[rows]], layer, expert, architecture)
        start += size
    out = torch.empty_like(sorted_out)
    out[order] = sorted_out
    return (out.view(tokens, chosen, -1) * shares[..., None]).sum(dim=1)


def _expert(rows: Tensor, layer: Layer, expert: int, architecture: Architecture) -> Tensor:
    """Clamped SwiGLU: (up + 1) * gate * sigmoid(gain * gate)."""
    limit, gain = architecture.gate_limit, architecture.gate_gain
    gate, up = torch.addmm(layer.gate_up_bias[expert], rows, layer.gate_up[expert]).float().chunk(2, dim=-1)
    gate = gate.clamp(max=limit)
    up = up.clamp(-limit, limit).add_(1)
    inner = up.mul_(gate).mul_(gate.mul(gain).sigmoid_())
    return torch.addmm(layer.down_bias[expert], inner.to(rows.dtype), layer.down[expert])

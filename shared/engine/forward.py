"""The model's forward pass: token ids in, logits out, for texts that lie end to end in one long row.

Gives what transformers' OpenAIPrivacyFilterForTokenClassification gives (tests/shared/engine/test_forward.py),
in time and memory linear in the number of tokens: the library computes every token's attention to every other
and then masks all but a narrow band. Knows nothing of texts, windows and what labels mean.

In float32 all is exact. In bfloat16 only the large products are; norms, router, sums and logits stay float32.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

import torch
import torch.nn.functional as F
from torch import Tensor

from shared.engine.architecture import Architecture
from shared.engine.band import Band, Chunk
from shared.engine.weights import Expert, Layer, Weights, load_weights

# Tokens that one worker takes through a layer at a time: what they become stays in the processor's cache.
CHUNK_TOKENS = 512

T = TypeVar("T")


class Forward:
    """The network of one checkpoint on one device. On a processor, `threads` workers share each layer."""

    def __init__(
        self,
        files: Sequence[Path],
        architecture: Architecture,
        device: torch.device,
        dtype: torch.dtype,
        threads: int = 1,
    ) -> None:
        self.architecture = architecture
        self.dtype = dtype
        self.weights: Weights = load_weights(files, architecture, device, dtype)
        self._threads = threads if device.type == "cpu" else 1
        self._chunk_tokens = CHUNK_TOKENS if device.type == "cpu" else 1 << 30
        # Workers with one thread each, rather than OpenMP's: those wait for one another at every small operation,
        # which on a busy machine costs more than it gains.
        self._workers = ThreadPoolExecutor(self._threads, "model") if self._threads > 1 else None
        self._angles = torch.tensor(architecture.rotation.angles, dtype=torch.float32).to(device)  # (head / 2,)

    def __call__(self, ids: Tensor, lengths: Sequence[int]) -> Tensor:
        """Ids (tokens,) of texts of these lengths, end to end, none seeing another; returns logits (tokens, labels)."""
        weights, one = self.weights, self.architecture
        with torch.inference_mode():
            band = Band(lengths, one, ids.device, self.dtype)
            turn = self._turns(lengths)  # (tokens, 1, head / 2), complex
            # (tokens, hidden); what the layers add up to is float32 in any case
            state = F.embedding(ids, weights.embedding).float()
            chunks = band.chunks(min(self._chunk_tokens, math.ceil(len(ids) / self._threads)))
            for layer in weights.layers:
                self._each(partial(self._project, state, layer, turn, band), chunks)
                self._each(partial(self._attend, state, layer, band), chunks)
                if one.experts > 1:
                    self._mix(state, layer)
            state = F.rms_norm(state, (one.hidden,), weights.norm, one.epsilon)
            return torch.addmm(weights.score_bias, state, weights.score)

    def _each(self, work: Callable[[T], None], parts: Sequence[T]) -> None:
        """Does the work on each part, on all workers. Each part writes to its own rows only."""
        if self._workers is None or len(parts) == 1:
            for part in parts:
                work(part)
            return

        def alone(part: T) -> None:
            with torch.inference_mode():  # this is set by thread
                work(part)

        for _ in self._workers.map(alone, parts):
            pass

    def _turns(self, lengths: Sequence[int]) -> Tensor:
        """How each token's queries and keys are turned and scaled. Every text counts from zero."""
        one = self.architecture
        places = torch.cat([torch.arange(length, device=self._angles.device) for length in lengths])
        angles = places[:, None] * self._angles  # (tokens, head / 2)
        # Queries and keys are each scaled by head^-1/4, so that their products are scaled by head^-1/2.
        size = torch.full_like(angles, one.rotation.factor * one.head**-0.25)
        return torch.polar(size, angles)[:, None]

    def _project(self, state: Tensor, layer: Layer, turn: Tensor, band: Band, chunk: Chunk) -> None:
        """Queries, keys and values of a chunk's tokens."""
        one = self.architecture
        normed = F.rms_norm(state[chunk.rows], (one.hidden,), layer.attention_norm, one.epsilon).to(self.dtype)
        qkv = layer.qkv(normed).view(len(normed), -1, one.head)
        pairs = qkv[:, : -one.key_heads].float().view(len(qkv), -1, one.head // 2, 2)  # neighbours turn together
        turned = torch.view_as_real(torch.view_as_complex(pairs) * turn[chunk.rows]).flatten(-2)
        band.queries[chunk.rows] = turned[:, : one.heads]
        band.keys[band.shifted(chunk.rows)] = turned[:, one.heads :]
        band.values[band.shifted(chunk.rows)] = qkv[:, -one.key_heads :]

    def _attend(self, state: Tensor, layer: Layer, band: Band, chunk: Chunk) -> None:
        """Adds what a chunk's tokens see around them and, with a single expert, what that makes of it."""
        one = self.architecture
        rows = state[chunk.rows]
        mixed = band.attend(chunk, layer.sinks)  # (rows, heads * head)
        rows += layer.out(mixed)
        if one.experts == 1:  # the router has nothing to choose
            normed = F.rms_norm(rows, (one.hidden,), layer.mlp_norm, one.epsilon)
            rows += self._made_by(layer.experts[0], normed.to(self.dtype))

    def _mix(self, state: Tensor, layer: Layer) -> None:
        """Adds what each token's best experts make of it, weighed by the router and summed in one fixed order."""
        one, tokens = self.architecture, len(state)
        normed = F.rms_norm(state, (one.hidden,), layer.mlp_norm, one.epsilon)
        scores, experts = torch.addmm(layer.router_bias, normed, layer.router).topk(one.experts_per_token, dim=-1)
        shares = scores.softmax(dim=-1)  # (tokens, experts_per_token)
        order = experts.flatten().argsort(stable=True)  # pairs of token and choice, by expert
        sources = order // one.experts_per_token  # the token of each pair
        inputs = normed.to(self.dtype)
        made = torch.empty(tokens * one.experts_per_token, one.hidden, device=state.device)  # by pair

        def work(part: tuple[int, slice]) -> None:
            expert, pairs = part
            made[order[pairs]] = self._made_by(layer.experts[expert], inputs[sources[pairs]]).float()

        sizes = torch.bincount(experts.flatten(), minlength=one.experts).tolist()
        self._each(work, list(_by_expert(sizes, self._chunk_tokens)))
        state += (made.view(tokens, one.experts_per_token, -1) * shares[..., None]).sum(dim=1)

    def _made_by(self, expert: Expert, rows: Tensor) -> Tensor:
        """Clamped SwiGLU: (up + 1) * gate * sigmoid(gain * gate).

        In place, with silu(x) = x * sigmoid(x) in one go: 0.29 ms for 512 rows of 640 where it took 0.41 (one core).
        """
        limit, gain = self.architecture.gate_limit, self.architecture.gate_gain
        gate, up = expert.gate_up(rows).float().chunk(2, dim=-1)  # ours alone: nobody else holds the product
        gate = F.silu(gate.clamp_(max=limit).mul_(gain), inplace=True)
        inner = up.clamp_(-limit, limit).add_(1).mul_(gate).mul_(1 / gain)
        return expert.down(inner.to(rows.dtype))


def _by_expert(sizes: Iterable[int], most: int) -> Iterable[tuple[int, slice]]:
    """The experts with something to do, each with at most so many of its pairs."""
    start = 0
    for expert, size in enumerate(sizes):
        for first in range(start, start + size, most):
            yield expert, slice(first, min(first + most, start + size))
        start += size

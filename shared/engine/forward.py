"""The model's forward pass: token ids in, logits out, for texts that lie end to end in one long row.

Gives what transformers' OpenAIPrivacyFilterForTokenClassification gives (tests/shared/engine/test_forward.py),
in time and memory linear in the number of tokens: the library computes every token's attention to every other
and then masks all but a narrow band. A long row goes through each layer slice by slice, so that what is held at
once beside its state stays small, and so that others may be let in between. Knows nothing of what labels mean.

In float32 all is exact. In bfloat16 only the large products are; norms, router, sums and logits stay float32, and so
does attention where there are no experts.
"""

import itertools
import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

import torch
import torch.nn.functional as F
from torch import Tensor

from shared.engine.architecture import Architecture
from shared.engine.band import Attender, Band, Chunk
from shared.engine.compiled import load_exact, load_kernels
from shared.engine.experts import Routed, Workers, made_by, mix
from shared.engine.rows import Plain, Rows
from shared.engine.weights import Layer, Weights, attention_dtype, load_weights

# Tokens that one worker takes through a layer at a time: what they become stays in the processor's cache.
CHUNK_TOKENS = 512
# Tokens that go through a layer together: with these, each of 128 experts has about 512 to work on.
SLICE_TOKENS = 16_384

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
        plain: bool = False,
    ) -> None:
        """With `plain`, nothing is compiled."""
        self.architecture = architecture
        self.dtype, self.attention_dtype = dtype, attention_dtype(architecture, dtype)
        self.weights: Weights = load_weights(files, architecture, device, dtype)
        self.threads = threads if device.type == "cpu" else 1
        self.slice_tokens = SLICE_TOKENS if device.type == "cpu" else 4 * SLICE_TOKENS
        self.chunk_tokens = CHUNK_TOKENS if device.type == "cpu" else self.slice_tokens
        self.kernels = None if plain else load_kernels(architecture, device, dtype)
        # Workers with one thread each, rather than OpenMP's: those wait for one another at every small operation,
        # which on a busy machine costs more than it gains.
        self._workers = ThreadPoolExecutor(self.threads, "model") if self.threads > 1 else None
        exact = None if plain or self.kernels else load_exact(architecture, device, self.attention_dtype)
        self.attender: Attender | None = self.kernels or exact
        self.rows: Rows = self.kernels or exact or Plain()
        self.workers = Workers(self.each, self.threads, self.chunk_tokens, self.rows, self.kernels)
        self.angles = torch.tensor(architecture.rotation.angles, dtype=torch.float32).to(device)  # (head / 2,)

    def __call__(self, ids: Tensor, lengths: Sequence[int]) -> Tensor:
        """Ids (tokens,) of texts of these lengths, end to end, none seeing another; returns logits (tokens, labels)."""
        row = self.start(ids, lengths)
        for _ in range(row.steps):
            row.step()
        return row.logits()

    def start(self, ids: Tensor, lengths: Sequence[int]) -> "Row":
        """The same, to be taken step by step."""
        return Row(self, ids, lengths)

    def steps(self, tokens: int) -> int:
        """How many steps a row of so many tokens takes."""
        return len(self.weights.layers) * math.ceil(tokens / self.slice_tokens)

    def each(self, work: Callable[[T], None], parts: Sequence[T]) -> None:
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


class Row:
    """Texts on their way through a network: all of a layer's slices, one a step, then the next layer's."""

    def __init__(self, network: Forward, ids: Tensor, lengths: Sequence[int]) -> None:
        """Ids (tokens,) of texts of these lengths, end to end."""
        self._network, self._weights, self._one = network, network.weights, network.architecture
        self._done = 0
        with torch.inference_mode():
            self._band = Band(lengths, self._one, ids.device, network.attention_dtype)
            self._turn = self._turns(lengths)  # (tokens, 1, head / 2), complex
            # (tokens, hidden); what the layers add up to is float32 in any case
            self._state = F.embedding(ids, self._weights.embedding).float()
        most = min(network.chunk_tokens, network.slice_tokens, math.ceil(len(ids) / network.threads))
        self._chunks = self._band.chunks(most)
        self.steps = network.steps(len(ids))
        count = self.steps // len(self._weights.layers)
        edges = [len(self._chunks) * number // max(1, count) for number in range(count + 1)]
        slices = list(itertools.pairwise(edges))  # of chunks
        self._slices = [slice(first, last) for first, last in slices]
        self._projected = 0  # chunks whose keys are there, in this layer
        if self._one.experts > 1:
            most = max(self._chunks[last - 1].rows.stop - self._chunks[first].rows.start for first, last in slices)
            self._routed = Routed(most, self._one, ids.device, network.dtype)

    def step(self) -> None:
        """Takes the next slice through its layer."""
        number, part = divmod(self._done, len(self._slices))
        chunks = self._chunks[self._slices[part]]
        layer, each = self._weights.layers[number], self._network.each
        with torch.inference_mode():
            if part == 0:
                self._projected = 0
                self._sight = self._band.sight(layer.sinks, self._network.attender)
            # The slice's last tokens see some of the next one, which this layer has not changed yet.
            seen = chunks[-1].rows.stop + self._band.reach
            ahead = [chunk for chunk in self._chunks[self._projected :] if chunk.rows.start < seen]
            self._projected += len(ahead)
            each(partial(self._project, layer), ahead)
            each(partial(self._attend, layer, self._sight), chunks)
            if self._one.experts > 1:
                state = self._state[chunks[0].rows.start : chunks[-1].rows.stop]
                mix(state, layer, self._one, self._routed, self._network.workers)
        self._done += 1

    def logits(self) -> Tensor:
        """After the last step: (tokens, labels)."""
        with torch.inference_mode():
            logits = torch.empty(len(self._state), len(self._one.id2label), device=self._state.device)
            self._network.each(partial(self._judge, logits), self._chunks)
            return logits

    def _judge(self, logits: Tensor, chunk: Chunk) -> None:
        """The logits of a chunk's tokens."""
        one, weights = self._one, self._weights
        normed = self._network.rows.norm(self._state[chunk.rows], weights.norm, one.epsilon, torch.float32)
        logits[chunk.rows] = weights.score(normed)

    def _turns(self, lengths: Sequence[int]) -> Tensor:
        """How each token's queries and keys are turned and scaled. Every text counts from zero."""
        one, device = self._one, self._network.angles.device
        places = torch.cat([torch.arange(length, device=device) for length in lengths])
        angles = places[:, None] * self._network.angles  # (tokens, head / 2)
        # Queries and keys are each scaled by head^-1/4, so that their products are scaled by head^-1/2.
        size = torch.full_like(angles, one.rotation.factor * one.head**-0.25)
        return torch.polar(size, angles)[:, None]

    def _project(self, layer: Layer, chunk: Chunk) -> None:
        """Queries, keys and values of a chunk's tokens."""
        one, band, rows = self._one, self._band, self._network.rows
        normed = rows.norm(self._state[chunk.rows], layer.attention_norm, one.epsilon, self._network.attention_dtype)
        qkv = layer.qkv(normed).view(len(normed), -1, one.head)
        there = band.shifted(chunk.rows)
        rows.turn(qkv, self._turn[chunk.rows], band.queries[chunk.rows], band.keys[there], band.values[there])

    def _attend(self, layer: Layer, sight: Callable[[Chunk], Tensor], chunk: Chunk) -> None:
        """Adds what a chunk's tokens see around them and, with a single expert, what that makes of it."""
        one, dtype = self._one, self._network.dtype
        rows = self._state[chunk.rows]
        mixed = sight(chunk).to(dtype)  # (rows, heads * head)
        rows += layer.out(mixed)
        if one.experts == 1:  # the router has nothing to choose
            normed = self._network.rows.norm(rows, layer.mlp_norm, one.epsilon, dtype)
            rows += made_by(layer.experts[0], normed, one, self._network.rows)

"""The mixture of experts: each token goes to the few that the router prefers, and their answers are weighed and added.

Tokens are brought together by expert, so that each expert is a few large products. What becomes of a token does not
depend on the others: every sum is taken in one fixed order. Knows nothing of attention and of where rows come from.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from shared.engine.architecture import Architecture
from shared.engine.compiled import Kernels
from shared.engine.rows import Rows, in_parts
from shared.engine.weights import Expert, Layer

Each = Callable[[Callable[[Any], None], Sequence[Any]], None]
"""Does a piece of work on each part, on all workers."""


class Routed:
    """Room for tokens on their way through their experts; made once a pass, as fresh memory takes its time."""

    def __init__(self, tokens: int, one: Architecture, device: torch.device, dtype: torch.dtype) -> None:
        chosen = one.experts_per_token
        self.inputs = torch.empty(tokens, one.hidden, dtype=dtype, device=device)  # normed
        self.experts = torch.empty(tokens, chosen, dtype=torch.int64, device=device)
        self.shares = torch.empty(tokens, chosen, device=device)  # float32
        self.made = torch.empty(tokens * chosen, one.hidden, dtype=dtype, device=device)  # answers, by expert


@dataclass(frozen=True, slots=True)
class Workers:
    """Who does the work: so many threads, of which each takes at most so many tokens at a time."""

    each: Each
    threads: int
    most: int
    rows: Rows
    kernels: Kernels | None


def mix(state: Tensor, layer: Layer, one: Architecture, routed: Routed, workers: Workers) -> None:
    """Adds to each token what its experts make of it."""
    each, most, kernels = workers.each, workers.most, workers.kernels
    tokens, chosen, made = len(state), one.experts_per_token, routed.made
    parts = in_parts(0, tokens, min(most, -(-tokens // workers.threads)))
    each(lambda rows: _route(state[rows], layer, one, routed, rows, workers.rows), parts)

    work, sources, places = workers.rows.arrange(routed.experts[:tokens], one.experts, most)

    def make(part: tuple[int, int, int]) -> None:
        expert, pairs = part[0], slice(*part[1:])
        inputs = routed.inputs.index_select(0, sources[pairs])
        made[pairs] = made_by(layer.experts[expert], inputs, one, workers.rows)

    stacked = layer.stacked
    if kernels and stacked:
        following = torch.zeros(1, dtype=torch.int64)  # the threads take what comes next
        each(
            lambda _: kernels.mixture(work, following, routed.inputs, sources, stacked, one, most, made),
            range(workers.threads),
        )
    else:
        each(make, work.tolist())

    def add(rows: slice) -> None:
        workers.rows.add_answers(
            made, places[rows.start * chosen : rows.stop * chosen], routed.shares[rows], state[rows]
        )

    each(add, parts)


def _route(state: Tensor, layer: Layer, one: Architecture, routed: Routed, where: slice, rows: Rows) -> None:
    """The router's choice for some tokens."""
    normed = rows.norm(state, layer.mlp_norm, one.epsilon, torch.float32)
    routed.inputs[where] = normed
    routed.experts[where], routed.shares[where] = rows.choose(layer.router(normed), one.experts_per_token)


def made_by(expert: Expert, inputs: Tensor, one: Architecture, rows: Rows) -> Tensor:
    """What an expert makes of rows (count, hidden)."""
    inner = rows.activate(expert.gate_up(inputs), one.gate_gain, one.gate_limit)
    return expert.down(inner.to(inputs.dtype))

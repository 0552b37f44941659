"""What happens to each token between the large products: norms, positions, the router's choice, answers added up.

Here in plain PyTorch, for any device and precision; `shared.engine.compiled` does the same in one go over each row,
where it can. Knows nothing of layers and texts.
"""

import itertools
from typing import Protocol

import torch
import torch.nn.functional as F
from torch import Tensor


class Rows(Protocol):
    """Whoever does it, `Plain` or the compiled kernels. Rows of a state are float32."""

    def norm(self, rows: Tensor, weight: Tensor, epsilon: float, dtype: torch.dtype) -> Tensor:
        """Rows (count, size) divided by their root mean square and weighed."""

    def turn(self, qkv: Tensor, turns: Tensor, queries: Tensor, keys: Tensor, values: Tensor) -> None:
        """Turns queries and keys by their tokens' places, and puts them and the values where they belong.

        qkv: (count, heads + 2 * key_heads, head), turns: (count, 1, head / 2), complex; queries: (count, heads, head),
        keys and values: (count, key_heads, head).
        """

    def activate(self, gate_up: Tensor, gain: float, limit: float) -> Tensor:
        """Clamped SwiGLU of gates beside their ups (count, 2 * inner), which may be overwritten: (count, inner).

        (up + 1) * gate * sigmoid(gain * gate), in float32.
        """

    def choose(self, scores: Tensor, chosen: int) -> tuple[Tensor, Tensor]:
        """Of each row of scores (count, experts) the best, and their shares, which add up to one: (count, chosen)."""

    def arrange(self, choices: Tensor, experts: int, most: int) -> tuple[Tensor, Tensor, Tensor]:
        """Brings pairs of token and choice (tokens, chosen) together by expert, each in their order.

        Returns the parts of the work (parts, 3), of at most so many pairs: expert, first pair, last pair; of each place
        (pairs,) its token; and of each pair (pairs,) its place.
        """

    def add_answers(self, made: Tensor, places: Tensor, shares: Tensor, state: Tensor) -> None:
        """Adds to each row of the state, by its shares (rows, chosen), what was made for it at its places."""


def in_parts(start: int, end: int, most: int) -> list[slice]:
    """From start to end in parts of about one size, of which none is longer than `most`."""
    count = -(-(end - start) // most)
    edges = [start + (end - start) * number // max(1, count) for number in range(count + 1)]
    return [slice(first, last) for first, last in itertools.pairwise(edges)]


class Plain:
    """In plain PyTorch."""

    def norm(self, rows: Tensor, weight: Tensor, epsilon: float, dtype: torch.dtype) -> Tensor:
        return F.rms_norm(rows, (rows.shape[-1],), weight, epsilon).to(dtype)

    def turn(self, qkv: Tensor, turns: Tensor, queries: Tensor, keys: Tensor, values: Tensor) -> None:
        count, heads, key_heads = len(qkv), queries.shape[1], keys.shape[1]
        pairs = qkv[:, : heads + key_heads].float().view(count, heads + key_heads, -1, 2)  # neighbours turn together
        turned = torch.view_as_real(torch.view_as_complex(pairs) * turns).flatten(-2)
        queries.copy_(turned[:, :heads])
        keys.copy_(turned[:, heads:])
        values.copy_(qkv[:, heads + key_heads :])

    def activate(self, gate_up: Tensor, gain: float, limit: float) -> Tensor:
        # With silu(x) = x * sigmoid(x) in one go: 0.29 ms for 512 rows of 640 where it took 0.41 (one core).
        gate, up = gate_up.float().chunk(2, dim=-1)
        gate = F.silu(gate.clamp_(max=limit).mul_(gain), inplace=True)
        return up.clamp_(-limit, limit).add_(1).mul_(gate).mul_(1 / gain)

    def choose(self, scores: Tensor, chosen: int) -> tuple[Tensor, Tensor]:
        best, experts = scores.topk(chosen, dim=-1)
        return experts, best.softmax(dim=-1)

    def arrange(self, choices: Tensor, experts: int, most: int) -> tuple[Tensor, Tensor, Tensor]:
        pairs = choices.flatten()
        order = pairs.argsort(stable=True)
        places = torch.empty_like(order)
        places[order] = torch.arange(len(order), device=order.device)
        parts, start = [], 0
        for expert, size in enumerate(torch.bincount(pairs, minlength=experts).tolist()):
            parts += [(expert, part.start, part.stop) for part in in_parts(start, start + size, most)]
            start += size
        return torch.tensor(parts), order // choices.shape[1], places

    def add_answers(self, made: Tensor, places: Tensor, shares: Tensor, state: Tensor) -> None:
        chosen = shares.shape[1]
        answers = made.index_select(0, places).view(-1, chosen, made.shape[1])
        for choice in range(chosen):
            state.addcmul_(answers[:, choice], shares[:, choice, None])
